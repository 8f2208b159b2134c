//! The session against scripts: the worked examples, the dialects, the refusals.

use super::*;
use crate::cable::{CableError, Go, Why};
use crate::testing::{Line, Script, hex};

const SELECT: &str = "00A40400 07 A0000005272101 00";
const OPEN: Line<'_> = (SELECT, Ok("7903050701 71080102030405060708 9000"));
const LOCKED: Line<'_> =
    (SELECT, Ok("7903050701 71080102030405060708 74081122334455667788 7B0101 9000"));
const NITROKEY: Line<'_> = (SELECT, Ok("7903040D00 71080102030405060708 8F04 0001E240 9000"));
const CANOKEY: Line<'_> = (SELECT, Ok("7903060000 71080102030405060708 9000"));
const SECRET: &[u8] = b"12345678901234567890";

fn key() -> [u8; 16] {
    hex("49561f12fb17065dd680fc5a61d740a6").try_into().expect("16 bytes")
}

fn play<T>(lines: &[Line<'_>], act: impl FnOnce(&mut OathSession<'_, '_>) -> T) -> T {
    Script::play(lines, |talk| act(&mut OathSession::open(talk).expect("it opens")))
}

fn hotp() -> Put<'static> {
    Put {
        name: b"Example:alice@example.org",
        kind: Kind::Hotp,
        algorithm: Algorithm::Sha1,
        digits: 6,
        secret: SECRET,
        imf: 5,
        touch: false,
    }
}

#[test]
fn select_tells_what_it_is() {
    play(&[LOCKED], |oath| {
        let facts = oath.facts();
        assert!(facts.locked());
        assert_eq!(facts.version, Version::new(5, 7, 1));
        assert_eq!(facts.device_id().as_deref(), Some("ZoQN2hVOihE8Md0K0y9/Og"));
        assert_eq!(facts.dialect, Dialect::Yubico);
    });
    play(&[NITROKEY], |oath| {
        assert_eq!(oath.facts().dialect, Dialect::Nitrokey);
        assert_eq!(oath.facts().serial, Some(123_456));
    });
    play(&[CANOKEY], |oath| assert_eq!(oath.facts().dialect, Dialect::CanoKey));
}

#[test]
fn a_yubikey_of_version_six_is_no_canokey_once_its_maker_is_known() {
    let dialect = Script::play(&[CANOKEY], |talk| {
        talk.remember_maker(crate::device::Maker::Yubico);
        OathSession::open(talk).map(|oath| oath.facts().dialect)
    });
    assert_eq!(dialect, Ok(Dialect::Yubico));
}

#[test]
fn an_absent_application_is_called_absent() {
    for status in ["6A82", "6D00"] {
        let opened =
            Script::play(&[(SELECT, Ok(status))], |talk| OathSession::open(talk).map(drop));
        assert_eq!(opened, Err(WireError::Refused(Refusal::AppAbsent)));
    }
}

#[test]
fn the_access_key_is_yubicos() {
    assert_eq!(*derive_access_key("correct horse", &hex("0102030405060708")), key());
}

const VALIDATE: &str = "00A30000 20 7514 013356628bc89766d4aae0b6f3681fd85ddc854d \
                        7408 0808080808080808 00";

#[test]
fn unlocking_proves_both_sides() {
    let proof = key::prove(&key(), &[8; 8]);
    let proof: String = proof.iter().map(|byte| format!("{byte:02X}")).collect();
    let right = format!("7514 {proof} 9000");
    play(&[LOCKED, (VALIDATE, Ok(&right))], |oath| {
        assert_eq!(oath.unlock(&key(), [8; 8]), Ok(()));
        assert!(!oath.facts().locked());
        assert_eq!(oath.unlock(&key(), [8; 8]), Ok(()), "there is nothing to unlock any more");
    });
    for wrong in ["7514 0000000000000000000000000000000000000000 9000", "9000", "7500 9000"] {
        play(&[LOCKED, (VALIDATE, Ok(wrong))], |oath| {
            assert!(matches!(oath.unlock(&key(), [8; 8]), Err(WireError::Nonsense(_))));
            assert!(oath.facts().locked());
        });
    }
    play(&[LOCKED, (VALIDATE, Ok("6A80"))], |oath| {
        let wrong = Err(WireError::Refused(Refusal::AccessKeyWrong));
        assert_eq!(oath.unlock(&key(), [8; 8]), wrong);
    });
}

