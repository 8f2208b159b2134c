//! Fobs that are reached as a keyboard: alone, or beside their reader. The stories of every slot
//! are told over the keyboard interface too (`FOBDESK_WIRES=apart`); here stands what is particular
//! to it.

use std::time::Duration;

use desk::issue::issue;
use desk::look::{FobCard, fobs};
use desk::{Left, Report};
use desk_store::TokenState;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Answers, Fob, Model, SimFob, Version, Wires, seeded};
use fob_wire::cable::{Cable, CableError, Framing, Go, Socket, Sockets, Transport, Why};
use fob_wire::slot::{AccessCode, Config, Slot, SlotSession, mode};
use fob_wire::{Refusal, Talk, WireError};

/// The longest that staff may wait for a sentence.
const SENTENCE: Duration = Duration::from_secs(30);

fn keyboard(model: Model, serial: u64) -> SimFob {
    fob(model, serial).wired(Wires::Keyboard)
}

fn shown(stage: &Stage) -> Vec<FobCard> {
    fobs(&mut stage.desk()).expect("looked").fobs
}

/// Opens the slots over the keyboard interface, and acts.
fn with_slots<T>(
    stick: &SimFob,
    act: impl FnOnce(&mut SlotSession<'_, '_>) -> T,
) -> (T, Vec<(Duration, Why)>) {
    let mut cable = stick.connect().expect("nobody holds it");
    assert!(cable.turn(Framing::Report).expect("it is plugged in"));
    let mut asked = Vec::new();
    let mut pause = |time, why| {
        asked.push((time, why));
        Go::On
    };
    let mut talk = Talk::new(&mut cable, &mut pause);
    let outcome = act(&mut SlotSession::open(&mut talk).expect("it has slots"));
    (outcome, asked)
}

#[test]
fn a_fob_that_is_a_keyboard_only_is_known_and_gets_a_slot() {
    let stick = keyboard(Model::Yubikey5, 5_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let card = shown(&stage).remove(0);
    let told = (card.serial.as_deref(), card.transport.as_str(), card.firmware.as_deref());
    assert_eq!(told, (Some("5000001"), "hid", Some("5.4.3")));
    assert!(card.reader.ends_with("(USB)"), "{}", card.reader);
    assert_eq!(card.slots.iter().map(|slot| slot.used).collect::<Vec<_>>(), [false, false]);

    let mut clerk = Clerk::pressing(&stick);
    let issued = issue(&mut stage.desk(), &mut clerk, &order("anna", "slot2-hotp"));
    assert_eq!(issued.expect("issued").token.state, "assigned");
    let slots = shown(&stage).remove(0).slots;
    assert!(slots[1].used && slots[1].ours && !slots[0].used);
}

#[test]
fn what_a_keyboard_cannot_reach_is_said_before_anything_is_written() {
    let stage = Stage::with(&[keyboard(Model::Yubikey5, 5_000_002)]);
    let refused = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"));
    let fault = refused.expect_err("no reader");
    assert_eq!((fault.cause.code(), fault.left), ("fob_cannot", Some(Left::Untouched)));
    let report = Report::of(&fault, desk::Lang::En);
    assert!(report.what.contains("as a keyboard only"), "{}", report.what);
    assert!(stage.tokens().is_empty());
}

#[test]
fn firmware_that_is_unreliable_over_a_reader_is_written_as_a_keyboard() {
    for (model, firmware, by_keyboard) in [
        (Model::Yubikey4, Version(4, 3, 5), true),
        (Model::Yubikey5, Version(5, 2, 4), true),
        (Model::Yubikey5, Version(5, 4, 3), false),
        (Model::YubikeyNeo, Version(3, 4, 0), false),
    ] {
        let made = Fob::new(model, Some(5_000_003), Some(firmware), seeded(3));
        let stick = SimFob::new(made);
        let stage = Stage::with(std::slice::from_ref(&stick));
        let before = stick.reports();
        let issued =
            issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order("anna", "slot1-hotp"));
        assert_eq!(issued.expect("issued").token.state, "assigned", "{firmware}");
        assert_eq!(stick.reports() > before, by_keyboard, "{model} {firmware}");
        let card = shown(&stage).remove(0);
        assert_eq!(card.transport, "pcsc", "one fob, one card");
    }
}

#[test]
fn early_fobs_without_any_reader_are_served() {
    let made = Fob::new(Model::Yubikey4, Some(4_000_001), Some(Version(4, 0, 2)), seeded(4));
    let stick = SimFob::new(made).wired(Wires::Keyboard);
    let stage = Stage::with(std::slice::from_ref(&stick));
    assert_eq!(shown(&stage)[0].serial.as_deref(), Some("4000001"));
    let mut clerk = Clerk::pressing(&stick);
    let issued = issue(&mut stage.desk(), &mut clerk, &order("anna", "slot1-hotp"));
    assert_eq!(issued.expect("issued").token.state, "assigned");
}

