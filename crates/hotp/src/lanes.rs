//! Several counters hashed at once, where the processor can: SHA-1 in lanes of 32 bits.
//!
//! What is here only finds counters quickly that **may** have a code: each is looked at again on
//! the plain path before anybody hears of it, so a fault in the lanes could hide a place but never
//! invent one. That they hide none is what the tests compare. Only SHA-1 has lanes, as nearly
//! every fob uses it; other hashes take the plain path.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod body;

use std::ops::Range;

use crate::Code;
use crate::states::Sha1States;

/// How many counters are hashed at once. There is a value only for what this processor can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lanes(Width);

/// Private, so that whoever holds a `Lanes` got it from a constructor that asked the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    One,
    #[cfg(target_arch = "x86_64")]
    Eight,
    #[cfg(target_arch = "x86_64")]
    Sixteen,
}

impl Lanes {
    /// One after the other: the plain path, which every processor has.
    pub const ONE: Self = Self(Width::One);

    /// The most that this processor can do.
    #[must_use]
    pub fn best() -> Self {
        Self::wide().last().unwrap_or(Self::ONE)
    }

    /// All that this processor can do, fewest first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        [Self::ONE].into_iter().chain(Self::wide()).collect()
    }

    /// What the processor says that it has, fewest first: the only place where more than one lane
    /// comes from.
    fn wide() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let widths = [
            (is_x86_feature_detected!("avx2"), Width::Eight),
            (is_x86_feature_detected!("avx512f"), Width::Sixteen),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let widths: [(bool, Width); 0] = [];
        widths.into_iter().filter(|(there, _)| *there).map(|(_, width)| Self(width))
    }

    /// The number of counters: 1, 8 (AVX2) or 16 (AVX-512).
    #[must_use]
    pub const fn count(self) -> u8 {
        match self.0 {
            Width::One => 1,
            #[cfg(target_arch = "x86_64")]
            Width::Eight => 8,
            #[cfg(target_arch = "x86_64")]
            Width::Sixteen => 16,
        }
    }

    /// The bare compressions of so many codes: two each, no counters put in, no digits cut, nothing
    /// compared. The ceiling that a search is measured against; the result means nothing, but
    /// depends on all of them.
    #[must_use]
    pub fn compressions(self, codes: u64) -> u32 {
        let states = Sha1States::of(&[]);
        let mut sum = 0;
        if !run(self, Work::Bare { states: &states, codes, sum: &mut sum }) {
            let mut state = states.inner;
            for _ in 0..codes.saturating_mul(2) {
                sha1::block_api::compress(&mut state, &[[0x5a; 64]]);
            }
            sum = state[0];
        }
        sum
    }
}

/// The first counter in the range that may have this code: none that has it is passed over.
/// Whether it has it, the caller must see.
pub(crate) fn first(
    lanes: Lanes,
    states: &Sha1States,
    range: Range<u64>,
    code: Code,
) -> Option<u64> {
    let mut found = None;
    let wanted = &Wanted::new(code);
    let work = Work::First { states, range: range.clone(), wanted, found: &mut found };
    if run(lanes, work) { found } else { range.into_iter().next() }
}

/// What lanes can be asked to do.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "no lanes, no work for them"))]
enum Work<'w> {
    /// Look for the first counter whose value may end in the digits.
    First {
        states: &'w Sha1States,
        range: Range<u64>,
        wanted: &'w Wanted,
        found: &'w mut Option<u64>,
    },
    /// Hash only, see [`Lanes::compressions`].
    Bare { states: &'w Sha1States, codes: u64, sum: &'w mut u32 },
    /// The 31-bit values of the counters from the first on, as many as there are lanes.
    #[cfg(test)]
    Values { states: &'w Sha1States, first: u64, values: &'w mut [u32; 16] },
}

/// The digits looked for, made ready to be compared without a division.
///
/// `value` ends in `code` if `value − code` is a multiple of 10^d = 2^d · 5^d. A number is such a
/// multiple if, times the inverse of 5^d modulo 2^32 and rotated right by d bits, it is at most
/// (2^32 − 1) / 10^d (Granlund and Montgomery 1994, §9). Where `value` is below `code` the
/// difference wraps round and may be taken for a multiple by chance: hence "may".
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only lanes compare so"))]
struct Wanted {
    code: u32,
    inverse: u32,
    digits: u32,
    limit: u32,
}

impl Wanted {
    fn new(code: Code) -> Self {
        let digits = u32::from(code.digits().get());
        let inverse = inverse(5_u32.wrapping_pow(digits));
        Self { code: code.value(), inverse, digits, limit: u32::MAX / code.digits().modulus() }
    }
}

/// The inverse of an odd number modulo 2^32: each of Newton's steps doubles the bits that are
/// right, and the number itself is right in three.
const fn inverse(odd: u32) -> u32 {
    let mut inverse = odd;
    let mut step = 0;
    while step < 4 {
        inverse = inverse.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

/// Does the work in lanes; `false`, and nothing done, where there is only one.
///
/// The only unsafe block of the workspace.
#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "code for wider processors can be called in no other way")]
fn run(lanes: Lanes, work: Work<'_>) -> bool {
    if lanes == Lanes::ONE {
        return false;
    }
    // SAFETY: the callees are safe functions; what they ask for is a processor with AVX2, or with
    // AVX-512F. `Lanes` has a private field, and `Lanes::wide`, the only one to make such a value,
    // does so after the processor has said that it has just that.
    unsafe {
        match lanes.0 {
            Width::One => {}
            Width::Eight => avx2::run(work),
            Width::Sixteen => avx512::run(work),
        }
    }
    true
}

/// Other processors have no lanes here.
#[cfg(not(target_arch = "x86_64"))]
fn run(_: Lanes, _: Work<'_>) -> bool {
    false
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests;
