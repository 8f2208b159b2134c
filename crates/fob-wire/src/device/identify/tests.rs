//! The identification against scripts.

use super::*;
use crate::testing::{Line, Script, hex};

const MANAGEMENT: &str = "00A40400 08 A000000527471117 00";
const OATH: &str = "00A40400 07 A0000005272101 00";
const SLOTS: &str = "00A40400 07 A0000005272001 00";
const ADMIN: &str = "00A40400 05 F000000000 00";
/// "Virtual mgr - FW version 5.4.3"
const FIVE: Line<'_> =
    (MANAGEMENT, Ok("5669727475616C206D6772202D2046572076657273696F6E20352E342E33 9000"));
const PAGE: &str = "001D000000";
const NO_MANAGEMENT: Line<'_> = (MANAGEMENT, Ok("6A82"));

fn identify(reader: &str, lines: &[Line<'_>]) -> Result<Device, WireError> {
    Script::play(lines, |talk| {
        let device = super::identify(talk, reader)?;
        assert_eq!(talk.maker(), Some(device.maker));
        Ok(device)
    })
}

/// A page of these objects, as it is answered.
fn page(objects: &str) -> String {
    format!("{:02X} {objects} 9000", hex(objects).len())
}

fn named(lines: &[Line<'_>]) -> String {
    identify("", lines).expect("a fob").model.to_string()
}

#[test]
fn a_yubikey_5_nfc_is_known_in_two_exchanges() {
    let page =
        page("0102023F 0302003B 020400BC614E 040101 0503050403 0A0100 0D02023F 0E020021 100100");
    let device = identify("Yubico YubiKey OTP+FIDO+CCID 00 00", &[FIVE, (PAGE, Ok(&page))]);
    let device = device.expect("a YubiKey");
    assert_eq!(device.model.to_string(), "YubiKey 5 NFC");
    assert_eq!((device.maker, device.serial), (Maker::Yubico, Some(12_345_678)));
    assert_eq!(device.firmware, Version::new(5, 4, 3));
    assert_eq!(device.form_factor, FormFactor::AKeychain);
    assert_eq!(device.apps(), [App::Oath, App::Otp, App::Piv, App::OpenPgp, App::U2f]);
    assert!(device.has(App::Otp) && !device.locked);
    assert_eq!(Device { contactless: true, ..device }.apps(), [App::Oath, App::Otp]);
}

#[test]
fn pages_are_read_to_the_last() {
    let first = page("0102023F 020400BC614E 100101");
    let second = page("040103 0503050703 0A0101");
    let lines = [FIVE, (PAGE, Ok(&first)), ("001D010000", Ok(&second))];
    let device = identify("", &lines).expect("a YubiKey");
    assert_eq!(device.model.to_string(), "YubiKey 5C");
    assert_eq!((device.firmware, device.locked), (Version::new(5, 7, 3), true));
}

#[test]
fn models_have_the_names_that_their_maker_gives_them() {
    for (objects, name) in [
        ("0102023F 040102 0503050403", "YubiKey 5 Nano"),
        ("0102023F 040104 0503050403", "YubiKey 5C Nano"),
        ("0102023F 040105 0503050403", "YubiKey 5Ci"),
        ("0102023F 040103 0503050403 0D02023F", "YubiKey 5C NFC"),
        ("0102023F 040181 0503050403 0D02023F", "YubiKey 5 NFC FIPS"),
        ("01020202 040141 0503050403 0D020202", "Security Key NFC"),
        ("01020202 040143 0503050403 0D020202", "Security Key C NFC"),
        ("01020202 040106 0503050601", "YubiKey Bio - FIDO Edition"),
        ("01013F 040101 0503040307", "YubiKey 4"),
        ("01013F 040181 0503040405", "YubiKey FIPS (4 Series)"),
        ("010103 040101 0503040307", "YubiKey Edge"),
        ("0102023F 040101 0503060002 0D02023F", "YubiKey 5 NFC"),
    ] {
        assert_eq!(named(&[FIVE, (PAGE, Ok(&page(objects)))]), name);
    }
}

#[test]
fn early_firmware_is_taken_for_what_it_says() {
    let told = page("0102023F 040101 0503000001 190B 0103050800 020100 030104");
    let device = identify("", &[FIVE, (PAGE, Ok(&told))]).expect("a YubiKey");
    assert_eq!(device.firmware, Version::new(5, 8, 0));
    assert_eq!(device.model.to_string(), "YubiKey 5A");
    let early = page("0102023F 040101 0503050200");
    assert_eq!(named(&[FIVE, (PAGE, Ok(&early))]), "YubiKey Preview");
}

#[test]
fn a_neo_is_deselected_and_asked_through_its_slots() {
    let lines = [
        (MANAGEMENT, Ok("332E342E30 9000")),
        ("A4040008", Ok("6700")),
        (OATH, Ok("7903000201 71080102030405060708 9000")),
        (SLOTS, Ok("030403 01 0500 9000")),
        ("0001100000", Ok("002DC6C0 9000")),
    ];
    let device = identify("Yubico Yubikey NEO OTP+CCID", &lines).expect("a NEO");
    assert_eq!(device.model.to_string(), "YubiKey NEO");
    assert_eq!((device.serial, device.firmware), (Some(3_000_000), Version::new(3, 4, 3)));
    assert_eq!(device.apps(), [App::Oath, App::Otp]);
}

#[test]
fn a_fob_without_management_still_tells_its_serial_number() {
    let lines = [
        NO_MANAGEMENT,
        (OATH, Ok("7903000201 71080102030405060708 9000")),
        (SLOTS, Ok("030403 01 0500 9000")),
        ("0001100000", Ok("6985")),
    ];
    let device = identify("ACS ACR122U", &lines).expect("a NEO");
    assert_eq!((device.model, device.serial), (Model::YubiKeyNeo, None));
}

#[test]
fn a_nitrokey_tells_its_serial_number_in_the_oath_application() {
    let oath = (OATH, Ok("7903040D00 71080102030405060708 8F040001E240 9000"));
    let device = identify("Nitrokey 3", &[NO_MANAGEMENT, oath]).expect("a Nitrokey");
    assert_eq!(device.model.to_string(), "Nitrokey 3");
    assert_eq!((device.maker, device.serial), (Maker::Nitrokey, Some(123_456)));
    assert_eq!(device.apps(), [App::Oath]);
}

#[test]
fn a_canokey_is_known_by_its_admin_application() {
    let canokey = [
        (OATH, Ok("7903060000 71080102030405060708 9000")),
        (ADMIN, Ok("9000")),
        ("0032000000", Ok("00BC614E 9000")),
        ("0031000000", Ok("312E362E32 9000")),
    ];
    // An early one answers for the management application with a version that is not its own.
    for first in [NO_MANAGEMENT, (MANAGEMENT, Ok("352E352E35 9000"))] {
        let device = identify("", &[&[first][..], &canokey].concat()).expect("a CanoKey");
        assert_eq!((device.model, device.serial), (Model::CanoKey, Some(12_345_678)));
        assert_eq!(device.firmware, Version::new(1, 6, 2));
    }
}

#[test]
fn something_that_only_speaks_oath_is_an_oath_card() {
    let lines =
        [NO_MANAGEMENT, (OATH, Ok("7903050000 71080102030405060708 9000")), (SLOTS, Ok("6A82"))];
    let device = identify("", &lines).expect("a card");
    assert_eq!((device.maker, device.model), (Maker::Other, Model::OathCard));
}

#[test]
fn a_card_that_is_no_fob_is_refused() {
    let lines = [NO_MANAGEMENT, (OATH, Ok("6A82")), (SLOTS, Ok("6A82"))];
    assert_eq!(identify("", &lines), Err(WireError::Refused(Refusal::AppAbsent)));
}

#[test]
fn pages_that_make_no_sense_are_called_nonsense() {
    for page in ["9000", "05 0102 9000", "02 0105 9000"] {
        let device = identify("", &[FIVE, (PAGE, Ok(page))]);
        assert!(matches!(device, Err(WireError::Nonsense(_))), "{page}");
    }
}

#[test]
fn pages_without_end_come_to_an_end() {
    let sent: Vec<String> = (0..8).map(|page| format!("001D{page:02X}0000")).collect();
    let mut lines = vec![FIVE];
    lines.extend(sent.iter().map(|sent| (sent.as_str(), Ok("03 100101 9000"))));
    assert_eq!(identify("", &lines), Err(WireError::TooMuch));
}
