//! The main job over the keyboard interface: a slot is written, what it types is what the ledger
//! expects, and a challenge waits for its finger.

use std::time::{Duration, Instant};

use desk::cable::{Go, Sockets as _, Why};
use desk::issue::issue;
use desk::{Lang, Left, Report};
use desk_tests::props::stage::{Stage, order};
use fob_link::Ports;
use fob_wire::slot::{Config, Slot, SlotSession, mode};
use fob_wire::{Refusal, Talk, WireError};
use hotp::{Algorithm, Code, Digits, Key, Seed};

use crate::stage::{Hand, NAME, Stick, desk, see};

/// The longest that staff may wait for a sentence.
const SENTENCE: Duration = Duration::from_secs(30);

#[test]
fn a_slot_is_written_and_what_the_keyboard_types_is_the_code_of_its_secret() {
    let mut stick = Stick::plug(12_345_678);
    let stage = Stage::with(&[]);
    let mut hand = Hand::at_the_keyboard(&mut stick);
    let issued =
        issue(&mut desk(&stage), &mut hand, &order("anna", "slot2-hotp")).expect("a fob for Anna");
    assert_eq!((issued.token.state.as_str(), issued.fob.serial.as_str()), ("assigned", "12345678"));
    // The fob's own view: this secret, one code spent, and that code was the first one of it.
    let secret = stick.held().expect("a secret in slot 2");
    let inside = stick.inside();
    assert_eq!(inside.slot(2).map(|slot| slot.counter), Some(1));
    let keyboard = crate::stage::Keyboard::find();
    let told = stick.fob.press(2).expect("fobsim");
    assert_eq!(keyboard.types(told.len()), told);
    let key = Key::new(Algorithm::Sha1, &Seed::new(secret));
    assert_eq!(Ok(key.code(1, Digits::SIX)), Code::parse(&told, Digits::SIX));
    drop(stick);
    see(0);
}

#[test]
fn a_challenge_waits_for_a_finger_and_its_answer_is_the_hmac() {
    let mut stick = Stick::plug(12_345_678);
    let mut ports = Ports::new();
    ports.look().expect("a fob");
    let mut cable = ports.connect(NAME).expect("a fob");
    let mut waits = Vec::new();
    let mut touched = false;
    let mut pause = |time, why| {
        if let Why::Touch(left) = why {
            waits.push(left);
            // Not at once: the seconds must run.
            if waits.len() == 12 {
                stick.fob.touch().expect("fobsim");
                touched = true;
            }
        }
        std::thread::sleep(time);
        Go::On
    };
    let mut talk = Talk::new(cable.as_mut(), &mut pause);
    let mut slots = SlotSession::open(&mut talk).expect("slots");
    let config = Config::challenge_response(b"12345678901234567890").expect("a secret");
    let config = config.mode(mode::CHALLENGE_TOUCH, true);
    slots.write(Slot::Two, &config, None).expect("written");
    let answer = slots.answer_hmac(Slot::Two, &[0; 8], true).expect("an answer");
    // HMAC-SHA-1 of eight zero bytes, as any calculator has it.
    let hmac = data_encoding::HEXUPPER.decode(b"CC93CF18508D94934C64B65D8BA7667FB7CDE4B0");
    assert_eq!(Ok(answer.to_vec()), hmac);
    assert!(touched && waits.iter().all(|left| left.is_some_and(|left| left <= 15)), "{waits:?}");
    drop(cable);
    drop(stick);
    see(0);
}

#[test]
fn a_challenge_that_nobody_touches_for_is_given_up_by_the_fob() {
    let mut stick = Stick::plug(12_345_678);
    stick.fob.order("patience 1500").expect("fobsim");
    let mut ports = Ports::new();
    ports.look().expect("a fob");
    let mut cable = ports.connect(NAME).expect("a fob");
    let mut pause = |time, _| {
        std::thread::sleep(time);
        Go::On
    };
    let mut talk = Talk::new(cable.as_mut(), &mut pause);
    let mut slots = SlotSession::open(&mut talk).expect("slots");
    let config = Config::challenge_response(b"12345678901234567890").expect("a secret");
    slots.write(Slot::Two, &config.mode(mode::CHALLENGE_TOUCH, true), None).expect("written");
    let answer = slots.answer_hmac(Slot::Two, &[0; 8], true);
    assert_eq!(answer, Err(WireError::Refused(Refusal::TouchTimedOut)));
    drop(cable);
    drop(stick);
    see(0);
}

#[test]
fn a_fob_that_is_busy_for_ever_ends_with_a_sentence() {
    let mut stick = Stick::plug(12_345_678);
    stick.fob.order("lie busy").expect("fobsim");
    let stage = Stage::with(&[]);
    let started = Instant::now();
    let outcome = issue(&mut desk(&stage), &mut Hand::on(&mut stick), &order("anna", "slot2-hotp"));
    let fault = outcome.expect_err("it never answered");
    let took = started.elapsed();
    assert!(took < SENTENCE, "{took:?}");
    let report = Report::of(&fault, Lang::En);
    assert!(!report.what.is_empty() && !report.now.is_empty(), "{report:?}");
    assert_eq!((fault.left, stick.held()), (Some(Left::Untouched), None), "{report:?}");
    stick.fob.order("lie not").expect("fobsim");
    drop(stick);
    see(0);
}
