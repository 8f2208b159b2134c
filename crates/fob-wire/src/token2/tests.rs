//! Both kinds of token against scripts: the bytes to the letter, and what a no leaves behind.

use super::*;
use crate::accounts::{Accounts, NewAccount};
use crate::cable::CableError;
use crate::device::{Maker, Model, identify};
use crate::oath::Kind;
use crate::testing::{Line, Script};
use crate::{Refusal, Talk, WireError};

const SINGLE: Line<'_> =
    ("8041000002 0211", Ok("000000 0D 38363539363232303030303031 0000 6B49D200 9000"));
const CHALLENGE: Line<'_> = ("804B080001 00", Ok("1122334455667788 9000"));
const PROOF: &str = "80CE000010 8B7450F22721BC29985C2C460B65045D";
const CONFIG: &str = "84D4000017 81111F01010F046B49D20086060A01010D011E 312AC85D";
const SEED: &str = "84C5010024
    5E5856092FD3228D4D33EEE3DAAC4B55CE37D18D332B7AC6A40E8661FA23042A F47B0153";

const SETTING: Setting =
    Setting { algorithm: Algorithm::Sha1, digits: 6, period: 30, now: 1_800_000_000 };
const SECRET: &[u8] = b"12345678901234567890";

fn put(talk: &mut Talk<'_>) -> Result<(), WireError> {
    SingleSession::open(talk)?.put(SETTING, SECRET)
}

#[test]
fn a_single_profile_token_is_written_to_the_letter_config_first() {
    let lines = [SINGLE, CHALLENGE, (PROOF, Ok("9000")), (CONFIG, Ok("9000")), (SEED, Ok("9000"))];
    assert_eq!(Script::play_contactless(&lines, put), Ok(()));
}

#[test]
fn where_wrong_keys_are_not_counted_the_key_is_shown_twice_and_no_more() {
    let no = (PROOF, Ok("6983"));
    let lines = [SINGLE, CHALLENGE, no.clone(), CHALLENGE, no];
    let refused = WireError::Refused(Refusal::KeyWrong { tries: None });
    assert_eq!(Script::play_contactless(&lines, put), Err(refused));
    let yes = (PROOF, Ok("9000"));
    let lines = [
        SINGLE,
        CHALLENGE,
        (PROOF, Ok("6983")),
        CHALLENGE,
        yes,
        (CONFIG, Ok("9000")),
        (SEED, Ok("9000")),
    ];
    assert_eq!(Script::play_contactless(&lines, put), Ok(()));
}

#[test]
fn once_the_configuration_is_taken_no_failure_leaves_the_token_as_it_was() {
    for (answer, left) in [
        (Ok("6700"), WireError::Halfway(Refusal::Unknown(0x6700))),
        (Ok("6D00"), WireError::Halfway(Refusal::Unknown(0x6D00))),
        (Err(CableError::Gone), WireError::Cable(CableError::Lost)),
    ] {
        let proof = (PROOF, Ok("9000"));
        let lines = [SINGLE, CHALLENGE, proof, (CONFIG, Ok("9000")), (SEED, answer)];
        let outcome = Script::play_contactless(&lines, put).expect_err("it failed");
        assert!(!outcome.untouched(), "{outcome}");
        assert_eq!(outcome, left);
    }
    let refused = (CONFIG, Ok("6A80"));
    let lines = [SINGLE, CHALLENGE, (PROOF, Ok("9000")), refused];
    let outcome = Script::play_contactless(&lines, put).expect_err("it failed");
    assert!(outcome.untouched(), "nothing was taken yet: {outcome}");
}

#[test]
fn what_no_single_profile_token_can_do_is_refused_before_its_key_is_tried() {
    for setting in [
        Setting { algorithm: Algorithm::Sha512, ..SETTING },
        Setting { digits: 8, ..SETTING },
        Setting { period: 20, ..SETTING },
    ] {
        let outcome = Script::play_contactless(&[SINGLE], |talk| {
            SingleSession::open(talk)?.put(setting, SECRET)
        });
        assert_eq!(outcome, Err(WireError::NotSupported), "{setting:?}");
    }
}

