//! The table of suspensions: the time for which a person need not show a code. It ends at a moment
//! that is written down, not when somebody looks; a person has at most one that was not ended.
//! A clock that is put back prolongs none that the history has seen end (see `past.rs`).

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{PersonId, StoreError, SuspensionId, Txn, View};

/// A suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// The key.
    pub id: SuspensionId,
    /// Whose.
    pub person: PersonId,
    /// From when (Unix ms).
    pub since: i64,
    /// Until when (Unix ms); `None`: for good.
    pub until: Option<i64>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When somebody ended it before its time (Unix ms).
    pub ended: Option<i64>,
    /// Who.
    pub ended_by: Option<String>,
}

impl Suspension {
    /// Whether it holds at that moment (Unix ms), by the clock alone: to the millisecond.
    #[must_use]
    pub fn holds(&self, now: i64) -> bool {
        self.ended.is_none() && self.until.is_none_or(|until| now < until)
    }
}

impl View<'_> {
    /// All suspensions of a person, the oldest first.
    pub fn suspensions(&self, person: PersonId) -> Result<Vec<Suspension>, StoreError> {
        self.all("WHERE person = :person ORDER BY since, id", named_params! { ":person": person })
    }

    /// The one that holds at that moment.
    pub fn suspended(&self, person: PersonId, now: i64) -> Result<Option<Suspension>, StoreError> {
        let open: Option<Suspension> = self
            .one("WHERE person = :person AND ended IS NULL", named_params! { ":person": person })?;
        let Some(open) = open.filter(|one| one.holds(now)) else { return Ok(None) };
        Ok(if self.suspension_passed(&open)? { None } else { Some(open) })
    }

    /// Whether the history has seen it end, whatever the clock says now.
    fn suspension_passed(&self, one: &Suspension) -> Result<bool, StoreError> {
        one.until.map_or(Ok(false), |until| self.has_passed(until, one.person, one.since))
    }
}

impl View<'_> {
    /// Those that hold now and end by themselves before that moment, the next one first.
    pub fn suspensions_until(&self, now: i64, end: i64) -> Result<Vec<Suspension>, StoreError> {
        let ending: Vec<Suspension> = self.all(
            "WHERE ended IS NULL AND until > :now AND until <= :end ORDER BY until, id",
            named_params! { ":now": now, ":end": end },
        )?;
        let mut held = Vec::new();
        for one in ending {
            if !self.suspension_passed(&one)? {
                held.push(one);
            }
        }
        Ok(held)
    }
}

impl Txn<'_> {
    /// Suspends a person from now on until that moment (Unix ms), or for good. One that holds is
    /// ended in the same transaction: the new one takes its place.
    pub fn suspend(
        &mut self,
        person: PersonId,
        until: Option<i64>,
        reason: &str,
        by: &str,
    ) -> Result<Suspension, StoreError> {
        self.end_suspension(person, by)?;
        let id = SuspensionId(self.fresh_id());
        let at = self.at();
        self.insert(
            "suspensions",
            &[
                ("id", &id),
                ("person", &person),
                ("since", &at),
                ("until", &until),
                ("reason", &reason),
                ("by", &by),
            ],
        )?;
        let made = self.one("WHERE id = :id", named_params! { ":id": id })?;
        made.ok_or(StoreError::Unknown { what: "suspension" })
    }

    /// Ends the one that was not ended; whether one still held.
    pub fn end_suspension(&mut self, person: PersonId, by: &str) -> Result<bool, StoreError> {
        let open: Option<Suspension> = self
            .one("WHERE person = :person AND ended IS NULL", named_params! { ":person": person })?;
        let Some(open) = open else { return Ok(false) };
        let at = self.at();
        let held = open.holds(at) && !self.suspension_passed(&open)?;
        // One that was over by itself ended then, and nobody ended it.
        let (ended, by) = if held { (at, Some(by)) } else { (open.until.unwrap_or(at), None) };
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("ended", &ended), ("ended_by", &by)];
        Ok(self.update("suspensions", &open.id, "ended IS NULL", columns)? && held)
    }
}

impl Stored for Suspension {
    const TABLE: &'static str = "suspensions";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            since: row.get("since")?,
            until: row.get("until")?,
            reason: row.get("reason")?,
            by: row.get("by")?,
            ended: row.get("ended")?,
            ended_by: row.get("ended_by")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::World;
    use crate::testing::Desk;

    #[test]
    fn it_ends_to_the_millisecond_whether_or_not_anybody_looks() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let until = desk.world.now() + 3 * 86_400_000;
        desk.change(|txn| txn.suspend(anna, Some(until), "fob at home", "os:olga")).expect("made");
        let held = |desk: &Desk| {
            let view = desk.ledger.view().expect("unlocked");
            view.suspended(anna, desk.world.now()).expect("read").is_some()
        };
        desk.world.pass(3 * 86_400_000 - 1);
        assert!(held(&desk));
        desk.world.pass(1);
        assert!(!held(&desk));
        // Ended by itself: nobody did.
        let ended = desk.change(|txn| txn.end_suspension(anna, "os:olga")).expect("read");
        assert!(!ended);
        let view = desk.ledger.view().expect("unlocked");
        let all = view.suspensions(anna).expect("read");
        assert_eq!((all[0].ended, all[0].ended_by.as_deref()), (Some(until), None));
    }

    #[test]
    fn a_new_one_takes_the_place_of_the_one_before_and_for_good_lasts() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let until = desk.world.now() + 1000;
        desk.change(|txn| txn.suspend(anna, Some(until), "a", "os:olga")).expect("made");
        desk.change(|txn| txn.suspend(anna, None, "b", "os:olga")).expect("extended");
        desk.world.pass(100 * 86_400_000);
        let now = desk.world.now();
        let view = desk.ledger.view().expect("unlocked");
        let held = view.suspended(anna, now).expect("read").expect("for good");
        assert_eq!((held.reason.as_str(), held.until), ("b", None));
        let ended = desk.change(|txn| txn.end_suspension(anna, "os:igor")).expect("ended");
        assert!(ended);
        let view = desk.ledger.view().expect("unlocked");
        assert!(view.suspended(anna, now).expect("read").is_none());
    }
}
