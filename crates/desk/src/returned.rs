//! A fob comes back to the desk, emptied if that is wanted; or it is never to be used again.

use desk_store::{FobState, TokenState};
use serde_json::json;

use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::fate::{FobFate, fate, given, out_of_use};
use crate::step::hold::Hold;
use crate::step::wipe::{Wiped, wipe};
use crate::step::{find, loan, plugged, sweep};

/// Takes a fob back: what is on it is nobody's from then on. Where it was lent, the person's own fobs
/// wake up. With `empty` it must be plugged in,
/// and what is ours is taken off it: the ledger says that it came back before the first byte is
/// lost, and said again it goes on where it stopped.
///
/// # Errors
/// `unknown_fob`, `fob_out_of_use`, `fob_not_here`, `not_wiped`, and those of the fob.
pub fn take_back(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    serial: &str,
    empty: bool,
) -> Result<FobFate, Fault> {
    let view = desk.ledger()?.view()?;
    let fob = find::fob(&view, Some(serial), None)?;
    if fob.state == FobState::Retired {
        return Err(Cause::out_of_use(&fob).into());
    }
    let login = fob.person.map(|id| find::login_of(&view, id)).transpose()?.flatten();
    // What was begun on it since it came back ends with this, too.
    let begun = view.tokens_in(fob.id)?.iter().any(|token| token.state.is_live());
    let mut plugged = None;
    if empty {
        let sockets = desk.setting.sockets.as_mut();
        let chosen = plugged::choose_of(sockets, Some(fob.called()), Some(&fob.maker))?;
        let hold = Hold::take(&desk.setting.dir, &fob.maker, fob.called())?;
        plugged = Some((chosen, hold));
    }
    if fob.state != FobState::Returned || begun {
        let entry = desk.entry("fob.returned")?.fob(fob.id).person(fob.person);
        let mut txn = desk.ledger()?.begin()?;
        loan::over(&mut txn, fob.id)?;
        if sweep::is_swept(&txn, &fob)? {
            for token in sweep::still_on(&txn, fob.id)? {
                txn.move_token(token, &[TokenState::Retired], TokenState::Returned)?;
            }
        }
        out_of_use(&mut txn, &fob, TokenState::Returned)?;
        txn.move_fob(fob.id, &[fob.state], FobState::Returned, None)?;
        if let Some(person) = fob.person {
            txn.end_emergency(person, "the fob came back")?;
            if txn.owed_to(person)?.is_some_and(|owed| owed.fob == fob.id) {
                txn.end_owed(person)?;
            }
        }
        txn.commit(entry)?;
    }
    let mut scrambled = false;
    if let Some((mut plugged, _hold)) = plugged {
        let world = desk.setting.world.clone();
        let view = desk.ledger()?.view()?;
        let mut tokens = view.tokens_in(fob.id)?;
        // What was replaced before it came back is not on it any more.
        tokens.retain(|token| token.state == TokenState::Returned);
        let wiped = wipe(&view, who, &mut plugged, &tokens, &*world)?;
        scrambled = wiped == Wiped::Scrambled;
        let mut entry = desk.entry("fob.wiped")?.fob(fob.id).person(fob.person);
        if scrambled {
            entry = entry.result("written over");
        }
        desk.ledger()?.begin()?.commit(entry)?;
    }
    let fate = fate(&desk.ledger()?.view()?, fob.id, login, None)?;
    Ok(FobFate { scrambled, ..fate })
}

/// Takes a fob out of use for good.
///
/// # Errors
/// `reason_needed`, `unknown_fob`; `fob_out_of_use` when it was retired before.
pub fn retire(desk: &mut Desk, serial: &str, reason: &str) -> Result<FobFate, Fault> {
    let reason = given(reason)?;
    let view = desk.ledger()?.view()?;
    let fob = find::fob(&view, Some(serial), None)?;
    if fob.state == FobState::Retired {
        return Err(Cause::out_of_use(&fob).into());
    }
    let login = fob.person.map(|id| find::login_of(&view, id)).transpose()?.flatten();
    let entry = desk.entry("fob.retired")?.fob(fob.id).person(fob.person);
    let mut txn = desk.ledger()?.begin()?;
    loan::over(&mut txn, fob.id)?;
    out_of_use(&mut txn, &fob, TokenState::Retired)?;
    txn.move_fob(fob.id, &[fob.state], FobState::Retired, None)?;
    if let Some(person) = fob.person {
        txn.end_emergency(person, "the fob was retired")?;
    }
    txn.commit(entry.detail(json!({ "reason": reason })))?;
    fate(&desk.ledger()?.view()?, fob.id, login, None)
}
