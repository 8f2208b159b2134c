//! Chains shaped like the maker's, whole and broken: what is said of each.

use attest::{Attested, Certificate, Evidence, Finding, Judgement, Roots, judge, read_chain};
use data_encoding::HEXLOWER;

const SERIAL: u32 = 12_345_678;
/// November 2026.
const NOW: u64 = 1_795_000_000;

fn certificates(text: &str) -> Vec<Certificate> {
    read_chain(text).expect("certificates")
}

fn der(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.starts_with('-'));
    let body: String = lines.collect();
    data_encoding::BASE64.decode(body.as_bytes()).expect("base64")
}

macro_rules! chain {
    ($name:literal) => {
        include_str!(concat!("chains/", $name, ".pem"))
    };
}

fn root() -> Roots {
    let [root] = <[Certificate; 1]>::try_from(certificates(chain!("root"))).expect("one");
    Roots::known().and(root)
}

fn proof() -> Vec<u8> {
    HEXLOWER.decode(include_str!("chains/proof.hex").trim().as_bytes()).expect("hexadecimal")
}

/// What is said of a certificate for a key and the one in the fob, with these between.
fn said(key: &str, fob: &str, between: &[&str]) -> Judgement {
    said_at(key, fob, between, NOW, SERIAL)
}

fn said_at(key: &str, fob: &str, between: &[&str], second: u64, serial: u32) -> Judgement {
    let (key, fob, proof) = (der(key), der(fob), proof());
    let evidence = Evidence {
        attestation: &key,
        in_fob: &fob,
        slot: 0x95,
        made: None,
        challenge: &[7; 32],
        proof: &proof,
        serial: Some(serial),
    };
    let between: Vec<_> = between.iter().flat_map(|text| certificates(text)).collect();
    judge(&evidence, &between, &root(), second)
}

#[test]
fn a_whole_chain_is_genuine_whatever_the_order_between() {
    let between = [chain!("lower"), chain!("upper")];
    for between in [[between[0], between[1]], [between[1], between[0]]] {
        let said = said(chain!("key"), chain!("fob"), &between);
        assert_eq!(said.finding, Finding::Genuine);
        assert_eq!(said.root.as_deref(), Some("Test Root"));
        assert_eq!(said.serial_matches, Some(true));
    }
}

#[test]
fn a_short_chain_needs_nothing_between() {
    let said = said(chain!("key"), chain!("fob-early"), &[]);
    assert_eq!(said.finding, Finding::Genuine);
}

#[test]
fn early_firmware_names_no_serial() {
    let said = said(chain!("key-early"), chain!("fob-early"), &[]);
    assert_eq!((said.finding, said.serial_matches), (Finding::Genuine, None));
}

#[test]
fn both_forms_of_padding_and_the_larger_curve_are_read() {
    assert_eq!(said(chain!("key-bare"), chain!("fob-early"), &[]).finding, Finding::Genuine);
    let root = certificates(chain!("root-384")).remove(0);
    let (key, fob, proof) = (der(chain!("key-384")), der(chain!("fob-384")), proof());
    let evidence = Evidence {
        attestation: &key,
        in_fob: &fob,
        slot: 0x95,
        made: None,
        challenge: &[7; 32],
        proof: &proof,
        serial: Some(SERIAL),
    };
    assert_eq!(judge(&evidence, &[], &Roots::known().and(root), NOW).finding, Finding::Genuine);
    let stranger = judge(&evidence, &[], &Roots::known(), NOW);
    let issuer = "Test Root 384".to_owned();
    assert_eq!(stranger.finding, Finding::Stranger { issuer });
}

#[test]
fn what_is_missing_between_is_named() {
    let none = said(chain!("key"), chain!("fob"), &[]);
    let issuer = "Yubico PIV Attestation T 1".to_owned();
    assert_eq!(none.finding, Finding::IntermediateMissing { issuer });
    let one = said(chain!("key"), chain!("fob"), &[chain!("lower")]);
    let issuer = "Yubico Attestation Intermediate T 1".to_owned();
    assert_eq!(one.finding, Finding::IntermediateMissing { issuer });
}

#[test]
fn a_chain_is_no_longer_than_its_certificates_allow() {
    let said = said(chain!("key"), chain!("fob"), &[chain!("lower-short"), chain!("upper")]);
    assert_eq!(said.finding, Finding::Broken);
}

#[test]
fn who_may_not_sign_vouches_for_nobody() {
    let mute = said(chain!("key"), chain!("fob"), &[chain!("lower-mute"), chain!("upper")]);
    assert_eq!(mute.finding, Finding::Broken);
    // An early certificate in a fob does not say that it may sign; any other name must say so.
    assert_eq!(said(chain!("key-own"), chain!("fob-mute"), &[]).finding, Finding::Broken);
}

