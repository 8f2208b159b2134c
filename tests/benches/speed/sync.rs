//! The search for a code: ours on each path, and the peers', in one run.
//!
//! Every search begins at counter 0 and finds its code at the last counter it looks at, so that
//! all do the same work and show that they did it. Processor time, interleaved, best of nine.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};
use hotp::{Algorithm, Code, Digits, Key, Lanes, Seed};
use totp_rs::{Builder, Totp};

use crate::figures::{Row, on_processor, time};

const ROUNDS: usize = 9;
const SEED: &[u8; 20] = b"12345678901234567890";
const PEERS: &str = include_str!("peers.py");

/// What searches, with the number of counters that keeps it busy long enough to be measured.
enum Searcher {
    Ours(Lanes, u64),
    /// Two bare compressions per code: what the lanes could do at most.
    Ceiling(Lanes, u64),
    TotpRs(Box<Totp>, u16),
    Oathtool(u64),
    Python(&'static str, u64),
}

/// One searcher's best time so far, in nanoseconds per counter.
struct Best {
    searcher: Searcher,
    nanoseconds: f64,
}

/// Nine of each in turn.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let python = std::env::var_os("PEERS_PYTHON");
    let bench = Bench {
        key: Key::new(Algorithm::Sha1, &Seed::new(SEED.to_vec())),
        python: python.context("PEERS_PYTHON must say which Python has the peers")?.into(),
    };
    let skew = 30_000;
    let totp = Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA1)
        .with_digits(8)
        .with_secret(SEED.to_vec())
        .with_skew(skew)
        .with_step_duration(1)
        .build_noncompliant();
    let mut searchers = vec![
        Searcher::Python("privacyidea", 200_000),
        Searcher::Python("pyotp", 50_000),
        Searcher::Oathtool(1_000_000),
        Searcher::TotpRs(Box::new(totp), skew),
    ];
    for lanes in Lanes::all() {
        let count = if lanes == Lanes::ONE { 4_000_000 } else { 8_000_000 };
        searchers.extend([Searcher::Ours(lanes, count), Searcher::Ceiling(lanes, count)]);
    }
    let best = |searcher| Best { searcher, nanoseconds: f64::INFINITY };
    let mut all: Vec<Best> = searchers.into_iter().map(best).collect();
    for _ in 0..ROUNDS {
        for best in &mut all {
            best.nanoseconds = best.nanoseconds.min(bench.run(&best.searcher)?);
        }
    }
    rows(&all)
}

/// Ours beside the peers, with the goals.
fn rows(all: &[Best]) -> anyhow::Result<Vec<Row>> {
    let of = |is: &dyn Fn(&Searcher) -> bool| {
        let found = all.iter().find(|best| is(&best.searcher));
        found.map(|best| best.nanoseconds).context("everything was measured")
    };
    let python = |name| of(&|s| matches!(s, Searcher::Python(peer, _) if *peer == name));
    let privacyidea = python("privacyidea")?;
    let peers = [
        (privacyidea, "privacyIDEA checkOtp", 25.0),
        (python("pyotp")?, "pyotp verify", 25.0),
        (of(&|s| matches!(s, Searcher::Oathtool(_)))?, "oathtool", 4.5),
        (of(&|s| matches!(s, Searcher::TotpRs(..)))?, "totp-rs check", 2.5),
    ];
    let mut rows = Vec::new();
    let mut row = |metric, ours, peer, peer_name, goal| {
        rows.push(Row { metric, ours, peer: Some((peer, peer_name)), unit: "ns a code", goal });
    };
    for lanes in Lanes::all() {
        let ours = of(&|s| matches!(s, Searcher::Ours(of, _) if *of == lanes))?;
        let ceiling = of(&|s| matches!(s, Searcher::Ceiling(of, _) if *of == lanes))?;
        match lanes.count() {
            1 => {
                for (peer, name, goal) in peers {
                    row("search, plain path", ours, peer, name, goal);
                }
            }
            8 => {
                row("search, AVX2", ours, privacyidea, "privacyIDEA checkOtp", 50.0);
                row("search, AVX2", ours, ceiling, "bare compressions", 0.9);
            }
            _ => {
                row("search, AVX-512", ours, privacyidea, "privacyIDEA checkOtp", 130.0);
                row("search, AVX-512", ours, ceiling, "bare compressions", 0.9);
            }
        }
    }
    Ok(rows)
}

struct Bench {
    key: Key,
    /// The Python that has the peers.
    python: PathBuf,
}

impl Bench {
    /// One search, in nanoseconds per counter.
    fn run(&self, searcher: &Searcher) -> anyhow::Result<f64> {
        let (nanoseconds, count) = match searcher {
            Searcher::Ours(lanes, count) => {
                let (at, code) = self.last_of(*count)?;
                let search = || hotp::positions_with(*lanes, &self.key, 0, *count, &[code]).next();
                let (took, found) = on_processor(search)?;
                ensure!(found.is_some_and(|found| found.position() == at), "found elsewhere");
                (took, at + 1)
            }
            Searcher::Ceiling(lanes, count) => {
                let (took, sum) = on_processor(|| lanes.compressions(*count))?;
                std::hint::black_box(sum);
                (took, *count)
            }
            Searcher::TotpRs(totp, skew) => {
                let (at, code) = self.last_of(u64::from(*skew) * 2 + 1)?;
                let text = code.to_string();
                let search = || totp.check(&text, u64::from(*skew));
                let (took, found) = on_processor(search)?;
                ensure!(found == Some(at), "totp-rs found {found:?} instead of {at}");
                (took, at + 1)
            }
            Searcher::Oathtool(count) => {
                let (at, code) = self.last_of(*count)?;
                let mut oathtool = Command::new("oathtool");
                oathtool.args(["--hotp", "--counter=0", "--digits=8"]);
                oathtool.arg(format!("--window={count}")).args([hex(SEED), code.to_string()]);
                (time(&oathtool)?.processor * 1e6, at + 1)
            }
            Searcher::Python(peer, count) => {
                let (at, code) = self.last_of(*count)?;
                (self.ask_python(peer, at, code)?, at + 1)
            }
        };
        Ok(nanoseconds / f64::from(u32::try_from(count)?))
    }

    fn ask_python(&self, peer: &str, at: u64, code: Code) -> anyhow::Result<f64> {
        let mut python = Command::new(&self.python);
        python.args(["-c", PEERS, peer, &hex(SEED), &code.to_string(), &(at + 1).to_string()]);
        let output = python.output().context("python")?;
        let said = String::from_utf8(output.stdout)?;
        let problem = String::from_utf8_lossy(&output.stderr);
        let (found, took) = said.trim().split_once(' ').with_context(|| problem.into_owned())?;
        ensure!(found == at.to_string(), "{peer} found {found} instead of {at}");
        Ok(took.parse()?)
    }

    /// The last of so many counters whose code no counter before it has, and that code.
    fn last_of(&self, count: u64) -> anyhow::Result<(u64, Code)> {
        let codes = (0..count).rev().map(|at| (at, self.key.code(at, Digits::EIGHT)));
        let first = |code: &Code| hotp::find(&self.key, 0, count, std::slice::from_ref(code));
        let mut fitting =
            codes.filter(|(at, code)| first(code).is_some_and(|found| found.position() == *at));
        fitting.next().context("some code comes once")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
