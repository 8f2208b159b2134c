//! Why a fob did not do what it was asked, and whether it can have acted.

use crate::cable::CableError;

/// Why an act on the fob came to nothing, or may have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The block did not come back with an answer.
    #[error(transparent)]
    Cable(#[from] CableError),
    /// The fob said no.
    #[error("the fob refused: {0}")]
    Refused(Refusal),
    /// The fob took the first part of a change and said no to the rest.
    #[error("the fob refused half-way: {0}")]
    Halfway(Refusal),
    /// The fob's answer cannot be understood.
    #[error("the fob's answer makes no sense: {0}")]
    Nonsense(&'static str),
    /// The fob would not stop answering.
    #[error("the fob's answer does not end")]
    TooMuch,
    /// The caller gave up before the command was sent.
    #[error("given up before the command was sent")]
    Stopped,
    /// The fob took no command at all: it was busy, or spoke nonsense, before the command was whole.
    #[error("the fob did not take the command")]
    Deaf,
    /// This fob cannot do that, or the request is not one that any fob can do.
    #[error("this fob cannot do that")]
    NotSupported,
}

impl WireError {
    /// Whether it is certain that the fob's contents and counters are as they were before the
    /// failed act. `false` means: perhaps it acted; look before doing it again.
    pub fn untouched(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Stopped | Self::Deaf | Self::NotSupported => true,
            Self::Cable(CableError::Lost | CableError::Other(_) | CableError::NoService) => false,
            Self::Cable(_) => true,
            Self::Halfway(_) | Self::Nonsense(_) | Self::TooMuch => false,
        }
    }

    /// The same failure, after a part of the change was taken: nothing is as it was.
    pub(crate) fn halfway(self) -> Self {
        match self {
            Self::Refused(refusal) => Self::Halfway(refusal),
            Self::Cable(_) => Self::Cable(CableError::Lost),
            other => other,
        }
    }
}

/// How a fob said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The OATH application wants its access key first.
    #[error("the access key is needed")]
    AccessKeyNeeded,
    /// That was not the access key.
    #[error("the access key is wrong")]
    AccessKeyWrong,
    /// Nobody touched the fob in time.
    #[error("nobody touched the fob in time")]
    TouchTimedOut,
    /// There is no credential of that name.
    #[error("there is no such credential")]
    NoSuchCredential,
    /// There is a credential of that name already, and this fob does not overwrite.
    #[error("there is such a credential already")]
    NameTaken,
    /// No room for another credential.
    #[error("the fob is full")]
    Full,
    /// The fob does not like what the command carried.
    #[error("the fob does not accept the data")]
    WrongData,
    /// The application is absent, or switched off on this transport.
    #[error("the application is absent or switched off")]
    AppAbsent,
    /// The slot did not take the change: another access code, protected, or not updatable.
    #[error("the slot did not accept the change")]
    SlotProtected,
    /// The fob wants its PIN first.
    #[error("the PIN is needed")]
    PinNeeded,
    /// The management key of the PIV application is not the factory's, or was not shown.
    #[error("the management key is not the factory's")]
    ManagementKeyWrong,
    /// The key that its maker gives to every such fob is not (or no longer) this one's.
    #[error("the fob has another key; tries left: {tries:?}")]
    KeyWrong {
        /// How many wrong keys it still takes, where it counts them.
        tries: Option<u8>,
    },
    /// The fob rejected the command, without a word why.
    #[error("the command was rejected")]
    Rejected,
    /// A status word that means nothing particular here.
    #[error("status {0:04X}")]
    Unknown(u16),
}

#[cfg(test)]
mod tests {
    use super::{Refusal, WireError};
    use crate::cable::CableError;

    #[test]
    fn only_a_certain_no_leaves_the_fob_untouched() {
        assert!(WireError::Refused(Refusal::Full).untouched());
        assert!(WireError::Cable(CableError::Gone).untouched());
        assert!(!WireError::Cable(CableError::Lost).untouched());
        assert!(!WireError::TooMuch.untouched());
        assert!(!WireError::Nonsense("x").untouched());
        let refused = WireError::Refused(Refusal::WrongData);
        assert!(refused.untouched() && !refused.halfway().untouched());
        assert!(!WireError::Cable(CableError::Gone).halfway().untouched());
    }
}
