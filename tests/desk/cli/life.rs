//! `fobctl lost`, `found`, `return`, `retire`, `suspend`, `resume`: keys and exit codes of the
//! contract, and the code that is shown once.

use desk_tests::props::terminal::{Terminal, assert_keys, is_private};
use serde_json::{Value, json};

fn with_fob() -> (Terminal, String) {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let issued = terminal.done(&["issue", "--person", "anna"]);
    let serial = issued["fob"]["serial"].as_str().expect("a serial").to_owned();
    (terminal, serial)
}

fn verdict(terminal: &Terminal, code: &str) -> Value {
    let line = ["--json", "codes", "verify", "--person", "anna"];
    let document = terminal.call_with(&line, &format!("{code}\n")).document();
    json!([document["verdict"], document["row"], document["left"]])
}

#[test]
fn a_lost_fob_gets_an_emergency_code_that_is_shown_once_and_dies_when_it_is_found() {
    let (terminal, fob) = with_fob();
    let line = ["lost", "--person", "anna", "--reason", "train", "--emergency-uses", "2"];
    let lost = terminal.done(&line);
    assert_keys(&lost, &["fob", "emergency"]);
    assert_eq!(lost["fob"], json!({ "serial": fob, "state": "lost" }));
    assert_keys(&lost["emergency"], &["code", "uses", "until"]);
    let code = lost["emergency"]["code"].as_str().expect("it is shown").to_owned();
    assert_eq!(verdict(&terminal, &code), json!(["accepted", null, 1]));
    assert_eq!(terminal.refused(&["verify", "--fob", &fob]), ("fob_out_of_use".into(), 1));
    let found = terminal.done(&["found", "--fob", &fob, "--give-back"]);
    assert_eq!(found["fob"]["state"], "assigned");
    assert_eq!(found["emergency"], Value::Null);
    assert_eq!(verdict(&terminal, &code), json!(["void", null, 0]));
    let again = terminal.refused(&["found", "--fob", &fob, "--deny"]);
    assert_eq!(again, ("fob_not_lost".into(), 1));
    let person = terminal.done(&["people", "show", "anna"]);
    assert_eq!(person["tokens"][0]["state"], "assigned");
}

#[test]
fn a_code_that_goes_to_a_file_is_not_shown_and_only_its_owner_may_read_it() {
    let (terminal, fob) = with_fob();
    let (file, sheet) = (terminal.path("emergency.txt"), terminal.path("sheet.pdf"));
    let [to, pdf] = [&file, &sheet].map(|path| path.display().to_string());
    let line = ["lost", "--fob", &fob, "--reason", "bag stolen"];
    let lost = terminal.done(&[&line[..], &["--emergency-out", &to, "--codes-pdf", &pdf]].concat());
    assert_eq!(lost["emergency"]["code"], Value::Null);
    assert!(is_private(&file) && is_private(&sheet));
    let code = std::fs::read_to_string(&file).expect("the code");
    assert_eq!(verdict(&terminal, &code), json!(["accepted", null, 0]));
    let status = terminal.done(&["codes", "status", "--person", "anna"]);
    assert_eq!(status["left"], 10);
    // What refuses, leaves no file behind.
    terminal.done(&["found", "--fob", &fob, "--retire"]);
    let refused = terminal.path("not-made.txt");
    let to = refused.display().to_string();
    let line = ["lost", "--fob", &fob, "--reason", "again", "--emergency-out", &to];
    assert_eq!(terminal.refused(&line), ("fob_out_of_use".into(), 1));
    assert!(!refused.exists());
}

#[test]
fn a_fob_comes_back_emptied_and_another_is_retired() {
    let (terminal, fob) = with_fob();
    let back = terminal.done(&["return", "--fob", &fob, "--wipe"]);
    assert_eq!(back["fob"], json!({ "serial": fob, "state": "returned" }));
    assert_eq!(back["emergency"], Value::Null);
    // Nothing is in the way any more: no consent is asked for.
    terminal.done(&["issue", "--person", "anna"]);
    let person = terminal.done(&["people", "show", "anna"]);
    let token = person["tokens"][0]["id"].as_str().expect("the newest token").to_owned();
    let retired = terminal.done(&["retire", "--token", &token, "--reason", "broken"]);
    assert_eq!(retired["fob"]["state"], "retired");
    let line = ["issue", "--person", "anna", "--fob", &fob];
    assert_eq!(terminal.refused(&line), ("fob_out_of_use".into(), 1));
    assert_eq!(terminal.refused(&["return", "--fob", "4711"]), ("unknown_fob".into(), 2));
}

#[test]
fn a_suspension_says_until_when_and_can_be_ended() {
    let (terminal, _) = with_fob();
    let line = ["suspend", "--person", "anna", "--reason", "fob at home"];
    let suspended = terminal.done(&[&line[..], &["--days", "3"]].concat());
    assert_keys(&suspended, &["person", "until"]);
    assert!(suspended["until"].as_str().is_some_and(|at| at.ends_with('Z')), "{suspended}");
    let person = terminal.done(&["people", "show", "anna"]);
    assert_eq!(person["suspended"]["reason"], "fob at home");
    let good = terminal.done(&[&line[..], &["--for-good"]].concat());
    assert_eq!(good, json!({ "person": "anna", "until": null }));
    assert_eq!(terminal.done(&["resume", "--person", "anna"])["until"], Value::Null);
    let again = terminal.refused(&["resume", "--person", "anna"]);
    assert_eq!(again, ("not_suspended".into(), 1));
    let days = terminal.refused(&[&line[..], &["--days", "11"]].concat());
    assert_eq!(days, ("days_bad".into(), 2));
    assert_eq!(terminal.refused(&line), ("usage".into(), 2));
}
