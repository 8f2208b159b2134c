//! A fob is lost: it is out of use at once, and the person gets a way in for the meantime. A fob
//! is found: it stays out of use, goes back to its person after a check, or is retired; and the way
//! in ends.

mod undo;

use desk_store::{Fob, FobState, Person, Token, TokenState, View};
use serde::Deserialize;
use serde_json::json;

use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::ask;
use crate::step::emergency;
use crate::step::fate::{fate, given, out_of_use};
use crate::step::glance::CheckWord;
use crate::step::hold::Hold;
use crate::step::output::Output;
use crate::step::rules::Rules;
use crate::step::{find, loan, mint, permit, plugged, undo as back};

pub use crate::step::emergency::{EmergencyCard, Wanted};
pub use crate::step::fate::{FobFate, FobWithState};
pub use undo::undo;

/// What was lost, and what is to be done.
pub struct Loss {
    /// Whose fob: the person's only one.
    pub person: Option<String>,
    /// Or which fob.
    pub fob: Option<String>,
    /// How it came about.
    pub reason: String,
    /// A code for the meantime.
    pub emergency: Option<Wanted>,
    /// Where a new set of recovery codes goes.
    pub codes: Output,
    /// How it is known that it is the person who says so.
    pub identified: Option<String>,
}

/// What becomes of a fob that is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Fate {
    /// It stays out of use.
    Deny,
    /// It goes back to its person.
    GiveBack,
    /// It is never used again.
    Retire,
}

/// Takes a fob out of use. All of it is one transaction; a set of recovery codes comes after it.
/// Said again of a lost fob, with an emergency code, it makes another one: the one before is void.
///
/// # Errors
/// `reason_needed`, `codes_off`, `proof_needed` (where a rule wants it for an emergency code), `no_fob_to_lose`, `which_fob`, `fob_out_of_use`, `emergency_bad`,
/// `codes_not_made` (the fob is out of use all the same).
pub fn lost(desk: &mut Desk, who: &mut dyn Attendant, loss: &Loss) -> Result<FobFate, Fault> {
    let reason = given(&loss.reason)?;
    let rules = Rules::of(&desk.ledger()?.view()?)?;
    if loss.emergency.is_some() {
        rules.codes_may_go(false)?;
    }
    let mut codes = mint::ready(desk, &loss.codes)?;
    let view = desk.ledger()?.view()?;
    let (fob, person) = meant(&view, loss)?;
    let wants = rules.proof_emergency && loss.emergency.is_some();
    let identified = loss.identified.as_deref();
    let proof = match &person {
        Some(person) => permit::proof(&view, person.id, identified, wants)?,
        None => json!({}),
    };
    let mut drawn = match (&loss.emergency, &person) {
        (Some(wanted), Some(person)) => Some(emergency::draw(desk, person, wanted)?),
        _ => None,
    };
    let operator = desk.operator()?;
    // Lost before: only another way in is made.
    let again = fob.state == FobState::Lost;
    let act = if again { "fob.emergency" } else { "fob.lost" };
    let entry = desk.entry(act)?.fob(fob.id).person(fob.person);
    let mut txn = desk.ledger()?.begin()?;
    let mut detail = proof;
    detail["reason"] = reason.into();
    if !again {
        detail["before"] = back::picture(&txn, &fob)?;
    }
    out_of_use(&mut txn, &fob, TokenState::Lost)?;
    let from: &[FobState] = if again {
        &[FobState::Lost]
    } else {
        use FobState::{Assigned, New, Returned, Stock, Suspended};
        &[New, Stock, Assigned, Suspended, Returned]
    };
    txn.move_fob(fob.id, from, FobState::Lost, fob.person)?;
    if let (Some(drawn), Some(person)) = (&mut drawn, &person) {
        drawn.book(&mut txn, person.id, Some(fob.id), &operator)?;
        detail["emergency"] = true.into();
    }
    txn.commit(entry.detail(detail))?;
    let emergency = drawn.map(emergency::Drawn::show);
    if let (false, Some(person)) = (codes.is_none(), &person) {
        let count = mint::usual_count(desk)?;
        let set = mint::set(desk, person, count, None, &mut codes).map_err(|why| {
            let why = why.detail.unwrap_or_else(|| why.cause.code().to_owned());
            Fault::from(Cause::CodesNotMade { login: person.login.clone() }).detailed(why)
        })?;
        who.tell(&crate::desk::Progress::Codes { set: set.name });
    }
    let login = person.map(|person| person.login);
    let fate = fate(&desk.ledger()?.view()?, fob.id, login, emergency)?;
    Ok(FobFate { undo: (!again).then_some(undo::SECONDS), ..fate })
}

