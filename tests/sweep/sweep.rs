//! The sweep itself: which events, one killed run for each, one start after it, and the figures.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, bail, ensure};

use crate::Found;
use crate::judge::{self, Findings};
use crate::plan::{Home, Plan};
use crate::run;

/// How many runs go on at once: they mostly wait for the disk.
const AT_ONCE: usize = 3;

/// Five fobs, killed at each event.
pub(crate) fn five_fobs() -> anyhow::Result<Found> {
    sweep(Plan::Five, 60)?.must_be_clean().map(Found::Held)
}

/// One fob with its recovery codes.
pub(crate) fn codes() -> anyhow::Result<Found> {
    sweep(Plan::Codes, 6)?.must_be_clean().map(Found::Held)
}

/// The control loses seeds.
pub(crate) fn control() -> anyhow::Result<Found> {
    let figures = sweep(Plan::Control, 30)?;
    ensure!(figures.lost_at_kill > 0, "the sweep does not bite: {figures}");
    let Figures { events, kills, lost_at_kill, .. } = figures;
    Ok(Found::Held(format!(
        "{events} events, {kills} runs killed: {lost_at_kill} seeds lost at the kill, as it must be"
    )))
}

/// Killed, started again and killed once more: pairs of events, sampled also in full. The events
/// that are told are those of all second runs.
pub(crate) fn twice() -> anyhow::Result<Found> {
    let start = Home::fresh(Plan::Five)?;
    let kinds = events(&start, Plan::Five)?;
    let firsts = every(kinds.len(), if full() { 40 } else { 6 });
    let seconds = if full() { 12 } else { 3 };
    let figures = each(&firsts, |&first| {
        let home = start.copy()?;
        let End::Killed(kind) = one_run(&home, Plan::Five, first)? else {
            bail!("event {first} is never reached");
        };
        let to_come = events(&home, Plan::Five)?.len();
        let mut figures = Figures { events: to_come, ..Figures::default() };
        for second in every(to_come, seconds) {
            let again = home.copy()?;
            let place = format!("event {first} ({kind}), then {second}");
            figures += match one_run(&again, Plan::Five, second)? {
                End::Killed(kind) => judged(
                    again,
                    Plan::Five,
                    second.is_multiple_of(2),
                    &format!("{place} ({kind})"),
                )?,
                _ => bail!("{place} is never reached"),
            };
        }
        Ok(figures)
    })?;
    figures.must_be_clean().map(Found::Held)
}

/// Whether every event is swept.
pub(crate) fn full() -> bool {
    std::env::var_os("FOBDESK_SWEEP").is_some_and(|word| word == "full")
}

/// A kill at each chosen event of a plan.
fn sweep(plan: Plan, most: usize) -> anyhow::Result<Figures> {
    let start = Home::fresh(plan)?;
    let kinds = events(&start, plan)?;
    let chosen = if full() { (1..=kinds.len()).collect() } else { sample(&kinds, most) };
    let mut figures = each(&chosen, |&at| {
        let home = start.copy()?;
        match one_run(&home, plan, at)? {
            End::Killed(kind) => {
                judged(home, plan, at.is_multiple_of(2), &format!("event {at} ({kind})"))
            }
            End::Done(_) => bail!("event {at} of {} is never reached", kinds.len()),
            End::Failed(why) => bail!("event {at} is never reached: {why}"),
        }
    })?;
    figures.events = kinds.len();
    // The one after the last: nobody is killed.
    let End::Done(_) = one_run(&start.copy()?, plan, kinds.len() + 1)? else {
        bail!("there is an event after the last");
    };
    Ok(figures)
}

/// The run was just killed: is it judged well now, and after a start that nobody kills? The fobs
/// may have been pulled and plugged in again meanwhile: that begins a new count of slot writes.
fn judged(home: Home, plan: Plan, replug: bool, place: &str) -> anyhow::Result<Figures> {
    let mut figures = Figures { kills: 1, ..Figures::default() };
    figures.lost_at_kill = judge::after_the_kill(&home, plan)?.lost;
    if replug {
        home.replug()?;
    }
    let end = one_run(&home, plan, 0)?;
    if plan == Plan::Control {
        return Ok(figures);
    }
    let findings = match (end, judge::at_the_end(&home, plan)) {
        (End::Done(_), Ok(findings)) => findings,
        (End::Failed(why), _) => Findings { unfinished: vec![why], ..Findings::default() },
        (End::Killed(_), _) => bail!("nobody killed that run"),
        (_, Err(why)) => Findings { unfinished: vec![format!("{why:#}")], ..Findings::default() },
    };
    figures.add(home, findings, place);
    Ok(figures)
}

/// How a run ended.
enum End {
    /// It was killed, at an event of this kind.
    Killed(String),
    /// It did its work; these were its events.
    Done(Vec<String>),
    /// It said why not.
    Failed(String),
}

