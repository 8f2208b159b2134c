//! Slots: a person presses, the terminal reads what the fob types.

use desk_tests::props::terminal::Terminal;
use serde_json::{Value, json};

fn with_anna() -> Terminal {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal
}

fn press(terminal: &Terminal, slot: &str) -> String {
    let pressed = terminal.done(&["practice", "press", slot]);
    pressed["typed"].as_str().expect("what it types").to_owned()
}

#[test]
fn a_slot_is_written_first_and_proven_later() {
    let terminal = with_anna();
    let line = ["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"];
    let issued = terminal.done(&line);
    assert_eq!(issued["token"]["state"], "written");
    assert_eq!(issued["verified"], json!({ "how": "none", "at_counter": null }));
    assert_eq!((&issued["person"], &issued["recovery"]), (&json!("anna"), &Value::Null));
    let serial = issued["fob"]["serial"].as_str().expect("a serial");

    assert_eq!(terminal.refused(&["verify", "--fob", serial]), ("code_needed".into(), 2));
    let wrong = terminal.refused(&["verify", "--fob", serial, "--code", "000000"]);
    assert_eq!(wrong, ("code_wrong".into(), 1));
    let code = press(&terminal, "2");
    terminal.done(&["practice", "remove"]);
    let verified = terminal.done(&["verify", "--fob", serial, "--code", &code]);
    assert_eq!(verified["verified"], json!({ "how": "typed", "at_counter": 0 }));
    assert_eq!(verified["token"]["state"], "assigned");
    let again = terminal.refused(&["verify", "--fob", serial, "--code", &code]);
    assert_eq!(again, ("code_used".into(), 1));
    terminal.done(&["practice", "insert"]);
    let slots = json!([
        { "slot": 1, "used": false, "ours": false }, { "slot": 2, "used": true, "ours": true },
    ]);
    assert_eq!(terminal.done(&["fobs"])[0]["slots"], slots);
}

#[test]
fn the_typed_code_is_read_from_standard_input_after_the_write() {
    use std::io::Write as _;
    use std::process::Stdio;
    let terminal = with_anna();
    let line = ["--json", "issue", "--person", "anna", "--profile", "slot1-hotp", "--code", "-"];
    let mut command = terminal.command(&line);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("fobctl runs");
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    // The slot types as soon as it is written and let go.
    let code = loop {
        let answer = terminal.call(&["--json", "practice", "press", "1"]);
        match answer.document()["typed"].as_str() {
            Some(code) => break code.to_owned(),
            None => assert!(std::time::Instant::now() < until, "{}", answer.out),
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{code}").expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!(document["verified"], json!({ "how": "typed", "at_counter": 0 }), "{document}");
    assert_eq!(document["token"]["state"], "assigned");
}

#[test]
fn a_wrong_code_on_standard_input_is_a_no_and_the_fob_waits_for_its_proof() {
    let terminal = with_anna();
    let line = ["--json", "issue", "--person", "anna", "--profile", "slot1-hotp", "--code", "-"];
    let answer = terminal.call_with(&line, "000000\n");
    let error = &answer.document()["error"];
    assert_eq!((&error["code"], &error["left"]), (&json!("code_wrong"), &json!("written")));
    assert_eq!(answer.code, 1);
    let again = ["issue", "--person", "anna", "--profile", "slot1-hotp", "--verify-later"];
    assert_eq!(terminal.done(&again)["token"]["state"], "written", "the same line goes on");
    let anna = terminal.done(&["people", "show", "anna"]);
    assert_eq!(anna["tokens"].as_array().map(Vec::len), Some(1), "no second token: {anna}");
}

#[test]
fn a_fob_holds_a_token_in_each_slot_and_one_more() {
    let terminal = with_anna();
    for profile in ["slot1-hotp", "slot2-hotp"] {
        terminal.done(&["issue", "--person", "anna", "--profile", profile, "--verify-later"]);
    }
    terminal.done(&["issue", "--person", "anna", "--profile", "oath-hotp"]);
    let anna = terminal.done(&["people", "show", "anna"]);
    assert_eq!(anna["tokens"].as_array().map(Vec::len), Some(3), "{anna}");
}

#[test]
fn a_slot_that_is_in_use_is_not_written_without_consent() {
    let terminal = with_anna();
    terminal.done(&["people", "add", "--login", "bo", "--name", "Bo"]);
    let line = ["issue", "--person", "anna", "--profile", "slot1-hotp", "--verify-later"];
    let serial = terminal.done(&line)["fob"]["serial"].as_str().expect("a serial").to_owned();
    let code = press(&terminal, "1");
    terminal.done(&["verify", "--fob", &serial, "--code", &code]);
    assert_eq!(terminal.refused(&line), ("slot_in_use".into(), 2));
    let last = &serial[serial.len() - 4..];
    let consented = [&line[..], &["--overwrite", last]].concat();
    assert_eq!(terminal.done(&consented)["token"]["state"], "written");
}
