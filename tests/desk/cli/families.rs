//! Fobs that are not like the others, at the terminal: one with a display, and one that is asked
//! who made it.

use desk_tests::props::terminal::Terminal;
use serde_json::{Value, json};

const TOKEN: &str = "8659622000001";

#[test]
fn a_fob_with_a_display_is_proven_by_the_code_that_somebody_reads() {
    let terminal = Terminal::with(&["--practice=token2-nfc"]);
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let shown = terminal.done(&["fobs"])[0].clone();
    assert_eq!((&shown["serial"], &shown["clock_off"]), (&json!(TOKEN), &json!(0)));
    assert_eq!((&shown["firmware"], &shown["slots"]), (&Value::Null, &json!([])));

    // The usual profile counts, and this fob does not: said before anything is written.
    let refused = terminal.refused(&["issue", "--person", "anna"]);
    assert_eq!(refused, ("fob_cannot".into(), 1));
    let line = ["issue", "--person", "anna", "--profile", "oath-totp", "--verify-later"];
    let issued = terminal.done(&line);
    assert_eq!(
        (&issued["token"]["state"], &issued["token"]["kind"]),
        (&json!("written"), &json!("totp"))
    );
    assert_eq!(terminal.refused(&["verify", "--fob", TOKEN]), ("code_needed".into(), 2));
    let code = terminal.done(&["practice", "press", "1"])["typed"].as_str().map(str::to_owned);
    let code = code.expect("what stands on the display");
    let verified = terminal.done(&["verify", "--fob", TOKEN, "--code", code.trim()]);
    assert_eq!(verified["verified"]["how"], "typed");
    assert_eq!(verified["token"]["state"], "assigned");
    let checked = terminal.done(&["check", "--fob", TOKEN]);
    assert_eq!((&checked["verdict"], &checked["spent"]), (&json!("cannot_tell"), &json!(0)));

    let said = terminal.call(&["return", "--fob", TOKEN, "--wipe"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("a secret that nobody knows was written over ours"), "{}", said.out);
}

#[test]
fn a_fob_is_asked_who_made_it_and_scripts_hear_it_by_the_exit_code() {
    let terminal = Terminal::with(&["--practice=yubikey5,nitrokey3"]);
    let ask = |line: &[&str]| terminal.call(&[&["--json", "genuine"], line].concat());
    let without = ask(&["--fob", "9000001"]);
    assert_eq!(
        (without.code, &without.document()["error"]["code"]),
        (2, &json!("genuine_consent"))
    );
    let slip = ask(&["--fob", "9000001", "--consent", "1234"]);
    assert_eq!((slip.code, &slip.document()["error"]["code"]), (2, &json!("overwrite_mismatch")));
    let with_file = |file: &str| {
        let answer = ask(&["--fob", "9000001", "--intermediates", file, "--consent", "0001"]);
        (answer.code, answer.document()["error"]["code"].clone())
    };
    assert_eq!(with_file("/nonexistent"), (2, json!("file_unreadable")));
    let nonsense = terminal.file("chain.pem", b"no certificate");
    assert_eq!(with_file(&nonsense), (2, json!("chain_file_bad")));

    let software = ask(&["--fob", "9000001", "--consent", "0001"]);
    assert_eq!(software.code, 1, "{}", software.err);
    let card = software.document();
    assert_eq!((&card["verdict"], &card["why"]), (&json!("not_genuine"), &json!("software")));
    let other = ask(&["--fob", "9000002"]);
    let card = other.document();
    assert_eq!(
        (other.code, &card["verdict"], &card["why"]),
        (3, &json!("cannot_tell"), &json!("other_maker"))
    );
    for key in ["fob", "root", "serial_matches", "say", "now"] {
        assert!(card.get(key).is_some(), "{key} is absent");
    }
}
