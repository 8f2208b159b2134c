//! A session with a practice fob: the whole device is in this process, and its lock.

use std::fs::File;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use fob_wire::cable::{Cable, CableError, Framing};

use super::{PracticeSockets, other};
use crate::fob::{Fob, Reply};
use crate::state_file::write_state;

/// How often a touch from another process is looked for.
const LOOK: Duration = Duration::from_millis(20);

/// The cable to a practice fob.
pub(super) struct PracticeCable {
    fob: Fob,
    /// How many changes the file knows.
    known: u64,
    serial: u64,
    file: PathBuf,
    marks: PracticeSockets,
    framing: Framing,
    /// Since when a command over the keyboard interface waits for a finger.
    waits_since: Option<Instant>,
    _lock: File,
}

impl PracticeCable {
    pub(super) fn new(fob: Fob, serial: u64, marks: PracticeSockets, lock: File) -> Self {
        let (known, file) = (fob.changes(), marks.file(serial, "json"));
        let (framing, waits_since) = (Framing::Apdu, None);
        Self { fob, known, serial, file, marks, framing, waits_since, _lock: lock }
    }

    /// Waits for a touch from any process. `None`: pulled out meanwhile.
    fn wait_for_finger(&self) -> Result<Option<bool>, CableError> {
        let until = Instant::now() + self.marks.touch;
        loop {
            if !self.marks.is_plugged(self.serial) {
                return Ok(None);
            }
            if self.touched()? {
                return Ok(Some(true));
            }
            if Instant::now() >= until {
                return Ok(Some(false));
            }
            thread::sleep(LOOK);
        }
    }

    /// Whether somebody touched it; the touch is taken.
    fn touched(&self) -> Result<bool, CableError> {
        let touched = self.marks.file(self.serial, "touch").exists();
        if touched {
            self.marks.unmark(self.serial, "touch").map_err(other)?;
        }
        Ok(touched)
    }

    /// One report, read (nothing goes out) or written.
    fn report(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        if !out.is_empty() {
            self.fob.hear_report(out);
            return Ok(Vec::new());
        }
        let mut seconds = 0;
        if self.fob.keyboard_waits() {
            let since = *self.waits_since.get_or_insert_with(Instant::now);
            let left = self.marks.touch.saturating_sub(since.elapsed());
            let touched = self.touched()?;
            if touched || left.is_zero() {
                self.fob.resume_keyboard(touched);
            }
            seconds = u8::try_from(left.as_secs() + 1).unwrap_or(u8::MAX);
        }
        if !self.fob.keyboard_waits() {
            self.waits_since = None;
        }
        Ok(self.fob.show_report(seconds).to_vec())
    }

    fn command(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        match self.fob.exchange(out) {
            Reply::Answer(answer) => Ok(answer),
            Reply::NeedsTouch => {
                let touched = self.wait_for_finger()?.ok_or(CableError::Lost)?;
                Ok(self.fob.resume(touched))
            }
        }
    }
}

impl Cable for PracticeCable {
    fn framing(&self) -> Framing {
        self.framing
    }

    fn contactless(&self) -> bool {
        self.fob.model().contactless()
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        let has = match to {
            Framing::Apdu => true,
            Framing::Report => self.fob.has_keyboard(),
            Framing::Block | Framing::Packet => false,
        };
        if has && to != self.framing {
            self.fob.reset_card();
            self.framing = to;
        }
        Ok(has)
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        if !self.marks.is_plugged(self.serial) {
            return Err(CableError::Gone);
        }
        let answer = match self.framing {
            Framing::Report => self.report(out),
            _ => self.command(out),
        }?;
        if self.fob.changes() != self.known {
            write_state(&self.file, &self.fob).map_err(|e| CableError::Other(e.to_string()))?;
            self.known = self.fob.changes();
        }
        Ok(answer)
    }
}
