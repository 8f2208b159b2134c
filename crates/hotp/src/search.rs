//! Where do the typed codes lie? Forwards only, for counters and for time steps.
//!
//! Whoever wants to show progress or to be stopped searches in pieces: the next piece starts
//! where the last one ended, and no match is lost at the border, since the codes after the first
//! are looked up beyond the piece's end.

use crate::{Code, Key};

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
    (from..from.saturating_add(window)).filter_map(|position| fits(key, position, codes))
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
    let fresh = |step: &u64| accepted.is_none_or(|accepted| *step > accepted);
    let both = (0..=reach).flat_map(|away| {
        let later = now.checked_add(away);
        let earlier = now.checked_sub(away).filter(|_| away > 0);
        later.into_iter().chain(earlier)
    });
    both.filter(fresh).find_map(|step| fits(key, step, codes))
}

/// The first code is tried first, so that the others cost nothing where it does not fit.
fn fits(key: &Key, position: u64, codes: &[Code]) -> Option<Found> {
    let next = position.checked_add(u64::try_from(codes.len()).ok()?)?;
    let fit = !codes.is_empty()
        && (position..next).zip(codes).all(|(at, code)| key.code(at, code.digits()) == *code);
    fit.then_some(Found { position, next })
}

#[cfg(test)]
mod tests;
