//! Codes of the sheet: made, checked, and some days for which none is asked.

use desk_tests::props::cups::Cups;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::printing::{codes, text};
use crate::stage::{Opening, Window};

/// The codes of a new sheet, as somebody has it at home.
async fn sheet_of(window: &Window, office: &Office, login: &str) -> Vec<String> {
    let to = json!({ "kind": "text" });
    let ask = json!({ "do": "codes_issue", "login": login, "count": null, "to": to });
    window.ask(ask).await;
    let text = office.file(&format!("recovery-codes-{login}.txt"));
    let codes = text.lines().filter_map(|line| line.split(". ").nth(1));
    codes.map(|code| code.trim().to_owned()).collect()
}

/// How somebody's newest set stands.
async fn left(window: &Window, login: &str) -> Value {
    window.ask(json!({ "do": "codes_status", "login": login })).await["left"].clone()
}

/// Whether the page shows the text anywhere.
async fn shows(window: &Window, text: &str) -> bool {
    let page = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    let fields = "return [...document.querySelectorAll('input')].map((it) => it.value).join(' ')";
    page.contains(text) || window.run(fields, &[]).await.to_string().contains(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_printed_with_one_key_on_the_printer_that_was_used_last() {
    let printers = Cups::start(&["Front-desk", "Upstairs"]).expect("a printing system");
    let office = Office::ready();
    let window = Window::open(Opening { printers: Some(&printers), ..Opening::of(&office) }).await;
    let mut person = Person::at(&window, 4);
    person.key(Key::F5).await;
    person.types("Who is it?", "erik").await;
    window.see("[data-holder=erik]").await;
    person.picks("Printer", "Upstairs").await;
    person.key(Key::F6).await;
    window.reads("[data-made]", "with 10 codes is sent to Upstairs.").await;
    person.done("print somebody's sheet on another printer");
    printers.paper("Upstairs").expect("a paper");

    let mut person = Person::at(&window, 3);
    person.key(Key::F5).await;
    person.types("Who is it?", "dilan").await;
    window.see("[data-holder=dilan]").await;
    window.reads("aside [data-set]", "No recovery sheet.").await;
    window.inspect("recovery-no-sheet").await;
    person.key(Key::F6).await;
    window.reads("[data-made]", "with 10 codes is sent to Upstairs.").await;
    window.reads("[data-set]", "10 of 10 codes left").await;
    person.done("print a recovery sheet");
    let paper = text(&printers.paper("Upstairs").expect("a paper"));
    let printed = codes(&paper);
    assert!(paper.contains("Dilan Öztürk"), "{paper}");
    assert_eq!(printed.len(), 10, "{paper}");
    for code in printed {
        assert!(!shows(&window, code).await, "a code is on the page");
    }
    assert_eq!(left(&window, "dilan").await, 10);
    window.inspect("recovery-sheet").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_printer_the_same_key_saves_the_sheet() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let mut person = Person::at(&window, 3);
    person.key(Key::F5).await;
    person.types("Who is it?", "dilan").await;
    window.see("[data-holder=dilan]").await;
    window.see("[data-to=pdf]").await;
    person.key(Key::F6).await;
    window.reads("[data-made]", "with 10 codes is saved:").await;
    person.done("save a recovery sheet");
    assert!(office.files().join("recovery-codes-dilan.pdf").is_file());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once_and_what_is_not_good_says_why() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let own = sheet_of(&window, &office, "anna").await;
    let other = sheet_of(&window, &office, "boris").await;

    let mut person = Person::at(&window, 4);
    person.key(Key::F5).await;
    person.types("Who is it?", "anna").await;
    // She is the only one who fits: the keyboard goes on by itself.
    person.types("Recovery code", &own[0].to_lowercase()).await;
    person.key(Key::Enter).await;
    let verdict = window.see("[data-verdict=accepted][data-row='1']").await;
    person.done("check a recovery code");
    for words in ["Anna Ek", "Accepted", "Row 1 is spent: cross it out. 9 codes are left."] {
        assert!(verdict.contains(words), "{words:?}: {verdict}");
    }
    window.reads("[data-set]", "9 of 10 codes left").await;
    assert!(!shows(&window, &own[0]).await, "a code stays on the page");
    window.inspect("recovery-accepted").await;

    let mut person = Person::at(&window, 8);
    person.types("Recovery code", &own[0]).await;
    person.key(Key::Enter).await;
    window.reads("[data-verdict=used]", "Row 1 was used before").await;
    window.inspect("recovery-used").await;
    person.types("Recovery code", &other[0]).await;
    person.key(Key::Enter).await;
    window.reads("[data-verdict=wrong]", "This is no code of Anna Ek").await;
    window.inspect("recovery-wrong").await;
    // One symbol is misheard: it is pointed at, and the next key replaces it.
    let right = own[1].chars().nth(7).expect("a code");
    let slip = if right == 'X' { "Y" } else { "X" };
    let misheard = format!("{}{slip}{}", &own[1][..7], &own[1][8..]);
    person.types("Recovery code", &misheard).await;
    person.key(Key::Enter).await;
    window.reads("[data-verdict=mistyped]", "look at character 7").await;
    window.see("[data-look-at='7']").await;
    assert_eq!(left(&window, "anna").await, 9, "a slip spends nothing");
    window.inspect("recovery-mistyped").await;
    person.types("Recovery code", &right.to_string()).await;
    person.key(Key::Enter).await;
    window.see("[data-verdict=accepted][data-row='2']").await;
    person.done("three codes that are none, and one that is mended");
    assert_eq!(left(&window, "anna").await, 8);

    // A new sheet ends the old one.
    std::fs::remove_file(office.files().join("recovery-codes-anna.txt")).expect("a file");
    sheet_of(&window, &office, "anna").await;
    let mut person = Person::at(&window, 2);
    person.types("Recovery code", &own[2]).await;
    person.key(Key::Enter).await;
    window.reads("[data-verdict=void]", "It stands on an old sheet").await;
    person.done("a code of an old sheet");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn for_three_days_nobody_asks_for_a_code_and_it_is_ended_with_one_click() {
    for (lang, words) in [
        (["--lang", "en"], ["Who is it?", "Left at home", "does without until", "End it now"]),
        (
            ["--lang", "ru"],
            ["Кто это?", "Забыт дома", "обходится без брелока до", "Закончить сейчас"],
        ),
    ] {
        let [who, reason, done, end] = words;
        let office = Office::ready();
        let window = Window::open(Opening { words: &lang, ..Opening::of(&office) }).await;
        let mut person = Person::at(&window, 4);
        person.key(Key::F5).await;
        person.types(who, "farah").await;
        window.see("[data-holder=farah]").await;
        person.key(Key::F8).await;
        window.see("[data-days='1']:focus").await;
        window.inspect(&format!("recovery-days-{}", lang[1])).await;
        person.types_anywhere("3").await;
        window.reads("[data-answer=done]", done).await;
        person.done("off for three days");
        let show = json!({ "do": "people_show", "login": "farah" });
        let suspended = window.ask(show.clone()).await["suspended"].clone();
        assert_eq!(suspended["reason"], reason);
        assert!(suspended["until"].is_string(), "{suspended}");
        window.see("aside [data-suspended]").await;
        window.inspect(&format!("recovery-suspended-{}", lang[1])).await;

        let mut person = Person::at(&window, 1);
        person.clicks(end).await;
        window.see_no("[data-suspended]").await;
        person.done("end it before its time");
        assert_eq!(window.ask(show).await["suspended"], json!(null));
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_rule_is_changed_with_one_click_and_holds_at_once() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let mut person = Person::at(&window, 4);
    person.key(Key::F9).await;
    window.see("[data-rule='suspend.for_good'][data-value=yes]").await;
    person.clicks("Without a fob for good").await;
    window.see("[data-rule='suspend.for_good'][data-value=no]").await;
    window.reads("[data-rule='suspend.for_good']", "Usual: yes").await;
    person.clicks("Codes on a sheet").await;
    person.rewrites("Codes on a sheet", "99\u{e007}").await;
    window.reads("[data-rule='codes.count']", "This value does not fit the rule.").await;
    person.done("change a house rule, and try one that does not fit");
    window.inspect("settings-refused").await;
    let rules = window.ask(json!({ "do": "policy" })).await;
    let value = |key: &str| {
        let mut all = rules.as_array().expect("a list").iter();
        all.find(|rule| rule["key"] == key).expect("a rule")["value"].clone()
    };
    assert_eq!((value("suspend.for_good"), value("codes.count")), (json!("no"), json!("10")));

    let mut person = Person::at(&window, 3);
    person.key(Key::F5).await;
    person.types("Who is it?", "farah").await;
    window.see("[data-holder=farah]").await;
    person.key(Key::F8).await;
    window.see("[data-days='1']").await;
    assert_eq!(window.read("[data-days=good]").await, None);
    person.done("nobody does without for good here");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_sheets_are_on_the_persons_page_with_the_rows_that_were_used() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let first = sheet_of(&window, &office, "anna").await;
    let check = json!({ "do": "codes_verify", "login": "anna", "code": first[2] });
    assert_eq!(window.ask(check).await["verdict"], "accepted");
    sheet_of(&window, &office, "anna").await;

    let mut person = Person::at(&window, 5);
    person.key(Key::F2).await;
    person.clicks("Login, name, e-mail, department or serial").await;
    person.types("Login, name, e-mail, department or serial", "anna").await;
    window.says(&["One person"]).await;
    person.key(Key::Enter).await;
    window.see("section[data-login=anna]").await;
    person.clicks("Every sheet so far").await;
    let old = window.see("[data-sheet].over").await;
    assert!(old.contains("void since"), "{old}");
    assert!(old.contains("Row 3: used"), "{old}");
    window.inspect("people-sheets").await;
    person.done("look at somebody's old sheets");
    window.close().await;
}
