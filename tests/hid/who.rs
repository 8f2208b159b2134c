//! Who is there: a fob without a smart card service, its name, its one owner, and who may open it.

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output};

use desk::cable::{CableError, Framing, Sockets as _, Transport};
use desk_tests::props::programs::built;
use fob_link::Ports;
use fob_sim::Model;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stage::{NAME, Stick, see};
use desk_tests::props::soft_fob::SoftFob;

/// Nobody's number: a user without rights.
const NOBODY: u32 = 65534;

fn fobctl(home: &TempDir, user: u32, words: &[&str]) -> Output {
    let mut command = Command::new(built("desk-cli", "fobctl").expect("fobctl"));
    command.args(["--lang", "en", "--json", "--data"]).arg(home.path()).args(words).uid(user);
    command.env("HOME", home.path()).output().expect("fobctl runs")
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let said = String::from_utf8_lossy(&output.stdout);
        panic!("{error}: {said} {}", String::from_utf8_lossy(&output.stderr))
    })
}

/// A folder that anybody may use.
fn home() -> TempDir {
    let home = TempDir::new().expect("a folder");
    let all = std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(home.path(), all).expect("open to all");
    home
}

#[test]
fn without_a_smart_card_service_a_keyboard_fob_is_there_all_the_same() {
    see(0);
    assert_eq!(Ports::new().look(), Err(CableError::NoService));
    let stick = Stick::plug(12_345_678);
    let seen = Ports::new().look().expect("a fob");
    let [socket] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(
        (socket.name.as_str(), socket.transport, socket.occupied),
        (NAME, Transport::Hid, true)
    );
    let home = home();
    let output = fobctl(&home, 0, &["fobs"]);
    let fobs = document(&output);
    let fob = &fobs[0];
    assert_eq!(fobs.as_array().map(Vec::len), Some(1), "{fobs}");
    assert_eq!(
        json!([fob["serial"], fob["firmware"], fob["transport"], fob["reader"]]),
        json!(["12345678", "5.4.3", "hid", NAME]),
    );
    assert_eq!(
        fob["slots"],
        json!([{ "slot": 1, "used": false, "ours": false }, { "slot": 2, "used": false, "ours": false }])
    );
    drop(stick);
    see(0);
}

#[test]
fn two_fobs_of_one_name_are_told_apart_and_each_has_one_owner() {
    let one = Stick::plug(1_000_001);
    let two = SoftFob::new(Model::Yubikey5).serial(1_000_002).as_keyboard().expect("fobsim");
    see(2);
    let mut ports = Ports::new();
    let names: Vec<_> = ports.look().expect("two fobs").into_iter().map(|s| s.name).collect();
    assert_eq!(names[0], NAME);
    assert!(names[1].starts_with("Yubico YubiKey OTP+FIDO+CCID (USB, hidraw"), "{names:?}");
    let cable = ports.connect(&names[0]).expect("a fob");
    assert_eq!(cable.framing(), Framing::Report);
    let mut others = Ports::new();
    others.look().expect("two fobs");
    assert_eq!(others.connect(&names[0]).err(), Some(CableError::InUse));
    drop(cable);
    drop(others.connect(&names[0]).expect("free again"));
    drop((one, two));
    see(0);
}

#[test]
fn a_fob_that_the_system_keeps_from_us_has_a_sentence_and_a_check() {
    let stick = Stick::plug(12_345_678);
    let home = home();
    // Nobody may open the node: its rights are those that a kernel gives without a rules file.
    let output = fobctl(&home, NOBODY, &["doctor"]);
    let checks = document(&output)["checks"].clone();
    let rules = checks.as_array().and_then(|all| all.iter().find(|check| check["name"] == "rules"));
    let rules = rules.unwrap_or_else(|| panic!("no check of the rules: {checks}"));
    assert_eq!(rules["state"], "warn", "{rules}");
    let what = rules["what"].as_str().unwrap_or_default();
    let now = rules["now"].as_str().unwrap_or_default();
    assert!(what.contains(NAME), "{what}");
    assert!(now.contains("70-fobdesk.rules"), "{now}");
    // Whoever may has nothing to do.
    let output = fobctl(&home, 0, &["doctor"]);
    let checks = document(&output)["checks"].clone();
    let rules = checks.as_array().and_then(|all| all.iter().find(|check| check["name"] == "rules"));
    assert_eq!(rules.map(|check| check["state"].clone()), Some(json!("ok")), "{checks}");
    drop(stick);
    see(0);
}
