//! Emptying a fob of what is ours: its credentials of our names, its slots of our tokens. What
//! others have on it is left alone. A fob that cannot be emptied is written over with a secret that
//! nobody keeps.

use desk_store::audit::Filter;
use desk_store::{Fob, FobState, Place, Token, TokenState, View, World};
use fob_wire::accounts::{Accounts, NewAccount};
use fob_wire::device::App;
use fob_wire::oath;
use fob_wire::slot::{AccessCode, SlotSession};
use zeroize::Zeroizing;

use crate::desk::Attendant;
use crate::fault::{Cause, Fault, Left};
use crate::step::left_after;
use crate::step::plugged::Plugged;
use crate::step::target::slot_of;

/// Whether a fob came back with something of ours and was not emptied since, by the history.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn is_full(view: &View<'_>, fob: &Fob) -> Result<bool, Fault> {
    if fob.state != FobState::Returned {
        return Ok(false);
    }
    let held = view.tokens_in(fob.id)?.iter().any(|token| token.state == TokenState::Returned);
    // Somebody else's secret is in its place by now.
    if view.tokens_in(fob.id)?.iter().any(|token| token.state.is_live()) {
        return Ok(false);
    }
    let log = view.log(&Filter { fob: Some(fob.id), ..Filter::default() })?;
    let last = log.iter().rev().find(|it| matches!(it.act.as_str(), "fob.returned" | "fob.wiped"));
    Ok(held && last.is_some_and(|entry| entry.act == "fob.returned"))
}

/// What has become of the places that were to be emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wiped {
    /// They are empty; the fob says so itself.
    Empty,
    /// The fob cannot be emptied: a secret that nobody knows was written over ours. Nothing shows it.
    Scrambled,
}

/// Empties the places of these tokens, and looks that they are empty. `world` is for a fob that can
/// only be written over.
///
/// # Errors
/// `slot_protected`, `fob_password`, `not_wiped`, and those of the fob: what is left says whether
/// anything was emptied.
pub(crate) fn wipe(
    view: &View<'_>,
    who: &mut dyn Attendant,
    plugged: &mut Plugged,
    tokens: &[Token],
    world: &dyn World,
) -> Result<Wiped, Fault> {
    let serial = plugged.serial().unwrap_or_default();
    let not_wiped = || Cause::NotWiped { serial: serial.clone() };
    let mut wiped = Wiped::Empty;
    if tokens.iter().any(|token| token.place == Place::Oath) {
        let names: Vec<&[u8]> =
            tokens.iter().filter_map(|t| t.name.as_deref()).map(str::as_bytes).collect();
        wiped = plugged.talk_to(App::Oath, who, |talk| {
            let mut accounts = Accounts::open(talk)?;
            if accounts.locked() {
                return Err(Fault::from(Cause::FobPassword).leaving(Left::Untouched));
            }
            if !accounts.traits().listed {
                return scramble(&mut accounts, world);
            }
            let mut ours: Vec<_> = accounts.list()?.into_iter().map(|entry| entry.name).collect();
            ours.retain(|name| names.contains(&name.as_slice()));
            // One name may stand there twice, and goes at once.
            ours.sort();
            ours.dedup();
            for name in &ours {
                accounts.delete(name).map_err(|e| Fault::from(e).leaving(Left::Unsure))?;
            }
            let left = accounts.list()?;
            match left.iter().any(|entry| names.contains(&entry.name.as_slice())) {
                true => Err(Fault::from(not_wiped()).leaving(Left::Unsure)),
                false => Ok(Wiped::Empty),
            }
        })?;
    }
    for token in tokens {
        let Some(slot) = slot_of(token.place) else { continue };
        let code = view.slot_code(token.fob, token.place)?.map(AccessCode::new);
        plugged.talk_to(App::Otp, who, |talk| {
            let mut session = SlotSession::open(talk)?;
            if !session.status().used(slot) {
                return Ok(());
            }
            session
                .delete(slot, code.as_ref())
                .map_err(|e| Fault::from(e).leaving(Left::Unsure))?;
            match session.status().used(slot) {
                true => Err(Fault::from(not_wiped()).leaving(Left::Unsure)),
                false => Ok(()),
            }
        })?;
    }
    Ok(wiped)
}

/// Writes a secret of dice over whatever is there; it is forgotten as soon as it is written.
fn scramble(accounts: &mut Accounts<'_, '_>, world: &dyn World) -> Result<Wiped, Fault> {
    let mut secret = Zeroizing::new([0; 20]);
    world.fill(secret.as_mut_slice());
    let nobodys = NewAccount {
        name: b"",
        kind: oath::Kind::Totp,
        algorithm: oath::Algorithm::Sha1,
        digits: 6,
        secret: secret.as_slice(),
        first: 0,
        period: None,
        touch: false,
        now: u64::try_from(world.now().div_euclid(1000)).unwrap_or(0),
    };
    accounts.put(&nobodys).map_err(|e| {
        let left = left_after(&e);
        Fault::from(e).leaving(left)
    })?;
    Ok(Wiped::Scrambled)
}
