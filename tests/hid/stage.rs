//! What the stories stand on: a fob in this kernel, somebody who presses and touches it, and the
//! keyboard that the kernel sees.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use desk::cable::{Go, Sockets as _, Why};
use desk::{Attendant, Desk, Progress, Typed};
use desk_tests::props::soft_fob::{PluggedFob, SoftFob};
use desk_tests::props::stage::Stage;
use fob_link::Ports;
use fob_sim::{Fob, Model, read_state, seeded};
use tempfile::TempDir;

/// How long anything may take before it is called broken.
pub(super) const LONG: Duration = Duration::from_secs(20);
/// What the fob calls itself, over USB.
pub(super) const NAME: &str = "Yubico YubiKey OTP+FIDO+CCID (USB)";

/// A fob in this kernel, and what is in it.
pub(super) struct Stick {
    pub(super) fob: PluggedFob,
    memory: TempDir,
}

impl Stick {
    /// Plugs a fob in; returns when its node is there.
    pub(super) fn plug(serial: u32) -> Self {
        let memory = TempDir::new().expect("a folder");
        let fob = SoftFob::new(Model::Yubikey5).serial(serial).state(&memory.path().join("fob"));
        let fob = fob.as_keyboard().expect("fobsim");
        let stick = Self { fob, memory };
        see(1);
        stick
    }

    /// The fob as it is on the inside.
    pub(super) fn inside(&self) -> Fob {
        let state = read_state(&self.memory.path().join("fob"), seeded(1));
        state.expect("its memory").expect("a fob")
    }

    /// The secret of slot 2.
    pub(super) fn held(&self) -> Option<Vec<u8>> {
        self.inside().slot(2).map(|slot| [&slot.key[..], &slot.uid[..4]].concat())
    }

    /// Plugs it in again; returns when its node is there.
    pub(super) fn insert(&mut self) {
        self.fob.insert().expect("fobsim");
        see(1);
    }
}

/// Waits until so many fobs are there.
pub(super) fn see(count: usize) {
    let until = Instant::now() + LONG;
    loop {
        match Ports::new().look() {
            Ok(seen) if seen.len() == count => return,
            // Nothing at all is told as the lack of a smart card service.
            Err(_) if count == 0 => return,
            seen => assert!(Instant::now() < until, "{seen:?} is never {count}"),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The desk of this stage, over what is plugged into this computer.
pub(super) fn desk(stage: &Stage) -> Desk {
    stage.desk_over(Box::new(Ports::new()))
}

/// Somebody at the desk, with this fob in hand.
pub(super) struct Hand<'s> {
    stick: &'s mut Stick,
    /// What the keyboard typed, as the kernel saw it, if somebody looks.
    keyboard: Option<Keyboard>,
    /// The longest that was waited, and how often for a finger.
    pub(super) touches: u32,
}

impl<'s> Hand<'s> {
    pub(super) fn on(stick: &'s mut Stick) -> Self {
        Self { stick, keyboard: None, touches: 0 }
    }

    /// The same, looking at the keyboard.
    pub(super) fn at_the_keyboard(stick: &'s mut Stick) -> Self {
        Self { keyboard: Some(Keyboard::find()), ..Self::on(stick) }
    }
}

impl Attendant for Hand<'_> {
    fn tell(&mut self, _: &Progress) {}

    fn pause(&mut self, time: Duration, why: Why) -> Go {
        if let Why::Touch(_) = why {
            self.touches += 1;
            self.stick.fob.touch().expect("fobsim");
        }
        thread::sleep(time);
        Go::On
    }

    fn code(&mut self, _serial: &str, place: &str, _again: bool) -> Typed {
        let slot = if place == "slot1" { 1 } else { 2 };
        let code = self.stick.fob.press(slot).expect("fobsim");
        if let Some(keyboard) = &self.keyboard {
            assert_eq!(keyboard.types(code.len()), code, "what is told and what is typed");
        }
        Typed::Code(code)
    }
}

/// The keyboard, as every program on this computer sees it.
pub(super) struct Keyboard(Receiver<char>);

impl Keyboard {
    /// The input device of the fob. It is read from now on.
    pub(super) fn find() -> Self {
        let until = Instant::now() + LONG;
        let node = loop {
            match input_node() {
                Some(node) => break node,
                None => assert!(Instant::now() < until, "the fob is no keyboard"),
            }
            thread::sleep(Duration::from_millis(10));
        };
        let mut file = File::open(node).expect("an input device");
        let (send, keys) = mpsc::channel();
        thread::spawn(move || {
            // A time of 16 bytes, kind, code, value.
            let mut event = [0; 24];
            while file.read_exact(&mut event).is_ok() {
                let kind = u16::from_ne_bytes([event[16], event[17]]);
                let code = u16::from_ne_bytes([event[18], event[19]]);
                let down = event[20..24] == 1_i32.to_ne_bytes();
                if kind == 1 && down && send.send(digit(code)).is_err() {
                    return;
                }
            }
        });
        Self(keys)
    }

    /// What is typed next.
    pub(super) fn types(&self, length: usize) -> String {
        let key = |_| self.0.recv_timeout(LONG).expect("something is typed");
        (0..length).map(key).collect()
    }
}

/// The digits are the keys 2 to 11.
fn digit(code: u16) -> char {
    let digit = (2..=11).contains(&code).then(|| char::from_digit(u32::from(code - 1) % 10, 10));
    digit.flatten().unwrap_or('?')
}

fn input_node() -> Option<PathBuf> {
    let nodes = fs::read_dir("/sys/class/input").ok()?.flatten();
    let fob = |entry: &fs::DirEntry| {
        let name = fs::read_to_string(entry.path().join("device/name")).unwrap_or_default();
        entry.file_name().to_string_lossy().starts_with("event") && name.contains("YubiKey")
    };
    let node = nodes.filter(fob).max_by_key(fs::DirEntry::file_name)?;
    Some(PathBuf::from("/dev/input").join(node.file_name())).filter(|node| node.exists())
}