#[test]
fn everything_a_slot_can_do_is_done_over_the_keyboard() {
    for model in [Model::Yubikey5, Model::Yubikey4, Model::YubikeyNeo] {
        let stick = fob(model, 12_345_678);
        let secret = AccessCode::new(*b"secret");
        let (outcome, _) = with_slots(&stick, |slots| -> Result<(), WireError> {
            assert_eq!(slots.serial()?, 12_345_678);
            slots.write(Slot::One, &Config::hotp(b"12345678901234567890")?, None)?;
            slots.update(Slot::One, &Config::update().enter(false), None)?;
            slots.swap()?;
            assert!(slots.status().used(Slot::Two) && !slots.status().used(Slot::One));
            let locked = Config::challenge_response(b"12345678901234567890")?
                .mode(mode::SHORT_CHALLENGES, true)
                .access_code(&secret);
            slots.write(Slot::One, &locked, None)?;
            assert_eq!(
                slots.answer_hmac(Slot::One, &[0; 8], false)?[..4],
                [0xCC, 0x93, 0xCF, 0x18]
            );
            let again = slots.write(Slot::One, &locked, None);
            assert_eq!(again, Err(WireError::Refused(Refusal::SlotProtected)), "without its code");
            assert_eq!(
                slots.delete(Slot::One, None),
                Err(WireError::Refused(Refusal::SlotProtected))
            );
            slots.delete(Slot::One, Some(&secret))?;
            slots.write(Slot::One, &Config::static_password(&[0x04, 0x05])?, None)?;
            let otp = Config::yubico_otp(&[1; 6], &[2; 6], &[3; 16])?;
            slots.write(Slot::One, &otp, None)
        });
        assert_eq!(outcome, Ok(()), "{model}");
        assert_eq!(stick.press(2).expect("a code"), "755224", "{model}: no Enter any more");
        assert_eq!(stick.press(1).expect("an OTP").trim_end().len(), 44, "{model}");
    }
}

#[test]
fn a_finger_is_asked_for_with_the_seconds_that_are_left() {
    let stick = fob(Model::Yubikey5, 5_000_004);
    let touch = |slots: &mut SlotSession<'_, '_>| {
        let config = Config::challenge_response(b"12345678901234567890")?;
        slots.write(Slot::Two, &config.mode(mode::CHALLENGE_TOUCH, true), None)
    };
    assert_eq!(with_slots(&stick, touch).0, Ok(()));
    let ask = |slots: &mut SlotSession<'_, '_>| slots.answer_hmac(Slot::Two, b"hello", true);
    stick.faults(|faults| faults.finger = fob_sim::Finger::Never);
    let (refused, _) = with_slots(&stick, ask);
    assert_eq!(refused, Err(WireError::Refused(Refusal::Rejected)), "nobody was ever waited for");

    let patience = Duration::from_millis(1_500);
    stick.faults(|faults| faults.finger = fob_sim::Finger::Waits(patience));
    let mut cable = stick.connect().expect("nobody holds it");
    assert!(cable.turn(Framing::Report).expect("it is plugged in"));
    let (mut told, finger) = (Vec::new(), stick.clone());
    let mut pause = |_, why| {
        if let Why::Touch(left) = why {
            told.push(left);
            finger.touch();
        }
        Go::On
    };
    let mut talk = Talk::new(&mut cable, &mut pause);
    let answer = SlotSession::open(&mut talk).and_then(|mut slots| ask(&mut slots));
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(told, [Some(2)]);
}

#[test]
fn a_fob_that_is_always_busy_ends_in_a_sentence_within_half_a_minute() {
    for after in (0..260).step_by(5) {
        let stick = keyboard(Model::Yubikey5, 5_000_005);
        let stage = Stage::with(std::slice::from_ref(&stick));
        stick.faults(|faults| faults.answers = Some((after, Answers::Busy)));
        let mut clerk = Clerk::default();
        let outcome = issue(&mut stage.desk(), &mut clerk, &order("anna", "slot2-hotp"));
        assert!(clerk.waited < SENTENCE, "after {after}: {:?}", clerk.waited);
        let Err(fault) = outcome else { continue };
        let report = Report::of(&fault, desk::Lang::En);
        assert!(report.what.starts_with("The fob gives answers that make no sense"), "{report:?}");
        let written = stick.inside(|fob| fob.slot(2).is_some());
        let left = fault.left.expect("a fob is at hand");
        assert!(left != Left::Untouched || !written, "after {after}: {left:?}");
        stick.faults(|faults| faults.answers = None);
        let again =
            issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order("anna", "slot2-hotp"));
        assert_eq!(again.expect("finished").token.state, "assigned", "after {after}");
        assert_eq!(stage.tokens().last().map(|token| token.state), Some(TokenState::Assigned));
    }
}

