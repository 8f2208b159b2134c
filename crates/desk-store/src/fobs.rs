//! The table of fobs: things with a maker and mostly a serial. Two makers may use the same serial;
//! a fob without one gets a desk label.

use rusqlite::{Row, named_params};

use crate::audit::Filter;
use crate::row::Stored;
use crate::words::{one_of, words};
use crate::{FobId, PersonId, StoreError, Txn, View};

words! {
    /// Where a fob is in its life.
    FobState {
        /// Seen, never taken into stock.
        New = "new",
        /// In the drawer.
        Stock = "stock",
        /// With a person.
        Assigned = "assigned",
        /// With a person who may not use it for now.
        Suspended = "suspended",
        /// Reported lost.
        Lost = "lost",
        /// Came back.
        Returned = "returned",
        /// Never to be used again.
        Retired = "retired",
    }
}

/// A fob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fob {
    /// The key.
    pub id: FobId,
    /// The maker, as the desk spells it (`yubico`, `canokey`, `nitrokey`).
    pub maker: String,
    /// The serial, unique together with the maker.
    pub serial: Option<String>,
    /// The desk label of a fob without a serial, for example `D-0007`.
    pub label: Option<String>,
    /// The model, as last seen.
    pub model: Option<String>,
    /// The firmware, as last seen.
    pub firmware: Option<String>,
    /// Where it is in its life.
    pub state: FobState,
    /// With whom.
    pub person: Option<PersonId>,
    /// When it was first seen (Unix ms).
    pub first_seen: i64,
    /// When it was last seen (Unix ms).
    pub last_seen: i64,
}

/// The maker of a fob that somebody told the ledger of and nobody has plugged in yet.
pub const UNKNOWN_MAKER: &str = "unknown";

/// What was seen of a fob that is plugged in, or read from a delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sighting {
    /// The maker.
    pub maker: String,
    /// The serial, if the fob tells one.
    pub serial: Option<String>,
    /// The desk label that the fob bears, if it has no serial and was labelled before.
    pub label: Option<String>,
    /// The model, if known.
    pub model: Option<String>,
    /// The firmware, if known.
    pub firmware: Option<String>,
}

impl Fob {
    /// What people call it: the serial, else the desk label.
    #[must_use]
    pub fn called(&self) -> &str {
        self.serial.as_deref().or(self.label.as_deref()).unwrap_or("?")
    }
}

impl View<'_> {
    /// The fob of this key.
    pub fn fob(&self, id: FobId) -> Result<Option<Fob>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }

    /// The fob of this maker and serial; else the one of that serial whose maker is not known yet.
    pub fn fob_by_serial(&self, maker: &str, serial: &str) -> Result<Option<Fob>, StoreError> {
        self.one(
            "WHERE serial = :serial AND maker IN (:maker, :unknown) ORDER BY maker = :unknown",
            named_params! { ":maker": maker, ":serial": serial, ":unknown": UNKNOWN_MAKER },
        )
    }

    /// Every fob that bears this serial or desk label: more than one if two makers share a serial.
    pub fn fobs_called(&self, name: &str) -> Result<Vec<Fob>, StoreError> {
        self.all(
            "WHERE serial = :name OR label = :name ORDER BY maker",
            named_params! { ":name": name },
        )
    }

    /// The fobs of a person.
    pub fn fobs_of(&self, person: PersonId) -> Result<Vec<Fob>, StoreError> {
        self.all(
            "WHERE person = :person ORDER BY first_seen, id",
            named_params! { ":person": person },
        )
    }

    /// Every fob.
    pub fn fobs(&self) -> Result<Vec<Fob>, StoreError> {
        self.all("ORDER BY first_seen, id", [])
    }
}

