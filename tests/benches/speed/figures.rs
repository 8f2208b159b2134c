//! What was measured, and how it is told.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

/// One line of the result.
pub(crate) struct Row {
    /// What was measured.
    pub(crate) metric: &'static str,
    /// Our figure: the median.
    pub(crate) ours: f64,
    /// The peer's figure with the peer's name, where there is a peer.
    pub(crate) peer: Option<(f64, &'static str)>,
    /// The unit of both.
    pub(crate) unit: &'static str,
    /// How many times less than the peer ours must be; without a peer: the most it may be.
    pub(crate) goal: f64,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.peer.map(|(peer, _)| peer / self.ours)
    }

    /// Whether the goal is reached.
    pub(crate) fn held(&self) -> bool {
        self.ratio().map_or(self.ours <= self.goal, |ratio| ratio >= self.goal)
    }
}

/// One JSON document.
pub(crate) fn json(rows: &[Row]) -> String {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "metric": row.metric,
                "ours": row.ours,
                "peer": row.peer.map(|(peer, _)| peer),
                "peer_name": row.peer.map(|(_, name)| name),
                "unit": row.unit,
                "ratio": row.ratio(),
                "goal": row.goal,
                "held": row.held(),
            })
        })
        .collect();
    Value::from(rows).to_string()
}

/// For people.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let held = if row.held() { "held" } else { "MISSED" };
        let _ = match (row.peer, row.ratio()) {
            (Some((peer, name)), Some(ratio)) => writeln!(
                text,
                "{}: {:.1} {unit}, {name} {peer:.1} {unit}: {ratio:.1} times (goal {}): {held}",
                row.metric,
                row.ours,
                row.goal,
                unit = row.unit,
            ),
            _ => writeln!(
                text,
                "{}: {} {} (at most {}): {held}",
                row.metric, row.ours, row.unit, row.goal
            ),
        };
    }
    text.trim_end().to_owned()
}

/// What one run of a program took, in milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    /// From start to end.
    pub(crate) wall: f64,
    /// On a processor, its own and the system's on its behalf.
    pub(crate) processor: f64,
}

/// Runs a program to its end; it must go well. The shell's own `time` measures, to the
/// millisecond.
pub(crate) fn time(command: &Command) -> anyhow::Result<Took> {
    let script = r#"TIMEFORMAT="%3R %3U %3S"; exec 3>&2; time "$@" 2>&3"#;
    let mut timed = Command::new("bash");
    timed.args(["-c", script, "bash"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    let output = timed.stdin(Stdio::null()).output().context("bash")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} went wrong: {said}");
    let figures = said.lines().next_back().unwrap_or_default();
    let seconds: Vec<f64> = figures.split(' ').map_while(|figure| figure.parse().ok()).collect();
    match seconds[..] {
        [wall, user, system] => Ok(Took { wall: wall * 1e3, processor: (user + system) * 1e3 }),
        _ => anyhow::bail!("{figures:?} are no times"),
    }
}

/// What a piece of work in this thread took on a processor, in nanoseconds, and what it gave.
pub(crate) fn on_processor<T>(work: impl FnOnce() -> T) -> anyhow::Result<(f64, T)> {
    let before = used()?;
    let result = work();
    Ok((used()? - before, result))
}

/// The processor time of this thread so far, in nanoseconds.
fn used() -> anyhow::Result<f64> {
    // The kernel books the time when the thread gives way.
    std::thread::yield_now();
    let booked = std::fs::read_to_string("/proc/thread-self/schedstat").context("schedstat")?;
    Ok(booked.split(' ').next().unwrap_or_default().parse()?)
}

/// The one in the middle.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
