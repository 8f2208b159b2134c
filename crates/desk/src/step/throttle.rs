//! Too many wrong codes make the next one wait: for one person, at one workstation, and for good
//! after a hundred.

use desk_store::{PersonId, View};

use crate::fault::Fault;
use crate::step::rules::Rules;

/// After so many wrong codes for one set without an accepted one nothing is checked any more (NIST
/// SP 800-63B §3.2.2); a new set begins anew.
const MOST_EVER: usize = 100;

/// For how long nothing is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Throttle {
    /// Until this moment (Unix ms).
    Until(i64),
    /// Until there is a new set.
    NewSet,
}

impl Throttle {
    /// Whether a code for this person has to wait.
    ///
    /// # Errors
    /// Only those of the ledger.
    pub(crate) fn of(view: &View<'_>, person: PersonId, now: i64) -> Result<Option<Self>, Fault> {
        let since = view.newest_set(person)?.map_or(0, |set| set.created);
        if view.attempts_for(person, since)?.len() >= MOST_EVER {
            return Ok(Some(Self::NewSet));
        }
        let rules = Rules::of(view)?;
        // An attempt is over when it is as old as the rule says, to the millisecond.
        let start = now.saturating_sub(rules.wrong_within).saturating_add(1);
        let his = over(&view.attempts_for(person, start)?, rules.wrong_most);
        // Whoever tries one person after another sits at one workstation.
        let here = over(&view.attempts_here(start)?, rules.wrong_most_here);
        let last = his.max(here);
        Ok(last.map(|last| Self::Until(last.saturating_add(rules.wrong_within))))
    }

    /// Until when, where time helps.
    pub(crate) fn until(self) -> Option<i64> {
        match self {
            Self::Until(until) => Some(until),
            Self::NewSet => None,
        }
    }
}

/// The attempt (the oldest stands first) that has to be over before fewer than so many are left;
/// nothing if so few are.
fn over(attempts: &[i64], most: usize) -> Option<i64> {
    attempts.len().checked_sub(most).and_then(|index| attempts.get(index)).copied()
}

#[cfg(test)]
mod tests {
    use super::over;

    #[test]
    fn of_six_attempts_the_second_has_to_be_over_before_four_are_left() {
        assert_eq!(over(&[10, 20, 30, 40, 50, 60], 5), Some(20));
        assert_eq!(over(&[10, 20, 30, 40, 50], 5), Some(10));
        assert_eq!(over(&[10, 20, 30, 40], 5), None);
    }
}
