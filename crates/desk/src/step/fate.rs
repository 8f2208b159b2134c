//! What becomes of a fob: its tokens moved with it, and how it is shown afterwards.

use desk_store::{Fob, FobId, TokenState, Txn, View};
use serde::Serialize;

use crate::fault::{Cause, Fault};
use crate::step::emergency::EmergencyCard;

/// A fob and where it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct FobFate {
    /// The fob.
    pub fob: FobWithState,
    /// The code for the meantime, shown once.
    pub emergency: Option<EmergencyCard>,
    /// The login of the person whose it is or was.
    pub person: Option<String>,
    /// For how many seconds it can be undone.
    pub undo: Option<u32>,
    /// It could not be emptied: a secret that nobody knows stands in the place of ours.
    pub scrambled: bool,
}

/// A fob's name and state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct FobWithState {
    /// The serial, or the desk label of a fob without one.
    pub serial: String,
    /// Where it is in its life.
    pub state: String,
}

/// Moves every live token of a fob; one that waits for its proof is given up.
pub(crate) fn out_of_use(txn: &mut Txn<'_>, fob: &Fob, to: TokenState) -> Result<(), Fault> {
    use TokenState::{Assigned, HandedOver, Intended, Lost, Suspended, Verified, Written};
    for token in txn.tokens_in(fob.id)? {
        match token.state {
            Intended | Written => txn.supersede(token.id)?,
            Verified | Assigned | HandedOver | Suspended | Lost if token.state != to => {
                txn.move_token(token.id, &[token.state], to)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The reason that was given.
pub(crate) fn given(reason: &str) -> Result<&str, Fault> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Cause::ReasonNeeded.into()) } else { Ok(reason) }
}

/// How the fob stands now.
pub(crate) fn fate(
    view: &View<'_>,
    fob: FobId,
    person: Option<String>,
    emergency: Option<EmergencyCard>,
) -> Result<FobFate, Fault> {
    let fob = view.fob(fob)?.ok_or(Cause::Unexpected)?;
    let fob = FobWithState { serial: fob.called().to_owned(), state: fob.state.to_string() };
    Ok(FobFate { fob, emergency, person, undo: None, scrambled: false })
}
