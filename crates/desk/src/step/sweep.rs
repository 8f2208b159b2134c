//! Somebody leaves: all that opens anything ends, and the fobs are out of use. They stay the
//! person's, so that they can be asked for, until they are taken back.

use desk_store::audit::{Entry, Filter};
use desk_store::{Fob, FobId, FobState, Person, TokenId, TokenState, Txn, View};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::step::fate::out_of_use;

/// Sweeps one person; whether there was anything to sweep. `left` is the entry about a person,
/// `taken` the one about a fob.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn sweep(
    txn: &mut Txn<'_>,
    person: &Person,
    by: &str,
    left: &Entry,
    taken: &Entry,
    reason: &str,
) -> Result<bool, Fault> {
    let mut serials = Vec::new();
    let mut ended = Vec::new();
    for fob in txn.fobs_of(person.id)? {
        if is_swept(txn, &fob)? || matches!(fob.state, FobState::Lost | FobState::Retired) {
            continue;
        }
        let tokens = txn.tokens_in(fob.id)?.into_iter().filter(|token| token.state.is_live());
        let tokens: Vec<String> = tokens.map(|token| token.id.to_string()).collect();
        out_of_use(txn, &fob, TokenState::Retired)?;
        txn.move_fob(fob.id, &[fob.state], FobState::Suspended, fob.person)?;
        let detail = json!({ "reason": reason, "tokens": tokens });
        txn.record(taken.clone().fob(fob.id).person(person.id).detail(detail));
        serials.push(fob.called().to_owned());
    }
    // What was begun for the person on a fob that is still nobody's.
    for token in txn.tokens_of(person.id)? {
        if matches!(token.state, TokenState::Intended | TokenState::Written) {
            txn.supersede(token.id)?;
            ended.push("write");
        }
    }
    if let Some(set) = txn.newest_set(person.id)?.filter(|set| set.voided.is_none())
        && txn.void_set(set.id, "the person left")?
    {
        ended.push("codes");
    }
    if txn.end_emergency(person.id, "the person left")? {
        ended.push("emergency");
    }
    if txn.end_suspension(person.id, by)? {
        ended.push("suspension");
    }
    if txn.end_loan(person.id)? {
        ended.push("loan");
    }
    if txn.end_owed(person.id)? {
        ended.push("replacement");
    }
    txn.end_deferral(person.id)?;
    if serials.is_empty() && ended.is_empty() {
        return Ok(false);
    }
    let detail = json!({ "reason": reason, "fobs": serials, "ended": ended });
    txn.record(left.clone().person(person.id).detail(detail));
    Ok(true)
}

/// Whether a fob waits to be collected from somebody who left.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn is_swept(view: &View<'_>, fob: &Fob) -> Result<bool, Fault> {
    let live = || view.tokens_in(fob.id).map(|all| all.iter().any(|token| token.state.is_live()));
    Ok(fob.state == FobState::Suspended && fob.person.is_some() && !live()?)
}

/// The tokens that were retired when the fob's person left: they are still on it.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn still_on(view: &View<'_>, fob: FobId) -> Result<Vec<TokenId>, Fault> {
    let filter =
        Filter { fob: Some(fob), act: Some("fob.suspended"), last: Some(1), ..Filter::default() };
    let Some(entry) = view.log(&filter)?.pop() else { return Ok(Vec::new()) };
    let tokens = entry.detail.get("tokens").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(tokens.iter().filter_map(|id| id.as_str()?.parse().ok()).collect())
}
