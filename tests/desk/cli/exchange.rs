//! `fobctl replace`, `loaner`, `defer`, `reminders`, `people leavers` and `lost --undo`: keys and
//! exit codes of the contract.

use desk_tests::props::terminal::{Terminal, assert_keys, keys_of};
use serde_json::{Value, json};

/// Anna has one of two practice fobs; the other one is new.
fn with_two() -> (Terminal, String, String) {
    let terminal = Terminal::with(&["--practice=yubikey5,yubikey5"]);
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let fobs = terminal.done(&["fobs"]);
    let serial = |at: usize| fobs[at]["serial"].as_str().expect("a serial").to_owned();
    let (old, new) = (serial(0), serial(1));
    terminal.done(&["issue", "--person", "anna", "--fob", &old]);
    (terminal, old, new)
}

#[test]
fn a_fob_is_replaced_after_a_proof_and_the_old_one_is_retired() {
    let (terminal, old, new) = with_two();
    let line = ["replace", "--fob", &old];
    assert_eq!(terminal.refused(&line), ("proof_needed".into(), 4));
    let known = [&line[..], &["--identified", "seen with an ID card"]].concat();
    let done = terminal.done(&known);
    assert_keys(&done, &["fob", "emergency", "new", "person", "others"]);
    assert_eq!(done["fob"], json!({ "serial": old, "state": "retired" }));
    assert_eq!(done["emergency"], Value::Null);
    assert_keys(&done["new"], &["fob", "token", "verified", "person", "recovery"]);
    assert_eq!(done["new"]["fob"]["serial"], json!(new));
    assert_eq!(done["new"]["token"]["state"], "assigned");
    assert_eq!(terminal.done(&known)["new"]["token"]["id"], done["new"]["token"]["id"]);
    let same = ["replace", "--fob", &new, "--with", &new, "--identified", "seen"];
    assert_eq!(terminal.refused(&same), ("same_fob".into(), 2));
    assert_eq!(terminal.refused(&["replace"]), ("usage".into(), 2));
}

#[test]
fn without_a_fob_to_write_one_is_owed_and_remembered() {
    let (terminal, old, new) = with_two();
    terminal.done(&["practice", "remove", "--fob", &new]);
    let line = ["replace", "--fob", &old, "--identified", "called back"];
    let done = terminal.done(&line);
    assert_eq!(done["new"], Value::Null);
    assert_eq!(done["fob"]["state"], "assigned");
    let all = terminal.done(&["reminders"]);
    assert_keys(&all, &["list", "without_codes"]);
    let keys = ["about", "at", "fob", "name", "overdue", "person", "say"];
    assert_eq!(keys_of(&all["list"][0]), keys);
    assert_eq!(all["list"][0]["about"], "owed");
    assert_eq!(all["without_codes"], 1);
    terminal.done(&["practice", "insert", "--fob", &new]);
    assert_eq!(terminal.done(&line)["fob"]["state"], "retired");
    assert_eq!(terminal.done(&["reminders"])["list"], json!([]));
}

#[test]
fn a_fob_is_lent_until_it_is_back() {
    let (terminal, old, new) = with_two();
    let line = ["loaner", "--person", "anna", "--fob", &new, "--days", "3"];
    assert_eq!(terminal.refused(&line), ("proof_needed".into(), 4));
    let lent = terminal.done(&[&line[..], &["--identified", "a colleague vouches"]].concat());
    assert_keys(&lent, &["new", "person", "loan"]);
    assert_eq!(lent["loan"]["fob"], json!(new));
    let card = terminal.done(&["people", "show", "anna"]);
    assert_keys(&card["loan"], &["fob", "since", "until", "overdue", "by"]);
    assert_eq!(card["must"], Value::Null);
    assert_eq!(terminal.refused(&["check", "--fob", &old]), ("fob_out_of_use".into(), 1));
    let to = terminal.path("slip.pdf").display().to_string();
    let slip = terminal.done(&["letter", "loaner", "--fob", &new, "--pdf", &to]);
    assert_eq!(slip["letter"], "loaner");
    assert_eq!((&slip["person"], &slip["fob"]), (&json!("anna"), &json!(new)));
    let long = ["loaner", "--person", "anna", "--days", "91"];
    assert_eq!(terminal.refused(&long), ("term_bad".into(), 2));
    terminal.done(&["return", "--fob", &new, "--wipe"]);
    assert_eq!(terminal.done(&["check", "--fob", &old])["verdict"], "in_step");
    assert_eq!(terminal.done(&["people", "show", "anna"])["loan"], Value::Null);
}

