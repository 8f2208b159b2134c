//! The fob's side of uhid, Linux's way to be a HID device without hardware: events of fixed layout
//! are read from one file and written to it (`linux/uhid.h`). The fob is a keyboard with a feature
//! report of 8 bytes, as a YubiKey is.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use fob_sim::{Model, SimCable, SimFob, Wires};
use fob_wire::cable::{Cable, CableError, Framing};

use crate::keys;
use crate::plug::Plug;

const NODE: &str = "/dev/uhid";

/// The longest event, as the kernel packs it.
const EVENT: usize = 4 + 4372;
/// The most that one report may hold.
const DATA: usize = 4096;

/// What the kernel is told.
mod say {
    pub(super) const DESTROY: u32 = 1;
    pub(super) const GET_REPORT_REPLY: u32 = 10;
    pub(super) const CREATE: u32 = 11;
    pub(super) const INPUT: u32 = 12;
    pub(super) const SET_REPORT_REPLY: u32 = 14;
}

/// What the kernel asks; everything else (somebody opened it, a lamp is to shine) may pass.
mod ask {
    pub(super) const GET_REPORT: u32 = 9;
    pub(super) const SET_REPORT: u32 = 13;
}

const BUS_USB: u16 = 3;
const YUBICO: u32 = 0x1050;
/// The kind of a report that is neither keys nor lamps.
const FEATURE: u8 = 0;
/// `EIO`.
const FAILED: u16 = 5;

/// A keyboard: eight modifiers, six keys, five lamps, and 8 bytes of its own.
const DESCRIPTOR: [u8; 71] = [
    0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, // a keyboard
    0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02,
    0x95, 0x01, 0x75, 0x08, 0x81, 0x01, // nothing
    0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x95, 0x05, 0x75, 0x01, 0x91, 0x02, // lamps
    0x95, 0x01, 0x75, 0x03, 0x91, 0x01, // nothing
    0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x15, 0x00, 0x25, 0x65, 0x95, 0x06, 0x75, 0x08, 0x81, 0x00,
    0x09, 0x03, 0x75, 0x08, 0x95, 0x08, 0xB1, 0x02, // the feature report
    0xC0,
];

/// A fob that is a HID device of this kernel whenever it is plugged in.
#[derive(Clone)]
pub(crate) struct Keyboard(Arc<Shared>);

struct Shared {
    fob: SimFob,
    product: u32,
    node: File,
    line: Mutex<Line>,
}

#[derive(Default)]
struct Line {
    /// While the device is there.
    cable: Option<SimCable>,
    /// Pull the fob after so many more reports.
    remove_after: Option<u32>,
}

impl Keyboard {
    /// Makes the device, which a thread then plays.
    pub(crate) fn start(fob: SimFob) -> anyhow::Result<Keyboard> {
        let product = match fob.model() {
            Model::Yubikey5 | Model::Yubikey4 => 0x0407,
            Model::YubikeyNeo => 0x0116,
            other => bail!("a {other} has no keyboard that could be played"),
        };
        let node = OpenOptions::new().read(true).write(true).open(NODE).context(NODE)?;
        let line = Mutex::default();
        let fob = fob.wired(Wires::Keyboard);
        let keyboard = Keyboard(Arc::new(Shared { fob, product, node, line }));
        keyboard.create()?;
        let other = keyboard.clone();
        thread::spawn(move || {
            let error = other.live();
            eprintln!("fobsim: {NODE}: {error}");
        });
        Ok(keyboard)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.line.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn create(&self) -> anyhow::Result<()> {
        let cable = self.0.fob.connect().context("the fob")?;
        if cable.framing() != Framing::Report {
            bail!("a {} has no keyboard interface", self.0.fob.model());
        }
        // Under the lock: the kernel may ask before this returns.
        let mut line = self.line();
        self.tell(&creation(self.0.fob.model().reader_name(), self.0.product))?;
        line.cable = Some(cable);
        eprintln!("fobsim: plugged in");
        Ok(())
    }

    fn destroy(&self, line: &mut Line) {
        if line.cable.take().is_none() {
            return;
        }
        line.remove_after = None;
        match self.tell(&say::DESTROY.to_ne_bytes()) {
            Ok(()) => eprintln!("fobsim: pulled"),
            Err(error) => eprintln!("fobsim: {NODE}: {error}"),
        }
    }

    /// Answers the kernel until the file fails.
    fn live(&self) -> io::Error {
        let mut event = vec![0; EVENT];
        loop {
            event.fill(0);
            if let Err(error) = (&self.0.node).read(&mut event) {
                return error;
            }
            let answer = match number(&event, 0) {
                ask::GET_REPORT => self.asked_for_a_report(number(&event, 4)),
                ask::SET_REPORT => {
                    // Id, number, type, length, then the report with its number in front.
                    let length = usize::from(u16::from_ne_bytes([event[10], event[11]]));
                    let report = &event[12..12 + length.min(DATA)];
                    let report = (event[9] == FEATURE).then_some(report);
                    self.given_a_report(number(&event, 4), report)
                }
                _ => continue,
            };
            if let Some(answer) = answer {
                if let Err(error) = self.tell(&answer) {
                    eprintln!("fobsim: {NODE}: {error}");
                }
                self.count_down();
            }
        }
    }

    /// Pulls the fob if this was the last report of its time.
    fn count_down(&self) {
        let mut line = self.line();
        line.remove_after = line.remove_after.map(|left| left.saturating_sub(1));
        if line.remove_after == Some(0) {
            self.0.fob.remove();
            self.destroy(&mut line);
        }
    }

    /// `None`: the fob was pulled, and nobody answers.
    fn asked_for_a_report(&self, id: u32) -> Option<Vec<u8>> {
        let report = self.exchange(&[])?;
        let mut answer = [&say::GET_REPORT_REPLY.to_ne_bytes()[..], &id.to_ne_bytes()].concat();
        let (error, report) = match report {
            Ok(report) => (0, [&[0][..], &report].concat()),
            Err(error) => (error, Vec::new()),
        };
        answer.extend(error.to_ne_bytes());
        answer.extend(u16::try_from(report.len()).unwrap_or(0).to_ne_bytes());
        answer.extend(report);
        Some(answer)
    }

    /// No report: it is for the lamps.
    fn given_a_report(&self, id: u32, report: Option<&[u8]>) -> Option<Vec<u8>> {
        let taken = match report {
            None => Ok(Vec::new()),
            Some([0, report @ ..]) if report.len() == 8 => self.exchange(report)?,
            Some(_) => Err(FAILED),
        };
        let mut answer = [&say::SET_REPORT_REPLY.to_ne_bytes()[..], &id.to_ne_bytes()].concat();
        answer.extend(taken.err().unwrap_or(0).to_ne_bytes());
        Some(answer)
    }

    fn exchange(&self, out: &[u8]) -> Option<Result<Vec<u8>, u16>> {
        let mut line = self.line();
        let answer = match line.cable.as_mut()?.transfer(out) {
            Ok(answer) => Ok(answer),
            Err(CableError::Gone | CableError::Lost) => {
                self.destroy(&mut line);
                return None;
            }
            Err(error) => {
                eprintln!("fobsim: {error}");
                Err(FAILED)
            }
        };
        Some(answer)
    }

    /// One event, in one write.
    fn tell(&self, event: &[u8]) -> io::Result<()> {
        (&self.0.node).write_all(event)
    }
}

impl Plug for Keyboard {
    fn fob(&self) -> &SimFob {
        &self.0.fob
    }

