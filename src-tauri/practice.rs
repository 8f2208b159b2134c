//! Practice: fobs made of software in a folder, what a hand does to them, and how slow they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use desk::Fault;
use desk::cable::{Cable, CableError, Framing, Socket, Sockets};
use fob_sim::{Model, PracticeError, PracticeSockets};
use serde_json::{Value, json};

use crate::acts::Hand;

/// The slowest that practice gets.
const SLOWEST: u32 = 5_000;

/// The practice fobs of one folder, for as long as practice lasts.
#[derive(Clone)]
pub(crate) struct Practice {
    folder: PathBuf,
    models: Vec<Model>,
    slow: Arc<AtomicU32>,
}

impl Practice {
    /// Practice with fobs in this folder; there is at least one of each model afterwards.
    pub(crate) fn new(folder: PathBuf, models: Vec<Model>) -> Self {
        Self { folder, models, slow: Arc::default() }
    }

    /// The folder of the fobs.
    fn folder(&self) -> &Path {
        &self.folder
    }

    /// The fobs themselves, made on first use.
    ///
    /// # Errors
    /// `disk_failed`.
    pub(crate) fn fobs(&self) -> Result<PracticeSockets, Fault> {
        PracticeSockets::open(self.folder(), &self.models).map_err(|error| fault(&error, "", 0))
    }

    /// The fobs as something to plug in.
    ///
    /// # Errors
    /// `disk_failed`.
    pub(crate) fn sockets(&self) -> Result<Box<dyn Sockets>, Fault> {
        Ok(Box::new(Slow { sockets: self.fobs()?, by: Arc::clone(&self.slow) }))
    }

    /// The fobs there are, as the page shows them.
    ///
    /// # Errors
    /// `disk_failed`.
    pub(crate) fn list(&self) -> Result<Value, Fault> {
        let fobs = self.fobs()?.fobs().map_err(|error| fault(&error, "", 0))?;
        let card = |fob: &fob_sim::PracticeFob| json!({ "serial": fob.serial, "model": fob.model.name(), "plugged": fob.plugged });
        Ok(fobs.iter().map(card).collect())
    }

    /// A hand does something to a fob; what it types, if it was pressed.
    ///
    /// # Errors
    /// `fob_not_here`, `slot_silent`, `fob_held`, `disk_failed`.
    pub(crate) fn hand(&self, hand: Hand, serial: &str) -> Result<Option<String>, Fault> {
        let fobs = self.fobs()?;
        let fob = Some(serial);
        let slot = if hand == Hand::Press2 { 2 } else { 1 };
        let done = match hand {
            Hand::Plug => fobs.insert(fob).map(|()| None),
            Hand::Pull => fobs.remove(fob).map(|()| None),
            Hand::Touch => fobs.touch(fob).map(|()| None),
            Hand::Press1 | Hand::Press2 => fobs.press(fob, slot).map(Some),
        };
        done.map_err(|error| fault(&error, serial, slot))
    }

    /// From now on each answer takes so many milliseconds longer.
    pub(crate) fn slow_down(&self, ms: u32) {
        self.slow.store(ms.min(SLOWEST), Ordering::SeqCst);
    }
}

/// A practice fob's failure as the desk's.
fn fault(error: &PracticeError, serial: &str, slot: u8) -> Fault {
    Fault::named(error.code(), &error.values(serial, slot)).detailed(error.to_string())
}

/// Practice fobs whose every answer takes a while, as on a bad hub.
struct Slow {
    sockets: PracticeSockets,
    by: Arc<AtomicU32>,
}

impl Sockets for Slow {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        self.sockets.look()
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let cable = self.sockets.connect(socket)?;
        Ok(Box::new(SlowCable { cable, by: Arc::clone(&self.by) }))
    }
}

struct SlowCable {
    cable: Box<dyn Cable>,
    by: Arc<AtomicU32>,
}

impl Cable for SlowCable {
    fn framing(&self) -> Framing {
        self.cable.framing()
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        self.cable.turn(to)
    }

    fn contactless(&self) -> bool {
        self.cable.contactless()
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        sleep(Duration::from_millis(self.by.load(Ordering::SeqCst).into()));
        self.cable.transfer(out)
    }
}

#[cfg(test)]
mod tests {
    use desk::Cause;

    use super::*;

    #[test]
    fn a_hand_plugs_pulls_and_presses() {
        let folder = std::env::temp_dir().join(format!("fobdesk-hand-{}", std::process::id()));
        let practice = Practice::new(folder.clone(), Model::list("yubikey5").expect("known"));
        let list = practice.list().expect("one fob");
        let serial = list[0]["serial"].as_str().expect("a serial").to_owned();
        assert_eq!(list[0]["plugged"], true);
        let silent = practice.hand(Hand::Press2, &serial).expect_err("an empty slot");
        assert_eq!(silent.cause, Cause::SlotSilent { slot: "2".into() });
        practice.hand(Hand::Pull, &serial).expect("pulled");
        assert_eq!(practice.list().expect("one fob")[0]["plugged"], false);
        let gone = practice.hand(Hand::Press1, &serial).expect_err("pulled");
        assert_eq!(gone.cause, Cause::FobNotHere { serial: serial.clone() });
        practice.hand(Hand::Plug, &serial).expect("plugged");
        assert_eq!(practice.list().expect("one fob")[0]["plugged"], true);
        std::fs::remove_dir_all(folder).expect("gone");
    }
}
