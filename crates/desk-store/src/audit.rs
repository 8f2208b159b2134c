//! The audit: a chain of signed entries, each written in the transaction of the effect it tells of.
//!
//! **Entry** n is the pieces, each preceded by its length as four bytes, big-endian:
//! `"fobdesk/audit/1"`, the hash of entry n - 1 (of entry 0: SHA-256 of the pieces
//! `"fobdesk/audit/1/genesis"` and the vault's id as text), n (u64, big-endian), time (i64,
//! big-endian, Unix ms), operator, workstation (UUID, 16 bytes), act, fob (UUID or nothing),
//! person (UUID or nothing), result, detail, state (32 bytes). **Hash** n is SHA-256 of these
//! bytes. **Signature** is Ed25519 by the workstation's key over the 32 bytes of the hash.
//!
//! *State* is the digest over the roots of all tables (see `row.rs`) after the transaction: so the
//! last entry says what the ledger must look like, not only what was done.
//!
//! The number and hash of the last entry also stand under the vault's key in the table of roots,
//! and are pinned in the keyring: see [`crate::Ledger::pin`].

use ed25519_dalek::{Signature, VerifyingKey};
use rusqlite::{Row, named_params};
use sha2::{Digest, Sha256};

use crate::pieces::pieces;
use crate::row::{Roots, Tag, counter};
use crate::vault::Keys;
use crate::{FobId, PersonId, StoreError, View, WorkstationId};

pub use crate::head::Head;

/// What is to be written about an act. Details hold no secrets.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    operator: String,
    act: String,
    fob: Option<FobId>,
    person: Option<PersonId>,
    result: String,
    detail: serde_json::Value,
}

impl Entry {
    /// An entry about an act of an operator, with the result `done` and no details.
    #[must_use]
    pub fn new(operator: &str, act: &str) -> Self {
        Self {
            operator: operator.to_owned(),
            act: act.to_owned(),
            fob: None,
            person: None,
            result: "done".to_owned(),
            detail: serde_json::Value::Null,
        }
    }

    /// The fob it is about.
    #[must_use]
    pub fn fob(mut self, fob: impl Into<Option<FobId>>) -> Self {
        self.fob = fob.into();
        self
    }

    /// The person it is about.
    #[must_use]
    pub fn person(mut self, person: impl Into<Option<PersonId>>) -> Self {
        self.person = person.into();
        self
    }

    /// How it ended, in a word.
    #[must_use]
    pub fn result(mut self, result: &str) -> Self {
        self.result = result.to_owned();
        self
    }

    /// What else is worth knowing. Never a secret.
    #[must_use]
    pub fn detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = detail;
        self
    }
}

/// An entry as it stands in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// Its number, from 1.
    pub n: u64,
    /// When (Unix ms). The order is by number, not by time.
    pub at: i64,
    /// Who.
    pub operator: String,
    /// At which workstation.
    pub workstation: WorkstationId,
    /// What.
    pub act: String,
    /// About which fob.
    pub fob: Option<FobId>,
    /// About whom.
    pub person: Option<PersonId>,
    /// How it ended.
    pub result: String,
    /// Details, JSON.
    pub detail: serde_json::Value,
    /// Its hash.
    pub hash: [u8; 32],
}

/// Which entries to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only about this fob.
    pub fob: Option<FobId>,
    /// Only about this person.
    pub person: Option<PersonId>,
    /// Only from this time on (Unix ms).
    pub since: Option<i64>,
    /// Only this act.
    pub act: Option<&'static str>,
    /// Only the newest so many; `None`: all.
    pub last: Option<u32>,
}

/// What [`View::verify_log`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries there are.
    pub entries: u64,
    /// The number of the first entry that does not hold (changed, moved, missing); for entries cut
    /// off at the end, the first that is missing.
    pub broken: Option<u64>,
    /// The last entry that there should be.
    pub head: Head,
}

impl View<'_> {
    /// The last entry that there should be, by the vault's key.
    pub fn head(&self) -> Result<Head, StoreError> {
        Ok(Roots::read(self.conn, self.keys)?.head)
    }

    /// Entries in the order of the chain. The hash of each is checked against its contents and its
    /// predecessor.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] with the number of the first entry that does not hold.
    pub fn log(&self, filter: &Filter) -> Result<Vec<Logged>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.*, before.hash AS before_hash
             FROM audit e LEFT JOIN audit before ON before.n = e.n - 1
             WHERE (:fob IS NULL OR e.fob = :fob) AND (:person IS NULL OR e.person = :person)
               AND (:since IS NULL OR e.at >= :since) AND (:act IS NULL OR e.act = :act)
             ORDER BY e.n DESC LIMIT coalesce(:last, -1)",
        )?;
        let mut rows = statement.query(named_params! {
            ":fob": filter.fob, ":person": filter.person,
            ":since": filter.since, ":act": filter.act, ":last": filter.last,
        })?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let stored = Stored::read(row)?;
            let genesis = Head::genesis(self.keys.vault()).hash;
            let before: Option<Tag> = row.get("before_hash")?;
            let n = stored.n;
            if stored.hash != stored.hash_after(&before.unwrap_or(genesis)) {
                return Err(StoreError::Tampered { table: "audit", id: n.to_string() });
            }
            entries.push(stored.logged());
        }
        entries.reverse();
        Ok(entries)
    }

    /// Walks the whole chain: numbers, hashes, signatures, the head under the vault's key and the
    /// state of the tables. A chain that does not hold is a result, not an error.
    pub fn verify_log(&self) -> Result<Verified, StoreError> {
        self.at_once(|| self.walk())
    }

    fn walk(&self) -> Result<Verified, StoreError> {
        let roots = Roots::read(self.conn, self.keys)?;
        let keys = self.workstations()?.into_iter().map(|station| {
            let key = VerifyingKey::from_bytes(&station.verifying_key).ok();
            (station.id, key)
        });
        let keys: std::collections::HashMap<_, _> = keys.collect();
        let mut statement = self.conn.prepare_cached("SELECT * FROM audit ORDER BY n")?;
        let mut rows = statement.query([])?;
        let mut before = Head::genesis(self.keys.vault());
        let mut verified = Verified { entries: 0, broken: None, head: roots.head };
        let mut state = None;
        while let Some(row) = rows.next()? {
            verified.entries += 1;
            let expected = before.n + 1;
            let sound = Stored::read(row).ok().filter(|stored| {
                let key = keys.get(&WorkstationId(uuid::Uuid::from_bytes(stored.workstation)));
                stored.n == expected
                    && stored.hash == stored.hash_after(&before.hash)
                    && key.and_then(Option::as_ref).is_some_and(|key| stored.signed_by(key))
            });
            match sound {
                Some(stored) => {
                    before = Head { n: stored.n, hash: stored.hash };
                    state = Some(stored.state);
                }
                None => verified.broken = verified.broken.or(Some(expected)),
            }
            if verified.broken.is_some() {
                before.n = expected;
            }
        }
        if verified.broken.is_none() {
            if before != roots.head {
                verified.broken = Some(before.n.min(roots.head.n) + 1);
            } else if state.is_some_and(|state| state != roots.digest()) {
                verified.broken = Some(before.n);
            }
        }
        Ok(verified)
    }
}

