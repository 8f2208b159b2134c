//! `ykman oath`: accounts and the access key.

use std::process::Stdio;
use std::thread;
use std::time::Duration;

use desk_tests::props::pcscd::SoftFob;
use fob_sim::{Fob, Model, system, write_state};
use tempfile::TempDir;

use crate::stage::{RFC_KEY_BASE32, Stage};

fn add(stage: &Stage, options: &str, name: &str) {
    stage.ykman_does(&format!("oath accounts add {options} {name} {RFC_KEY_BASE32}"));
}

#[test]
fn an_account_is_added_listed_used_and_deleted() {
    let stage = Stage::yubikey5();
    add(&stage, "-o HOTP -i Example", "alice");
    add(&stage, "-o TOTP -d 8 -a SHA256 -P 60 -i Example", "bob");
    let listed = stage.ykman_does("oath accounts list -H -o -P");
    assert!(listed.contains("Example:alice, HOTP"), "{listed}");
    assert!(listed.contains("Example:bob, TOTP, 60"), "{listed}");
    for code in ["755224", "287082", "359152"] {
        let said = stage.ykman_does("oath accounts code -s Example:alice");
        assert_eq!(said.trim(), code);
    }
    let bob = stage.ykman_does("oath accounts code -s Example:bob");
    assert!(bob.trim().len() == 8 && bob.trim().bytes().all(|b| b.is_ascii_digit()), "{bob}");
    stage.ykman_does("oath accounts delete -f Example:alice");
    let listed = stage.ykman_does("oath accounts list");
    assert_eq!(listed.trim(), "60/Example:bob");
}

#[test]
fn a_first_counter_is_obeyed() {
    let stage = Stage::yubikey5();
    add(&stage, "-o HOTP -c 5", "alice");
    assert_eq!(stage.ykman_does("oath accounts code -s alice").trim(), "254676");
}

#[test]
fn all_codes_at_once_spend_no_counter() {
    let stage = Stage::yubikey5();
    add(&stage, "-o HOTP", "alice");
    add(&stage, "-o TOTP -t", "carol");
    let said = stage.ykman_does("oath accounts code");
    assert!(said.contains("[HOTP Account]") && said.contains("[Requires Touch]"), "{said}");
    assert_eq!(stage.ykman_does("oath accounts code -s alice").trim(), "755224");
}

#[test]
fn thirty_two_accounts_fit_and_come_back_in_portions() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("fob.json");
    let mut fob = Fob::new(Model::Yubikey5, Some(12_345_678), None, system());
    fob.exchange(b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00");
    for n in 1..32 {
        // TOTP, SHA-1, six digits, a key of 14 bytes; the names make the list several answers
        // long.
        let name = format!("a-rather-long-account-name-for-{n:02}");
        let put = [b"\x00\x01\x00\x00\x35\x71\x21", name.as_bytes(), b"\x73\x10\x21\x06"].concat();
        fob.exchange(&[&put[..], b"12345678901234"].concat());
    }
    write_state(&file, &fob).expect("a state file");
    let stage = Stage::with(&SoftFob::new(Model::Yubikey5).state(&file), Model::Yubikey5);
    add(&stage, "", "the-thirty-second");
    let full = stage.ykman(&format!("oath accounts add one-too-many {RFC_KEY_BASE32}"));
    assert!(!full.well && full.text.contains("No space left"), "{}", full.text);
    let listed = stage.ykman_does("oath accounts list");
    assert_eq!(listed.lines().count(), 32, "{listed}");
    assert!(listed.contains("for-01") && listed.contains("for-31"), "{listed}");
}

#[test]
fn an_account_is_renamed() {
    let stage = Stage::yubikey5();
    add(&stage, "-o TOTP", "alice");
    stage.ykman_does("oath accounts rename -f alice Example:alice");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "Example:alice");
}

#[test]
fn an_access_key_locks_the_accounts() {
    let stage = Stage::yubikey5();
    add(&stage, "-o HOTP", "alice");
    stage.ykman_does("oath access change --new-password correct-horse");
    assert!(stage.ykman_does("oath info").contains("Password protection: enabled"));
    let wrong = stage.ykman("oath accounts list -p wrong-horse");
    assert!(!wrong.well && !wrong.text.contains("alice"), "{}", wrong.text);
    assert_eq!(stage.ykman_does("oath accounts list -p correct-horse").trim(), "alice");
    stage.ykman_does("oath access change -p correct-horse --clear");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "alice");
}

#[test]
fn a_code_waits_for_the_touch() {
    let mut stage = Stage::yubikey5();
    add(&stage, "-o HOTP -t", "alice");
    let mut command = stage.ykman_command("oath accounts code -s alice");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("ykman starts");
    // Well after it has asked, well before the fob gives up.
    thread::sleep(Duration::from_secs(2));
    assert_eq!(child.try_wait().expect("a child"), None, "it did not wait");
    stage.fob.touch().expect("a touch");
    let output = child.wait_with_output().expect("ykman ends");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.trim(), "755224");
}

#[test]
fn everything_is_gone_after_a_reset() {
    let stage = Stage::yubikey5();
    add(&stage, "-o HOTP", "alice");
    stage.ykman_does("oath access change --new-password correct-horse");
    stage.ykman_does("oath reset -f");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "");
}

#[test]
fn a_neo_keeps_accounts_behind_an_access_key() {
    let stage = Stage::with(&SoftFob::new(Model::YubikeyNeo).serial(1_234_567), Model::YubikeyNeo);
    stage.ykman_does("oath access change --new-password correct-horse");
    let words = format!("oath accounts add -p correct-horse -o HOTP alice {RFC_KEY_BASE32}");
    stage.ykman_does(&words);
    let said = stage.ykman_does("oath accounts code -p correct-horse -s alice");
    assert_eq!(said.trim(), "755224");
}

#[test]
fn a_nitrokey_lists_and_computes_what_ykman_writes() {
    let stage = Stage::with(&SoftFob::new(Model::Nitrokey3).serial(0x0A0B_0C0D), Model::Nitrokey3);
    add(&stage, "-o HOTP", "alice");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "alice");
}