/// Decides over a fob that was reported lost. Where it is plugged in, it goes back only if it still
/// holds what was given out; its codes are booked.
///
/// # Errors
/// `fob_not_lost`, `found_changed`, and those of the fob.
pub fn found(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    serial: &str,
    fate_of: Fate,
) -> Result<FobFate, Fault> {
    let view = desk.ledger()?.view()?;
    let fob = find::fob(&view, Some(serial), None)?;
    if fob.state != FobState::Lost {
        return Err(Cause::FobNotLost { serial: fob.called().to_owned() }.into());
    }
    let login = fob.person.map(|id| find::login_of(&view, id)).transpose()?.flatten();
    let mut tokens = view.tokens_in(fob.id)?;
    tokens.retain(|token| token.state == TokenState::Lost);
    let checked = match fate_of {
        Fate::GiveBack => check(desk, who, &fob, &tokens)?,
        Fate::Deny | Fate::Retire => Vec::new(),
    };
    let act = match fate_of {
        Fate::Deny => "fob.denied",
        Fate::GiveBack => "fob.found",
        Fate::Retire => "fob.retired",
    };
    let entry = desk.entry(act)?.fob(fob.id).person(fob.person);
    let mut txn = desk.ledger()?.begin()?;
    let to = match fate_of {
        Fate::Deny => None,
        Fate::GiveBack => Some(loan::given_back(&txn, &fob)?),
        Fate::Retire => Some((TokenState::Retired, FobState::Retired)),
    };
    if let Some((token_state, fob_state)) = to {
        for token in &tokens {
            txn.move_token(token.id, &[TokenState::Lost], token_state)?;
        }
        let holder = fob.person.filter(|_| fate_of == Fate::GiveBack);
        // Given back to somebody who was deleted meanwhile, it is nobody's.
        let fob_state =
            if fate_of == Fate::GiveBack && holder.is_none() { FobState::Stock } else { fob_state };
        txn.move_fob(fob.id, &[FobState::Lost], fob_state, holder)?;
        if fate_of == Fate::Retire {
            loan::over(&mut txn, fob.id)?;
        }
        if let Some(person) = fob.person {
            txn.end_emergency(person, "the fob was found")?;
            if fate_of == Fate::GiveBack {
                txn.end_owed(person)?;
            }
        }
    } else if txn.fob(fob.id)?.is_none_or(|now| now.state != FobState::Lost) {
        return Err(Cause::FobNotLost { serial: fob.called().to_owned() }.into());
    }
    for (token, next) in checked {
        txn.book(token, next)?;
    }
    txn.commit(entry)?;
    fate(&desk.ledger()?.view()?, fob.id, login, None)
}

/// Asks the fob, if it is plugged in: what is to be booked.
fn check(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    fob: &Fob,
    tokens: &[Token],
) -> Result<Vec<(desk_store::TokenId, u64)>, Fault> {
    let sockets = desk.setting.sockets.as_mut();
    let chosen = plugged::choose_of(sockets, Some(fob.called()), Some(&fob.maker));
    let mut plugged = match chosen {
        Ok(plugged) => plugged,
        // It is not here to be asked. One that is here and cannot be asked does not go back.
        Err(Fault {
            cause: Cause::FobNotHere { .. } | Cause::NoFob | Cause::NoReader | Cause::NoService,
            ..
        }) => return Ok(Vec::new()),
        Err(fault) => return Err(fault),
    };
    let _hold = Hold::take(&desk.setting.dir, &fob.maker, fob.called())?;
    let mut booked = Vec::new();
    for token in tokens {
        let now = desk.setting.world.now();
        let found = ask::ask(&desk.ledger()?.view()?, who, &mut plugged, token, now)?;
        if matches!(found.verdict, CheckWord::Rewritten | CheckWord::Behind) {
            return Err(Cause::FoundChanged { serial: fob.called().to_owned() }.into());
        }
        booked.extend(found.next.map(|next| (token.id, next)));
    }
    Ok(booked)
}

/// The fob that is meant, and whose it is.
fn meant(view: &View<'_>, loss: &Loss) -> Result<(Fob, Option<Person>), Fault> {
    let fob = match (&loss.fob, &loss.person) {
        (Some(serial), _) => find::fob(view, Some(serial), None)?,
        (None, login) => {
            let login = login.clone().unwrap_or_default();
            let person = find::person(view, &login)?;
            let mut fobs = view.fobs_of(person.id)?;
            fobs.retain(|fob| fob.state != FobState::Retired);
            if fobs.iter().any(|fob| fob.state != FobState::Lost) || loss.emergency.is_none() {
                fobs.retain(|fob| fob.state != FobState::Lost);
            }
            match fobs.len() {
                0 => return Err(Cause::NoFobToLose { login: person.login }.into()),
                1 => fobs.remove(0),
                _ => {
                    let serials: Vec<&str> = fobs.iter().map(Fob::called).collect();
                    return Err(Cause::WhichFob { serials: serials.join(", ") }.into());
                }
            }
        }
    };
    let again = fob.state == FobState::Lost && loss.emergency.is_some();
    if matches!(fob.state, FobState::Lost | FobState::Retired) && !again {
        return Err(Cause::out_of_use(&fob).into());
    }
    let person = fob.person.map(|id| view.person(id)).transpose()?.flatten();
    Ok((fob, person.filter(|person| person.deleted.is_none())))
}
