//! What can go wrong at the desk, as causes; never as text.
//!
//! A [`Cause`] names what happened; its two sentences stand in `i18n/*/faults.ftl` under its code
//! (`what` is the message, `now` its attribute). A cause without a sentence fails the tests, and a
//! field that a sentence names but the cause lacks fails them too.

mod cause;

use serde::Serialize;

pub use cause::Cause;

/// What the fob's configuration is left as; it answers "may this fob leave the desk?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Left {
    /// The fob is as it was.
    Untouched,
    /// The fob holds the new secret.
    Written,
    /// The fob may or may not have taken the change.
    Unsure,
}

/// Which kind of "no" it is; decides the exit code and the tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It failed, or the verdict is no: exit 1.
    Failed,
    /// Wrong usage, or something is missing that the caller must give: exit 2.
    Missing,
    /// Not now: busy, locked, throttled, somebody else was first: exit 3.
    NotNow,
    /// Not allowed: exit 4.
    NotAllowed,
}

impl Kind {
    /// The terminal's exit code.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Missing => 2,
            Self::NotNow => 3,
            Self::NotAllowed => 4,
        }
    }
}

/// A failure on its way to the person: the cause, what is left of the fob, and a detail line.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} ({left:?}) {detail:?}", cause.code())]
pub struct Fault {
    /// What happened.
    pub cause: Cause,
    /// What the fob is left as; `None` where no fob is concerned.
    pub left: Option<Left>,
    /// A line for whoever repairs it: a status word, a driver's message, a spent code. No secret.
    pub detail: Option<String>,
}

impl Fault {
    /// A failure that another layer knows by its code, with the values of its sentences. What is no
    /// code of ours, or lacks a value, is unexpected.
    #[must_use]
    pub fn named(code: &str, values: &[(&str, String)]) -> Self {
        Self::from(Cause::named(code, values).unwrap_or(Cause::Unexpected))
    }

    /// The same fault, with what the fob is left as.
    #[must_use]
    pub fn leaving(mut self, left: Left) -> Self {
        self.left = Some(left);
        self
    }

    /// The same fault, with a detail line.
    #[must_use]
    pub fn detailed(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl From<Cause> for Fault {
    fn from(cause: Cause) -> Self {
        Self { cause, left: None, detail: None }
    }
}

#[cfg(test)]
mod tests;
