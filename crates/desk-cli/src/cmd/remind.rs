//! `fobctl reminders`: what to think of; and `fobctl defer`: who need not have a fob yet.

use desk::suspend::Term;
use desk::{Fault, defer, reminders};

use crate::cmd::life::Lasting;
use crate::session::Session;

/// The options of `defer`.
#[derive(Debug, clap::Args)]
pub(crate) struct Defer {
    /// The person's login
    #[arg(long, value_name = "LOGIN")]
    person: String,
    #[command(flatten)]
    term: Lasting,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Runs `defer`.
pub(crate) fn defer(session: &Session, asked: &Defer) -> Result<u8, Fault> {
    let out = &session.out;
    let term = asked.term.days.map_or(Term::ForGood, Term::Days);
    let done = defer::defer(&mut session.open_desk()?, &asked.person, term, &asked.reason)?;
    out.result(&done, || match &done.until {
        Some(until) => out.say("cli-deferred", &[("login", &done.person), ("until", until)]),
        None => out.say("cli-deferred-for-good", &[("login", &done.person)]),
    });
    Ok(0)
}

/// Runs `reminders`.
pub(crate) fn list(session: &Session) -> Result<u8, Fault> {
    let out = &session.out;
    let all = reminders::list(&mut session.open_desk()?)?;
    out.result(&all, || {
        let line = |one: &reminders::ReminderCard| match &one.at {
            Some(at) => format!("{} {}", at.get(..10).unwrap_or(at), one.say),
            None => one.say.clone(),
        };
        let mut lines: Vec<String> = all.list.iter().map(line).collect();
        if all.without_codes > 0 {
            let count = u64::from(all.without_codes);
            lines.push(desk::say_count(out.lang, "cli-without-codes", count, &[]));
        }
        if lines.is_empty() {
            lines.push(out.say("cli-nothing-to-remind", &[]));
        }
        lines.join("\n")
    });
    Ok(0)
}
