//! `fobctl policy`: the house's rules.

use desk::Fault;
use desk::policy::{self, PolicyCard};

use crate::session::Session;

/// The options of `policy`.
#[derive(Debug, clap::Args)]
pub(crate) struct Policy {
    /// One rule [default: all of them]
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// What it is to be from now on
    #[arg(value_name = "VALUE", requires = "key")]
    value: Option<String>,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Policy) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    match (&asked.key, &asked.value) {
        (None, _) => {
            let rules = policy::list(&mut desk)?;
            out.result(&rules, || rules.iter().map(line).collect::<Vec<_>>().join("\n"));
        }
        (Some(key), None) => {
            let rule = policy::show(&mut desk, key)?;
            out.result(&rule, || line(&rule));
        }
        (Some(key), Some(value)) => {
            let rule = policy::set(&mut desk, key, value)?;
            out.result(&rule, || line(&rule));
        }
    }
    Ok(0)
}

fn line(rule: &PolicyCard) -> String {
    format!("{} = {}", rule.key, rule.value)
}
