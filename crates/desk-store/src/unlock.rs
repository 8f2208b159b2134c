//! Opening the wraps of the data key.

use std::path::Path;

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, named_params};

use crate::head::Head;
use crate::vault::station::Station;
use crate::vault::{DataKey, wrap};
use crate::{KeyringDoor, KeyringError, PaperKey, StoreError, WrapKind, keyring, pin};

/// What the vault is opened with.
pub enum With<'a> {
    /// The workstation's key in the keyring.
    Keyring(&'a KeyringDoor),
    /// The passphrase.
    Passphrase(&'a str),
    /// The key file of a practice ledger.
    PracticeKey(&'a Path),
    /// The recovery key. Reading works; writing needs [`crate::Ledger::enrol`] first.
    Paper(&'a PaperKey),
}

/// What a wrap gave.
pub(crate) struct Opened {
    pub(crate) data: DataKey,
    pub(crate) signing: Option<SigningKey>,
    pub(crate) pinned: Option<Head>,
}

impl From<wrap::Held> for Opened {
    fn from(held: wrap::Held) -> Self {
        Self { data: held.data, signing: Some(held.signing), pinned: None }
    }
}

/// Opens the wrap of a generation.
pub(crate) fn open(
    conn: &Connection,
    with: &With<'_>,
    vault: &str,
    generation: u32,
) -> Result<Opened, StoreError> {
    match with {
        With::Keyring(door) => {
            let wraps = wraps_of(conn, WrapKind::Workstation, generation)?;
            let user = vault.to_owned();
            let (value, pinned) = door.ask(door.limit(), move |keyring| {
                let value = keyring.get(keyring::SERVICE, &user)?;
                Ok((value, pin::read(keyring, &user)?))
            })?;
            let station = Station::from_value(&value)?;
            let recipient = station.recipient().to_string();
            let mine = wraps.iter().find(|(to, _)| *to == recipient);
            let data = mine.and_then(|(_, blob)| wrap::from_age(station.identity(), blob));
            let data = data.ok_or(KeyringError::WrongValue)?;
            Ok(Opened { data, signing: Some(station.signing), pinned })
        }
        With::Passphrase(passphrase) => {
            let wraps = wraps_of(conn, WrapKind::Passphrase, generation)?;
            let open = |blob: &Vec<u8>| wrap::from_passphrase(vault, generation, passphrase, blob);
            let held = wraps.iter().find_map(|(_, blob)| open(blob));
            held.map(Opened::from).ok_or(StoreError::WrongPassphrase)
        }
        With::PracticeKey(path) => {
            wraps_of(conn, WrapKind::Practice, generation)?;
            wrap::from_practice(path).map(Opened::from)
        }
        With::Paper(paper) => {
            let wraps = wraps_of(conn, WrapKind::Paper, generation)?;
            let identity = paper.identity()?;
            let data = wraps.iter().find_map(|(_, blob)| wrap::from_age(&identity, blob));
            let data = data.ok_or(StoreError::WrongKey)?;
            Ok(Opened { data, signing: None, pinned: None })
        }
    }
}

/// The wraps of a kind: recipient and blob; at least one.
fn wraps_of(
    conn: &Connection,
    kind: WrapKind,
    generation: u32,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT recipient, blob FROM key_wrap
         WHERE kind = :kind AND generation = :generation ORDER BY created, id",
    )?;
    let params = named_params! { ":kind": kind, ":generation": generation };
    let rows = statement.query_map(params, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wraps: Vec<_> = rows.collect::<Result<_, _>>()?;
    if wraps.is_empty() { Err(StoreError::NoWrap { kind }) } else { Ok(wraps) }
}
