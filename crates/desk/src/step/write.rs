//! Writing a sealed seed to its place, and reading back what can be read. The seed is durable in
//! the ledger before any of this is called.

use desk_store::{AccessCodes, Algorithm, Kind, Token};
use fob_wire::accounts::{Accounts, NewAccount};
use fob_wire::oath;
use fob_wire::slot::{AccessCode, Config, Slot, SlotSession};
use fob_wire::{Refusal, Talk, WireError};
use hotp::Seed;

use crate::fault::{Cause, Fault, Left};
use crate::step::left_after;
use crate::step::target::{slot_number, slot_of};

/// Writes the token's seed and looks at the fob again. `codes` are the slot's access codes: after
/// and before the write.
///
/// # Errors
/// Every fault says what the fob is left as: `Untouched` only where that is certain.
pub(crate) fn write(
    talk: &mut Talk<'_>,
    token: &Token,
    seed: &Seed,
    codes: &AccessCodes,
    now: i64,
) -> Result<(), Fault> {
    match slot_of(token.place) {
        None => write_account(talk, token, seed, now),
        Some(slot) => write_slot(talk, token, slot, seed, codes),
    }
}

fn write_account(talk: &mut Talk<'_>, token: &Token, seed: &Seed, now: i64) -> Result<(), Fault> {
    let untouched = |e: WireError| Fault::from(e).leaving(Left::Untouched);
    let name = token.name.as_deref().unwrap_or_default().as_bytes();
    let mut accounts = Accounts::open(talk).map_err(untouched)?;
    let kind = match token.kind {
        Kind::Hotp => oath::Kind::Hotp,
        Kind::Totp => oath::Kind::Totp,
    };
    let new = NewAccount {
        name,
        kind,
        algorithm: algorithm(token.algorithm),
        digits: token.digits,
        secret: seed.expose(),
        first: token.next,
        period: token.period,
        touch: token.touch,
        now: u64::try_from(now.div_euclid(1000)).unwrap_or(0),
    };
    // What cannot be listed cannot be looked at afterwards either: only its display shows it.
    let listed = accounts.traits().listed;
    let there = accounts.list().map_err(untouched)?.iter().any(|c| c.name == name);
    if there && !accounts.traits().overwrites {
        // Consent was given before the seed was sealed; from here on the old one is gone.
        accounts.delete(name).map_err(|e| {
            let left = left_after(&e);
            Fault::from(e).leaving(left)
        })?;
        accounts.put(&new).map_err(|e| Fault::from(e).leaving(Left::Unsure))?;
    } else {
        accounts.put(&new).map_err(|e| {
            let left = left_after(&e);
            Fault::from(e).leaving(left)
        })?;
    }
    if !listed {
        return Ok(());
    }
    let lost = |e: WireError| Fault::from(e).leaving(Left::Written);
    let listed = accounts.list().map_err(lost)?;
    let same = |c: &oath::Listed| c.name == name && c.kind == kind;
    if listed.iter().any(same) {
        Ok(())
    } else {
        Err(Fault::from(Cause::NotThere).leaving(Left::Unsure))
    }
}

fn write_slot(
    talk: &mut Talk<'_>,
    token: &Token,
    slot: Slot,
    seed: &Seed,
    codes: &AccessCodes,
) -> Result<(), Fault> {
    let untouched = |e: WireError| Fault::from(e).leaving(Left::Untouched);
    let config = config(token, seed, codes).map_err(untouched)?;
    let mut session = SlotSession::open(talk).map_err(untouched)?;
    // A write that was cut off may have set our code already: ours first, then the former one.
    let mut tries = vec![codes.present.map(AccessCode::new), codes.former.map(AccessCode::new)];
    tries.dedup_by_key(|code| code.as_ref().map(|c| *c.bytes()));
    let protected = || Cause::SlotProtected { slot: slot_number(token.place).to_owned() };
    let mut outcome = Err(Fault::from(protected()).leaving(Left::Untouched));
    for current in tries {
        outcome = match session.write(slot, &config, current.as_ref()) {
            Err(WireError::Refused(Refusal::SlotProtected)) => {
                Err(Fault::from(protected()).leaving(Left::Untouched))
            }
            Err(error) => {
                let left = left_after(&error);
                return Err(Fault::from(error).leaving(left));
            }
            Ok(()) => Ok(()),
        };
        if outcome.is_ok() {
            break;
        }
    }
    outcome?;
    if session.status().used(slot) {
        Ok(())
    } else {
        Err(Fault::from(Cause::NotThere).leaving(Left::Unsure))
    }
}

fn config(token: &Token, seed: &Seed, codes: &AccessCodes) -> Result<Config, WireError> {
    let first = u32::try_from(token.next).map_err(|_| WireError::NotSupported)?;
    let config = Config::hotp(seed.expose())?
        .eight_digits(token.digits == 8)
        .first_counter(first)?
        .enter(token.enter);
    Ok(match codes.present {
        Some(code) => config.access_code(&AccessCode::new(code)),
        None => config,
    })
}

/// The hash function as the fob is told.
pub(crate) fn algorithm(algorithm: Algorithm) -> oath::Algorithm {
    match algorithm {
        Algorithm::Sha1 => oath::Algorithm::Sha1,
        Algorithm::Sha256 => oath::Algorithm::Sha256,
        Algorithm::Sha512 => oath::Algorithm::Sha512,
    }
}
