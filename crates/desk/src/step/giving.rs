//! Giving a person a fob: seal a secret, write it, prove it by a live code, book it, give it. What a
//! fob is given for beside that (in the place of another, for some days) stands in its line.

use desk_store::audit::Entry;
use desk_store::{
    Fob, FobState, Ledger, Line, NewLine, NewToken, Person, PersonId, Profile, Token, TokenState,
    View,
};
use hotp::Seed;
use serde_json::json;

use crate::cards::{self, Issued};
use crate::desk::{Attendant, Desk, Progress};
use crate::fault::{Cause, Fault, Left};
use crate::step::complete::complete;
use crate::step::finish::Attempt;
use crate::step::hold::Hold;
use crate::step::output::{Output, Reserved};
use crate::step::plugged::{self, Plugged};
use crate::step::target::{Look, Target, app_of};
use crate::step::{find, keyed, mint, profile, prove, settle};

/// What is to be issued.
#[derive(Default)]
pub struct Order {
    /// The person's login.
    pub person: String,
    /// The profile's name; the default one if none.
    pub profile: Option<String>,
    /// The fob's serial or desk label; the only one plugged in if none.
    pub fob: Option<String>,
    /// The last four digits of the serial: consent to lose what is in the way.
    pub overwrite: Option<String>,
    /// Where recovery codes go; none are made without a place.
    pub codes: Output,
}

/// What a fob is given for, beside being the person's.
#[derive(Default)]
pub(crate) struct Aim {
    /// The fob in whose place it is given; it is never the one that is written.
    pub(crate) instead_of: Option<Fob>,
    /// Until when it is lent (Unix ms).
    pub(crate) lent_until: Option<i64>,
    /// What the history is told when the secret is sealed: the act, and how it is known who asks.
    pub(crate) begins: Option<Entry>,
}

impl Aim {
    /// Whether an open line was opened for this. An order without an aim goes on with any.
    fn is_of(&self, line: &Line) -> bool {
        let plain = self.instead_of.is_none() && self.lent_until.is_none();
        let old = self.instead_of.as_ref().map(|fob| fob.id);
        plain || (line.instead_of == old && line.lent_until.is_some() == self.lent_until.is_some())
    }
}

/// Gives a token. The same order again continues what was cut off.
///
/// # Errors
/// Any cause of choosing, writing and proving; `left` says what the fob is left as.
pub(crate) fn give(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    order: &Order,
    aim: &Aim,
    codes: &mut Reserved,
) -> Result<Issued, Fault> {
    let (person, profile, target) = wanted(desk, order)?;
    settle::before_issue(desk, who, person.id, &target)?;
    let named = order.fob.as_deref();
    let sockets = desk.setting.sockets.as_mut();
    let mut plugged = plugged::choose_but(sockets, named, aim.instead_of.as_ref())?;
    let serial = plugged.serial().or_else(|| order.fob.clone()).unwrap_or_default();
    let maker = plugged.device.maker.to_string();
    let _hold = Hold::take(&desk.setting.dir, &maker, &serial)?;

    let model = plugged.model();
    let target = target.on(&plugged, &person.login);
    let look = plugged
        .talk_to(app_of(target.place), who, |talk| target.look(talk, &profile, &model))
        .map_err(|fault| fault.leaving(Left::Untouched))?;
    let sealed = seal(desk, &plugged, order, aim, &person, &profile, &target, look)
        .map_err(|fault| fault.leaving(Left::Untouched))?;
    who.tell(&Progress::Sealed);
    let (token, line, attempt) = sealed;
    let (token, verified) = complete(desk, who, plugged, token, &line, attempt)?;

    let recovery = mint::with_fob(desk, who, &token, codes)?;
    cards::issued(desk, &token, verified, recovery)
}

fn wanted(desk: &mut Desk, order: &Order) -> Result<(Person, Profile, Target), Fault> {
    let view = desk.ledger()?.view()?;
    let person = find::person(&view, &order.person)?;
    let profile = profile::named(&view, order.profile.as_deref())?;
    let target = Target::of(&profile, view.organisation()?.as_deref(), &person.login)?;
    Ok((person, profile, target))
}

