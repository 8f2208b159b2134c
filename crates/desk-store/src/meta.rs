//! What the ledger knows of itself: the organisation, and the workstations that may sign.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{StoreError, Txn, View, WorkstationId};

/// A workstation that has a signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workstation {
    /// The key of the row.
    pub id: WorkstationId,
    /// Its name (the computer's), for people.
    pub name: String,
    /// Its Ed25519 public key.
    pub verifying_key: [u8; 32],
    /// When it was enrolled (Unix ms).
    pub created: i64,
}

struct Note {
    value: String,
}

impl View<'_> {
    /// The vault's id: 32 hexadecimal digits derived from its first key.
    #[must_use]
    pub fn vault(&self) -> &str {
        self.keys.vault()
    }

    /// The organisation's name, if it was given.
    pub fn organisation(&self) -> Result<Option<String>, StoreError> {
        let note: Option<Note> =
            self.one("WHERE id = :id", named_params! { ":id": "organisation" })?;
        Ok(note.map(|note| note.value))
    }

    /// This workstation.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] when the vault was opened by paper.
    pub fn workstation(&self) -> Result<Workstation, StoreError> {
        let key = self.keys.verifying_key().ok_or(StoreError::NotEnrolled)?;
        let found =
            self.one("WHERE verifying_key = :key", named_params! { ":key": key.as_slice() })?;
        found.ok_or(StoreError::NotEnrolled)
    }

    /// Every workstation that was ever enrolled.
    pub fn workstations(&self) -> Result<Vec<Workstation>, StoreError> {
        self.all("ORDER BY created, id", [])
    }

    /// A hash that only this vault can make: HMAC-SHA-256 under a key derived from the data key
    /// by the label. The pepper of recovery codes; the key itself is never handed out.
    #[must_use]
    pub fn keyed_hash(&self, label: &str, bytes: &[u8]) -> [u8; 32] {
        self.keys.keyed_hash(label, bytes)
    }
}

impl Txn<'_> {
    /// Sets the organisation's name.
    pub fn set_organisation(&mut self, name: &str) -> Result<(), StoreError> {
        if self.update("meta", &"organisation", "1 = 1", &[("value", &name)])? {
            return Ok(());
        }
        self.insert("meta", &[("id", &"organisation"), ("value", &name)])
    }

    pub(crate) fn add_workstation(
        &mut self,
        name: &str,
        verifying_key: &[u8; 32],
    ) -> Result<WorkstationId, StoreError> {
        let id = WorkstationId(self.fresh_id());
        let at = self.at();
        self.insert(
            "workstations",
            &[("id", &id), ("name", &name), ("verifying_key", verifying_key), ("created", &at)],
        )?;
        Ok(id)
    }
}

impl Stored for Workstation {
    const TABLE: &'static str = "workstations";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            verifying_key: row.get("verifying_key")?,
            created: row.get("created")?,
        })
    }
}

impl Stored for Note {
    const TABLE: &'static str = "meta";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { value: row.get("value")? })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn the_organisation_can_be_renamed_and_the_workstation_knows_itself() {
        let mut desk = Desk::new();
        desk.change(|txn| txn.set_organisation("Пример")).expect("renamed");
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.organisation().expect("read").as_deref(), Some("Пример"));
        let here = view.workstation().expect("enrolled");
        assert_eq!(here.name, "desk-1");
        assert_eq!(view.workstations().expect("read"), [here]);
    }

    #[test]
    fn keyed_hashes_differ_by_label_and_by_bytes() {
        let one = Desk::new();
        let view = one.ledger.view().expect("unlocked");
        let hash = view.keyed_hash("pepper", b"code");
        assert_eq!(hash, one.second().view().expect("unlocked").keyed_hash("pepper", b"code"));
        assert_ne!(hash, view.keyed_hash("peppe", b"rcode"));
        assert_ne!(hash, view.keyed_hash("pepper", b"c0de"));
    }
}
