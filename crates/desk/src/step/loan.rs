//! A fob that is lent: the person's own ones sleep until it is back. A loan that is over is no
//! reason to wake them: only the loaner's return is.

use std::collections::BTreeMap;

use desk_store::audit::{Entry, Filter};
use desk_store::{Fob, FobId, FobState, Loan, PersonId, Token, TokenState, Txn, View};
use serde_json::{Value, json};

use crate::fault::Fault;

/// Lends the fob of a token that was given just now, and puts the person's own fobs to sleep.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn begin(
    txn: &mut Txn<'_>,
    token: &Token,
    person: PersonId,
    until: i64,
    operator: &str,
) -> Result<(), Fault> {
    let asleep = sleep(txn, person, token.fob)?;
    txn.lend(person, token.fob, until, operator)?;
    let detail = json!({ "until": until, "asleep": asleep });
    let entry = Entry::new(operator, "fob.lent").fob(token.fob).person(person);
    txn.record(entry.detail(detail));
    Ok(())
}

/// Ends the loan of this fob, if it is lent: the person's own fobs wake up.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn over(txn: &mut Txn<'_>, fob: FobId) -> Result<(), Fault> {
    match txn.loan_on(fob)? {
        Some(loan) => end(txn, &loan),
        None => Ok(()),
    }
}

/// Ends a loan: the person's own fobs wake up, each token as it fell asleep.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn end(txn: &mut Txn<'_>, loan: &Loan) -> Result<(), Fault> {
    txn.end_loan(loan.person)?;
    let before = before(txn, loan.person)?;
    for fob in txn.fobs_of(loan.person)? {
        let tokens = txn.tokens_in(fob.id)?;
        let asleep = tokens.iter().filter(|token| token.state == TokenState::Suspended);
        let asleep: Vec<&Token> = asleep.collect();
        if fob.state != FobState::Suspended || asleep.is_empty() {
            continue;
        }
        for token in asleep {
            let to = before.get(&token.id.to_string()).copied().unwrap_or(TokenState::Assigned);
            txn.move_token(token.id, &[TokenState::Suspended], to)?;
        }
        txn.move_fob(fob.id, &[FobState::Suspended], FobState::Assigned, fob.person)?;
    }
    Ok(())
}

/// In which state a fob goes back to its person: asleep, as long as the person has another one lent.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn given_back(view: &View<'_>, fob: &Fob) -> Result<(TokenState, FobState), Fault> {
    let loan = fob.person.map(|person| view.loan_of(person)).transpose()?.flatten();
    Ok(match loan {
        Some(loan) if loan.fob != fob.id => (TokenState::Suspended, FobState::Suspended),
        _ => (TokenState::Assigned, FobState::Assigned),
    })
}

/// The person's own fobs sleep; which tokens, and what they were.
fn sleep(txn: &mut Txn<'_>, person: PersonId, but: FobId) -> Result<Value, Fault> {
    let mut asleep = json!({});
    for fob in txn.fobs_of(person)? {
        if fob.id == but || fob.state != FobState::Assigned {
            continue;
        }
        for token in txn.tokens_in(fob.id)? {
            use TokenState::{Assigned, HandedOver, Verified};
            if matches!(token.state, Verified | Assigned | HandedOver) {
                txn.move_token(token.id, &[token.state], TokenState::Suspended)?;
                asleep[token.id.to_string()] = token.state.as_str().into();
            }
        }
        txn.move_fob(fob.id, &[FobState::Assigned], FobState::Suspended, fob.person)?;
    }
    Ok(asleep)
}

/// What each token was before it fell asleep, by the history.
fn before(view: &View<'_>, person: PersonId) -> Result<BTreeMap<String, TokenState>, Fault> {
    let filter =
        Filter { person: Some(person), act: Some("fob.lent"), last: Some(1), ..Filter::default() };
    let Some(entry) = view.log(&filter)?.pop() else { return Ok(BTreeMap::new()) };
    let asleep = entry.detail.get("asleep").and_then(Value::as_object).cloned();
    let state = |(id, state): (String, Value)| Some((id, state.as_str()?.parse().ok()?));
    Ok(asleep.into_iter().flatten().filter_map(state).collect())
}
