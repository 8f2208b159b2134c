//! The search finds what lies in its window, nothing else, and never looks back.

use proptest::prelude::*;

use super::*;
use crate::{Algorithm, Digits, Seed};

fn key() -> Key {
    Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()))
}

fn codes(key: &Key, first: u64, n: u64, digits: Digits) -> Vec<Code> {
    (first..first + n).map(|counter| key.code(counter, digits)).collect()
}

/// The same question answered the plain way.
fn naive(key: &Key, from: u64, window: u64, codes: &[Code]) -> Vec<u64> {
    let fit = |a: &u64| (*a..).zip(codes).all(|(at, code)| key.code(at, code.digits()) == *code);
    (from..from + window).filter(fit).collect()
}

#[test]
fn the_look_ahead_of_a_login_ends_where_it_says() {
    let key = key();
    let ninth = codes(&key, 9, 1, Digits::SIX);
    assert_eq!(find(&key, 0, 10, &ninth), Some(Found { position: 9, next: 10 }));
    assert_eq!(find(&key, 0, 9, &ninth), None);
    assert_eq!(find(&key, 10, 10, &ninth), None, "a spent code is not found again");
}

#[test]
fn a_match_tells_its_last_and_its_next_counter() {
    let key = key();
    let found = find(&key, 0, 10, &codes(&key, 3, 3, Digits::SIX)).expect("counters 3, 4, 5");
    assert_eq!((found.position(), found.last(), found.next()), (3, 5, 6));
}

#[test]
fn the_second_code_may_lie_beyond_the_window() {
    let key = key();
    let pair = codes(&key, 9, 2, Digits::SIX);
    assert_eq!(find(&key, 0, 10, &pair).map(Found::position), Some(9));
}

#[test]
fn codes_that_do_not_follow_each_other_are_not_found() {
    let key = key();
    let code = |counter| key.code(counter, Digits::EIGHT);
    for wrong in [[code(5), code(4)], [code(4), code(6)], [code(4), code(4)]] {
        assert_eq!(find(&key, 0, 1000, &wrong), None);
    }
}

#[test]
fn another_number_of_digits_is_another_code() {
    let key = key();
    let short = Code::of(key.code(4, Digits::EIGHT).value(), Digits::SIX);
    assert_eq!(find(&key, 0, 10, &[short]).map(Found::position), Some(4));
    let long = Code::of(short.value(), Digits::EIGHT);
    assert_eq!(find(&key, 0, 10, &[long]), None);
}

#[test]
fn no_code_and_no_window_find_nothing() {
    let key = key();
    assert_eq!(find(&key, 0, 10, &[]), None);
    assert_eq!(find(&key, 0, 0, &codes(&key, 0, 1, Digits::SIX)), None);
    assert_eq!(find_around(&key, 5, 10, None, &[]), None);
}

#[test]
fn the_last_counters_of_all_neither_overflow_nor_repeat() {
    let key = key();
    let end = u64::MAX;
    let pair = [key.code(end - 2, Digits::SIX), key.code(end - 1, Digits::SIX)];
    let found = find(&key, end - 5, end, &pair).expect("the last two usable counters");
    assert_eq!((found.last(), found.next()), (end - 1, end));
    let very_last = [key.code(end, Digits::SIX)];
    assert_eq!(find(&key, end, end, &very_last), None);
    assert_eq!(find(&key, end - 1, 2, &very_last), None);
    assert_eq!(find_around(&key, end, 3, None, &very_last), None);
}

/// With this key the six digits of counters 232 and 2629 are the same.
#[test]
fn all_places_of_an_ambiguous_code_are_listed() {
    let key = key();
    let one = codes(&key, 232, 1, Digits::SIX);
    let places =
        |window| -> Vec<u64> { positions(&key, 0, window, &one).map(Found::position).collect() };
    assert_eq!(places(3000), [232, 2629]);
    assert_eq!(places(2629), [232]);
    let pair = codes(&key, 2629, 2, Digits::SIX);
    assert_eq!(find(&key, 0, 3000, &pair).map(Found::position), Some(2629), "not the first of one");
}

