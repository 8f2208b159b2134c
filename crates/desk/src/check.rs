//! Is this fob in step? Somebody asks, so a code may be taken from it: it is spent, and booked.

use desk_store::{FobState, Place, Token, View};
use serde::Serialize;
use serde_json::json;

use crate::cards;
use crate::desk::{Attendant, Desk, Progress};
use crate::fault::{Cause, Fault};
use crate::step::ask::DISPLAY;
use crate::step::ask::{self, Found};
use crate::step::finish::{Clerk, How, is_unproven};
use crate::step::fob_clock;
pub use crate::step::glance::CheckWord;
use crate::step::hold::Hold;
use crate::step::rights::Right;
use crate::step::{find, plugged};
use crate::words;

/// What was found of a fob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct CheckCard {
    /// What weighs most among its tokens.
    pub verdict: CheckWord,
    /// The next moving factor before, of the token that the verdict is about.
    #[ts(type = "number | null")]
    pub from: Option<u64>,
    /// The next moving factor now.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
    /// How many codes were taken from the fob.
    pub spent: u32,
    /// What was found, in a sentence.
    pub say: String,
    /// What to do now.
    pub now: String,
    /// The fob's serial or desk label.
    pub fob: Option<String>,
    /// The login of the person who has it.
    pub person: Option<String>,
    /// How many seconds its own clock is ahead of ours, less than none where it is slow; nothing
    /// where it has no clock.
    #[ts(type = "number | null")]
    pub clock_off: Option<i64>,
    /// Each of its live tokens.
    pub tokens: Vec<TokenCheck>,
}

/// What was found of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct TokenCheck {
    /// The token's key.
    pub token: String,
    /// Where on the fob: `oath`, `slot1`, `slot2`.
    pub place: String,
    /// `hotp` or `totp`.
    pub kind: String,
    /// What was found.
    pub verdict: CheckWord,
    /// The next moving factor before.
    #[ts(type = "number")]
    pub from: u64,
    /// The next moving factor now.
    #[ts(type = "number")]
    pub next: u64,
    /// How many codes were taken.
    pub spent: u32,
    /// What was found, in a sentence.
    pub say: String,
}

/// Compares a plugged-in fob with the ledger, and puts the ledger in step.
///
/// # Errors
/// `fob_not_here`, `which_fob`, `fob_held`, `fob_password`, `touch_timeout` and those of the fob.
pub fn check(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    fob: Option<&str>,
) -> Result<CheckCard, Fault> {
    let mut plugged = plugged::choose(desk.setting.sockets.as_mut(), fob)?;
    let clock_off = fob_clock::off(&plugged, desk.setting.world.now());
    let view = desk.ledger()?.view()?;
    let Some(row) = plugged.row(&view, fob)? else {
        let serial = plugged.serial();
        return Ok(CheckCard { clock_off, ..nothing(desk, serial, None) });
    };
    if matches!(row.state, FobState::Lost | FobState::Suspended) {
        return Err(Cause::out_of_use(&row).into());
    }
    let person = row.person.map(|id| find::login_of(&view, id)).transpose()?.flatten();
    let mut tokens = view.tokens_in(row.id)?;
    tokens.retain(|token| token.state.is_live());
    let serial = row.called().to_owned();
    if tokens.is_empty() {
        return Ok(CheckCard { clock_off, ..nothing(desk, Some(serial), person) });
    }
    let since = last_good(&view, &tokens)?;
    let _hold = Hold::take(&desk.setting.dir, &row.maker, &serial)?;
    let (mut checks, mut display) = (Vec::new(), false);
    for token in &tokens {
        let now = desk.setting.world.now();
        let found = ask::ask(&desk.ledger()?.view()?, who, &mut plugged, token, now)?;
        let next = note(desk, who, token, &found)?;
        let mut check = card(desk, token, &found, next, since.as_deref());
        if let Some(off) = clock_off.filter(|_| found.id == Some(DISPLAY)) {
            check.say = format!("{} {}", check.say, fob_clock::said(desk.lang(), off));
        }
        display |= found.id == Some(DISPLAY);
        checks.push(check);
    }
    let worst = checks.iter().max_by_key(|check| weight(check.verdict));
    let Some(worst) = worst else { return Ok(nothing(desk, Some(serial), person)) };
    let id = match worst.verdict {
        CheckWord::CannotTell if display => DISPLAY.to_owned(),
        verdict => format!("check-{}", word(verdict)),
    };
    Ok(CheckCard {
        verdict: worst.verdict,
        from: Some(worst.from),
        next: Some(worst.next),
        spent: checks.iter().map(|check| check.spent).sum(),
        say: worst.say.clone(),
        now: words::say_now(desk.lang(), &id, &[]),
        fob: Some(serial),
        person,
        clock_off,
        tokens: checks,
    })
}

