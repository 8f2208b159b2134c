//! The main job from a terminal: a practice fob is issued, proven, given, with codes on paper.

use desk_tests::props::terminal::{Terminal, assert_keys, is_private};
use serde_json::{Value, json};

/// A terminal with one practice YubiKey and Anna.
fn with_anna() -> Terminal {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal
}

fn serial(terminal: &Terminal) -> String {
    terminal.done(&["fobs"])[0]["serial"].as_str().expect("a serial").to_owned()
}

fn assert_issued(document: &Value) {
    assert_keys(document, &["fob", "person", "recovery", "token", "verified"]);
    let token = ["algorithm", "digits", "id", "kind", "next", "state"];
    assert_keys(&document["token"], &token);
    assert_keys(&document["verified"], &["at_counter", "how"]);
}

#[test]
fn a_fob_is_issued_in_one_call_and_proven_by_a_live_code() {
    let terminal = with_anna();
    let issued = terminal.done(&["issue", "--person", "anna"]);
    assert_issued(&issued);
    assert_eq!(issued["fob"], json!({ "serial": serial(&terminal) }));
    assert_eq!(issued["token"]["kind"], "hotp");
    assert_eq!(issued["token"]["state"], "assigned");
    assert_eq!(issued["token"]["next"], 1);
    assert_eq!(issued["verified"], json!({ "how": "calculated", "at_counter": 0 }));
    assert_eq!((&issued["person"], &issued["recovery"]), (&json!("anna"), &Value::Null));
    let fob = &terminal.done(&["fobs"])[0];
    assert_eq!((&fob["state"], &fob["person"]), (&json!("assigned"), &json!("anna")));
    let anna = terminal.done(&["people", "show", "anna"]);
    assert_eq!(anna["tokens"][0]["id"], issued["token"]["id"]);
}

#[test]
fn recovery_codes_come_with_the_fob_where_a_file_is_named() {
    let terminal = with_anna();
    let (pdf, text) = (terminal.path("anna.pdf"), terminal.path("anna.txt"));
    let (pdf_name, text_name) = (pdf.display().to_string(), text.display().to_string());
    let line = ["issue", "--person", "anna", "--codes-pdf", &pdf_name, "--codes-text", &text_name];
    let issued = terminal.done(&line);
    assert_keys(&issued["recovery"], &["count", "set"]);
    assert_eq!(issued["recovery"]["count"], 10);
    assert!(std::fs::read(&pdf).expect("the sheet").starts_with(b"%PDF-"));
    let codes = std::fs::read_to_string(&text).expect("the codes");
    assert_eq!(codes.matches("\r\n").count(), 10);
    assert!(codes.starts_with("1. ") && codes.contains("\r\n10. "), "{codes}");
    assert!(is_private(&pdf) && is_private(&text));
    let anna = terminal.done(&["people", "show", "anna"]);
    assert_eq!(anna["recovery"]["left"], 10);
}

#[test]
fn nothing_is_written_over_an_existing_file_and_the_fob_stays_as_it_is() {
    let terminal = with_anna();
    let file = terminal.file("anna.pdf", b"precious");
    let line = ["issue", "--person", "anna", "--codes-pdf", &file];
    assert_eq!(terminal.refused(&line), ("file_exists".into(), 2));
    assert_eq!(std::fs::read(&file).expect("still there"), b"precious");
    assert_eq!(terminal.done(&["people", "show", "anna"])["tokens"], json!([]));
}

#[test]
fn what_is_in_the_way_needs_the_last_four_digits() {
    let terminal = with_anna();
    terminal.done(&["people", "add", "--login", "bo", "--name", "Bo"]);
    let first = terminal.done(&["issue", "--person", "anna"]);
    let serial = serial(&terminal);
    let last = &serial[serial.len() - 4..];
    assert_eq!(terminal.refused(&["issue", "--person", "anna"]), ("name_in_use".into(), 2));
    assert_eq!(terminal.refused(&["issue", "--person", "bo"]), ("fob_taken".into(), 2));
    let wrong = terminal.refused(&["issue", "--person", "anna", "--overwrite", "0000"]);
    assert_eq!(wrong, ("overwrite_mismatch".into(), 2));
    let second = terminal.done(&["issue", "--person", "anna", "--overwrite", last]);
    assert_ne!(first["token"]["id"], second["token"]["id"]);
    let anna = terminal.done(&["people", "show", "anna"]);
    let live: Vec<&Value> = anna["tokens"]
        .as_array()
        .expect("an array")
        .iter()
        .filter(|token| token["state"] == "assigned")
        .collect();
    assert_eq!(live.len(), 1, "{anna}");
    assert_eq!(live[0]["id"], second["token"]["id"]);
}

