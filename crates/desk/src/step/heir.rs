//! A fob in the place of another: what it is to hold, and the moment at which the other one is out
//! of use, which is the commit that gives the last of it.

use desk_store::audit::{Entry, Filter, Logged};
use desk_store::{Fob, FobId, FobState, Line, Outcome, Profile, Token, TokenState, Txn, View};
use serde_json::json;

use crate::cards::Verified;
use crate::fault::Fault;
use crate::step::fate::out_of_use;
use crate::step::{find, loan, profile};

/// What the person has on this fob, as profiles: each once, the oldest first. What was taken over
/// from elsewhere has no profile of its own and becomes the usual one of its place.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn profiles(view: &View<'_>, fob: &Fob) -> Result<Vec<Profile>, Fault> {
    use TokenState::{Assigned, HandedOver, Lost, Suspended, Verified};
    let mut profiles: Vec<Profile> = Vec::new();
    for token in view.tokens_in(fob.id)? {
        let in_use = matches!(token.state, Verified | Assigned | HandedOver | Suspended | Lost);
        if !in_use || token.person != fob.person {
            continue;
        }
        let own = profile::named(view, Some(&token.profile));
        let usual = || {
            let alike = |it: &Profile| it.place == token.place && it.kind == token.kind;
            profile::built_in().into_iter().find(alike)
        };
        let found = own.ok().or_else(usual);
        profiles.extend(found.filter(|found| profiles.iter().all(|it| it.name != found.name)));
    }
    Ok(profiles)
}

/// The token of this profile that the new fob holds in the place of the old one, given and proven.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn inherited(
    view: &View<'_>,
    new: FobId,
    old: &Fob,
    profile: &str,
) -> Result<Option<Token>, Fault> {
    let past = past(view, old.id)?;
    for token in view.tokens_in(new)? {
        let given = matches!(token.state, TokenState::Assigned | TokenState::HandedOver);
        let instead = |line: &Line| line.instead_of == Some(old.id) && past.has(line);
        if given && token.profile == profile && view.line_of(token.id)?.is_some_and(|l| instead(&l))
        {
            return Ok(Some(token));
        }
    }
    Ok(None)
}

/// How a token that was given was proven, by the history.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn verified(view: &View<'_>, token: &Token) -> Result<Verified, Fault> {
    let filter = Filter { fob: Some(token.fob), act: Some("issue.proven"), ..Filter::default() };
    let id = token.id.to_string();
    let of_token = |entry: &Logged| entry.detail.get("token").is_some_and(|it| *it == *id);
    let proven = view.log(&filter)?.into_iter().rev().find(of_token);
    Ok(Verified { how: proven.map_or_else(|| "none".into(), |it| it.result), at_counter: None })
}

/// What follows from a token that was given just now: the fob in whose place it is goes out of use,
/// what was owed is settled, what was put off is over, and a fob that is lent puts the person's own
/// ones to sleep. Whether another fob was replaced by it.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn succeed(
    txn: &mut Txn<'_>,
    token: &Token,
    line: &Line,
    operator: &str,
) -> Result<bool, Fault> {
    let Some(person) = token.person else { return Ok(false) };
    if let Some(other) = txn.loan_on(token.fob)?.filter(|loan| loan.person != person) {
        loan::end(txn, &other)?;
    }
    if let Some(until) = line.lent_until {
        loan::begin(txn, token, person, until, operator)?;
        return Ok(false);
    }
    let replaced = match line.instead_of {
        None => false,
        Some(old) => match txn.fob(old)? {
            Some(old) if old.person == Some(person) => replace(txn, &old, token, operator)?,
            _ => false,
        },
    };
    let another = txn.owed_to(person)?.is_some_and(|owed| owed.fob != token.fob);
    if replaced || (another && line.instead_of.is_none()) {
        txn.end_owed(person)?;
    }
    txn.end_deferral(person)?;
    Ok(replaced)
}

/// Takes the old fob out of use, once the new one holds all that it held. A lost one stays lost.
fn replace(txn: &mut Txn<'_>, old: &Fob, token: &Token, operator: &str) -> Result<bool, Fault> {
    for profile in profiles(txn, old)? {
        if inherited(txn, token.fob, old, &profile.name)?.is_none() {
            return Ok(false);
        }
    }
    if old.state != FobState::Lost {
        out_of_use(txn, old, TokenState::Retired)?;
        txn.move_fob(old.id, &[old.state], FobState::Retired, None)?;
    }
    if let Some(person) = old.person {
        txn.end_emergency(person, "the fob was replaced")?;
    }
    let new = txn.fob(token.fob)?.map(|fob| fob.called().to_owned());
    let entry = Entry::new(operator, "fob.replaced").fob(old.id).person(old.person);
    txn.record(entry.detail(json!({ "by": new, "state": old.state.to_string() })));
    Ok(true)
}

/// What became of a fob since it was last in somebody's hands.
pub(crate) struct Past {
    /// Since when it counts (Unix ms): it was given, or found and given back.
    since: i64,
    /// The fob by which it was replaced since then.
    pub(crate) replaced_by: Option<Fob>,
}

impl Past {
    /// Whether a line belongs to it.
    pub(crate) fn has(&self, line: &Line) -> bool {
        line.opened >= self.since
    }
}

/// The past of a fob, by the history.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn past(view: &View<'_>, fob: FobId) -> Result<Past, Fault> {
    let mut past = Past { since: i64::MIN, replaced_by: None };
    for entry in view.log(&Filter { fob: Some(fob), ..Filter::default() })?.into_iter().rev() {
        match entry.act.as_str() {
            "fob.replaced" if past.replaced_by.is_none() => {
                let by = entry.detail.get("by").and_then(serde_json::Value::as_str);
                past.replaced_by = find::fob(view, by, None).ok();
            }
            "issue.given" | "fob.found" => {
                past.since = entry.at;
                break;
            }
            _ => {}
        }
    }
    Ok(past)
}

/// The profiles that were given in the place of this one: what it held before it was retired.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn given_instead(view: &View<'_>, old: FobId) -> Result<Vec<Profile>, Fault> {
    let mut profiles: Vec<Profile> = Vec::new();
    for line in view.lines_instead_of(old)? {
        let token = view.token(line.token)?.filter(|_| line.outcome == Some(Outcome::Done));
        let found = token.and_then(|token| profile::named(view, Some(&token.profile)).ok());
        profiles.extend(found.filter(|found| profiles.iter().all(|it| it.name != found.name)));
    }
    Ok(profiles)
}
