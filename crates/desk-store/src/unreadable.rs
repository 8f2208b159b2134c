//! A text that is no word or key of ours.

/// A text that could not be read as one of the types that are exchanged as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no {what}")]
pub struct Unreadable {
    /// The type that was wanted.
    pub what: &'static str,
}
