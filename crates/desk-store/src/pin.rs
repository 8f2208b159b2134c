//! The head of the audit, pinned in the keyring: so that an older copy of the whole ledger, put
//! back with all its tags and signatures in order, is still noticed.
//!
//! The entry's user is the vault's id and `/head`; its value is the number and the hash of the
//! last entry, `17 9f86d0…`. It only goes up: it is compared and set on the keyring's own thread
//! while a lock file is held, so that neither another process nor a late answer takes it back.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, named_params};

use crate::head::Head;
use crate::words::words;
use crate::{Keyring, KeyringDoor, KeyringError, StoreError, file, keyring};

/// How long a pin may take. Nothing waits for it but the end of the program.
const LIMIT: Duration = Duration::from_secs(2);

words! {
    /// What the keyring says about the age of the ledger.
    Anchor {
        /// The pinned head is the ledger's, or an ancestor of it: normal.
        Pinned = "pinned",
        /// Nothing is pinned, or there is no keyring to pin in.
        None = "none",
        /// The keyring knows a head that this ledger does not have: an older copy was put back.
        Ahead = "ahead",
    }
}

/// What a value that is not ours counts as: a head that no ledger has. Reading still works, and
/// somebody must ask for a new anchor.
const UNKNOWN: Head = Head { n: u64::MAX, hash: [0; 32] };

/// How a head may be set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Only to a higher number.
    Up,
    /// Whatever is there: after a restore that somebody asked for.
    Any,
}

/// The pinned head, if there is one.
pub(crate) fn read(keyring: &mut dyn Keyring, vault: &str) -> Result<Option<Head>, KeyringError> {
    match keyring.get(keyring::SERVICE, &user(vault)) {
        Ok(value) => Ok(Some(parse(&value).unwrap_or(UNKNOWN))),
        Err(KeyringError::MissingEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Pins a head.
pub(crate) fn set(
    door: &KeyringDoor,
    dir: &Path,
    vault: &str,
    head: Head,
    direction: Direction,
) -> Result<(), KeyringError> {
    let (lock, vault) = (dir.join("ledger.pin.lock"), vault.to_owned());
    door.ask(LIMIT, move |keyring| {
        let failed = |error: std::io::Error| KeyringError::Other(error.to_string());
        let lock = file::lock_file(&lock).map_err(failed)?;
        lock.lock().map_err(failed)?;
        let pinned = match direction {
            Direction::Up => read(keyring, &vault)?,
            Direction::Any => None,
        };
        if pinned.is_some_and(|pinned| pinned.n >= head.n) {
            return Ok(());
        }
        let value = format!("{} {}", head.n, head.hex());
        keyring.set(keyring::SERVICE, &user(&vault), value.as_bytes())
    })
}

/// What a pinned head says about this ledger, whose last entry is `head`.
pub(crate) fn judge(
    conn: &Connection,
    head: &Head,
    pinned: Option<Head>,
) -> Result<Anchor, StoreError> {
    let Some(pinned) = pinned else { return Ok(Anchor::None) };
    if pinned == *head || pinned.n == 0 {
        return Ok(Anchor::Pinned);
    }
    let Ok(n) = i64::try_from(pinned.n) else { return Ok(Anchor::Ahead) };
    let mut statement = conn.prepare_cached("SELECT hash FROM audit WHERE n = :n")?;
    let hash: Option<Vec<u8>> =
        statement.query_row(named_params! { ":n": n }, |row| row.get(0)).optional()?;
    let ancestor = pinned.n < head.n && hash.as_deref() == Some(pinned.hash.as_slice());
    Ok(if ancestor { Anchor::Pinned } else { Anchor::Ahead })
}

fn user(vault: &str) -> String {
    format!("{vault}/head")
}

fn parse(value: &[u8]) -> Option<Head> {
    let (n, hash) = std::str::from_utf8(value).ok()?.split_once(' ')?;
    let hash = data_encoding::HEXLOWER.decode(hash.as_bytes()).ok()?;
    Some(Head { n: n.parse().ok()?, hash: hash.try_into().ok()? })
}
