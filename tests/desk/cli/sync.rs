//! `fobctl sync`, `check`, `whose` and `warnings`: keys, verdicts and exit codes of the contract.

use desk_tests::props::terminal::{Terminal, assert_keys};
use serde_json::{Value, json};

/// Anna with a practice fob, given to her by this profile.
fn with_fob(profile: &str) -> (Terminal, String) {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal.done(&["issue", "--person", "anna", "--profile", profile, "--verify-later"]);
    let fob = terminal.done(&["fobs"])[0]["serial"].as_str().expect("a serial").to_owned();
    (terminal, fob)
}

fn press(terminal: &Terminal) -> String {
    let pressed = terminal.done(&["practice", "press", "1"]);
    pressed["typed"].as_str().expect("what it types").to_owned()
}

/// The document and the exit code of a call whose verdict may mean no.
fn judged(terminal: &Terminal, line: &[&str]) -> (Value, i32) {
    let answer = terminal.call(&[&["--json"], line].concat());
    (answer.document(), answer.code)
}

#[test]
fn two_presses_put_a_fob_in_step_by_person_fob_or_token() {
    let (terminal, fob) = with_fob("slot1-hotp");
    terminal.done(&["verify", "--fob", &fob, "--code", &press(&terminal)]);
    let pair = |terminal: &Terminal| format!("{},{}", press(terminal), press(terminal));
    let in_step = terminal.done(&["sync", "--person", "anna", "--codes", &pair(&terminal)]);
    assert_keys(
        &in_step,
        &["token", "verdict", "from", "next", "distance", "p_false", "skipped", "other", "say"],
    );
    assert_eq!((&in_step["verdict"], &in_step["next"]), (&json!("in_step"), &json!(3)));
    assert_eq!((&in_step["skipped"], &in_step["other"]), (&Value::Null, &Value::Null));
    for _ in 0..20 {
        press(&terminal);
    }
    let codes = pair(&terminal);
    let moved = terminal.done(&["sync", "--fob", &fob, "--codes", &codes]);
    assert_eq!(
        (&moved["verdict"], &moved["from"], &moved["next"], &moved["distance"]),
        (&json!("moved"), &json!(3), &json!(25), &json!(20))
    );
    let token = moved["token"].as_str().expect("the token");
    let (used, exit) = judged(&terminal, &["sync", "--token", token, "--codes", &codes]);
    assert_eq!((&used["verdict"], &used["next"], exit), (&json!("already_used"), &json!(25), 1));
    let (none, exit) = judged(&terminal, &["sync", "--fob", &fob, "--codes", "123456,654321"]);
    assert_eq!((&none["verdict"], &none["distance"], exit), (&json!("not_found"), &Value::Null, 1));
    assert!(none.get("error").is_none(), "a verdict is a result: {none}");
}

#[test]
fn a_narrow_window_is_kept_and_another_server_s_may_be_asked_for() {
    let (terminal, fob) = with_fob("slot1-hotp");
    terminal.done(&["verify", "--fob", &fob, "--code", &press(&terminal)]);
    for _ in 0..15 {
        press(&terminal);
    }
    let codes = format!("{},{}", press(&terminal), press(&terminal));
    let line = ["sync", "--fob", &fob, "--codes", &codes];
    let (near, exit) = judged(&terminal, &[&line[..], &["--window", "15"]].concat());
    assert_eq!((&near["verdict"], exit), (&json!("not_found"), 1));
    let far = terminal.done(&[&line[..], &["--like", "bitrix"]].concat());
    assert_eq!((&far["verdict"], &far["next"]), (&json!("moved"), &json!(18)));
}

#[test]
fn a_plugged_in_fob_is_asked_and_what_it_says_is_booked() {
    let (terminal, fob) = with_fob("oath-hotp");
    let checked = terminal.done(&["check", "--fob", &fob]);
    assert_keys(&checked, &["verdict", "from", "next", "spent"]);
    let found = json!([checked["verdict"], checked["from"], checked["next"], checked["spent"]]);
    assert_eq!(found, json!(["in_step", 1, 2, 1]));
    let token = checked["tokens"][0]["token"].as_str().expect("the token").to_owned();
    let again = terminal.done(&["check", "--token", &token]);
    assert_eq!((&again["from"], &again["next"]), (&json!(2), &json!(3)));
    terminal.done(&["practice", "remove"]);
    assert_eq!(terminal.refused(&["check", "--fob", &fob]), ("fob_not_here".into(), 2));
}

#[test]
fn whose_fob_it_is_two_codes_tell_and_exit_0_is_for_one_match_alone() {
    let (terminal, fob) = with_fob("slot1-hotp");
    terminal.done(&["verify", "--fob", &fob, "--code", &press(&terminal)]);
    let codes = format!("{},{}", press(&terminal), press(&terminal));
    let found = terminal.done(&["whose", "--codes", &codes]);
    assert_keys(&found, &["matches", "searched", "seconds"]);
    assert_keys(&found["matches"][0], &["token", "fob", "person", "at_counter", "p_false"]);
    let one = &found["matches"][0];
    assert_eq!((&one["fob"], &one["person"]), (&json!(fob), &json!("anna")));
    assert_eq!((&one["at_counter"], &found["searched"]), (&json!(1), &json!(1)));
    let (none, exit) = judged(&terminal, &["whose", "--codes", "123456,654321"]);
    assert_eq!((&none["matches"], exit), (&json!([]), 1));
    // Nothing was spent by looking.
    let sync = terminal.done(&["sync", "--person", "anna", "--codes", &codes]);
    assert_eq!(sync["verdict"], "in_step");
    assert_eq!(terminal.done(&["warnings"]), json!([]));
}

#[test]
fn what_cannot_be_read_is_said_in_two_lines_and_both_languages() {
    let (terminal, fob) = with_fob("slot1-hotp");
    let sync = |codes: &str| terminal.refused(&["sync", "--fob", &fob, "--codes", codes]);
    assert_eq!(sync("755224"), ("codes_two_needed".into(), 2));
    assert_eq!(sync("75522,287082"), ("code_length".into(), 2));
    assert_eq!(sync("755224,28708O"), ("code_letter".into(), 2));
    assert_eq!(terminal.refused(&["sync", "--codes", "755224,287082"]), ("usage".into(), 2));
    let line = ["sync", "--fob", &fob, "--codes", "755224,28708O"];
    let [what, now] = terminal.lines("en", &line);
    assert_eq!(what, "In code 2 the mark “O” is no digit.");
    assert!(now.starts_with("Type code 2 again"), "{now}");
    let [what, _] = terminal.lines("ru", &line);
    assert_eq!(what, "В коде 2 знак «O» — не цифра.");
}

#[test]
fn the_terminal_says_what_it_is_and_what_to_do_now() {
    let (terminal, fob) = with_fob("slot1-hotp");
    terminal.done(&["verify", "--fob", &fob, "--code", &press(&terminal)]);
    for _ in 0..37 {
        press(&terminal);
    }
    let codes = format!("{},{}", press(&terminal), press(&terminal));
    let said = terminal.call(&["--lang", "en", "sync", "--person", "anna", "--codes", &codes]).out;
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            "In step again: the fob had been pressed 37 times more than the ledger knew.",
            "On the server, the next counter is 40.",
            "Confirmed.",
            "Both codes are spent: put the server in step too, then sign in with a new code.",
        ]
    );
    let said = terminal.call(&["--lang", "ru", "sync", "--person", "anna", "--codes", &codes]).out;
    assert!(said.starts_with("Эти коды уже позади"), "{said}");
}
