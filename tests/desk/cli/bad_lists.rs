//! Lists that are not what they should be, word for word in both languages.

use desk_tests::props::terminal::Terminal;
use serde_json::json;

/// A file that is refused as a whole: its bytes, its code, its lines in English and in Russian.
struct Bad {
    bytes: &'static [u8],
    code: &'static str,
    en: [&'static str; 2],
    ru: [&'static str; 2],
}

const BAD: [Bad; 4] = [
    Bad {
        bytes: b"anna;Anna\nbo;Bo\n",
        code: "csv_no_header",
        en: [
            "The list does not begin with a line that names its columns.",
            "Put this line at the top of the list: login,name,email,department",
        ],
        ru: [
            "Список не начинается со строки с названиями столбцов.",
            "Поставьте в начало списка такую строку: login,name,email,department",
        ],
    },
    Bad {
        // Windows-1251, as an old spreadsheet saves it.
        bytes: b"login,name\nanna,\xC0\xED\xED\xE0\n",
        code: "csv_encoding",
        en: [
            "The letters of this list are stored in a way that Fobdesk cannot read.",
            "Save the list again as “CSV UTF-8” and import that file.",
        ],
        ru: [
            "Буквы в этом списке сохранены так, что Fobdesk не может их прочитать.",
            "Сохраните список ещё раз как «CSV UTF-8» и загрузите этот файл.",
        ],
    },
    Bad {
        // UTF-16 that ends in the middle of a letter.
        bytes: b"\xFF\xFEl\0o",
        code: "csv_encoding",
        en: [
            "The letters of this list are stored in a way that Fobdesk cannot read.",
            "Save the list again as “CSV UTF-8” and import that file.",
        ],
        ru: [
            "Буквы в этом списке сохранены так, что Fobdesk не может их прочитать.",
            "Сохраните список ещё раз как «CSV UTF-8» и загрузите этот файл.",
        ],
    },
    Bad {
        bytes: b"\xEF\xBB\xBF\r\n",
        code: "csv_empty",
        en: [
            "There is nobody in the list.",
            "Check that it is the right file; below the first line there must be one line for \
             each person.",
        ],
        ru: [
            "В списке никого нет.",
            "Проверьте, тот ли это файл: под первой строкой должно быть по строке на каждого \
             человека.",
        ],
    },
];

#[test]
fn a_file_that_is_no_list_is_refused_in_plain_words() {
    let terminal = Terminal::practising();
    for bad in &BAD {
        let file = terminal.file("bad.csv", bad.bytes);
        let line = ["people", "import", file.as_str()];
        assert_eq!(terminal.refused(&line), (bad.code.to_owned(), 2));
        assert_eq!(terminal.lines("en", &line), bad.en);
        assert_eq!(terminal.lines("ru", &line), bad.ru);
    }
    assert_eq!(terminal.done(&["people", "find", ""]), json!([]), "nobody was taken in");
}

#[test]
fn lists_as_spreadsheets_save_them_are_taken() {
    let list = "login,name,email,department\r\nzoë,Zoë Müller,,\r\nанна,Анна Ек,a@x.org,ИТ\r\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(list.encode_utf16()).flat_map(order).collect()
    };
    for (kind, bytes) in [
        ("plain", list.as_bytes().to_vec()),
        ("with a byte-order mark", format!("\u{feff}{list}").into_bytes()),
        ("with semicolons", list.replace(',', ";").into_bytes()),
        ("UTF-16, little end first", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(u16::to_be_bytes)),
    ] {
        let terminal = Terminal::practising();
        let file = terminal.file("people.csv", &bytes);
        let done = terminal.done(&["people", "import", &file]);
        assert_eq!((&done["new"], &done["refused"]), (&json!(2), &json!([])), "{kind}");
        assert_eq!(terminal.done(&["people", "show", "анна"])["department"], "ИТ", "{kind}");
    }
}

#[test]
fn every_bad_line_has_its_reason() {
    let long = "x".repeat(65);
    let list = format!(
        "login;name;email;department\nbo;Bo;;\n;Nobody;;\ncy;;;\ndan;Dan;;;more\n{long};Long;;\n\
         BO;Bo;;\n"
    );
    let login = |before: &str, after: &str| format!("{before}{long}{after}");
    for (lang, whys) in [
        (
            "en",
            [
                "The line has no login.".to_owned(),
                "The line has no name.".to_owned(),
                "The line has more columns than the first line of the list.".to_owned(),
                login(
                    "“",
                    "” cannot be a login: it takes 1 to 64 visible characters without spaces.",
                ),
                "The login “BO” stands in the list twice; the first line was taken.".to_owned(),
            ],
        ),
        (
            "ru",
            [
                "В строке нет логина.".to_owned(),
                "В строке нет имени.".to_owned(),
                "В строке больше столбцов, чем в первой строке списка.".to_owned(),
                login(
                    "«",
                    "» не может быть логином: нужно от 1 до 64 видимых знаков без пробелов.",
                ),
                "Логин «BO» встречается в списке дважды; принята первая строка с ним.".to_owned(),
            ],
        ),
    ] {
        let terminal = Terminal::practising();
        let file = terminal.file("people.csv", list.as_bytes());
        let done = terminal.done(&["--lang", lang, "people", "import", &file]);
        let refused = done["refused"].as_array().expect("an array");
        let told: Vec<_> = refused.iter().filter_map(|r| r["why"].as_str()).collect();
        assert_eq!(told, whys, "{lang}");
        let rows: Vec<_> = refused.iter().filter_map(|r| r["row"].as_u64()).collect();
        assert_eq!(rows, [3, 4, 5, 6, 7]);
        assert_eq!(done["new"], 1);
    }
}
