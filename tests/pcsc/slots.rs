//! `ykman otp`: the two keyboard slots.

use desk_tests::props::pcscd::SoftFob;
use fob_sim::{Model, Version};

use crate::stage::{RFC_KEY_BASE32, RFC_KEY_HEX, Stage};

const CODE: &str = "010203040506";

#[test]
fn an_hotp_slot_types_the_codes_of_the_rfc() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    let said = stage.ykman_does("otp info");
    assert!(said.contains("Slot 1: programmed") && said.contains("Slot 2: empty"), "{said}");
    for code in ["755224", "287082", "359152"] {
        assert_eq!(stage.fob.press(1).expect("a fob"), code);
    }
    assert_eq!(stage.fob.press(2).expect("a fob"), "");
}

#[test]
fn digits_first_counter_and_token_identifier_are_obeyed() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp hotp -f -d 8 -c 16 -i - 2 {RFC_KEY_BASE32}"));
    assert_eq!(stage.fob.press(2).expect("a fob"), "ubhe1234567822186581");
    assert_eq!(stage.fob.press(2).expect("a fob"), "ubhe1234567894447589");
}

#[test]
fn a_challenge_slot_answers_the_challenge() {
    let stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp chalresp -f 2 {RFC_KEY_HEX}"));
    assert!(stage.ykman_does("otp info").contains("Slot 2: programmed"));
    // `ykman otp calculate` goes over the keyboard interface only; the same command as bytes.
    for (last, answer) in [
        ("00", "CC93CF18508D94934C64B65D8BA7667FB7CDE4B0"),
        ("02", "0BACB7FA082FEF30782211938BC1C5E70416FF44"),
    ] {
        let padded = format!("{}{last}{}", "00".repeat(7), "01".repeat(56));
        let said = stage.ykman_does(&format!("apdu -x -a otp 013800:{padded}="));
        assert!(said.trim().ends_with(answer), "{said}");
    }
}

#[test]
fn a_slot_is_deleted() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    stage.ykman_does("otp delete -f 1");
    assert!(stage.ykman_does("otp info").contains("Slot 1: empty"));
    assert_eq!(stage.fob.press(1).expect("a fob"), "");
}

#[test]
fn slots_are_swapped() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    stage.ykman_does("otp swap -f");
    assert!(stage.ykman_does("otp info").contains("Slot 2: programmed"));
    assert_eq!(stage.fob.press(2).expect("a fob"), "755224");
}

#[test]
fn an_access_code_is_set_and_without_it_every_write_is_refused() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    stage.ykman_does(&format!("otp settings -f 1 -A {CODE}"));
    for words in [
        format!("otp hotp -f 1 {RFC_KEY_BASE32}"),
        "otp delete -f 1".to_owned(),
        "otp --access-code 010203040507 delete -f 1".to_owned(),
        "otp settings -f 1 --no-enter".to_owned(),
        "otp swap -f".to_owned(),
    ] {
        let said = stage.ykman(&words);
        assert!(!said.well, "ykman {words}: {}", said.text);
    }
    // The counter did not move by all that.
    assert_eq!(stage.fob.press(1).expect("a fob"), "755224");
    stage.ykman_does(&format!("otp --access-code {CODE} delete -f 1"));
    assert!(stage.ykman_does("otp info").contains("Slot 1: empty"));
}

#[test]
fn a_static_password_is_typed() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does("otp static -f -k US 1 Cbdef-Hijk!9");
    assert_eq!(stage.fob.press(1).expect("a fob"), "Cbdef-Hijk!9");
}

#[test]
fn a_yubico_otp_begins_with_its_public_id() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(
        "otp yubiotp -f 1 -P vvccccbbcdef -p 010203040506 -k 000102030405060708090a0b0c0d0e0f",
    );
    let first = stage.fob.press(1).expect("a fob");
    let second = stage.fob.press(1).expect("a fob");
    assert!(first.starts_with("vvccccbbcdef") && first.len() == 44, "{first}");
    assert_ne!(first, second);
}

#[test]
fn firmware_that_says_nothing_after_a_write_is_asked() {
    let fob = SoftFob::new(Model::Yubikey5).serial(12_345_678).firmware(Version(5, 2, 7));
    let mut stage = Stage::with(&fob, Model::Yubikey5);
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    assert_eq!(stage.fob.press(1).expect("a fob"), "755224");
    stage.ykman_does("otp delete -f 1");
    assert!(stage.ykman_does("otp info").contains("Slot 1: empty"));
}
