//! Yubico's own library uses the software fob in this process: what it writes, reads back and
//! computes must be what it expects of a real one.

mod plug;

use fob_sim::{Fob, Model, SimCable, SimFob, Version, seeded};
use fob_wire::cable::{Cable, Framing};
use plug::{Plug, plug};
use proptest::prelude::*;
use yubikit::core::{Connection, Transport};
use yubikit::management::ManagementSession;
use yubikit::oath::{CredentialData, HashAlgorithm, OathSession, OathType};
use yubikit::otp::OtpError;
use yubikit::yubiotp::{
    AccessCode, HmacKey, OtpConnection, Slot, SlotConfiguration, YubiOtpError, YubiOtpSession,
};

const KEY: &[u8] = b"12345678901234567890";

fn fob(model: Model) -> SimFob {
    SimFob::new(Fob::new(model, Some(12_345_678), None, seeded(1)))
}

/// The same cable, turned to its keyboard interface.
struct Keys(SimCable);

impl Connection for Keys {
    type Error = OtpError;
    fn close(&mut self) {}
}

impl OtpConnection for Keys {
    fn otp_receive(&mut self) -> Result<Vec<u8>, OtpError> {
        self.0.transfer(&[]).map_err(|e| OtpError::Transport(Box::new(e)))
    }

    fn otp_send(&mut self, data: &[u8]) -> Result<(), OtpError> {
        self.0.transfer(data).map(drop).map_err(|e| OtpError::Transport(Box::new(e)))
    }
}

fn keyboard(fob: &SimFob) -> YubiOtpSession<Keys> {
    let mut cable = fob.connect().expect("a plugged fob");
    assert!(cable.turn(Framing::Report).expect("plugged in"));
    YubiOtpSession::new_otp(Keys(cable)).map_err(|(e, _)| e).expect("a slot session")
}

fn oath(fob: &SimFob) -> OathSession<Plug> {
    OathSession::new(plug(fob)).map_err(|(e, _)| e).expect("an OATH session")
}

fn otp(fob: &SimFob) -> YubiOtpSession<Plug> {
    YubiOtpSession::new(plug(fob)).map_err(|(e, _)| e).expect("a slot session")
}

fn credential(name: &str, oath_type: OathType, digits: u8, counter: u32) -> CredentialData {
    CredentialData {
        name: name.to_owned(),
        oath_type,
        hash_algorithm: HashAlgorithm::Sha1,
        secret: KEY.to_vec(),
        digits,
        period: 30,
        counter,
        issuer: Some("Example".to_owned()),
    }
}

#[test]
fn every_yubikey_tells_who_it_is() {
    for model in [Model::Yubikey5, Model::Yubikey5Nfc, Model::Yubikey4] {
        let fob = fob(model);
        let mut session =
            ManagementSession::new(plug(&fob)).map_err(|(e, _)| e).expect("management");
        let info = session.read_device_info().expect("device info");
        let Version(major, minor, patch) = model.firmware();
        assert_eq!(info.serial, Some(12_345_678));
        assert_eq!(info.version, yubikit::core::Version(major, minor, patch));
        assert_eq!(info.has_transport(Transport::Nfc), model == Model::Yubikey5Nfc);
    }
}

#[test]
fn an_hotp_credential_gives_the_codes_of_the_rfc() {
    let fob = fob(Model::Yubikey5);
    let mut session = oath(&fob);
    let added = session.put_credential(&credential("alice", OathType::Hotp, 6, 0), false);
    let added = added.expect("room for one");
    for code in ["755224", "287082", "359152", "969429", "338314"] {
        assert_eq!(session.calculate_code(&added, 0).expect("a code").value, code);
    }
    let listed = session.list_credentials().expect("a list");
    assert_eq!(listed[0].issuer.as_deref(), Some("Example"));
    assert_eq!(listed[0].oath_type, OathType::Hotp);
    session.delete_credential(&added.id).expect("it is there");
    assert!(session.list_credentials().expect("a list").is_empty());
}