#[test]
fn with_two_fobs_one_must_be_named() {
    let terminal = Terminal::with(&["--practice=yubikey5,canokey"]);
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    assert_eq!(terminal.refused(&["issue", "--person", "anna"]), ("which_fob".into(), 2));
    let fobs = terminal.done(&["fobs"]);
    let serials: Vec<&str> =
        fobs.as_array().expect("an array").iter().filter_map(|f| f["serial"].as_str()).collect();
    assert_eq!(serials.len(), 2);
    for serial in serials {
        let issued = terminal.done(&["issue", "--person", "anna", "--fob", serial]);
        assert_eq!(issued["fob"]["serial"], serial);
        assert_eq!(issued["token"]["state"], "assigned");
    }
    let anna = terminal.done(&["people", "show", "anna"]);
    assert_eq!(anna["tokens"].as_array().map(Vec::len), Some(2), "several tokens per person");
}

#[test]
fn every_model_can_be_issued_from_a_terminal() {
    for model in ["yubikey5", "yubikey5-nfc", "yubikey4", "yubikey-neo", "canokey", "nitrokey3"] {
        let terminal = Terminal::with(&[&format!("--practice={model}")]);
        terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
        for profile in ["oath-hotp", "oath-totp"] {
            let fob = serial(&terminal);
            let last = &fob[fob.len() - 4..];
            let line = ["issue", "--person", "anna", "--profile", profile, "--overwrite", last];
            let issued = terminal.done(&line);
            assert_eq!(issued["verified"]["how"], "calculated", "{model} {profile}");
        }
    }
}

#[test]
fn verify_spends_one_code_and_leaves_an_assigned_token_assigned() {
    let terminal = with_anna();
    let issued = terminal.done(&["issue", "--person", "anna"]);
    let fob = serial(&terminal);
    let verified = terminal.done(&["verify", "--fob", &fob]);
    assert_issued(&verified);
    assert_eq!(verified["verified"], json!({ "how": "calculated", "at_counter": 1 }));
    assert_eq!(
        (&verified["token"]["state"], &verified["token"]["next"]),
        (&json!("assigned"), &json!(2))
    );
    let by_token = ["verify", "--token", issued["token"]["id"].as_str().expect("an id")];
    assert_eq!(terminal.done(&by_token)["verified"]["at_counter"], 2);
    assert_eq!(terminal.refused(&["verify", "--fob", &fob, "--code", "12"]).0, "code_unreadable");
}

#[test]
fn a_token_names_its_fob_wherever_a_fob_is_named() {
    let terminal = Terminal::with(&["--practice=yubikey5,canokey"]);
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    let first = terminal.done(&["issue", "--person", "anna", "--fob", "9000002"]);
    let id = first["token"]["id"].as_str().expect("an id");
    let line = ["issue", "--person", "anna", "--profile", "oath-totp", "--token", id];
    let consent = [&line[..], &["--overwrite", "0002"]].concat();
    assert_eq!(terminal.done(&consent)["fob"]["serial"], "9000002");
    assert_eq!(terminal.done(&["log", "--token", id])[0]["fob"], "9000002");
    let nobodys = "00000000-0000-7000-8000-000000000000";
    for token in [nobodys, "nonsense"] {
        let refused = terminal.refused(&["verify", "--token", token]);
        assert_eq!(refused, ("unknown_token".into(), 2));
        assert_eq!(terminal.refused(&["log", "--token", token]), ("unknown_token".into(), 2));
    }
}

#[test]
fn a_touch_is_waited_for_and_given_by_another_terminal() {
    let terminal = with_anna();
    let line = ["profiles", "add", "firm", "--kind", "hotp", "--where", "oath", "--touch"];
    terminal.done(&line);
    let mut waiting =
        terminal.command(&["--json", "issue", "--person", "anna", "--profile", "firm"]);
    waiting.stdout(std::process::Stdio::piped());
    let waiting = waiting.spawn().expect("fobctl runs");
    terminal.done(&["practice", "touch"]);
    let output = waiting.wait_with_output().expect("it ends");
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!(document["token"]["state"], "assigned", "{document}");
}

#[test]
fn a_fob_in_use_is_adopted_by_its_secret_and_two_codes() {
    let terminal = with_anna();
    // RFC 4226, appendix D.
    let file = terminal.file("secret", b"3132333435363738393031323334353637383930\n");
    let line = ["adopt", "--fob", "12345678", "--person", "anna", "--secret-file", &file];
    let wrong = terminal.refused(&[&line[..], &["--codes", "969429,338315"]].concat());
    assert_eq!(wrong, ("codes_not_found".into(), 1));
    let adopted = terminal.done(&[&line[..], &["--codes", "969429,338314"]].concat());
    assert_issued(&adopted);
    assert_eq!(
        (&adopted["token"]["next"], &adopted["token"]["state"]),
        (&json!(5), &json!("assigned"))
    );
    let spent = terminal.refused(&["verify", "--fob", "12345678", "--code", "338314"]);
    assert_eq!(spent, ("code_used".into(), 1));
    let next = terminal.done(&["verify", "--fob", "12345678", "--code", "254676"]);
    assert_eq!(next["verified"], json!({ "how": "typed", "at_counter": 5 }));
}
