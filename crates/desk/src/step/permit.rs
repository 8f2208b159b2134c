//! How the desk knows that it is the person: a code of the person's that was accepted a moment ago,
//! or what the operator says. It is read from the history; nothing is stored for it.

use desk_store::audit::Filter;
use desk_store::{PersonId, View};
use serde_json::{Value, json};

use crate::fault::{Cause, Fault};

/// For how long an accepted code permits the acts that need the person's proof (ms).
const LASTS: i64 = 15 * 60_000;

/// An accepted code that still permits something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Permit {
    /// The entry of the history that tells of it.
    pub(crate) n: u64,
    /// When it was accepted (Unix ms).
    pub(crate) at: i64,
}

impl Permit {
    /// Until when it permits (Unix ms).
    pub(crate) fn until(self) -> i64 {
        self.at.saturating_add(LASTS)
    }
}

/// The newest code of this person that was accepted and still permits.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn permit(view: &View<'_>, person: PersonId) -> Result<Option<Permit>, Fault> {
    let now = view.now();
    let filter = Filter {
        person: Some(person),
        since: Some(now.saturating_sub(LASTS)),
        act: Some("codes.checked"),
        ..Filter::default()
    };
    let accepted = view.log(&filter)?.into_iter().rev().find(|entry| entry.result == "accepted");
    let permit = accepted.map(|entry| Permit { n: entry.n, at: entry.at });
    Ok(permit.filter(|permit| now < permit.until()))
}

/// What the history is told of how it is known that it is the person. Where a rule `wants` it and
/// nothing is known, the act is refused.
///
/// # Errors
/// `proof_needed`.
pub(crate) fn proof(
    view: &View<'_>,
    person: PersonId,
    identified: Option<&str>,
    wants: bool,
) -> Result<Value, Fault> {
    let identified = identified.map(str::trim).filter(|how| !how.is_empty());
    let permit = permit(view, person)?;
    if wants && identified.is_none() && permit.is_none() {
        return Err(Cause::ProofNeeded.into());
    }
    let mut proof = json!({});
    if let Some(how) = identified {
        proof["identified"] = how.into();
    }
    if let Some(permit) = permit {
        proof["code"] = permit.n.into();
    }
    Ok(proof)
}