#[test]
fn a_locked_application_asks_for_its_key() {
    play(&[LOCKED, ("00A1000000", Ok("6982"))], |oath| {
        assert_eq!(oath.list(), Err(WireError::Refused(Refusal::AccessKeyNeeded)));
    });
}

#[test]
fn a_neo_is_selected_and_unlocked_again_after_its_key_was_set() {
    let proof: String =
        key::prove(&key(), &[8; 8]).iter().map(|byte| format!("{byte:02X}")).collect();
    let tries: String = key::prove(&key(), &hex("1122334455667788"))
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let set = format!(
        "00030000 33 7311 21 49561f12fb17065dd680fc5a61d740a6 7408 0808080808080808 7514 {proof} 00"
    );
    let unlock = format!("00A30000 20 7514 {tries} 7408 0808080808080808 00");
    let proven = format!("7514 {proof} 9000");
    let neo = (SELECT, Ok("7903000201 71080102030405060708 9000"));
    let locked = (SELECT, Ok("7903000201 71080102030405060708 74081122334455667788 7B0101 9000"));
    play(&[neo, (&set, Ok("9000")), locked, (&unlock, Ok(&proven))], |oath| {
        assert_eq!(oath.set_access_key(&key(), [8; 8]), Ok(()));
    });
    play(&[OPEN, (&set, Ok("9000"))], |oath| {
        assert_eq!(oath.set_access_key(&key(), [8; 8]), Ok(()));
    });
    play(&[OPEN, ("00030000 02 7300 00", Ok("9000"))], |oath| {
        assert_eq!(oath.clear_access_key(), Ok(()));
    });
}

#[test]
fn put_is_written_as_in_the_worked_examples() {
    let example = "00010000 39 7119 4578616D706C653A616C696365406578616D706C652E6F7267 \
                   7316 1106 3132333435363738393031323334353637383930 7A04 00000005 00";
    play(&[OPEN, (example, Ok("9000"))], |oath| assert_eq!(oath.put(&hotp()), Ok(())));
    let example = "00010000 2A 710E 36302F4578616D706C653A626F62 \
                   7316 2208 3132333435363738393031323334353637383930 7802 00";
    let name = credential_name(Some("Example"), "bob", Some(60)).expect("short");
    let totp = Put {
        name: &name,
        kind: Kind::Totp,
        algorithm: Algorithm::Sha256,
        digits: 8,
        touch: true,
        ..hotp()
    };
    play(&[OPEN, (example, Ok("9000"))], |oath| assert_eq!(oath.put(&totp), Ok(())));
}

#[test]
fn dialects_count_in_their_own_way() {
    for (counter, canokey) in [(0, None), (1, Some(0)), (7, Some(6))] {
        assert_eq!(imf_for(Dialect::CanoKey, counter), canokey);
        assert_eq!(imf_for(Dialect::Yubico, counter), Some(counter));
        assert_eq!(imf_for(Dialect::Nitrokey, counter), Some(counter));
    }
    assert_eq!(first_code_counter(Dialect::CanoKey, u32::MAX), 1 << 32);
    assert_eq!(first_code_counter(Dialect::Yubico, 5), 5);
}

#[test]
fn only_a_nitrokey_gets_a_moving_factor_of_nothing() {
    let put = Put { imf: 0, name: b"a", ..hotp() };
    let plain = "00010000 1B 710161 7316 1106 3132333435363738393031323334353637383930 00";
    play(&[OPEN, (plain, Ok("9000"))], |oath| assert_eq!(oath.put(&put), Ok(())));
    let whole =
        "00010000 21 710161 7316 1106 3132333435363738393031323334353637383930 7A0400000000 00";
    play(&[NITROKEY, (whole, Ok("9000"))], |oath| assert_eq!(oath.put(&put), Ok(())));
}

