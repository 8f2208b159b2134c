//! The same below our own names: the real program, killed before each of its calls that change
//! something on the disk. `strace` counts the calls, and kills when the chosen one is about to be
//! made.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, ensure};
use desk_tests::props::programs::built;

use crate::Found;
use crate::judge::{self, Findings};
use crate::plan::{Home, Plan};
use crate::sweep::{Figures, each, full, sample};

/// The calls by which files change.
const CALLS: &str = "pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,mkdir,flock";

/// The steps of the story; each one is swept with those before it done.
const STEPS: [&[&str]; 3] = [
    // Its first call makes the practice ledger and the fob.
    &["people", "add", "--login", "anna", "--name", "Anna"],
    &["issue", "--person", "anna", "--fob", "9000001"],
    &["verify", "--fob", "9000001"],
];

/// The same for a slot, which is written in one call and proven in another.
const SLOT_STEPS: [&[&str]; 3] = [
    STEPS[0],
    &["issue", "--person", "anna", "--profile", "slot1-hotp", "--verify-later"],
    &["verify", "--fob", "9000001", "--code", PRESSED],
];

/// Stands for what the slot types when it is pressed.
const PRESSED: &str = "CODE";

/// Before every call of every step.
pub(crate) fn every_call() -> anyhow::Result<Found> {
    if !can_trace() {
        return Ok(Found::LeftOut("strace is missing, or may not trace here".to_owned()));
    }
    let program = built("desk-cli", "fobctl")?;
    let mut figures = Figures::default();
    for (steps, from) in [(&STEPS, 0), (&SLOT_STEPS, 1)] {
        let mut start = Home::empty()?;
        for (at, step) in steps.iter().enumerate() {
            let fob = Fobctl { program: &program, steps: &steps[..], at };
            if at >= from {
                figures += fob.sweep(&start)?;
            }
            start = start.copy()?;
            must(&fob.call(&start, step, None)?, step)?;
        }
    }
    figures.must_be_clean().map(Found::Held)
}

/// One step, to be killed in.
struct Fobctl<'a> {
    program: &'a Path,
    steps: &'a [&'a [&'a str]],
    at: usize,
}

impl Fobctl<'_> {
    fn sweep(&self, start: &Home) -> anyhow::Result<Figures> {
        let step = self.steps[self.at];
        let seen = start.copy()?;
        let log = seen.path().join("calls");
        let calls = ["-o", log.to_str().context("a path in plain letters")?];
        let filter = format!("trace={CALLS}");
        must(&self.call(&seen, step, Some(&[&calls[..], &["-e", &filter]].concat()))?, step)?;
        let kinds: Vec<String> = std::fs::read_to_string(&log)?
            .lines()
            .filter_map(|line| Some(line.split_once(' ')?.1.trim_start().split_once('(')?.0.into()))
            .collect();
        let chosen = if full() { (1..=kinds.len()).collect() } else { sample(&kinds, 12) };
        let mut figures = each(&chosen, |&at| {
            let kind = &kinds[at - 1];
            let nth = kinds[..at].iter().filter(|other| *other == kind).count();
            let home = start.copy()?;
            let (trace, kill) =
                (format!("trace={kind}"), format!("inject={kind}:signal=SIGKILL:when={nth}"));
            let strace = ["-o", "/dev/null", "-e", &trace, "-e", &kill];
            let killed = self.call(&home, step, Some(&strace))?;
            // A page more or less is written from one run to the next: the last may not come.
            if killed.status.code().is_some() {
                must(&killed, step)?;
                return Ok(Figures::default());
            }
            self.judged(home, &format!("{} before {kind} {nth}", step.join(" ")))
        })?;
        figures.events = kinds.len();
        Ok(figures)
    }

    fn judged(&self, home: Home, place: &str) -> anyhow::Result<Figures> {
        let mut figures = Figures { kills: 1, ..Figures::default() };
        figures.lost_at_kill = judge::after_the_kill(&home, Plan::Call)?.lost;
        let findings = self.finish(&home).and_then(|()| judge::at_the_end(&home, Plan::Call));
        let findings = findings.unwrap_or_else(|why| Findings {
            unfinished: vec![format!("{why:#}")],
            ..Findings::default()
        });
        figures.add(home, findings, place);
        Ok(figures)
    }

    /// Gives the same order again, and the ones after it.
    fn finish(&self, home: &Home) -> anyhow::Result<()> {
        let again = self.call(home, self.steps[self.at], None)?;
        let said = String::from_utf8_lossy(&again.stdout);
        // What had been done before the kill, the program refuses to do twice.
        let done = match self.at {
            0 => said.contains("\"login_taken\""),
            1 => said.contains("\"name_in_use\""),
            _ => said.contains("\"code_used\""),
        };
        if !done {
            must(&again, self.steps[self.at])?;
        }
        for step in &self.steps[self.at + 1..] {
            must(&self.call(home, step, None)?, step)?;
        }
        Ok(())
    }

    /// Runs a step, with `strace` before it if there are words for that.
    fn call(&self, home: &Home, step: &[&str], strace: Option<&[&str]>) -> anyhow::Result<Output> {
        let mut words: Vec<String> = step.iter().map(ToString::to_string).collect();
        if let Some(code) = words.iter_mut().find(|word| *word == PRESSED) {
            let pressed = self.command(home, None).args(["practice", "press", "1"]).output()?;
            let said: serde_json::Value = serde_json::from_slice(&pressed.stdout)?;
            *code = said["typed"].as_str().context("what the slot types")?.to_owned();
        }
        Ok(self.command(home, strace).args(words).output()?)
    }

    fn command(&self, home: &Home, strace: Option<&[&str]>) -> Command {
        let program = self.program.to_path_buf();
        let line: Vec<PathBuf> = match strace {
            None => vec![program],
            Some(words) => ["strace", "-f", "-qq"]
                .iter()
                .chain(words)
                .map(PathBuf::from)
                .chain([program])
                .collect(),
        };
        let mut command = Command::new(&line[0]);
        command
            .args(&line[1..])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home.path())
            .env("USER", "olga")
            .arg("--data")
            .arg(home.path())
            .args(["--practice=yubikey5", "--json"])
            .stdin(Stdio::null());
        command
    }
}

fn can_trace() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "true"]);
    strace.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn must(output: &Output, step: &[&str]) -> anyhow::Result<()> {
    let (out, err) = (&output.stdout, &output.stderr);
    ensure!(
        output.status.success(),
        "{}: {} {}{}",
        step.join(" "),
        output.status,
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err),
    );
    Ok(())
}
