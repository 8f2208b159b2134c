//! The resync coach: what two or three codes, read in a row, say of a token's position; and where
//! they do not fit, what went wrong while they were read.
//!
//! It acts on nothing. It is told where the ledger stands and what time it is; [`Verdict::InStep`]
//! and [`Verdict::Moved`] say where to put the counter, every other verdict says what to ask the
//! person for. Whose other fob the codes may be from, it does not know.

mod patterns;
mod slip;

use std::ops::Range;

use crate::search::find_around;
use crate::watched::Progress;
use crate::{Code, Go, Key, Stopped, find_before, find_widening};

pub use slip::{Slip, Slipped};

/// How far to look: for a login, for a resync, and to explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Counters that a login looks ahead (RFC 4226 §7.4).
    pub login: u64,
    /// Counters that a resync looks ahead; from 1,000 on it widens by itself.
    pub resync: u64,
    /// Counters that are looked back at, only to explain.
    pub back: u64,
    /// Steps that a clock may be off either way and still be in step (RFC 6238 §5.2).
    pub clock: u64,
    /// Steps that a clock may be off either way and still be put right.
    pub clock_resync: u64,
}

impl Windows {
    /// This desk's.
    pub const DESK: Self =
        Self { login: 10, resync: 100_000, back: 100_000, clock: 2, clock_resync: 180 };
    /// 1C-Bitrix's own: `hotp_user_window` 10, `SYNC_WINDOW` 15,000, two steps, and 180 of them in
    /// a resync. Where Bitrix searches from 0 and leaves the second code unspent, this does not.
    pub const BITRIX: Self = Self { resync: 15_000, back: 15_000, ..Self::DESK };
}

/// Where the ledger says that the token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts presses.
    Counter {
        /// The next moving factor: a lower bound.
        next: u64,
    },
    /// It counts time.
    Clock {
        /// The first step that may still be accepted.
        next: u64,
        /// The step that the true time has.
        now: u64,
        /// How many steps its clock was off when it was last put right; positive: it ran ahead.
        drift: i64,
        /// The steps of a day.
        day: u64,
    },
}

impl Standing {
    /// The next moving factor, or the first acceptable step.
    #[must_use]
    pub const fn next(self) -> u64 {
        match self {
            Self::Counter { next } | Self::Clock { next, .. } => next,
        }
    }
}

/// What the codes say, in the order in which it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One code was given twice.
    SameCodeTwice,
    /// In a row, and just where they should be.
    InStep,
    /// In a row, and ahead (a clock: off, but not too far).
    Moved,
    /// They lie before the next one: used, or left behind.
    AlreadyUsed,
    /// In a row, but read in another order.
    Swapped,
    /// So many codes were left out between them.
    Skipped(u8),
    /// All fit but one, which is a slip away from fitting.
    Mistyped(Slip),
    /// In a row, but of a clock that is further off than a resync allows; within a day.
    ClockOff,
    /// None of this.
    NotFound,
}

/// A verdict and where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the codes say.
    pub verdict: Verdict,
    /// The lowest counter or step of the codes, if they were found.
    pub first: Option<u64>,
    /// Where the counter is to be put: only in step and moved.
    pub next: Option<u64>,
    /// Counters: how far the first code lies beyond the ledger's; behind it if negative. Clocks:
    /// how many steps the clock is off at the last code; ahead if positive.
    pub distance: Option<i64>,
    /// How many positions were looked at for the match: what
    /// [`false_match`](crate::false_match) asks for.
    pub searched: u64,
}

/// Judges codes in the order in which they were read. One code can only be in step, moved, already
/// used or not found; with none there is nothing to find.
///
/// # Errors
/// [`Stopped`] if `watch` said so; it is told how many positions were looked at.
pub fn judge(
    key: &Key,
    standing: Standing,
    codes: &[Code],
    windows: &Windows,
    watch: &mut dyn FnMut(u64) -> Go,
) -> Result<Judgement, Stopped> {
    let twice = codes.iter().enumerate().any(|(n, code)| codes[..n].contains(code));
    if twice {
        return Ok(nowhere(Verdict::SameCodeTwice));
    }
    let coach = Coach { key, standing, codes, windows };
    if let Some(forwards) = coach.forwards(watch)? {
        return Ok(forwards);
    }
    if let Some(past) = coach.backwards() {
        return Ok(past);
    }
    if let Some(slip) = coach.patterns(watch)? {
        return Ok(slip);
    }
    Ok(coach.clock_off().unwrap_or(nowhere(Verdict::NotFound)))
}

fn nowhere(verdict: Verdict) -> Judgement {
    Judgement { verdict, first: None, next: None, distance: None, searched: 0 }
}

/// One token, and what was read for it.
struct Coach<'a> {
    key: &'a Key,
    standing: Standing,
    codes: &'a [Code],
    windows: &'a Windows,
}

