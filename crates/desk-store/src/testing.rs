//! What the unit tests of this crate share: a world without surprises, and small vaults.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use crate::audit::Entry;
use crate::{
    Algorithm, Fob, Kind, Ledger, Line, Mark, NewLine, NewPerson, NewToken, NewVault, Person,
    Place, Sighting, StoreError, Token, Txn, With, World, Wrap,
};

/// A clock that stands until it is moved, and dice that repeat themselves.
pub(crate) struct TestWorld {
    now: AtomicI64,
    rolls: AtomicI64,
}

impl TestWorld {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { now: AtomicI64::new(1_750_000_000_000), rolls: AtomicI64::new(0) })
    }

    pub(crate) fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }
}

impl World for TestWorld {
    fn now(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    fn fill(&self, buf: &mut [u8]) {
        for chunk in buf.chunks_mut(32) {
            let roll = self.rolls.fetch_add(1, Ordering::SeqCst);
            let bytes = Sha256::digest(roll.to_be_bytes());
            for (to, from) in chunk.iter_mut().zip(bytes) {
                *to = from;
            }
        }
    }
}

/// Copies the vault's folder at each moment: what would be left if the process died there.
pub(crate) struct Witness {
    world: Arc<TestWorld>,
    from: PathBuf,
    copies: Mutex<Vec<(String, tempfile::TempDir)>>,
}

impl Witness {
    pub(crate) fn of(dir: &Path) -> Arc<Self> {
        let copies = Mutex::new(Vec::new());
        Arc::new(Self { world: TestWorld::new(), from: dir.to_owned(), copies })
    }

    /// The copies made so far: the moment's name and the folder.
    pub(crate) fn take(&self) -> Vec<(String, tempfile::TempDir)> {
        std::mem::take(&mut *self.copies.lock().expect("one thread"))
    }
}

impl World for Witness {
    fn now(&self) -> i64 {
        self.world.now()
    }

    fn fill(&self, buf: &mut [u8]) {
        self.world.fill(buf);
    }

    fn moment(&self, name: &str) {
        let copy = temp();
        for entry in std::fs::read_dir(&self.from).expect("the folder") {
            let entry = entry.expect("an entry");
            // The index of the log is made anew after a crash.
            if !entry.file_name().to_string_lossy().ends_with("-shm") {
                std::fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("copied");
            }
        }
        self.copies.lock().expect("one thread").push((name.to_owned(), copy));
    }
}

/// An open vault in a folder of its own.
pub(crate) struct Desk {
    pub(crate) ledger: Ledger,
    pub(crate) world: Arc<TestWorld>,
    pub(crate) dir: tempfile::TempDir,
}

impl Desk {
    /// A vault with a practice key: the cheapest kind.
    pub(crate) fn new() -> Self {
        let (dir, world) = (temp(), TestWorld::new());
        let wrap = Wrap::PracticeKey(dir.path().join("ledger.key"));
        let made = Ledger::create(dir.path(), world.clone(), new_vault(wrap));
        Self { ledger: made.expect("a vault").0, world, dir }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A second handle on the same vault, as another process would have it.
    pub(crate) fn second(&self) -> Ledger {
        let mut ledger = Ledger::open(self.path(), self.world.clone()).expect("it is there");
        let key = self.path().join("ledger.key");
        ledger.unlock(With::PracticeKey(&key), Mark::Respect).expect("its key");
        ledger
    }

    /// Runs one transaction and commits it.
    pub(crate) fn change<T>(
        &mut self,
        work: impl FnOnce(&mut Txn<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut txn = self.ledger.begin()?;
        let done = work(&mut txn)?;
        txn.commit(Entry::new("os:olga", "test"))?;
        Ok(done)
    }

    /// Runs SQL behind the ledger's back.
    pub(crate) fn behind(&self, sql: &str) {
        let conn = rusqlite::Connection::open(self.path().join("ledger.db")).expect("the file");
        conn.execute_batch("PRAGMA foreign_keys = OFF").expect("a pragma");
        conn.execute_batch(sql).expect("SQL of the test");
    }

    pub(crate) fn person(&mut self, login: &str) -> Person {
        let new = NewPerson {
            login: login.to_owned(),
            name: format!("Name of {login}"),
            ..NewPerson::default()
        };
        self.change(|txn| txn.add_person(new)).expect("a person")
    }

    pub(crate) fn fob(&mut self, serial: &str) -> Fob {
        self.change(|txn| txn.note(&sighting(serial))).expect("a fob")
    }

    pub(crate) fn intend(&mut self, fob: &Fob, place: Place, seed: &[u8]) -> (Token, Line) {
        let seed = hotp::Seed::new(seed.to_vec());
        let new = new_token(fob, place);
        self.change(|txn| txn.intend(&new, &seed, new_line())).expect("a token")
    }
}

pub(crate) fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for a test")
}

pub(crate) fn new_vault(wrap: Wrap<'_>) -> NewVault<'_> {
    NewVault {
        organisation: Some("Example Works".to_owned()),
        workstation: "desk-1".to_owned(),
        operator: "os:olga".to_owned(),
        wrap,
    }
}

pub(crate) fn sighting(serial: &str) -> Sighting {
    Sighting {
        maker: "yubico".to_owned(),
        serial: Some(serial.to_owned()),
        model: Some("YubiKey 5".to_owned()),
        ..Sighting::default()
    }
}

pub(crate) fn new_line() -> NewLine {
    NewLine { operator: "os:olga".to_owned(), ..NewLine::default() }
}

pub(crate) fn new_token(fob: &Fob, place: Place) -> NewToken {
    NewToken {
        fob: fob.id,
        person: None,
        kind: Kind::Hotp,
        place,
        name: (place == Place::Oath).then(|| "Example:anna".to_owned()),
        issuer: None,
        algorithm: Algorithm::Sha1,
        digits: 6,
        period: None,
        touch: false,
        enter: false,
        profile: "oath-hotp".to_owned(),
        next: 0,
    }
}