#[test]
fn what_a_fob_cannot_do_is_not_sent() {
    let not = |line, put: Put<'_>| {
        play(&[line], |oath| assert_eq!(oath.put(&put), Err(WireError::NotSupported)));
    };
    const OLD: Line<'_> = (SELECT, Ok("7903040205 71080102030405060708 9000"));
    not(NITROKEY, Put { algorithm: Algorithm::Sha512, ..hotp() });
    not(OLD, Put { algorithm: Algorithm::Sha512, ..hotp() });
    not(OLD, Put { touch: true, ..hotp() });
    not(OPEN, Put { digits: 5, ..hotp() });
    not(OPEN, Put { name: &[b'a'; 65], ..hotp() });
    not(OPEN, Put { name: b"", ..hotp() });
    not(CANOKEY, Put { algorithm: Algorithm::Sha512, secret: &[1; 65], ..hotp() });
    play(&[OLD], |oath| assert_eq!(oath.rename(b"a", b"b"), Err(WireError::NotSupported)));
}

#[test]
fn refusals_are_understood_in_each_dialect() {
    let put = Put { name: b"a", imf: 1, ..hotp() };
    let sent =
        "00010000 21 710161 7316 1106 3132333435363738393031323334353637383930 7A0400000001 00";
    let refused = |line, status, refusal| {
        let refusal = Err(WireError::Refused(refusal));
        play(&[line, (sent, Ok(status))], |oath| assert_eq!(oath.put(&put), refusal));
    };
    refused(OPEN, "6A84", Refusal::Full);
    refused(OPEN, "6F00", Refusal::Full);
    refused(OPEN, "6A80", Refusal::WrongData);
    refused(OPEN, "6581", Refusal::Unknown(0x6581));
    refused(CANOKEY, "6985", Refusal::NameTaken);
    refused(NITROKEY, "6983", Refusal::NameTaken);
    let with_pin = (SELECT, Ok("7903040D00 820108 8F040001E240 9000"));
    refused(with_pin, "6982", Refusal::PinNeeded);
    let delete = "00020000 03 710161 00";
    for status in ["6984", "6A82"] {
        let none = Err(WireError::Refused(Refusal::NoSuchCredential));
        play(&[OPEN, (delete, Ok(status))], |oath| assert_eq!(oath.delete(b"a"), none));
    }
}

#[test]
fn a_put_cut_short_is_unsure_and_one_that_never_went_out_is_not() {
    let put = Put { name: b"a", imf: 0, ..hotp() };
    let sent = "00010000 1B 710161 7316 1106 3132333435363738393031323334353637383930 00";
    for (answer, untouched) in
        [(Err(CableError::Gone), true), (Err(CableError::Lost), false), (Ok(""), false)]
    {
        play(&[OPEN, (sent, answer)], |oath| {
            let error = oath.put(&put).expect_err("it was pulled");
            assert_eq!(error.untouched(), untouched, "{error}");
        });
    }
}

#[test]
fn rename_takes_both_names_as_they_are() {
    play(&[OPEN, ("00050000 06 710161 710162 00", Ok("9000"))], |oath| {
        assert_eq!(oath.rename(b"a", b"b"), Ok(()));
    });
}

#[test]
fn a_code_is_calculated() {
    play(&[OPEN, ("00A20001 05 710161 7400 00", Ok("7605 06 4C93CF18 9000"))], |oath| {
        let code = oath.calculate(b"a", None, false).expect("a code");
        assert_eq!((code.digits, code.value, code.code().as_str()), (6, 1_284_755_224, "755224"));
    });
    let timed = "00A20001 0D 710161 7408 0000000000000001 00";
    play(&[OPEN, (timed, Ok("7605 08 00000007 9000"))], |oath| {
        assert_eq!(oath.calculate(b"a", Some(1), false).expect("a code").code(), "00000007");
    });
}

#[test]
fn a_touch_that_never_came_is_called_so() {
    play(&[OPEN, ("00A20001 05 710161 7400 00", Ok("6982"))], |oath| {
        let error = oath.calculate(b"a", None, true).expect_err("nobody touched");
        assert_eq!(error, WireError::Refused(Refusal::TouchTimedOut));
    });
    let mut script = Script::new(&[OPEN]);
    let mut told = Vec::new();
    let mut pause = |_, why| {
        told.push(why);
        Go::Stop
    };
    let mut talk = Talk::new(&mut script, &mut pause);
    let mut oath = OathSession::open(&mut talk).expect("it opens");
    assert_eq!(oath.calculate(b"a", None, true).map(drop), Err(WireError::Stopped));
    assert_eq!(told, [Why::Touch(None)]);
}

