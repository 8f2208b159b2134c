//! The touch that types nothing.

/// Why a touch types nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Silent {
    /// The fob is not plugged in.
    #[error("the fob is not plugged in")]
    Unplugged,
    /// There are slots 1 and 2.
    #[error("a fob has slots 1 and 2")]
    NoSuchSlot,
    /// Nothing is in the slot.
    #[error("the slot is empty")]
    Empty,
    /// The slot sleeps.
    #[error("the slot is dormant")]
    Dormant,
    /// The slot answers challenges and types nothing.
    #[error("the slot answers challenges and types nothing")]
    AnswersOnly,
    /// This make types nothing.
    #[error("this make of fob types nothing")]
    NoKeyboard,
    /// What it typed could not be kept in its state file: as if it had not typed.
    #[error("the fob's state file cannot be written")]
    NotKept,
}
