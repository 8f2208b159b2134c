//! Fifty clients try the same forty codes at once, each hash at its full cost: exactly forty get in.
//! (The same with cheap hashes and more codes stands in `tests/desk/codes.rs`; what is different
//! here is the time that each check holds on to, so that many stand at the door together.)

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, bail, ensure};
use desk::codes::{self, Word};
use desk::{Desk, Output};
use desk_tests::props::stage::Stage;

use crate::Found;

const CLIENTS: usize = 50;
/// Two people with a full sheet each.
const SHEETS: [&str; 2] = ["anna", "boris"];
const CODES: usize = 40;

/// Fifty times forty checks.
pub(crate) fn at_the_door() -> anyhow::Result<Found> {
    let stage = Stage::with(&[]);
    let mut all: Vec<(&str, String)> = Vec::new();
    for login in SHEETS {
        let file = stage.dir.path().join(login);
        let to = Output { text: Some(file.clone()), ..Output::default() };
        codes::issue(&mut stage.desk(), login, Some(20), &to).context("a sheet")?;
        for line in std::fs::read_to_string(file)?.lines() {
            let code = line.split_once(". ").context("N. CODE")?.1;
            all.push((login, code.to_owned()));
        }
    }
    ensure!(all.len() == CODES, "{} codes", all.len());
    let accepted: Vec<AtomicUsize> = all.iter().map(|_| AtomicUsize::new(0)).collect();
    let door = Barrier::new(CLIENTS);
    let checks = thread::scope(|scope| {
        let client = |first: usize| {
            let (stage, all, accepted, door) = (&stage, &all, &accepted, &door);
            scope.spawn(move || -> anyhow::Result<usize> {
                let mut desk = stage.desk();
                door.wait();
                for nth in 0..CODES {
                    // Neighbours try the same code at about the same time.
                    let at = (first / 5 + nth) % CODES;
                    let (login, code) = &all[at];
                    match verdict(&mut desk, login, code)? {
                        Word::Accepted => _ = accepted[at].fetch_add(1, Ordering::SeqCst),
                        Word::Used => {}
                        other => bail!("{other:?} for a good code"),
                    }
                }
                Ok(CODES)
            })
        };
        let clients: Vec<_> = (0..CLIENTS).map(client).collect();
        let ended = clients.into_iter().map(|client| client.join().expect("no panic"));
        ended.sum::<anyhow::Result<usize>>()
    })?;
    let each: Vec<usize> = accepted.into_iter().map(AtomicUsize::into_inner).collect();
    ensure!(each.iter().all(|times| *times == 1), "accepted so often each: {each:?}");
    let left: u32 = SHEETS
        .iter()
        .map(|login| Ok(codes::status(&mut stage.desk(), login)?.left))
        .sum::<anyhow::Result<u32>>()?;
    ensure!(left == 0, "{left} codes are left");
    Ok(Found::Held(format!("{checks} checks of {CODES} codes: each was accepted once")))
}

/// The verdict; a ledger that others write to is asked again.
fn verdict(desk: &mut Desk, login: &str, code: &str) -> anyhow::Result<Word> {
    loop {
        match codes::verify(desk, login, code) {
            Ok(verdict) => return Ok(verdict.verdict),
            Err(fault) if fault.cause.code() == "ledger_busy" => {}
            Err(fault) => bail!("{fault}"),
        }
    }
}
