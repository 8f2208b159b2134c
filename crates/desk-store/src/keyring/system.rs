//! The operating system's keyring, by the `keyring` crate, and its errors by name.

use std::collections::HashMap;

use keyring::v1;
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use crate::{Keyring, KeyringDoor, KeyringError};

/// The operating system's keyring.
struct SystemKeyring;

impl KeyringDoor {
    /// The operating system's keyring. Nothing is asked yet.
    #[must_use]
    pub fn system() -> Self {
        Self::over(Box::new(SystemKeyring))
    }
}

impl Keyring for SystemKeyring {
    fn get(&mut self, service: &str, user: &str) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        entry(service, user)?.get_secret().map(Zeroizing::new).map_err(|error| named(&error))
    }

    fn set(&mut self, service: &str, user: &str, value: &[u8]) -> Result<(), KeyringError> {
        entry(service, user)?.set_secret(value).map_err(|error| named(&error))
    }

    fn delete(&mut self, service: &str, user: &str) -> Result<(), KeyringError> {
        entry(service, user)?.delete_credential().map_err(|error| named(&error))
    }
}

fn entry(service: &str, user: &str) -> Result<Entry, KeyringError> {
    reach()?;
    let mut modifiers = HashMap::new();
    if cfg!(windows) {
        // A workstation's key stays on the workstation: the default roams with the profile.
        modifiers.insert("persistence", "Local");
    }
    Entry::new_with_modifiers(service, user, &modifiers).map_err(|error| named(&error))
}

/// Sees to it that there is a store. `keyring` tries once in the life of a process; a Secret
/// Service that appears later (the window was started with the session) is tried again here.
fn reach() -> Result<(), KeyringError> {
    if keyring_core::get_default_store().is_some() {
        return Ok(());
    }
    match v1::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => again(error),
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn again(_: &Error) -> Result<(), KeyringError> {
    let store = zbus_secret_service_keyring_store::Store::new();
    keyring_core::set_default_store(store.map_err(|error| named(&error))?);
    Ok(())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn again(error: &Error) -> Result<(), KeyringError> {
    Err(named(error))
}

/// Which of the known states an error is. The causes are types of the stores' own dependencies;
/// what they print of themselves decides.
pub(super) fn named(error: &Error) -> KeyringError {
    let text = error.to_string();
    match error {
        Error::NoEntry => KeyringError::MissingEntry,
        Error::Ambiguous(_) => KeyringError::Ambiguous,
        Error::TooLong(..) => KeyringError::Oversize,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeyringError::WrongValue,
        Error::NoStorageAccess(cause) if format!("{cause:?}").contains("NoResult") => {
            KeyringError::NoCollection(text)
        }
        Error::NoStorageAccess(_) => KeyringError::LockedOrDismissed(text),
        Error::NoDefaultStore => KeyringError::NoService(text),
        Error::PlatformFailure(cause) => {
            let cause = format!("{cause:?}");
            let says = |words: [&str; 2]| words.iter().any(|word| cause.contains(word));
            if says(["ServiceUnknown", "NameHasNoOwner"]) {
                KeyringError::NoService(text)
            } else if says(["Connection(", "InputOutput("]) {
                KeyringError::NoBus(text)
            } else {
                KeyringError::Other(text)
            }
        }
        _ => KeyringError::Other(text),
    }
}
