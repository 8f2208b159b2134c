//! What ends at a moment, and a clock that is put back: the history bears witness.
//!
//! A computer's clock can be set. What is over by the clock is over; but put the clock back, and it
//! would hold once more. So a time has passed, too, as soon as an entry of the history says so that
//! was written since: what had ended stays ended, as far as anything was done after its end. Where
//! nothing was done in the meantime, nothing here knows of it, and the clock alone decides.
//!
//! Only entries that were written *after* the thing itself count, by their number: a clock that was
//! ahead yesterday does not end what is made today.

use rusqlite::named_params;

use crate::{PersonId, StoreError, View};

impl View<'_> {
    /// Whether the history has seen that moment (Unix ms) pass since something was made for a
    /// person. Its rows and its entry bear the same time.
    pub(crate) fn has_passed(
        &self,
        end: i64,
        person: PersonId,
        made: i64,
    ) -> Result<bool, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT EXISTS (
                 SELECT 1 FROM audit WHERE at >= :end AND +n > (
                     SELECT max(n) FROM audit WHERE person = :person AND at = :made))",
        )?;
        let seen = named_params! { ":end": end, ":person": person, ":made": made };
        Ok(statement.query_row(seen, |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::Entry;
    use crate::testing::Desk;
    use crate::{NewEmergency, PersonId, StoreError, World};

    const HOUR: i64 = 3_600_000;

    /// Something else is done at the desk.
    fn something(desk: &mut Desk) {
        desk.change(|txn| {
            txn.record(Entry::new("os:olga", "test"));
            Ok(())
        })
        .expect("done");
    }

    /// For an hour from now, in a transaction whose entry names the person.
    fn suspend(desk: &mut Desk, anna: PersonId) {
        let until = desk.world.now() + HOUR;
        desk.change(|txn| {
            txn.record(Entry::new("os:olga", "person.suspended").person(anna));
            txn.suspend(anna, Some(until), "fob at home", "os:olga")
        })
        .expect("made");
    }

    fn held(desk: &Desk, anna: PersonId) -> bool {
        let view = desk.ledger.view().expect("unlocked");
        let held = view.suspended(anna, desk.world.now()).expect("read").is_some();
        let now = desk.world.now();
        let soon = view.suspensions_until(now, now + 10 * HOUR).expect("read");
        assert_eq!(soon.len(), usize::from(held), "the lists agree");
        held
    }

    #[test]
    fn a_suspension_that_is_over_stays_over_when_the_clock_is_put_back() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        suspend(&mut desk, anna);
        desk.world.pass(HOUR);
        assert!(!held(&desk, anna));
        desk.world.pass(-1);
        assert!(held(&desk, anna), "nothing was done after its end: nobody can know");
        desk.world.pass(1);
        something(&mut desk);
        desk.world.pass(-HOUR / 2);
        assert!(!held(&desk, anna), "an entry bears a time after its end");
        something(&mut desk);
        assert!(!held(&desk, anna), "also behind an entry with an earlier time");
        let ended = desk.change(|txn| txn.end_suspension(anna, "os:olga")).expect("read");
        assert!(!ended, "it ended by itself: nobody did");
    }

    #[test]
    fn a_clock_that_was_ahead_does_not_end_what_is_made_afterwards() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        desk.world.pass(1000 * HOUR);
        something(&mut desk);
        desk.world.pass(-1000 * HOUR);
        suspend(&mut desk, anna);
        something(&mut desk);
        assert!(held(&desk, anna));
        desk.world.pass(HOUR);
        assert!(!held(&desk, anna));
    }

    #[test]
    fn an_emergency_code_that_is_over_lets_nobody_in_when_the_clock_is_put_back() {
        let mut desk = Desk::new();
        let anna = desk.person("anna").id;
        let until = desk.world.now() + HOUR;
        let by = "os:olga".to_owned();
        let new = NewEmergency { person: anna, fob: None, hash: [7; 32], uses: 9, until, by };
        let made = desk.change(|txn| {
            txn.record(Entry::new("os:olga", "fob.emergency").person(anna));
            txn.add_emergency(new)
        });
        let code = made.expect("made");
        let uses = |desk: &mut Desk| desk.change(|txn| txn.use_emergency(code.id));
        uses(&mut desk).expect("in its time");
        desk.world.pass(HOUR);
        something(&mut desk);
        desk.world.pass(-HOUR / 2);
        assert!(matches!(uses(&mut desk), Err(StoreError::CodeSpent { .. })));
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.open_emergency(anna).expect("read"), None);
    }
}
