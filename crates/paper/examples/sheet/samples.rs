//! Sheets with invented people and codes, for the example and for the tests.

use paper::{KeyWords, Page, RecoveryKeySheet, Sheet, Words};

/// Invented codes in the form of real ones; none of them opens anything.
pub(crate) const CODES: [&str; 20] = [
    "FBDSK-7Q2M9-TXA1A",
    "01234-56789-ABCCT",
    "K7R0W-QH4N8-VZ2P5",
    "3M8TG-0B6YC-JX9DE",
    "P2VFA-81KNR-5SW0H",
    "ZC4Q7-MT03J-9GEB6",
    "80DXK-WP5A1-RY7VN",
    "H6J2S-F9Q0Z-T3MC8",
    "NV1BE-4GKX7-06PWR",
    "5AY9D-S8HJ2-QCT0M",
    "W0QZ3-7RFVP-1KNB4",
    "GX5C8-EM2T6-DHS9J",
    "2PB0V-YA4W1-ZQ7KR",
    "J9NF6-C3X8G-0TME5",
    "R7SH2-VD0Q4-BP6YA",
    "1ZKW9-J5N8M-XG3C7",
    "C0T4F-E2RV6-H8PQS",
    "9DM7B-0XYJ1-5WAKZ",
    "V3GQ8-NT6C2-SE4FR",
    "6HP1X-ZB9K0-7MJDW",
];

/// The grey letters beside them.
pub(crate) const GREY: [&str; 20] = [
    "KT", "4M", "QZ", "P7", "XW", "0H", "RV", "9C", "JD", "A3", "WN", "6B", "ZF", "T8", "G1", "VK",
    "2S", "HX", "E5", "MY",
];

/// Codes as the portal gives them.
pub(crate) const PORTAL: [&str; 10] = [
    "k3fx-9w2q",
    "m7pz-0hd4",
    "x2vb-8rtn",
    "q9ws-5jck",
    "d4gm-1yxe",
    "t8nq-6fzb",
    "w0hr-3kpv",
    "b5jy-7smd",
    "z1cx-2wgf",
    "r6tk-4vnh",
];

/// Codes of digits only.
pub(crate) const DIGITS: [&str; 3] =
    ["4821-0937-5516-2280-7743", "90125573618820464117", "0000-1111-2222-3333-4444"];

/// The sentences in English, as the desk says them.
pub(crate) const ENGLISH: Words<'static> = Words {
    lang: "en",
    title: "Recovery codes",
    lead: "10 codes. Each works once, when the fob is not at hand.",
    label_login: "Login",
    label_fob: "Fob",
    label_set: "Set",
    label_made: "Made on",
    label_by: "Made by",
    label_until: "Valid until",
    label_helpdesk: "Helpdesk",
    label_checkpoint: "Audit checkpoint",
    name_not_printable: "The name cannot be printed in these letters; the login stands for it.",
    grey: "The two grey letters beside a code are not part of it. If the helpdesk asks for the \
         letters of a row, read them out: they show that you hold this sheet, and the code stays \
         unused.",
    card: "Cut the card out along the marks and keep it in your wallet, never together with the fob. \
         Your name and login are not on it on purpose.",
    how_title: "How to use a code",
    how: &[
        "Call the helpdesk or go there, and say that you are without your fob.",
        "Read out one code that is not crossed out yet, group by group. There is no letter O \
         and no letter I in it: those are the digits 0 and 1.",
        "Cross the code out at once, and tick its box. It will not work again.",
        "Keep this sheet apart from the fob, and show it to nobody. The helpdesk never calls \
         you to ask for a code.",
    ],
    newest_title: "Only this newest sheet is valid",
    newest: "Codes on older sheets no longer work. Destroy those sheets. If this one is lost, \
         tell the helpdesk: you get a new one.",
};

/// The sentences in Russian.
pub(crate) const RUSSIAN: Words<'static> = Words {
    lang: "ru",
    title: "Коды восстановления",
    lead: "10 кодов. Каждый действует один раз, когда брелока нет под рукой.",
    label_login: "Логин",
    label_fob: "Брелок",
    label_set: "Набор",
    label_made: "Выдан",
    label_by: "Кем выдан",
    label_until: "Действует до",
    label_helpdesk: "Поддержка",
    label_checkpoint: "Отметка журнала",
    name_not_printable: "Имя нельзя напечатать этими буквами; вместо него стоит логин.",
    grey: "Две серые буквы рядом с кодом в него не входят. Если поддержка спросит буквы какой-то \
         строки, назовите их: так видно, что лист у вас, а код останется неиспользованным.",
    card: "Вырежьте карточку по меткам и носите её в бумажнике, но не вместе с брелоком. Имени и \
         логина на ней нет намеренно.",
    how_title: "Как пользоваться кодом",
    how: &[
        "Позвоните в поддержку или придите туда и скажите, что вы без брелока.",
        "Продиктуйте один ещё не зачёркнутый код, группу за группой. Букв O и I в нём нет: \
         это цифры 0 и 1.",
        "Сразу зачеркните этот код и отметьте его клетку. Второй раз он не сработает.",
        "Храните лист отдельно от брелока и никому не показывайте. Поддержка никогда не \
         звонит сама, чтобы узнать код.",
    ],
    newest_title: "Действует только этот, самый новый лист",
    newest: "Коды с прежних листов больше не работают. Уничтожьте те листы. Если потеряете этот, \
         сообщите в поддержку: вам выдадут новый.",
};