    fn remove(&self) {
        // First the fob, so that whoever waits for a finger in it lets go.
        self.0.fob.remove();
        self.destroy(&mut self.line());
    }

    fn insert(&self) {
        if self.line().cable.is_some() {
            return;
        }
        self.0.fob.insert();
        if let Err(error) = self.create() {
            eprintln!("fobsim: not plugged in: {error:#}");
        }
    }

    fn remove_after(&self, exchanges: u32) {
        if exchanges == 0 {
            self.remove();
        } else {
            self.line().remove_after = Some(exchanges);
        }
    }

    /// A key goes down and up again, for each letter.
    fn types(&self, text: &str) -> anyhow::Result<()> {
        for (modifiers, key) in keys::of(text) {
            for report in [[modifiers, 0, key, 0, 0, 0, 0, 0], [0; 8]] {
                let length = u16::try_from(report.len()).unwrap_or(0);
                let event =
                    [&say::INPUT.to_ne_bytes()[..], &length.to_ne_bytes(), &report].concat();
                self.tell(&event).context(NODE)?;
                thread::sleep(Duration::from_millis(1));
            }
        }
        Ok(())
    }
}

/// The event that makes the device: name, place and serial as texts of fixed length, lengths, ids,
/// and the descriptor.
fn creation(name: &str, product: u32) -> Vec<u8> {
    let mut event = say::CREATE.to_ne_bytes().to_vec();
    for (text, length) in [(name, 128), ("fobsim", 64), ("", 64)] {
        let mut field = text.as_bytes().to_vec();
        field.resize(length, 0);
        event.extend(field);
    }
    event.extend(u16::try_from(DESCRIPTOR.len()).unwrap_or(0).to_ne_bytes());
    event.extend(BUS_USB.to_ne_bytes());
    // Vendor, product, version, country.
    for number in [YUBICO, product, 0x0543, 0] {
        event.extend(number.to_ne_bytes());
    }
    event.extend(DESCRIPTOR);
    event
}

fn number(event: &[u8], at: usize) -> u32 {
    event[at..].first_chunk().map_or(0, |bytes| u32::from_ne_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_device_is_made_as_the_kernel_lays_it_out() {
        let event = creation("Yubico YubiKey OTP+FIDO+CCID", 0x0407);
        assert_eq!(event[..4], 11_u32.to_ne_bytes());
        assert!(event[4..].starts_with(b"Yubico YubiKey OTP+FIDO+CCID\0"));
        assert_eq!(event[132..139], *b"fobsim\0");
        let numbers = 4 + 128 + 64 + 64;
        assert_eq!(event[numbers..numbers + 4], [71, 0, 3, 0]);
        assert_eq!(event[numbers + 4..numbers + 12], [0x50, 0x10, 0, 0, 0x07, 0x04, 0, 0]);
        assert_eq!(event[numbers + 20..], DESCRIPTOR);
    }

    #[test]
    fn the_descriptor_has_reports_of_eight_bytes_each_way() {
        // Bits of one report, by the kind of item that ends a field.
        let (mut size, mut count, mut bits) = (0_u32, 0_u32, [0_u32; 3]);
        let mut items = DESCRIPTOR.iter().copied();
        while let Some(item) = items.next() {
            let data = if item & 3 == 0 { 0 } else { items.next().expect("whole items") };
            match item & 0xFC {
                0x74 => size = u32::from(data),
                0x94 => count = u32::from(data),
                0x80 => bits[0] += size * count,
                0x90 => bits[1] += size * count,
                0xB0 => bits[2] += size * count,
                _ => {}
            }
        }
        assert_eq!(bits, [64, 8, 64]);
    }
}
