//! Practice fobs: they live in a folder and stay plugged in from one process to the next.
//!
//! In the folder, by serial: `S.json` the fob's whole state, its secrets included (written before
//! every answer that follows a change, so that a killed process leaves a true fob); `S.lock` held
//! by the process that has a session with it; `S.out` there while it is pulled out; `S.touch`
//! there from a touch until a command takes it.

mod cable;
mod error;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use fob_wire::cable::{Cable, CableError, Socket, Sockets, Transport};

use crate::dice::system;
use crate::fob::Fob;
use crate::model::Model;
use crate::silent::Silent;
use crate::sockets::numbered;
use crate::state_file::{StateError, read_state, write_state};

use cable::PracticeCable;
pub use error::PracticeError;

/// How long a practice fob waits for a touch.
const TOUCH: Duration = Duration::from_secs(15);

/// How long acts from outside wait for another process to finish with the fob.
const POLITE: Duration = Duration::from_secs(3);

/// The same for a session.
const POLITE_SESSION: Duration = Duration::from_secs(1);

/// What one sees of a practice fob without asking it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeFob {
    /// The serial, as text.
    pub serial: String,
    /// The make.
    pub model: Model,
    /// Whether it is plugged in.
    pub plugged: bool,
    /// The name of its reader.
    pub reader: String,
}

/// The practice fobs of one folder.
pub struct PracticeSockets {
    folder: PathBuf,
    touch: Duration,
}

impl PracticeSockets {
    /// Opens the folder, making it on first use. For each model named there is at least one fob of
    /// that make afterwards (named twice: two); if none is named and the folder is empty, one
    /// YubiKey 5.
    ///
    /// # Errors
    /// When the folder or a state file cannot be read or written.
    pub fn open(folder: &Path, models: &[Model]) -> Result<PracticeSockets, PracticeError> {
        let sockets = PracticeSockets { folder: folder.to_owned(), touch: TOUCH };
        fs::create_dir_all(folder).map_err(|e| sockets.failed(folder, e))?;
        // Two processes that come first at the same time do not make two fobs of one serial.
        let path = folder.join("lock");
        let _only_one = File::create(&path)
            .and_then(|file| file.lock().map(|()| file))
            .map_err(|e| sockets.failed(&path, e))?;
        let mut there: Vec<Model> = sockets.fobs()?.into_iter().map(|f| f.model).collect();
        let default = [Model::Yubikey5];
        let wanted = if models.is_empty() && there.is_empty() { &default } else { models };
        for model in wanted {
            match there.iter().position(|m| m == model) {
                Some(at) => _ = there.swap_remove(at),
                None => sockets.make(*model)?,
            }
        }
        Ok(sockets)
    }

    /// How long a fob waits for a touch from now on (15 s when not set).
    pub fn set_touch_time(&mut self, time: Duration) {
        self.touch = time;
    }

    /// All fobs of the folder, by serial.
    ///
    /// # Errors
    /// When the folder or a state file cannot be read.
    pub fn fobs(&self) -> Result<Vec<PracticeFob>, PracticeError> {
        let mut fobs: Vec<PracticeFob> = Vec::new();
        for serial in self.serials()? {
            let Some(fob) = read_state(&self.file(serial, "json"), system())? else { continue };
            let model = fob.model();
            let same = fobs.iter().filter(|f| f.model.reader_name() == model.reader_name());
            let n = u32::try_from(same.count()).expect("fewer fobs than numbers");
            fobs.push(PracticeFob {
                serial: serial.to_string(),
                model,
                plugged: self.is_plugged(serial),
                reader: numbered(model, n),
            });
        }
        Ok(fobs)
    }

    /// Presses a slot: what it types, Enter as `\n`. Without a serial: the only plugged fob.
    ///
    /// # Errors
    /// `Silent` when it types nothing, and the rest.
    pub fn press(&self, serial: Option<&str>, slot: u8) -> Result<String, PracticeError> {
        let serial = self.choose(serial)?;
        if !self.is_plugged(serial) {
            return Err(Silent::Unplugged.into());
        }
        let _lock = self.lock_soon(serial, POLITE)?;
        let mut fob = self.read(serial)?;
        let typed = fob.press(slot)?;
        write_state(&self.file(serial, "json"), &fob)?;
        Ok(typed)
    }

    /// Touches the fob for the command that waits in another process, or for the next one.
    ///
    /// # Errors
    /// No such fob, or the folder cannot be written.
    pub fn touch(&self, serial: Option<&str>) -> Result<(), PracticeError> {
        self.mark(self.choose(serial)?, "touch")
    }

    /// Pulls the fob out, also from under a session of another process.
    ///
    /// # Errors
    /// No such fob, or the folder cannot be written.
    pub fn remove(&self, serial: Option<&str>) -> Result<(), PracticeError> {
        self.mark(self.choose(serial)?, "out")
    }

