//! The table of copies: the codes of a set, sealed, so that the same sheet can be printed again. The
//! desk keeps one only where the house's rules say so; a set that is voided loses its copy in the
//! same transaction, and `secure_delete` wipes the bytes in the file.
//!
//! A copy is sealed as seeds are (see `seeds.rs`). The associated data are the pieces
//! `"fobdesk/codes/1"`, vault id, generation (u32), set key, person key: a copy that is moved to
//! another set or person does not open.

use rusqlite::{Row, named_params};
use zeroize::Zeroizing;

use crate::pieces::pieces;
use crate::row::Stored;
use crate::vault::Keys;
use crate::{RecoverySet, SetId, StoreError, Txn, View};

/// XChaCha20-Poly1305; other numbers leave room for other ciphers.
const XCHACHA: i64 = 1;

struct SealedCopy {
    set: SetId,
    generation: u32,
    cipher: i64,
    nonce: Vec<u8>,
    sealed: Vec<u8>,
}

impl View<'_> {
    /// The copy of a set, for the one call that prints it; `None` where none is kept.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] when the row or the seal does not hold.
    pub fn copy(&self, set: &RecoverySet) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let row: Option<SealedCopy> =
            self.one("WHERE id = :id", named_params! { ":id": set.id })?;
        let Some(row) = row else { return Ok(None) };
        let tampered =
            || StoreError::Tampered { table: SealedCopy::TABLE, id: row.set.to_string() };
        if row.cipher != XCHACHA || row.generation != self.keys.generation() {
            return Err(tampered());
        }
        let about = about(self.keys, row.generation, set);
        self.keys.open(&row.nonce, &row.sealed, &about).map(Some).ok_or_else(tampered)
    }

    /// Whether a copy of a set is kept.
    pub fn has_copy(&self, set: SetId) -> Result<bool, StoreError> {
        let row: Option<SealedCopy> = self.one("WHERE id = :id", named_params! { ":id": set })?;
        Ok(row.is_some())
    }

    /// The sets of which a copy is kept.
    pub(crate) fn copied_sets(&self) -> Result<Vec<SetId>, StoreError> {
        let all: Vec<SealedCopy> = self.all("ORDER BY id", [])?;
        Ok(all.into_iter().map(|copy| copy.set).collect())
    }
}

impl Txn<'_> {
    /// Keeps a sealed copy of a set that was just added.
    pub fn keep_copy(&mut self, set: &RecoverySet, plain: &[u8]) -> Result<(), StoreError> {
        let generation = self.keys.generation();
        let about = about(self.keys, generation, set);
        let (nonce, sealed) = self.keys.seal(self.world, plain, &about);
        self.insert(
            SealedCopy::TABLE,
            &[
                ("id", &set.id),
                ("generation", &generation),
                ("cipher", &XCHACHA),
                ("nonce", &nonce.as_slice()),
                ("sealed", &sealed),
            ],
        )
    }

    /// Removes the copy of a set; whether there was one.
    pub fn drop_copy(&mut self, set: SetId) -> Result<bool, StoreError> {
        self.remove(SealedCopy::TABLE, &set)
    }

    /// Removes every copy; how many there were.
    pub fn drop_copies(&mut self) -> Result<u32, StoreError> {
        let mut dropped = 0;
        for set in self.copied_sets()? {
            dropped += u32::from(self.drop_copy(set)?);
        }
        Ok(dropped)
    }
}

/// The associated data of a copy.
fn about(keys: &Keys, generation: u32, set: &RecoverySet) -> Vec<u8> {
    pieces(&[
        b"fobdesk/codes/1",
        keys.vault().as_bytes(),
        &generation.to_be_bytes(),
        set.id.as_bytes(),
        set.person.as_bytes(),
    ])
}

impl Stored for SealedCopy {
    const TABLE: &'static str = "recovery_copies";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            set: row.get("id")?,
            generation: row.get("generation")?,
            cipher: row.get("cipher")?,
            nonce: row.get("nonce")?,
            sealed: row.get("sealed")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;
    use crate::{CodeForm, NewSet};

    fn set(desk: &mut Desk, login: &str, secret: &[u8]) -> RecoverySet {
        let person = desk.person(login).id;
        let new = NewSet {
            person,
            name: login.to_owned(),
            by: "os:olga".to_owned(),
            form: CodeForm::Symbols,
            hashes: vec![[1; 32]],
            greys: Vec::new(),
        };
        desk.change(|txn| {
            let set = txn.add_set(new)?;
            txn.keep_copy(&set, secret)?;
            Ok(set)
        })
        .expect("a set")
    }

    #[test]
    fn a_copy_comes_back_and_goes_with_its_set() {
        let mut desk = Desk::new();
        let anna = set(&mut desk, "anna", b"the codes of anna");
        let boris = set(&mut desk, "boris", b"the codes of boris");
        let view = desk.ledger.view().expect("unlocked");
        let copy = view.copy(&anna).expect("it opens").expect("it is kept");
        assert_eq!(copy.as_slice(), b"the codes of anna");
        desk.change(|txn| txn.void_set(anna.id, "voided")).expect("voided");
        let view = desk.ledger.view().expect("unlocked");
        assert!(view.copy(&anna).expect("read").is_none());
        assert!(view.has_copy(boris.id).expect("read"));
        assert_eq!(desk.change(|txn| txn.drop_copies()).expect("dropped"), 1);
        assert!(!desk.ledger.view().expect("unlocked").has_copy(boris.id).expect("read"));
    }

    #[test]
    fn copies_swapped_between_people_do_not_open_even_with_valid_tags() {
        let mut desk = Desk::new();
        let anna = set(&mut desk, "anna", b"the codes of anna");
        let boris = set(&mut desk, "boris", b"the codes of boris");
        desk.change(|txn| {
            let row =
                |id: SetId| txn.one::<SealedCopy>("WHERE id = :id", named_params! { ":id": id });
            let (left, right) = (row(anna.id)?.expect("there"), row(boris.id)?.expect("there"));
            for (id, from) in [(anna.id, right), (boris.id, left)] {
                let columns: &[(&str, &dyn rusqlite::ToSql)] =
                    &[("nonce", &from.nonce), ("sealed", &from.sealed)];
                txn.update("recovery_copies", &id, "1 = 1", columns)?;
            }
            Ok(())
        })
        .expect("tags are valid");
        let view = desk.ledger.view().expect("unlocked");
        for set in [&anna, &boris] {
            assert!(matches!(view.copy(set), Err(StoreError::Tampered { .. })));
        }
        let checked = view.check_everything().expect("readable");
        let bad = checked.findings.iter().filter(|found| found.table == "recovery_copies");
        assert_eq!(bad.count(), 2);
    }

    #[test]
    fn a_removed_copy_is_gone_from_the_file() {
        let mut desk = Desk::new();
        let anna = set(&mut desk, "anna", b"the codes of anna");
        let sealed: Vec<u8> = {
            let view = desk.ledger.view().expect("unlocked");
            let read = "SELECT sealed FROM recovery_copies";
            view.conn.query_row(read, [], |row| row.get(0)).expect("read")
        };
        let in_file = |desk: &Desk| {
            let view = desk.ledger.view().expect("unlocked");
            view.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("done");
            let bytes = std::fs::read(desk.path().join("ledger.db")).expect("the file");
            bytes.windows(sealed.len()).any(|window| window == sealed)
        };
        assert!(in_file(&desk), "the search does not find what is there");
        desk.change(|txn| txn.void_set(anna.id, "voided")).expect("voided");
        assert!(!in_file(&desk));
    }
}
