//! `fobctl issue` (journal, write, proof, sealed commit) against `ykman oath accounts add` (the
//! write alone): the same fob, the same service, in turn. Each pair has a new fob, since one that
//! was issued belongs to somebody.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;
use desk_tests::props::pcscd::{Pcscd, PluggedFob, SoftFob};
use desk_tests::props::programs::built;
use fob_sim::Model;
use tempfile::TempDir;

use crate::figures::{Row, Took, median, time};
use crate::keyring::Keyring;

const ROUNDS: usize = 15;
const YKMAN: &str = "ykman oath accounts add";
/// Base32 of 20 bytes.
const THEIR_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Everything that both need, set up.
struct Bench {
    service: Pcscd,
    keyring: Keyring,
    data: TempDir,
    fobctl: PathBuf,
    ykman: PathBuf,
}

/// Fifteen of each in turn, after one of each that does not count.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let bench = Bench::new()?;
    let (mut ours, mut theirs, mut exchanges) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        time(&bench.add(round))?;
        let mut fob = bench.plug(round)?;
        let before = fob.exchanges()?;
        let our = time(&bench.issue(round))?;
        let used = fob.exchanges()? - before;
        let their = time(&bench.ykman(&["add", "--force", "-o", "HOTP", "peer", THEIR_SECRET]))?;
        if round > 0 {
            ours.push(our);
            theirs.push(their);
            exchanges.push(u32::try_from(used)?.into());
        }
    }
    let both = |figure: fn(&Took) -> f64| {
        let of = |runs: &[Took]| median(runs.iter().map(figure).collect());
        (of(&ours), Some((of(&theirs), YKMAN)))
    };
    let row = |metric, (ours, peer)| Row { metric, ours, peer, unit: "ms", goal: 8.0 };
    Ok(vec![
        row("issue, whole process", both(|took| took.wall)),
        row("issue, processor time", both(|took| took.processor)),
        Row {
            metric: "issue, exchanges with the fob",
            ours: median(exchanges),
            peer: None,
            unit: "APDUs",
            goal: 20.0,
        },
    ])
}

impl Bench {
    fn new() -> anyhow::Result<Self> {
        let ykman = std::env::var_os("YKMAN").context("YKMAN must say where ykman is")?;
        let service = Pcscd::start(&[Model::Yubikey5])?;
        let bench = Self {
            service,
            keyring: Keyring::start()?,
            data: TempDir::with_prefix("bench-")?,
            fobctl: built("desk-cli", "fobctl")?,
            ykman: ykman.into(),
        };
        let key = bench.data.path().join("recovery-key.txt");
        let mut init = bench.fobctl(&["init", "--recovery-key-out"]);
        time(init.arg(key))?;
        Ok(bench)
    }

    fn plug(&self, round: usize) -> anyhow::Result<PluggedFob> {
        let serial = 21_000_000 + u32::try_from(round)?;
        self.service.plug(0, &SoftFob::new(Model::Yubikey5).serial(serial))
    }

    fn add(&self, round: usize) -> Command {
        let login = format!("p{round}");
        self.fobctl(&["people", "add", "--login", &login, "--name", "Bench"])
    }

    fn issue(&self, round: usize) -> Command {
        self.fobctl(&["issue", "--person", &format!("p{round}")])
    }

    fn fobctl(&self, words: &[&str]) -> Command {
        let mut command = self.service.command(&self.fobctl);
        command.env("HOME", self.keyring.home()).env("XDG_RUNTIME_DIR", self.keyring.home());
        command.arg("--data").arg(self.data.path()).args(words);
        command
    }

    fn ykman(&self, words: &[&str]) -> Command {
        let mut command = self.service.command(&self.ykman);
        command.args(["--reader", &self.service.reader(0), "oath", "accounts"]).args(words);
        command
    }
}
