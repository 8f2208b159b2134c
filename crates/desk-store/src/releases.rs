//! The table of releases: acts that one operator asked for and another one lets happen, or not.
//! A release has a short number that can be read aloud; what it holds is the desk's, as JSON
//! without secrets.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::words::words;
use crate::{OperatorId, StoreError, Txn, View};

words! {
    /// How it was decided.
    ReleaseOutcome {
        /// Another operator released it, and it was done.
        Released = "released",
        /// Somebody refused it, or whoever asked thought better of it.
        Refused = "refused",
    }
}

/// An act that waits, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub id: u32,
    /// The act's name, as the history has it.
    pub act: String,
    /// What is to be done, JSON.
    pub request: String,
    /// When it was asked for (Unix ms).
    pub asked: i64,
    /// Who asked.
    pub asked_by: OperatorId,
    /// Until when it can be released (Unix ms).
    pub until: i64,
    /// When it was decided (Unix ms).
    pub decided: Option<i64>,
    /// Who decided.
    pub decided_by: Option<OperatorId>,
    /// How.
    pub outcome: Option<ReleaseOutcome>,
}

impl Release {
    /// Whether it still waits at that moment (Unix ms).
    #[must_use]
    pub fn waits(&self, now: i64) -> bool {
        self.decided.is_none() && now < self.until
    }
}

/// An act about to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRelease {
    /// The act's name.
    pub act: String,
    /// What is to be done, JSON without secrets.
    pub request: String,
    /// Who asks.
    pub asked_by: OperatorId,
    /// Until when it can be released (Unix ms).
    pub until: i64,
}

impl View<'_> {
    /// What was not decided yet, the oldest first; its time may be over.
    pub fn open_releases(&self) -> Result<Vec<Release>, StoreError> {
        self.all("WHERE decided IS NULL ORDER BY id", [])
    }

    /// The release of this number.
    pub fn release(&self, id: u32) -> Result<Option<Release>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }
}

impl Txn<'_> {
    /// Asks for one. The same act with the same request that still waits is not asked for twice.
    pub fn ask_release(&mut self, new: NewRelease) -> Result<Release, StoreError> {
        let at = self.at();
        let open = self.open_releases()?.into_iter().find(|open| {
            let same = open.act == new.act && open.request == new.request;
            same && open.asked_by == new.asked_by && open.waits(at)
        });
        if let Some(open) = open {
            return Ok(open);
        }
        let last: Option<Release> = self.one("ORDER BY id DESC LIMIT 1", [])?;
        let id = last.map_or(1, |last| last.id + 1);
        self.insert(
            "releases",
            &[
                ("id", &id),
                ("act", &new.act),
                ("request", &new.request),
                ("asked", &at),
                ("asked_by", &new.asked_by),
                ("until", &new.until),
            ],
        )?;
        self.release(id)?.ok_or(StoreError::Unknown { what: "release" })
    }

    /// Decides it, by one conditional update: of two who decide at once, one does.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when it does not wait any more. Nobody releases an act of their own:
    /// the database refuses it, too.
    pub fn decide_release(
        &mut self,
        id: u32,
        by: OperatorId,
        outcome: ReleaseOutcome,
    ) -> Result<Release, StoreError> {
        let at = self.at();
        let guard = format!("decided IS NULL AND until > {at}");
        let columns: &[(&str, &dyn rusqlite::ToSql)] =
            &[("decided", &at), ("decided_by", &by), ("outcome", &outcome)];
        if !self.update("releases", &id, &guard, columns)? {
            return Err(StoreError::Unknown { what: "release" });
        }
        self.release(id)?.ok_or(StoreError::Unknown { what: "release" })
    }
}

impl Stored for Release {
    const TABLE: &'static str = "releases";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            act: row.get("act")?,
            request: row.get("request")?,
            asked: row.get("asked")?,
            asked_by: row.get("asked_by")?,
            until: row.get("until")?,
            decided: row.get("decided")?,
            decided_by: row.get("decided_by")?,
            outcome: row.get("outcome")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;
    use crate::{Cost, NewOperator, Role, World};

    fn operator(desk: &mut Desk, login: &str) -> OperatorId {
        let new = NewOperator {
            login: login.to_owned(),
            name: login.to_owned(),
            role: Role::Admin,
            person: None,
            salt: [1; 16],
            cost: Cost { memory: 8, passes: 1, lanes: 1 },
            hash: [2; 32],
            by: "os:olga".to_owned(),
        };
        desk.change(|txn| txn.add_operator(new)).expect("added").id
    }

    fn ask(desk: &mut Desk, by: OperatorId, request: &str) -> Release {
        let until = desk.world.now() + 1000;
        let (act, request) = ("policy.changed".to_owned(), request.to_owned());
        desk.change(|txn| txn.ask_release(NewRelease { act, request, asked_by: by, until }))
            .expect("asked for")
    }

    #[test]
    fn it_is_decided_once_by_another_and_in_time() {
        let mut desk = Desk::new();
        let (olga, igor) = (operator(&mut desk, "olga"), operator(&mut desk, "igor"));
        let first = ask(&mut desk, olga, "a");
        assert_eq!(ask(&mut desk, olga, "a").id, first.id, "asked for once");
        let second = ask(&mut desk, olga, "b");
        assert_eq!((first.id, second.id), (1, 2));
        let own = desk.change(|txn| txn.decide_release(1, olga, ReleaseOutcome::Released));
        assert!(own.is_err(), "nobody releases an act of their own");
        desk.change(|txn| txn.decide_release(1, igor, ReleaseOutcome::Released)).expect("done");
        let again = desk.change(|txn| txn.decide_release(1, igor, ReleaseOutcome::Refused));
        assert!(matches!(again, Err(StoreError::Unknown { .. })));
        desk.change(|txn| txn.decide_release(2, olga, ReleaseOutcome::Refused)).expect("withdrawn");
        let third = ask(&mut desk, olga, "a");
        assert_eq!(third.id, 3, "what was decided can be asked for again");
        desk.world.pass(1000);
        let late = desk.change(|txn| txn.decide_release(3, igor, ReleaseOutcome::Released));
        assert!(matches!(late, Err(StoreError::Unknown { .. })));
        assert!(!third.waits(desk.world.now()));
    }
}