#[test]
fn a_time_token_is_found_ahead_and_behind_but_never_twice() {
    let key = key();
    let (now, digits) = (41_152_263, Digits::SIX);
    for step in now - 2..=now + 2 {
        let typed = codes(&key, step, 1, digits);
        assert_eq!(find_around(&key, now, 2, None, &typed).map(Found::position), Some(step));
        assert_eq!(find_around(&key, now, 2, Some(step), &typed), None);
        let before = find_around(&key, now, 2, Some(step - 1), &typed);
        assert_eq!(before.map(Found::position), Some(step));
    }
    assert_eq!(find_around(&key, now, 2, None, &codes(&key, now + 3, 1, digits)), None);
    assert_eq!(find_around(&key, now, 2, None, &codes(&key, now - 3, 1, digits)), None);
}

#[test]
fn the_first_steps_of_all_do_not_underflow() {
    let key = key();
    let typed = codes(&key, 0, 1, Digits::SIX);
    assert_eq!(find_around(&key, 1, 500, None, &typed).map(Found::position), Some(0));
    assert_eq!(find_around(&key, 0, 0, Some(0), &typed), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_gap_within_the_window_is_found(
        seed: [u8; 20], from in 0..u64::MAX / 2, n in 1_u64..=3, which in 0_usize..3,
        (window, gap) in (1_u64..300).prop_flat_map(|window| (Just(window), 0..window)),
    ) {
        let key = Key::new(Algorithm::Sha1, &Seed::new(seed.to_vec()));
        let typed = codes(&key, from + gap, n, Digits::ALL[which]);
        let all: Vec<u64> = positions(&key, from, window, &typed).map(Found::position).collect();
        prop_assert!(all.contains(&(from + gap)));
        prop_assert_eq!(&all, &naive(&key, from, window, &typed));
        prop_assert_eq!(find(&key, from, window, &typed).map(Found::position), all.first().copied());
    }

    #[test]
    fn nothing_outside_the_window_is_found(
        seed: [u8; 20], from in 1000..u64::MAX / 2, window in 0_u64..200, beyond in 0_u64..1000,
        behind in 1_u64..1000,
    ) {
        let key = Key::new(Algorithm::Sha256, &Seed::new(seed.to_vec()));
        // Three codes of eight digits do not fit elsewhere by chance (1e-21).
        let ahead = codes(&key, from + window + beyond, 3, Digits::EIGHT);
        prop_assert_eq!(find(&key, from, window, &ahead), None);
        let spent = codes(&key, from - behind, 3, Digits::EIGHT);
        prop_assert_eq!(find(&key, from, window, &spent), None);
    }

    #[test]
    fn every_found_place_lies_at_or_after_the_start(
        seed: [u8; 20], from: u64, window in 0_u64..2000, number: u32,
    ) {
        let key = Key::new(Algorithm::Sha1, &Seed::new(seed.to_vec()));
        for found in positions(&key, from, window, &[Code::of(number, Digits::SIX)]) {
            prop_assert!(found.position() >= from && found.position() - from < window);
            prop_assert!(found.next() > from);
        }
    }

    #[test]
    fn a_time_token_within_reach_is_found_unless_it_was_accepted(
        seed: [u8; 20], now in 1000..u64::MAX / 2, reach in 0_u64..100, off in -150_i64..150,
        accepted in -150_i64..150,
    ) {
        let key = Key::new(Algorithm::Sha512, &Seed::new(seed.to_vec()));
        let step = now.checked_add_signed(off).expect("far from both ends");
        let accepted = now.checked_add_signed(accepted).expect("far from both ends");
        let typed = codes(&key, step, 3, Digits::EIGHT);
        let want = (off.unsigned_abs() <= reach && step > accepted).then_some(step);
        let found = find_around(&key, now, reach, Some(accepted), &typed);
        prop_assert_eq!(found.map(Found::position), want);
    }
}
