//! Fobs that lie, babble, fall silent or never stop: every act ends, with an error where there is
//! nothing to be had, and after a bounded number of exchanges.

mod common;

use std::time::Duration;

use common::{Dice, patient, tlv};
use fob_wire::cable::{Cable, CableError, Framing, Go, Why};
use fob_wire::device::identify;
use fob_wire::oath::{Algorithm, Kind, OathSession, Put, credential_name, parse_name};
use fob_wire::slot::{Config, Slot, SlotSession};
use fob_wire::token2::{MoltoSession, Setting, SingleSession};
use fob_wire::{Talk, WireError, tlv as objects};
use proptest::prelude::*;

/// One command takes at most 300 continuations, besides itself.
const BOUND: usize = 301;

/// What a hostile fob makes of a command.
type Spite<'s> = &'s mut (dyn FnMut(&[u8]) -> Vec<u8> + Send);

/// Hostile from the start, or only once an application is selected.
struct Hostile<'s> {
    spite: Spite<'s>,
    polite: bool,
}

impl Cable for Hostile<'_> {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        let selected = self.polite && out[1] == 0xA4 && out[2] == 0x04;
        if self.polite && out.starts_with(&[0x80, 0x41, 0, 0]) && !out.ends_with(&[0x70]) {
            return Ok(b"\0\0\0\x048659\0\0\x6B\x49\xD2\x00\x90\x00".to_vec());
        }
        Ok(match out.get(5..) {
            Some([0xA0, 0, 0, 5, 0x27, 0x21, ..]) if selected => {
                [tlv(0x79, &[5, 7, 1]), tlv(0x71, &[1; 8]), vec![0x90, 0x00]].concat()
            }
            Some([0xA0, 0, 0, 5, 0x27, 0x20, ..]) if selected => {
                vec![5, 7, 1, 4, 5, 0, 0x90, 0x00]
            }
            Some(_) if selected => b"5.7.1\x90\x00".to_vec(),
            _ => (self.spite)(out),
        })
    }
}

