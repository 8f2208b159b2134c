//! Recovery codes: one salt per person over all sets, sets of which only the last is valid, hashes
//! of codes, and the attempts that throttle.
//!
//! Codes themselves never come here. The desk hashes (Argon2id with the person's salt, then a
//! keyed hash under [`View::keyed_hash`]); with one salt per person one evaluation tells accepted,
//! used, void and wrong apart over all sets.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::words::words;
use crate::{CodeId, PersonId, SetId, StoreError, Txn, View};

/// What one evaluation of the password hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// A person's salt and cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt {
    /// Whose.
    pub person: PersonId,
    /// Sixteen random bytes.
    pub salt: [u8; 16],
    /// The cost that every code of this person is hashed with.
    pub cost: Cost,
}

words! {
    /// How the codes of a set look.
    CodeForm {
        /// Fifteen symbols in three groups.
        Symbols = "symbols",
        /// Eight small letters and digits, as 1C-Bitrix has them.
        Bitrix = "bitrix",
        /// Twenty digits.
        Digits = "digits",
    }
}

/// A set of recovery codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoverySet {
    /// The key.
    pub id: SetId,
    /// Whose.
    pub person: PersonId,
    /// The name on the sheet, like `7K-03`.
    pub name: String,
    /// 1 for a person's first set, then 2, 3 …
    pub number: u32,
    /// How its codes look.
    pub form: CodeForm,
    /// How many codes it has.
    pub count: u32,
    /// When it was issued (Unix ms).
    pub created: i64,
    /// By whom.
    pub by: String,
    /// When it was voided (Unix ms).
    pub voided: Option<i64>,
    /// Why.
    pub void_reason: Option<String>,
}

/// One code of a set, as a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode {
    /// The key.
    pub id: CodeId,
    /// Its set.
    pub set: SetId,
    /// The number in front of it on the sheet, from 1.
    pub row: u32,
    /// The hash.
    pub hash: [u8; 32],
    /// When it was used (Unix ms).
    pub used_at: Option<i64>,
    /// Who took it.
    pub used_by: Option<String>,
    /// For what.
    pub used_for: Option<String>,
    /// The keyed hash of the two grey letters beside it; older sheets have none.
    pub grey: Option<[u8; 32]>,
    /// When its letters were asked for (Unix ms).
    pub asked_at: Option<i64>,
    /// By whom.
    pub asked_by: Option<String>,
    /// Whether the answer was right.
    pub answered: Option<bool>,
}

/// What is needed for a new set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSet {
    /// Whose.
    pub person: PersonId,
    /// The name on the sheet.
    pub name: String,
    /// Who issues it.
    pub by: String,
    /// How its codes look.
    pub form: CodeForm,
    /// The hashes in the order of the rows.
    pub hashes: Vec<[u8; 32]>,
    /// The keyed hashes of the grey letters, in the same order; fewer where rows have none.
    pub greys: Vec<[u8; 32]>,
}

struct Attempt {
    id: uuid::Uuid,
    at: i64,
}

impl View<'_> {
    /// The salt and cost of a person, if there is one yet.
    pub fn salt(&self, person: PersonId) -> Result<Option<Salt>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": person })
    }

    /// All sets of a person, the oldest first.
    pub fn sets(&self, person: PersonId) -> Result<Vec<RecoverySet>, StoreError> {
        self.all("WHERE person = :person ORDER BY number", named_params! { ":person": person })
    }

    /// The newest set of a person, voided or not.
    pub fn newest_set(&self, person: PersonId) -> Result<Option<RecoverySet>, StoreError> {
        self.one(
            "WHERE person = :person ORDER BY number DESC LIMIT 1",
            named_params! { ":person": person },
        )
    }

    /// Every set that was not voided, the oldest first.
    pub fn valid_sets(&self) -> Result<Vec<RecoverySet>, StoreError> {
        self.all("WHERE voided IS NULL ORDER BY created, id", [])
    }

    /// The codes of a set by row.
    pub fn codes(&self, set: SetId) -> Result<Vec<RecoveryCode>, StoreError> {
        self.all("WHERE set_id = :set ORDER BY row", named_params! { ":set": set })
    }

    /// The codes of all sets of a person, the oldest set first.
    pub fn codes_of(&self, person: PersonId) -> Result<Vec<RecoveryCode>, StoreError> {
        let mut codes = Vec::new();
        for set in self.sets(person)? {
            codes.extend(self.codes(set.id)?);
        }
        Ok(codes)
    }

    /// The times (Unix ms) of failed, well-formed attempts for this person since `since`, from
    /// every workstation, the oldest first.
    pub fn attempts_for(&self, person: PersonId, since: i64) -> Result<Vec<i64>, StoreError> {
        let found: Vec<Attempt> = self.all(
            "WHERE person = :person AND at >= :since ORDER BY at, id",
            named_params! { ":person": person, ":since": since },
        )?;
        Ok(found.iter().map(|attempt| attempt.at).collect())
    }

    /// The same for everybody at this workstation.
    pub fn attempts_here(&self, since: i64) -> Result<Vec<i64>, StoreError> {
        let here = self.workstation()?.id;
        let found: Vec<Attempt> = self.all(
            "WHERE workstation = :here AND at >= :since ORDER BY at, id",
            named_params! { ":here": here, ":since": since },
        )?;
        Ok(found.iter().map(|attempt| attempt.at).collect())
    }
}

