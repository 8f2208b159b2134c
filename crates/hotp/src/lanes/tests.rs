//! The lanes against the plain path, counter by counter.

use super::*;
use crate::{Algorithm, Digits, Key, Seed, positions_with, truncate};

/// The same throws in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Seeds shorter than a block, as long, and longer.
    fn seed(&mut self) -> Vec<u8> {
        let len = self.number() % 100;
        (0..len).map(|_| self.number().to_le_bytes()[0]).collect()
    }

    /// Small counters, any counters, and those around which the low word runs over or all end.
    fn counter(&mut self) -> u64 {
        let any = self.number();
        let near = any % 40;
        match self.number() % 5 {
            0 => any % 100_000,
            1 => ((any >> 32) << 32).wrapping_sub(near),
            2 => u64::MAX - near,
            _ => any,
        }
    }
}

fn wide() -> impl Iterator<Item = Lanes> {
    Lanes::all().into_iter().filter(|lanes| *lanes != Lanes::ONE)
}

fn values(lanes: Lanes, states: &Sha1States, first: u64) -> Vec<u32> {
    let mut values = [0; 16];
    assert!(run(lanes, Work::Values { states, first, values: &mut values }));
    values[..usize::from(lanes.count())].to_vec()
}

/// Every lane of every call is a case, with a seed and a counter of its own throw.
#[test]
fn a_million_random_values_equal_those_of_the_plain_path() {
    for lanes in wide() {
        let mut dice = Dice(u64::from(lanes.count()));
        let mut compared = 0_u64;
        while compared < 1_000_000 {
            let states = Sha1States::of(&dice.seed());
            for _ in 0..8 {
                let first = dice.counter();
                for (at, value) in (0..).zip(values(lanes, &states, first)) {
                    let counter = first.wrapping_add(at);
                    let plain = truncate(&states.mac(counter));
                    assert_eq!(value, plain, "{lanes:?}, lane {at}, counter {counter}");
                    compared += 1;
                }
            }
        }
    }
}

/// From before the first lane to behind the last, in ranges that end anywhere among the lanes.
#[test]
fn a_code_is_found_in_every_lane_and_never_outside_the_range() {
    let mut dice = Dice(2);
    for lanes in wide() {
        for digits in Digits::ALL {
            for _ in 0..20 {
                let key = Key::new(Algorithm::Sha1, &Seed::new(dice.seed()));
                let from = dice.counter();
                for window in 0..40 {
                    let at = from.saturating_add(dice.number() % 44);
                    let typed = [key.code(at, digits)];
                    let of = |lanes| -> Vec<_> {
                        positions_with(lanes, &key, from, window, &typed).collect()
                    };
                    let found = of(lanes);
                    assert_eq!(found, of(Lanes::ONE), "{lanes:?}, {from} and {window} on");
                    let inside = at < from.saturating_add(window);
                    assert_eq!(found.iter().any(|found| found.position() == at), inside);
                }
            }
        }
    }
}

#[test]
fn all_accidental_matches_of_a_wide_window_are_the_same() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    for number in [0, 1, 483_648, 999_999] {
        let typed = [Code::of(number, Digits::SIX)];
        let of = |lanes| -> Vec<_> {
            positions_with(lanes, &key, u64::from(u32::MAX) - 1_000_000, 2_000_000, &typed)
                .collect()
        };
        let plain = of(Lanes::ONE);
        assert!(wide().all(|lanes| of(lanes) == plain));
    }
}

#[test]
fn the_comparison_without_division_passes_over_no_number() {
    let mut dice = Dice(3);
    for digits in Digits::ALL {
        for _ in 0..300_000 {
            let value = u32::try_from(dice.number() >> 33).expect("31 bits");
            let wanted = Wanted::new(Code::of(value, digits));
            assert!(may_be(&wanted, value));
            // Of two different values at or above the code, only a true match passes.
            let other = value.saturating_add(u32::try_from(dice.number() >> 40).expect("24 bits"));
            let same = other % digits.modulus() == wanted.code;
            assert_eq!(may_be(&wanted, other), same, "{other} for {}", wanted.code);
        }
    }
}

/// What each lane computes.
fn may_be(wanted: &Wanted, value: u32) -> bool {
    let times = value.wrapping_sub(wanted.code).wrapping_mul(wanted.inverse);
    times.rotate_right(wanted.digits) <= wanted.limit
}

#[test]
fn the_choice_is_among_what_the_processor_has() {
    let all = Lanes::all();
    assert_eq!(all.first(), Some(&Lanes::ONE));
    assert_eq!(all.last(), Some(&Lanes::best()));
    assert!(all.is_sorted());
}
