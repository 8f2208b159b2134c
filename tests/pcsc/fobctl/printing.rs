//! Recovery sheets on paper, through a real printing system.

use std::process::Command;

use desk_tests::props::cups::{Cups, SERVER_VARIABLE};
use serde_json::{Value, json};

use super::{Answer, Office};

#[test]
fn a_sheet_goes_to_the_printer_and_one_that_refuses_leaves_it_valid() {
    let printers = Cups::start(&["Front-desk", "Upstairs"]).expect("a printing system");
    printers.refuses("Upstairs").expect("it refuses");
    let office = Office::without_service();
    let print = |queue: &str| -> Value {
        let line = ["--json", "codes", "issue", "--person", "anna", "--print", queue];
        let mut fobctl: Command = office.command(&line);
        let output = fobctl.env(SERVER_VARIABLE, printers.server()).output();
        Answer::of(output.expect("fobctl runs")).document()
    };
    assert_eq!(print("Front-desk")["count"], 10);
    let paper = printers.paper("Front-desk").expect("a paper");
    std::fs::write(office.path("sheet.pdf"), paper).expect("a file");
    let read = Command::new("pdftotext").args(["-layout", &office.name("sheet.pdf"), "-"]).output();
    let text = String::from_utf8(read.expect("poppler-utils is installed").stdout).expect("text");
    let code = |word: &&str| word.len() == 17 && word.split('-').count() == 3;
    let codes: Vec<&str> = text.split_whitespace().filter(code).collect();
    assert_eq!((text.contains("Anna Ek"), codes.len()), (true, 10), "{text}");

    let refused = &print("Upstairs")["error"];
    assert_eq!(refused["code"], "print_failed");
    let why = refused["detail"].as_str().expect("what the system says");
    assert!(why.contains("not accepting jobs"), "{why}");
    let verdict = office.call_with(&["codes", "verify", "--person", "anna"], codes[0]).document();
    assert_eq!(verdict["verdict"], json!("accepted"), "the sheet at home is still valid");
}
