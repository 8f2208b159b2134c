//! 100,000 codes against the totp-rs crate: every hash, every number of digits, seeds shorter and
//! longer than a hash block, counters from the whole range.

use hotp::{Algorithm, Digits, Key, Seed, Steps};
use totp_rs::{Builder, Totp};

use crate::dice::Dice;

const SEEDS: u64 = 2_000;
const COUNTERS: u64 = 25;
const TIMES: u64 = 25;

#[test]
fn a_hundred_thousand_codes_equal_those_of_totp_rs() {
    let mut dice = Dice::new(4226);
    let mut compared = 0_u64;
    for _ in 0..SEEDS {
        let algorithm = dice.pick(&Algorithm::ALL);
        let digits = dice.pick(&Digits::ALL);
        let len = usize::try_from(dice.below(200)).expect("below 200");
        let seed = dice.bytes(len);
        let key = Key::new(algorithm, &Seed::new(seed.clone()));

        // With steps of one second, the time is the counter.
        let by_counter = theirs(&seed, algorithm, digits, 1);
        for _ in 0..COUNTERS {
            let scale = dice.pick(&[1 << 10, 1 << 32, u64::MAX]);
            let counter = dice.below(scale);
            let same = by_counter.generate(counter).to_string();
            let ours = key.code(counter, digits).to_string();
            assert_eq!(ours, same, "{algorithm}, {digits} digits, counter {counter}, {seed:02x?}");
            compared += 1;
        }

        let period = dice.pick(&[1, 15, 30, 60, 90, 3600]);
        let steps = Steps::new(0, period).expect("no period of zero");
        let by_time = theirs(&seed, algorithm, digits, u64::from(period));
        for _ in 0..TIMES {
            let unix = dice.below(1 << 40);
            let step = steps.step_at(i64::try_from(unix).expect("below 2^40")).expect("after 1970");
            let same = by_time.generate(unix).to_string();
            let ours = key.code(step, digits).to_string();
            assert_eq!(ours, same, "{algorithm}, {digits} digits, time {unix}, period {period}");
            compared += 1;
        }
    }
    assert_eq!(compared, 100_000);
}

fn theirs(seed: &[u8], algorithm: Algorithm, digits: Digits, period: u64) -> Totp {
    let algorithm = match algorithm {
        Algorithm::Sha1 => totp_rs::Algorithm::SHA1,
        Algorithm::Sha256 => totp_rs::Algorithm::SHA256,
        Algorithm::Sha512 => totp_rs::Algorithm::SHA512,
    };
    // "Noncompliant" only in that seeds of any length are taken.
    Builder::new()
        .with_algorithm(algorithm)
        .with_digits(digits.get())
        .with_secret(seed.to_vec())
        .with_step_duration(period)
        .build_noncompliant()
}
