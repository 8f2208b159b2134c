//! Sheets on paper: through a real printing system, whose printers put their paper into a folder.

use std::process::{Command, Stdio};

use desk_tests::props::cups::Cups;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::office::{ORGANISATION, Office, PASSPHRASE};
use crate::person::Person;
use crate::stage::{Opening, Window};

/// What one reads on a sheet.
pub(crate) fn text(paper: &[u8]) -> String {
    let mut command = Command::new("pdftotext");
    command.args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut reader = command.spawn().expect("poppler-utils is installed");
    let mut input = reader.stdin.take().expect("its input is a pipe");
    std::io::Write::write_all(&mut input, paper).expect("it reads");
    drop(input);
    let output = reader.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("text")
}

/// The recovery codes on the paper.
pub(crate) fn codes(paper: &str) -> Vec<&str> {
    let group = |part: &str| part.len() == 5 && part.chars().all(|c| c.is_ascii_alphanumeric());
    let code = |word: &&str| word.split('-').count() == 3 && word.split('-').all(group);
    paper.split_whitespace().filter(code).collect()
}

/// The recovery key on its sheet: the one long line.
pub(crate) fn recovery_key(paper: &str) -> &str {
    let mut words = paper.split_whitespace();
    words.find(|word| word.len() > 60 && word.starts_with("AGE-SECRET-KEY-1")).expect("the key")
}

/// Nothing of ours lies about, and the spooler has put everything away.
async fn tidy(window: &Window, office: &Office, printers: &Cups) {
    let files = std::fs::read_dir(office.files()).expect("a folder").count();
    assert_eq!(files, 0, "a file stays");
    let put_away = || async { printers.is_empty().expect("folders").then_some(()) };
    window.wait("the spooler keeps what it printed", put_away).await;
}

/// The newest set of a person.
async fn set_of(window: &Window, login: &str) -> Value {
    window.ask(json!({ "do": "codes_status", "login": login })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_comes_out_of_the_printer_that_was_chosen_and_a_refusing_one_costs_nobody_a_set() {
    let printers = Cups::start(&["Front-desk", "Upstairs"]).expect("a printing system");
    let office = Office::ready();
    let window = Window::open(Opening { printers: Some(&printers), ..Opening::of(&office) }).await;
    let mut person = Person::at(&window, 5);
    person.clicks("People").await;
    person.clicks("Dilan Öztürk").await;
    person.clicks("Make a sheet").await;
    window.see("[role=dialog] select").await;
    window.inspect("print").await;
    person.picks("Printer", "Upstairs").await;
    person.clicks("Print").await;
    window.reads("[role=dialog]", "with 10 codes is sent to Upstairs.").await;
    window.inspect("print-sent").await;
    person.done("print somebody's sheet");

    let paper = text(&printers.paper("Upstairs").expect("a paper"));
    let old = codes(&paper);
    assert!(paper.contains("Dilan Öztürk") && paper.contains(ORGANISATION), "{paper}");
    assert_eq!(old.len(), 10, "{paper}");
    tidy(&window, &office, &printers).await;
    let page = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    assert!(old.iter().all(|code| !page.contains(code)), "a code is on the page");
    let before = set_of(&window, "dilan").await;
    assert_eq!((&before["left"], &before["voided"]), (&json!(10), &json!(null)));

    printers.refuses("Front-desk").expect("it refuses from now on");
    let mut person = Person::at(&window, 4);
    person.clicks("Done").await;
    person.clicks("New sheet").await;
    person.picks("Printer", "Front-desk").await;
    person.clicks("Print").await;
    let notice = window.see("[role=dialog] [data-code=print_failed]").await;
    assert!(notice.contains("The printer “Front-desk” did not take the sheet."), "{notice}");
    window.inspect("print-refused").await;
    person.done("print on a printer that refuses");
    assert_eq!(set_of(&window, "dilan").await, before, "the old set is the valid one");
    tidy(&window, &office, &printers).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_key_goes_straight_to_the_only_printer_and_is_read_back_from_the_paper() {
    let printers = Cups::start(&["Front-desk"]).expect("a printing system");
    let office = Office::bare();
    let opening = Opening { asks: true, printers: Some(&printers), ..Opening::of(&office) };
    let window = Window::open(opening).await;
    let mut person = Person::at(&window, 9);
    person.types("Name of your organisation", ORGANISATION).await;
    person.clicks("Passphrase for the ledger").await;
    person.types("Passphrase for the ledger", PASSPHRASE).await;
    person.key(Key::Tab).await;
    person.types("The same once more", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.says(&["Put the recovery key on paper"]).await;
    // The keyboard goes there once the printers are known.
    window.see("button[data-to=print]:focus").await;
    person.key(Key::Enter).await;
    window.says(&["Sent to Front-desk."]).await;
    window.inspect("setup-key-printed").await;
    let paper = text(&printers.paper("Front-desk").expect("a paper"));
    assert!(paper.contains(ORGANISATION), "{paper}");
    let key = recovery_key(&paper);
    let page = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    assert!(!page.contains(&key[16..]), "the key is on the page");
    person.types("The last six characters", &key[key.len() - 6..]).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Bench").await;
    tidy(&window, &office, &printers).await;
    person.done("set up a desk with the key on paper");
    window.close().await;
}
