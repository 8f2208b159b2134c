//! The session against scripts: the worked examples, what counts as written, what does not.

use super::config::crc16;
use super::*;
use crate::testing::{Line, Script, hex};

const SELECT: &str = "00A40400 07 A0000005272001 00";
const OPEN: Line<'_> = (SELECT, Ok("050701 04 0500 9000"));
const SECRET: &[u8] = b"12345678901234567890";

const SIX_DIGITS: &str = "00000000000000000000000000000000 373839300001 \
    31323334353637383930313233343536 000000000000 00 34 60 00 0000 183F";
const EIGHT_DIGITS: &str = "E1631234567800000000000000000000 373839300001 \
    31323334353637383930313233343536 000000000000 06 34 60 42 0000 7BAD";

fn play<T>(lines: &[Line<'_>], act: impl FnOnce(&mut SlotSession<'_, '_>) -> T) -> T {
    Script::play(lines, |talk| act(&mut SlotSession::open(talk).expect("it opens")))
}

fn hotp() -> Config {
    Config::hotp(SECRET).and_then(|config| config.first_counter(16)).expect("a slot can hold it")
}

#[test]
fn hotp_is_written_as_in_the_worked_examples() {
    assert_eq!(hotp().block().to_vec(), hex(SIX_DIGITS));
    let id = TokenId::of_serial(12_345_678).expect("eight digits");
    assert_eq!(hotp().eight_digits(true).token_id(&id).block().to_vec(), hex(EIGHT_DIGITS));
}

#[test]
fn the_checksum_leaves_its_known_residue() {
    for config in [hotp(), Config::update(), Config::static_password(&[4; 38]).expect("fits")] {
        // The checksum is stored inverted, which is what makes the residue F0B8.
        assert_eq!(crc16(&config.block()), 0xF0B8);
    }
}

#[test]
fn the_checksum_of_a_frame_is_the_same_without_the_inversion() {
    let mut payload = hotp().block().to_vec();
    payload.resize(64, 0);
    assert_eq!(crc16(&payload), 0x5695);
}

#[test]
fn a_write_is_believed_when_the_sequence_moved() {
    let write = format!("00010100 3A {SIX_DIGITS} 000000000000 00");
    play(&[OPEN, (&write, Ok("050701 05 0500 9000"))], |slots| {
        assert!(slots.status().used(Slot::One) && !slots.status().used(Slot::Two));
        assert!(slots.status().touch(Slot::One) && !slots.status().led_inverted());
        assert_eq!(slots.write(Slot::One, &hotp(), None), Ok(()));
        assert_eq!(slots.status().prog_seq, 5);
    });
    for answer in ["050701 04 0500 9000", "6982", "6985", "6A80"] {
        play(&[OPEN, (&write, Ok(answer))], |slots| {
            let error = slots.write(Slot::One, &hotp(), None).expect_err("it is protected");
            assert_eq!(error, WireError::Refused(Refusal::SlotProtected));
            assert!(error.untouched());
        });
    }
}

#[test]
fn a_sequence_that_jumps_leaves_the_write_unsure() {
    let write = format!("00010100 3A {SIX_DIGITS} 000000000000 00");
    for answer in ["050701 06 0500 9000", "050701 00 0500 9000"] {
        play(&[OPEN, (&write, Ok(answer))], |slots| {
            let error = slots.write(Slot::One, &hotp(), None).expect_err("it jumped");
            assert!(!error.untouched(), "{error}");
        });
    }
}

#[test]
fn a_write_that_says_nothing_is_looked_after() {
    let write = format!("00010300 3A {SIX_DIGITS} 000000000000 00");
    let silent = || (write.as_str(), Ok("9000"));
    play(&[OPEN, silent(), ("0003000000", Ok("050701 05 0500 9000"))], |slots| {
        assert_eq!(slots.write(Slot::Two, &hotp(), None), Ok(()));
    });
    play(&[OPEN, silent(), ("0003000000", Err(CableError::Gone))], |slots| {
        let error = slots.write(Slot::Two, &hotp(), None).expect_err("it was pulled");
        assert!(!error.untouched(), "it may have been written");
    });
    play(&[OPEN, silent(), ("0003000000", Ok("6D00"))], |slots| {
        let error = slots.write(Slot::Two, &hotp(), None).expect_err("it does not tell");
        assert!(!error.untouched(), "it may have been written");
    });
}

#[test]
fn access_codes_go_where_they_belong() {
    let (old, new) = (AccessCode::new([1, 2, 3, 4, 5, 6]), AccessCode::new([9; 6]));
    let config = hotp().access_code(&new);
    assert_eq!(config.block()[38..44], [9; 6]);
    let blank = "00".repeat(52);
    let delete = format!("00010300 3A {blank} 010203040506 00");
    play(&[OPEN, (&delete, Ok("050701 05 0500 9000"))], |slots| {
        assert_eq!(slots.delete(Slot::Two, Some(&old)), Ok(()));
    });
}

#[test]
fn an_update_takes_only_what_can_be_updated() {
    let not = |slots: &mut SlotSession<'_, '_>, config: Config| {
        let refused = slots.update(Slot::One, &config, None);
        assert_eq!(refused, Err(WireError::NotSupported));
    };
    play(&[OPEN], |slots| {
        not(slots, hotp());
        not(slots, Config::update().ticket(ticket::PROTECT_SLOT_2, true));
        not(slots, Config::update().mode(mode::SEND_REFERENCE, true));
        let refused = slots.write(Slot::One, &Config::update(), None);
        assert_eq!(refused, Err(WireError::NotSupported));
    });
    play(&[(SELECT, Ok("040302 04 0500 9000"))], |slots| {
        not(slots, Config::update().access_code(&AccessCode::new([9; 6])));
    });
}

#[test]
fn a_secret_that_no_slot_can_hold_is_refused() {
    for length in [0, 21, 64] {
        let refused = Config::hotp(&vec![1; length]).map(drop);
        assert_eq!(refused, Err(WireError::NotSupported), "{length} bytes");
    }
    assert!(Config::hotp(&[1; 65]).is_ok());
    for counter in [1, 15, 1_048_576] {
        assert!(hotp().first_counter(counter).is_err(), "{counter}");
    }
    assert!(hotp().first_counter(1_048_560).is_ok());
    assert!(Config::static_password(&[4; 39]).is_err());
    assert!(Config::yubico_otp(&[1; 17], &[0; 6], &[0; 16]).is_err());
}

#[test]
fn slots_are_swapped() {
    play(&[OPEN, ("00010600 06 000000000000 00", Ok("050701 05 0A00 9000"))], |slots| {
        assert_eq!(slots.swap(), Ok(()));
        assert!(slots.status().used(Slot::Two) && !slots.status().used(Slot::One));
    });
}

#[test]
fn the_serial_number_is_read_or_hidden() {
    let serial = |answer| play(&[OPEN, ("0001100000", Ok(answer))], |slots| slots.serial());
    assert_eq!(serial("00BC614E 9000"), Ok(12_345_678));
    assert_eq!(serial("6985"), Err(WireError::Refused(Refusal::Unknown(0x6985))));
    assert!(matches!(serial("00BC 9000"), Err(WireError::Nonsense(_))));
}

#[test]
fn challenges_are_padded_with_what_they_do_not_end_in() {
    let ask = |challenge: &str, padding: &str| {
        let rest = padding.repeat(62);
        let sent = format!("00013800 40 {challenge} {rest} 00");
        let answer = format!("{} 9000", "AB".repeat(20));
        play(&[OPEN, (&sent, Ok(&answer))], |slots| {
            let answer = slots.answer_hmac(Slot::Two, &hex(challenge), false);
            assert_eq!(answer, Ok([0xAB; 20]));
        });
    };
    ask("AA01", "00");
    ask("AA00", "01");
    play(&[OPEN], |slots| {
        assert_eq!(slots.answer_hmac(Slot::One, &[0; 65], false), Err(WireError::NotSupported));
    });
}

#[test]
fn a_slot_that_was_not_touched_says_so() {
    let sent = "00012000 06 010203040506 00";
    play(&[OPEN, (sent, Ok("6982"))], |slots| {
        let refused = slots.answer_yubico(Slot::One, &[1, 2, 3, 4, 5, 6], true);
        assert_eq!(refused, Err(WireError::Refused(Refusal::TouchTimedOut)));
    });
}

#[test]
fn slots_that_are_absent_are_called_absent() {
    let opened = Script::play(&[(SELECT, Ok("6A82"))], |talk| SlotSession::open(talk).map(drop));
    assert_eq!(opened, Err(WireError::Refused(Refusal::AppAbsent)));
    let opened =
        Script::play(&[(SELECT, Ok("0507 9000"))], |talk| SlotSession::open(talk).map(drop));
    assert!(matches!(opened, Err(WireError::Nonsense(_))));
}