/// Appends an entry to the chain and returns the new head.
pub(crate) fn append(
    view: &View<'_>,
    before: &Head,
    entry: Entry,
    at: i64,
    state: &Tag,
) -> Result<Head, StoreError> {
    let workstation = view.workstation()?.id;
    let mut stored = Stored {
        n: before.n + 1,
        at,
        operator: entry.operator,
        workstation: *workstation.as_bytes(),
        act: entry.act,
        fob: entry.fob.map(|id| *id.as_bytes()),
        person: entry.person.map(|id| *id.as_bytes()),
        result: entry.result,
        detail: entry.detail.to_string(),
        state: *state,
        hash: [0; 32],
        signature: [0; 64],
    };
    stored.hash = stored.hash_after(&before.hash);
    stored.signature = sign(view.keys, &stored.hash)?;
    let n = i64::try_from(stored.n).map_err(|_| StoreError::Invalid { what: "entry number" })?;
    let mut statement = view.conn.prepare_cached(
        "INSERT INTO audit (n, at, operator, workstation, act, fob, person, result, detail, state,
                            hash, signature)
         VALUES (:n, :at, :operator, :workstation, :act, :fob, :person, :result, :detail, :state,
                 :hash, :signature)",
    )?;
    statement.execute(named_params! {
        ":n": n, ":at": stored.at, ":operator": stored.operator,
        ":workstation": stored.workstation, ":act": stored.act, ":fob": stored.fob,
        ":person": stored.person, ":result": stored.result, ":detail": stored.detail,
        ":state": stored.state, ":hash": stored.hash, ":signature": stored.signature,
    })?;
    Ok(Head { n: stored.n, hash: stored.hash })
}

fn sign(keys: &Keys, hash: &[u8; 32]) -> Result<[u8; 64], StoreError> {
    keys.sign(hash)
}

struct Stored {
    n: u64,
    at: i64,
    operator: String,
    workstation: [u8; 16],
    act: String,
    fob: Option<[u8; 16]>,
    person: Option<[u8; 16]>,
    result: String,
    detail: String,
    state: Tag,
    hash: [u8; 32],
    signature: [u8; 64],
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: counter(row, "n")?,
            at: row.get("at")?,
            operator: row.get("operator")?,
            workstation: row.get("workstation")?,
            act: row.get("act")?,
            fob: row.get("fob")?,
            person: row.get("person")?,
            result: row.get("result")?,
            detail: row.get("detail")?,
            state: row.get("state")?,
            hash: row.get("hash")?,
            signature: row.get("signature")?,
        })
    }

    fn hash_after(&self, before: &[u8; 32]) -> [u8; 32] {
        let bytes = pieces(&[
            b"fobdesk/audit/1",
            before,
            &self.n.to_be_bytes(),
            &self.at.to_be_bytes(),
            self.operator.as_bytes(),
            &self.workstation,
            self.act.as_bytes(),
            self.fob.as_ref().map_or(&[], <[u8; 16]>::as_slice),
            self.person.as_ref().map_or(&[], <[u8; 16]>::as_slice),
            self.result.as_bytes(),
            self.detail.as_bytes(),
            &self.state,
        ]);
        Sha256::digest(bytes).into()
    }

    fn signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&self.hash, &Signature::from_bytes(&self.signature)).is_ok()
    }

    fn logged(self) -> Logged {
        Logged {
            n: self.n,
            at: self.at,
            operator: self.operator,
            workstation: WorkstationId(uuid::Uuid::from_bytes(self.workstation)),
            act: self.act,
            fob: self.fob.map(|bytes| FobId(uuid::Uuid::from_bytes(bytes))),
            person: self.person.map(|bytes| PersonId(uuid::Uuid::from_bytes(bytes))),
            result: self.result,
            detail: serde_json::from_str(&self.detail).unwrap_or_default(),
            hash: self.hash,
        }
    }
}

#[cfg(test)]
mod tests;
