//! From what a layer below says to what the person is told: store, wire, keyring into causes.

use desk_store::{KeyringError, StoreError};
use fob_wire::cable::CableError;
use fob_wire::{Refusal, WireError};

use crate::fault::{Cause, Fault, Left};

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        let cause = match error {
            StoreError::NoVault => Cause::NoVault,
            StoreError::VaultExists => Cause::VaultExists,
            StoreError::TooNew { schema, .. } => Cause::VaultTooNew { schema: schema.to_string() },
            StoreError::Damaged { .. } => Cause::VaultDamaged,
            StoreError::Tampered { table, .. } => Cause::LedgerChanged { table: table.to_owned() },
            StoreError::RolledBack => Cause::LedgerRolledBack,
            StoreError::Locked => Cause::VaultLocked,
            StoreError::WrongPassphrase => Cause::PassphraseWrong,
            StoreError::WrongKey => Cause::RecoveryKeyWrong,
            StoreError::NoWrap { kind } => match kind {
                desk_store::WrapKind::Passphrase => Cause::PassphraseNotSet,
                _ => Cause::PassphraseNeeded,
            },
            StoreError::NotEnrolled => Cause::NotEnrolled,
            StoreError::Keyring(error) => return Self::from(error),
            StoreError::LoginTaken { login } => Cause::LoginTaken { login },
            StoreError::Elsewhere { now, by, .. } => {
                Cause::SomebodyFirst { who: by.unwrap_or_else(nobody), state: now.to_string() }
            }
            StoreError::CodeSpent { .. } | StoreError::CounterBehind { .. } => Cause::CodeUsed,
            StoreError::LineClosed | StoreError::PlaceTaken { .. } => {
                Cause::SomebodyFirst { who: nobody(), state: "-".to_owned() }
            }
            StoreError::Busy => Cause::LedgerBusy,
            StoreError::DiskFull => Cause::DiskFull,
            StoreError::Io { .. } => Cause::DiskFailed,
            StoreError::Taken { .. }
            | StoreError::Unknown { .. }
            | StoreError::Invalid { .. }
            | StoreError::Sqlite(_) => Cause::Unexpected,
        };
        Self::from(cause).detailed(detail)
    }
}

impl From<KeyringError> for Fault {
    fn from(error: KeyringError) -> Self {
        let detail = error.to_string();
        let cause = match error {
            KeyringError::NoBus(_) => Cause::KeyringNoBus,
            KeyringError::NoService(_) => Cause::KeyringNoService,
            KeyringError::NoCollection(_) => Cause::KeyringNoCollection,
            KeyringError::LockedOrDismissed(_) => Cause::KeyringLocked,
            KeyringError::TimedOut => Cause::KeyringSlow,
            KeyringError::Ambiguous => Cause::KeyringAmbiguous,
            KeyringError::WrongValue => Cause::KeyringWrongValue,
            KeyringError::MissingEntry => Cause::KeyringMissing,
            KeyringError::Oversize | KeyringError::Other(_) => Cause::KeyringFailed,
        };
        Self::from(cause).detailed(detail)
    }
}

impl From<CableError> for Fault {
    fn from(error: CableError) -> Self {
        let detail = error.to_string();
        let cause = match error {
            CableError::Gone => Cause::FobGone,
            CableError::Lost => Cause::FobLost,
            CableError::InUse => Cause::in_use(&[]),
            CableError::Reset => Cause::FobReset,
            CableError::NoService => Cause::NoService,
            CableError::Denied => Cause::CardsDenied,
            CableError::Mute => Cause::FobMute,
            CableError::Other(_) => Cause::FobLost,
        };
        Self::from(cause).detailed(detail)
    }
}

impl From<WireError> for Fault {
    fn from(error: WireError) -> Self {
        let detail = error.to_string();
        let cause = match error {
            WireError::Cable(error) => return Self::from(error),
            WireError::Nonsense(_) | WireError::TooMuch | WireError::Deaf => Cause::FobNonsense,
            WireError::Stopped => Cause::Stopped,
            WireError::NotSupported => Cause::FobRefused { status: "-".to_owned() },
            WireError::Refused(refusal) | WireError::Halfway(refusal) => match refusal {
                Refusal::AccessKeyNeeded | Refusal::AccessKeyWrong | Refusal::PinNeeded => {
                    Cause::FobPassword
                }
                Refusal::KeyWrong { tries } => {
                    let tries = tries.map_or_else(|| "none".to_owned(), |tries| tries.to_string());
                    Cause::FobKeyed { tries }
                }
                Refusal::TouchTimedOut => Cause::TouchTimeout,
                Refusal::Full => Cause::FobFull,
                Refusal::NoSuchCredential => Cause::NotThere,
                Refusal::SlotProtected
                | Refusal::ManagementKeyWrong
                | Refusal::NameTaken
                | Refusal::WrongData
                | Refusal::Rejected
                | Refusal::AppAbsent => Cause::FobRefused { status: refusal.to_string() },
                Refusal::Unknown(status) => Cause::FobRefused { status: format!("{status:04X}") },
            },
        };
        Self::from(cause).detailed(detail)
    }
}

/// A name for whoever the history does not name.
fn nobody() -> String {
    "–".to_owned()
}

/// What a failed act on the fob leaves of its configuration.
pub(crate) fn left_after(error: &WireError) -> Left {
    if error.untouched() { Left::Untouched } else { Left::Unsure }
}
