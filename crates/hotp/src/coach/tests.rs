//! Conversations as they happen at a helpdesk, made by the thousand: what was said, and what the
//! coach makes of it.

use proptest::prelude::*;

use super::*;
use crate::{Algorithm, Certainty, Digits, Seed, false_match};

/// Small windows, so that ten thousand conversations are quickly had.
const SMALL: Windows = Windows { resync: 1_000, back: 1_000, ..Windows::DESK };
const DAY: u64 = 2_880;

/// The same throws in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn key(&mut self) -> Key {
        let seed = (0..20).map(|_| u8::try_from(self.below(256)).expect("a byte")).collect();
        Key::new(Algorithm::Sha1, &Seed::new(seed))
    }
}

/// What went on: where the ledger stands, and what was read.
struct Talk {
    key: Key,
    standing: Standing,
    codes: Vec<Code>,
}

/// What the conversation is about, and what may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    InStep,
    Moved,
    Twice,
    Used,
    Swapped,
    Skipped,
    Mistyped,
    ClockOff,
    Stranger,
}

impl About {
    const ALL: [Self; 9] = [
        Self::InStep,
        Self::Moved,
        Self::Twice,
        Self::Used,
        Self::Swapped,
        Self::Skipped,
        Self::Mistyped,
        Self::ClockOff,
        Self::Stranger,
    ];

    fn answered_by(self, verdict: Verdict) -> bool {
        match self {
            Self::InStep => verdict == Verdict::InStep,
            Self::Moved => verdict == Verdict::Moved,
            Self::Twice => verdict == Verdict::SameCodeTwice,
            Self::Used => verdict == Verdict::AlreadyUsed,
            Self::Swapped => verdict == Verdict::Swapped,
            Self::Skipped => matches!(verdict, Verdict::Skipped(1 | 2)),
            Self::Mistyped => matches!(verdict, Verdict::Mistyped(_)),
            Self::ClockOff => verdict == Verdict::ClockOff,
            Self::Stranger => verdict == Verdict::NotFound,
        }
    }
}

/// One digit changed, or two neighbours.
fn slip(dice: &mut Dice, code: Code) -> Code {
    let mut text: Vec<u8> = code.to_string().into_bytes();
    let before = text.clone();
    while text == before {
        let at = usize::try_from(dice.below(5)).expect("small");
        if dice.below(3) == 0 {
            text.swap(at, at + 1);
        } else {
            text[at] = b'0' + u8::try_from(dice.below(10)).expect("a digit");
        }
    }
    String::from_utf8(text).expect("digits").parse().expect("a code")
}

fn talk(about: About, clock: bool, count: u64, windows: &Windows, dice: &mut Dice) -> Talk {
    let key = dice.key();
    let now = 50_000_000 + dice.below(1_000_000);
    // A clock was last accepted some days ago; nothing of what is read now lies before that.
    let (standing, fresh) = if clock {
        let next = now - 3 * DAY - dice.below(DAY);
        (Standing::Clock { next, now, drift: 0, day: DAY }, now - (count - 1))
    } else {
        let next = windows.back + 2_000 + dice.below(200_000);
        (Standing::Counter { next }, next)
    };
    let off = |dice: &mut Dice, reach: u64| match (clock, dice.below(2)) {
        (true, 0) => fresh - windows.clock - 1 - dice.below(reach),
        (true, _) => fresh + windows.clock + count + dice.below(reach),
        (false, _) => fresh + 1 + dice.below(reach),
    };
    let reach = if clock { windows.clock_resync - 10 } else { windows.resync - 10 };
    let first = match about {
        About::InStep => fresh,
        About::Used if clock => now - DAY / 2 - dice.below(DAY / 4),
        About::Used => fresh - 2 - dice.below(windows.back - 10),
        About::ClockOff => match dice.below(2) {
            0 => fresh - windows.clock_resync - 10 - dice.below(DAY - 400),
            _ => fresh + windows.clock_resync + 10 + dice.below(DAY - 400),
        },
        _ => off(dice, reach),
    };
    let mut at: Vec<u64> = (first..first + count).collect();
    match about {
        About::Swapped => at.rotate_left(1),
        About::Skipped => at[1..].iter_mut().for_each(|it| *it += 1 + first % 2),
        _ => {}
    }
    let reader = if about == About::Stranger { dice.key() } else { key };
    let mut codes: Vec<Code> = at.iter().map(|at| reader.code(*at, Digits::SIX)).collect();
    let one = usize::try_from(dice.below(count)).expect("small");
    match about {
        About::Twice => codes[1] = codes[0],
        About::Mistyped => codes[one] = slip(dice, codes[one]),
        _ => {}
    }
    let key = if about == About::Stranger { dice.key() } else { reader };
    let standing = match standing {
        // What was accepted meanwhile lies behind what is read now.
        Standing::Clock { now, drift, day, .. } if about == About::Used => {
            Standing::Clock { next: now - 10, now, drift, day }
        }
        other => other,
    };
    Talk { key, standing, codes }
}

