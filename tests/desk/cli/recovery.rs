//! Recovery codes from a terminal.

use desk_tests::props::terminal::{Answer, Terminal, assert_keys, is_private};
use serde_json::{Value, json};

/// Anna with a set of codes, and the codes.
fn with_codes(count: &str) -> (Terminal, Vec<String>) {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let codes = issue(&terminal, "codes.txt", count);
    (terminal, codes)
}

fn issue(terminal: &Terminal, file: &str, count: &str) -> Vec<String> {
    let path = terminal.path(file);
    let name = path.display().to_string();
    let set =
        terminal.done(&["codes", "issue", "--person", "anna", "--count", count, "--text", &name]);
    assert_keys(&set, &["by", "count", "created", "left", "set", "voided"]);
    assert_eq!(set["by"], "os:olga");
    assert!(is_private(&path));
    let text = std::fs::read_to_string(&path).expect("the codes");
    text.lines().map(|line| line.split_once(". ").expect("N. CODE").1.to_owned()).collect()
}

fn check(terminal: &Terminal, code: &str) -> Answer {
    terminal.call_with(&["--json", "codes", "verify", "--person", "anna"], &format!("{code}\n"))
}

fn verdict(terminal: &Terminal, code: &str) -> (Value, i32) {
    let answer = check(terminal, code);
    let document = answer.document();
    assert_keys(&document, &["left", "row", "verdict"]);
    (json!([document["verdict"], document["row"], document["left"]]), answer.code)
}

#[test]
fn each_code_works_once_and_only_on_the_newest_sheet() {
    let (terminal, codes) = with_codes("3");
    assert_eq!(codes.len(), 3);
    assert_eq!(verdict(&terminal, &codes[1]), (json!(["accepted", 2, 2]), 0));
    assert_eq!(verdict(&terminal, &codes[1].to_lowercase()), (json!(["used", 2, 2]), 1));
    let newer = issue(&terminal, "newer.txt", "2");
    assert_eq!(verdict(&terminal, &codes[0]), (json!(["void", 1, 2]), 1));
    assert_eq!(verdict(&terminal, &newer[0]), (json!(["accepted", 1, 1]), 0));
    let status = terminal.done(&["codes", "status", "--person", "anna"]);
    assert_eq!((&status["count"], &status["left"]), (&json!(2), &json!(1)));
    let voided = terminal.done(&["codes", "void", "--person", "anna"]);
    assert!(voided["voided"].as_str().is_some_and(|at| at.ends_with('Z')), "{voided}");
    assert_eq!(verdict(&terminal, &newer[1]), (json!(["void", 2, 0]), 1));
}

#[test]
fn a_slip_is_told_and_does_not_count_but_wrong_codes_do() {
    let (terminal, codes) = with_codes("1");
    let mut slip: Vec<char> = codes[0].chars().collect();
    slip[0] = if slip[0] == 'A' { 'B' } else { 'A' };
    let slip: String = slip.into_iter().collect();
    for _ in 0..7 {
        assert_eq!(verdict(&terminal, &slip), (json!(["mistyped", null, 1]), 1));
    }
    // Well-formed, and nobody's: the worked example of the code's format.
    for _ in 0..5 {
        assert_eq!(verdict(&terminal, "FBDSK-7Q2M9-TXA1A"), (json!(["wrong", null, 1]), 1));
    }
    assert_eq!(verdict(&terminal, &codes[0]), (json!(["throttled", null, 1]), 3));
    assert_eq!(verdict(&terminal, &slip), (json!(["mistyped", null, 1]), 1));
}

#[test]
fn without_a_place_nothing_is_minted() {
    let (terminal, codes) = with_codes("2");
    let refused = terminal.refused(&["codes", "issue", "--person", "anna"]);
    assert_eq!(refused, ("codes_output_needed".into(), 2));
    assert_eq!(verdict(&terminal, &codes[0]).1, 0, "the sheet is still the newest");
    let name = terminal.path("many.txt").display().to_string();
    let line = ["codes", "issue", "--person", "anna", "--count", "21", "--text", &name];
    assert_eq!(terminal.refused(&line), ("codes_count_bad".into(), 2));
    assert!(!terminal.path("many.txt").exists());
}

#[test]
fn a_printer_that_is_not_there_leaves_the_old_sheet_valid() {
    let (terminal, codes) = with_codes("2");
    let line = ["codes", "issue", "--person", "anna", "--print", "no-such-queue"];
    assert_eq!(terminal.refused(&line), ("print_failed".into(), 1));
    assert_eq!(verdict(&terminal, &codes[0]), (json!(["accepted", 1, 1]), 0));
}

