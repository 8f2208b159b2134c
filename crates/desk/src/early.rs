//! Call them before they call you: fobs that are likely to fail at the next sign-in.
//!
//! The ledger does not see sign-ins, so it cannot know where a server stands. What it has is the
//! history: how often a fob had to be put in step, how far it had run ahead, and how far a clock
//! was off. A fob that leaves its server's window every three weeks will do so again.

use std::collections::BTreeMap;

use desk_store::audit::{Filter, Logged};
use desk_store::{Kind, Token, TokenId};
use hotp::Windows;
use serde::Serialize;

use crate::cards;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::words::{self, Lang};

/// A fob that is likely to fail, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct WarningCard {
    /// The token's key.
    pub token: String,
    /// The fob's serial or desk label.
    pub fob: String,
    /// The login of the person whose it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// Why, in a word.
    pub reason: Reason,
    /// Why, in a sentence.
    pub say: String,
    /// What to do now.
    pub now: String,
}

/// Why a fob is likely to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Reason {
    /// It has left the window before, and the time has come again.
    LeavesOften,
    /// Its clock is off, or soon will be.
    ClockOff,
}

/// The fobs that are likely to fail, the most pressing first.
///
/// # Errors
/// Only those of the ledger.
pub fn warnings(desk: &mut Desk) -> Result<Vec<WarningCard>, Fault> {
    let (now, lang) = (desk.setting.world.now(), desk.lang());
    let view = desk.ledger()?.view()?;
    let mut seen: BTreeMap<TokenId, Vec<Seen>> = BTreeMap::new();
    let filter = Filter { act: Some("token.synced"), ..Filter::default() };
    for entry in view.log(&filter)? {
        if let Some((token, one)) = sighting(&entry) {
            seen.entry(token).or_default().push(one);
        }
    }
    let mut due = Vec::new();
    for (id, sightings) in seen {
        let Some(token) = view.token(id)?.filter(|token| token.state.is_live()) else { continue };
        if let Some(forecast) = forecast(&token, &sightings, now) {
            due.push((token, forecast));
        }
    }
    due.sort_by_key(|(_, forecast)| forecast.due);
    let mut cards = Vec::new();
    for (token, forecast) in due {
        let person = token.person.map(|id| view.person(id)).transpose()?.flatten();
        let person = person.filter(|person| person.deleted.is_none());
        let (say, now) = forecast.words(lang);
        cards.push(WarningCard {
            token: token.id.to_string(),
            fob: cards::fob_name(&view, &token)?,
            person: person.as_ref().map(|person| person.login.clone()),
            name: person.map(|person| person.name),
            reason: forecast.reason,
            say,
            now,
        });
    }
    Ok(cards)
}

/// One moment at which a token was put in step.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// When (Unix ms).
    at: i64,
    /// How far it was off: presses ahead, or steps of a clock.
    distance: i64,
}

fn sighting(entry: &Logged) -> Option<(TokenId, Seen)> {
    let token = entry.detail.get("token")?.as_str()?.parse().ok()?;
    let distance = entry.detail.get("distance")?.as_i64()?;
    Some((token, Seen { at: entry.at, distance }))
}

/// What is to be expected of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Forecast {
    reason: Reason,
    /// When it is expected to fail (Unix ms).
    due: i64,
    /// How often it has, or how many minutes its clock is off by now.
    count: u64,
    /// Every how many days, or how many seconds the clock loses (gains) in a month.
    rate: u64,
    /// How many presses a day the desk has seen, ten times.
    presses: u64,
    /// The clock is slow.
    slow: bool,
}

const DAY: i64 = 86_400_000;
/// How long before a fob is expected to fail it is told.
const NOTICE: i64 = 7 * DAY;

fn forecast(token: &Token, seen: &[Seen], now: i64) -> Option<Forecast> {
    match token.kind {
        Kind::Hotp => leaves_often(token, seen, now),
        Kind::Totp => clock_off(token, seen, now),
    }
}

/// It was out of a server's window twice or more: it will be again after the same time. It is told
/// from three quarters of that time on.
fn leaves_often(token: &Token, seen: &[Seen], now: i64) -> Option<Forecast> {
    let window = i64::try_from(Windows::DESK.login).unwrap_or(i64::MAX);
    let left: Vec<&Seen> = seen.iter().filter(|one| one.distance >= window).collect();
    let (first, last) = (left.first()?, left.last()?);
    let times = i64::try_from(left.len()).ok().filter(|times| *times >= 2)?;
    let every = (last.at - first.at) / (times - 1);
    // Twice on one day is one mishap.
    if every < DAY || now < last.at + every / 4 * 3 {
        return None;
    }
    let pressed: i64 = left.iter().map(|one| one.distance).sum();
    let days = ((last.at - token.created) / DAY).max(1);
    Some(Forecast {
        reason: Reason::LeavesOften,
        due: last.at + every,
        count: u64::try_from(times).unwrap_or(0),
        rate: u64::try_from(every / DAY).unwrap_or(0),
        presses: u64::try_from(pressed * 10 / days).unwrap_or(0),
        slow: false,
    })
}

/// Where a clock is now, by how far it was off when it was put right and how fast it drifts. It is
/// told when it is beyond what a sign-in allows, or will be within a week.
fn clock_off(token: &Token, seen: &[Seen], now: i64) -> Option<Forecast> {
    let (first, last) = (seen.first()?, seen.last()?);
    let period = i64::from(token.period.unwrap_or(30)) * 1000;
    let span = last.at - first.at;
    // Milliseconds of drift in a day; from one sighting, since it was given out and right.
    let (since, drifted) = match span {
        0..DAY => ((last.at - token.created).max(DAY), last.distance * period),
        _ => (span, (last.distance - first.distance) * period),
    };
    let per_day = drifted.checked_mul(DAY)? / since;
    let off_at = |at: i64| last.distance * period + (at - last.at) / DAY * per_day;
    let allowed = i64::try_from(Windows::DESK.clock).unwrap_or(0) * period;
    if off_at(now + NOTICE).abs() <= allowed {
        return None;
    }
    let off = off_at(now);
    let left = (allowed - off.abs()).max(0);
    let due = if per_day == 0 { now } else { now + left / per_day.abs().max(1) * DAY };
    Some(Forecast {
        reason: Reason::ClockOff,
        due,
        count: (off.unsigned_abs() + 30_000) / 60_000,
        rate: per_day.unsigned_abs() * 30 / 1000,
        presses: 0,
        slow: off < 0,
    })
}

impl Forecast {
    fn words(&self, lang: Lang) -> (String, String) {
        let rate = self.rate.to_string();
        let presses = format!("{}.{}", self.presses / 10, self.presses % 10);
        let id = match (self.reason, self.slow) {
            (Reason::LeavesOften, _) => "early-leaves-often",
            (Reason::ClockOff, true) => "early-clock-slow",
            (Reason::ClockOff, false) => "early-clock-fast",
        };
        let values: &[(&str, &str)] = match self.reason {
            Reason::LeavesOften => &[("days", &rate), ("presses", &presses)],
            Reason::ClockOff => &[("seconds", &rate)],
        };
        (words::say_count(lang, id, self.count, values), words::say_now(lang, id, &[]))
    }
}

#[cfg(test)]
mod tests;