const MANAGEMENT: Line<'_> = ("00A40400 08 A000000527471117 00", Ok("6D00"));
const OATH: Line<'_> = ("00A40400 07 A0000005272101 00", Ok("6D00"));
const SLOTS: Line<'_> = ("00A40400 07 A0000005272001 00", Ok("6E00"));

#[test]
fn a_token_on_the_reader_is_known_by_the_one_question_that_needs_no_key() {
    let lines = [MANAGEMENT, OATH, SLOTS, SINGLE];
    let device = Script::play_contactless(&lines, |talk| identify(talk, "ACS ACR1252 01 00"));
    let device = device.expect("a token");
    assert_eq!(device.model.to_string(), "Token2 OTPC-P2-i");
    assert_eq!((device.maker, device.serial), (Maker::Token2, Some(8_659_622_000_001)));
    assert_eq!(device.clock, Some(1_800_000_000));
    let accounts = device.can().accounts.expect("it shows codes");
    assert!(!accounts.calculates && !accounts.named && accounts.own_clock);
}

#[test]
fn another_card_that_answers_the_question_is_no_token() {
    for answer in ["9000", "0000000042 9000", "000000 03 FFFFFF 0000 00000000 9000", "6A86"] {
        let lines = [MANAGEMENT, OATH, SLOTS, ("8041000002 0211", Ok(answer))];
        let device = Script::play_contactless(&lines, |talk| identify(talk, "ACS"));
        assert_eq!(device, Err(WireError::Refused(Refusal::AppAbsent)), "{answer}");
    }
}

#[test]
fn a_card_in_a_slot_is_never_asked_the_question() {
    let device = Script::play(&[MANAGEMENT, OATH, SLOTS], |talk| identify(talk, "Gemalto"));
    assert_eq!(device, Err(WireError::Refused(Refusal::AppAbsent)));
}

const MOLTO: Line<'_> = ("8041000000", Ok("000000 08 3230333034303530 0000 6B49D200 9000"));
const MOLTO_CHALLENGE: Line<'_> = ("804B080000", Ok("1122334455667788 9000"));
// These four were calculated by OpenSSL.
const MOLTO_PROOF: &str = "80CE000010 550EC1328F963EB02972BB141E1CF521";
const MOLTO_CONFIG: &str = "84D401001A 81141F01010F046B49D20086090A01010B01080D011E 5540F21F";
const MOLTO_TITLE: &str = "84D5000014 C7B78AC0A039EA2A9D922E0066D3B7ED 2C42430E";
const MOLTO_SEED: &str = "84C5010024
    5D848C69EB8E884E7D20591FF89ADEFF31FD80354BF08248E60D457774BBF06E 915C34AB";

/// What a profile answers of itself.
fn profile(title: &str, digits: u8, seeded: bool) -> String {
    let title: String = title.bytes().map(|byte| format!("{byte:02X}")).collect();
    let seeded = u8::from(seeded);
    format!("951F701D 00 {title:0<32} 00000000 00000000 01 1E {digits:02X} {seeded:02X} 9000")
}

/// Plays with a Molto2 on which profile 1 is Anna's, and profile 0 was hers once.
fn with_molto<T>(more: &[Line<'_>], act: impl FnOnce(&mut Talk<'_>) -> T) -> T {
    let asked: Vec<String> = (0..PROFILES).map(|n| format!("804100{n:02X}01 70")).collect();
    let (former, anna, none) =
        (profile("anna", 6, false), profile("anna", 8, true), profile("", 6, false));
    let answer = |n| match n {
        0 => former.as_str(),
        1 => anna.as_str(),
        2 => "6A83",
        _ => none.as_str(),
    };
    let mut lines = vec![MOLTO];
    lines.extend(asked.iter().zip(0..).map(|(asked, n)| (asked.as_str(), Ok(answer(n)))));
    lines.extend(more.iter().cloned());
    Script::play(&lines, act)
}

