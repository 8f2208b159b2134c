//! The door to the operating system's keyring: it runs on a thread of its own, with a time limit,
//! because a locked keyring blocks on its prompt until somebody answers.
//!
//! There is no fallback here. Where the keyring cannot be had, the caller is told which of the
//! known states it is in, and decides (a passphrase, or not now). [`KeyringError::MissingEntry`]
//! does **not** prove that no key exists: a keyring without a default collection answers the same.

mod fake;
mod system;

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

pub use fake::FakeKeyring;

/// The service under which all entries stand; the user is the vault's id.
pub(crate) const SERVICE: &str = "fobdesk";

/// What a keyring can answer instead of a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// There is no session bus (a terminal without a desktop, a service).
    #[error("no session bus: {0}")]
    NoBus(String),
    /// There is a bus, but nobody offers a Secret Service.
    #[error("no Secret Service: {0}")]
    NoService(String),
    /// The Secret Service has no collection to store in (no login keyring was ever made).
    #[error("no keyring collection: {0}")]
    NoCollection(String),
    /// The keyring is locked, or its prompt was dismissed or could not be shown.
    #[error("the keyring is locked: {0}")]
    LockedOrDismissed(String),
    /// No answer within the limit: mostly a prompt that nobody answered.
    #[error("the keyring did not answer in time")]
    TimedOut,
    /// More than one entry fits.
    #[error("the keyring has more than one entry for this vault")]
    Ambiguous,
    /// There is a value, but it is not ours.
    #[error("the keyring's entry for this vault is not ours")]
    WrongValue,
    /// There is no entry.
    #[error("the keyring has no entry for this vault")]
    MissingEntry,
    /// The value is longer than keyrings hold.
    #[error("the keyring's entry for this vault is too long")]
    Oversize,
    /// Something else.
    #[error("the keyring failed: {0}")]
    Other(String),
}

/// A keyring: the operating system's, or a fake one. Values are short texts.
pub trait Keyring: Send {
    /// The value of an entry.
    ///
    /// # Errors
    /// [`KeyringError::MissingEntry`] when there is none, or why there is no answer.
    fn get(&mut self, service: &str, user: &str) -> Result<Zeroizing<Vec<u8>>, KeyringError>;

    /// Makes or replaces an entry.
    fn set(&mut self, service: &str, user: &str, value: &[u8]) -> Result<(), KeyringError>;

    /// Removes an entry.
    fn delete(&mut self, service: &str, user: &str) -> Result<(), KeyringError>;
}

type Job = Box<dyn FnOnce(&mut dyn Keyring) + Send>;

/// The door. Clones share the one thread behind it; it is started by the first question.
#[derive(Clone)]
pub struct KeyringDoor {
    behind: Arc<Mutex<Behind>>,
    limit: Duration,
}

enum Behind {
    Asleep(Box<dyn Keyring>),
    Awake(Sender<Job>),
    Starting,
}

impl KeyringDoor {
    /// A door over a keyring of your own.
    #[must_use]
    pub fn over(keyring: Box<dyn Keyring>) -> Self {
        let behind = Arc::new(Mutex::new(Behind::Asleep(keyring)));
        Self { behind, limit: Duration::from_secs(20) }
    }

    /// The same door with another limit for unlocking (20 s at first: a person may have to answer
    /// the keyring's prompt).
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Writes, reads and removes an entry of its own, to see whether this keyring can be used.
    ///
    /// # Errors
    /// The state in which the keyring is; [`KeyringError::TimedOut`] after `limit` (5 s is usual).
    pub fn probe(&self, limit: Duration) -> Result<(), KeyringError> {
        let user = format!("probe-{}", std::process::id());
        self.ask(limit, move |keyring| {
            let value = b"Zm9iZGVzaw==";
            keyring.set(SERVICE, &user, value)?;
            let read = keyring.get(SERVICE, &user);
            keyring.delete(SERVICE, &user)?;
            if read?.as_slice() == value { Ok(()) } else { Err(KeyringError::WrongValue) }
        })
    }

    pub(crate) fn limit(&self) -> Duration {
        self.limit
    }

    /// Puts a question to the keyring's thread and waits for the answer, at most `limit`. A
    /// question that came too late is still worked off there; its answer is dropped.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        question: impl FnOnce(&mut dyn Keyring) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |keyring| {
            if answer.send(question(keyring)).is_err() {
                tracing::debug!("the keyring answered after the time limit");
            }
        });
        let gone = || KeyringError::Other("the keyring's thread has ended".to_owned());
        self.thread()?.send(job).map_err(|_| gone())?;
        match answered.recv_timeout(limit) {
            Ok(answer) => answer,
            Err(mpsc::RecvTimeoutError::Timeout) => Err(KeyringError::TimedOut),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(gone()),
        }
    }

    fn thread(&self) -> Result<Sender<Job>, KeyringError> {
        let mut behind = self.behind.lock().unwrap_or_else(PoisonError::into_inner);
        if let Behind::Awake(jobs) = &*behind {
            return Ok(jobs.clone());
        }
        let gone = || KeyringError::Other("the keyring's thread could not start".to_owned());
        let Behind::Asleep(mut keyring) = std::mem::replace(&mut *behind, Behind::Starting) else {
            return Err(gone());
        };
        let (jobs, queue) = mpsc::channel::<Job>();
        let work = move || queue.into_iter().for_each(|job| job(keyring.as_mut()));
        std::thread::Builder::new().name("keyring".to_owned()).spawn(work).map_err(|_| gone())?;
        *behind = Behind::Awake(jobs.clone());
        Ok(jobs)
    }
}

#[cfg(test)]
mod tests;
