//! Our slot commands, byte for byte those of Yubico's own client, for random configurations: as
//! APDUs over a reader, and as frames over the keyboard interface.

mod common;
#[path = "common/keyboard.rs"]
mod keyboard;

use common::{CASES, Card, Dice, Recorder, patient};
use fob_wire::apdu::Lengths;
use fob_wire::slot::{AccessCode, Config, Slot, SlotSession, extra, mode, ticket};
use fob_wire::{Talk, WireError};
use keyboard::Keyboard;
use yubikit::core::Connection;
use yubikit::yubiotp as yubico;

type Theirs<C> = yubico::YubiOtpSession<C>;
type TheirConfig = yubico::SlotConfiguration;

/// A card whose programming sequence moves with every change.
fn card(mut status: [u8; 6]) -> Card {
    Box::new(move |apdu| match (apdu[1], apdu[2]) {
        (0xA4, _) => (status.to_vec(), 0x9000),
        (0x01, 0x10) => (vec![0, 1, 2, 3], 0x9000),
        (0x01, 0x30 | 0x38) => (vec![0xAB; 20], 0x9000),
        (0x01, _) => {
            status[3] = status[3].wrapping_add(1);
            (status.to_vec(), 0x9000)
        }
        _ => (Vec::new(), 0x6D00),
    })
}

/// The same act of both sides.
trait Act {
    fn ours(&self, slots: &mut SlotSession<'_, '_>) -> Result<(), WireError>;
    fn theirs<C: Connection + 'static>(&self, session: &mut Theirs<C>) -> Result<(), String>;
}

fn compare(status: [u8; 6], usb: bool, act: &impl Act) {
    compare_commands(status, usb, act);
    compare_frames(status, act);
}

fn compare_frames(status: [u8; 6], act: &impl Act) {
    let (mut keyboard, told) = Keyboard::new(status);
    let mut pause = patient();
    let mut talk = Talk::new(&mut keyboard, &mut *pause);
    assert_eq!(act.ours(&mut SlotSession::open(&mut talk).expect("it opens")), Ok(()));
    let (keyboard, their_told) = Keyboard::new(status);
    let session = Theirs::new_otp(keyboard);
    assert_eq!(act.theirs(&mut session.map_err(|(error, _)| error).expect("it opens")), Ok(()));
    let take = |told: keyboard::Told| std::mem::take(&mut *told.lock().expect("whole"));
    let (ours, theirs) = (take(told), take(their_told));
    assert!(!ours.is_empty());
    assert_eq!(ours, theirs);
}

fn compare_commands(status: [u8; 6], usb: bool, act: &impl Act) {
    let (mut recorder, heard) = Recorder::new(usb, card(status));
    let mut pause = patient();
    let mut talk = Talk::new(&mut recorder, &mut *pause);
    if usb {
        talk.use_lengths(Lengths::Extended(3062));
    }
    assert_eq!(act.ours(&mut SlotSession::open(&mut talk).expect("it opens")), Ok(()));
    let (recorder, their_heard) = Recorder::new(usb, card(status));
    let mut session = Theirs::new(recorder).map_err(|(error, _)| error).expect("it opens");
    assert_eq!(act.theirs(&mut session), Ok(()));
    // SELECT is a short block in theirs even where the rest is long.
    let skipped = usize::from(usb);
    assert_eq!(heard.take()[skipped..], their_heard.take()[skipped..]);
}

fn said<T>(result: Result<T, impl std::fmt::Display>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.to_string())
}

/// What both sides need for one write.
struct Write {
    status: [u8; 6],
    usb: bool,
    slot: Slot,
    new: Option<[u8; 6]>,
    current: Option<[u8; 6]>,
}

impl Write {
    fn new(dice: &mut Dice) -> Self {
        let [major, minor, patch] = *dice.pick(&[[3, 4, 0], [4, 3, 7], [5, 4, 3], [5, 7, 1]]);
        Self {
            status: [major, minor, patch, dice.byte(), dice.byte() & 0x0F | 1, 0],
            usb: dice.flip() && major > 3,
            slot: *dice.pick(&[Slot::One, Slot::Two]),
            new: dice.flip().then(|| dice.array()),
            current: dice.flip().then(|| dice.array()),
        }
    }

    fn their_slot(&self) -> yubico::Slot {
        self.slot.pick(yubico::Slot::One, yubico::Slot::Two)
    }

    fn codes(&self) -> [Option<yubico::AccessCode>; 2] {
        [&self.new, &self.current]
            .map(|code| code.map(|code| yubico::AccessCode::new(&code).expect("6 bytes")))
    }

