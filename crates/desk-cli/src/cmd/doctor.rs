//! `fobctl doctor`: is this desk fit for work?

use desk::Fault;
use desk::doctor::{self, Check, State};

use crate::out::Out;
use crate::session::Session;

/// Runs it; a failed check is a verdict that means no.
pub(crate) fn run(session: &Session) -> Result<u8, Fault> {
    let out = &session.out;
    let found = doctor::checkup(&mut session.desk()?);
    out.result(&found, || {
        let lines: Vec<String> = found.checks.iter().map(|check| line(out, check)).collect();
        lines.join("\n")
    });
    Ok(u8::from(found.failed()))
}

fn line(out: &Out, check: &Check) -> String {
    let state = match check.state {
        State::Ok => "cli-ok",
        State::Warn => "cli-warn",
        State::Fail => "cli-fail",
    };
    let head = format!("[{}] {}", out.say(state, &[]), check.what);
    match &check.now {
        None => head,
        Some(now) => format!("{head}\n    {now}"),
    }
}
