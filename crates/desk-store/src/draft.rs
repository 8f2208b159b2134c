//! Making a vault: all of it or nothing, and never beside an old one.
//!
//! A [`Draft`] is a complete vault under another name. The operator's recovery key is written
//! out while it is a draft; only then [`Draft::keep`] gives it its name. A process that dies on the
//! way leaves no vault, at most a file `ledger.db.new` (removed by the next attempt) and an entry
//! in the keyring that belongs to no vault.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::named_params;
use zeroize::Zeroizing;

use crate::audit::Entry;
use crate::enrol::{self, Enrolment, Subject};
use crate::head::Head;
use crate::id::Ids;
use crate::row::Roots;
use crate::vault::{self, Keys};
use crate::{KeyringDoor, Ledger, PaperKey, StoreError, Txn, View, World, Wrap, file, schema};

/// The generation of a new vault's data key.
const FIRST: u32 = 1;

/// What a new vault is made with.
pub struct NewVault<'a> {
    /// The organisation's name, if known.
    pub organisation: Option<String>,
    /// The name of this workstation, for people.
    pub workstation: String,
    /// Who makes it, for the audit.
    pub operator: String,
    /// How this workstation gets at the data key.
    pub wrap: Wrap<'a>,
}

impl Ledger {
    /// Makes a vault; the same as [`Draft::new`] and [`Draft::keep`] in one. Prefer these two
    /// where the recovery key is written to a file: then a vault without it never exists.
    ///
    /// # Errors
    /// As [`Draft::new`].
    pub fn create(
        dir: &Path,
        world: Arc<dyn World>,
        new: NewVault<'_>,
    ) -> Result<(Self, PaperKey), StoreError> {
        Draft::new(dir, world, new)?.keep()
    }
}

/// A vault that has no name yet. Dropping it removes it.
pub struct Draft {
    dir: PathBuf,
    world: Arc<dyn World>,
    keys: Option<Keys>,
    paper: Option<PaperKey>,
    door: Option<KeyringDoor>,
    head: Option<Head>,
    enrolment: Enrolment,
    _lock: File,
}

impl Draft {
    /// Makes a complete vault under another name, and the key to it.
    ///
    /// # Errors
    /// [`StoreError::VaultExists`]; [`StoreError::Busy`] while another process makes one; the
    /// keyring's state when the key could not be kept there.
    pub fn new(dir: &Path, world: Arc<dyn World>, new: NewVault<'_>) -> Result<Self, StoreError> {
        file::private_dir(dir)?;
        let path = dir.join("ledger.new.lock");
        let lock = file::lock_file(&path).map_err(|error| StoreError::io(path.display(), error))?;
        lock.try_lock().map_err(|_| StoreError::Busy)?;
        if file::ledger(dir).exists() {
            return Err(StoreError::VaultExists);
        }
        let mut data = Zeroizing::new([0; 32]);
        world.fill(data.as_mut_slice());
        let vault = vault::vault_id(&vault::fingerprint(&data));
        let door = match &new.wrap {
            Wrap::Keyring(door) => Some((*door).clone()),
            Wrap::PracticeKey(path) => {
                remove(path);
                None
            }
            Wrap::Passphrase(..) => None,
        };
        let subject = Subject { vault: &vault, generation: FIRST, data: &data };
        let enrolment = Enrolment::prepare(world.as_ref(), &subject, new.wrap)?;
        let keys = Keys::derive(&vault, FIRST, data.clone(), Some(enrolment.signing.clone()));
        let mut draft = Self {
            dir: dir.to_owned(),
            world,
            keys: Some(keys),
            paper: None,
            door,
            head: None,
            enrolment,
            _lock: lock,
        };
        let organisation = new.organisation.as_deref();
        draft.write(&subject, organisation, &new.workstation, &new.operator)?;
        draft.enrolment.deposit()?;
        Ok(draft)
    }

    /// The recovery key, to be written out while nothing is final yet.
    ///
    /// # Panics
    /// Never: the key is there until [`Draft::keep`].
    #[must_use]
    pub fn paper(&self) -> &PaperKey {
        self.paper.as_ref().expect("made by Draft::new, taken only by Draft::keep")
    }

    /// The id that the vault will have.
    ///
    /// # Panics
    /// Never: the keys are there until [`Draft::keep`].
    #[must_use]
    pub fn vault(&self) -> &str {
        self.keys.as_ref().expect("made by Draft::new, taken only by Draft::keep").vault()
    }

    /// Gives the vault its name. From now on it exists, unlocked.
    ///
    /// # Errors
    /// A file that cannot be renamed; then there is no vault.
    pub fn keep(mut self) -> Result<(Ledger, PaperKey), StoreError> {
        let (from, to) = (self.path(), file::ledger(&self.dir));
        let synced = File::open(&from).and_then(|file| file.sync_all());
        synced.map_err(|error| StoreError::io(from.display(), error))?;
        std::fs::rename(&from, &to).map_err(|error| StoreError::io(to.display(), error))?;
        let keys = self.keys.take();
        let paper = self.paper.take();
        file::sync_dir(&to)?;
        let mut ledger = Ledger::open(&self.dir, Arc::clone(&self.world))?;
        ledger.hold(keys, self.door.clone(), self.head);
        if let Err(error) = ledger.pin() {
            tracing::warn!("the head of the audit is not pinned: {error}");
        }
        let paper = paper.ok_or(StoreError::WrongKey)?;
        Ok((ledger, paper))
    }

    fn write(
        &mut self,
        subject: &Subject<'_>,
        organisation: Option<&str>,
        workstation: &str,
        operator: &str,
    ) -> Result<(), StoreError> {
        let path = self.path();
        clear(&path);
        drop(file::private_new(&path)?);
        let conn = file::connect(&path)?;
        schema::create(&conn)?;
        let world = self.world.as_ref();
        conn.execute(
            "INSERT INTO generations (id, fingerprint, created) VALUES (:id, :fingerprint, :at)",
            named_params! {
                ":id": FIRST, ":fingerprint": vault::fingerprint(subject.data),
                ":at": world.now(),
            },
        )?;
        self.enrolment.write(&conn, world, FIRST)?;
        self.paper = Some(enrol::paper(&conn, world, subject)?);
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let ids = Ids::default();
        Roots::empty(keys.vault()).write_all(&conn, keys)?;
        let mut txn = Txn::begin(View { conn: &conn, keys, world, ids: &ids }, &mut self.head)?;
        let verifying_key = self.enrolment.signing.verifying_key().to_bytes();
        txn.add_workstation(workstation, &verifying_key)?;
        if let Some(name) = organisation {
            txn.set_organisation(name)?;
        }
        txn.commit(Entry::new(operator, "vault.create"))?;
        // The write-ahead log goes into the file and away: one file is renamed, not two.
        conn.close().map_err(|(_, error)| error)?;
        if wal(&path).exists() {
            return Err(StoreError::damaged("the write-ahead log did not go into the file"));
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.dir.join("ledger.db.new")
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.keys.is_some() {
            clear(&self.path());
            self.enrolment.withdraw();
        }
    }
}

/// Removes a draft's file and what SQLite keeps beside it.
fn clear(path: &Path) {
    remove(path);
    remove(&wal(path));
    remove(&path.with_extension("new-shm"));
}

fn wal(path: &Path) -> PathBuf {
    path.with_extension("new-wal")
}

fn remove(path: &Path) {
    if let Err(error) = file::remove(path) {
        tracing::warn!("a file stays behind: {error}");
    }
}

#[cfg(test)]
mod tests;
