//! What can go wrong in the filing cabinet. Sentences for people are the desk's.

use crate::{KeyringError, TokenId};

/// Every failure of the ledger.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no `ledger.db` in the folder.
    #[error("there is no vault here")]
    NoVault,
    /// There is a vault already: a new one is never made beside it.
    #[error("there is a vault here already")]
    VaultExists,
    /// The file was written by a newer Fobdesk.
    #[error("the ledger has schema {schema}, this program knows {ours}")]
    TooNew {
        /// The schema of the file.
        schema: i64,
        /// The newest schema of this program.
        ours: i64,
    },
    /// The file is not a ledger, or its structure is broken.
    #[error("the ledger is damaged: {what}")]
    Damaged {
        /// What was found.
        what: String,
    },
    /// A row does not carry the tag of its contents: it was changed by something else.
    #[error("a row of {table} was changed behind the ledger's back: {id}")]
    Tampered {
        /// The table.
        table: &'static str,
        /// The key of the row, printable.
        id: String,
    },
    /// The vault is locked: by the mark (`vault lock`) or because no key was given yet.
    #[error("the vault is locked")]
    Locked,
    /// The passphrase does not open the vault.
    #[error("the passphrase does not open the vault")]
    WrongPassphrase,
    /// The key (from paper or file) is not a key of this vault.
    #[error("the key does not open this vault")]
    WrongKey,
    /// The vault has no wrap of this kind, for instance no passphrase was ever set.
    #[error("the vault has no wrap of this kind: {kind}")]
    NoWrap {
        /// The kind that was asked for.
        kind: crate::WrapKind,
    },
    /// The key opens the vault but this workstation has no signing key (opened by paper): reading
    /// works, writing needs [`crate::Ledger::enrol`].
    #[error("this workstation is not enrolled")]
    NotEnrolled,
    /// The keyring knows a later audit head than the ledger holds: an older copy was put back.
    #[error("the ledger is older than the head of the audit pinned in the keyring")]
    RolledBack,
    /// The keyring said no.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// Another person has this login (after NFC and case folding).
    #[error("the login is taken: {login}")]
    LoginTaken {
        /// The login as the other person has it.
        login: String,
    },
    /// Another row has this name (profile), or this maker and serial (fob).
    #[error("there is one already: {what}")]
    Taken {
        /// What is taken.
        what: String,
    },
    /// No such person, fob, token, set.
    #[error("unknown: {what}")]
    Unknown {
        /// What was looked for.
        what: &'static str,
    },
    /// A live token of ours is in this place of this fob.
    #[error("the place is taken by token {token}")]
    PlaceTaken {
        /// The live token there.
        token: TokenId,
    },
    /// Somebody else was first: the token or fob is not in the state from which it should move.
    #[error("somebody else was first: it is {now}")]
    Elsewhere {
        /// The word of its state now.
        now: &'static str,
        /// Who moved it, by the audit.
        by: Option<String>,
        /// When (Unix ms).
        at: i64,
    },
    /// The moving factor only goes up; the ledger is already at `next`.
    #[error("the counter is already at {next}")]
    CounterBehind {
        /// The ledger's next moving factor.
        next: u64,
    },
    /// The recovery code was used before, or its set is no longer valid.
    #[error("the recovery code is spent")]
    CodeSpent {
        /// When it was used (Unix ms); `None`: its set was voided.
        at: Option<i64>,
        /// Who took it.
        by: Option<String>,
    },
    /// The journal line is closed already.
    #[error("the journal line is closed")]
    LineClosed,
    /// A value does not fit the ledger (a counter above 2^63 - 1, a consent of five digits).
    #[error("a value does not fit: {what}")]
    Invalid {
        /// Which one.
        what: &'static str,
    },
    /// Another process held the ledger for more than five seconds.
    #[error("the ledger is busy")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A file could not be read or written.
    #[error("{what}: {source}")]
    Io {
        /// Which file.
        what: String,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite reported something else.
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    pub(crate) fn io(what: impl std::fmt::Display, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io { what: what.to_string(), source }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::damaged(error.to_string()),
            Some(
                Code::CannotOpen | Code::ReadOnly | Code::PermissionDenied | Code::SystemIoFailure,
            ) => Self::io("the ledger's file", std::io::Error::other(error)),
            _ => Self::Sqlite(error),
        }
    }
}
