//! A person may do without a fob for some days, or for good; it ends to the second, whether or not
//! anybody looks.

use serde::Serialize;
use serde_json::json;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::fate::given;
use crate::step::find;
use crate::step::release::{Released, second_needed};
use crate::step::rules::Rules;

const DAY: i64 = 86_400_000;

/// For how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// For so many days from now on, each of 24 hours.
    Days(u32),
    /// Until somebody resumes it.
    ForGood,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SuspendedUntil {
    /// The person's login.
    pub person: String,
    /// Until when; nothing: for good, or not suspended any more.
    pub until: Option<String>,
}

/// Suspends a person; said again it is extended from now on.
///
/// # Errors
/// `days_bad`, `not_for_good`, `reason_needed`, `unknown_person`; `needs_approval` for good, where
/// a second operator releases it.
pub fn suspend(
    desk: &mut Desk,
    login: &str,
    term: Term,
    reason: &str,
) -> Result<SuspendedUntil, Fault> {
    let reason = given(reason)?;
    let rules = Rules::of(&desk.ledger()?.view()?)?;
    let days = match term {
        Term::ForGood if rules.for_good => None,
        Term::ForGood => return Err(Cause::NotForGood.into()),
        Term::Days(days) if (1..=rules.most_days).contains(&days) => Some(days),
        Term::Days(_) => return Err(Cause::DaysBad { most: rules.most_days.to_string() }.into()),
    };
    let operator = desk.operator()?;
    let entry = desk.entry("person.suspended")?;
    if days.is_none() {
        let person = find::person(&desk.ledger()?.view()?, login)?;
        let act = Released::ForGood { person: person.id.to_string(), reason: reason.to_owned() };
        second_needed(desk, &act)?;
        let mut txn = desk.ledger()?.begin()?;
        let entry = act.apply(&mut txn, &operator, entry)?;
        txn.commit(entry)?;
        return Ok(SuspendedUntil { person: person.login, until: None });
    }
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let until = days.map(|days| txn.at() + i64::from(days) * DAY);
    let made = txn.suspend(person.id, until, reason, &operator)?;
    let detail = json!({ "reason": reason, "days": days });
    txn.commit(entry.person(person.id).detail(detail))?;
    Ok(SuspendedUntil { person: person.login, until: made.until.map(rfc3339) })
}

/// Ends a suspension before its time.
///
/// # Errors
/// `unknown_person`; `not_suspended` when none holds.
pub fn resume(desk: &mut Desk, login: &str) -> Result<SuspendedUntil, Fault> {
    let operator = desk.operator()?;
    let entry = desk.entry("person.resumed")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    if !txn.end_suspension(person.id, &operator)? {
        return Err(Cause::NotSuspended { login: person.login }.into());
    }
    txn.commit(entry.person(person.id))?;
    Ok(SuspendedUntil { person: person.login, until: None })
}
