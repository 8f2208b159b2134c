//! What we make of the management pages, against Yubico's own client, for random pages.

mod common;

use common::{CASES, Card, Dice, Recorder, patient, tlv};
use fob_wire::Talk;
use fob_wire::device::identify;
use yubikit::core::Transport;
use yubikit::device::{get_name, read_info_ccid};

fn card(page: Vec<u8>) -> Card {
    Box::new(move |apdu| match (apdu[1], apdu.get(5..)) {
        (0xA4, _) => (b"Virtual mgr - FW version 5.4.3".to_vec(), 0x9000),
        (0x1D, _) => (page.clone(), 0x9000),
        _ => (Vec::new(), 0x6D00),
    })
}

/// A page of a fob that could be.
fn page(dice: &mut Dice) -> Vec<u8> {
    const ALL: u16 = 0x033B;
    let capabilities = |dice: &mut Dice| {
        let random = u16::from_be_bytes(dice.array()) & ALL;
        dice.pick(&[ALL, 0x0003, 0x0002, 0x0202, 0x0212, random]).to_be_bytes()
    };
    let version = *dice.pick(&[
        [4, 1, 0],
        [4, 2, 4],
        [4, 3, 7],
        [4, 4, 5],
        [5, 0, 2],
        [5, 1, 2],
        [5, 2, 3],
        [5, 2, 4],
        [5, 2, 7],
        [5, 4, 3],
        [5, 7, 4],
        [6, 0, 1],
        [7, 1, 0],
    ]);
    let form = *dice.pick(&[0, 1, 2, 3, 4, 5, 6, 7]) | *dice.pick(&[0, 0, 0x40, 0x80]);
    let mut objects = [
        tlv(0x01, &capabilities(dice)),
        tlv(0x03, &capabilities(dice)),
        tlv(0x04, &[form]),
        tlv(0x05, &version),
        tlv(0x0A, &[dice.byte() & 1]),
        tlv(0x16, &[dice.byte() & 1]),
    ]
    .concat();
    if dice.flip() {
        objects.extend(tlv(0x02, &dice.array::<4>()));
    }
    if dice.flip() {
        objects.extend([tlv(0x0D, &capabilities(dice)), tlv(0x0E, &capabilities(dice))].concat());
    }
    let length = u8::try_from(objects.len()).expect("short");
    objects.insert(0, length);
    objects
}

#[test]
fn pages_are_understood_as_yubico_understands_them() {
    let mut dice = Dice::new(21);
    for _ in 0..CASES {
        let page = page(&mut dice);
        let (mut recorder, heard) = Recorder::new(true, card(page.clone()));
        let mut pause = patient();
        let ours = identify(&mut Talk::new(&mut recorder, &mut *pause), "").expect("a YubiKey");
        assert_eq!(heard.take().len(), 2);

        let (recorder, _) = Recorder::new(true, card(page));
        let (theirs, _) = read_info_ccid(recorder, None).map_err(|_| ()).expect("a YubiKey");
        assert_eq!(ours.serial, theirs.serial.map(u64::from));
        let version = theirs.version;
        assert_eq!(ours.firmware, fob_wire::Version::new(version.0, version.1, version.2));
        assert_eq!(ours.locked, theirs.is_locked);
        // Of the early Security Keys ours tells one from another less finely.
        if ours.model != fob_wire::device::Model::SecurityKey {
            assert_eq!(ours.model.to_string(), get_name(&theirs));
        }
        let enabled = |transport| theirs.config.enabled_capabilities.get(&transport).copied();
        let bits =
            |bits: yubikit::management::Capability| fob_wire::device::Apps::from_bits(bits.0);
        assert_eq!(Some(ours.usb.enabled), enabled(Transport::Usb).map(bits));
        assert_eq!(ours.nfc.map(|nfc| nfc.enabled), enabled(Transport::Nfc).map(bits));
    }
}