impl Txn<'_> {
    /// Notes that a fob was seen: finds it by maker and serial (or label) or adds it as `new`,
    /// and brings model, firmware and `last_seen` up to date, the maker too if it was not known. A fob with neither serial nor label
    /// is new each time and gets the next desk label.
    pub fn note(&mut self, seen: &Sighting) -> Result<Fob, StoreError> {
        let known = match (&seen.serial, &seen.label) {
            (Some(serial), _) => self.fob_by_serial(&seen.maker, serial)?,
            (None, Some(label)) => {
                self.one("WHERE label = :label", named_params! { ":label": label })?
            }
            (None, None) => None,
        };
        match known {
            Some(fob) => self.seen_again(fob, seen),
            None => self.first_sight(seen),
        }
    }

    /// Moves a fob: its state, and with whom it is. One conditional update. A fob that is lost no
    /// more takes along the emergency code that was made for its loss, whoever moves it.
    ///
    /// # Errors
    /// [`StoreError::Elsewhere`] when it is in none of them, with the last act about it;
    /// [`StoreError::Unknown`] when there is no such fob.
    pub fn move_fob(
        &mut self,
        id: FobId,
        from: &[FobState],
        to: FobState,
        person: Option<PersonId>,
    ) -> Result<Fob, StoreError> {
        let guard = one_of(from);
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("state", &to), ("person", &person)];
        let moved = self.update("fobs", &id, &guard, columns)?;
        let fob = self.fob(id)?.ok_or(StoreError::Unknown { what: "fob" })?;
        if moved {
            if to != FobState::Lost {
                self.end_emergency_of(id, "the fob is lost no more")?;
            }
            return Ok(fob);
        }
        let last = self.log(&Filter { fob: Some(id), last: Some(1), ..Filter::default() })?.pop();
        let at = last.as_ref().map_or(fob.last_seen, |entry| entry.at);
        let by = last.map(|entry| entry.operator);
        Err(StoreError::Elsewhere { now: fob.state.as_str(), by, at })
    }

    fn seen_again(&mut self, fob: Fob, seen: &Sighting) -> Result<Fob, StoreError> {
        let fob = Fob {
            maker: if fob.maker == UNKNOWN_MAKER { seen.maker.clone() } else { fob.maker },
            model: seen.model.clone().or(fob.model),
            firmware: seen.firmware.clone().or(fob.firmware),
            last_seen: fob.last_seen.max(self.at()),
            ..fob
        };
        self.update(
            "fobs",
            &fob.id,
            "1 = 1",
            &[
                ("maker", &fob.maker),
                ("model", &fob.model),
                ("firmware", &fob.firmware),
                ("last_seen", &fob.last_seen),
            ],
        )?;
        Ok(fob)
    }

    fn first_sight(&mut self, seen: &Sighting) -> Result<Fob, StoreError> {
        let label = match (&seen.serial, &seen.label) {
            (Some(_), _) => None,
            (None, Some(label)) => Some(label.clone()),
            (None, None) => Some(self.next_label()?),
        };
        let fob = Fob {
            id: FobId(self.fresh_id()),
            maker: seen.maker.clone(),
            serial: seen.serial.clone(),
            label,
            model: seen.model.clone(),
            firmware: seen.firmware.clone(),
            state: FobState::New,
            person: None,
            first_seen: self.at(),
            last_seen: self.at(),
        };
        self.insert(
            "fobs",
            &[
                ("id", &fob.id),
                ("maker", &fob.maker),
                ("serial", &fob.serial),
                ("label", &fob.label),
                ("model", &fob.model),
                ("firmware", &fob.firmware),
                ("state", &fob.state),
                ("person", &fob.person),
                ("first_seen", &fob.first_seen),
                ("last_seen", &fob.last_seen),
            ],
        )?;
        Ok(fob)
    }

    fn next_label(&self) -> Result<String, StoreError> {
        let count: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM fobs WHERE label IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        let mut number = count + 1;
        loop {
            let label = format!("D-{number:04}");
            if self.fobs_called(&label)?.is_empty() {
                return Ok(label);
            }
            number += 1;
        }
    }
}

