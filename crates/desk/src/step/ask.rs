//! Asking a plugged-in fob where a token stands. A code that is taken is spent; booking it is the
//! use case's.

use desk_store::{Kind, Token, TokenState, View};
use fob_wire::accounts::Accounts;
use fob_wire::device::App;
use fob_wire::oath::Entry;
use hotp::{Code, Judgement, Verdict, Windows};

use crate::desk::Attendant;
use crate::fault::{Cause, Fault};
use crate::step::glance::{self, CheckWord};
use crate::step::plugged::Plugged;
use crate::step::prove;
use crate::step::target::slot_of;

/// The sentence about a fob whose codes stand on its display only.
pub(crate) const DISPLAY: &str = "check-display";

/// What a look at one token brought.
pub(crate) struct Found {
    /// What was found.
    pub(crate) verdict: CheckWord,
    /// The next moving factor, if it is to be booked.
    pub(crate) next: Option<u64>,
    /// How many codes were taken.
    pub(crate) spent: u32,
    /// A sentence of its own, where the verdict has several.
    pub(crate) id: Option<&'static str>,
}

impl Found {
    fn of(verdict: CheckWord, spent: u32) -> Self {
        Self { verdict, next: None, spent, id: None }
    }
}

/// Asks a plugged-in fob for what its token says: a code of a counter or clock, the bit of a slot.
///
/// # Errors
/// `fob_password`, `touch_timeout` and those of the fob; the detail says how many codes were asked.
pub(crate) fn ask(
    view: &View<'_>,
    who: &mut dyn Attendant,
    plugged: &mut Plugged,
    token: &Token,
    now: i64,
) -> Result<Found, Fault> {
    if token.state == TokenState::Intended {
        // A write that was cut off: the clerk finishes it, not we.
        return Ok(Found { id: Some("check-open"), ..Found::of(CheckWord::CannotTell, 0) });
    }
    if let Some(slot) = slot_of(token.place) {
        let used = plugged.slots(who)?.used(slot);
        let verdict = if used { CheckWord::CannotTell } else { CheckWord::Rewritten };
        return Ok(Found::of(verdict, 0));
    }
    if !plugged.calculates(token) {
        return on_display(who, plugged, token);
    }
    let there = plugged.talk_to(App::Oath, who, |talk| {
        let mut accounts = Accounts::open(talk)?;
        if accounts.locked() {
            return Err(Cause::FobPassword.into());
        }
        let step = hotp::Steps::STANDARD.step_at(now.div_euclid(1000)).unwrap_or(0);
        Ok(accounts.look(step)?)
    })?;
    match glance::of_token(token, &there) {
        Some(entry) if glance::is_like(token, entry) => {}
        _ => return Ok(Found::of(CheckWord::Rewritten, 0)),
    }
    let key = prove::key_of(token, &view.seed(token.id)?);
    let digits = prove::digits_of(token);
    let name = token.name.as_deref().unwrap_or_default().as_bytes();
    let mut spent = 0;
    let mut code = |step| -> Result<Code, Fault> {
        let asked = plugged.talk_to(App::Oath, who, |talk| {
            Ok(Accounts::open(talk)?.calculate(name, step, token.touch)?)
        });
        spent += 1;
        Ok(Code::of(asked.map_err(|fault| after(fault, spent))?.value, digits))
    };
    if token.kind == Kind::Totp {
        let step = prove::step_at(token, now);
        let verdict = match code(Some(step))? == key.code(step, digits) {
            true => CheckWord::InStep,
            false => CheckWord::Rewritten,
        };
        // A step that was accepted before is not spent again.
        let next = (verdict == CheckWord::InStep && step >= token.next).then_some(step + 1);
        return Ok(Found { next, ..Found::of(verdict, spent) });
    }
    let first = code(None)?;
    let near = Windows::DESK.login;
    if let Some(found) = hotp::find(&key, token.next, near, &[first]) {
        let verdict = match found.position() == token.next {
            true => CheckWord::InStep,
            false => CheckWord::Moved,
        };
        return Ok(Found { next: Some(found.next()), ..Found::of(verdict, spent) });
    }
    // One code could fit by chance, so far away: a second one makes it certain.
    let pair = [first, code(None)?];
    let standing = hotp::Standing::Counter { next: token.next };
    let judged = hotp::judge(&key, standing, &pair, &Windows::DESK, &mut |_| hotp::Go::On);
    let Judgement { verdict, next, .. } = judged.map_err(|_| Cause::Stopped)?;
    Ok(match verdict {
        Verdict::InStep | Verdict::Moved => Found { next, ..Found::of(CheckWord::Moved, spent) },
        Verdict::AlreadyUsed => Found::of(CheckWord::Behind, spent),
        _ => Found::of(CheckWord::Rewritten, spent),
    })
}

/// Looks at a fob whose codes stand on its display only: whether the entry is there, where it tells.
fn on_display(
    who: &mut dyn Attendant,
    plugged: &mut Plugged,
    token: &Token,
) -> Result<Found, Fault> {
    let shown = plugged.talk(who, |talk| {
        let mut accounts = Accounts::open(talk)?;
        let tells = accounts.traits().listed && token.name.is_some();
        Ok(if tells { Some(accounts.look(0)?) } else { None })
    })?;
    let there = |shown: Vec<Entry>| {
        glance::of_token(token, &shown).is_some_and(|entry| glance::is_like(token, entry))
    };
    Ok(match shown.is_none_or(there) {
        true => Found { id: Some(DISPLAY), ..Found::of(CheckWord::CannotTell, 0) },
        false => Found::of(CheckWord::Rewritten, 0),
    })
}

/// A fault after a code was asked for: it may be spent.
fn after(fault: Fault, asked: u32) -> Fault {
    match fault.detail {
        None => fault.detailed(format!("codes asked of the fob: {asked}")),
        Some(_) => fault,
    }
}
