//! The table of emergency codes: one way in for the time that a fob is lost. A person has at most
//! one that is open; it has so many uses, and ends at a moment or when the fob is back.
//!
//! Codes themselves never come here, only hashes; see `recovery.rs`.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{EmergencyId, FobId, PersonId, StoreError, Txn, View};

/// An emergency code, as a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// The key.
    pub id: EmergencyId,
    /// Whose.
    pub person: PersonId,
    /// For the loss of which fob.
    pub fob: Option<FobId>,
    /// The hash.
    pub hash: [u8; 32],
    /// How often it could be used.
    pub uses: u32,
    /// How often it still can.
    pub left: u32,
    /// When it was made (Unix ms).
    pub created: i64,
    /// Until when it is valid (Unix ms).
    pub until: i64,
    /// By whom.
    pub by: String,
    /// When it was ended before its time (Unix ms).
    pub ended: Option<i64>,
    /// Why.
    pub reason: Option<String>,
}

impl Emergency {
    /// Whether it opens anything at that moment (Unix ms), by the clock alone.
    #[must_use]
    pub fn is_valid(&self, now: i64) -> bool {
        self.ended.is_none() && self.left > 0 && now < self.until
    }
}

/// An emergency code about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmergency {
    /// Whose.
    pub person: PersonId,
    /// For the loss of which fob.
    pub fob: Option<FobId>,
    /// The hash.
    pub hash: [u8; 32],
    /// How often it can be used.
    pub uses: u32,
    /// Until when it is valid (Unix ms).
    pub until: i64,
    /// By whom.
    pub by: String,
}

impl View<'_> {
    /// All emergency codes of a person, the oldest first.
    pub fn emergencies(&self, person: PersonId) -> Result<Vec<Emergency>, StoreError> {
        self.all("WHERE person = :person ORDER BY created, id", named_params! { ":person": person })
    }
}

impl View<'_> {
    /// The one that opens something now.
    pub fn open_emergency(&self, person: PersonId) -> Result<Option<Emergency>, StoreError> {
        let now = self.now();
        let open = self.emergencies(person)?.into_iter().find(|one| one.is_valid(now));
        let Some(open) = open else { return Ok(None) };
        Ok(if self.emergency_passed(&open)? { None } else { Some(open) })
    }

    /// Whether the history has seen its time pass, whatever the clock says now: see `past.rs`.
    fn emergency_passed(&self, one: &Emergency) -> Result<bool, StoreError> {
        self.has_passed(one.until, one.person, one.created)
    }
}

impl Txn<'_> {
    /// Makes one; the one that was open is ended in the same transaction.
    pub fn add_emergency(&mut self, new: NewEmergency) -> Result<Emergency, StoreError> {
        self.end_emergency(new.person, "replaced")?;
        let id = EmergencyId(self.fresh_id());
        let at = self.at();
        self.insert(
            "emergency_codes",
            &[
                ("id", &id),
                ("person", &new.person),
                ("fob", &new.fob),
                ("hash", &new.hash),
                ("uses", &new.uses),
                ("left", &new.uses),
                ("created", &at),
                ("until", &new.until),
                ("by", &new.by),
            ],
        )?;
        self.emergency(id)
    }

    /// Spends one use by one conditional update: of many who try at once, as many get in as it has
    /// uses.
    ///
    /// # Errors
    /// [`StoreError::CodeSpent`] when it has none left, was ended, or its time is over.
    pub fn use_emergency(&mut self, id: EmergencyId) -> Result<Emergency, StoreError> {
        let before = self.emergency(id)?;
        if self.emergency_passed(&before)? {
            return Err(StoreError::CodeSpent { at: before.ended, by: None });
        }
        let at = self.at();
        let left = before.left.saturating_sub(1);
        let guard = format!("left > 0 AND ended IS NULL AND until > {at}");
        if self.update("emergency_codes", &id, &guard, &[("left", &left)])? {
            return self.emergency(id);
        }
        Err(StoreError::CodeSpent { at: before.ended, by: None })
    }

    /// Ends the one that is open, if one is; whether one was.
    pub fn end_emergency(&mut self, person: PersonId, reason: &str) -> Result<bool, StoreError> {
        let open: Option<Emergency> = self
            .one("WHERE person = :person AND ended IS NULL", named_params! { ":person": person })?;
        let Some(open) = open else { return Ok(false) };
        let at = self.at();
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("ended", &at), ("reason", &reason)];
        self.update("emergency_codes", &open.id, "ended IS NULL", columns)
    }

    /// Ends those that were made for the loss of a fob.
    pub(crate) fn end_emergency_of(&mut self, fob: FobId, reason: &str) -> Result<(), StoreError> {
        let open: Vec<Emergency> =
            self.all("WHERE fob = :fob AND ended IS NULL", named_params! { ":fob": fob })?;
        for code in open {
            self.end_emergency(code.person, reason)?;
        }
        Ok(())
    }

    fn emergency(&self, id: EmergencyId) -> Result<Emergency, StoreError> {
        let found = self.one("WHERE id = :id", named_params! { ":id": id })?;
        found.ok_or(StoreError::Unknown { what: "emergency code" })
    }
}

