//! Years of use, made up: what is told early came true, and what came true was told early.

use std::str::FromStr as _;

use desk_store::{Algorithm, FobId, Place, TokenState};

use super::*;

fn token(kind: Kind) -> Token {
    let id = "00000000-0000-7000-8000-000000000001";
    Token {
        id: TokenId::from_str(id).expect("a UUID"),
        fob: FobId::from_str(id).expect("a UUID"),
        person: None,
        kind,
        place: Place::Slot1,
        name: None,
        issuer: None,
        algorithm: Algorithm::Sha1,
        digits: 6,
        period: (kind == Kind::Totp).then_some(30),
        touch: false,
        enter: false,
        profile: "test".to_owned(),
        state: TokenState::Assigned,
        next: 0,
        drift: None,
        created: 0,
        changed: 0,
    }
}

fn seen(days: &[(i64, i64)]) -> Vec<Seen> {
    days.iter().map(|(day, distance)| Seen { at: day * DAY, distance: *distance }).collect()
}

#[test]
fn a_fob_that_left_its_window_twice_is_told_when_the_time_has_come_again() {
    let fob = token(Kind::Hotp);
    let twice = seen(&[(20, 30), (40, 50)]);
    assert_eq!(forecast(&fob, &twice, 54 * DAY), None);
    let told = forecast(&fob, &twice, 55 * DAY).expect("three quarters of 20 days have passed");
    assert_eq!((told.reason, told.count, told.rate), (Reason::LeavesOften, 2, 20));
    assert_eq!((told.due, told.presses), (60 * DAY, 20), "80 presses in 40 days");
    let (say, now) = told.words(Lang::En);
    assert_eq!(say, "Out of step 2 times, every 20 days or so; about 2.0 presses a day.");
    assert!(now.starts_with("Call before it happens again"), "{now}");
}

#[test]
fn what_happened_once_or_within_the_window_or_on_one_day_is_no_habit() {
    let fob = token(Kind::Hotp);
    for history in [&[(20, 300)][..], &[(20, 3), (40, 9), (60, 2)], &[(20, 30), (20, 40)], &[]] {
        assert_eq!(forecast(&fob, &seen(history), 400 * DAY), None, "{history:?}");
    }
}

#[test]
fn a_clock_is_told_before_it_leaves_what_a_sign_in_allows() {
    let clock = token(Kind::Totp);
    // Half a step a month, and no more than one step off: not within the week.
    assert_eq!(forecast(&clock, &seen(&[(0, 0), (60, -1)]), 60 * DAY), None);
    let slow = seen(&[(0, 0), (30, -6)]);
    let told = forecast(&clock, &slow, 60 * DAY).expect("twelve steps by now");
    assert_eq!((told.reason, told.slow, told.count, told.rate), (Reason::ClockOff, true, 6, 180));
    let (say, _) = told.words(Lang::En);
    assert_eq!(say, "Its clock is 6 minutes slow, and loses 180 seconds a month.");
    // Put right at the other end: what it gains counts from there.
    let fast = seen(&[(100, 5)]);
    let told = forecast(&clock, &fast, 101 * DAY).expect("five steps in a hundred days");
    assert!(!told.slow);
    assert_eq!(told.words(Lang::Ru).0, "Часы спешат на 3 минуты и уходят вперёд на 45 с в месяц.");
}

/// The same throws in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % end
    }
}

/// Three years of 600 people: some press their fob in the pocket every so many days, give or take
/// a third; the others had one or two mishaps. Whoever leaves the window calls, and is put in step.
#[test]
fn over_years_of_use_most_calls_were_foretold_and_most_warnings_came_true() {
    let mut dice = Dice(20_260_101);
    let fob = token(Kind::Hotp);
    let (mut calls, mut foretold, mut warnings, mut came_true) = (0, 0, 0, 0);
    for who in 0..600 {
        let habit = who % 3 == 0;
        let every = 10 + dice.below(60);
        let mut day = dice.below(every) + 1;
        let mut history: Vec<Seen> = Vec::new();
        while day < 3 * 365 {
            let warned = |at: i64| forecast(&fob, &history, at * DAY).is_some();
            if history.len() >= 2 {
                calls += 1;
                // The list was read on the day before.
                foretold += i32::from(warned(day - 1));
            }
            history.push(Seen { at: day * DAY, distance: 12 + dice.below(200) });
            day += match habit {
                true => every * (67 + dice.below(67)) / 100 + 1,
                false => 400 + dice.below(600),
            };
        }
        // A warning comes true if the call comes within as long again.
        for (nth, last) in history.iter().enumerate().skip(1) {
            let known = &history[..=nth];
            let span = (known[nth].at - known[0].at) / i64::try_from(nth).expect("few");
            let told_at = last.at + span / 4 * 3 + 1;
            let next = history.get(nth + 1).map(|next| next.at);
            if next.is_none_or(|next| next > told_at) && told_at < 2 * 365 * DAY {
                assert!(forecast(&fob, known, told_at).is_some(), "it is told from then on");
                warnings += 1;
                came_true += i32::from(next.is_some_and(|next| next <= last.at + 2 * span));
            }
        }
    }
    println!("{foretold} of {calls} calls foretold; {came_true} of {warnings} warnings came true");
    assert!(foretold * 100 >= calls * 75, "{foretold} of {calls} calls were foretold");
    assert!(came_true * 100 >= warnings * 75, "{came_true} of {warnings} warnings came true");
}