#[test]
fn a_fob_whose_reader_and_keyboard_are_two_people_is_not_written() {
    // A cable whose other interface leads to another fob.
    struct Crossed {
        one: fob_sim::SimCable,
        two: fob_sim::SimCable,
        turned: bool,
    }
    impl Cable for Crossed {
        fn framing(&self) -> Framing {
            if self.turned { Framing::Report } else { Framing::Apdu }
        }
        fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
            self.turned = to == Framing::Report;
            if self.turned { self.two.turn(to) } else { Ok(true) }
        }
        fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
            if self.turned { self.two.transfer(out) } else { self.one.transfer(out) }
        }
    }
    struct One(SimFob, SimFob);
    impl Sockets for One {
        fn look(&mut self) -> Result<Vec<Socket>, CableError> {
            let (name, transport) = ("a reader".to_owned(), Transport::Pcsc);
            Ok(vec![Socket { name, transport, occupied: true }])
        }
        fn connect(&mut self, _: &str) -> Result<Box<dyn Cable>, CableError> {
            let (one, two) = (self.0.connect()?, self.1.connect()?);
            Ok(Box::new(Crossed { one, two, turned: false }))
        }
    }
    let (one, two) = (fob(Model::Yubikey4, 1), fob(Model::Yubikey4, 2));
    let stage = Stage::with(&[]);
    let mut desk = stage.desk_over(Box::new(One(one.clone(), two.clone())));
    let refused = issue(&mut desk, &mut Clerk::default(), &order("anna", "slot1-hotp"));
    assert_eq!(code(refused), "fob_swapped");
    assert!(one.inside(|fob| fob.slot(1).is_none()) && two.inside(|fob| fob.slot(1).is_none()));
}

/// A fob whose keyboard interface the system does not let us open.
struct Barred(SimFob);

struct BarredCable(fob_sim::SimCable);

impl Cable for BarredCable {
    fn framing(&self) -> Framing {
        self.0.framing()
    }
    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        if to == Framing::Report { Err(CableError::Denied) } else { self.0.turn(to) }
    }
    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        self.0.transfer(out)
    }
}

impl Sockets for Barred {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        let (name, transport) = ("a reader".to_owned(), Transport::Pcsc);
        Ok(vec![Socket { name, transport, occupied: true }])
    }
    fn connect(&mut self, _: &str) -> Result<Box<dyn Cable>, CableError> {
        Ok(Box::new(BarredCable(self.0.connect()?)))
    }
}

#[test]
fn a_keyboard_that_the_system_bars_is_done_without_where_the_reader_will_do() {
    let stage = Stage::with(&[]);
    for (wires, outcome) in [(Wires::Both, "ok"), (Wires::Apart, "fob_barred")] {
        let stick = SimFob::new(Fob::new(Model::Yubikey4, Some(4_000_009), None, seeded(5)));
        let stick = stick.wired(wires);
        let mut desk = stage.desk_over(Box::new(Barred(stick.clone())));
        let order = desk::issue::Order {
            overwrite: (wires == Wires::Apart).then(|| "0009".to_owned()),
            ..order("anna", "slot1-hotp")
        };
        let issued = issue(&mut desk, &mut Clerk::pressing(&stick), &order);
        assert_eq!(code(issued), outcome, "{wires:?}");
        assert_eq!(stick.reports(), 0, "{wires:?}");
        assert_eq!(stick.inside(|fob| fob.slot(1).is_some()), outcome == "ok", "{wires:?}");
    }
}

#[test]
fn what_another_program_left_unread_is_no_status() {
    let stick = fob(Model::Yubikey5, 5_000_010);
    let mut cable = stick.connect().expect("nobody holds it");
    assert!(cable.turn(Framing::Report).expect("it is plugged in"));
    // Somebody asks for the serial and dies before the answer is read to its end.
    // (Its frame: nothing, command 10, and the checksum of 64 zeros, as the device's manual has it.)
    let checksum = (0..64 * 8)
        .fold(0xFFFF_u16, |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 });
    let [low, high] = checksum.to_le_bytes();
    cable.transfer(&[0, 0, 0, 0, 0, 0, 0, 0x80]).expect("the first part");
    cable.transfer(&[0, 0x10, low, high, 0, 0, 0, 0x89]).expect("the last part");
    let mut pause = |_, _| Go::On;
    let mut talk = Talk::new(&mut cable, &mut pause);
    let status = SlotSession::open(&mut talk).expect("it has slots").status();
    assert_eq!(status.version.to_string(), "5.4.3");
}