/// The name of an act, what it came to, and how many exchanges it took.
type Ended = (&'static str, Result<(), WireError>, usize);

/// Every act that there is, one after the other.
fn try_everything(mut spite: impl FnMut(&[u8]) -> Vec<u8> + Send) -> Vec<Ended> {
    let put = Put {
        name: b"a",
        kind: Kind::Hotp,
        algorithm: Algorithm::Sha1,
        digits: 6,
        secret: &[1; 20],
        imf: 0,
        touch: false,
    };
    let config = || Config::hotp(&[1; 20]).expect("it holds");
    let setting = Setting { algorithm: Algorithm::Sha1, digits: 6, period: 30, now: 1_800_000_000 };
    let mut results = Vec::new();
    let mut act = |name, polite, act: &dyn Fn(&mut Talk<'_>) -> Result<(), WireError>| {
        let mut cable = Hostile { spite: &mut spite, polite };
        let mut pause = |_: Duration, _: Why| Go::On;
        let mut talk = Talk::new(&mut cable, &mut pause);
        let result = act(&mut talk);
        results.push((name, result, talk.exchanges()));
    };
    act("open OATH", false, &|talk| OathSession::open(talk).map(drop));
    act("open slots", false, &|talk| SlotSession::open(talk).map(drop));
    act("identify", false, &|talk| identify(talk, "Yubico YubiKey").map(drop));
    act("identify", false, &|talk| identify(talk, "Canokeys").map(drop));
    act("identify politely", true, &|talk| identify(talk, "Yubico YubiKey").map(drop));
    act("identify politely", true, &|talk| identify(talk, "Canokeys").map(drop));
    act("list", true, &|talk| OathSession::open(talk)?.list().map(drop));
    act("put", true, &|talk| OathSession::open(talk)?.put(&put));
    act("delete", true, &|talk| OathSession::open(talk)?.delete(b"a"));
    act("rename", true, &|talk| OathSession::open(talk)?.rename(b"a", b"b"));
    act("calculate", true, &|talk| {
        OathSession::open(talk)?.calculate(b"a", Some(1), true).map(drop)
    });
    act("calculate all", true, &|talk| OathSession::open(talk)?.calculate_all(1).map(drop));
    act("set access key", true, &|talk| OathSession::open(talk)?.set_access_key(&[1; 16], [2; 8]));
    act("write slot", true, &|talk| SlotSession::open(talk)?.write(Slot::One, &config(), None));
    act("update slot", true, &|talk| {
        SlotSession::open(talk)?.update(Slot::Two, &Config::update(), None)
    });
    act("delete slot", true, &|talk| SlotSession::open(talk)?.delete(Slot::One, None));
    act("swap", true, &|talk| SlotSession::open(talk)?.swap());
    act("serial", true, &|talk| SlotSession::open(talk)?.serial().map(drop));
    act("answer", true, &|talk| {
        SlotSession::open(talk)?.answer_hmac(Slot::One, &[1], true).map(drop)
    });
    act("open a token", false, &|talk| SingleSession::open(talk).map(drop));
    act("open a Molto2", false, &|talk| MoltoSession::open(talk).map(drop));
    act("identify a Molto2", false, &|talk| identify(talk, "TOKEN2 Molto2").map(drop));
    act("write a token", true, &|talk| SingleSession::open(talk)?.put(setting, &[1; 20]));
    act("list a Molto2", true, &|talk| MoltoSession::open(talk)?.profiles().map(drop));
    act("write a Molto2", true, &|talk| MoltoSession::open(talk)?.put(b"a", setting, &[1; 20]));
    act("empty a Molto2", true, &|talk| MoltoSession::open(talk)?.delete(b"a"));
    results
}

/// Everything ends in this error, and soon.
fn assert_all_end_in(error: &WireError, spite: impl FnMut(&[u8]) -> Vec<u8> + Send) {
    for (name, result, exchanges) in try_everything(spite) {
        assert_eq!(result.as_ref(), Err(error), "{name}");
        assert!(exchanges <= 2 * BOUND, "{name} took {exchanges} exchanges");
    }
}

#[test]
fn a_fob_that_always_has_more_to_say_is_cut_off() {
    assert_all_end_in(&WireError::TooMuch, |_| vec![0x61, 0xFF]);
    assert_all_end_in(&WireError::TooMuch, |_| vec![0xAA, 0x61, 0x00]);
    assert_all_end_in(&WireError::TooMuch, |_| [vec![0x71; 256], vec![0x61, 0xFF]].concat());
}

#[test]
fn an_answer_of_more_than_64_kib_is_cut_off() {
    assert_all_end_in(&WireError::TooMuch, |_| vec![0x90; 64 * 1024 + 3]);
    assert_all_end_in(&WireError::TooMuch, |_| [vec![0; 65_000], vec![0x61, 0xFF]].concat());
}

#[test]
fn a_fob_that_falls_silent_is_lost() {
    let lost = WireError::Cable(CableError::Lost);
    assert_all_end_in(&lost, |_| Vec::new());
    assert_all_end_in(&lost, |_| vec![0x90]);
}

#[test]
fn a_fob_that_refuses_everything_is_believed() {
    for status in [[0x6D, 0x00], [0x69, 0x82], [0x6F, 0x00], [0x6C, 0x00], [0x00, 0x00]] {
        for (name, result, exchanges) in try_everything(|_| status.to_vec()) {
            assert!(exchanges < 12, "{name} took {exchanges} exchanges");
            match result {
                // The selected applications alone tell that it is a YubiKey.
                Ok(()) => assert_eq!(name, "identify politely"),
                Err(error) => assert!(error.untouched(), "{name}: {error}"),
            }
        }
    }
}

#[test]
fn a_fob_that_answers_with_64_kib_of_anything_is_heard_to_the_end() {
    let mut dice = Dice::new(31);
    let babble = move |_: &[u8]| [dice.bytes(64 * 1024), vec![0x90, 0x00]].concat();
    for (name, result, exchanges) in try_everything(babble) {
        assert!(exchanges < 12, "{name} took {exchanges} exchanges");
        // A write that is answered with success is believed where there is nothing to see by.
        let believed = ["put", "delete", "rename", "set access key", "identify politely"];
        assert!(result.is_err() || believed.contains(&name), "{name}");
    }
}

#[test]
fn a_cable_of_another_kind_is_not_spoken_to() {
    struct Keyboard;
    impl Cable for Keyboard {
        fn framing(&self) -> Framing {
            Framing::Block
        }

        fn transfer(&mut self, _: &[u8]) -> Result<Vec<u8>, CableError> {
            panic!("nothing was to be sent")
        }
    }
    let mut pause = patient();
    let mut keyboard = Keyboard;
    let mut talk = Talk::new(&mut keyboard, &mut *pause);
    assert_eq!(identify(&mut talk, "").map(drop), Err(WireError::NotSupported));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn babble_never_panics(
        answers in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..6),
        success in any::<bool>(),
    ) {
        let mut next = 0;
        let results = try_everything(|_| {
            next += 1;
            let mut answer = answers[next % answers.len()].clone();
            if success {
                answer.extend([0x90, 0x00]);
            }
            answer
        });
        for (_, _, exchanges) in results {
            prop_assert!(exchanges <= 12 * BOUND);
        }
    }

    #[test]
    fn what_looks_like_objects_never_panics(
        list in prop::collection::vec((prop::sample::select(vec![
            0x01_u8, 0x02, 0x04, 0x05, 0x10, 0x19, 0x71, 0x72, 0x75, 0x76, 0x77, 0x79, 0x7C, 0x8F,
        ]), prop::collection::vec(any::<u8>(), 0..12)), 0..8),
        page in any::<bool>(),
    ) {
        let mut answer: Vec<u8> = list.iter().flat_map(|(tag, value)| tlv(*tag, value)).collect();
        if page {
            answer.insert(0, u8::try_from(answer.len()).expect("short"));
        }
        answer.extend([0x90, 0x00]);
        for (_, _, exchanges) in try_everything(|_| answer.clone()) {
            prop_assert!(exchanges <= 12);
        }
    }

    #[test]
    fn objects_are_read_as_they_were_written(
        list in prop::collection::vec((any::<u8>(), prop::collection::vec(any::<u8>(), 0..700)), 0..6),
    ) {
        let bytes: Vec<u8> = list.iter().flat_map(|(tag, value)| tlv(*tag, value)).collect();
        let read = objects::parse(&bytes).expect("objects");
        let written: Vec<_> = list.iter().map(|(tag, value)| (*tag, value.as_slice())).collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn any_bytes_are_a_name_and_every_name_comes_back(
        bytes in prop::collection::vec(any::<u8>(), 0..80),
        issuer in "[a-z/ ]{1,12}",
        account in ".{1,8}",
        period in 1_u32..100_000,
    ) {
        parse_name(&bytes, true);
        parse_name(&bytes, false);
        let name = credential_name(Some(&issuer), &account, Some(period));
        if let Some(name) = name.filter(|_| period != 30) {
            let parts = parse_name(&name, true);
            prop_assert_eq!(parts.issuer, Some(issuer));
            prop_assert_eq!(parts.account, account);
            prop_assert_eq!(parts.period, Some(period));
        }
    }
}
