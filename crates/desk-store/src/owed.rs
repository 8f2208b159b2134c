//! The tables of what is owed and of what is put off: a fob that somebody is to get in the place of
//! another, and the time that somebody who must have a fob may still do without one. Each has at
//! most one open row a person.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{DeferralId, FobId, PersonId, ReplacementId, StoreError, Txn, View};

/// A fob that is owed to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The key.
    pub id: ReplacementId,
    /// To whom.
    pub person: PersonId,
    /// In the place of which fob.
    pub fob: FobId,
    /// Since when (Unix ms).
    pub since: i64,
    /// By whom it was noted.
    pub by: String,
    /// When it was settled (Unix ms).
    pub ended: Option<i64>,
}

/// A duty that was put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deferral {
    /// The key.
    pub id: DeferralId,
    /// Whose.
    pub person: PersonId,
    /// Since when (Unix ms).
    pub since: i64,
    /// Until when (Unix ms); `None`: for good.
    pub until: Option<i64>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When it was ended (Unix ms).
    pub ended: Option<i64>,
}

const OPEN: &str = "WHERE person = :person AND ended IS NULL";

impl View<'_> {
    /// Every replacement that is owed, the oldest first.
    pub fn owed(&self) -> Result<Vec<Replacement>, StoreError> {
        self.all("WHERE ended IS NULL ORDER BY since, id", [])
    }

    /// The one that is owed to a person.
    pub fn owed_to(&self, person: PersonId) -> Result<Option<Replacement>, StoreError> {
        self.one(OPEN, named_params! { ":person": person })
    }

    /// What was put off last and not ended, whether or not it still holds.
    pub fn deferral(&self, person: PersonId) -> Result<Option<Deferral>, StoreError> {
        self.one(OPEN, named_params! { ":person": person })
    }
}

impl Txn<'_> {
    /// Notes that a fob is owed in the place of this one; one that was owed before is it still.
    pub fn owe(&mut self, person: PersonId, fob: FobId, by: &str) -> Result<(), StoreError> {
        if let Some(open) = self.owed_to(person)? {
            self.update("replacements", &open.id, "ended IS NULL", &[("fob", &fob)])?;
            return Ok(());
        }
        let id = ReplacementId(self.fresh_id());
        let at = self.at();
        self.insert(
            "replacements",
            &[("id", &id), ("person", &person), ("fob", &fob), ("since", &at), ("by", &by)],
        )
    }

    /// Nothing is owed to this person any more; whether anything was.
    pub fn end_owed(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let Some(open) = self.owed_to(person)? else { return Ok(false) };
        let at = self.at();
        self.update("replacements", &open.id, "ended IS NULL", &[("ended", &at)])
    }

    /// Puts a person's duty off until that moment (Unix ms), or for good. What was put off before
    /// is ended in the same transaction.
    pub fn defer(
        &mut self,
        person: PersonId,
        until: Option<i64>,
        reason: &str,
        by: &str,
    ) -> Result<(), StoreError> {
        self.end_deferral(person)?;
        let id = DeferralId(self.fresh_id());
        let at = self.at();
        self.insert(
            "deferrals",
            &[
                ("id", &id),
                ("person", &person),
                ("since", &at),
                ("until", &until),
                ("reason", &reason),
                ("by", &by),
            ],
        )
    }

    /// Nothing is put off for this person any more; whether anything was.
    pub fn end_deferral(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let Some(open) = self.deferral(person)? else { return Ok(false) };
        let at = self.at();
        self.update("deferrals", &open.id, "ended IS NULL", &[("ended", &at)])
    }
}

impl Stored for Replacement {
    const TABLE: &'static str = "replacements";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            fob: row.get("fob")?,
            since: row.get("since")?,
            by: row.get("by")?,
            ended: row.get("ended")?,
        })
    }
}

impl Stored for Deferral {
    const TABLE: &'static str = "deferrals";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            since: row.get("since")?,
            until: row.get("until")?,
            reason: row.get("reason")?,
            by: row.get("by")?,
            ended: row.get("ended")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn one_fob_is_owed_to_a_person_until_it_is_settled() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let [first, second] = ["4711", "4712"].map(|serial| desk.fob(serial).id);
        desk.change(|txn| txn.owe(anna, first, "os:olga")).expect("noted");
        desk.change(|txn| txn.owe(anna, second, "os:igor")).expect("noted again");
        let owed = desk.ledger.view().expect("unlocked").owed().expect("read");
        assert_eq!(owed.len(), 1);
        assert_eq!((owed[0].fob, owed[0].by.as_str()), (second, "os:olga"));
        assert!(desk.change(|txn| txn.end_owed(anna)).expect("settled"));
        assert!(!desk.change(|txn| txn.end_owed(anna)).expect("nothing is owed"));
    }

    #[test]
    fn what_is_put_off_again_takes_the_place_of_what_was_before() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        desk.change(|txn| txn.defer(anna, Some(7), "on leave", "os:olga")).expect("put off");
        desk.change(|txn| txn.defer(anna, None, "works abroad", "os:olga")).expect("put off");
        let view = desk.ledger.view().expect("unlocked");
        let holds = view.deferral(anna).expect("read").expect("one holds");
        assert_eq!((holds.until, holds.reason.as_str()), (None, "works abroad"));
        assert!(desk.change(|txn| txn.end_deferral(anna)).expect("ended"));
        assert_eq!(desk.ledger.view().expect("unlocked").deferral(anna).expect("read"), None);
    }
}
