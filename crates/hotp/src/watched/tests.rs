//! Watched, widened and many-fob searches find what the plain one finds.

use proptest::prelude::*;

use super::*;
use crate::{Algorithm, Digits, Seed, find, positions};

fn key(seed: u64) -> Key {
    Key::new(Algorithm::Sha1, &Seed::new(seed.to_be_bytes().repeat(2)))
}

fn codes(key: &Key, first: u64, n: u64) -> Vec<Code> {
    (first..first + n).map(|counter| key.code(counter, Digits::EIGHT)).collect()
}

#[test]
fn the_watcher_is_told_after_every_hundred_thousand() {
    let key = key(1);
    let typed = codes(&key, 350_000, 2);
    let mut told = Vec::new();
    let mut watch = |done| {
        told.push(done);
        Go::On
    };
    let found = find_watched(&key, 0, 1_000_000, &typed, &mut watch).expect("not stopped");
    assert_eq!(found.map(Found::position), Some(350_000));
    assert_eq!(told, [100_000, 200_000, 300_000]);
}

#[test]
fn a_stopped_search_ends_there_and_finds_nothing() {
    let key = key(2);
    let typed = codes(&key, 350_000, 2);
    let mut told = 0;
    let mut watch = |done| {
        told = done;
        if done < 200_000 { Go::On } else { Go::Stop }
    };
    assert_eq!(find_watched(&key, 0, 1_000_000, &typed, &mut watch), Err(Stopped));
    assert_eq!(told, 200_000);
}

#[test]
fn many_fobs_are_stopped_too() {
    let typed = codes(&key(999), 5, 2);
    let fobs = (0..10_000).map(|who| Fob { who, key: key(who), from: 0, window: 130 });
    let mut calls = 0;
    let mut watch = |done| {
        calls += 1;
        assert_eq!(done, calls * REPORT_EVERY);
        if calls < 3 { Go::On } else { Go::Stop }
    };
    assert_eq!(find_among(fobs, &typed, &mut watch), Err(Stopped));
    assert_eq!(calls, 3);
}

#[test]
fn widening_tells_the_window_that_was_needed() {
    let key = key(3);
    for (at, window) in [
        (0, 1_000),
        (999, 1_000),
        (1_000, 100_000),
        (99_999, 100_000),
        (100_000, 150_000),
        (149_999, 150_000),
    ] {
        let typed = codes(&key, 50 + at, 3);
        let found = find_widening(&key, 50, 150_000, &typed, &mut |_| Go::On).expect("not stopped");
        let found = found.map(|widened| (widened.found.position(), widened.window));
        assert_eq!(found, Some((50 + at, window)));
    }
    let beyond = codes(&key, 50 + 150_000, 3);
    assert_eq!(find_widening(&key, 50, 150_000, &beyond, &mut |_| Go::On), Ok(None));
    let narrow = find_widening(&key, 0, 10, &codes(&key, 9, 1), &mut |_| Go::On);
    assert_eq!(narrow.expect("not stopped").map(|widened| widened.window), Some(10));
}

#[test]
fn a_fob_among_many_is_found_with_its_place() {
    let typed = codes(&key(777), 40 + 99, 2);
    let fobs = (0..1_000).map(|who| Fob { who, key: key(who), from: 40, window: 100 });
    let seen = find_among(fobs, &typed, &mut |_| Go::On).expect("not stopped");
    let seen: Vec<_> = seen.iter().map(|seen| (seen.who, seen.found.next())).collect();
    assert_eq!(seen, [(777, 141)]);
}

#[test]
fn places_side_by_side_are_both_seen() {
    let code = |at| key(5).code(at, Digits::SIX);
    let twin = (0..).find(|at| code(*at) == code(*at + 1)).expect("one in a million");
    let fobs = [Fob { who: (), key: key(5), from: twin, window: 2 }];
    let seen = find_among(fobs, &[code(twin)], &mut |_| Go::On).expect("not stopped");
    let seen: Vec<u64> = seen.iter().map(|seen| seen.found.position()).collect();
    assert_eq!(seen, [twin, twin + 1]);
}

#[test]
fn the_last_counters_of_all_end_a_watched_search() {
    let key = key(4);
    let typed = [key.code(u64::MAX - 1, Digits::EIGHT)];
    let found = find_watched(&key, u64::MAX - 300_000, u64::MAX, &typed, &mut |_| Go::On);
    assert_eq!(found.expect("not stopped").map(Found::next), Some(u64::MAX));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_watched_search_equals_a_plain_one(
        seed: u64, from: u64, window in 0_u64..250_000, gap in 0_u64..300_000, n in 1_u64..=3,
    ) {
        let key = key(seed);
        prop_assume!(from < u64::MAX - 300_010);
        let typed = codes(&key, from + gap, n);
        let plain = find(&key, from, window, &typed);
        prop_assert_eq!(find_watched(&key, from, window, &typed, &mut |_| Go::On), Ok(plain));
        let widened = find_widening(&key, from, window, &typed, &mut |_| Go::On);
        prop_assert_eq!(widened.map(|widened| widened.map(|widened| widened.found)), Ok(plain));
    }

    /// Six digits and one code, so that accidental matches are many.
    #[test]
    fn many_fobs_at_once_equal_one_by_one(
        seeds in proptest::collection::vec((any::<u64>(), 0..u64::MAX / 2), 1..300),
        window in 0_u64..2_000, number: u32,
    ) {
        let typed = [Code::of(number, Digits::SIX)];
        let fobs =
            seeds.iter().enumerate().map(|(who, (seed, from))| Fob { who, key: key(*seed), from: *from, window });
        let seen = find_among(fobs, &typed, &mut |_| Go::On).expect("not stopped");
        let mut one_by_one = Vec::new();
        for (who, (seed, from)) in seeds.iter().enumerate() {
            let key = key(*seed);
            let places = positions(&key, *from, window, &typed);
            one_by_one.extend(places.map(|found| Seen { who, found }));
        }
        prop_assert_eq!(seen, one_by_one);
    }
}