    /// Plugs the fob in again: a new power session. Without a serial: the only one that is out.
    ///
    /// # Errors
    /// No such fob, another process still at it, or the folder cannot be written.
    pub fn insert(&self, serial: Option<&str>) -> Result<(), PracticeError> {
        let out = |f: &PracticeFob| !f.plugged;
        let serial = self.choose_among(serial, out)?;
        if self.is_plugged(serial) {
            return Ok(());
        }
        let _lock = self.lock_soon(serial, POLITE)?;
        let mut fob = self.read(serial)?;
        fob.power_on();
        write_state(&self.file(serial, "json"), &fob)?;
        self.unmark(serial, "touch")?;
        self.unmark(serial, "out")
    }

    fn make(&self, model: Model) -> Result<(), PracticeError> {
        let taken = self.serials()?;
        let free = |serial: &u64| !taken.contains(serial);
        let serial = (model.first_serial()..).find(free).expect("more numbers than fobs");
        let fob = Fob::new(model, Some(serial), None, system());
        Ok(write_state(&self.file(serial, "json"), &fob)?)
    }

    fn serials(&self) -> Result<Vec<u64>, PracticeError> {
        let entries = fs::read_dir(&self.folder).map_err(|e| self.failed(&self.folder, e))?;
        let mut serials: Vec<u64> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".json")?.parse().ok())
            .collect();
        serials.sort_unstable();
        Ok(serials)
    }

    /// Finds the fob that is meant: a serial as decimals, or as the eight hexadecimal digits that
    /// other makes print.
    fn choose(&self, serial: Option<&str>) -> Result<u64, PracticeError> {
        self.choose_among(serial, |f| f.plugged)
    }

    fn choose_among(
        &self,
        serial: Option<&str>,
        likely: impl Fn(&PracticeFob) -> bool,
    ) -> Result<u64, PracticeError> {
        let known = self.serials()?;
        if let Some(text) = serial {
            let same =
                |s: &&u64| s.to_string() == text || format!("{s:08x}") == text.to_lowercase();
            return known
                .iter()
                .find(same)
                .copied()
                .ok_or_else(|| PracticeError::NoSuchFob(text.to_owned()));
        }
        let likely: Vec<PracticeFob> = self.fobs()?.into_iter().filter(likely).collect();
        match (&likely[..], &known[..]) {
            ([one], _) => Ok(one.serial.parse().expect("a practice serial is a number")),
            ([], [one]) => Ok(*one),
            ([], []) => Err(PracticeError::NoSuchFob(String::new())),
            _ => Err(PracticeError::WhichFob),
        }
    }

    fn read(&self, serial: u64) -> Result<Fob, PracticeError> {
        read_state(&self.file(serial, "json"), system())?
            .ok_or_else(|| PracticeError::NoSuchFob(serial.to_string()))
    }

    fn is_plugged(&self, serial: u64) -> bool {
        !self.file(serial, "out").exists()
    }

    /// The lock goes with the file that is returned.
    fn lock(&self, serial: u64) -> Result<File, PracticeError> {
        let path = self.file(serial, "lock");
        let file = File::create(&path).map_err(|e| self.failed(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(PracticeError::InUse),
            Err(TryLockError::Error(e)) => Err(self.failed(&path, e)),
        }
    }

    fn lock_soon(&self, serial: u64, patience: Duration) -> Result<File, PracticeError> {
        let until = Instant::now() + patience;
        loop {
            match self.lock(serial) {
                Err(PracticeError::InUse) if Instant::now() < until => {
                    thread::sleep(Duration::from_millis(20));
                }
                done => return done,
            }
        }
    }

    fn mark(&self, serial: u64, what: &str) -> Result<(), PracticeError> {
        let path = self.file(serial, what);
        File::create(&path).map(drop).map_err(|e| self.failed(&path, e))
    }

    fn unmark(&self, serial: u64, what: &str) -> Result<(), PracticeError> {
        let path = self.file(serial, what);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(self.failed(&path, e)),
            _ => Ok(()),
        }
    }

    fn file(&self, serial: u64, what: &str) -> PathBuf {
        self.folder.join(format!("{serial}.{what}"))
    }

    fn failed(&self, path: &Path, source: io::Error) -> PracticeError {
        StateError::File { path: path.to_owned(), source }.into()
    }
}

impl Sockets for PracticeSockets {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        let fobs = self.fobs().map_err(other)?;
        Ok(fobs
            .into_iter()
            .filter(|f| f.plugged || f.model.contactless())
            .map(|f| Socket { name: f.reader, transport: Transport::Pcsc, occupied: f.plugged })
            .collect())
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let fobs = self.fobs().map_err(other)?;
        let there = fobs.into_iter().find(|f| f.reader == socket && f.plugged);
        let serial = there.ok_or(CableError::Gone)?.serial;
        let serial = serial.parse().expect("a practice serial is a number");
        let lock = self.lock_soon(serial, POLITE_SESSION).map_err(other)?;
        let fob = self.read(serial).map_err(other)?;
        let marks = PracticeSockets { folder: self.folder.clone(), touch: self.touch };
        Ok(Box::new(PracticeCable::new(fob, serial, marks, lock)))
    }
}

fn other(error: PracticeError) -> CableError {
    match error {
        PracticeError::InUse => CableError::InUse,
        PracticeError::NoSuchFob(_) => CableError::Gone,
        rest => CableError::Other(rest.to_string()),
    }
}

#[cfg(test)]
mod tests;
