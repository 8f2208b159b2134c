use std::time::Duration;

use fob_wire::cable::Sockets;

use fob_wire::cable::Cable;

use super::*;
use crate::faults::{Answers, Vanish};
use crate::{SimSockets, read_state, seeded};

const SELECT: &[u8] = b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00";
/// HOTP `a`, six digits, the RFC's key cut to 14 bytes; and the same with touch.
const PUT: &[u8] = b"\x00\x01\x00\x00\x15\x71\x01a\x73\x10\x11\x0612345678901234";
const PUT_TOUCH: &[u8] = b"\x00\x01\x00\x00\x17\x71\x01a\x73\x10\x11\x0612345678901234\x78\x02";
const CALCULATE: &[u8] = b"\x00\xA2\x00\x01\x05\x71\x01a\x74\x00\x00";
const LIST: &[u8] = b"\x00\xA1\x00\x00\x00";
const DONE: &[u8] = &[0x90, 0x00];

fn fob() -> SimFob {
    SimFob::new(Fob::new(Model::Yubikey5, Some(42), None, seeded(9)))
}

/// A session with the OATH application, `put` written.
fn session(fob: &SimFob, put: &[u8]) -> SimCable {
    let mut cable = fob.connect().expect("a plugged fob");
    assert!(cable.transfer(SELECT).expect("an answer").ends_with(DONE));
    assert_eq!(cable.transfer(put).expect("an answer"), DONE);
    cable
}

fn counter(fob: &SimFob) -> u64 {
    fob.inside(|f| f.credential("a").expect("written").counter)
}

#[test]
fn a_fob_can_vanish_at_every_moment_of_an_exchange() {
    for (at, error, counted) in [
        (Moment::Between, CableError::Gone, 1),
        (Moment::Unheard, CableError::Lost, 1),
        (Moment::Unanswered, CableError::Lost, 2),
    ] {
        let fob = fob();
        let mut cable = session(&fob, PUT);
        fob.faults(|f| f.vanish = Some(Vanish { after: 1, at }));
        assert!(cable.transfer(CALCULATE).is_ok());
        assert_eq!(cable.transfer(CALCULATE), Err(error));
        assert_eq!(counter(&fob), counted, "{at:?}");
        assert_eq!(cable.transfer(CALCULATE), Err(CableError::Gone));
        drop(cable);
        assert!(matches!(fob.connect(), Err(CableError::Gone)));
        fob.insert();
        let mut cable = fob.connect().expect("it is in again");
        assert_eq!(cable.transfer(LIST), Ok(vec![0x6D, 0x00]));
    }
}

#[test]
fn a_cable_from_before_is_dead_after_the_fob_comes_back() {
    let fob = fob();
    let mut cable = session(&fob, PUT);
    fob.remove();
    fob.insert();
    assert_eq!(cable.transfer(LIST), Err(CableError::Gone));
    let fresh = fob.connect().expect("the old session went with the fob");
    drop(cable);
    assert!(matches!(fob.connect(), Err(CableError::InUse)));
    drop(fresh);
    assert!(fob.connect().is_ok());
}

#[test]
fn one_session_at_a_time() {
    let fob = fob();
    let cable = fob.connect().expect("a plugged fob");
    assert!(matches!(fob.connect(), Err(CableError::InUse)));
    drop(cable);
    fob.faults(|f| f.in_use = 2);
    assert!(matches!(fob.connect(), Err(CableError::InUse)));
    assert!(matches!(fob.connect(), Err(CableError::InUse)));
    assert!(fob.connect().is_ok());
}

#[test]
fn a_reset_by_another_program_executes_nothing_and_forgets_the_selection() {
    let fob = fob();
    let mut cable = session(&fob, PUT);
    fob.faults(|f| f.reset_after = Some(1));
    assert!(cable.transfer(CALCULATE).is_ok());
    assert_eq!(cable.transfer(CALCULATE), Err(CableError::Reset));
    assert_eq!(counter(&fob), 1);
    assert_eq!(cable.transfer(CALCULATE), Ok(vec![0x6D, 0x00]));
    assert!(cable.transfer(SELECT).expect("an answer").ends_with(DONE));
}

#[test]
fn answers_can_be_false_in_every_way() {
    let lie = |answers| {
        let fob = fob();
        let mut cable = session(&fob, PUT);
        fob.faults(|f| f.answers = Some((1, answers)));
        assert_eq!(cable.transfer(LIST).expect("a true answer"), b"\x72\x02\x11a\x90\x00");
        cable.transfer(LIST).expect("a false answer")
    };
    assert!(lie(Answers::Garbage).len() <= 300);
    assert!(lie(Answers::Endless).ends_with(&[0x61, 0xFF]));
    assert_eq!(lie(Answers::Huge).len(), 65_538);
    assert_eq!(lie(Answers::BadTlv), b"\x72\x03\x11a\x90\x00");
    assert_eq!(lie(Answers::Truncated), b"\x72\x02\x11\x90\x00");
    assert_eq!(lie(Answers::Nothing), b"");
    assert_eq!(lie(Answers::Status(0x6F00)), b"\x6F\x00");
    assert_eq!(lie(Answers::Exactly(vec![1])), b"\x01");
}

