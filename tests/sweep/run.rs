//! The run that is killed, and started again: what a person does with the program. It settles what
//! is open, gives the same orders once more, and takes a person who has the fob already as served.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use desk::cable::{Go, Why};
use desk::issue::{Order, issue};
use desk::{Attendant, Desk, Output, Progress, Typed};
use desk_tests::props::stage::desk_in;
use fob_sim::PracticeSockets;

use crate::control;
use crate::plan::{Job, Plan, fobs_in, ledger_in};
use crate::probe::{Probe, ProbedSockets, ProbedWorld};

/// The first word on the command line of a run: `run PLAN FOLDER EVENT`.
pub(crate) const WORD: &str = "run";

/// A run. At its end it prints `done` and the kinds of its events.
pub(crate) fn main(words: &[String]) -> ExitCode {
    match work(words) {
        Ok(events) => {
            println!("done {}", events.join(" "));
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("failed {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(words: &[String]) -> anyhow::Result<Vec<String>> {
    let [plan, home, at] = words else { bail!("a run is called by the sweep alone") };
    let (plan, home) = (Plan::of(plan).context("a plan")?, Path::new(home));
    let probe = Probe::at(at.parse().context("the number of an event")?);
    match plan {
        Plan::Control => control::provision(plan, home, &probe)?,
        Plan::Five | Plan::Codes | Plan::Call => provision(plan, home, &probe)?,
    }
    Ok(probe.seen())
}

fn provision(plan: Plan, home: &Path, probe: &Probe) -> anyhow::Result<()> {
    let fobs = || PracticeSockets::open(&fobs_in(home), &[]);
    let sockets = ProbedSockets { fobs: fobs()?, probe: probe.clone() };
    let world = Arc::new(ProbedWorld(probe.clone()));
    let mut desk = desk_in(&ledger_in(home), world, Box::new(sockets));
    let mut hand = Hand { fobs: fobs()?, probe: probe.clone() };
    // What cannot be settled now, because a person must type, is continued by its order.
    desk::settle::settle(&mut desk, &mut hand).context("settling")?;
    for (serial, job) in plan.with_serials() {
        give(&mut desk, &mut hand, home, serial, job).with_context(|| job.person.to_owned())?;
    }
    Ok(())
}

fn give(
    desk: &mut Desk,
    hand: &mut Hand,
    home: &Path,
    serial: u32,
    job: &Job,
) -> anyhow::Result<()> {
    let serial = serial.to_string();
    let codes = || Output { text: job.codes.then(|| free(home)), ..Output::default() };
    let order = Order {
        person: job.person.to_owned(),
        profile: Some(job.profile.to_owned()),
        fob: Some(serial.clone()),
        codes: codes(),
        ..Order::default()
    };
    match issue(desk, hand, &order) {
        Ok(issued) => {
            ensure!(issued.token.state == "assigned", "the token is {}", issued.token.state);
        }
        // Given before: the program says that the place is in use, the person looks who has it.
        Err(fault) if matches!(fault.cause.code(), "name_in_use" | "slot_in_use") => {
            let card = desk::people::show(desk, job.person)?;
            let served = card.tokens.iter().any(|t| t.fob == serial && t.state == "assigned");
            ensure!(served, "{fault}, and nobody has it");
        }
        Err(fault) => return Err(fault.into()),
    }
    if job.codes && desk::codes::status(desk, job.person)?.left == 0 {
        desk::codes::issue(desk, job.person, None, &codes())?;
    }
    Ok(())
}

/// A file name that is not taken: files are never written over.
fn free(home: &Path) -> PathBuf {
    let files = (1..).map(|n| home.join(format!("codes-{n}.txt")));
    files.into_iter().find(|file| !file.exists()).expect("there are more numbers than files")
}

/// A hand that presses the slot when the program asks for its code. The press is an event too.
struct Hand {
    fobs: PracticeSockets,
    probe: Probe,
}

impl Attendant for Hand {
    fn tell(&mut self, _progress: &Progress) {}

    fn pause(&mut self, _time: Duration, _why: Why) -> Go {
        Go::On
    }

    fn code(&mut self, serial: &str, place: &str, _again: bool) -> Typed {
        self.probe.event("press:before");
        let slot = if place == "slot1" { 1 } else { 2 };
        let typed = self.fobs.press(Some(serial), slot);
        self.probe.event("press:after");
        typed.map_or(Typed::Later, Typed::Code)
    }
}
