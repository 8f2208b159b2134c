//! The ledger: opening, unlocking, locking, copying.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::audit::Entry;
use crate::enrol::{Enrolment, Subject};
use crate::head::Head;
use crate::id::Ids;
use crate::pin::{self, Direction};
use crate::row::Roots;
use crate::vault::{self, Keys};
use crate::{
    Anchor, KeyringDoor, KeyringError, StoreError, Txn, View, With, World, Wrap, WrapKind, file,
    schema, unlock,
};

/// What to do about the mark that [`Ledger::lock`] leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A marked vault stays locked: for every command but `unlock`.
    Respect,
    /// The mark is taken away once the key is proved: for `unlock`.
    Lift,
}

/// What can be said about a vault without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The vault's id.
    pub vault: String,
    /// Whether it bears the mark of `vault lock`.
    pub locked: bool,
    /// Whether this handle holds the key.
    pub unlocked: bool,
    /// Whether there is a wrap for a workstation's key in a keyring.
    pub keyring: bool,
    /// The kinds of wraps there are, each once.
    pub wraps: Vec<WrapKind>,
    /// The generation of the data key.
    pub generation: u32,
    /// What the keyring says about the age of the ledger; `None` unless unlocked by keyring.
    pub anchor: Anchor,
}

/// One vault: the file `ledger.db` in its folder. `Send`, not `Sync`; several processes may have
/// it open at once.
///
/// Dropping it pins the head of the audit in the keyring if that is still to do (at most 2 s), so
/// let it go out of scope instead of ending the process.
pub struct Ledger {
    dir: PathBuf,
    conn: Connection,
    world: Arc<dyn World>,
    keys: Option<Keys>,
    door: Option<KeyringDoor>,
    anchor: Anchor,
    to_pin: Option<Head>,
    ids: Ids,
}

impl Ledger {
    /// Opens the vault in this folder, locked.
    ///
    /// # Errors
    /// [`StoreError::NoVault`], [`StoreError::TooNew`], [`StoreError::Damaged`].
    pub fn open(dir: &Path, world: Arc<dyn World>) -> Result<Self, StoreError> {
        let path = file::ledger(dir);
        if !path.exists() {
            return Err(StoreError::NoVault);
        }
        let conn = file::connect(&path)?;
        schema::check(&conn)?;
        Ok(Self {
            dir: dir.to_owned(),
            conn,
            world,
            keys: None,
            door: None,
            anchor: Anchor::None,
            to_pin: None,
            ids: Ids::default(),
        })
    }

    /// Opens the vault with a key, and says what the keyring knows about its age. With
    /// [`Anchor::Ahead`] reading works, and writing is refused until [`Ledger::re_anchor`].
    ///
    /// # Errors
    /// [`StoreError::Locked`] by the mark; [`StoreError::WrongPassphrase`],
    /// [`StoreError::WrongKey`], [`StoreError::NoWrap`], [`StoreError::Keyring`];
    /// [`StoreError::Tampered`] when the roots do not hold.
    pub fn unlock(&mut self, with: With<'_>, mark: Mark) -> Result<Anchor, StoreError> {
        if mark == Mark::Respect && self.is_marked() {
            return Err(StoreError::Locked);
        }
        let (vault, generation, fingerprint) = self.generation()?;
        let opened = unlock::open(&self.conn, &with, &vault, generation)?;
        if vault::fingerprint(&opened.data) != fingerprint {
            return Err(StoreError::WrongKey);
        }
        let keys = Keys::derive(&vault, generation, opened.data, opened.signing);
        let head = Roots::read(&self.conn, &keys)?.head;
        let anchor = pin::judge(&self.conn, &head, opened.pinned)?;
        if mark == Mark::Lift {
            file::remove(&file::mark(&self.dir))?;
        }
        self.keys = Some(keys);
        self.anchor = anchor;
        if let With::Keyring(door) = with {
            self.door = Some(door.clone());
        }
        Ok(anchor)
    }

    /// Forgets the key and leaves a mark: every process refuses from now on, until somebody proves
    /// the key with [`Mark::Lift`].
    pub fn lock(&mut self) -> Result<(), StoreError> {
        if let Err(error) = self.pin() {
            tracing::warn!("the head of the audit is not pinned: {error}");
        }
        if !self.is_marked() {
            file::write_new(&file::mark(&self.dir), b"locked\n")?;
        }
        self.keys = None;
        self.door = None;
        Ok(())
    }

    /// What can be said without the key.
    pub fn status(&self) -> Result<Status, StoreError> {
        let (vault, generation, _) = self.generation()?;
        let mut statement =
            self.conn.prepare_cached("SELECT DISTINCT kind FROM key_wrap ORDER BY kind")?;
        let wraps: Vec<WrapKind> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(Status {
            vault,
            locked: self.is_marked(),
            unlocked: self.keys.is_some(),
            keyring: wraps.contains(&WrapKind::Workstation),
            wraps,
            generation,
            anchor: self.anchor,
        })
    }