fn judged(talk: &Talk, windows: &Windows) -> Judgement {
    judge(&talk.key, talk.standing, &talk.codes, windows, &mut |_| Go::On).expect("not stopped")
}

/// How often of a thousand the coach is right; what it is sure of is always right.
fn right_per_mille(about: About, clock: bool, count: u64, windows: &Windows, talks: u64) -> u64 {
    let mut dice = Dice(talks ^ count << 8 ^ u64::from(clock));
    let mut right = 0;
    for _ in 0..talks {
        let talk = talk(about, clock, count, windows, &mut dice);
        let found = judged(&talk, windows);
        if about.answered_by(found.verdict) {
            right += 1;
        }
        assert_eq!(found.next.is_some(), is_taken(found.verdict));
        if is_taken(found.verdict) {
            let n = u8::try_from(count).expect("few codes");
            let p_false = false_match(Digits::SIX, n, found.searched, 1);
            let true_one = matches!(about, About::InStep | About::Moved);
            if Certainty::of(p_false) == Certainty::Confirmed {
                assert!(true_one, "{about:?} was called {found:?}, and with certainty");
            }
        }
    }
    right * 1000 / talks
}

fn is_taken(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::InStep | Verdict::Moved)
}

/// Whether that can happen with such a token.
fn happens(about: About, clock: bool) -> bool {
    clock || about != About::ClockOff
}

#[test]
fn ten_thousand_conversations_of_each_kind_are_judged_rightly() {
    for clock in [false, true] {
        for about in About::ALL.into_iter().filter(|about| happens(*about, clock)) {
            let right = right_per_mille(about, clock, 2, &SMALL, 10_000);
            println!("clock {clock}, {about:?}: {right} of 1000");
            assert!(right >= 950, "clock {clock}, {about:?}: {right} of 1000");
        }
    }
}

#[test]
fn three_codes_are_judged_as_well() {
    for clock in [false, true] {
        for about in About::ALL.into_iter().filter(|about| happens(*about, clock)) {
            let right = right_per_mille(about, clock, 3, &SMALL, 2_000);
            assert!(right >= 990, "clock {clock}, {about:?}: {right} of 1000");
        }
    }
}

#[test]
fn the_desks_own_windows_judge_rightly_too() {
    for about in About::ALL.into_iter().filter(|about| happens(*about, false)) {
        let right = right_per_mille(about, false, 2, &Windows::DESK, 100);
        assert!(right >= 950, "{about:?}: {right} of 1000");
    }
}

/// RFC 4226's key: codes 755224 287082 359152 969429 338314 254676 287922 162583 399871 520489.
fn rfc(next: u64, typed: &[&str]) -> Judgement {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let codes: Vec<Code> = typed.iter().map(|text| text.parse().expect("a code")).collect();
    let standing = Standing::Counter { next };
    judge(&key, standing, &codes, &SMALL, &mut |_| Go::On).expect("not stopped")
}