/// The events of a run over a copy of this folder.
fn events(home: &Home, plan: Plan) -> anyhow::Result<Vec<String>> {
    match one_run(&home.copy()?, plan, 0)? {
        End::Done(kinds) => Ok(kinds),
        End::Killed(_) => bail!("nobody killed that run"),
        End::Failed(why) => bail!("a run that nobody kills fails: {why}"),
    }
}

/// Starts the program, and kills it when it says that it has come to the event.
fn one_run(home: &Home, plan: Plan, at: usize) -> anyhow::Result<End> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([run::WORD, plan.word()])
        .arg(home.path())
        .arg(at.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    let output = child.stdout.take().context("its standard output is piped")?;
    BufReader::new(output).read_line(&mut line)?;
    let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    if word == "at" {
        // SIGKILL: the program cannot do anything about it, nor after it.
        child.kill()?;
        let status = child.wait()?;
        ensure!(status.code().is_none(), "it was not killed: {status}");
        return Ok(End::Killed(rest.to_owned()));
    }
    let status = child.wait()?;
    match word {
        "done" if status.success() => {
            Ok(End::Done(rest.split_whitespace().map(str::to_owned).collect()))
        }
        "failed" => Ok(End::Failed(rest.to_owned())),
        _ => bail!("the run ended with {status} and said {line:?}"),
    }
}

/// The first and the last event of each kind, every commit, and every k-th event.
pub(crate) fn sample(kinds: &[String], most: usize) -> Vec<usize> {
    let mut chosen = every(kinds.len(), most);
    for (at, kind) in (1..).zip(kinds) {
        let first = !kinds[..at - 1].contains(kind);
        let last = !kinds[at..].contains(kind);
        if first || last || kind.starts_with("commit") {
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// About so many numbers from 1 to the last, both among them, evenly far apart.
fn every(last: usize, most: usize) -> Vec<usize> {
    let step = last.div_ceil(most).max(1);
    let mut chosen: Vec<usize> = (1..=last).step_by(step).collect();
    if chosen.last() != Some(&last) && last > 0 {
        chosen.push(last);
    }
    chosen
}

/// Does the work for each item, several at once, and adds up what comes of it.
pub(crate) fn each<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> anyhow::Result<Figures> + Sync,
) -> anyhow::Result<Figures> {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Figures::default());
    let worker = || -> anyhow::Result<()> {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            let figures = work(item)?;
            *sum.lock().expect("adding does not panic") += figures;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(done) => done,
            Err(_) => bail!("a worker panicked"),
        })
    })?;
    Ok(sum.into_inner().expect("adding does not panic"))
}

/// What a sweep found.
#[derive(Default)]
pub(crate) struct Figures {
    /// How many places there are to be killed at.
    pub(crate) events: usize,
    /// At how many of them a run was killed.
    pub(crate) kills: usize,
    /// Seeds that nobody knew just after the kill.
    pub(crate) lost_at_kill: usize,
    /// The findings at the end: see [`Findings`].
    pub(crate) lost: usize,
    pub(crate) unknown: usize,
    pub(crate) double: usize,
    pub(crate) unfinished: usize,
    /// Where, and what.
    pub(crate) complaints: Vec<String>,
}

impl Figures {
    /// Counts what was found in a folder, which is kept to be looked at unless it is as it should.
    pub(crate) fn add(&mut self, home: Home, findings: Findings, place: &str) {
        self.lost += findings.lost;
        self.unknown += findings.unknown;
        self.double += findings.double;
        self.unfinished += usize::from(!findings.unfinished.is_empty());
        if !self.is_clean() {
            let why = findings.unfinished.join("; ");
            self.complaints.push(format!("{place}: {why} [{}]", home.keep().display()));
        }
    }

    fn is_clean(&self) -> bool {
        [self.lost_at_kill, self.lost, self.unknown, self.double, self.unfinished] == [0; 5]
    }

    /// The figures in words, unless something was found.
    pub(crate) fn must_be_clean(&self) -> anyhow::Result<String> {
        let complaints = &self.complaints[..self.complaints.len().min(10)];
        ensure!(self.is_clean(), "{self}\n    {}", complaints.join("\n    "));
        ensure!(self.kills > 0, "nothing was killed");
        Ok(self.to_string())
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} events, {} runs killed: {} seeds lost at the kill, {} at the end, {} fobs whose \
             seed is unknown, {} double assignments, {} runs not finished",
            self.events,
            self.kills,
            self.lost_at_kill,
            self.lost,
            self.unknown,
            self.double,
            self.unfinished,
        )
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.events += other.events;
        self.kills += other.kills;
        self.lost_at_kill += other.lost_at_kill;
        self.lost += other.lost;
        self.unknown += other.unknown;
        self.double += other.double;
        self.unfinished += other.unfinished;
        self.complaints.extend(other.complaints);
    }
}