impl Txn<'_> {
    /// The salt of a person; made with this cost if there is none yet. An existing salt keeps its
    /// cost: codes that are out there were hashed with it.
    pub fn salt_or_new(&mut self, person: PersonId, cost: Cost) -> Result<Salt, StoreError> {
        if let Some(salt) = self.salt(person)? {
            return Ok(salt);
        }
        let mut salt = [0; 16];
        self.world.fill(&mut salt);
        let at = self.at();
        self.insert(
            "recovery_salts",
            &[
                ("id", &person),
                ("salt", &salt),
                ("memory", &cost.memory),
                ("passes", &cost.passes),
                ("lanes", &cost.lanes),
                ("created", &at),
            ],
        )?;
        Ok(Salt { person, salt, cost })
    }

    /// Adds a set. Only the last set is valid: the one before is voided in the same transaction.
    pub fn add_set(&mut self, new: NewSet) -> Result<RecoverySet, StoreError> {
        let newest = self.newest_set(new.person)?;
        let number = newest.as_ref().map_or(1, |set| set.number.saturating_add(1));
        if let Some(set) = newest.filter(|set| set.voided.is_none()) {
            self.void_set(set.id, "replaced")?;
        }
        let count = u32::try_from(new.hashes.len())
            .map_err(|_| StoreError::Invalid { what: "number of codes" })?;
        let set = RecoverySet {
            id: SetId(self.fresh_id()),
            person: new.person,
            name: new.name,
            number,
            form: new.form,
            count,
            created: self.at(),
            by: new.by,
            voided: None,
            void_reason: None,
        };
        self.insert(
            "recovery_sets",
            &[
                ("id", &set.id),
                ("person", &set.person),
                ("name", &set.name),
                ("number", &set.number),
                ("form", &set.form),
                ("count", &set.count),
                ("created", &set.created),
                ("by", &set.by),
            ],
        )?;
        for (row, hash) in (1_u32..).zip(&new.hashes) {
            let id = CodeId(self.fresh_id());
            let grey = new.greys.get(usize::try_from(row - 1).unwrap_or(usize::MAX));
            self.insert(
                "recovery_codes",
                &[("id", &id), ("set_id", &set.id), ("row", &row), ("hash", hash), ("grey", &grey)],
            )?;
        }
        Ok(set)
    }

    /// Voids a set, and removes its copy; false when it was voided before.
    pub fn void_set(&mut self, id: SetId, reason: &str) -> Result<bool, StoreError> {
        let at = self.at();
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("voided", &at), ("void_reason", &reason)];
        self.drop_copy(id)?;
        self.update("recovery_sets", &id, "voided IS NULL", columns)
    }

    /// Marks a code as used by one conditional update: of many who try at once, one gets it.
    ///
    /// # Errors
    /// [`StoreError::CodeSpent`] when it was used before or its set is not valid any more.
    pub fn use_code(&mut self, id: CodeId, by: &str, what: &str) -> Result<(), StoreError> {
        let at = self.at();
        let guard = "used_at IS NULL AND set_id IN
            (SELECT id FROM recovery_sets WHERE voided IS NULL)";
        let columns: &[(&str, &dyn rusqlite::ToSql)] =
            &[("used_at", &at), ("used_by", &by), ("used_for", &what)];
        if self.update("recovery_codes", &id, guard, columns)? {
            return Ok(());
        }
        let code: Option<RecoveryCode> = self.one("WHERE id = :id", named_params! { ":id": id })?;
        let code = code.ok_or(StoreError::Unknown { what: "recovery code" })?;
        Err(StoreError::CodeSpent { at: code.used_at, by: code.used_by })
    }

    /// Notes a failed, well-formed attempt for this person at this workstation.
    pub fn add_attempt(&mut self, person: PersonId) -> Result<(), StoreError> {
        let id = self.ids.next(self.world);
        let here = self.workstation()?.id;
        let at = self.at();
        let columns: &[(&str, &dyn rusqlite::ToSql)] =
            &[("id", id.as_bytes()), ("person", &person), ("workstation", &here), ("at", &at)];
        self.insert("recovery_attempts", columns)
    }

    /// Forgets the attempts for this person: after an accepted code.
    pub fn clear_attempts(&mut self, person: PersonId) -> Result<(), StoreError> {
        let found: Vec<Attempt> =
            self.all("WHERE person = :person", named_params! { ":person": person })?;
        for attempt in found {
            self.remove("recovery_attempts", attempt.id.as_bytes())?;
        }
        Ok(())
    }
}

impl Stored for Salt {
    const TABLE: &'static str = "recovery_salts";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let cost = Cost {
            memory: row.get("memory")?,
            passes: row.get("passes")?,
            lanes: row.get("lanes")?,
        };
        Ok(Self { person: row.get("id")?, salt: row.get("salt")?, cost })
    }
}

impl Stored for RecoverySet {
    const TABLE: &'static str = "recovery_sets";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            name: row.get("name")?,
            number: row.get("number")?,
            form: row.get::<_, Option<CodeForm>>("form")?.unwrap_or(CodeForm::Symbols),
            count: row.get("count")?,
            created: row.get("created")?,
            by: row.get("by")?,
            voided: row.get("voided")?,
            void_reason: row.get("void_reason")?,
        })
    }
}

impl Stored for RecoveryCode {
    const TABLE: &'static str = "recovery_codes";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            set: row.get("set_id")?,
            row: row.get("row")?,
            hash: row.get("hash")?,
            used_at: row.get("used_at")?,
            used_by: row.get("used_by")?,
            used_for: row.get("used_for")?,
            grey: row.get("grey")?,
            asked_at: row.get("asked_at")?,
            asked_by: row.get("asked_by")?,
            answered: row.get("answered")?,
        })
    }
}

impl Stored for Attempt {
    const TABLE: &'static str = "recovery_attempts";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id: [u8; 16] = row.get("id")?;
        Ok(Self { id: uuid::Uuid::from_bytes(id), at: row.get("at")? })
    }
}

#[cfg(test)]
mod tests;
