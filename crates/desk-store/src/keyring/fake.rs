//! A keyring in memory, for tests: it can be put into every state that a real one is known for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

use crate::{Keyring, KeyringError};

/// A keyring in memory. Clones share what is in it, so a test keeps one and gives one to the door.
#[derive(Clone, Default)]
pub struct FakeKeyring(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    entries: BTreeMap<(String, String), Vec<u8>>,
    fails: Option<KeyringError>,
    delay: Duration,
    calls: usize,
}

impl FakeKeyring {
    /// An empty keyring that works.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on every call fails with this, or works again with `None`.
    pub fn fail(&self, error: Option<KeyringError>) {
        self.with(|state| state.fails = error);
    }

    /// From now on every call takes this long.
    pub fn delay(&self, delay: Duration) {
        self.with(|state| state.delay = delay);
    }

    /// Puts a value in, whatever it is.
    pub fn put(&self, service: &str, user: &str, value: &[u8]) {
        let key = (service.to_owned(), user.to_owned());
        self.with(|state| state.entries.insert(key, value.to_vec()));
    }

    /// The users that have an entry, and their values.
    #[must_use]
    pub fn entries(&self) -> Vec<(String, Vec<u8>)> {
        let entry = |((_, user), value): (&(_, String), &Vec<u8>)| (user.clone(), value.clone());
        self.with(|state| state.entries.iter().map(entry).collect())
    }

    /// Takes an entry out.
    pub fn forget(&self, user: &str) {
        self.with(|state| state.entries.retain(|(_, other), _| other != user));
    }

    /// How many calls there were.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.with(|state| state.calls)
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn called(&self) -> Result<(), KeyringError> {
        let (fails, delay) = self.with(|state| {
            state.calls += 1;
            (state.fails.clone(), state.delay)
        });
        std::thread::sleep(delay);
        fails.map_or(Ok(()), Err)
    }
}

impl Keyring for FakeKeyring {
    fn get(&mut self, service: &str, user: &str) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        self.called()?;
        let key = (service.to_owned(), user.to_owned());
        let value = self.with(|state| state.entries.get(&key).cloned());
        value.map(Zeroizing::new).ok_or(KeyringError::MissingEntry)
    }

    fn set(&mut self, service: &str, user: &str, value: &[u8]) -> Result<(), KeyringError> {
        self.called()?;
        self.put(service, user, value);
        Ok(())
    }

    fn delete(&mut self, _service: &str, user: &str) -> Result<(), KeyringError> {
        self.called()?;
        self.forget(user);
        Ok(())
    }
}
