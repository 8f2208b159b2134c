//! What is plugged in, once and as it changes.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Stdio};

use desk_tests::props::terminal::{Terminal, assert_keys};
use serde_json::{Value, json};

const FOB: [&str; 9] =
    ["apps", "firmware", "model", "person", "reader", "serial", "slots", "state", "transport"];

/// A `fobs --watch` that is ended with the story.
struct Watching {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Watching {
    fn start(terminal: &Terminal) -> Self {
        let mut command = terminal.command(&["--json", "fobs", "--watch"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("fobctl runs");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, lines }
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It watches for ever: its own process is ended, and no other.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn fobs_answers_an_array_with_all_keys() {
    let terminal = Terminal::with(&["--practice=yubikey5,nitrokey3"]);
    let fobs = terminal.done(&["fobs"]);
    let fobs = fobs.as_array().expect("an array");
    assert_eq!(fobs.len(), 2);
    for fob in fobs {
        assert_keys(fob, &FOB);
        assert!(fob["serial"].is_string(), "serials are strings: {fob}");
        assert_eq!((&fob["state"], &fob["person"]), (&json!("new"), &Value::Null));
    }
    let yubikey = &fobs[0];
    assert_keys(&yubikey["slots"][0], &["ours", "slot", "used"]);
    assert!(yubikey["apps"].as_array().expect("an array").contains(&json!("oath")));
    assert_eq!(fobs[1]["slots"], json!([]), "a Nitrokey has no keyboard slots");
}

#[test]
fn practice_fobs_stay_plugged_until_they_are_pulled_out() {
    let terminal = Terminal::practising();
    assert_eq!(terminal.done(&["fobs"]).as_array().map(Vec::len), Some(1));
    let removed = terminal.done(&["practice", "remove"]);
    assert_eq!(removed["plugged"], false);
    assert_eq!(terminal.done(&["fobs"]), json!([]));
    assert_eq!(terminal.done(&["practice", "insert"])["plugged"], true);
    assert_eq!(terminal.done(&["fobs"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn a_watch_tells_one_event_a_line() {
    let terminal = Terminal::practising();
    terminal.done(&["fobs"]);
    let mut watching = Watching::start(&terminal);
    let added = watching.next();
    assert_keys(&added, &["event", "fob", "reader"]);
    assert_eq!((&added["event"], &added["fob"]), (&json!("reader_added"), &Value::Null));
    let inserted = watching.next();
    assert_eq!(inserted["event"], "inserted");
    assert_keys(&inserted["fob"], &FOB);
    assert_eq!(inserted["reader"], inserted["fob"]["reader"]);
    terminal.done(&["practice", "remove"]);
    let removed = watching.next();
    assert_eq!(removed["event"], "removed");
    assert_eq!(removed["fob"]["serial"], inserted["fob"]["serial"]);
    assert_eq!(watching.next()["event"], "reader_removed");
    terminal.done(&["practice", "insert"]);
    assert_eq!(watching.next()["event"], "reader_added");
    assert_eq!(watching.next()["fob"]["serial"], inserted["fob"]["serial"]);
}

#[test]
fn practice_never_touches_the_real_ledger() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    assert!(terminal.data().join("practice/ledger.db").exists());
    assert!(!terminal.data().join("ledger.db").exists());
}

#[test]
fn the_doctor_says_what_is_well() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    let checks = terminal.done(&["doctor"])["checks"].clone();
    for check in checks.as_array().expect("an array") {
        assert_keys(check, &["name", "now", "state", "what"]);
        assert_eq!(check["state"], "ok", "{check}");
    }
}
