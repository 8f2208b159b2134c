//! A software fob behind a cable in this process: a handle that tests keep, a cable that the desk
//! gets.

mod cable;

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;

use fob_wire::cable::{CableError, Framing};

pub use cable::SimCable;

use crate::faults::{Faults, Finger, Moment};
use crate::fob::{Fob, Reply};
use crate::model::Model;
use crate::silent::Silent;
use crate::state_file::{StateError, write_state_unflushed};

/// A software fob in somebody's hand: press it, touch it, pull it, look inside, make it misbehave.
/// Clones are handles to the same fob.
#[derive(Clone)]
pub struct SimFob(Arc<Shared>);

struct Shared {
    inside: Mutex<Inside>,
    /// Something happened that a waiting command wants to know: a touch, or the fob was pulled.
    stirred: Condvar,
}

struct Inside {
    fob: Fob,
    /// Where the state is kept, and how many changes the file knows.
    kept: Option<(PathBuf, u64)>,
    plugged: bool,
    /// Counts insertions: a cable from before is dead.
    insertion: u64,
    finger_down: bool,
    session_open: bool,
    /// Since when a command over the keyboard interface waits for a finger.
    waits_since: Option<Instant>,
    exchanges: u64,
    reports: u64,
    faults: Faults,
    wires: Wires,
}

/// By which of its interfaces a YubiKey can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wires {
    /// Both, as a rule: a smart card reader and a keyboard.
    #[default]
    Both,
    /// The smart card reader alone.
    Reader,
    /// The keyboard alone.
    Keyboard,
    /// Both, but the reader does not reach the slots, as with some firmware.
    Apart,
}

impl SimFob {
    /// Plugs the fob in.
    pub fn new(fob: Fob) -> SimFob {
        let inside = Inside {
            fob,
            kept: None,
            plugged: true,
            insertion: 1,
            finger_down: false,
            session_open: false,
            waits_since: None,
            exchanges: 0,
            reports: 0,
            faults: Faults::default(),
            wires: Wires::default(),
        };
        SimFob(Arc::new(Shared { inside: Mutex::new(inside), stirred: Condvar::new() }))
    }