#[test]
fn each_verdict_is_the_contracts() {
    let told = |next, typed: &[&str]| {
        let it = rfc(next, typed);
        (it.verdict, it.first, it.next)
    };
    use Verdict::{AlreadyUsed, InStep, Moved, NotFound, SameCodeTwice, Skipped, Swapped};
    assert_eq!(told(0, &["755224", "755224"]), (SameCodeTwice, None, None));
    assert_eq!(told(0, &["755224", "287082"]), (InStep, Some(0), Some(2)));
    assert_eq!(told(1, &["969429", "338314"]), (Moved, Some(3), Some(5)));
    assert_eq!(told(5, &["969429", "338314"]), (AlreadyUsed, Some(3), None));
    // The first was used, the second not yet.
    assert_eq!(told(4, &["969429", "338314"]), (AlreadyUsed, Some(3), None));
    assert_eq!(told(1, &["338314", "969429"]), (Swapped, Some(3), None));
    assert_eq!(told(4, &["338314", "969429"]), (AlreadyUsed, Some(3), None));
    assert_eq!(told(1, &["969429", "254676"]), (Skipped(1), Some(3), None));
    assert_eq!(told(1, &["969429", "287922"]), (Skipped(2), Some(3), None));
    assert_eq!(told(6, &["969429", "254676"]), (AlreadyUsed, Some(3), None));
    assert_eq!(told(1, &["969429", "162583"]), (NotFound, None, None));
    assert_eq!(told(0, &["123456", "654321"]), (NotFound, None, None));
    assert_eq!(told(0, &["969429", "338314", "254676"]), (Moved, Some(3), Some(6)));
    assert_eq!(rfc(1, &["969429", "338314"]).distance, Some(2));
    assert_eq!(rfc(9, &["969429", "338314"]).distance, Some(-6));
}

#[test]
fn a_slip_is_pointed_at() {
    let slip = |typed: &[&str]| match rfc(1, typed).verdict {
        Verdict::Mistyped(slip) => slip,
        other => panic!("{typed:?}: {other:?}"),
    };
    let other =
        |code, digit, typed, meant| Slip { code, digit, how: Slipped::Other { typed, meant } };
    assert_eq!(slip(&["969429", "338374"]), other(1, 4, 7, 1));
    assert_eq!(slip(&["969429", "383314"]).code, 1);
    assert_eq!(slip(&["969428", "338314"]), other(0, 5, 8, 9));
    assert_eq!(slip(&["996429", "338314"]), Slip { code: 0, digit: 1, how: Slipped::Swapped });
    assert_eq!(slip(&["969429", "338314", "254677"]), other(2, 5, 7, 6));
    assert_eq!(rfc(7, &["969429", "338374"]).verdict, Verdict::AlreadyUsed);
}

#[test]
fn bitrix_would_roll_the_counter_back_to_an_old_pair_and_this_does_not() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let old = [0, 1].map(|at| key.code(at, Digits::SIX));
    let standing = Standing::Counter { next: 5_000 };
    let found = judge(&key, standing, &old, &Windows::BITRIX, &mut |_| Go::On);
    let found = found.expect("not stopped");
    assert_eq!((found.verdict, found.next), (Verdict::AlreadyUsed, None));
}

#[test]
fn bitrix_would_leave_the_second_code_unspent_and_this_does_not() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let pair = [14_000, 14_001].map(|at| key.code(at, Digits::SIX));
    let standing = Standing::Counter { next: 0 };
    let found = judge(&key, standing, &pair, &Windows::BITRIX, &mut |_| Go::On);
    let next = found.expect("not stopped").next.expect("moved");
    assert_eq!(next, 14_002);
    let again = judge(&key, Standing::Counter { next }, &pair, &Windows::BITRIX, &mut |_| Go::On);
    assert_eq!(again.expect("not stopped").verdict, Verdict::AlreadyUsed);
}

#[test]
fn bitrix_windows_end_where_bitrix_ends() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let at = |first: u64| {
        let pair = [first, first + 1].map(|at| key.code(at, Digits::EIGHT));
        let standing = Standing::Counter { next: 0 };
        judge(&key, standing, &pair, &Windows::BITRIX, &mut |_| Go::On).expect("on").verdict
    };
    assert_eq!((at(14_999), at(15_000)), (Verdict::Moved, Verdict::NotFound));
    let now = 1_000_000;
    let clock = |first: u64| {
        let pair = [first, first + 1].map(|at| key.code(at, Digits::EIGHT));
        let standing = Standing::Clock { next: 0, now, drift: 0, day: DAY };
        judge(&key, standing, &pair, &Windows::BITRIX, &mut |_| Go::On).expect("on").verdict
    };
    assert_eq!((clock(now + 2), clock(now + 3)), (Verdict::InStep, Verdict::Moved));
    assert_eq!((clock(now + 180), clock(now + 181)), (Verdict::Moved, Verdict::ClockOff));
    assert_eq!((clock(now - 181), clock(now - 182)), (Verdict::Moved, Verdict::ClockOff));
    assert_eq!(clock(now - DAY - 1), Verdict::NotFound);
}

