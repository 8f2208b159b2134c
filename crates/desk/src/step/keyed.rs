//! A fob that counts wrong keys and has refused its maker's: it is not tried again, by whatever way
//! a write comes, unless somebody says that it was set back. Read from the history.

use desk_store::audit::Filter;
use desk_store::{FobId, View};

use crate::fault::Fault;
use crate::step::plugged::Plugged;

/// The result of an attempt that the fob refused for its key.
pub(crate) const REFUSED: &str = "fob_keyed";
/// The result of somebody's word that the fob has its maker's key again.
pub(crate) const SET_BACK: &str = "set back";

/// Whether it has refused the key, and nobody has said since that it was set back.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn is_keyed(view: &View<'_>, plugged: &Plugged, fob: FobId) -> Result<bool, Fault> {
    if !plugged.device.can().accounts.is_some_and(|accounts| accounts.counts_keys) {
        return Ok(false);
    }
    let log = view.log(&Filter { fob: Some(fob), ..Filter::default() })?;
    let tells = |act: &str| matches!(act, "issue.abandoned" | "issue.written" | "issue.keyed");
    let last = log.iter().rev().find(|entry| tells(&entry.act));
    Ok(last.is_some_and(|entry| entry.result == REFUSED))
}