#[test]
fn totp_credentials_give_the_codes_of_the_rfc() {
    let vectors = [
        (HashAlgorithm::Sha1, 20, "94287082", "65353130"),
        (HashAlgorithm::Sha256, 32, "46119246", "77737706"),
        (HashAlgorithm::Sha512, 64, "90693936", "47863826"),
    ];
    let fob = fob(Model::Yubikey5);
    let mut session = oath(&fob);
    for (hash_algorithm, length, early, late) in vectors {
        let mut data = credential("bob", OathType::Totp, 8, 0);
        data.hash_algorithm = hash_algorithm;
        data.secret = b"1234567890".repeat(7)[..length].to_vec();
        let bob = session.put_credential(&data, false).expect("room for one");
        assert_eq!(session.calculate_code(&bob, 59).expect("a code").value, early);
        assert_eq!(session.calculate_code(&bob, 20_000_000_000).expect("a code").value, late);
        let all = session.calculate_all(59).expect("codes");
        assert_eq!(all[0].1.as_ref().expect("a TOTP code").value, early);
    }
}

#[test]
fn all_codes_at_once_leave_out_hotp_and_touch() {
    let fob = fob(Model::Yubikey5);
    let mut session = oath(&fob);
    let data = credential("alice", OathType::Hotp, 6, 7);
    session.put_credential(&data, false).expect("room");
    session.put_credential(&credential("carol", OathType::Totp, 6, 0), true).expect("room");
    let all = session.calculate_all(59).expect("codes");
    assert!(all.iter().all(|(_, code)| code.is_none()));
    assert_eq!(fob.inside(|f| f.credential("Example:alice").expect("she").counter), 7);
}

#[test]
fn many_credentials_come_in_portions() {
    for model in [Model::Yubikey5, Model::Yubikey5Nfc, Model::YubikeyNeo] {
        let fob = fob(model);
        let mut session = oath(&fob);
        for n in 0..32 {
            let name = format!("a-name-that-is-quite-long-number-{n:02}");
            let data = credential(&name, OathType::Totp, 6, 0);
            session.put_credential(&data, false).expect("room for 32");
        }
        let more = session.put_credential(&credential("one-more", OathType::Totp, 6, 0), false);
        assert!(more.is_err_and(|e| e.to_string().contains("6A84")));
        assert_eq!(session.list_credentials().expect("a list").len(), 32);
        assert_eq!(session.calculate_all(59).expect("codes").len(), 32);
    }
}

#[test]
fn an_access_key_locks_and_unlocks() {
    let fob = fob(Model::Yubikey5);
    let mut session = oath(&fob);
    let key = session.derive_key("correct horse");
    session.set_key(&key).expect("a key");
    session.list_credentials().expect("still unlocked");
    drop(session);
    let mut session = oath(&fob);
    assert!(session.locked());
    assert!(session.list_credentials().is_err_and(|e| e.to_string().contains("6982")));
    let wrong = session.derive_key("wrong horse");
    assert!(session.validate(&wrong).is_err());
    session.validate(&key).expect("the right key");
    session.list_credentials().expect("unlocked");
    session.unset_key().expect("no key any more");
    drop(session);
    assert!(!oath(&fob).locked());
}

#[test]
fn a_reset_takes_everything_and_another_salt() {
    let fob = fob(Model::Yubikey5);
    let mut session = oath(&fob);
    let before = session.device_id().to_owned();
    session.put_credential(&credential("alice", OathType::Hotp, 6, 0), false).expect("room");
    drop(session.reset().map_err(|(e, _)| e).expect("a reset"));
    let mut session = oath(&fob);
    assert_ne!(session.device_id(), before);
    assert!(session.list_credentials().expect("a list").is_empty());
}

#[test]
fn a_slot_is_written_updated_swapped_protected_and_deleted() {
    for model in [Model::Yubikey5, Model::Yubikey5Nfc, Model::Yubikey4, Model::YubikeyNeo] {
        let fob = fob(model);
        life_of_a_slot(&fob, otp(&fob));
    }
}

#[test]
fn the_same_over_the_keyboard_interface() {
    for model in [Model::Yubikey5, Model::Yubikey4, Model::YubikeyNeo] {
        let fob = fob(model);
        life_of_a_slot(&fob, keyboard(&fob));
        let mut cable = fob.connect().expect("a plugged fob");
        assert!(cable.turn(Framing::Report).expect("plugged in"));
        if model != Model::YubikeyNeo {
            let session = ManagementSession::new_otp(Keys(cable)).map_err(|(e, _)| e);
            let info = session.expect("management").read_device_info().expect("device info");
            assert_eq!(info.serial, Some(12_345_678));
        }
    }
}

