//! Acts that wait for a second operator: what waits, letting it happen, or refusing it.

use desk_store::audit::Entry;
use desk_store::{Operator, Release, ReleaseOutcome, Role, View};
use serde::Serialize;
use serde_json::json;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::find;
use crate::step::operator;
use crate::step::release::{Released, person_of};
use crate::step::rights::Right;
use crate::step::seated::SignIn;

/// An act that waits, or was decided just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct ReleaseCard {
    /// Its number.
    pub id: String,
    /// The act, as the history names it.
    pub act: String,
    /// The login of the person or operator it is about.
    pub whom: Option<String>,
    /// The rule that is to change.
    pub key: Option<String>,
    /// The value it is to have, the role, or how many people.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When it was asked for.
    pub asked: String,
    /// By whom.
    pub by: String,
    /// Until when it can be released.
    pub until: String,
    /// Whether whoever sits here asked for it.
    pub own: bool,
    /// `released` or `refused`, once it is decided.
    pub outcome: Option<String>,
}

/// What waits, the oldest first.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Vec<ReleaseCard>, Fault> {
    desk.ledger()?;
    let here = desk.seated.as_ref().map(|seated| seated.id);
    let view = desk.ledger()?.view()?;
    let now = view.now();
    let waiting = view.open_releases()?.into_iter().filter(|one| one.waits(now));
    waiting.map(|one| card(&view, &one, here)).collect()
}

/// Lets an act happen that another operator asked for: it is done in the same transaction. Whoever
/// releases it sits here, or signs in for this alone.
///
/// # Errors
/// `unknown_release`, `release_over`, `release_own`, `not_allowed`, those of signing in and of the
/// act itself.
pub fn give(desk: &mut Desk, id: &str, came: Option<&SignIn>) -> Result<ReleaseCard, Fault> {
    let (release, asker) = waiting(desk, id)?;
    let by = second(desk, came)?;
    if by.id == asker.id {
        return Err(Cause::ReleaseOwn { id: id.to_owned() }.into());
    }
    let over = || Fault::from(Cause::ReleaseOver { id: id.to_owned() });
    // What somebody asked for who may not work here any more is not done.
    if asker.disabled.is_some() {
        return Err(over());
    }
    let act: Released = serde_json::from_str(&release.request).map_err(|_| Cause::Unexpected)?;
    let ledger = desk.ledger()?;
    if !Right::of_act(act.act()).is_held_by(asker.role, &ledger.view()?)? {
        return Err(over());
    }
    let mut txn = ledger.begin()?;
    let decided = txn.decide_release(release.id, by.id, ReleaseOutcome::Released);
    decided.map_err(|_| over())?;
    let done = act.apply(&mut txn, &asker.login, Entry::new(&asker.login, act.act()))?;
    txn.record(done.result("released"));
    let entry = Entry::new(&by.login, "release.given").person(person(&act)?);
    txn.commit(entry.detail(json!({ "release": release.id, "asked_by": asker.login })))?;
    decided_card(desk, release.id)
}

/// Refuses an act, or takes back what one asked for oneself.
///
/// # Errors
/// `unknown_release`, `release_over`.
pub fn refuse(desk: &mut Desk, id: &str) -> Result<ReleaseCard, Fault> {
    let (release, _) = waiting(desk, id)?;
    let by = second(desk, None)?;
    let entry = desk.entry("release.refused")?;
    let mut txn = desk.ledger()?.begin()?;
    let decided = txn.decide_release(release.id, by.id, ReleaseOutcome::Refused);
    decided.map_err(|_| Cause::ReleaseOver { id: id.to_owned() })?;
    txn.commit(entry.detail(json!({ "release": release.id, "act": release.act })))?;
    decided_card(desk, release.id)
}

/// The act of that number, and who asked for it.
fn waiting(desk: &mut Desk, id: &str) -> Result<(Release, Operator), Fault> {
    let unknown = || Fault::from(Cause::UnknownRelease { id: id.to_owned() });
    let view = desk.ledger()?.view()?;
    let number: u32 = id.trim().parse().map_err(|_| unknown())?;
    let release = view.release(number)?.ok_or_else(unknown)?;
    if !release.waits(view.now()) {
        return Err(Cause::ReleaseOver { id: id.to_owned() }.into());
    }
    let asker = view.operator(release.asked_by)?.ok_or(Cause::Unexpected)?;
    Ok((release, asker))
}

/// Whoever decides.
fn second(desk: &mut Desk, came: Option<&SignIn>) -> Result<Operator, Fault> {
    let operator = match came {
        Some(came) => operator::prove(desk, came)?,
        None => {
            desk.ledger()?;
            let id = desk.seated.as_ref().map(|seated| seated.id).ok_or(Cause::SignInNeeded)?;
            desk.ledger()?.view()?.operator(id)?.ok_or(Cause::SignInNeeded)?
        }
    };
    if operator.role == Role::Viewer {
        return Err(Cause::NotAllowed { login: operator.login }.into());
    }
    Ok(operator)
}

fn person(act: &Released) -> Result<Option<desk_store::PersonId>, Fault> {
    match act {
        Released::ForGood { person, .. } => person_of(person).map(Some),
        _ => Ok(None),
    }
}

fn decided_card(desk: &mut Desk, id: u32) -> Result<ReleaseCard, Fault> {
    let here = desk.seated.as_ref().map(|seated| seated.id);
    let view = desk.opened()?.view()?;
    let release = view.release(id)?.ok_or(Cause::Unexpected)?;
    card(&view, &release, here)
}

fn card(
    view: &View<'_>,
    release: &Release,
    here: Option<desk_store::OperatorId>,
) -> Result<ReleaseCard, Fault> {
    let by = view.operator(release.asked_by)?.map(|one| one.login).unwrap_or_default();
    let act: Released = serde_json::from_str(&release.request).map_err(|_| Cause::Unexpected)?;
    let (mut whom, mut key, mut value, mut reason) = (None, None, None, None);
    match act {
        Released::ForGood { person, reason: why } => {
            whom = find::login_of(view, person_of(&person)?)?;
            reason = Some(why);
        }
        Released::VoidAll { reason: why } => reason = Some(why),
        Released::Leavers { people, reason: why } => {
            (value, reason) = (Some(people.len().to_string()), Some(why));
        }
        Released::Policy { key: rule, value: wanted } => (key, value) = (Some(rule), Some(wanted)),
        Released::Operator { login, role, .. } => (whom, value) = (Some(login), Some(role)),
        Released::Disabled { operator } => whom = login_of(view, &operator)?,
        Released::Role { operator, role } => {
            (whom, value) = (login_of(view, &operator)?, Some(role));
        }
    }
    Ok(ReleaseCard {
        id: release.id.to_string(),
        act: release.act.clone(),
        whom,
        key,
        value,
        reason,
        asked: rfc3339(release.asked),
        by,
        until: rfc3339(release.until),
        own: here == Some(release.asked_by),
        outcome: release.outcome.map(|outcome| outcome.to_string()),
    })
}

fn login_of(view: &View<'_>, operator: &str) -> Result<Option<String>, Fault> {
    let id = operator.parse().map_err(|_| Cause::Unexpected)?;
    Ok(view.operator(id)?.map(|one| one.login))
}