#[test]
fn a_loss_is_undone_at_once() {
    let (terminal, old, _) = with_two();
    let line = ["lost", "--fob", &old, "--reason", "train", "--emergency-uses", "3"];
    assert_eq!(terminal.done(&line)["undo"], 10);
    let undone = terminal.done(&["lost", "--undo", "--fob", &old]);
    assert_eq!(undone["fob"], json!({ "serial": old, "state": "assigned" }));
    let again = terminal.refused(&["lost", "--undo", "--fob", &old]);
    assert_eq!(again, ("undo_over".into(), 1));
    let both = ["lost", "--undo", "--fob", &old, "--reason", "train"];
    assert_eq!(terminal.refused(&both), ("usage".into(), 2));
    assert_eq!(terminal.refused(&["lost", "--fob", &old]), ("usage".into(), 2));
}

#[test]
fn a_duty_to_have_a_fob_is_shown_and_put_off() {
    let terminal = Terminal::practising();
    let add = ["people", "add", "--login", "ella", "--name", "Ella", "--department", "Sales"];
    terminal.done(&add);
    let defer = ["defer", "--person", "ella", "--reason", "on leave"];
    let days = [&defer[..], &["--days", "20"]].concat();
    assert_eq!(terminal.refused(&days), ("nothing_to_defer".into(), 1));
    terminal.done(&["policy", "mandatory.departments", "sales"]);
    let must = terminal.done(&["people", "show", "ella"])["must"].take();
    assert_eq!(keys_of(&must), ["deferred", "since", "until"]);
    assert_eq!(must["deferred"], false);
    let done = terminal.done(&days);
    assert_keys(&done, &["person", "until"]);
    assert!(done["until"].as_str().is_some_and(|at| at.ends_with('Z')), "{done}");
    let good = terminal.done(&[&defer[..], &["--for-good"]].concat());
    assert_eq!(good, json!({ "person": "ella", "until": null }));
    let must = terminal.done(&["people", "show", "ella"])["must"].take();
    assert_eq!((must["deferred"].clone(), must["until"].clone()), (json!(true), Value::Null));
}

#[test]
fn people_who_left_are_swept_by_a_list() {
    let (terminal, old, _) = with_two();
    let list = terminal.file("left.csv", b"login,day\nanna,1 May\nnobody,2 May\n");
    let line = ["people", "leavers", &list, "--reason", "left"];
    let would = terminal.done(&[&line[..], &["--dry-run"]].concat());
    assert_eq!(keys_of(&would), ["fobs", "refused", "rows", "swept", "unknown"]);
    assert_eq!(terminal.done(&["people", "show", "anna"])["tokens"][0]["state"], "assigned");
    let done = terminal.done(&line);
    assert_eq!(done, would);
    assert_eq!(done["fobs"], json!([{ "serial": old, "person": "anna" }]));
    assert_eq!((done["rows"].clone(), done["swept"].clone()), (json!(2), json!(1)));
    assert_eq!(done["unknown"], json!(["nobody"]));
    let back = terminal.done(&["return", "--fob", &old]);
    assert_eq!(back["fob"]["state"], "returned");
    assert_eq!(terminal.refused(&["people", "leavers", &list]), ("usage".into(), 2));
}
