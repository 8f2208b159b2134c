//! `fobctl letter`, `people language` and `codes issue --paper`.

use desk_tests::props::terminal::{Terminal, assert_keys, is_private};
use serde_json::json;

#[test]
fn letters_are_saved_where_the_operator_says_and_nobody_else_may_read_them() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let issued = terminal.done(&["issue", "--person", "anna"]);
    let serial = issued["fob"]["serial"].as_str().expect("a serial").to_owned();
    let file = terminal.path("letter.pdf");
    let to = file.display().to_string();
    let card = terminal.done(&["letter", "registration", "--person", "anna", "--pdf", &to]);
    assert_keys(&card, &["letter", "person", "fob", "file"]);
    let expected = json!({
        "letter": "registration", "person": "anna", "fob": serial, "file": to,
    });
    assert_eq!(card, expected);
    assert!(is_private(&file));
    let again = terminal.refused(&["letter", "registration", "--fob", &serial, "--pdf", &to]);
    assert_eq!(again, ("file_exists".into(), 2));
    let other = terminal.path("other.pdf").display().to_string();
    let none = terminal.refused(&["letter", "return", "--person", "anna", "--pdf", &other]);
    assert_eq!(none, ("letter_nothing".into(), 1));
    for line in [&["letter", "lost", "--person", "anna"][..], &["letter", "lost", "--pdf", &other]]
    {
        assert_eq!(terminal.refused(line), ("usage".into(), 2));
    }
}

#[test]
fn an_emergency_code_for_a_letter_comes_on_standard_input() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal.done(&["issue", "--person", "anna"]);
    let line = ["lost", "--person", "anna", "--reason", "train", "--emergency-uses", "2"];
    let lost = terminal.done(&line);
    let code = lost["emergency"]["code"].as_str().expect("it is shown").to_owned();
    let to = terminal.path("letter.pdf").display().to_string();
    let line = ["--json", "letter", "lost", "--person", "anna", "--emergency", "--pdf", &to];
    let wrong = terminal.call_with(&line, "123 456 7890\n");
    assert_eq!(wrong.error()["code"], "letter_code");
    let card = terminal.call_with(&line, &format!("{code}\n")).document();
    assert_eq!(card["letter"], "lost");
    assert!(!card.to_string().contains(&code));
}

#[test]
fn a_person_has_a_language_and_a_sheet_a_size() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let card = terminal.done(&["people", "language", "anna", "ru"]);
    assert_eq!(card["language"], "ru");
    assert_eq!(terminal.done(&["people", "show", "anna"])["language"], "ru");
    assert_eq!(terminal.done(&["people", "language", "anna", "none"])["language"], json!(null));
    assert_eq!(terminal.refused(&["people", "language", "anna", "fr"]), ("usage".into(), 2));
    for size in ["a4", "letter", "a5", "card"] {
        let to = terminal.path(&format!("{size}.pdf")).display().to_string();
        let line = ["codes", "issue", "--person", "anna", "--pdf", &to, "--paper", size];
        assert_eq!(terminal.done(&line)["left"], 10);
    }
    let to = terminal.path("a3.pdf").display().to_string();
    let line = ["codes", "issue", "--person", "anna", "--pdf", &to, "--paper", "a3"];
    assert_eq!(terminal.refused(&line), ("usage".into(), 2));
    assert_eq!(terminal.done(&["policy", "paper.size", "a5"])["value"], "a5");
}
