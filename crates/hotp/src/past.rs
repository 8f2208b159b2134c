//! Looking back, to explain and never to act.

use crate::search::next_place;
use crate::{Code, Key, Lanes};

/// A place behind the counter where the codes fit: they were used before, or belong to a time
/// before the last reset. It has no `next`, so that no counter can be put back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    position: u64,
    behind: u64,
}

impl Past {
    /// The counter or step of the first typed code.
    #[must_use]
    pub const fn position(self) -> u64 {
        self.position
    }

    /// How many counters or steps it lies before the one that was asked about; at least one.
    #[must_use]
    pub const fn behind(self) -> u64 {
        self.behind
    }
}

/// The nearest place before `next` where all codes fit at consecutive counters, looking at most
/// `reach` counters back for the first code. The codes after it may lie at `next` or beyond.
#[must_use]
pub fn find_before(key: &Key, next: u64, reach: u64, codes: &[Code]) -> Option<Past> {
    let lowest = next.saturating_sub(reach);
    let mut end = next;
    while end > lowest {
        let start = end.saturating_sub(PIECE).max(lowest);
        let mut left = start..end;
        let places = std::iter::from_fn(|| next_place(Lanes::best(), key, &mut left, codes));
        if let Some(found) = places.last() {
            return Some(Past { position: found.position(), behind: next - found.position() });
        }
        end = start;
    }
    None
}

/// The nearest pieces are looked at first, each from its start.
const PIECE: u64 = 1024;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Algorithm, Digits, Seed};

    #[test]
    fn no_code_and_no_reach_find_nothing() {
        let key = Key::new(Algorithm::Sha1, &Seed::new(vec![7; 20]));
        let code = key.code(0, Digits::SIX);
        assert_eq!(find_before(&key, 1, 0, &[code]), None);
        assert_eq!(find_before(&key, 1, 1, &[]), None);
        assert_eq!(find_before(&key, 0, 100, &[code]), None);
        let past = find_before(&key, 1, 100, &[code]).expect("counter 0 lies before 1");
        assert_eq!((past.position(), past.behind()), (0, 1));
    }

    #[test]
    fn of_two_places_the_nearer_is_told() {
        let twins = |seed: u8| {
            let key = Key::new(Algorithm::Sha1, &Seed::new(vec![seed; 20]));
            let codes: Vec<Code> = (0..PIECE).map(|at| key.code(at, Digits::SIX)).collect();
            let twin = |at: &usize| codes[..*at].contains(&codes[*at]);
            let near = (0..codes.len()).find(twin)?;
            Some((key, u64::try_from(near).expect("a short list"), codes[near]))
        };
        let (key, near, code) = (0..).find_map(twins).expect("two of a thousand codes are alike");
        let past = find_before(&key, near + 1, near + 1, &[code]);
        assert_eq!(past.map(Past::position), Some(near));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn what_lies_within_reach_is_found_and_nothing_at_or_after_the_counter(
            seed: [u8; 20], next in 5_000_u64..u64::MAX / 2, reach in 1_u64..3_000,
            off in -3_500_i64..200,
        ) {
            let key = Key::new(Algorithm::Sha1, &Seed::new(seed.to_vec()));
            let at = next.checked_add_signed(off).expect("far from both ends");
            let typed = [0, 1].map(|after| key.code(at + after, Digits::EIGHT));
            let want = (off < 0 && off.unsigned_abs() <= reach).then_some(at);
            let found = find_before(&key, next, reach, &typed);
            prop_assert_eq!(found.map(Past::position), want);
            prop_assert!(found.is_none_or(|past| past.behind() == next - at));
        }
    }
}
