//! What was begun and is not proven yet: fobs that must not leave the desk.

use desk_store::TokenState;
use serde::Serialize;

use crate::cards;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::find;

/// A token that waits for its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct WaitingCard {
    /// The token's key.
    pub token: String,
    /// The fob's serial or desk label.
    pub serial: String,
    /// Where on the fob: `oath`, `slot1`, `slot2`.
    pub place: String,
    /// How many digits its codes have.
    pub digits: u8,
    /// Whether the slot types Enter after the code.
    pub enter: bool,
    /// `intended`: the fob may not hold it yet; `written`: it does.
    pub state: String,
    /// The login of the person whom it is for.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
}

/// Everything that waits, oldest first.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Vec<WaitingCard>, Fault> {
    let view = desk.ledger()?.view()?;
    let mut waiting = Vec::new();
    for line in view.open_lines()? {
        let Some(token) = view.token(line.token)? else { continue };
        if !matches!(token.state, TokenState::Intended | TokenState::Written) {
            continue;
        }
        let person = token.person.map(|id| view.person(id)).transpose()?.flatten();
        waiting.push(WaitingCard {
            token: token.id.to_string(),
            serial: cards::fob_name(&view, &token)?,
            place: token.place.to_string(),
            digits: token.digits,
            enter: token.enter,
            state: token.state.to_string(),
            person: token.person.map(|id| find::login_of(&view, id)).transpose()?.flatten(),
            name: person.map(|person| person.name),
        });
    }
    Ok(waiting)
}
