//! A verdict in words: what it is, what to do now, what to write on the server.

use desk_store::{Kind, Token, TokenState};
use hotp::{Certainty, Slip, Slipped, Verdict};

use crate::step::find::last_four;
use crate::sync::found::Found;
use crate::sync::{OtherCard, SlipCard, SyncWord};
use crate::words::{self, Lang};

/// The sentences.
pub(super) struct Words {
    pub(super) say: String,
    pub(super) now: String,
    pub(super) server: Option<String>,
}

/// Says what was found of a token. `fob` is what its fob is called.
pub(super) fn words(
    lang: Lang,
    token: &Token,
    found: &Found,
    other: Option<&OtherCard>,
    fob: &str,
) -> Words {
    let clock = token.kind == Kind::Totp;
    let off = found.judgement.distance.unwrap_or(0);
    let (id, count, values) = match found.verdict {
        SyncWord::SameCodeTwice if clock => ("sync-same-code-clock", 0, vec![]),
        SyncWord::SameCodeTwice => ("sync-same-code-twice", 0, vec![]),
        SyncWord::InStep => ("sync-in-step", 0, vec![]),
        SyncWord::Moved if found.third => ("sync-moved-perhaps", off.unsigned_abs(), vec![]),
        SyncWord::Moved if clock => moved_clock(token, off),
        SyncWord::Moved => ("sync-moved", off.unsigned_abs(), vec![]),
        SyncWord::AlreadyUsed => ("sync-already-used", 0, vec![]),
        SyncWord::Swapped => ("sync-swapped", 0, vec![]),
        SyncWord::SkippedOne => ("sync-skipped-one", u64::from(skipped(found)), vec![]),
        SyncWord::Mistyped => mistyped(found),
        SyncWord::ClockOff => clock_off(token, off),
        SyncWord::OtherFob => other_fob(token, other),
        SyncWord::NotFound => ("sync-not-found", 0, vec![("last", last_four(fob))]),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut say = words::say_count(lang, id, count, &values);
    let mut now = words::say_now(lang, id, &values);
    if let Some(p_false) = found.p_false {
        let certainty = Certainty::of(p_false);
        if found.third {
            now = words::say_now(lang, "sync-unsure", &[]);
        } else if certainty != Certainty::Confirmed {
            say = format!("{say} {}", words::say(lang, "sync-unsure", &[]));
        }
    }
    Words { say, now, server: server(lang, token, found, off) }
}

/// The slip as the page points at it.
pub(super) fn slip(verdict: &Verdict) -> Option<SlipCard> {
    let Verdict::Mistyped(Slip { code, digit, how }) = verdict else { return None };
    let (typed, meant, swapped) = match how {
        Slipped::Other { typed, meant } => (typed.to_string(), meant.to_string(), false),
        Slipped::Swapped => (String::new(), String::new(), true),
    };
    Some(SlipCard { code: code + 1, digit: digit + 1, typed, meant, swapped })
}

type Said = (&'static str, u64, Vec<(&'static str, String)>);

fn moved_clock(token: &Token, off: i64) -> Said {
    let id = if off < 0 { "sync-clock-slow" } else { "sync-clock-fast" };
    (id, minutes(token, off), vec![])
}

fn clock_off(token: &Token, off: i64) -> Said {
    let id = if off < 0 { "sync-clock-off-slow" } else { "sync-clock-off-fast" };
    (id, minutes(token, off), vec![])
}

fn skipped(found: &Found) -> u8 {
    match found.judgement.verdict {
        Verdict::Skipped(count) => count,
        _ => 0,
    }
}

fn mistyped(found: &Found) -> Said {
    let Some(slip) = slip(&found.judgement.verdict) else { return ("sync-mistyped", 0, vec![]) };
    let place = [("code", slip.code.to_string()), ("digit", slip.digit.to_string())];
    let mut values = place.to_vec();
    if slip.swapped {
        values.push(("next", (slip.digit + 1).to_string()));
        return ("sync-mistyped-swapped", 0, values);
    }
    values.extend([("typed", slip.typed), ("meant", slip.meant)]);
    ("sync-mistyped", 0, values)
}

fn other_fob(token: &Token, other: Option<&OtherCard>) -> Said {
    let Some(other) = other else { return ("sync-not-found", 0, vec![("last", String::new())]) };
    let name = other.name.clone().or_else(|| other.person.clone());
    let mut values = vec![("fob", other.fob.clone())];
    let id = match name {
        _ if other.state == TokenState::Lost.as_str() => "sync-other-lost",
        _ if other.former => "sync-former",
        None => "sync-other-nobodys",
        Some(name) => {
            values.push(("name", name));
            "sync-other-fob"
        }
    };
    debug_assert_ne!(other.token, token.id.to_string(), "another token is another");
    (id, 0, values)
}

/// What the server must be told, so that it and the fob agree.
fn server(lang: Lang, token: &Token, found: &Found, off: i64) -> Option<String> {
    let next = found.judgement.next?;
    Some(match token.kind {
        Kind::Hotp => words::say(lang, "sync-server-counter", &[("next", &next.to_string())]),
        Kind::Totp => {
            let seconds = off.saturating_mul(i64::from(token.period.unwrap_or(30)));
            words::say(lang, "sync-server-clock", &[("seconds", &format!("{seconds:+}"))])
        }
    })
}

/// How many minutes a clock is off, at least one.
fn minutes(token: &Token, steps: i64) -> u64 {
    let seconds = steps.unsigned_abs().saturating_mul(u64::from(token.period.unwrap_or(30)));
    (seconds.saturating_add(30) / 60).max(1)
}
