//! Somebody who must have a fob may do without one for a while longer: it is put off, until a day or
//! for good.

use serde_json::json;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::duty::Duty;
use crate::step::fate::given;
use crate::step::find;
use crate::suspend::{SuspendedUntil, Term};

const DAY: i64 = 86_400_000;
/// The most days at once.
const MOST: u32 = 365;

/// Puts it off from now on; said again, it counts anew.
///
/// # Errors
/// `term_bad`, `reason_needed`, `unknown_person`; `nothing_to_defer` where the person need not have
/// a fob, or has one.
pub fn defer(
    desk: &mut Desk,
    login: &str,
    term: Term,
    reason: &str,
) -> Result<SuspendedUntil, Fault> {
    let reason = given(reason)?;
    let days = match term {
        Term::ForGood => None,
        Term::Days(days) if (1..=MOST).contains(&days) => Some(days),
        Term::Days(_) => return Err(Cause::TermBad { most: MOST.to_string() }.into()),
    };
    let operator = desk.operator()?;
    let entry = desk.entry("person.deferred")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    if Duty::of(&txn)?.must(&txn, &person)?.is_none() {
        return Err(Cause::NothingToDefer { login: person.login }.into());
    }
    let until = days.map(|days| txn.at() + i64::from(days) * DAY);
    txn.defer(person.id, until, reason, &operator)?;
    let detail = json!({ "reason": reason, "days": days });
    txn.commit(entry.person(person.id).detail(detail))?;
    Ok(SuspendedUntil { person: person.login, until: until.map(rfc3339) })
}
