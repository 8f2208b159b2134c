//! Why an act upon a practice fob failed, and what the desk calls it.

use crate::silent::Silent;
use crate::state_file::StateError;

/// Why an act upon a practice fob failed.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// No practice fob has this serial.
    #[error("there is no practice fob {0}")]
    NoSuchFob(String),
    /// Several practice fobs are plugged in, and none was named.
    #[error("several practice fobs are plugged in: name one")]
    WhichFob,
    /// Another process has a session with it.
    #[error("another process is using this practice fob")]
    InUse,
    /// The slot types nothing.
    #[error(transparent)]
    Silent(#[from] Silent),
    /// Its state file cannot be used.
    #[error(transparent)]
    State(#[from] StateError),
}

impl PracticeError {
    /// The code under which the desk tells it to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            PracticeError::NoSuchFob(_) | PracticeError::Silent(Silent::Unplugged) => {
                "fob_not_here"
            }
            PracticeError::WhichFob => "which_fob",
            PracticeError::InUse => "fob_held",
            PracticeError::Silent(_) => "slot_silent",
            PracticeError::State(_) => "disk_failed",
        }
    }

    /// What the desk's sentences name, for an act upon the fob of this serial and this slot (empty
    /// and 0 where there was none).
    #[must_use]
    pub fn values(&self, serial: &str, slot: u8) -> [(&'static str, String); 3] {
        let serial = match self {
            PracticeError::NoSuchFob(missing) => missing,
            _ => serial,
        };
        [("serial", serial.to_owned()), ("serials", serial.to_owned()), ("slot", slot.to_string())]
    }
}
