//! Yubico's own library uses the PIV application of the software fob: what it makes, signs and
//! attests must be what it expects of a real one.

mod plug;

use fob_sim::{Fob, Model, SimFob, Version, practice_root, seeded};
use plug::{Plug, plug};
use yubikit::piv::{
    DEFAULT_MANAGEMENT_KEY, KeyType, ManagementKey, ManagementKeyType, ObjectId, PinPolicy,
    PivSession, Slot, TouchPolicy,
};

const OLD: Version = Version(5, 2, 6);
const USUAL: Version = Version(5, 4, 3);
const NEW: Version = Version(5, 7, 4);

fn fob(model: Model, firmware: Version) -> SimFob {
    SimFob::new(Fob::new(model, Some(12_345_678), Some(firmware), seeded(1)))
}

fn piv(fob: &SimFob) -> PivSession<Plug> {
    PivSession::new(plug(fob)).map_err(|(e, _)| e).expect("a PIV session")
}

/// A session in which the factory's management key was shown.
fn open(fob: &SimFob) -> PivSession<Plug> {
    let mut session = piv(fob);
    let key = ManagementKey::new(session.management_key_type(), DEFAULT_MANAGEMENT_KEY);
    session.authenticate(&key.expect("24 bytes")).expect("the factory's key");
    session
}

fn make(session: &mut PivSession<Plug>, slot: Slot) {
    session
        .generate_key(slot, KeyType::EccP256, PinPolicy::Never, TouchPolicy::Never)
        .expect("a key");
}

#[test]
fn the_management_key_has_the_algorithm_of_its_firmware() {
    for (firmware, kind) in [
        (OLD, ManagementKeyType::Tdes),
        (USUAL, ManagementKeyType::Tdes),
        (NEW, ManagementKeyType::Aes192),
    ] {
        let fob = fob(Model::Yubikey5, firmware);
        let mut session = open(&fob);
        assert_eq!(session.management_key_type(), kind);
        assert_eq!(session.get_serial().expect("a serial"), 12_345_678);
        assert_eq!(session.get_pin_attempts().expect("tries"), 3);
        if firmware > OLD {
            let facts = session.get_management_key_metadata().expect("metadata");
            assert!(facts.default_value);
            assert!(session.get_pin_metadata().expect("metadata").default_value);
        }
    }
}

#[test]
fn without_the_management_key_nothing_is_made() {
    let fob = fob(Model::Yubikey5, USUAL);
    let mut session = piv(&fob);
    let made = session.generate_key(
        Slot::Retired20,
        KeyType::EccP256,
        PinPolicy::Never,
        TouchPolicy::Never,
    );
    assert!(made.is_err_and(|e| e.to_string().contains("6982")));
    let wrong = ManagementKey::new(ManagementKeyType::Tdes, &[9; 24]).expect("24 bytes");
    assert!(session.authenticate(&wrong).is_err());
    assert!(session.put_object(ObjectId::Chuid, Some(b"x")).is_err());
    assert!(fob.inside(|f| f.piv().0.slots().is_empty()));
}

#[test]
fn another_management_key_is_no_longer_the_factorys() {
    let fob = fob(Model::Yubikey5, USUAL);
    let key = ManagementKey::new(ManagementKeyType::Aes192, &[7; 24]).expect("24 bytes");
    open(&fob).set_management_key(&key, false).expect("another key");
    let mut session = piv(&fob);
    let facts = session.get_management_key_metadata().expect("metadata");
    assert!(!facts.default_value);
    session.authenticate(&key).expect("the new key");
}

#[test]
fn a_key_is_made_shown_and_attested() {
    for (model, firmware) in
        [(Model::Yubikey5, USUAL), (Model::Yubikey5Nfc, USUAL), (Model::Yubikey5, NEW)]
    {
        let fob = fob(model, firmware);
        let mut session = open(&fob);
        make(&mut session, Slot::Retired20);
        let facts = session.get_slot_metadata(Slot::Retired20).expect("metadata");
        assert!(facts.generated);
        assert_eq!(facts.key_type, KeyType::EccP256);
        assert_eq!(facts.pin_policy, PinPolicy::Never);
        assert!(session.get_slot_metadata(Slot::Retired19).is_err());
        let attested = session.attest_key(Slot::Retired20).expect("a certificate");
        let told = session.get_certificate(Slot::Attestation).expect("a certificate");
        assert!(attested.len() > 256 && told.len() > 256, "both are longer than one answer");
        assert!(session.attest_key(Slot::Retired19).is_err());
        session.sign(Slot::Retired20, KeyType::EccP256, &[7; 32]).expect("a signature");
    }
}

#[test]
fn objects_are_kept_and_taken_away() {
    let fob = fob(Model::Yubikey5Nfc, USUAL);
    let mut session = open(&fob);
    let long = vec![7; 700];
    session.put_object(ObjectId::Authentication, Some(&long)).expect("it is kept");
    assert_eq!(session.get_object(ObjectId::Authentication).expect("it is there"), long);
    session.put_object(ObjectId::Authentication, None).expect("it goes");
    assert!(session.get_object(ObjectId::Authentication).is_err());
}

#[test]
fn newer_firmware_moves_and_deletes_keys() {
    let new = fob(Model::Yubikey5, NEW);
    let mut session = open(&new);
    make(&mut session, Slot::Retired20);
    session.move_key(Slot::Retired20, Slot::Retired1).expect("it moves");
    assert_eq!(new.inside(|f| f.piv().0.slots()), [0x82]);
    session.delete_key(Slot::Retired1).expect("it goes");
    assert!(new.inside(|f| f.piv().0.slots().is_empty()));
    let usual = fob(Model::Yubikey5, USUAL);
    let mut session = open(&usual);
    make(&mut session, Slot::Retired20);
    assert!(session.delete_key(Slot::Retired20).is_err());
}

#[test]
fn the_root_is_always_the_same_one() {
    assert_eq!(practice_root(), practice_root());
    assert!(practice_root().starts_with(&[0x30, 0x82]));
}