#[test]
fn a_learned_drift_is_where_a_clock_is_looked_for() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let (now, drift) = (1_000_000, -40);
    let at = |first: u64, drift| {
        let pair = [first, first + 1].map(|at| key.code(at, Digits::EIGHT));
        let standing = Standing::Clock { next: 0, now, drift, day: DAY };
        judge(&key, standing, &pair, &Windows::DESK, &mut |_| Go::On).expect("not stopped")
    };
    let found = at(now - 41, drift);
    assert_eq!((found.verdict, found.distance), (Verdict::InStep, Some(-40)));
    assert_eq!(at(now - 41, 0).verdict, Verdict::Moved);
    // A battery was changed: the clock is right again.
    assert_eq!(at(now - 1, drift).verdict, Verdict::InStep);
}

/// A fob, a ledger and everything that can go wrong between them, a million times: what the ledger
/// takes in is what the fob showed, only forwards, and never twice.
#[test]
fn in_a_million_random_conversations_the_counter_never_goes_back_and_no_code_counts_twice() {
    let windows = Windows { resync: 64, back: 32, ..Windows::DESK };
    let mut dice = Dice(4226);
    let mut key = dice.key();
    let (mut next, mut fob, mut moves) = (0_u64, 0_u64, 0_u32);
    for turn in 0..1_000_000_u32 {
        if turn % 10_000 == 0 {
            (key, next, fob) = (dice.key(), 0, 0);
        }
        // Pressed in a pocket, set back by a restore, or as it was.
        fob = match dice.below(12) {
            0 => fob + dice.below(40),
            1 => fob.saturating_sub(dice.below(6)),
            _ => fob,
        };
        let at = match dice.below(6) {
            0 => [fob + 1, fob],
            1 => [fob, fob + 2],
            2 => [fob.saturating_sub(3), fob.saturating_sub(2)],
            _ => [fob, fob + 1],
        };
        fob += 2;
        let codes = at.map(|at| key.code(at, Digits::EIGHT));
        let standing = Standing::Counter { next };
        let found = judge(&key, standing, &codes, &windows, &mut |_| Go::On).expect("not stopped");
        // What the model says: in a row, at or ahead of the ledger, within the window.
        let takes = at[1] == at[0] + 1 && at[0] >= next && at[0] < next + windows.resync;
        assert_eq!(found.next, takes.then_some(at[1] + 1), "{turn}: {at:?} at {next}");
        if let Some(after) = found.next {
            assert!(after > next, "{turn}");
            (next, moves) = (after, moves + 1);
            let again = judge(&key, Standing::Counter { next }, &codes, &windows, &mut |_| Go::On);
            assert_eq!(again.expect("not stopped").verdict, Verdict::AlreadyUsed, "{turn}");
        }
    }
    assert!(moves > 50_000, "{moves} moves");
}

#[test]
fn a_stopped_judgement_is_none() {
    let mut dice = Dice(7);
    let talk = talk(About::Stranger, false, 2, &Windows::DESK, &mut dice);
    let stopped = judge(&talk.key, talk.standing, &talk.codes, &Windows::DESK, &mut |_| Go::Stop);
    assert_eq!(stopped, Err(Stopped));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_gap_within_the_window_is_found_and_none_beyond(
        seed: [u8; 20], next in 0_u64..1 << 60, gap in 0_u64..2_000,
    ) {
        let key = Key::new(Algorithm::Sha1, &Seed::new(seed.to_vec()));
        let codes = [gap, gap + 1].map(|gap| key.code(next + gap, Digits::EIGHT));
        let standing = Standing::Counter { next };
        let found = judge(&key, standing, &codes, &SMALL, &mut |_| Go::On).expect("not stopped");
        let inside = gap < SMALL.resync;
        prop_assert_eq!(found.next, inside.then_some(next + gap + 2));
        prop_assert!(found.next.is_none_or(|after| after > next));
    }
}
