//! Where do the typed codes lie? Forwards only, for counters and for time steps.
//!
//! The search takes as many counters at once as the processor can, tries the first code
//! everywhere and the others only where it fits. It compares in variable time: what it finds is
//! told to whoever typed the codes, and nobody else can time it. Whoever wants to show progress, to
//! stop, or to look for many fobs, see [`find_watched`](crate::find_watched).

use std::ops::Range;

use crate::{Code, Key, Lanes};

/// A place where the codes fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    position: u64,
    next: u64,
}

impl Found {
    /// The counter or step of the **first** typed code.
    #[must_use]
    pub const fn position(self) -> u64 {
        self.position
    }

    /// The counter or step of the **last** typed code.
    #[must_use]
    pub const fn last(self) -> u64 {
        self.next - 1
    }

    /// The next moving factor: what the next pressed code will use, once these are spent.
    #[must_use]
    pub const fn next(self) -> u64 {
        self.next
    }
}

/// The first place at or after `from` where all codes fit at consecutive counters.
///
/// `window` is the number of counters tried for the first code: `from` … `from + window − 1`; the
/// codes after it may lie beyond. A login's look-ahead of ten is `window` 10. Nothing before
/// `from` is ever looked at. No codes: no place. The last counter of all, `u64::MAX`, is never
/// found, as there would be no next one.
#[must_use]
pub fn find(key: &Key, from: u64, window: u64, codes: &[Code]) -> Option<Found> {
    positions(key, from, window, codes).next()
}

/// All places in the window where the codes fit, ascending; see [`find`]. With one code of six
/// digits and a wide window there may be several: show all and ask for the next code.
pub fn positions<'a>(
    key: &'a Key,
    from: u64,
    window: u64,
    codes: &'a [Code],
) -> impl Iterator<Item = Found> + 'a {
    positions_with(Lanes::best(), key, from, window, codes)
}

/// As [`positions`], with so many counters at once; the answer is the same with any.
pub fn positions_with<'a>(
    lanes: Lanes,
    key: &'a Key,
    from: u64,
    window: u64,
    codes: &'a [Code],
) -> impl Iterator<Item = Found> + 'a {
    let mut left = from..from.saturating_add(window);
    std::iter::from_fn(move || next_place(lanes, key, &mut left, codes))
}

/// The next place in the range, which is shortened to what lies behind it.
pub(crate) fn next_place(
    lanes: Lanes,
    key: &Key,
    left: &mut Range<u64>,
    codes: &[Code],
) -> Option<Found> {
    let first = *codes.first()?;
    while let Some(position) = key.first(lanes, left.clone(), first) {
        left.start = position + 1;
        if let Some(found) = fits(key, position, codes) {
            return Some(found);
        }
    }
    left.start = left.end;
    None
}

/// The place nearest to the step `now` where all codes fit at consecutive steps, at most `reach`
/// steps from it for the first code: `now`, one later, one earlier, two later and so on.
///
/// Never at or before `accepted`, the last step that was accepted: a code counts once (RFC 6238
/// §5.2).
#[must_use]
pub fn find_around(
    key: &Key,
    now: u64,
    reach: u64,
    accepted: Option<u64>,
    codes: &[Code],
) -> Option<Found> {
    let lanes = Lanes::best();
    let freshest = accepted.map_or(Some(0), |accepted| accepted.checked_add(1))?;
    let mut near = 0;
    // From ring to ring, so that a code that is nearly in step costs next to nothing.
    while near <= reach {
        let far = near.saturating_add(RING - 1).min(reach);
        let later = now.saturating_add(near)..now.saturating_add(far).saturating_add(1);
        let end = now.checked_sub(near.max(1)).map_or(0, |nearest| nearest + 1);
        let earlier = now.saturating_sub(far)..end;
        if later.is_empty() && earlier.end <= freshest {
            return None;
        }
        let both = [later, earlier].into_iter().flat_map(|side| {
            let mut left = side.start.max(freshest)..side.end;
            std::iter::from_fn(move || next_place(lanes, key, &mut left, codes))
        });
        let away = |found: &Found| (found.position.abs_diff(now), found.position < now);
        if let Some(nearest) = both.min_by_key(away) {
            return Some(nearest);
        }
        near = far.checked_add(1)?;
    }
    None
}

/// How many steps on either side are looked at before those beyond.
const RING: u64 = 64;

/// The first code is tried first, so that the others cost nothing where it does not fit.
fn fits(key: &Key, position: u64, codes: &[Code]) -> Option<Found> {
    let next = position.checked_add(u64::try_from(codes.len()).ok()?)?;
    let fit = !codes.is_empty()
        && (position..next).zip(codes).all(|(at, code)| key.code(at, code.digits()) == *code);
    fit.then_some(Found { position, next })
}

#[cfg(test)]
mod tests;
