//! `cargo xtask bench`: the release build measured beside its peers, by `tests/benches/speed`.

use crate::setup;
use crate::shell::{Result, cargo, run, target_dir};
use crate::targets::PROGRAMS;

/// Sets up what the peers need and measures; whether every goal was reached. With `--json`,
/// standard output is the one document.
pub(crate) fn bench(options: &[&str]) -> Result<bool> {
    let json = options.contains(&"--json");
    let aloud = |run: crate::shell::Run| if json { run.quiet() } else { run };
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::JUDGES, setup::READERS])?;
    let ykman = setup::ykman()?;
    let named: Vec<_> = options.iter().filter(|option| **option != "--json").collect();
    let searches = named.is_empty() || named.contains(&&"sync");
    let peers = if searches { Some(setup::search_peers()?) } else { None };
    let build = ["build", "--release", "--workspace", "--locked"];
    let targets = ["--bin", "fobctl", "--bin", "fobsim", "--bench", "speed"];
    aloud(cargo(build).args(targets)).must()?;
    // A session bus of its own: the person's keyring stays out of it.
    let words = ["cargo", "bench", "--quiet", "--workspace", "--locked", "--bench", "speed", "--"];
    let mut bench = run("dbus-run-session").args(["--"]).args(words).args(options);
    if let Some(peers) = peers {
        bench = bench.env("PEERS_PYTHON", peers);
    }
    let programs = target_dir()?.join("release");
    aloud(bench.env("YKMAN", ykman).env(PROGRAMS, programs)).ok()
}
