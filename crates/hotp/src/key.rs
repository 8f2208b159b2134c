//! A seed made ready for many codes.

use std::ops::Range;

use crate::lanes::{self, Lanes};
use crate::states::{Sha1States, Sha256States, Sha512States};
use crate::{Algorithm, Code, Digits, Seed};

/// The keyed state of a token's HMAC: both key blocks are hashed once, so that each further code
/// costs two compressions instead of four.
///
/// A secret as much as the seed it was made from: whoever holds it makes all codes. Hence neither
/// printed nor copied, and wiped when dropped.
///
/// ```compile_fail
/// let key = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(vec![1]));
/// println!("{key:?}");
/// ```
/// ```compile_fail
/// let key = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(vec![1]));
/// let _copy = key.clone();
/// ```
pub struct Key(Keyed);

/// How many counters the plain path takes at once.
const NEIGHBOURS: u64 = 8;

/// Fewer counters than this are faster one by one.
const WORTH_LANES: u64 = 4;

enum Keyed {
    Sha1(Sha1States),
    Sha256(Sha256States),
    Sha512(Sha512States),
}

impl Key {
    /// Keys the hash with a seed of any length (RFC 2104: a seed longer than a block is hashed
    /// first).
    #[must_use]
    pub fn new(algorithm: Algorithm, seed: &Seed) -> Self {
        Self(match algorithm {
            Algorithm::Sha1 => Keyed::Sha1(Sha1States::of(seed.expose())),
            Algorithm::Sha256 => Keyed::Sha256(Sha256States::of(seed.expose())),
            Algorithm::Sha512 => Keyed::Sha512(Sha512States::of(seed.expose())),
        })
    }

    /// The hash that was keyed.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        match self.0 {
            Keyed::Sha1(_) => Algorithm::Sha1,
            Keyed::Sha256(_) => Algorithm::Sha256,
            Keyed::Sha512(_) => Algorithm::Sha512,
        }
    }

    /// The code at a counter or time step (RFC 4226 §5.3).
    #[must_use]
    pub fn code(&self, counter: u64, digits: Digits) -> Code {
        Code::of(self.number(counter), digits)
    }

    /// The first counter in the range that has this code.
    pub(crate) fn first(&self, lanes: Lanes, range: Range<u64>, code: Code) -> Option<u64> {
        let has = |counter: &u64| self.code(*counter, code.digits()) == code;
        let mut left = range;
        while let Keyed::Sha1(states) = &self.0
            && left.end.saturating_sub(left.start) >= WORTH_LANES
        {
            if lanes == Lanes::ONE {
                let ends = |mac: &[u8; 20]| Code::of(truncate(mac), code.digits()) == code;
                let end = left.end.min(left.start.saturating_add(NEIGHBOURS));
                if let Some((at, _)) =
                    (left.start..end).zip(states.macs(left.start)).find(|(_, mac)| ends(mac))
                {
                    return Some(at);
                }
                left.start = end;
            } else {
                let maybe = lanes::first(lanes, states, left.clone(), code)?;
                if has(&maybe) {
                    return Some(maybe);
                }
                left.start = maybe + 1;
            }
        }
        left.find(has)
    }

    /// The 31-bit value at a counter, before it is cut to digits.
    fn number(&self, counter: u64) -> u32 {
        match &self.0 {
            Keyed::Sha1(states) => truncate(&states.mac(counter)),
            Keyed::Sha256(states) => truncate(&states.mac(counter)),
            Keyed::Sha512(states) => truncate(&states.mac(counter)),
        }
    }
}

/// Dynamic truncation (RFC 4226 §5.3): the low four bits of the **last** byte are the offset of
/// four bytes, of which the top bit is cleared. For longer hashes the same rule holds.
///
/// A MAC is never shorter than the 19 bytes that every offset needs; bytes missing from a shorter
/// text count as zero.
#[must_use]
pub fn truncate(mac: &[u8]) -> u32 {
    let offset = mac.last().map_or(0, |last| usize::from(last & 0x0f));
    let at = |i: usize| mac.get(offset + i).copied().unwrap_or(0);
    u32::from_be_bytes([at(0) & 0x7f, at(1), at(2), at(3)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4226 §5.4.
    #[test]
    fn truncation_follows_the_worked_example() {
        let mac = [
            0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19,
            0xda, 0x8e, 0x94, 0x5b, 0x55, 0x5a,
        ];
        assert_eq!(truncate(&mac), 0x50ef_7f19);
        assert_eq!(Code::of(truncate(&mac), Digits::SIX).to_string(), "872921");
    }

    #[test]
    fn truncation_of_too_little_does_not_panic() {
        for len in 0..20 {
            let _ = truncate(&vec![0xff; len]);
        }
        assert_eq!(truncate(&[]), 0);
    }

    #[test]
    fn the_top_bit_is_cleared() {
        assert_eq!(truncate(&[0xff; 20]), 0x7fff_ffff);
    }
}