#[test]
fn the_verdict_is_said_in_words_too() {
    let (terminal, codes) = with_codes("2");
    let said = |lang: &str, code: &str| {
        let line = ["--lang", lang, "codes", "verify", "--person", "anna"];
        terminal.call_with(&line, code).out
    };
    assert_eq!(said("en", &codes[0]), "Accepted: code 1. 1 left.\n");
    let used = said("ru", &codes[0]);
    assert!(used.starts_with("Этот код (1) использован 20"), "{used}");
    assert!(used.ends_with(". Осталось: 1.\n"), "{used}");
    issue(&terminal, "newer.txt", "2");
    let void = said("en", &codes[1]);
    assert!(void.starts_with("This code (2) is from the sheet of 20"), "{void}");
}

#[test]
fn too_many_wrong_codes_say_until_when() {
    let (terminal, codes) = with_codes("1");
    for _ in 0..5 {
        assert_eq!(verdict(&terminal, "FBDSK-7Q2M9-TXA1A").1, 1);
    }
    let throttled = check(&terminal, &codes[0]).document();
    let until = throttled["until"].as_str().expect("until when");
    assert!(until.ends_with('Z'), "{until}");
    let line = ["--lang", "en", "codes", "verify", "--person", "anna"];
    let said = terminal.call_with(&line, &codes[0]);
    let expected = format!("Too many wrong codes: nothing is checked until {until}.\n");
    assert_eq!((said.out.as_str(), said.code), (expected.as_str(), 3));
}

/// One call names the row and books it, another one answers: a script needs no state of its own.
#[test]
fn grey_letters_show_that_the_sheet_is_at_hand_and_spend_no_code() {
    let (terminal, _) = with_codes("1");
    let sheet = terminal.path("sheet.pdf");
    let name = sheet.display().to_string();
    terminal.done(&["codes", "issue", "--person", "anna", "--count", "2", "--pdf", &name]);
    let letters: Vec<String> =
        desk_tests::props::sheets::rows(&sheet).into_iter().map(|row| row.grey).collect();
    let ask = ["--json", "codes", "possess", "--person", "anna"];
    let asked = terminal.call_with(&ask, "");
    let document = asked.document();
    assert_keys(&document, &["row", "verdict"]);
    assert_eq!((&document["verdict"], asked.code), (&Value::Null, 0));
    let row = document["row"].as_u64().expect("a row");
    let index = usize::try_from(row).expect("small") - 1;
    let number = row.to_string();
    let reply = [&ask[..], &["--row", &number]].concat();
    let right = terminal.call_with(&reply, &format!("{}\n", letters[index].to_lowercase()));
    assert_eq!((right.document()["verdict"].clone(), right.code), (json!("right"), 0));
    let other = terminal.call_with(&ask, "").document()["row"].as_u64().expect("the other row");
    assert_ne!(other, row);
    let number = other.to_string();
    let wrong = if letters[1 - index] == "AB" { "CD" } else { "AB" };
    let reply = [&ask[..], &["--row", &number]].concat();
    let wrong = terminal.call_with(&reply, wrong);
    assert_eq!((wrong.document()["verdict"].clone(), wrong.code), (json!("wrong"), 1));
    let all = terminal.call_with(&ask, "");
    let document = all.document();
    let said = json!([document["verdict"], document["row"]]);
    assert_eq!((said, all.code), (json!(["asked_all", null]), 1));
    let status = terminal.done(&["codes", "status", "--person", "anna"]);
    assert_eq!(status["left"], 2);
}

#[test]
fn a_sheet_is_printed_again_where_the_house_keeps_copies() {
    let (terminal, _) = with_codes("1");
    let again = terminal.path("again.txt").display().to_string();
    let line = ["codes", "reprint", "--person", "anna", "--reason", "torn", "--text", &again];
    assert_eq!(terminal.refused(&line), ("no_copy".into(), 1));
    terminal.done(&["policy", "codes.keep_copy", "yes"]);
    terminal.done(&["policy", "codes.format", "bitrix"]);
    let codes = issue(&terminal, "kept.txt", "3");
    assert_eq!(verdict(&terminal, &codes[1]).1, 0);
    let printed = terminal.done(&line);
    assert_eq!(printed["rows"], 2);
    let text = std::fs::read_to_string(terminal.path("again.txt")).expect("printed");
    assert_eq!(text, format!("1. {}\r\n3. {}\r\n", codes[0], codes[2]));
    assert!(is_private(&terminal.path("again.txt")));
}

#[test]
fn everybody_s_sheets_are_voided_with_a_reason_and_never_by_half_a_command() {
    let (terminal, codes) = with_codes("1");
    for line in [
        &["codes", "void"][..],
        &["codes", "void", "--all"],
        &["codes", "void", "--all", "--person", "anna", "--reason", "x"],
        &["codes", "void", "--person", "anna", "--reason", "x"],
    ] {
        assert_eq!(terminal.refused(line), ("usage".into(), 2), "{line:?}");
    }
    let all = terminal.done(&["codes", "void", "--all", "--reason", "the printer was stolen"]);
    assert_eq!(all["voided"], 1);
    assert_eq!(verdict(&terminal, &codes[0]), (json!(["void", 1, 0]), 1));
}