impl Stored for Fob {
    const TABLE: &'static str = "fobs";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            maker: row.get("maker")?,
            serial: row.get("serial")?,
            label: row.get("label")?,
            model: row.get("model")?,
            firmware: row.get("firmware")?,
            state: row.get("state")?,
            person: row.get("person")?,
            first_seen: row.get("first_seen")?,
            last_seen: row.get("last_seen")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, sighting};

    #[test]
    fn two_makers_may_use_the_same_serial() {
        let mut desk = Desk::new();
        let ours = desk.fob("4711");
        let other = Sighting { maker: "canokey".to_owned(), ..sighting("4711") };
        let theirs = desk.change(|txn| txn.note(&other)).expect("a second maker");
        assert_ne!(ours.id, theirs.id);
        let view = desk.ledger.view().expect("unlocked");
        let found = view.fobs_called("4711").expect("read");
        assert_eq!(
            found.iter().map(|fob| fob.maker.as_str()).collect::<Vec<_>>(),
            ["canokey", "yubico"]
        );
    }

    #[test]
    fn a_fob_that_was_only_told_of_gets_its_maker_when_it_is_seen() {
        let mut desk = Desk::new();
        let told = Sighting { maker: UNKNOWN_MAKER.to_owned(), ..sighting("4711") };
        let told = desk.change(|txn| txn.note(&told)).expect("told of");
        let view = desk.ledger.view().expect("unlocked");
        let found = view.fob_by_serial("yubico", "4711").expect("read").expect("the same fob");
        assert_eq!((found.id, found.maker.as_str()), (told.id, UNKNOWN_MAKER));
        let seen = desk.fob("4711");
        assert_eq!((seen.id, seen.maker.as_str()), (told.id, "yubico"));
        let other = Sighting { maker: "canokey".to_owned(), ..sighting("4711") };
        let other = desk.change(|txn| txn.note(&other)).expect("a second maker");
        assert_ne!(other.id, seen.id);
    }

    #[test]
    fn a_fob_that_is_seen_again_is_the_same_fob() {
        let mut desk = Desk::new();
        let first = desk.fob("4711");
        desk.world.pass(1000);
        let newer =
            Sighting { firmware: Some("5.7.1".to_owned()), model: None, ..sighting("4711") };
        let again = desk.change(|txn| txn.note(&newer)).expect("seen");
        assert_eq!(again.id, first.id);
        assert_eq!(again.firmware.as_deref(), Some("5.7.1"));
        assert_eq!(again.model, first.model, "what is not told is not forgotten");
        assert_eq!(again.last_seen, first.last_seen + 1000);
    }

    #[test]
    fn a_fob_without_a_serial_gets_the_next_label_and_is_known_by_it() {
        let mut desk = Desk::new();
        let mut nameless = Sighting { serial: None, ..sighting("") };
        let one = desk.change(|txn| txn.note(&nameless)).expect("a fob");
        let two = desk.change(|txn| txn.note(&nameless)).expect("another fob");
        assert_eq!((one.called(), two.called()), ("D-0001", "D-0002"));
        nameless.label = Some("D-0002".to_owned());
        let again = desk.change(|txn| txn.note(&nameless)).expect("seen");
        assert_eq!(again.id, two.id);
    }

    #[test]
    fn a_fob_moves_only_from_where_it_is() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let fob = desk.fob("4711").id;
        let give = |txn: &mut Txn<'_>| {
            txn.move_fob(fob, &[FobState::New, FobState::Stock], FobState::Assigned, Some(anna))
        };
        let given = desk.change(give).expect("it was new");
        assert_eq!((given.state, given.person), (FobState::Assigned, Some(anna)));
        let again = desk.change(give);
        assert!(matches!(again, Err(StoreError::Elsewhere { now: "assigned", by: None, .. })));
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.fobs_of(anna).expect("read").len(), 1);
    }
}
