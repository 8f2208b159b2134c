//! One made-up card behind two clients: ours, and Yubico's own. What both send is compared.

use std::sync::{Arc, Mutex};

use fob_wire::cable::{Cable, CableError, Framing, Go, Pause};
use yubikit::core::{Connection, Transport};
use yubikit::smartcard::{SmartCardConnection, SmartCardError};

/// How many random cases of each kind are compared.
#[allow(dead_code, reason = "not every test binary compares")]
pub(crate) const CASES: u64 = 10_000;

/// Random numbers that are the same in every run (SplitMix64).
pub(crate) struct Dice(u64);

#[allow(dead_code, reason = "not every test binary throws all of them")]
impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.byte() < 0x80
    }

    /// A number in `from..=to`.
    pub(crate) fn within(&mut self, from: usize, to: usize) -> usize {
        let span = u64::try_from(to - from + 1).expect("small");
        from + usize::try_from(self.next() % span).expect("small")
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.within(0, from.len() - 1)]
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.byte()).collect()
    }

    pub(crate) fn array<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    /// Text of letters of one to four bytes.
    pub(crate) fn text(&mut self, from: usize, to: usize) -> String {
        let letters: Vec<char> = "abcXYZ019 .@-_+/%éжи語🔑".chars().collect();
        (0..self.within(from, to)).map(|_| *self.pick(&letters)).collect()
    }
}

/// Answers a command: the data and the status word.
pub(crate) type Card = Box<dyn FnMut(&[u8]) -> (Vec<u8>, u16) + Send>;

/// A card and what it heard.
pub(crate) struct Recorder {
    card: Card,
    usb: bool,
    heard: Arc<Mutex<Vec<Vec<u8>>>>,
}

#[allow(dead_code, reason = "not every test binary needs both sides")]
impl Recorder {
    pub(crate) fn new(usb: bool, card: Card) -> (Self, Heard) {
        let heard = Arc::default();
        (Self { card, usb, heard: Arc::clone(&heard) }, Heard(heard))
    }

    fn answer(&mut self, apdu: &[u8]) -> (Vec<u8>, u16) {
        self.heard.lock().expect("no test thread panics with it").push(apdu.to_vec());
        (self.card)(apdu)
    }
}

/// What a card heard.
pub(crate) struct Heard(Arc<Mutex<Vec<Vec<u8>>>>);

#[allow(dead_code, reason = "not every test binary listens")]
impl Heard {
    pub(crate) fn take(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.0.lock().expect("no test thread panics with it"))
    }
}

impl Cable for Recorder {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn contactless(&self) -> bool {
        !self.usb
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        let (mut data, status) = self.answer(out);
        data.extend_from_slice(&status.to_be_bytes());
        Ok(data)
    }
}

impl Connection for Recorder {
    type Error = SmartCardError;

    fn close(&mut self) {}
}

impl SmartCardConnection for Recorder {
    fn send_and_receive(&mut self, apdu: &[u8]) -> Result<(Vec<u8>, u16), SmartCardError> {
        Ok(self.answer(apdu))
    }

    fn transport(&self) -> Transport {
        if self.usb { Transport::Usb } else { Transport::Nfc }
    }
}

/// A pause that never stops.
pub(crate) fn patient() -> Box<Pause<'static>> {
    Box::new(|_, _| Go::On)
}

/// One object, as the fob would write it.
#[allow(dead_code, reason = "not every test binary answers with objects")]
pub(crate) fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    fob_wire::tlv::Writer::new().tlv(tag, &[value]).done().to_vec()
}