/// The sentences of a recovery key in English.
pub(crate) const KEY_ENGLISH: KeyWords<'static> = KeyWords {
    lang: "en",
    title: "Recovery key",
    lead: "Whoever holds this sheet and a copy of the ledger can open the ledger, with \
         everything in it.",
    label_vault: "Ledger",
    label_made: "Made on",
    key_note: "One line without spaces, all letters capital. After the first digit 1 there is no \
         letter B, I or O, and no further digit 1.",
    how_title: "How to use it",
    how: &[
        "Put the last backup of the ledger on a computer with Fobdesk.",
        "Type the key as one line into a text file, and give that file to Fobdesk as its \
         recovery key.",
        "Delete the file as soon as the ledger is open, and put this sheet back.",
        "If there is no Fobdesk any more: the free program “age” opens with this key what was \
         sealed for it (age -d -i FILE).",
    ],
    keep_title: "Keep it in a safe",
    keep: "Make a copy and keep it in another safe place; never keep it beside the computer or \
         a backup. If a sheet is missing, the ledger is no longer safe: tell your \
         administrator at once.",
};

/// The sentences of a recovery key in Russian.
pub(crate) const KEY_RUSSIAN: KeyWords<'static> = KeyWords {
    lang: "ru",
    title: "Ключ восстановления",
    lead: "У кого есть этот лист и копия хранилища, тот может открыть хранилище и всё, что в \
         нём есть.",
    label_vault: "Хранилище",
    label_made: "Создан",
    key_note: "Одна строка без пробелов, все буквы латинские заглавные. После первой цифры 1 нет ни \
         букв B, I и O, ни второй цифры 1.",
    how_title: "Как им пользоваться",
    how: &[
        "Положите последнюю резервную копию хранилища на компьютер с Fobdesk.",
        "Наберите ключ одной строкой в текстовом файле и укажите этот файл Fobdesk как ключ \
         восстановления.",
        "Как только хранилище откроется, удалите файл и верните лист на место.",
        "Если Fobdesk больше нет: то, что закрыто этим ключом, открывает свободная программа \
         age (age -d -i ФАЙЛ).",
    ],
    keep_title: "Храните его в сейфе",
    keep: "Сделайте копию и держите её в другом надёжном месте; не храните лист рядом с \
         компьютером или резервной копией. Если лист пропал, хранилище больше не в \
         безопасности: сразу сообщите администратору.",
};

/// A sheet with so many of the invented codes.
pub(crate) fn sheet(words: &'static Words<'static>, page: Page, codes: usize) -> Sheet<'static> {
    let russian = words.lang == "ru";
    Sheet {
        organisation: if russian { "Балтийская верфь" } else { "Harbour & Sons" },
        logo: None,
        person_name: if russian { "Ирина Щёголева" } else { "Zoë Müller" },
        login: if russian { "ishchegoleva" } else { "zmueller" },
        fob: Some("YubiKey 5 NFC · serial 12 345 678"),
        set_name: "7K-03",
        made_on: "14 March 2026, 09:41 (+02:00)",
        made_by: "irina",
        until: None,
        codes: &CODES[..codes],
        rows: &[],
        grey: &[],
        contact: Some("+371 6700 0000 · room 214 · weekdays 8–18"),
        words,
        page,
        checkpoint: Some("1204 · 3f9a c7e1"),
    }
}

/// A recovery key that opens nothing.
pub(crate) fn key_sheet(
    words: &'static KeyWords<'static>,
    page: Page,
) -> RecoveryKeySheet<'static> {
    RecoveryKeySheet {
        organisation: "Harbour & Sons",
        vault: "b7c1-52e0-9d4a",
        key: "AGE-SECRET-KEY-1QQPQL9XVRS0ZTDM7E5KU8J2N3G4FHC6YWA0SQXLPZRMT8V6D4KQ9EXAMPL",
        made_on: "14 March 2026, 09:02 (+02:00)",
        words,
        page,
    }
}
