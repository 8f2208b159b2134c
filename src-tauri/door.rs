//! The desk behind the window: opened when it is first asked, one act at a time. What is plugged
//! in, stopping, and practice are answered past its lock, so that a fob that waits for a finger
//! never freezes the page.

mod left_alone;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;
use desk::command::Command;
use desk::{Cause, Desk, Fault, Key, KeyringDoor, Lang, Setting, SystemWorld};
use fob_link::Ports;
use fob_sim::Model;
use serde_json::{Value, json};
use tauri::ipc::Channel;

use crate::acts::{self, Act, Ask};
use crate::face::Person;
use crate::files::Files;
use crate::idle::Idle;
use crate::news::News;
use crate::options::Options;
use crate::passphrase;
use crate::practice::Practice;
use crate::watch::{self, Watching};

/// How long a look at the fobs waits for a short act to end before it tells what was last seen.
const SOON: Duration = Duration::from_millis(100);

/// The desk behind the window.
pub(crate) struct Door {
    data: PathBuf,
    passphrase_file: Option<PathBuf>,
    lang: Lang,
    desks: Mutex<Desks>,
    /// The practice under way, if one is.
    practice: Mutex<Option<Practice>>,
    news: News,
    /// Raised to stop what the desk is at.
    stop: AtomicBool,
    /// What was last seen to be plugged in.
    seen: Mutex<Option<Value>>,
    /// Somebody was told what was last seen, and wants to know when the desk is free again.
    missed: AtomicBool,
    /// When somebody last had a hand on the window.
    idle: Mutex<Idle>,
    /// After how many seconds without one the operator is signed out; 0: nobody has signed in.
    idle_seconds: AtomicU64,
    /// The watching thread, once a page listens.
    watching: Mutex<Option<Watching>>,
}

/// Taken out while they work: a desk in whose middle something broke is not used again.
#[derive(Default)]
struct Desks {
    /// The one that answers.
    now: Option<Desk>,
    /// The real one, while practice has its place.
    aside: Option<Desk>,
}

impl Door {
    /// A door for a window that was started so; nothing is opened yet.
    ///
    /// # Errors
    /// An unknown practice model; no home folder and no folder named.
    pub(crate) fn new(options: &Options) -> anyhow::Result<Self> {
        let data = match &options.data {
            Some(folder) => folder.clone(),
            None => directories::ProjectDirs::from("", "", "Fobdesk")
                .context("this user has no home folder: name one with --data DIR")?
                .data_dir()
                .to_owned(),
        };
        let models = options.practice.as_deref().map(Model::list).transpose()?;
        let fobs = practice_folder(&data).join("fobs");
        Ok(Self {
            practice: Mutex::new(models.map(|models| Practice::new(fobs, models))),
            data,
            passphrase_file: options.passphrase_file.clone(),
            lang: options.lang,
            desks: Mutex::default(),
            news: News::default(),
            stop: AtomicBool::default(),
            seen: Mutex::default(),
            missed: AtomicBool::default(),
            idle: Mutex::new(Idle::new(Instant::now(), SystemTime::now())),
            idle_seconds: AtomicU64::new(0),
            watching: Mutex::default(),
        })
    }

    /// The language of this window.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Has the shell or the desk do what the page asks. May wait for a fob or for a person: not
    /// for the window's own thread.
    ///
    /// # Errors
    /// What they say; `usage` for an act that neither knows.
    pub(crate) fn answer(&self, ask: Value, files: &Files) -> Result<Value, Fault> {
        match acts::parse(ask)? {
            Ask::Shell(act) => self.act(act),
            Ask::Desk(command) if matches!(command, Command::fobs {}) => self.look(command, files),
            Ask::Desk(command) => {
                // After a sleep the page may be quicker than the next look.
                self.look_after(Instant::now(), SystemTime::now());
                let _free = Free(self);
                let mut desks = held(&self.desks);
                self.stop.store(false, Ordering::SeqCst);
                self.run(command, &mut desks, files)
            }
        }
    }

    /// From now on this page hears when something changes, and no other.
    ///
    /// # Errors
    /// The system gives no thread; the practice fobs cannot be read.
    pub(crate) fn listen(&self, page: Channel<Value>) -> Result<(), Fault> {
        self.news.to(page);
        let mut watching = held(&self.watching);
        if watching.is_none() {
            *watching = Some(self.watch()?);
        }
        Ok(())
    }

    /// What is plugged in; while the desk works, what was last seen.
    fn look(&self, command: Command, files: &Files) -> Result<Value, Fault> {
        let Some(mut desks) = self.desks_soon() else { return Ok(self.seen()) };
        let answer = self.run(command, &mut desks, files);
        *held(&self.seen) = answer.as_ref().ok().cloned();
        answer
    }

