//! Slots: what `fobsim` types is what a person's fob would type into the terminal.

use std::io::Write as _;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use fob_sim::Model;
use serde_json::json;
use tempfile::TempDir;

use super::judges::{Glass, hotp};
use super::{Answer, Office};
use crate::stage::Stage;

const LONG: Duration = Duration::from_secs(20);

/// `issue … --code -`: the fob is pressed once it is written, and types into standard input.
fn issue_and_press(
    office: &Office,
    stage: &mut Stage,
    profile: &str,
    slot: u8,
) -> (Answer, String) {
    let line = ["--json", "issue", "--person", "anna", "--profile", profile, "--code", "-"];
    let mut command = office.command(&line);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("fobctl runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let until = Instant::now() + LONG;
    // A slot that is not written types nothing.
    let code = loop {
        let typed = stage.fob.press(slot).expect("fobsim");
        if !typed.is_empty() {
            break typed;
        }
        assert!(Instant::now() < until, "slot {slot} is never written");
        thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(child.try_wait().expect("a child"), None, "it did not wait for the code");
    writeln!(stdin, "{code}").expect("it listens");
    drop(stdin);
    (Answer::of(child.wait_with_output().expect("it ends")), code)
}

#[test]
fn a_slot_types_its_code_into_standard_input_after_the_write() {
    for (model, serial) in [(Model::Yubikey5, 12_345_678), (Model::Yubikey4, 4_000_004)] {
        let memory = TempDir::new().expect("a folder");
        let (mut stage, glass) = Glass::stage(&memory, model, serial);
        let office = Office::at(&stage.service);
        let (answer, code) = issue_and_press(&office, &mut stage, "slot1-hotp", 1);
        assert_eq!(answer.code, 0, "{model}: {answer:?}");
        let issued = answer.document();
        assert_eq!(issued["verified"], json!({ "how": "typed", "at_counter": 0 }), "{model}");
        assert_eq!(issued["token"]["state"], "assigned");
        let said = stage.ykman_does("otp info");
        assert!(said.contains("Slot 1: programmed") && said.contains("Slot 2: empty"), "{said}");
        let secret = glass.slot_secret(1).expect("a secret in slot 1");
        assert_eq!(code, hotp(&secret, 0));
        assert_eq!(stage.fob.press(1).expect("fobsim"), hotp(&secret, 1));
        let slots = json!([
            { "slot": 1, "used": true, "ours": true }, { "slot": 2, "used": false, "ours": false },
        ]);
        assert_eq!(office.done(&["fobs"])[0]["slots"], slots);
    }
}

#[test]
fn a_slot_written_now_is_proven_later_without_the_fob() {
    let memory = TempDir::new().expect("a folder");
    let (mut stage, glass) = Glass::stage(&memory, Model::Yubikey5, 12_345_678);
    let office = Office::at(&stage.service);
    let line = ["issue", "--person", "boris", "--profile", "slot2-hotp", "--verify-later"];
    let issued = office.done(&line);
    assert_eq!(issued["token"]["state"], "written");
    assert_eq!(issued["verified"], json!({ "how": "none", "at_counter": null }));
    assert!(stage.ykman_does("otp info").contains("Slot 2: programmed"));
    let (error, exit) = office.refused(&["verify", "--fob", "12345678"]);
    assert_eq!((&error["code"], exit), (&json!("code_needed"), 2));
    stage.fob.remove().expect("out");
    // Pressed elsewhere seven times, the eighth code is read out over the phone.
    let code = hotp(&glass.slot_secret(2).expect("a secret in slot 2"), 7);
    let text = office.name("codes.txt");
    let line = ["verify", "--fob", "12345678", "--code", &code, "--codes-text", &text];
    let verified = office.done(&line);
    assert_eq!(verified["verified"], json!({ "how": "typed", "at_counter": 7 }));
    assert_eq!(verified["recovery"]["count"], 10);
    let text = std::fs::read_to_string(&text).expect("the codes");
    assert_eq!(text.matches("\r\n").count(), 10, "{text}");
    assert_eq!(office.only_token("boris")["state"], "assigned");
}

#[test]
fn a_wrong_code_leaves_the_slot_waiting_for_the_right_one() {
    let memory = TempDir::new().expect("a folder");
    let (mut stage, glass) = Glass::stage(&memory, Model::Yubikey5, 12_345_678);
    let office = Office::at(&stage.service);
    let line = ["issue", "--person", "anna", "--profile", "slot1-hotp", "--code", "-"];
    let answer = office.call_with(&line, "000000\n");
    let error = answer.error();
    assert_eq!((answer.code, &error["code"]), (1, &json!("code_wrong")));
    assert_eq!(error["left"], "written");
    let before = glass.slot_secret(1);
    let code = stage.fob.press(1).expect("fobsim");
    let answer = office.call_with(&line, &format!("{code}\n"));
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(answer.document()["verified"], json!({ "how": "typed", "at_counter": 0 }));
    assert_eq!(glass.slot_secret(1), before, "it was not written anew");
    assert_eq!(office.only_token("anna")["state"], "assigned");
}
