//! A slip of the hand: the wrong fob was reported lost. For a few seconds it can be undone as if
//! nothing had happened, but for the two entries of the history.

use desk_store::audit::Filter;

use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::fate::{FobFate, fate};
use crate::step::{find, undo as back};

/// For how many seconds.
pub(crate) const SECONDS: u32 = 10;

/// Undoes a loss: fob and tokens are as they were before, and the emergency code ends. Only whoever
/// reported it may, only for ten seconds, and only if nothing else happened to the fob.
///
/// # Errors
/// `unknown_fob`, `undo_over`.
pub fn undo(desk: &mut Desk, serial: &str) -> Result<FobFate, Fault> {
    let operator = desk.operator()?;
    let entry = desk.entry("fob.lost_undone")?;
    let mut txn = desk.ledger()?.begin()?;
    let fob = find::fob(&txn, Some(serial), None)?;
    let over = || Fault::from(Cause::UndoOver { serial: fob.called().to_owned() });
    let filter = Filter { fob: Some(fob.id), last: Some(1), ..Filter::default() };
    let last = txn.log(&filter)?.pop().filter(|last| {
        let age = txn.at().saturating_sub(last.at);
        last.act == "fob.lost" && last.operator == operator && age <= i64::from(SECONDS) * 1000
    });
    let last = last.ok_or_else(over)?;
    let picture = last.detail.get("before").ok_or_else(over)?;
    back::put_back(&mut txn, &fob, picture)?;
    if let Some(person) = fob.person {
        txn.end_emergency(person, "the loss was undone")?;
    }
    let login = fob.person.map(|id| find::login_of(&txn, id)).transpose()?.flatten();
    txn.commit(entry.fob(fob.id).person(fob.person))?;
    fate(&desk.ledger()?.view()?, fob.id, login, None)
}