#[test]
fn a_molto_is_known_by_its_readers_name_and_lists_what_has_a_seed() {
    let device = Script::play(&[MOLTO], |talk| identify(talk, "TOKEN2 Molto2 [CCID] 00 00"));
    let device = device.expect("a token");
    assert_eq!(device.model, Model::Token2(Product::Molto2));
    assert_eq!((device.serial, device.contactless), (Some(20_304_050), false));
    with_molto(&[], |talk| {
        talk.remember_maker(Maker::Token2);
        let mut accounts = Accounts::open(talk).expect("a token");
        let listed = accounts.look(0).expect("its profiles");
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].name.as_slice(), listed[0].digits), (&b"anna"[..], Some(8)));
    });
}

fn boris() -> NewAccount<'static> {
    NewAccount {
        name: b"boris",
        kind: Kind::Totp,
        algorithm: Algorithm::Sha1,
        digits: 8,
        secret: SECRET,
        first: 0,
        period: Some(30),
        touch: false,
        now: 1_800_000_000,
    }
}

#[test]
fn a_molto_counts_wrong_keys_so_the_factorys_is_shown_once_and_never_again() {
    for (answer, tries) in [("6307", 7), ("63C2", 2), ("6300", 0)] {
        let more = [MOLTO_CHALLENGE, (MOLTO_PROOF, Ok(answer))];
        let outcome = with_molto(&more, |talk| {
            talk.remember_maker(Maker::Token2);
            Accounts::open(talk)?.put(&boris())
        });
        let refused = Refusal::KeyWrong { tries: Some(tries) };
        assert_eq!(outcome, Err(WireError::Refused(refused)));
    }
}

#[test]
fn a_molto_is_written_to_the_letter_in_the_first_profile_without_a_seed() {
    let now = profile("boris", 8, true);
    let more = [
        MOLTO_CHALLENGE,
        (MOLTO_PROOF, Ok("9000")),
        (MOLTO_CONFIG, Ok("9000")),
        (MOLTO_TITLE, Ok("9000")),
        (MOLTO_SEED, Ok("9000")),
        ("8041000001 70", Ok(now.as_str())),
    ];
    with_molto(&more, |talk| {
        talk.remember_maker(Maker::Token2);
        let mut accounts = Accounts::open(talk).expect("a token");
        assert_eq!(accounts.put(&boris()), Ok(()));
        let listed = accounts.list().expect("its profiles");
        let names: Vec<_> = listed.iter().map(|it| it.name.as_slice()).collect();
        assert_eq!(names, [&b"boris"[..], b"anna"]);
    });
}

#[test]
fn a_molto_deletes_by_title() {
    let deleted = profile("anna", 8, false);
    let more = [("80E6000100", Ok("9000")), ("8041000101 70", Ok(deleted.as_str()))];
    with_molto(&more, |talk| {
        let mut session = MoltoSession::open(talk).expect("a token");
        assert_eq!(session.delete(b"anna"), Ok(()));
        let gone = WireError::Refused(Refusal::NoSuchCredential);
        assert_eq!(session.delete(b"anna"), Err(gone), "what has no seed is not there");
    });
}

#[test]
fn a_title_that_is_too_long_or_not_ascii_is_refused_before_anything_is_sent() {
    for name in [&b"thirteen.long"[..], "борис".as_bytes(), b""] {
        let outcome = Script::play(&[MOLTO], |talk| {
            talk.remember_maker(Maker::Token2);
            Accounts::open(talk)?.put(&NewAccount { name, ..boris() })
        });
        assert_eq!(outcome, Err(WireError::NotSupported));
    }
}