#[test]
fn all_is_calculated_without_spending_a_code() {
    let all = "710461403A62 760506 00000001 710168 770106 710174 7C0108 710436302F78 760506 00000002 9000";
    play(&[OPEN, ("00A40001 0A 7408 0000000000000009 00", Ok(all))], |oath| {
        let entries = oath.calculate_all(9).expect("entries");
        let [timed, counted, touched, slow] = &entries[..] else { panic!("four entries") };
        assert_eq!(timed.code.expect("a code").code(), "000001");
        assert_eq!((timed.kind, timed.touch), (Kind::Totp, Some(false)));
        assert_eq!((counted.kind, counted.touch), (Kind::Hotp, None));
        assert_eq!((counted.digits, counted.code), (Some(6), None));
        assert_eq!((touched.touch, touched.digits, touched.code), (Some(true), Some(8), None));
        assert_eq!(slow.code, None, "it was calculated for another period");
    });
}

#[test]
fn a_fob_that_cannot_calculate_all_is_asked_for_its_list() {
    let list = ("00A1000000", Ok("7203116162 720422787878 7202F061 9000"));
    let all = ("00A40001 0A 7408 0000000000000009 00", Ok("6D00"));
    for lines in [&[NITROKEY, list.clone()][..], &[OPEN, all, list][..]] {
        play(lines, |oath| {
            let entries = oath.calculate_all(9).expect("entries");
            let [hotp, totp, password] = &entries[..] else { panic!("three entries") };
            assert_eq!((hotp.kind, hotp.algorithm), (Kind::Hotp, Some(Algorithm::Sha1)));
            assert_eq!((totp.kind, totp.algorithm), (Kind::Totp, Some(Algorithm::Sha256)));
            assert_eq!(password.kind, Kind::Other(0xF0));
            assert_eq!((hotp.name.as_slice(), hotp.digits, hotp.touch), (&b"ab"[..], None, None));
        });
    }
}

#[test]
fn answers_that_make_no_sense_are_called_nonsense() {
    let list = |answer| play(&[OPEN, ("00A1000000", Ok(answer))], |oath| oath.list().map(drop));
    for answer in ["72 9000", "7205 11 9000", "7200 9000", "7283 9000"] {
        assert!(matches!(list(answer), Err(WireError::Nonsense(_))), "{answer}");
    }
    let code = |answer| {
        let line = ("00A20001 05 710161 7400 00", Ok(answer));
        play(&[OPEN, line], |oath| oath.calculate(b"a", None, false).map(drop))
    };
    for answer in
        ["9000", "7600 9000", "760106 9000", "7605FF00000000 9000", "760606000000000000 9000"]
    {
        assert!(matches!(code(answer), Err(WireError::Nonsense(_))), "{answer}");
    }
}

#[test]
fn early_fours_get_something_harmless_before_a_touch() {
    let select = (SELECT, Ok("7903040203 71080102030405060708 9000"));
    let long = format!("72 3C 11 {} 9000", "61".repeat(59));
    let lines = [
        select,
        ("00A10000 000000", Ok(long.as_str())),
        ("00000000 000000", Ok("6D00")),
        ("00A20001 000005 710161 7400 0000", Ok("7605 06 00000001 9000")),
    ];
    play(&lines, |oath| {
        oath.list().expect("a list");
        oath.calculate(b"a", None, true).expect("a code");
    });
}

#[test]
fn a_name_that_endangers_another_is_known_beforehand() {
    let traits = |version| crate::family::OathTraits::of(Dialect::Yubico, version);
    let early = traits(Version::new(4, 2, 8));
    assert!(early.put_destroys(b"alice", b"ali"));
    assert!(!traits(Version::new(5, 4, 3)).put_destroys(b"alice", b"ali"));
    assert!(traits(Version::new(5, 4, 3)).put_destroys(b"alice", b"alice"));
    let canokey = crate::family::OathTraits::of(Dialect::CanoKey, Version::new(6, 0, 0));
    assert!(!canokey.put_destroys(b"alice", b"alice"));
}
