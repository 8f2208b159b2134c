//! Long searches: over wide windows and over many fobs, told how far they are and stopped at will.

use std::error::Error;
use std::fmt;

use crate::search::next_place;
use crate::{Code, Found, Key, Lanes};

/// After so many positions the caller is told, and asked whether to go on.
pub const REPORT_EVERY: u64 = 100_000;

/// How far to look ahead: near first, then far, and the farthest only if somebody asks for it.
pub const WINDOWS: [u64; 3] = [1_000, 100_000, 1_000_000];

/// What the caller says when it is told how far the search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Search on.
    On,
    /// Stop; nothing will have been found.
    Stop,
}

/// The caller said [`Go::Stop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the search was stopped")
    }
}

impl Error for Stopped {}

/// As [`find`](crate::find); after every [`REPORT_EVERY`] positions without a match, `watch` is
/// told how many were looked at.
///
/// # Errors
/// [`Stopped`] if `watch` said so.
pub fn find_watched(
    key: &Key,
    from: u64,
    window: u64,
    codes: &[Code],
    watch: &mut dyn FnMut(u64) -> Go,
) -> Result<Option<Found>, Stopped> {
    Progress::new(watch).find(key, from, from.saturating_add(window), codes)
}

/// A match, and how much was searched for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widened {
    /// Where the codes fit.
    pub found: Found,
    /// The window it lies in, in positions: what [`false_match`](crate::false_match) asks for.
    pub window: u64,
}

/// Looks through the [`WINDOWS`] one after the other up to `widest`, which may lie between them or
/// beyond; no position is looked at twice. Otherwise as [`find_watched`], which is told how many
/// positions were looked at in all windows.
///
/// # Errors
/// [`Stopped`] if `watch` said so.
pub fn find_widening(
    key: &Key,
    from: u64,
    widest: u64,
    codes: &[Code],
    watch: &mut dyn FnMut(u64) -> Go,
) -> Result<Option<Widened>, Stopped> {
    let mut progress = Progress::new(watch);
    let mut start = from;
    let narrower = WINDOWS.into_iter().filter(|window| *window < widest);
    for window in narrower.chain([widest]) {
        let end = from.saturating_add(window);
        if let Some(found) = progress.find(key, start, end, codes)? {
            return Ok(Some(Widened { found, window }));
        }
        start = end;
    }
    Ok(None)
}

/// One of the fobs that the codes may come from.
pub struct Fob<T> {
    /// Whatever the caller knows it by.
    pub who: T,
    /// Its seed, ready; dropped as soon as it was searched.
    pub key: Key,
    /// The first counter or step to look at: the next moving factor, or for a time token the
    /// earliest step that its clock may show.
    pub from: u64,
    /// How many counters or steps to look at, from there on.
    pub window: u64,
}

/// A fob that the codes may come from, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<T> {
    /// As it was handed in with the fob.
    pub who: T,
    /// Where the codes fit.
    pub found: Found,
}

/// All places of all fobs where the codes fit, in the fobs' order and then ascending; for each fob
/// as [`positions`](crate::positions). More than one: the codes do not say whose fob it is; ask
/// for the next one.
///
/// The fobs are taken one by one and none is kept, so the memory needed does not grow with their
/// number. `watch` is told how many positions of all fobs were looked at.
///
/// # Errors
/// [`Stopped`] if `watch` said so.
pub fn find_among<T: Clone>(
    fobs: impl IntoIterator<Item = Fob<T>>,
    codes: &[Code],
    watch: &mut dyn FnMut(u64) -> Go,
) -> Result<Vec<Seen<T>>, Stopped> {
    let mut progress = Progress::new(watch);
    let mut seen = Vec::new();
    for fob in fobs {
        let end = fob.from.saturating_add(fob.window);
        let mut start = fob.from;
        while let Some(found) = progress.find(&fob.key, start, end, codes)? {
            seen.push(Seen { who: fob.who.clone(), found });
            start = found.position() + 1;
        }
    }
    Ok(seen)
}

/// Counts the positions and asks in time.
pub(crate) struct Progress<'w> {
    done: u64,
    watch: &'w mut dyn FnMut(u64) -> Go,
}

impl<'w> Progress<'w> {
    pub(crate) fn new(watch: &'w mut dyn FnMut(u64) -> Go) -> Self {
        Self { done: 0, watch }
    }

    /// The first place from `from` to before `end`.
    pub(crate) fn find(
        &mut self,
        key: &Key,
        from: u64,
        end: u64,
        codes: &[Code],
    ) -> Result<Option<Found>, Stopped> {
        let lanes = Lanes::best();
        let mut start = from;
        while start < end {
            let piece = (REPORT_EVERY - self.done % REPORT_EVERY).min(end - start);
            let mut left = start..start + piece;
            if let Some(found) = next_place(lanes, key, &mut left, codes) {
                self.looked_at(found.position() - start + 1)?;
                return Ok(Some(found));
            }
            self.looked_at(piece)?;
            start += piece;
        }
        Ok(None)
    }

    fn looked_at(&mut self, positions: u64) -> Result<(), Stopped> {
        self.done = self.done.saturating_add(positions);
        let due = self.done.is_multiple_of(REPORT_EVERY) && self.done > 0;
        if due && (self.watch)(self.done) == Go::Stop { Err(Stopped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