    /// Writes the same configuration with both.
    fn compare(&self, config: Config, their_config: &TheirConfig, update: bool) {
        let config = match self.new {
            Some(code) => config.access_code(&AccessCode::new(code)),
            None => config,
        };
        compare(self.status, self.usb, &Put { write: self, config, their_config, update });
    }
}

/// A configuration is written, or updated.
struct Put<'w> {
    write: &'w Write,
    config: Config,
    their_config: &'w TheirConfig,
    update: bool,
}

impl Act for Put<'_> {
    fn ours(&self, slots: &mut SlotSession<'_, '_>) -> Result<(), WireError> {
        let current = self.write.current.map(AccessCode::new);
        if self.update {
            slots.update(self.write.slot, &self.config, current.as_ref())
        } else {
            slots.write(self.write.slot, &self.config, current.as_ref())
        }
    }

    fn theirs<C: Connection + 'static>(&self, session: &mut Theirs<C>) -> Result<(), String> {
        let [new, current] = self.write.codes();
        let (slot, new, current) = (self.write.their_slot(), new.as_ref(), current.as_ref());
        said(if self.update {
            session.update_configuration(slot, self.their_config, new, current)
        } else {
            session.put_configuration(slot, self.their_config, new, current)
        })
    }
}

/// A slot is emptied, and the two change places.
struct Empty<'w>(&'w Write);

impl Act for Empty<'_> {
    fn ours(&self, slots: &mut SlotSession<'_, '_>) -> Result<(), WireError> {
        slots.delete(self.0.slot, self.0.current.map(AccessCode::new).as_ref())?;
        slots.swap()
    }

    fn theirs<C: Connection + 'static>(&self, session: &mut Theirs<C>) -> Result<(), String> {
        let [_, current] = self.0.codes();
        said(session.delete_slot(self.0.their_slot(), current.as_ref()))?;
        said(session.swap_slots())
    }
}

/// The serial number is asked for, and a challenge is answered.
struct Ask<'w> {
    write: &'w Write,
    challenge: Vec<u8>,
    touch: bool,
}

impl Act for Ask<'_> {
    fn ours(&self, slots: &mut SlotSession<'_, '_>) -> Result<(), WireError> {
        assert_eq!(slots.serial(), Ok(0x0001_0203));
        slots.answer_hmac(self.write.slot, &self.challenge, self.touch).map(drop)
    }

    fn theirs<C: Connection + 'static>(&self, session: &mut Theirs<C>) -> Result<(), String> {
        said(session.get_serial())?;
        said(session.calculate_hmac_sha1(self.write.their_slot(), &self.challenge))
    }
}

/// The same random flags, of those that every kind knows.
fn common_flags(dice: &mut Dice, ours: Config, theirs: TheirConfig) -> (Config, TheirConfig) {
    let [api, usb, update, dormant, led] = std::array::from_fn(|_| dice.flip());
    (
        ours.extra(extra::SERIAL_BY_PROGRAM, api)
            .extra(extra::SERIAL_IN_USB, usb)
            .extra(extra::ALLOW_UPDATE, update)
            .extra(extra::DORMANT, dormant)
            .extra(extra::LED_INVERTED, led),
        theirs
            .serial_api_visible(api)
            .serial_usb_visible(usb)
            .allow_update(update)
            .dormant(dormant)
            .invert_led(led),
    )
}

/// The same random flags, of those about typing.
fn typing_flags(dice: &mut Dice, ours: Config, theirs: TheirConfig) -> (Config, TheirConfig) {
    let [enter, fast, slow, slower, numeric] = std::array::from_fn(|_| dice.flip());
    let ours = ours
        .enter(enter)
        .extra(extra::FAST_TRIGGER, fast)
        .mode(mode::PACING_10MS, slow)
        .mode(mode::PACING_20MS, slower)
        .extra(extra::NUMERIC_KEYPAD, numeric);
    let theirs =
        theirs.append_cr(enter).fast_trigger(fast).pacing(slow, slower).use_numeric(numeric);
    common_flags(dice, ours, theirs)
}

/// The same random tabs and pauses.
fn spaces(dice: &mut Dice, ours: Config, theirs: TheirConfig) -> (Config, TheirConfig) {
    let [first, after, end, delay, delay_at_end] = std::array::from_fn(|_| dice.flip());
    (
        ours.ticket(ticket::TAB_FIRST, first)
            .ticket(ticket::TAB_AFTER_FIXED, after)
            .ticket(ticket::TAB_AT_END, end)
            .ticket(ticket::DELAY_AFTER_FIXED, delay)
            .ticket(ticket::DELAY_AT_END, delay_at_end),
        theirs.tabs(first, after, end).delay(delay, delay_at_end),
    )
}