    fn run(&self, command: Command, desks: &mut Desks, files: &Files) -> Result<Value, Fault> {
        let mut desk = match desks.now.take() {
            Some(desk) => desk,
            None => self.open()?,
        };
        let answer = command.run(&mut desk, &mut Person::new(&self.news, &self.stop, files));
        let seconds = desk::operators::idle_seconds(&mut desk);
        if self.idle_seconds.swap(seconds.unwrap_or(0), Ordering::SeqCst) == 0 {
            held(&self.idle).touched(Instant::now());
        }
        // The window's process ends without dropping its desk.
        desk.pin();
        desks.now = Some(desk);
        answer
    }

    /// The desks, if they are free soon.
    fn desks_soon(&self) -> Option<MutexGuard<'_, Desks>> {
        let until = Instant::now() + SOON;
        loop {
            // The last try comes after the wish to hear of the end, so that no end is missed.
            let last = Instant::now() >= until;
            if last {
                self.missed.store(true, Ordering::SeqCst);
            }
            match self.desks.try_lock() {
                Ok(desks) => return Some(desks),
                Err(TryLockError::Poisoned(broken)) => return Some(broken.into_inner()),
                Err(TryLockError::WouldBlock) if last => return None,
                Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(5)),
            }
        }
    }

    fn seen(&self) -> Value {
        let seen = held(&self.seen).clone();
        let mut plugs = seen.unwrap_or_else(|| json!({ "fobs": [], "troubles": [] }));
        plugs["busy"] = true.into();
        plugs
    }

    fn act(&self, act: Act) -> Result<Value, Fault> {
        match act {
            Act::Awake {} => held(&self.idle).touched(Instant::now()),
            Act::Stop {} => self.stop.store(true, Ordering::SeqCst),
            Act::PracticeStart { models } => {
                let usage = |error| Fault::from(Cause::Usage).detailed(format!("{error}"));
                let models = Model::list(&models).map_err(usage)?;
                let practice = Practice::new(practice_folder(&self.data).join("fobs"), models);
                practice.fobs()?;
                self.change(Some(practice))?;
            }
            Act::PracticeEnd {} => self.change(None)?,
            Act::PracticeFobs {} => return self.practice()?.list(),
            Act::PracticeSlow { ms } => self.practice()?.slow_down(ms),
            Act::Practice { act, serial } => {
                return Ok(self.practice()?.hand(act, &serial)?.into());
            }
        }
        Ok(Value::Null)
    }

    /// Puts practice in the place of the real desk, or the real desk in its own.
    fn change(&self, to: Option<Practice>) -> Result<(), Fault> {
        self.stop.store(true, Ordering::SeqCst);
        let on = to.is_some();
        {
            let mut desks = held(&self.desks);
            let mut practice = held(&self.practice);
            let mut left = desks.now.take();
            if let Some(desk) = left.as_mut().filter(|_| on) {
                // While practice lasts nobody watches over the seat at the real desk.
                let _ = desk::operators::sign_out(desk);
            }
            match (practice.is_some(), on) {
                (false, true) => desks.aside = left,
                (true, false) => desks.now = desks.aside.take(),
                (false, false) => desks.now = left,
                (true, true) => {}
            }
            *practice = to;
            *held(&self.seen) = None;
        }
        let mut watching = held(&self.watching);
        if watching.take().is_some() {
            *watching = Some(self.watch()?);
        }
        self.news.tell(json!({ "event": "practice", "on": on }));
        Ok(())
    }

    fn practice(&self) -> Result<Practice, Fault> {
        held(&self.practice).clone().ok_or_else(|| Cause::NoFob.into())
    }

    fn watch(&self) -> Result<Watching, Fault> {
        let news = self.news.clone();
        let tell = move |told| news.tell(told);
        let started = match &*held(&self.practice) {
            None => watch::readers(tell),
            Some(practice) => watch::practice(practice.fobs()?, tell),
        };
        started.map_err(|error| Fault::from(Cause::Unexpected).detailed(error.to_string()))
    }

    fn open(&self) -> Result<Desk, Fault> {
        let practice = held(&self.practice).clone();
        let (dir, key) = match (&practice, &self.passphrase_file) {
            (Some(_), _) => (practice_folder(&self.data), Key::Practice),
            (None, Some(file)) => (self.data.clone(), Key::Passphrase(passphrase::from(file)?)),
            (None, None) => (self.data.clone(), Key::Keyring(KeyringDoor::system())),
        };
        Ok(Desk::new(Setting {
            dir,
            key,
            world: Arc::new(SystemWorld),
            sockets: match &practice {
                None => Box::new(Ports::new()),
                Some(practice) => practice.sockets()?,
            },
            workstation: desk::seat::workstation(),
            operator: desk::seat::operator(),
            sign_in: None,
            lang: self.lang,
        }))
    }
}

/// Dropped when an act has ended and the desk is free: who asked meanwhile may ask again.
struct Free<'a>(&'a Door);

impl Drop for Free<'_> {
    fn drop(&mut self) {
        if self.0.missed.swap(false, Ordering::SeqCst) {
            self.0.news.tell(json!({ "event": "free" }));
        }
    }
}

/// Where practice keeps its ledger and its fobs.
fn practice_folder(data: &Path) -> PathBuf {
    data.join("practice")
}

/// What is behind the lock, even if somebody broke while holding it.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
