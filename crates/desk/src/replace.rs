//! Give a person a fob in the place of another: the new one holds what the old one held, and the
//! commit that gives the last of it takes the old one out of use. Without a fob to write, it is
//! noted that one is owed.

use desk_store::{Fob, FobState, Outcome, Person, Profile};
use serde::Serialize;
use serde_json::json;

use crate::cards::{self, Issued};
use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::emergency::EmergencyCard;
use crate::step::fate::FobWithState;
use crate::step::giving::{self, Aim, Order};
use crate::step::output::Output;
use crate::step::rules::Rules;
use crate::step::{find, heir, mint, permit};

/// What is to be replaced, and by what.
#[derive(Default)]
pub struct Exchange {
    /// The old fob's serial or desk label.
    pub fob: String,
    /// The new one's; the only other one that is plugged in if none.
    pub with: Option<String>,
    /// The last four digits of the new one's serial: consent to lose what is in the way.
    pub overwrite: Option<String>,
    /// How it is known that it is the person.
    pub identified: Option<String>,
    /// Where recovery codes go; none are made without a place.
    pub codes: Output,
}

/// What became of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Replaced {
    /// The old fob.
    pub fob: FobWithState,
    /// Always nothing: a replacement ends the emergency code.
    pub emergency: Option<EmergencyCard>,
    /// The login of the person.
    pub person: Option<String>,
    /// What the new fob was given; nothing as long as one is owed.
    pub new: Option<Issued>,
    /// What it was given beside that, where the old one held several.
    pub others: Vec<Issued>,
}

/// Replaces a fob. Said again, it goes on where it stopped.
///
/// # Errors
/// `proof_needed`, `unknown_fob`, `fob_out_of_use`, `nothing_to_replace`, `already_replaced`,
/// `same_fob`, and those of giving a fob.
pub fn replace(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    asked: &Exchange,
) -> Result<Replaced, Fault> {
    let mut codes = mint::ready(desk, &asked.codes)?;
    let (old, person, profiles) = meant(desk, asked)?;
    let begun = begun(desk, &old, asked.with.as_deref())?;
    let mut order = Order {
        person: person.login.clone(),
        fob: asked.with.clone().or(begun.clone()),
        overwrite: asked.overwrite.clone(),
        ..Order::default()
    };
    let mut aim = Aim { instead_of: Some(old.clone()), ..Aim::default() };
    if begun.is_none() {
        let rules = Rules::of(&desk.ledger()?.view()?)?;
        let view = desk.ledger()?.view()?;
        let how = asked.identified.as_deref();
        let proof = permit::proof(&view, person.id, how, rules.proof_replace)?;
        aim.begins = Some(desk.entry("fob.replacing")?.fob(old.id).detail(proof));
    }
    let mut all: Vec<Issued> = Vec::new();
    for profile in profiles {
        if let Some(done) = inherited(desk, &old, order.fob.as_deref(), &profile)? {
            all.push(done);
            continue;
        }
        order.profile = Some(profile.name);
        match giving::give(desk, who, &order, &aim, &mut codes) {
            Ok(issued) => {
                order.fob = Some(issued.fob.serial.clone());
                aim.begins = None;
                all.push(issued);
            }
            // Nothing to write to: the person is owed a fob.
            Err(Fault { cause: Cause::NoFob | Cause::NoReader, .. }) if order.fob.is_none() => {
                owe(desk, &old, &person, aim.begins.take())?;
                break;
            }
            Err(fault) => return Err(fault),
        }
    }
    let view = desk.ledger()?.view()?;
    let fob = view.fob(old.id)?.ok_or(Cause::Unexpected)?;
    let mut all = all.into_iter();
    Ok(Replaced {
        fob: FobWithState { serial: fob.called().to_owned(), state: fob.state.to_string() },
        emergency: None,
        person: Some(person.login),
        new: all.next(),
        others: all.collect(),
    })
}

/// The old fob, whose it is, and what it holds.
fn meant(desk: &mut Desk, asked: &Exchange) -> Result<(Fob, Person, Vec<Profile>), Fault> {
    let view = desk.ledger()?.view()?;
    let mut old = find::fob(&view, Some(&asked.fob), None)?;
    let serial = || asked.fob.clone();
    if asked.with.as_deref() == Some(old.called()) {
        return Err(Cause::SameFob { serial: serial() }.into());
    }
    let past = heir::past(&view, old.id)?;
    if let Some(new) = past.replaced_by {
        // Said again of what is done: it is shown once more. Retired, it is nobody's any more.
        let same = asked.with.as_deref().is_none_or(|with| with == new.called());
        if !same || new.person.is_none() {
            let by = new.called().to_owned();
            return Err(Cause::AlreadyReplaced { serial: serial(), by }.into());
        }
        old.person = new.person;
    } else if matches!(old.state, FobState::Retired | FobState::Returned) {
        return Err(Cause::out_of_use(&old).into());
    }
    let person = old.person.map(|id| view.person(id)).transpose()?.flatten();
    let nothing = || Cause::NothingToReplace { serial: serial() };
    let person = person.filter(|person| person.deleted.is_none()).ok_or_else(nothing)?;
    let mut profiles = heir::profiles(&view, &old)?;
    if profiles.is_empty() {
        profiles = heir::given_instead(&view, old.id)?;
    }
    if profiles.is_empty() {
        return Err(nothing().into());
    }
    Ok((old, person, profiles))
}

/// The fob that was begun in the place of the old one: the named one, or whichever.
fn begun(desk: &mut Desk, old: &Fob, with: Option<&str>) -> Result<Option<String>, Fault> {
    let view = desk.ledger()?.view()?;
    let counts = |outcome| matches!(outcome, None | Some(Outcome::Done));
    let past = heir::past(&view, old.id)?;
    let mut lines = view.lines_instead_of(old.id)?;
    lines.retain(|line| counts(line.outcome) && past.has(line));
    lines.retain(|line| with.is_none_or(|with| with == line.serial));
    Ok(lines.pop().map(|line| line.serial))
}

/// What the new fob holds of it already.
fn inherited(
    desk: &mut Desk,
    old: &Fob,
    new: Option<&str>,
    profile: &Profile,
) -> Result<Option<Issued>, Fault> {
    let Some(new) = new else { return Ok(None) };
    let view = desk.ledger()?.view()?;
    let Ok(fob) = find::fob(&view, Some(new), None) else { return Ok(None) };
    let Some(token) = heir::inherited(&view, fob.id, old, &profile.name)? else { return Ok(None) };
    let verified = heir::verified(&view, &token)?;
    cards::issued(desk, &token, verified, None).map(Some)
}

/// Notes that a fob is owed.
fn owe(
    desk: &mut Desk,
    old: &Fob,
    person: &Person,
    proof: Option<desk_store::audit::Entry>,
) -> Result<(), Fault> {
    let operator = desk.operator()?;
    let entry = desk.entry("fob.owed")?.fob(old.id).person(person.id);
    let mut txn = desk.ledger()?.begin()?;
    txn.owe(person.id, old.id, &operator)?;
    if let Some(proof) = proof {
        txn.record(proof.person(person.id));
    }
    txn.commit(entry.detail(json!({ "fob": old.called() })))?;
    Ok(())
}