fn life_of_a_slot<C: Connection + 'static>(fob: &SimFob, mut session: YubiOtpSession<C>) {
    let model = fob.model();
    let key = HmacKey::new(KEY).expect("20 bytes");
    let config = SlotConfiguration::hotp(&key).expect("a configuration");
    let code = AccessCode::new(b"secret").expect("six bytes");
    session.put_configuration(Slot::One, &config, None, None).expect("an empty slot");
    assert_eq!(fob.press(1).expect("a code"), "755224\n", "{model}");
    let quiet = SlotConfiguration::update().append_cr(false);
    session.update_configuration(Slot::One, &quiet, None, None).expect("an update");
    assert_eq!(fob.press(1).expect("a code"), "287082", "{model}");
    session.swap_slots().expect("a swap");
    assert!(session.get_config_state().is_configured(Slot::Two).expect("known"));
    assert_eq!(fob.press(2).expect("a code"), "359152", "{model}");
    session.put_configuration(Slot::Two, &config, Some(&code), None).expect("a rewrite");
    for attempt in [
        session.put_configuration(Slot::Two, &config, None, None),
        session.delete_slot(Slot::Two, None),
        session.swap_slots(),
    ] {
        let refused: Result<(), YubiOtpError<C::Error>> = attempt;
        assert!(refused.is_err(), "{model}");
    }
    session.delete_slot(Slot::Two, Some(&code)).expect("the right code");
    assert!(!session.get_config_state().is_configured(Slot::Two).expect("known"));
    assert_eq!(session.get_serial().expect("a serial"), 12_345_678);
}

#[test]
fn a_challenge_slot_answers_as_the_rfc_computes() {
    let fob = fob(Model::Yubikey5);
    let mut session = otp(&fob);
    let key = HmacKey::new(KEY).expect("20 bytes");
    let config = SlotConfiguration::hmac_sha1(&key).expect("a configuration");
    session.put_configuration(Slot::Two, &config, None, None).expect("an empty slot");
    let answer = session.calculate_hmac_sha1(Slot::Two, &[0; 8]).expect("an answer");
    assert_eq!(answer[..4], [0xCC, 0x93, 0xCF, 0x18]);
    assert!(!session.get_config_state().is_touch_triggered(Slot::Two).expect("known"));
    assert!(session.calculate_hmac_sha1(Slot::One, &[0; 8]).is_err());
}

proptest! {
    /// Whatever is written is what the fob holds.
    #[test]
    fn any_credential_arrives_as_it_was_sent(
        secret in prop::collection::vec(any::<u8>(), 14..64),
        digits in 6_u8..=8,
        counter in any::<u32>(),
        account in "[a-z]{1,20}",
    ) {
        let fob = fob(Model::Yubikey5);
        let mut session = oath(&fob);
        let mut data = credential(&account, OathType::Hotp, digits, counter);
        data.secret.clone_from(&secret);
        session.put_credential(&data, true).expect("room for one");
        fob.inside(|f| {
            let held = f.credential(&format!("Example:{account}")).expect("it is there");
            assert!(held.secret == secret && held.touch);
            assert_eq!((held.digits, held.counter), (digits, u64::from(counter)));
        });
    }

    #[test]
    fn any_hotp_slot_arrives_as_it_was_sent(key in prop::array::uniform20(any::<u8>()), n in 0_u32..65_536) {
        let fob = fob(Model::Yubikey5);
        let mut session = otp(&fob);
        let hmac = HmacKey::new(&key).expect("20 bytes");
        let config = SlotConfiguration::hotp(&hmac).expect("a configuration");
        let config = config.imf(n * 16).expect("a multiple of 16").digits8(n % 2 == 0);
        session.put_configuration(Slot::One, &config, None, None).expect("an empty slot");
        fob.inside(|f| {
            let slot = f.slot(1).expect("programmed");
            assert!(slot.secret() == key);
            assert_eq!((slot.counter, slot.digits()), (u64::from(n) * 16, if n % 2 == 0 { 8 } else { 6 }));
        });
    }
}