/// A random secret that a slot can hold.
fn secret(dice: &mut Dice) -> (Vec<u8>, yubico::HmacKey) {
    let length = if dice.flip() { dice.within(1, 20) } else { dice.within(65, 90) };
    let secret = dice.bytes(length);
    let theirs = yubico::HmacKey::new(&secret).expect("it holds");
    (secret, theirs)
}

fn for_random_writes(seed: u64, mut compare: impl FnMut(&mut Dice, Write)) {
    let mut dice = Dice::new(seed);
    for _ in 0..CASES {
        let write = Write::new(&mut dice);
        compare(&mut dice, write);
    }
}

#[test]
fn hotp_is_written_as_yubico_writes_it() {
    for_random_writes(11, |dice, write| {
        let (secret, their_secret) = secret(dice);
        let counter = 16 * u32::try_from(dice.within(0, 0xFFFF)).expect("small");
        let (eight, protect) = (dice.flip(), dice.flip());
        let id = dice.flip().then(|| u32::try_from(dice.within(0, 99_999_999)).expect("small"));
        let id = id.and_then(fob_wire::slot::TokenId::of_serial);
        let ours = Config::hotp(&secret)
            .and_then(|config| config.first_counter(counter))
            .expect("it holds")
            .eight_digits(eight)
            .ticket(ticket::PROTECT_SLOT_2, protect);
        let ours = match &id {
            Some(id) => ours.token_id(id),
            None => ours,
        };
        let token_id = id.as_ref().map_or(&[][..], |id| id.bytes());
        let theirs = TheirConfig::hotp(&their_secret)
            .and_then(|config| config.imf(counter))
            .and_then(|config| config.protect_slot2(protect))
            .and_then(|config| config.digits8(eight).token_id(token_id, false, id.is_some()))
            .expect("it holds");
        let (ours, theirs) = typing_flags(dice, ours, theirs);
        write.compare(ours, &theirs, false);
    });
}

#[test]
fn yubico_otp_is_written_as_yubico_writes_it() {
    for_random_writes(12, |dice, write| {
        let length = dice.within(0, 16);
        let (public, private, key) = (dice.bytes(length), dice.array(), dice.array());
        let reference = dice.flip();
        let ours = Config::yubico_otp(&public, &private, &key)
            .expect("it fits")
            .mode(mode::SEND_REFERENCE, reference);
        let theirs = TheirConfig::yubiotp(&public, &private, &key)
            .expect("it fits")
            .send_reference(reference);
        let (ours, theirs) = typing_flags(dice, ours, theirs);
        let (ours, theirs) = spaces(dice, ours, theirs);
        write.compare(ours, &theirs, false);
    });
}

#[test]
fn challenge_response_is_written_as_yubico_writes_it() {
    for_random_writes(13, |dice, write| {
        let (secret, their_secret) = secret(dice);
        let (short, touch) = (dice.flip(), dice.flip());
        let ours = Config::challenge_response(&secret)
            .expect("it holds")
            .mode(mode::SHORT_CHALLENGES, short)
            .mode(mode::CHALLENGE_TOUCH, touch);
        let theirs = TheirConfig::hmac_sha1(&their_secret).expect("it holds");
        let theirs = theirs.lt64(short).require_touch(touch);
        let (ours, theirs) = common_flags(dice, ours, theirs);
        write.compare(ours, &theirs, false);
    });
}

#[test]
fn a_static_password_is_written_as_yubico_writes_it() {
    for_random_writes(14, |dice, write| {
        let length = dice.within(0, 38);
        let scan_codes = dice.bytes(length);
        let ours = Config::static_password(&scan_codes).expect("it fits");
        let theirs = TheirConfig::static_password(&scan_codes).expect("it fits");
        let (ours, theirs) = typing_flags(dice, ours, theirs);
        write.compare(ours, &theirs, false);
    });
}

#[test]
fn an_update_is_written_as_yubico_writes_it() {
    for_random_writes(15, |dice, write| {
        let (ours, theirs) = typing_flags(dice, Config::update(), TheirConfig::update());
        let (ours, theirs) = spaces(dice, ours, theirs);
        write.compare(ours, &theirs, true);
    });
}

#[test]
fn deleting_and_swapping_send_what_yubico_sends() {
    for_random_writes(16, |_, write| {
        compare(write.status, write.usb, &Empty(&write));
    });
}

#[test]
fn challenges_and_the_serial_number_are_asked_as_yubico_asks() {
    for_random_writes(17, |dice, write| {
        let length = dice.within(0, 64);
        let mut challenge = dice.bytes(length);
        if let Some(last) = challenge.last_mut().filter(|_| dice.flip()) {
            *last = 0;
        }
        let (status, usb, touch) = (write.status, write.usb, dice.flip());
        compare(status, usb, &Ask { write: &write, challenge, touch });
    });
}
