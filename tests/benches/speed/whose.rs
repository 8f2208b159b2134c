//! "Whose fob is this?": two typed codes against 100,000 fobs, as the desk does it: every sealed
//! seed is read, checked and opened. The last fob has them, at the last position of its window.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use desk::{Desk, Unattended};
use desk_store::audit::Entry;
use desk_store::{
    Algorithm, FobState, Kind, Ledger, Mark, NewLine, NewToken, Place, Sighting, SystemWorld, With,
};
use desk_tests::props::stage::desk_in;
use fob_sim::SimSockets;
use hotp::{Digits, Key, Seed};

use crate::figures::{Row, on_processor};

const FOBS: u32 = 100_000;
const ROUNDS: usize = 3;
/// Where every fob's ledger line stands.
const NEXT: u64 = 40;

/// The best of three over a hundred positions each; then a thousand each, and what memory that
/// took beyond the hundred.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let mut desk = desk_in(folder.path(), Arc::new(SystemWorld), Box::new(SimSockets::new()));
    desk::people::find(&mut desk, "")?;
    fill(folder.path())?;
    let near = (0..ROUNDS).map(|_| identify(&mut desk, 100));
    let near = near.collect::<anyhow::Result<Vec<f64>>>()?;
    let before = most_memory()?;
    let far = identify(&mut desk, 1_000)?;
    let grown = most_memory()? - before;
    let row = |metric, ours, unit, goal| Row { metric, ours, peer: None, unit, goal };
    Ok(vec![
        row("whose, 100,000 fobs x 100", near.into_iter().fold(f64::NAN, f64::min), "s", 1.5),
        row("whose, 100,000 fobs x 1,000", far, "s", 15.0),
        row("whose, memory grown by a wider search", grown, "KiB", 1024.0),
    ])
}

/// The processor time in seconds.
fn identify(desk: &mut Desk, window: u64) -> anyhow::Result<f64> {
    let last = NEXT + window - 1;
    let key = Key::new(hotp::Algorithm::Sha1, &seed(FOBS - 1));
    let typed = [last, last + 1].map(|at| key.code(at, Digits::SIX).to_string());
    let look = || desk::whose::whose(desk, &mut Unattended, &typed, Some(window));
    let (took, found) = on_processor(look)?;
    let found = found?;
    ensure!(found.searched == u64::from(FOBS), "{} were searched", found.searched);
    let serial = (FOBS - 1).to_string();
    ensure!(found.matches.iter().any(|one| one.fob == serial), "the fob was not found");
    Ok(took / 1e9)
}

/// So many fobs, each with a token of its own.
fn fill(folder: &Path) -> anyhow::Result<()> {
    let mut ledger = Ledger::open(folder, Arc::new(SystemWorld))?;
    ledger.unlock(With::PracticeKey(&folder.join("ledger.key")), Mark::Respect)?;
    let mut txn = ledger.begin()?;
    for who in 0..FOBS {
        let seen = Sighting {
            maker: "yubico".to_owned(),
            serial: Some(who.to_string()),
            ..Sighting::default()
        };
        let fob = txn.note(&seen)?;
        let token = NewToken {
            fob: fob.id,
            person: None,
            kind: Kind::Hotp,
            place: Place::Slot1,
            name: None,
            issuer: None,
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: None,
            touch: false,
            enter: false,
            profile: "slot1-hotp".to_owned(),
            next: NEXT,
        };
        txn.intend(&token, &seed(who), NewLine::default())?;
        txn.move_fob(fob.id, &[FobState::New], FobState::Stock, None)?;
    }
    txn.commit(Entry::new("bench", "fill"))?;
    Ok(())
}

fn seed(who: u32) -> Seed {
    let mut seed = vec![0x5a; 20];
    seed[..4].copy_from_slice(&who.to_be_bytes());
    Seed::new(seed)
}

/// The most memory that this process ever held, in KiB.
fn most_memory() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().next()).context("VmHWM")?;
    Ok(figure.parse()?)
}
