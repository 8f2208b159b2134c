//! A sheet that is at hand: its grey letters are asked for, and it is printed once more.

use desk_tests::props::cups::Cups;
use serde_json::json;
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::printing::{codes, text};
use crate::stage::{Opening, Window};

/// The grey letters that stand beside the code in a row of the sheet.
fn grey(paper: &str, row: usize) -> String {
    let code = codes_by_row(paper).into_iter().nth(row - 1).expect("a row");
    let words: Vec<&str> = paper.split_whitespace().collect();
    let at = words.iter().position(|word| *word == code).expect("the code is there");
    words[at + 1].to_owned()
}

/// The codes in the order of their rows: two columns are read downwards.
fn codes_by_row(paper: &str) -> Vec<String> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in paper.lines() {
        let mut found = codes(line).into_iter().map(str::to_owned);
        left.extend(found.next());
        right.extend(found.next());
    }
    left.append(&mut right);
    left
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_the_sheet_reads_two_grey_letters_and_keeps_every_code() {
    let printers = Cups::start(&["Front-desk"]).expect("a printing system");
    let office = Office::ready();
    let window = Window::open(Opening { printers: Some(&printers), ..Opening::of(&office) }).await;
    let to = json!({ "kind": "print", "queue": "Front-desk" });
    let issue = json!({ "do": "codes_issue", "login": "dilan", "count": null, "to": to });
    window.ask(issue).await;
    let paper = text(&printers.paper("Front-desk").expect("a paper"));
    let mut person = Person::at(&window, 9);
    person.key(Key::F5).await;
    person.types("Who is it?", "dilan").await;
    window.see("[data-holder=dilan]").await;
    person.clicks("Is the sheet at hand?").await;
    window.see("[data-at-hand=asked]").await;
    window.inspect("recovery-at-hand").await;
    let row = window.run("return Number(document.querySelector('[data-row]').dataset.row)", &[]);
    let row = usize::try_from(row.await.as_u64().expect("a row")).expect("a small number");
    person.types("Two grey letters", &grey(&paper, row)).await;
    person.key(Key::Enter).await;
    window.reads("[data-at-hand=right]", "The sheet is at hand").await;
    window.inspect("recovery-at-hand-right").await;
    person.clicks("Is the sheet at hand?").await;
    window.see("[data-at-hand=asked]").await;
    person.types("Two grey letters", "ZZ").await;
    person.key(Key::Enter).await;
    window.reads("[data-at-hand]", "These letters are wrong").await;
    let set = window.ask(json!({ "do": "codes_status", "login": "dilan" })).await;
    assert_eq!(set["left"], 10, "no code is spent");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_house_keeps_a_copy_the_same_sheet_comes_out_once_more() {
    let printers = Cups::start(&["Front-desk", "Upstairs"]).expect("a printing system");
    let office = Office::ready();
    let window = Window::open(Opening { printers: Some(&printers), ..Opening::of(&office) }).await;
    let keep = json!({ "do": "policy_set", "key": "codes.keep_copy", "value": "yes" });
    window.ask(keep).await;
    let to = json!({ "kind": "print", "queue": "Front-desk" });
    window.ask(json!({ "do": "codes_issue", "login": "dilan", "count": null, "to": to })).await;
    let paper = text(&printers.paper("Front-desk").expect("a paper"));
    let mut person = Person::at(&window, 7);
    person.clicks("People").await;
    person.clicks("Dilan Öztürk").await;
    person.clicks("Print again").await;
    person.types("Why?", "torn in two").await;
    window.inspect("people-print-again").await;
    person.picks("Printer", "Upstairs").await;
    person.clicks("Print").await;
    window.reads("[role=dialog]", "is on its way to Upstairs").await;
    let again = text(&printers.paper("Upstairs").expect("a paper"));
    assert_eq!(codes_by_row(&again), codes_by_row(&paper));
    let shown = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    for code in codes_by_row(&paper) {
        assert!(!shown.contains(&code), "a code is on the page");
    }
    window.close().await;
}
