//! Everything that goes wrong at a desk, word for word in both languages.

use desk_tests::props::terminal::Terminal;
use fob_sim::PracticeSockets;
use fob_wire::Talk;
use fob_wire::cable::{Go, Sockets as _};
use fob_wire::oath::{Algorithm, Kind, OathSession, Put};
use fob_wire::slot::{AccessCode, Config, Slot, SlotSession};

/// Says a failure in three ways: its code and exit code, its lines in English and in Russian.
fn assert_said(
    terminal: &Terminal,
    line: &[&str],
    code: (&str, i32),
    en: [&str; 2],
    ru: [&str; 2],
) {
    assert_eq!(terminal.refused(line), (code.0.to_owned(), code.1), "{line:?}");
    assert_eq!(terminal.lines("en", line), en);
    assert_eq!(terminal.lines("ru", line), ru);
}

fn with_anna(practice: &str) -> Terminal {
    let terminal = Terminal::with(&[practice]);
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal
}

/// Does something to the only practice fob behind the desk's back.
fn tamper(terminal: &Terminal, act: impl FnOnce(&mut Talk<'_>)) {
    let folder = terminal.data().join("practice").join("fobs");
    let mut sockets = PracticeSockets::open(&folder, &[]).expect("the practice fobs");
    let reader = sockets.look().expect("readers").remove(0).name;
    let mut cable = sockets.connect(&reader).expect("a session");
    let mut pause = |_, _| Go::On;
    act(&mut Talk::new(cable.as_mut(), &mut pause));
}

#[test]
fn an_unknown_person() {
    let terminal = with_anna("--practice");
    assert_said(
        &terminal,
        &["issue", "--person", "nobody"],
        ("unknown_person", 2),
        [
            "There is nobody with the login “nobody”.",
            "Check the spelling (fobctl people find TEXT), or add the person (fobctl people add).",
        ],
        [
            "Никого с логином «nobody» нет.",
            "Проверьте написание (fobctl people find ТЕКСТ) или добавьте человека (fobctl people \
             add).",
        ],
    );
}

#[test]
fn a_full_fob() {
    let terminal = with_anna("--practice=yubikey5");
    terminal.done(&["fobs"]);
    tamper(&terminal, |talk| {
        let mut session = OathSession::open(talk).expect("the application for codes");
        for n in 0.. {
            let name = format!("somebody:{n}");
            let put = Put {
                name: name.as_bytes(),
                kind: Kind::Hotp,
                algorithm: Algorithm::Sha1,
                digits: 6,
                secret: &[7; 20],
                imf: 0,
                touch: false,
            };
            if session.put(&put).is_err() {
                assert!(n >= 32, "a YubiKey 5 holds at least 32 credentials");
                break;
            }
        }
    });
    assert_said(
        &terminal,
        &["issue", "--person", "anna"],
        ("fob_full", 1),
        [
            "The fob has no room for one more entry. The fob is as it was.",
            "Take another fob, or have an entry removed from this one that nobody needs any more.",
        ],
        [
            "На брелоке нет места ещё для одной записи. Брелок остался прежним.",
            "Возьмите другой брелок или попросите удалить с этого запись, которая больше не нужна.",
        ],
    );
}

#[test]
fn a_slot_with_somebody_elses_access_code() {
    let terminal = with_anna("--practice");
    let fob = terminal.done(&["fobs"])[0]["serial"].as_str().expect("a serial").to_owned();
    tamper(&terminal, |talk| {
        let mut session = SlotSession::open(talk).expect("the slots");
        let config = Config::hotp(&[7; 20]).expect("a secret of the right length");
        let config = config.access_code(&AccessCode::new([9; 6]));
        session.write(Slot::One, &config, None).expect("written");
    });
    let last = &fob[fob.len() - 4..];
    let line = [
        "issue",
        "--person",
        "anna",
        "--profile",
        "slot1-hotp",
        "--verify-later",
        "--overwrite",
        last,
    ];
    assert_said(
        &terminal,
        &line,
        ("slot_protected", 1),
        [
            "Slot 1 of the fob is locked with an access code that Fobdesk does not know. The fob \
             is as it was.",
            "Choose a profile for the other slot, or take another fob.",
        ],
        [
            "Слот 1 брелока закрыт кодом доступа, которого Fobdesk не знает. Брелок остался \
             прежним.",
            "Выберите профиль для другого слота или возьмите другой брелок.",
        ],
    );
}

#[test]
fn a_locked_ledger() {
    let terminal = with_anna("--practice");
    terminal.done(&["vault", "lock"]);
    assert_said(
        &terminal,
        &["issue", "--person", "anna"],
        ("vault_locked", 3),
        ["The ledger is locked.", "Unlock it, then try again (fobctl vault unlock)."],
        ["Хранилище заперто.", "Откройте его и повторите (fobctl vault unlock)."],
    );
}

#[test]
fn no_smart_card_service() {
    assert_said(
        &Terminal::with(&[]),
        &["fobs"],
        ("no_service", 1),
        [
            "The computer's smart card service is not running.",
            "Start it or ask your administrator to, then try again (Linux: install pcscd, then \
             “sudo systemctl start pcscd.socket”; Windows: the service “Smart Card”).",
        ],
        [
            "На компьютере не запущена служба смарт-карт.",
            "Запустите её или попросите администратора, затем повторите (Linux: установите pcscd \
             и выполните «sudo systemctl start pcscd.socket»; Windows: служба «Смарт-карта»).",
        ],
    );
}

#[test]
fn no_reader() {
    let terminal = with_anna("--practice=yubikey5");
    terminal.done(&["practice", "remove"]);
    assert_said(
        &terminal,
        &["issue", "--person", "anna"],
        ("no_reader", 2),
        [
            "No fob and no card reader is plugged in.",
            "Plug the fob into this computer, or connect the reader.",
        ],
        [
            "Не вставлен ни один брелок и не подключён считыватель.",
            "Вставьте брелок в этот компьютер или подключите считыватель.",
        ],
    );
}

#[test]
fn an_empty_reader() {
    let terminal = with_anna("--practice=yubikey5-nfc");
    terminal.done(&["practice", "remove"]);
    assert_said(
        &terminal,
        &["issue", "--person", "anna"],
        ("no_fob", 2),
        [
            "The reader is there, but there is no fob on it.",
            "Lay the fob flat on the reader and leave it there, or plug it in.",
        ],
        [
            "Считыватель есть, но брелока на нём нет.",
            "Положите брелок плашмя на считыватель и не убирайте или вставьте его.",
        ],
    );
}

#[test]
fn two_fobs_at_once() {
    assert_said(
        &with_anna("--practice=yubikey5,yubikey4"),
        &["issue", "--person", "anna"],
        ("which_fob", 2),
        [
            "Several fobs are plugged in: 9000001, 9000002.",
            "Unplug all but one, or say which one you mean (--fob SERIAL).",
        ],
        [
            "Вставлено несколько брелоков: 9000001, 9000002.",
            "Оставьте один или укажите, какой нужен (--fob НОМЕР).",
        ],
    );
}

#[test]
fn a_computer_without_a_keyring() {
    let terminal = Terminal::with(&[]);
    let key = terminal.path("key").display().to_string();
    assert_said(
        &terminal,
        &["init", "--recovery-key-out", &key],
        ("passphrase_needed", 2),
        [
            "The ledger's passphrase is needed: this computer has no keyring that could keep the \
             key.",
            "Type the passphrase, or name a file that holds it (--passphrase-file FILE).",
        ],
        [
            "Нужна парольная фраза хранилища: на этом компьютере нет связки ключей, где мог бы \
             лежать ключ.",
            "Введите парольную фразу или укажите файл с ней (--passphrase-file ФАЙЛ).",
        ],
    );
    assert!(!terminal.path("key").exists(), "no key without a ledger");
}

#[test]
fn a_login_that_is_taken() {
    assert_said(
        &with_anna("--practice"),
        &["people", "add", "--login", "ANNA", "--name", "Anna Two"],
        ("login_taken", 1),
        [
            "The login “anna” belongs to somebody already.",
            "Choose another login, or look who has it (fobctl people find).",
        ],
        [
            "Логин «anna» уже занят.",
            "Выберите другой логин или посмотрите, чей он (fobctl people find).",
        ],
    );
}