    /// The ledger for reading.
    ///
    /// # Errors
    /// [`StoreError::Locked`].
    pub fn view(&self) -> Result<View<'_>, StoreError> {
        let keys = self.keys.as_ref().filter(|_| !self.is_marked()).ok_or(StoreError::Locked)?;
        Ok(View { conn: &self.conn, keys, world: self.world.as_ref(), ids: &self.ids })
    }

    /// Begins to write. Waits at most five seconds for another process.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::Busy`], [`StoreError::NotEnrolled`],
    /// [`StoreError::RolledBack`].
    pub fn begin(&mut self) -> Result<Txn<'_>, StoreError> {
        let marked = self.is_marked();
        let keys = self.keys.as_ref().filter(|_| !marked).ok_or(StoreError::Locked)?;
        if keys.verifying_key().is_none() {
            return Err(StoreError::NotEnrolled);
        }
        if self.anchor == Anchor::Ahead {
            return Err(StoreError::RolledBack);
        }
        let view = View { conn: &self.conn, keys, world: self.world.as_ref(), ids: &self.ids };
        Txn::begin(view, &mut self.to_pin)
    }

    /// Pins the head of the audit in the keyring, if something was committed since the last time:
    /// after each fob, and by itself when the ledger is locked or dropped. Takes at most 2 s.
    ///
    /// # Errors
    /// A warning: everything is committed; only an older copy put back in its place would not be
    /// noticed.
    pub fn pin(&mut self) -> Result<(), KeyringError> {
        let (Some(door), Some(keys), Some(head)) = (&self.door, &self.keys, self.to_pin) else {
            return Ok(());
        };
        pin::set(door, &self.dir, keys.vault(), head, Direction::Up)?;
        self.to_pin = None;
        self.anchor = Anchor::Pinned;
        Ok(())
    }

    /// Pins the present head whatever was pinned before: after a restore that somebody asked for.
    /// The desk writes an audit entry about it next.
    pub fn re_anchor(&mut self) -> Result<(), StoreError> {
        let head = self.view()?.head()?;
        let (Some(door), Some(keys)) = (&self.door, &self.keys) else {
            return Err(StoreError::NoWrap { kind: WrapKind::Workstation });
        };
        pin::set(door, &self.dir, keys.vault(), head, Direction::Any)?;
        self.anchor = Anchor::Pinned;
        Ok(())
    }

    /// Gives this workstation its own way to the data key, for instance after the vault was opened
    /// by paper: a new wrap, a new signing key, an audit entry.
    pub fn enrol(&mut self, name: &str, operator: &str, wrap: Wrap<'_>) -> Result<(), StoreError> {
        let keys = self.keys.as_mut().ok_or(StoreError::Locked)?;
        let door = match &wrap {
            Wrap::Keyring(door) => Some((*door).clone()),
            Wrap::Passphrase(..) | Wrap::PracticeKey(_) => None,
        };
        let (vault, generation) = (keys.vault().to_owned(), keys.generation());
        let subject = Subject { vault: &vault, generation, data: keys.data() };
        let mut enrolment = Enrolment::prepare(self.world.as_ref(), &subject, wrap)?;
        enrolment.deposit()?;
        let before = keys.replace_signing(Some(enrolment.signing.clone()));
        let world = Arc::clone(&self.world);
        let written = self.begin().and_then(|mut txn| {
            enrolment.write(txn.conn, world.as_ref(), generation)?;
            txn.add_workstation(name, &enrolment.signing.verifying_key().to_bytes())?;
            txn.commit(Entry::new(operator, "workstation.enrol"))
        });
        match written {
            Ok(_) => self.door = door.or(self.door.take()),
            Err(error) => {
                enrolment.withdraw();
                if let Some(keys) = &mut self.keys {
                    keys.replace_signing(before);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Copies the ledger into a new file, mode 0600, while others may go on writing. The copy is
    /// sealed as the ledger is: it holds no key.
    ///
    /// # Errors
    /// A file that is there already is never written over.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        drop(file::private_new(to)?);
        let copied = self.copy(to).and_then(|()| {
            let synced = std::fs::File::open(to).and_then(|file| file.sync_all());
            synced.map_err(|error| StoreError::io(to.display(), error))?;
            file::sync_dir(to)
        });
        if copied.is_err() && std::fs::remove_file(to).is_err() {
            tracing::warn!("{} is not a complete copy and could not be removed", to.display());
        }
        copied
    }

    pub(crate) fn hold(
        &mut self,
        keys: Option<Keys>,
        door: Option<KeyringDoor>,
        head: Option<Head>,
    ) {
        self.keys = keys;
        self.door = door;
        self.to_pin = head;
    }

    fn copy(&self, to: &Path) -> Result<(), StoreError> {
        let mut copy = Connection::open(to)?;
        let pause = std::time::Duration::from_millis(5);
        rusqlite::backup::Backup::new(&self.conn, &mut copy)?
            .run_to_completion(1024, pause, None)?;
        copy.execute_batch("PRAGMA journal_mode = DELETE")?;
        copy.close().map_err(|(_, error)| error.into())
    }

    fn is_marked(&self) -> bool {
        file::mark(&self.dir).exists()
    }

    /// The vault's id, the newest generation and its fingerprint.
    fn generation(&self) -> Result<(String, u32, [u8; 32]), StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT id, fingerprint FROM generations ORDER BY id")?;
        let all: Vec<(u32, [u8; 32])> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()
            .map_err(|_| StoreError::damaged("a generation of the key does not read"))?;
        match (all.first(), all.last()) {
            (Some((1, first)), Some((last, newest))) => {
                Ok((vault::vault_id(first), *last, *newest))
            }
            _ => Err(StoreError::damaged("there is no generation of the key")),
        }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if let Err(error) = self.pin() {
            tracing::warn!("the head of the audit is not pinned: {error}");
        }
    }
}

#[cfg(test)]
mod tests;
