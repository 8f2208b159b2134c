use crate::bytes::crc16;
use crate::{Fob, Model, Reply, Silent, SlotKind, Version, seeded};

/// The device manual's worked examples: key `12345678901234567890`, moving factor 16.
const SIX: &str = "00000000000000000000000000000000 373839300001 \
    31323334353637383930313233343536 000000000000 00346000 0000 183F";
const EIGHT: &str = "E1631234567800000000000000000000 373839300001 \
    31323334353637383930313233343536 000000000000 06346042 0000 7BAD";

const NO_CODE: &str = "000000000000";

fn fob(model: Model, firmware: Option<Version>) -> Fob {
    let mut fob = Fob::new(model, Some(12_345_678), firmware, seeded(3));
    assert!(say(&mut fob, "00A4040007A000000527200100").ends_with("9000"));
    fob
}

fn say(fob: &mut Fob, apdu: &str) -> String {
    let apdu = apdu.replace([' ', '\n'], "").to_uppercase();
    let apdu = data_encoding::HEXUPPER.decode(apdu.as_bytes()).expect("hexadecimal");
    match fob.exchange(&apdu) {
        Reply::Answer(answer) => data_encoding::HEXUPPER.encode(&answer),
        Reply::NeedsTouch => "touch".to_owned(),
    }
}

fn write(fob: &mut Fob, command: &str, block: &str, code: &str) -> String {
    say(fob, &format!("0001{command}003A{block}{code}"))
}

/// An HMAC challenge slot, perhaps with a button.
fn challenge_block(cfg: u8) -> String {
    let mut block = vec![0; 52];
    block[22..38].copy_from_slice(b"1234567890123456");
    block[16..20].copy_from_slice(b"7890");
    block[45..48].copy_from_slice(&[0x24, 0x40, cfg]);
    let crc = !crc16(&block[..50]);
    block[50..].copy_from_slice(&crc.to_le_bytes());
    data_encoding::HEXUPPER.encode(&block)
}

#[test]
fn the_worked_examples_type_the_codes_they_promise() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(write(&mut fob, "01", SIX, NO_CODE), "0504030105009000");
    assert_eq!(write(&mut fob, "03", EIGHT, NO_CODE), "050403020F009000");
    for code in ["186581", "447589", "903435", "578337"] {
        assert_eq!(fob.press(1), Ok(format!("{code}\n")));
    }
    assert_eq!(fob.press(2), Ok("ubhe1234567822186581\n".to_owned()));
    assert_eq!(fob.slot(1).expect("programmed").counter, 20);
}

#[test]
fn the_programming_sequence_counts_within_one_power_session_only() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(fob.prog_seq(), 0);
    for n in 1..=300_u16 {
        write(&mut fob, "01", SIX, NO_CODE);
        assert_eq!(u16::from(fob.prog_seq()), n % 256);
    }
    fob.power_on();
    assert_eq!(fob.prog_seq(), 1);
    fob.reset_card();
    assert_eq!(fob.prog_seq(), 1);
    say(&mut fob, "00A4040007A000000527200100");
    assert_eq!(write(&mut fob, "01", &"00".repeat(52), NO_CODE), "0504030000009000");
    fob.power_on();
    assert_eq!(fob.prog_seq(), 0);
}

#[test]
fn a_protected_slot_refuses_in_the_firmwares_own_way() {
    let coded = SIX.replace("000000000000 00346000 0000 183F", "");
    for (model, refusal) in
        [(Model::Yubikey5, "6982".to_owned()), (Model::Yubikey4, "0403050105009000".to_owned())]
    {
        let mut fob = fob(model, None);
        // The same configuration with an access code, its checksum made anew.
        let text = format!("{coded}A1A2A3A4A5A6 00346000 0000").replace([' ', '\n'], "");
        let mut block = data_encoding::HEXUPPER.decode(text.as_bytes()).expect("hexadecimal");
        let crc = !crc16(&block);
        block.extend(crc.to_le_bytes());
        let block = data_encoding::HEXUPPER.encode(&block);
        assert!(write(&mut fob, "01", &block, NO_CODE).ends_with("9000"));
        assert_eq!(write(&mut fob, "01", SIX, NO_CODE), refusal);
        assert_eq!(write(&mut fob, "01", &"00".repeat(52), "A1A2A3A4A5A7"), refusal);
        assert_eq!(fob.prog_seq(), 1);
        assert!(write(&mut fob, "01", SIX, "A1A2A3A4A5A6").ends_with("9000"));
        assert_eq!(fob.prog_seq(), 2);
    }
}

#[test]
fn a_wrong_checksum_or_length_is_refused() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(write(&mut fob, "01", &SIX.replace("183F", "183E"), NO_CODE), "6A80");
    assert_eq!(say(&mut fob, "0001010002 0000"), "6700");
    assert_eq!(write(&mut fob, "01", &"00".repeat(52), NO_CODE), "6985");
    assert_eq!(fob.prog_seq(), 0);
}

#[test]
fn a_challenge_waits_for_the_button_where_it_is_asked_for() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(write(&mut fob, "01", &challenge_block(0x26), NO_CODE), "0504030101009000");
    assert_eq!(write(&mut fob, "03", &challenge_block(0x2E), NO_CODE), "050403020B009000");
    assert_eq!(fob.slot(1).expect("programmed").kind(), SlotKind::ChallengeHmac);
    // Eight zero bytes, padded with ones.
    let challenge = format!("{}{}", "00".repeat(8), "01".repeat(56));
    let first = say(&mut fob, &format!("0001300040{challenge}00"));
    assert_eq!(first, "CC93CF18508D94934C64B65D8BA7667FB7CDE4B09000");
    assert_eq!(say(&mut fob, &format!("0001380040{challenge}00")), "touch");
    assert_eq!(fob.resume(false), [0x69, 0x85]);
    assert_eq!(fob.press(1), Err(Silent::AnswersOnly));
}

#[test]
fn the_serial_hides_when_no_slot_shows_it() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(say(&mut fob, "0001100000"), "00BC614E9000");
    let hidden = challenge_block(0x26);
    let mut block = data_encoding::HEXUPPER.decode(hidden.as_bytes()).expect("hexadecimal");
    block[45] = 0;
    let crc = !crc16(&block[..50]);
    block[50..].copy_from_slice(&crc.to_le_bytes());
    write(&mut fob, "01", &data_encoding::HEXUPPER.encode(&block), NO_CODE);
    assert_eq!(say(&mut fob, "0001100000"), "6985");
    write(&mut fob, "03", SIX, NO_CODE);
    assert_eq!(say(&mut fob, "0001100000"), "00BC614E9000");
}

#[test]
fn firmware_5_2_says_nothing_after_a_write_and_shows_old_bits() {
    let mut fob = fob(Model::Yubikey5, Some(Version(5, 2, 7)));
    assert_eq!(write(&mut fob, "01", SIX, NO_CODE), "9000");
    assert_eq!(say(&mut fob, "0003000000"), "0502070100009000");
    assert_eq!(say(&mut fob, "00A4040007A000000527200100"), "0502070105009000");
}

#[test]
fn an_empty_slot_types_nothing() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(fob.press(1), Err(Silent::Empty));
    assert_eq!(fob.press(3), Err(Silent::NoSuchSlot));
    assert_eq!(fob.press(0), Err(Silent::NoSuchSlot));
}