impl Stored for Emergency {
    const TABLE: &'static str = "emergency_codes";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            fob: row.get("fob")?,
            hash: row.get("hash")?,
            uses: row.get("uses")?,
            left: row.get("left")?,
            created: row.get("created")?,
            until: row.get("until")?,
            by: row.get("by")?,
            ended: row.get("ended")?,
            reason: row.get("reason")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    fn new(person: PersonId, uses: u32, until: i64) -> NewEmergency {
        NewEmergency { person, fob: None, hash: [7; 32], uses, until, by: "os:olga".to_owned() }
    }

    #[test]
    fn it_is_used_so_often_and_no_longer_than_it_lasts() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let until = crate::World::now(&*desk.world) + 60_000;
        let code = desk.change(|txn| txn.add_emergency(new(anna, 2, until))).expect("made");
        let left =
            |desk: &mut Desk| desk.change(|txn| txn.use_emergency(code.id)).map(|it| it.left);
        assert_eq!(left(&mut desk).expect("the first use"), 1);
        desk.world.pass(60_000);
        assert!(matches!(left(&mut desk), Err(StoreError::CodeSpent { .. })), "its time is over");
        let code = desk.change(|txn| txn.add_emergency(new(anna, 1, until + 60_000)));
        let code = code.expect("another one");
        desk.change(|txn| txn.use_emergency(code.id)).expect("its only use");
        let again = desk.change(|txn| txn.use_emergency(code.id));
        assert!(matches!(again, Err(StoreError::CodeSpent { .. })));
    }

    #[test]
    fn a_new_one_ends_the_one_before_and_so_does_whoever_says_so() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let now = crate::World::now(&*desk.world);
        let first = desk.change(|txn| txn.add_emergency(new(anna, 9, now + 1000))).expect("made");
        desk.change(|txn| txn.add_emergency(new(anna, 9, now + 1000))).expect("made");
        let view = desk.ledger.view().expect("unlocked");
        let all = view.emergencies(anna).expect("read");
        assert_eq!(all.iter().map(|one| one.is_valid(now)).collect::<Vec<_>>(), [false, true]);
        assert_eq!((all[0].id, all[0].reason.as_deref()), (first.id, Some("replaced")));
        let ended = desk.change(|txn| txn.end_emergency(anna, "found")).expect("ended");
        let again = desk.change(|txn| txn.end_emergency(anna, "found")).expect("nothing");
        assert_eq!((ended, again), (true, false));
    }

    #[test]
    fn uses_cannot_be_put_back_past_every_door() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let until = crate::World::now(&*desk.world) + 60_000;
        let code = desk.change(|txn| txn.add_emergency(new(anna, 2, until))).expect("made");
        desk.change(|txn| txn.use_emergency(code.id)).expect("used");
        let view = desk.ledger.view().expect("unlocked");
        let back = view.conn.execute("UPDATE emergency_codes SET left = 2", []);
        assert!(back.is_err());
    }
}
