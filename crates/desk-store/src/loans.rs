//! The table of loans: a fob that a person has until a moment that is written down. It ends when the
//! fob is back, however late; a person has at most one that was not ended.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{FobId, LoanId, PersonId, StoreError, Txn, View};

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// The key.
    pub id: LoanId,
    /// Who has it.
    pub person: PersonId,
    /// The fob.
    pub fob: FobId,
    /// From when (Unix ms).
    pub since: i64,
    /// Until when it should be back (Unix ms).
    pub until: i64,
    /// By whom it was lent.
    pub by: String,
    /// When it ended (Unix ms).
    pub ended: Option<i64>,
}

impl View<'_> {
    /// Every loan that was not ended, the one that is due first in front.
    pub fn open_loans(&self) -> Result<Vec<Loan>, StoreError> {
        self.all("WHERE ended IS NULL ORDER BY until, id", [])
    }

    /// The one that a person has.
    pub fn loan_of(&self, person: PersonId) -> Result<Option<Loan>, StoreError> {
        self.one("WHERE person = :person AND ended IS NULL", named_params! { ":person": person })
    }

    /// The one of this fob.
    pub fn loan_on(&self, fob: FobId) -> Result<Option<Loan>, StoreError> {
        self.one("WHERE fob = :fob AND ended IS NULL", named_params! { ":fob": fob })
    }
}

impl Txn<'_> {
    /// Lends a fob from now on until that moment (Unix ms). One of the same person that was not
    /// ended takes the new moment.
    pub fn lend(
        &mut self,
        person: PersonId,
        fob: FobId,
        until: i64,
        by: &str,
    ) -> Result<(), StoreError> {
        if let Some(open) = self.loan_of(person)? {
            let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("fob", &fob), ("until", &until)];
            self.update("loans", &open.id, "ended IS NULL", columns)?;
            return Ok(());
        }
        let id = LoanId(self.fresh_id());
        let at = self.at();
        self.insert(
            "loans",
            &[
                ("id", &id),
                ("person", &person),
                ("fob", &fob),
                ("since", &at),
                ("until", &until),
                ("by", &by),
            ],
        )
    }

    /// Ends the loan of a person; whether one was open.
    pub fn end_loan(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let Some(open) = self.loan_of(person)? else { return Ok(false) };
        let at = self.at();
        self.update("loans", &open.id, "ended IS NULL", &[("ended", &at)])
    }
}

impl Stored for Loan {
    const TABLE: &'static str = "loans";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            fob: row.get("fob")?,
            since: row.get("since")?,
            until: row.get("until")?,
            by: row.get("by")?,
            ended: row.get("ended")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn a_person_has_one_loan_at_a_time_and_it_lasts_until_it_is_ended() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let [first, second] = ["4711", "4712"].map(|serial| desk.fob(serial).id);
        desk.change(|txn| txn.lend(anna, first, 1, "os:olga")).expect("lent");
        desk.change(|txn| txn.lend(anna, second, 2, "os:olga")).expect("changed");
        let view = desk.ledger.view().expect("unlocked");
        let open = view.open_loans().expect("read");
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].fob, open[0].until), (second, 2));
        assert_eq!(view.loan_on(first).expect("read"), None);
        assert_eq!(view.loan_on(second).expect("read"), view.loan_of(anna).expect("read"));
        assert!(desk.change(|txn| txn.end_loan(anna)).expect("ended"));
        assert!(!desk.change(|txn| txn.end_loan(anna)).expect("none is open"));
        desk.change(|txn| txn.lend(anna, first, 3, "os:olga")).expect("lent again");
        assert!(desk.ledger.view().expect("unlocked").loan_on(first).expect("read").is_some());
    }
}
