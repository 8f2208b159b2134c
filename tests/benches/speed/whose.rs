//! "Whose fob is this?": two typed codes against 100,000 fobs, key set-up included. The last fob
//! has them, at the last position of its window.

use std::fs;

use anyhow::{Context, ensure};
use hotp::{Algorithm, Digits, Fob, Go, Key, Seed};

use crate::figures::{Row, on_processor};

const FOBS: u32 = 100_000;
const ROUNDS: usize = 3;
/// Where every fob's ledger line stands.
const NEXT: u64 = 40;

/// The best of three over a hundred positions each; then a thousand each, and what memory that
/// took beyond the hundred.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let near = (0..ROUNDS).map(|_| identify(100)).collect::<anyhow::Result<Vec<f64>>>()?;
    let before = most_memory()?;
    let far = identify(1_000)?;
    let grown = most_memory()? - before;
    let row = |metric, ours, unit, goal| Row { metric, ours, peer: None, unit, goal };
    Ok(vec![
        row("whose, 100,000 fobs x 100", near.into_iter().fold(f64::NAN, f64::min), "s", 1.5),
        row("whose, 100,000 fobs x 1,000", far, "s", 15.0),
        row("whose, memory grown by a wider search", grown, "KiB", 1024.0),
    ])
}

/// The processor time in seconds.
fn identify(window: u64) -> anyhow::Result<f64> {
    let last = NEXT + window - 1;
    let typed = [last, last + 1].map(|at| key(FOBS - 1).code(at, Digits::SIX));
    let fobs = (0..FOBS).map(|who| Fob { who, key: key(who), from: NEXT, window });
    let (took, seen) = on_processor(|| hotp::find_among(fobs, &typed, &mut |_| Go::On))?;
    let right = |seen: &hotp::Seen<u32>| (seen.who, seen.found.position()) == (FOBS - 1, last);
    ensure!(seen?.iter().any(right), "the fob was not found");
    Ok(took / 1e9)
}

fn key(who: u32) -> Key {
    let mut seed = vec![0x5a; 20];
    seed[..4].copy_from_slice(&who.to_be_bytes());
    Key::new(Algorithm::Sha1, &Seed::new(seed))
}

/// The most memory that this process ever held, in KiB.
fn most_memory() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().next()).context("VmHWM")?;
    Ok(figure.parse()?)
}