/// Finds the line to go on with, or makes a secret and seals it, durable before the fob hears of
/// it. What is in the way needs consent; a live token of ours there is retired in the same
/// transaction, what somebody else has in other places of the fob once this one is proven.
///
/// A line that was written and not proven is written once more, with the same secret, where the
/// fob does not hold it any more or where the operator agrees to lose what is there.
#[expect(clippy::too_many_arguments, reason = "what was found on the way to the one commit")]
fn seal(
    desk: &mut Desk,
    plugged: &Plugged,
    order: &Order,
    aim: &Aim,
    person: &Person,
    profile: &Profile,
    target: &Target,
    look: Look,
) -> Result<(Token, Line, Attempt), Fault> {
    let label = order.fob.as_deref();
    let operator = desk.operator()?;
    let world = desk.setting.world.clone();
    let entry = desk.entry("issue.sealed")?;
    let set_back = desk.entry("issue.keyed")?.result(keyed::SET_BACK);
    let ledger: &mut Ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    let row = plugged.row(&txn, label)?;
    let last = last_four(plugged, row.as_ref());
    let consent = consent(order, &last, plugged, row.as_ref())?;
    let (mut replaces, mut done, mut occupied) = (None, false, look.occupied);
    if let Some(fob) = &row {
        if matches!(fob.state, FobState::Lost | FobState::Retired | FobState::Suspended) {
            return Err(Cause::out_of_use(fob).into());
        }
        let keyed = keyed::is_keyed(&txn, plugged, fob.id)?;
        if keyed && !consent {
            return Err(Cause::FobKeyed { tries: "known".to_owned() }.into());
        }
        let there = txn.live_token(fob.id, target.place, target.name.as_deref())?;
        occupied |= look.blind && there.is_some();
        if let Some(token) = &there
            && let Some(line) = open_line(&txn, token)?
            && token.person == Some(person.id)
            && token.profile == profile.name
            && aim.is_of(&line)
        {
            // What nobody can see is no reason not to write the same secret once more.
            let lost = token.state == TokenState::Written && (consent || !look.occupied);
            let attempt = if lost { Attempt::Anew } else { Attempt::Next };
            let token = token.clone();
            if keyed {
                txn.commit(set_back.fob(fob.id).person(person.id))?;
            }
            return Ok((token, line, attempt));
        }
        if aim.lent_until.is_some() && fob.person.is_some() {
            return Err(Cause::NotToLend { serial: fob.called().to_owned() }.into());
        }
        if let Some(holder) = holder(&txn, fob, person, there.as_ref())?.filter(|_| !consent) {
            let login = find::login_of(&txn, holder)?.unwrap_or_default();
            return Err(Cause::FobTaken { login, last }.into());
        }
        done = there.as_ref().is_some_and(|token| {
            token.person == Some(person.id)
                && token.profile == profile.name
                && matches!(token.state, TokenState::Assigned | TokenState::HandedOver)
        });
        replaces = there.map(|token| token.id);
    }
    if occupied && !consent {
        return Err(target.in_use(&last, done));
    }
    let fob = txn.note(&plugged.sighting(label))?;
    let (seed, next) = fresh_secret(profile, look.first, &*world);
    let new = NewToken {
        fob: fob.id,
        person: Some(person.id),
        kind: profile.kind,
        place: target.place,
        name: target.name.clone(),
        issuer: target.issuer.clone(),
        algorithm: profile.algorithm,
        digits: profile.digits,
        period: profile.period,
        touch: profile.touch,
        enter: profile.enter,
        profile: profile.name.clone(),
        next,
    };
    let instead_of = aim.instead_of.as_ref().map(|fob| fob.id);
    let line = NewLine {
        consent: consent.then_some(last),
        replaces,
        instead_of,
        lent_until: aim.lent_until,
        operator,
        ..NewLine::default()
    };
    let (token, line) = txn.intend(&new, &seed, line)?;
    let detail = json!({
        "token": token.id.to_string(), "place": token.place.to_string(),
        "profile": profile.name, "replaces": line.replaces.map(|id| id.to_string()),
    });
    if let Some(begins) = &aim.begins {
        txn.record(begins.clone().person(person.id));
    }
    txn.commit(entry.fob(fob.id).person(person.id).detail(detail))?;
    Ok((token, line, Attempt::First))
}

/// Somebody else who has the fob, or has or is promised a token on it; what is in the very place
/// that is written to counts as what is in the way.
fn holder(
    view: &View<'_>,
    fob: &Fob,
    person: &Person,
    there: Option<&Token>,
) -> Result<Option<PersonId>, Fault> {
    let tokens = view.tokens_in(fob.id)?;
    let elsewhere =
        tokens.iter().filter(|t| t.state.is_live() && there.is_none_or(|there| there.id != t.id));
    let mut holders = fob.person.into_iter().chain(elsewhere.filter_map(|token| token.person));
    Ok(holders.find(|holder| *holder != person.id))
}

fn open_line(view: &View<'_>, token: &Token) -> Result<Option<Line>, Fault> {
    Ok(view.line_of(token.id)?.filter(|line| line.closed.is_none()))
}

/// The four digits that stand for consent.
fn last_four(plugged: &Plugged, row: Option<&Fob>) -> String {
    let name = plugged.serial().or_else(|| row.map(|fob| fob.called().to_owned()));
    find::last_four(&name.unwrap_or_else(|| "0000".to_owned()))
}

/// Whether the operator agreed to lose what is in the way, by typing the right four digits.
fn consent(order: &Order, last: &str, plugged: &Plugged, row: Option<&Fob>) -> Result<bool, Fault> {
    match order.overwrite.as_deref().map(str::trim) {
        None => Ok(false),
        Some(typed) if typed == last => Ok(true),
        Some(_) => {
            let name = plugged.serial().or_else(|| row.map(|fob| fob.called().to_owned()));
            Err(Cause::OverwriteMismatch { serial: name.unwrap_or_default() }.into())
        }
    }
}

/// A new secret of the algorithm's own length, never with a leading zero byte (some servers cut it
/// off), and the first moving factor.
fn fresh_secret(profile: &Profile, first: u64, world: &dyn desk_store::World) -> (Seed, u64) {
    let mut bytes = vec![0; prove::algorithm(profile.algorithm).seed_len()];
    world.fill(&mut bytes);
    while bytes[0] == 0 {
        world.fill(&mut bytes[..1]);
    }
    let next = match profile.period {
        None => first,
        Some(period) => {
            let steps = hotp::Steps::new(0, period).unwrap_or_default();
            let step = steps.step_at(world.now().div_euclid(1000)).unwrap_or(0);
            // Nothing was accepted yet: a clock a little slow may still prove itself.
            step.saturating_sub(2)
        }
    };
    (Seed::new(bytes), next)
}