#[test]
fn a_touch_is_waited_for_and_one_touch_serves_one_command() {
    let fob = fob();
    let mut cable = session(&fob, PUT_TOUCH);
    let hand = fob.clone();
    let asked = thread::spawn(move || {
        let answer = cable.transfer(CALCULATE);
        (cable, answer)
    });
    thread::sleep(Duration::from_millis(50));
    assert!(!asked.is_finished());
    hand.touch();
    let (mut cable, answer) = asked.join().expect("no panic");
    assert!(answer.expect("an answer").ends_with(DONE));
    fob.faults(|f| f.finger = Finger::Waits(Duration::from_millis(1)));
    assert_eq!(cable.transfer(CALCULATE), Ok(vec![0x69, 0x82]));
    fob.faults(|f| f.finger = Finger::Never);
    assert_eq!(cable.transfer(CALCULATE), Ok(vec![0x69, 0x82]));
    assert_eq!(counter(&fob), 1);
    fob.faults(|f| f.finger = Finger::Always);
    assert!(cable.transfer(CALCULATE).expect("an answer").ends_with(DONE));
}

#[test]
fn pulling_the_fob_ends_the_wait_for_a_touch() {
    let fob = fob();
    let mut cable = session(&fob, PUT_TOUCH);
    let hand = fob.clone();
    let asked = thread::spawn(move || cable.transfer(CALCULATE));
    thread::sleep(Duration::from_millis(50));
    hand.remove();
    assert_eq!(asked.join().expect("no panic"), Err(CableError::Lost));
    assert_eq!(counter(&fob), 0);
}

#[test]
fn a_full_fob_says_so() {
    let fob = fob();
    fob.faults(|f| f.oath_limit = Some(0));
    let mut cable = fob.connect().expect("a plugged fob");
    cable.transfer(SELECT).expect("an answer");
    assert_eq!(cable.transfer(PUT), Ok(vec![0x6A, 0x84]));
}

#[test]
fn what_was_answered_is_in_the_state_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("fob.json");
    let made = Fob::new(Model::Yubikey5, Some(42), None, seeded(9));
    let fob = SimFob::kept_in(made, file.clone()).expect("a state file");
    let on_disk = || {
        let kept = read_state(&file, seeded(1)).expect("readable").expect("there");
        kept.credential("a").map(|c| c.counter)
    };
    assert_eq!(on_disk(), None);
    let mut cable = session(&fob, PUT);
    assert_eq!(on_disk(), Some(0));
    cable.transfer(CALCULATE).expect("an answer");
    assert_eq!(on_disk(), Some(1));
    fob.faults(|f| f.vanish = Some(Vanish { after: 0, at: Moment::Unanswered }));
    assert_eq!(cable.transfer(CALCULATE), Err(CableError::Lost));
    assert_eq!(on_disk(), Some(2));
}

#[test]
fn a_bench_shows_what_is_plugged_in() {
    let (one, two) = (fob(), fob());
    let card = SimFob::new(Fob::new(Model::Yubikey5Nfc, Some(7), None, seeded(1)));
    let bench = SimSockets::with([one.clone(), two.clone(), card.clone()]);
    let mut sockets = bench.clone();
    let mut seen = || {
        let sockets = sockets.look().expect("a service");
        sockets.into_iter().map(|s| (s.name, s.occupied)).collect::<Vec<_>>()
    };
    let reader = "ACS ACR1252 Dual Reader PICC 00 00".to_owned();
    let first = "Yubico YubiKey OTP+FIDO+CCID 00 00".to_owned();
    let second = "Yubico YubiKey OTP+FIDO+CCID 01 00".to_owned();
    assert_eq!(seen(), [(first.clone(), true), (second.clone(), true), (reader.clone(), true)]);
    one.remove();
    card.remove();
    assert_eq!(seen(), [(second.clone(), true), (reader.clone(), false)]);
    assert!(bench.lay(&reader, &card));
    assert!(!bench.lay(&reader, &one));
    assert_eq!(seen(), [(second.clone(), true), (reader.clone(), true)]);
    let mut sockets = bench.clone();
    assert!(sockets.connect(&second).is_ok());
    assert!(matches!(sockets.connect(&first), Err(CableError::Gone)));
    assert!(matches!(sockets.connect("no such reader"), Err(CableError::Gone)));
    bench.set_service(false);
    assert_eq!(sockets.look(), Err(CableError::NoService));
    assert!(matches!(sockets.connect(&second), Err(CableError::NoService)));
}
