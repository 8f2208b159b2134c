//! A picture of a fob before it was taken out of use, kept in the history, and the way back to it.

use desk_store::{Fob, FobState, TokenId, TokenState, Txn, View};
use serde_json::{Value, json};

use crate::fault::{Cause, Fault};

/// The fob and its live tokens as they are.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn picture(view: &View<'_>, fob: &Fob) -> Result<Value, Fault> {
    let mut tokens = json!({});
    for token in view.tokens_in(fob.id)?.iter().filter(|token| token.state.is_live()) {
        tokens[token.id.to_string()] = token.state.as_str().into();
    }
    Ok(json!({ "fob": fob.state.as_str(), "tokens": tokens }))
}

/// Brings a lost fob and its tokens back to what the picture shows; a write that was superseded is
/// open again.
///
/// # Errors
/// `unexpected` for a picture that cannot be read; `somebody_first`.
pub(crate) fn put_back(txn: &mut Txn<'_>, fob: &Fob, picture: &Value) -> Result<(), Fault> {
    let word = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let unreadable = || Fault::from(Cause::Unexpected);
    let state = word(picture.get("fob")).and_then(|word| word.parse::<FobState>().ok());
    let tokens = picture.get("tokens").and_then(Value::as_object).ok_or_else(unreadable)?;
    for (id, state) in tokens {
        let id: TokenId = id.parse().map_err(|_| unreadable())?;
        let to = word(Some(state)).and_then(|word| word.parse::<TokenState>().ok());
        let to = to.ok_or_else(unreadable)?;
        if matches!(to, TokenState::Intended | TokenState::Written) {
            txn.move_token(id, &[TokenState::Retired], to)?;
            if let Some(line) = txn.line_of(id)? {
                txn.reopen_line(line.id)?;
            }
        } else {
            txn.move_token(id, &[TokenState::Lost], to)?;
        }
    }
    let state = state.ok_or_else(unreadable)?;
    txn.move_fob(fob.id, &[FobState::Lost], state, fob.person)?;
    Ok(())
}
