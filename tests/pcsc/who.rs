//! Who is this: `ykman info` on each make it knows.

use desk_tests::props::pcscd::SoftFob;
use fob_sim::{Model, Version};

use crate::stage::Stage;

fn info(model: Model, firmware: Option<Version>) -> String {
    let mut fob = SoftFob::new(model).serial(8_765_432);
    if let Some(firmware) = firmware {
        fob = fob.firmware(firmware);
    }
    Stage::with(&fob, model).ykman_does("info")
}

#[test]
fn a_yubikey_5_is_known_by_its_name_serial_firmware_and_applications() {
    let said = info(Model::Yubikey5, None);
    for line in [
        "Device type: YubiKey 5A",
        "Serial number: 8765432",
        "Firmware version: 5.4.3",
        "Form factor: Keychain (USB-A)",
        "Enabled USB interfaces: OTP, FIDO, CCID",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(said.contains("OATH") && said.contains("YubiHSM Auth"), "{said}");
}

#[test]
fn newer_firmware_tells_on_two_pages() {
    let said = info(Model::Yubikey5, Some(Version(5, 7, 4)));
    assert!(said.contains("Firmware version: 5.7.4"), "{said}");
    assert!(said.contains("Serial number: 8765432"), "{said}");
}

#[test]
fn a_yubikey_5_nfc_is_known_on_a_contactless_reader() {
    let said = info(Model::Yubikey5Nfc, None);
    assert!(said.contains("Device type: YubiKey 5 NFC"), "{said}");
    assert!(said.contains("NFC transport is enabled"), "{said}");
}

#[test]
fn a_yubikey_4_is_known() {
    let said = info(Model::Yubikey4, None);
    assert!(said.contains("Device type: YubiKey 4\n"), "{said}");
    assert!(said.contains("Serial number: 8765432"), "{said}");
    assert!(said.contains("Firmware version: 4.3.5"), "{said}");
}

#[test]
fn a_neo_is_known_by_its_applications() {
    let said = info(Model::YubikeyNeo, None);
    assert!(said.contains("Device type: YubiKey NEO"), "{said}");
    assert!(said.contains("Serial number: 8765432"), "{said}");
    assert!(said.contains("Firmware version: 3.4.0"), "{said}");
}
