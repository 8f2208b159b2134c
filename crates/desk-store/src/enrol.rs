//! A workstation gets its own way to the data key: a wrap in the ledger, and the other half of it
//! in the keyring, in somebody's head or (for practice) in a file.

use std::path::PathBuf;

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, named_params};
use zeroize::Zeroizing;

use crate::id::Ids;
use crate::vault::station::{self, Station};
use crate::vault::wrap::{self, Held};
use crate::vault::{DataKey, PaperKey};
use crate::{KeyringDoor, KeyringError, PassphraseCost, StoreError, World, WrapKind, keyring};

/// How this workstation gets at the data key from now on.
pub enum Wrap<'a> {
    /// By an entry in the keyring.
    Keyring(&'a KeyringDoor),
    /// By a passphrase, asked for each time.
    Passphrase(Zeroizing<String>, PassphraseCost),
    /// By a key file, for practice ledgers only: it protects nothing.
    PracticeKey(PathBuf),
}

/// Which data key of which vault is being wrapped.
pub(crate) struct Subject<'a> {
    pub(crate) vault: &'a str,
    pub(crate) generation: u32,
    pub(crate) data: &'a DataKey,
}

/// A wrap that is ready to be written.
pub(crate) struct Enrolment {
    pub(crate) signing: SigningKey,
    kind: WrapKind,
    recipient: String,
    blob: Vec<u8>,
    deposit: Deposit,
}

/// Where the other half goes.
enum Deposit {
    /// The door, the entry's name, its value, and what stood there before.
    Keyring(KeyringDoor, String, Zeroizing<String>, Option<Zeroizing<Vec<u8>>>),
    File(PathBuf, Box<Held>),
    Head,
}

impl Enrolment {
    /// Makes keys and wrap; nothing is written yet.
    pub(crate) fn prepare(
        world: &dyn World,
        subject: &Subject<'_>,
        wrap: Wrap<'_>,
    ) -> Result<Self, StoreError> {
        Ok(match wrap {
            Wrap::Keyring(door) => {
                let station = Station::generate(world);
                let recipient = station.recipient();
                let user = subject.vault.to_owned();
                Self {
                    kind: WrapKind::Workstation,
                    blob: wrap::to_age(&recipient, subject.data),
                    recipient: recipient.to_string(),
                    deposit: Deposit::Keyring(door.clone(), user, station.to_value(), None),
                    signing: station.signing,
                }
            }
            Wrap::Passphrase(passphrase, cost) => {
                let held = held(world, subject);
                Self {
                    kind: WrapKind::Passphrase,
                    blob: wrap::to_passphrase(
                        world,
                        subject.vault,
                        subject.generation,
                        &passphrase,
                        cost,
                        &held,
                    )?,
                    recipient: String::new(),
                    deposit: Deposit::Head,
                    signing: held.signing,
                }
            }
            Wrap::PracticeKey(path) => {
                let held = held(world, subject);
                Self {
                    kind: WrapKind::Practice,
                    blob: Vec::new(),
                    recipient: String::new(),
                    signing: held.signing.clone(),
                    deposit: Deposit::File(path, Box::new(held)),
                }
            }
        })
    }

    /// Writes the wrap into the ledger.
    pub(crate) fn write(
        &self,
        conn: &Connection,
        world: &dyn World,
        generation: u32,
    ) -> Result<(), StoreError> {
        write(conn, world, generation, self.kind, &self.recipient, &self.blob)
    }

    /// Puts the other half where it belongs, and reads it back: what a keyring did not keep must
    /// be known now.
    pub(crate) fn deposit(&mut self) -> Result<(), StoreError> {
        match &mut self.deposit {
            Deposit::Head => Ok(()),
            Deposit::File(path, held) => wrap::to_practice(path, held),
            Deposit::Keyring(door, user, value, before) => {
                let (user, value) = (user.clone(), value.clone());
                *before = door.ask(door.limit(), move |keyring| {
                    let before = match keyring.get(keyring::SERVICE, &user) {
                        Ok(value) => Some(value),
                        Err(KeyringError::MissingEntry) => None,
                        Err(error) => return Err(error),
                    };
                    keyring.set(keyring::SERVICE, &user, value.as_bytes())?;
                    let kept = keyring.get(keyring::SERVICE, &user)?;
                    if kept.as_slice() == value.as_bytes() {
                        Ok(before)
                    } else {
                        Err(KeyringError::WrongValue)
                    }
                })?;
                Ok(())
            }
        }
    }

    /// Takes the other half away again, as far as that is possible; what stood in its place before
    /// stands there again.
    pub(crate) fn withdraw(&self) {
        let gone = match &self.deposit {
            Deposit::Head => true,
            Deposit::File(path, _) => std::fs::remove_file(path).is_ok(),
            Deposit::Keyring(door, user, _, before) => {
                let (user, before) = (user.clone(), before.clone());
                let back = move |keyring: &mut dyn crate::Keyring| match before {
                    Some(value) => keyring.set(keyring::SERVICE, &user, &value),
                    None => keyring.delete(keyring::SERVICE, &user),
                };
                door.ask(door.limit(), back).is_ok()
            }
        };
        if !gone {
            tracing::debug!("a key of a vault that was not made is left behind");
        }
    }
}

/// Writes the wrap for a new paper key and returns the key.
pub(crate) fn paper(
    conn: &Connection,
    world: &dyn World,
    subject: &Subject<'_>,
) -> Result<PaperKey, StoreError> {
    let (key, recipient) = PaperKey::generate();
    let blob = wrap::to_age(&recipient, subject.data);
    write(conn, world, subject.generation, WrapKind::Paper, &recipient.to_string(), &blob)?;
    Ok(key)
}

fn held(world: &dyn World, subject: &Subject<'_>) -> Held {
    Held { data: subject.data.clone(), signing: station::signing_key(world) }
}

fn write(
    conn: &Connection,
    world: &dyn World,
    generation: u32,
    kind: WrapKind,
    recipient: &str,
    blob: &[u8],
) -> Result<(), StoreError> {
    let id = Ids::default().next(world);
    conn.execute(
        "INSERT INTO key_wrap (id, generation, kind, recipient, blob, created)
         VALUES (:id, :generation, :kind, :recipient, :blob, :created)",
        named_params! {
            ":id": id.as_bytes(), ":generation": generation, ":kind": kind,
            ":recipient": recipient, ":blob": blob, ":created": world.now(),
        },
    )?;
    Ok(())
}
