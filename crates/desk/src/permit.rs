//! Whether a person has proven by a code, a moment ago, that it is the person: so that the page can
//! offer it among the ways to know.

use serde::Serialize;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::{find, permit};

/// A code that was accepted and still permits the acts that need the person's proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PermitCard {
    /// When it was accepted.
    pub at: String,
    /// Until when it permits.
    pub until: String,
}

/// The person's, if one holds.
///
/// # Errors
/// `unknown_person`.
pub fn show(desk: &mut Desk, login: &str) -> Result<Option<PermitCard>, Fault> {
    let view = desk.ledger()?.view()?;
    let person = find::person(&view, login)?;
    let permit = permit::permit(&view, person.id)?;
    Ok(permit.map(|it| PermitCard { at: rfc3339(it.at), until: rfc3339(it.until()) }))
}
