//! Ways in which codes that were meant to follow one another may have been read: in another order,
//! with one left out between them, or with a slip of the eye.

use crate::coach::{Slip, Verdict};
use crate::{Code, Key};

/// No code lies further than this behind the first one in any way that is looked for.
pub(super) const WIDEST: u64 = 4;

/// The codes fit here in some way.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    /// Which way is asked for first.
    pub(super) order: u8,
    /// The way.
    pub(super) verdict: Verdict,
    /// The lowest position of a code.
    pub(super) first: u64,
}

/// Every way in which the codes fit, given that the code `nth` is the one at `position`.
pub(super) fn at(key: &Key, codes: &[Code], nth: usize, position: u64) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (order, verdict, offsets) in ways(codes.len()) {
        let Some(first) = position.checked_sub(offsets[nth]) else { continue };
        let fit = codes.iter().zip(*offsets).all(|(code, offset)| {
            first.checked_add(*offset).is_some_and(|at| key.code(at, code.digits()) == *code)
        });
        if fit {
            hits.push(Hit { order: *order, verdict: *verdict, first });
        }
    }
    let before = u64::try_from(nth).unwrap_or(u64::MAX);
    hits.extend(position.checked_sub(before).and_then(|first| mistyped(key, codes, first)));
    hits
}

/// All codes but one fit in a row from `first` on, and that one is a slip away.
fn mistyped(key: &Key, codes: &[Code], first: u64) -> Option<Hit> {
    let mut slips = Vec::new();
    for (nth, code) in (0_u8..).zip(codes) {
        let meant = key.code(first.checked_add(u64::from(nth))?, code.digits());
        if meant != *code {
            slips.push(Slip::between(nth, *code, meant)?);
        }
    }
    match slips.as_slice() {
        [slip] => Some(Hit { order: 2, verdict: Verdict::Mistyped(*slip), first }),
        _ => None,
    }
}

/// A way of reading codes: which is asked for first, what it is called, and how far every code lies
/// behind the lowest.
type Way = (u8, Verdict, &'static [u64]);

/// The ways of reading two codes.
const TWO: [Way; 3] = [
    (0, Verdict::Swapped, &[1, 0]),
    (1, Verdict::Skipped(1), &[0, 2]),
    (1, Verdict::Skipped(2), &[0, 3]),
];

/// The ways of reading three.
const THREE: [Way; 10] = [
    (0, Verdict::Swapped, &[0, 2, 1]),
    (0, Verdict::Swapped, &[1, 0, 2]),
    (0, Verdict::Swapped, &[1, 2, 0]),
    (0, Verdict::Swapped, &[2, 0, 1]),
    (0, Verdict::Swapped, &[2, 1, 0]),
    (1, Verdict::Skipped(1), &[0, 1, 3]),
    (1, Verdict::Skipped(1), &[0, 2, 3]),
    (1, Verdict::Skipped(2), &[0, 1, 4]),
    (1, Verdict::Skipped(2), &[0, 2, 4]),
    (1, Verdict::Skipped(2), &[0, 3, 4]),
];

fn ways(count: usize) -> &'static [Way] {
    match count {
        2 => &TWO,
        3 => &THREE,
        _ => &[],
    }
}
