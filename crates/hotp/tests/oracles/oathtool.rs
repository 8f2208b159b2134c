//! 100,000 codes against oathtool: HOTP with SHA-1, TOTP with each hash. One call makes 1,000
//! codes in a row; the seed goes in by standard input.

use std::io::Write;
use std::process::{Command, Stdio};

use hotp::{Algorithm, Digits, Key, Seed, Steps};

use crate::dice::Dice;

const IN_A_ROW: u64 = 1_000;
const CALLS: u64 = 100;

#[test]
fn a_hundred_thousand_codes_equal_those_of_oathtool() {
    let mut dice = Dice::new(6238);
    let mut compared = 0;
    for call in 0..CALLS {
        let digits = dice.pick(&Digits::ALL);
        let len = usize::try_from(16 + dice.below(80)).expect("below 96");
        let seed = dice.bytes(len);
        let (algorithm, first, options) =
            if call % 2 == 0 { by_counter(&mut dice) } else { by_time(&mut dice) };

        let theirs = oathtool(&seed, digits, &options);
        assert_eq!(theirs.len(), 1_000, "one call makes {IN_A_ROW} codes");
        let key = Key::new(algorithm, &Seed::new(seed.clone()));
        for (at, code) in (first..).zip(&theirs) {
            let ours = key.code(at, digits).to_string();
            assert_eq!(&ours, code, "{algorithm}, {digits} digits, at {at}, seed {seed:02x?}");
        }
        compared += theirs.len();
    }
    assert_eq!(compared, 100_000);
}

/// The hash, the first moving factor, and oathtool's options that start there.
type Case = (Algorithm, u64, Vec<String>);

fn by_counter(dice: &mut Dice) -> Case {
    let first = dice.below(1 << 62);
    (Algorithm::Sha1, first, vec!["--hotp".into(), format!("--counter={first}")])
}

fn by_time(dice: &mut Dice) -> Case {
    let algorithm = dice.pick(&Algorithm::ALL);
    let (t0, period) = (dice.pick(&[0, 946_684_800]), dice.pick(&[15, 30, 60]));
    let unix = 1_000_000_000 + i64::try_from(dice.below(1 << 31)).expect("below 2^31");
    let steps = Steps::new(t0, period).expect("no period of zero");
    let options = vec![
        format!("--totp={}", algorithm.name().to_uppercase()),
        format!("--time-step-size={period}s"),
        format!("--start-time=@{t0}"),
        format!("--now=@{unix}"),
    ];
    (algorithm, steps.step_at(unix).expect("after the start"), options)
}

fn oathtool(seed: &[u8], digits: Digits, options: &[String]) -> Vec<String> {
    let mut child = Command::new("oathtool")
        .args(options)
        .args([format!("--window={}", IN_A_ROW - 1), format!("--digits={digits}"), "-".into()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs the program oathtool (Debian package `oathtool`)");
    let hex: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut input = child.stdin.take().expect("standard input is a pipe");
    input.write_all(hex.as_bytes()).expect("oathtool reads its key");
    drop(input);
    let output = child.wait_with_output().expect("oathtool ends");
    assert!(output.status.success(), "oathtool {options:?} failed: {}", output.status);
    let text = String::from_utf8(output.stdout).expect("digits are text");
    text.lines().map(str::to_owned).collect()
}