#[test]
fn a_name_is_no_signature() {
    let said = said(chain!("key"), chain!("fob-forged"), &[]);
    assert_eq!((said.finding, said.root), (Finding::Broken, None));
}

#[test]
fn a_key_that_signs_for_itself_is_a_strangers() {
    let said = said(chain!("key-own"), chain!("fob-own"), &[]);
    assert_eq!(said.finding, Finding::Stranger { issuer: "Somebody".to_owned() });
    assert_eq!(said.serial_matches, None, "a stranger's word on the serial is no word");
}

#[test]
fn the_certificate_for_the_key_must_be_by_the_one_in_the_fob() {
    let said = said(chain!("key-384"), chain!("fob-early"), &[]);
    assert_eq!(said.finding, Finding::Broken);
}

#[test]
fn another_serial_is_another_fob() {
    let said = said_at(chain!("key"), chain!("fob-early"), &[], NOW, SERIAL + 1);
    assert_eq!(said.finding, Finding::OtherSerial { attested: SERIAL });
    assert_eq!(said.serial_matches, Some(false));
}

#[test]
fn a_certificate_that_is_over_says_so() {
    let early = said_at(chain!("key"), chain!("fob-early"), &[], 1_000_000_000, SERIAL);
    assert_eq!(early.finding, Finding::NotNow);
    assert_eq!(said(chain!("key"), chain!("fob-late"), &[]).finding, Finding::NotNow);
    let before = said_at(chain!("key"), chain!("fob-late"), &[], 1_500_000_000, SERIAL);
    assert_eq!(before.finding, Finding::Genuine);
}

#[test]
fn old_certificates_cannot_be_played_back() {
    let (key, fob, proof) = (der(chain!("key")), der(chain!("fob-early")), proof());
    let evidence = Evidence {
        attestation: &key,
        in_fob: &fob,
        slot: 0x95,
        made: None,
        challenge: &[7; 32],
        proof: &proof,
        serial: Some(SERIAL),
    };
    let finding = |evidence: &Evidence<'_>| judge(evidence, &[], &root(), NOW).finding;
    assert_eq!(finding(&evidence), Finding::Genuine);
    assert_eq!(finding(&Evidence { challenge: &[8; 32], ..evidence }), Finding::OtherKey);
    assert_eq!(finding(&Evidence { made: Some(&[4; 65]), ..evidence }), Finding::OtherKey);
    assert_eq!(finding(&Evidence { slot: 0x94, ..evidence }), Finding::OtherKey);
    assert_eq!(finding(&Evidence { proof: &[], ..evidence }), Finding::OtherKey);
    let other_slot = der(chain!("key-other-slot"));
    assert_eq!(finding(&Evidence { attestation: &other_slot, ..evidence }), Finding::OtherKey);
    let point = certificates(chain!("key"))[0].p256_point().expect("P-256").to_vec();
    assert_eq!(finding(&Evidence { made: Some(&point), ..evidence }), Finding::Genuine);
}

#[test]
fn the_fobs_own_words_are_read_wrapped_or_not() {
    let told = |text| certificates(text)[0].attested();
    let serial = Some(SERIAL);
    let (firmware, policy) = (Some([5, 7, 4]), Some([1, 1]));
    let form_factor = Some(3);
    assert_eq!(told(chain!("key")), Attested { firmware, serial, policy, form_factor });
    let nested = told(chain!("key-nested"));
    assert_eq!(nested, Attested { firmware, serial, policy, form_factor: None });
}

#[test]
fn what_is_no_certificate_is_unreadable_and_not_false() {
    let whole = der(chain!("key"));
    let fob = der(chain!("fob-early"));
    let proof = proof();
    let strange = der(chain!("key-strange"));
    for attestation in [&[][..], &[0x30], &whole[..whole.len() - 1], &[0; 9000], &strange] {
        let evidence = Evidence {
            attestation,
            in_fob: &fob,
            slot: 0x95,
            made: None,
            challenge: &[7; 32],
            proof: &proof,
            serial: None,
        };
        assert_eq!(judge(&evidence, &[], &root(), NOW).finding, Finding::Unreadable);
    }
    assert!(read_chain("").is_err() && read_chain("-----BEGIN CERTIFICATE-----").is_err());
}

#[test]
fn a_certificate_that_was_touched_anywhere_is_never_genuine() {
    let (key, fob, proof) = (der(chain!("key")), der(chain!("fob-early")), proof());
    let roots = root();
    for at in (0..key.len()).step_by(3) {
        let mut touched = key.clone();
        touched[at] ^= 0x01;
        let evidence = Evidence {
            attestation: &touched,
            in_fob: &fob,
            slot: 0x95,
            made: None,
            challenge: &[7; 32],
            proof: &proof,
            serial: Some(SERIAL),
        };
        assert_ne!(judge(&evidence, &[], &roots, NOW).finding, Finding::Genuine, "byte {at}");
    }
}