impl Coach<'_> {
    /// In a row, at or ahead of where they should be.
    fn forwards(&self, watch: &mut dyn FnMut(u64) -> Go) -> Result<Option<Judgement>, Stopped> {
        let (next, now, drift) = match self.standing {
            Standing::Clock { next, now, drift, .. } => (next, now, drift),
            Standing::Counter { next } => {
                let window = self.windows.resync;
                let found = find_widening(self.key, next, window, self.codes, watch)?;
                return Ok(found.map(|it| {
                    let first = it.found.position();
                    let verdict = if first == next { Verdict::InStep } else { Verdict::Moved };
                    self.taken(verdict, first, it.window)
                }));
            }
        };
        // What is read in a row begins some steps before the last code is read.
        let reading = self.count() - 1;
        let learned = now.saturating_add_signed(drift);
        let accepted = next.checked_sub(1);
        for (verdict, reach) in
            [(Verdict::InStep, self.windows.clock), (Verdict::Moved, self.windows.clock_resync)]
        {
            for centre in [learned, now] {
                let reach = reach + reading;
                let found = find_around(self.key, centre, reach, accepted, self.codes);
                let near = found.filter(|it| {
                    let off = it.position().abs_diff(centre).min(it.last().abs_diff(centre));
                    off <= reach - reading
                });
                if let Some(found) = near {
                    return Ok(Some(self.taken(verdict, found.position(), 2 * reach + 1)));
                }
            }
        }
        Ok(None)
    }

    /// In a row, but before the next one.
    fn backwards(&self) -> Option<Judgement> {
        let next = self.standing.next();
        let reach = next.saturating_sub(self.lowest());
        let past = find_before(self.key, next, reach, self.codes)?;
        Some(self.seen(Verdict::AlreadyUsed, past.position()))
    }

    /// Nearly in a row: swapped, skipped, or mistyped.
    fn patterns(&self, watch: &mut dyn FnMut(u64) -> Go) -> Result<Option<Judgement>, Stopped> {
        if self.codes.len() < 2 {
            return Ok(None);
        }
        let mut progress = Progress::new(watch);
        let range = self.lowest()..self.beyond();
        let next = self.standing.next();
        let mut best = None;
        // Whatever the slip, at least one of the first two codes is right.
        for (nth, code) in self.codes.iter().enumerate().take(2) {
            let mut start = range.start;
            let end = range.end.saturating_add(patterns::WIDEST);
            while let Some(anchor) = progress.find(self.key, start, end, &[*code])? {
                for hit in patterns::at(self.key, self.codes, nth, anchor.position()) {
                    let used = hit.first < next;
                    let rank = (hit.order, used, hit.first.abs_diff(next));
                    if range.contains(&hit.first) && best.is_none_or(|(known, _)| rank < known) {
                        best = Some((rank, hit));
                    }
                }
                start = anchor.position() + 1;
            }
        }
        Ok(best.map(|((_, used, _), hit)| {
            let verdict = if used { Verdict::AlreadyUsed } else { hit.verdict };
            self.seen(verdict, hit.first)
        }))
    }

    /// In a row, on a clock that is off by hours.
    fn clock_off(&self) -> Option<Judgement> {
        let Standing::Clock { now, day, .. } = self.standing else { return None };
        let found = find_around(self.key, now, day, None, self.codes)?;
        Some(self.seen(Verdict::ClockOff, found.position()))
    }

    /// The lowest position that is looked at, to explain.
    fn lowest(&self) -> u64 {
        match self.standing {
            Standing::Counter { next } => next.saturating_sub(self.windows.back),
            Standing::Clock { now, drift, day, .. } => {
                now.min(now.saturating_add_signed(drift)).saturating_sub(day)
            }
        }
    }

    /// The first position that is not looked at any more.
    fn beyond(&self) -> u64 {
        match self.standing {
            Standing::Counter { next } => next.saturating_add(self.windows.resync),
            Standing::Clock { now, drift, .. } => {
                let furthest = now.max(now.saturating_add_signed(drift));
                furthest.saturating_add(self.windows.clock_resync + 1)
            }
        }
    }

    fn count(&self) -> u64 {
        u64::try_from(self.codes.len()).unwrap_or(u64::MAX).max(1)
    }

    /// A match that moves the counter past the last code.
    fn taken(&self, verdict: Verdict, first: u64, searched: u64) -> Judgement {
        let next = first.checked_add(self.count());
        Judgement { next, searched, ..self.seen(verdict, first) }
    }

    /// A match that explains.
    fn seen(&self, verdict: Verdict, first: u64) -> Judgement {
        let distance = match self.standing {
            Standing::Counter { next } => first.checked_signed_diff(next),
            Standing::Clock { now, .. } => (first + self.count() - 1).checked_signed_diff(now),
        };
        let Range { start, end } = self.lowest()..self.beyond();
        Judgement { verdict, first: Some(first), next: None, distance, searched: end - start }
    }
}

#[cfg(test)]
mod tests;