/// What weighs more, is told first.
fn weight(verdict: CheckWord) -> u8 {
    match verdict {
        CheckWord::NotOurs => 5,
        CheckWord::Rewritten => 4,
        CheckWord::Behind => 3,
        CheckWord::Moved => 2,
        CheckWord::InStep => 1,
        CheckWord::CannotTell => 0,
    }
}

fn word(verdict: CheckWord) -> &'static str {
    match verdict {
        CheckWord::NotOurs => "not-ours",
        CheckWord::Rewritten => "rewritten",
        CheckWord::Behind => "behind",
        CheckWord::Moved => "moved",
        CheckWord::InStep => "in-step",
        CheckWord::CannotTell => "cannot-tell",
    }
}

/// Nothing of ours is on it.
fn nothing(desk: &Desk, fob: Option<String>, person: Option<String>) -> CheckCard {
    CheckCard {
        verdict: CheckWord::NotOurs,
        from: None,
        next: None,
        spent: 0,
        say: words::say(desk.lang(), "check-not-ours", &[]),
        now: words::say_now(desk.lang(), "check-not-ours", &[]),
        fob,
        person,
        clock_off: None,
        tokens: Vec::new(),
    }
}

/// Books what was found, with its entry; the next moving factor from now on.
fn note(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    token: &Token,
    found: &Found,
) -> Result<u64, Fault> {
    if let (Some(next), true) = (found.next, is_unproven(token)) {
        desk.may(Right::Prove)?;
        let operator = desk.operator()?;
        let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
        return Ok(clerk.give(token, next - 1, How::Calculated, who)?.next);
    }
    let tells =
        found.next.is_some() || matches!(found.verdict, CheckWord::Behind | CheckWord::Rewritten);
    if !tells {
        return Ok(token.next);
    }
    let result = word(found.verdict).replace('-', "_");
    let entry = desk.entry("token.checked")?.fob(token.fob).person(token.person).result(&result);
    let mut txn = desk.ledger()?.begin()?;
    let mut now = token.clone();
    if let Some(next) = found.next {
        now = txn.book(token.id, next)?;
    }
    txn.commit(entry.detail(json!({
        "token": token.id.to_string(),
        "place": token.place.to_string(),
        "from": token.next,
        "next": now.next,
        "spent": found.spent,
    })))?;
    if found.next.is_some() {
        who.tell(&Progress::Proven);
    }
    Ok(now.next)
}

fn card(desk: &Desk, token: &Token, found: &Found, next: u64, since: Option<&str>) -> TokenCheck {
    let ahead = next.saturating_sub(token.next).saturating_sub(u64::from(found.spent));
    let slot = token.place != Place::Oath;
    let id = match (found.verdict, found.id) {
        (_, Some(id)) => id,
        (CheckWord::CannotTell, _) => "check-cannot-tell",
        (CheckWord::Rewritten, _) if slot => "check-rewritten-slot",
        (CheckWord::Rewritten, _) if since.is_some() => "check-rewritten-since",
        (CheckWord::Rewritten, _) => "check-rewritten",
        (CheckWord::InStep, _) => "check-in-step",
        (CheckWord::Moved, _) => "check-moved",
        (CheckWord::Behind, _) => "check-behind",
        (CheckWord::NotOurs, _) => "check-not-ours",
    };
    let values = [("since", since.unwrap_or_default())];
    TokenCheck {
        token: token.id.to_string(),
        place: token.place.to_string(),
        kind: token.kind.to_string(),
        verdict: found.verdict,
        from: token.next,
        next,
        spent: found.spent,
        say: words::say_count(desk.lang(), id, ahead, &values),
    }
}

/// The day on which a code of this fob last fitted.
fn last_good(view: &View<'_>, tokens: &[Token]) -> Result<Option<String>, Fault> {
    let Some(fob) = tokens.first().map(|token| token.fob) else { return Ok(None) };
    let filter = desk_store::audit::Filter { fob: Some(fob), ..Default::default() };
    let good = |entry: &desk_store::audit::Logged| match entry.act.as_str() {
        "issue.proven" | "token.synced" | "token.adopted" => true,
        "token.checked" => matches!(entry.result.as_str(), "in_step" | "moved"),
        _ => false,
    };
    let last = view.log(&filter)?.into_iter().rev().find(good);
    Ok(last.map(|entry| cards::rfc3339(entry.at).chars().take(10).collect()))
}