    /// The same, its state kept in a file: written before each answer that follows a change, so that
    /// a killed process leaves a true fob (a power cut might not).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn kept_in(fob: Fob, file: PathBuf) -> Result<SimFob, StateError> {
        write_state_unflushed(&file, &fob)?;
        let changes = fob.changes();
        let sim = SimFob::new(fob);
        sim.lock().kept = Some((file, changes));
        Ok(sim)
    }

    /// The same, reached by these interfaces only. Makes without a keyboard keep their reader.
    #[must_use]
    pub fn wired(self, wires: Wires) -> SimFob {
        self.lock().wires = wires;
        self.lock().fob.set_slots_over_reader(wires != Wires::Apart);
        self
    }

    /// The make.
    pub fn model(&self) -> Model {
        self.lock().fob.model()
    }

    /// How what reaches it is wrapped at first.
    pub(crate) fn framing(&self) -> Framing {
        match self.reaches(Framing::Apdu) {
            true => Framing::Apdu,
            false => Framing::Report,
        }
    }

    fn reaches(&self, framing: Framing) -> bool {
        let inside = self.lock();
        let keyboard = inside.fob.has_keyboard();
        match framing {
            Framing::Apdu => inside.wires != Wires::Keyboard || !keyboard,
            Framing::Report => inside.wires != Wires::Reader && keyboard,
            Framing::Block | Framing::Packet => false,
        }
    }

    /// The serial, where it has one.
    pub fn serial(&self) -> Option<u64> {
        self.lock().fob.serial()
    }

    /// Whether it is plugged in.
    pub fn is_plugged(&self) -> bool {
        self.lock().plugged
    }

    /// Pulls it out. A command that waits for a touch is lost.
    pub fn remove(&self) {
        self.lock().pull();
        self.0.stirred.notify_all();
    }

    /// Plugs it in again: a new power session. Does nothing when it is in.
    pub fn insert(&self) {
        let mut inside = self.lock();
        if !inside.plugged {
            inside.plugged = true;
            inside.insertion += 1;
            inside.finger_down = false;
            inside.fob.power_on();
        }
    }

    /// Touches it: for the command that waits, or else for the next one that asks.
    pub fn touch(&self) {
        self.lock().finger_down = true;
        self.0.stirred.notify_all();
    }

    /// Touches it with no command waiting: what the slot types, Enter as `\n`. Spends a code.
    ///
    /// # Errors
    /// [`Silent`] when the slot types nothing.
    pub fn press(&self, slot: u8) -> Result<String, Silent> {
        let mut inside = self.lock();
        if !inside.plugged {
            return Err(Silent::Unplugged);
        }
        let typed = inside.fob.press(slot)?;
        inside.keep().map_err(|_| Silent::NotKept)?;
        Ok(typed)
    }

    /// Changes what goes wrong from now on.
    pub fn faults<R>(&self, change: impl FnOnce(&mut Faults) -> R) -> R {
        let mut inside = self.lock();
        let result = change(&mut inside.faults);
        let limit = inside.faults.oath_limit;
        inside.fob.set_oath_limit(limit);
        result
    }

    /// How many exchanges have reached the fob since it was made.
    pub fn exchanges(&self) -> u64 {
        self.lock().exchanges
    }

    /// How many of them were reports, over the keyboard interface.
    pub fn reports(&self) -> u64 {
        self.lock().reports
    }

    /// Looks inside, or reaches inside.
    pub fn inside<R>(&self, look: impl FnOnce(&mut Fob) -> R) -> R {
        look(&mut self.lock().fob)
    }

    /// Opens a session, as one program at a time may.
    ///
    /// # Errors
    /// `Gone`, `InUse` (also while another cable to it lives), `Mute`, `NoService`, `Denied`.
    pub fn connect(&self) -> Result<SimCable, CableError> {
        let mut inside = self.lock();
        inside.faults.service()?;
        if !inside.plugged {
            return Err(CableError::Gone);
        }
        if inside.faults.mute || !inside.fob.is_lit() {
            return Err(CableError::Mute);
        }
        if inside.session_open || inside.faults.another_program_holds_it() {
            return Err(CableError::InUse);
        }
        inside.session_open = true;
        let insertion = inside.insertion;
        drop(inside);
        Ok(SimCable { fob: self.clone(), insertion, framing: self.framing() })
    }

    pub(crate) fn service(&self) -> Result<(), CableError> {
        self.lock().faults.service()
    }

    fn transfer(
        &self,
        insertion: u64,
        framing: Framing,
        out: &[u8],
    ) -> Result<Vec<u8>, CableError> {
        let mut inside = self.lock();
        inside.faults.service()?;
        if !inside.is_still(insertion) {
            return Err(CableError::Gone);
        }
        if framing == Framing::Apdu && inside.faults.resets_now() {
            inside.fob.reset_card();
            return Err(CableError::Reset);
        }
        let vanishes = inside.faults.vanishes_now();
        match vanishes {
            Some(Moment::Between) => {
                inside.pull();
                return Err(CableError::Gone);
            }
            Some(Moment::Unheard) => {
                inside.pull();
                return Err(CableError::Lost);
            }
            Some(Moment::Unanswered) | None => {}
        }
        let slow = inside.faults.slow;
        if !slow.is_zero() {
            drop(inside);
            thread::sleep(slow);
            inside = self.lock();
            if !inside.is_still(insertion) {
                return Err(CableError::Lost);
            }
        }
        inside.exchanges += 1;
        inside.reports += u64::from(framing == Framing::Report);
        let answer = match framing {
            Framing::Report => inside.report(out),
            _ => match inside.fob.exchange(out) {
                Reply::Answer(answer) => answer,
                Reply::NeedsTouch => {
                    let touched;
                    (inside, touched) = self.wait_for_finger(inside, insertion);
                    let touched = touched.ok_or(CableError::Lost)?;
                    inside.fob.resume(touched)
                }
            },
        };
        inside.keep().map_err(|e| CableError::Other(e.to_string()))?;
        if vanishes.is_some() {
            inside.pull();
            return Err(CableError::Lost);
        }
        let Inside { fob, faults, .. } = &mut *inside;
        Ok(match framing {
            Framing::Report if out.is_empty() => faults.falsify_report(answer, fob.dice()),
            Framing::Report => answer,
            _ => faults.falsify(answer, fob.dice()),
        })
    }

    /// Gives the lock away while it waits. `None`: the fob was pulled meanwhile.
    fn wait_for_finger<'a>(
        &'a self,
        mut inside: MutexGuard<'a, Inside>,
        insertion: u64,
    ) -> (MutexGuard<'a, Inside>, Option<bool>) {
        let patience = match inside.faults.finger {
            Finger::Always => return (inside, Some(true)),
            Finger::Never => return (inside, Some(false)),
            Finger::Waits(patience) => patience,
        };
        let until = Instant::now() + patience;
        loop {
            if !inside.is_still(insertion) {
                return (inside, None);
            }
            if std::mem::take(&mut inside.finger_down) {
                return (inside, Some(true));
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return (inside, Some(false));
            }
            inside = match self.0.stirred.wait_timeout(inside, left) {
                Ok((inside, _)) => inside,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Inside {
    fn is_still(&self, insertion: u64) -> bool {
        self.plugged && self.insertion == insertion
    }

    /// One report, read (nothing goes out) or written.
    fn report(&mut self, out: &[u8]) -> Vec<u8> {
        if !out.is_empty() {
            self.fob.hear_report(out);
            return Vec::new();
        }
        let mut seconds = 0;
        if self.fob.keyboard_waits() {
            let since = *self.waits_since.get_or_insert_with(Instant::now);
            let patience = match self.faults.finger {
                Finger::Always => Ok(true),
                Finger::Never => Ok(false),
                Finger::Waits(_) if std::mem::take(&mut self.finger_down) => Ok(true),
                Finger::Waits(patience) => Err(patience.saturating_sub(since.elapsed())),
            };
            match patience {
                Err(left) if !left.is_zero() => {
                    seconds = u8::try_from(left.as_secs() + 1).unwrap_or(u8::MAX);
                }
                ended => self.fob.resume_keyboard(ended == Ok(true)),
            }
        }
        if !self.fob.keyboard_waits() {
            self.waits_since = None;
        }
        self.fob.show_report(seconds).to_vec()
    }

    fn pull(&mut self) {
        self.plugged = false;
        self.session_open = false;
        self.faults.vanish = None;
    }

    /// What a fob has done is in its memory before anybody hears of it.
    fn keep(&mut self) -> Result<(), StateError> {
        let now = self.fob.changes();
        match &mut self.kept {
            Some((file, known)) if *known != now => {
                write_state_unflushed(file, &self.fob)?;
                *known = now;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
