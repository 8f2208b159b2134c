//! `fobctl log`: what was done, by whom; and whether the log still holds.

use std::path::PathBuf;

use clap::Subcommand;
use desk::Fault;
use desk::history::{self, LogCard, Which};
use desk::look;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::out::{Out, table};
use crate::session::Session;

/// The options of `log`; without an act it shows the entries.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Log {
    #[command(subcommand)]
    act: Option<Act>,
    /// Only what was done to this fob
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// Only what was done to the fob that this token is on
    #[arg(long, value_name = "ID", conflicts_with = "fob")]
    token: Option<String>,
    /// Only what was done for this person
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// Only from this time on: 2026-03-01, or 2026-03-01T08:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time)]
    since: Option<i64>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Check the whole log
    Verify,
    /// Save all entries in a new file, one JSON document a line
    Export {
        /// The new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// Runs it; a broken log is a verdict that means no.
pub(crate) fn run(session: &Session, asked: Log) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    match asked.act {
        None => {
            let of_token =
                asked.token.as_deref().map(|token| look::fob_of(&mut desk, token)).transpose()?;
            let which =
                Which { fob: of_token.or(asked.fob), person: asked.person, since: asked.since };
            let entries = history::log(&mut desk, &which)?;
            out.result(&entries, || list(out, &entries));
        }
        Some(Act::Verify) => {
            let check = history::verify(&mut desk)?;
            out.result(&check, || {
                let (count, broken) = (check.entries.to_string(), check.broken);
                match broken.map(|n| n.to_string()) {
                    None => {
                        let values = [("entries", count.as_str()), ("head", &check.head)];
                        out.say("cli-log-whole", &values)
                    }
                    Some(n) => out.say("cli-log-broken", &[("n", &n)]),
                }
            });
            return Ok(u8::from(check.broken.is_some()));
        }
        Some(Act::Export { out: file }) => {
            let entries = history::export(&mut desk, &file)?;
            let name = file.display().to_string();
            let document = serde_json::json!({ "file": name, "entries": entries });
            out.result(&document, || out.say("cli-log-exported", &[("file", &name)]));
        }
    }
    Ok(0)
}

/// A point in time, or the beginning of a day here, as Unix milliseconds.
fn time(text: &str) -> Result<i64, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment.as_millisecond());
    }
    let day: civil::Date = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    let start = day.to_zoned(TimeZone::system()).map_err(|error| error.to_string())?;
    Ok(start.timestamp().as_millisecond())
}

fn list(out: &Out, entries: &[LogCard]) -> String {
    if entries.is_empty() {
        return out.say("cli-log-empty", &[]);
    }
    let headings =
        ["cli-number", "cli-at", "cli-operator", "cli-act", "cli-fob", "cli-person", "cli-result"];
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            vec![
                entry.n.to_string(),
                entry.at.clone(),
                entry.operator.clone(),
                entry.act.clone(),
                entry.fob.clone().unwrap_or_default(),
                entry.person.clone().unwrap_or_default(),
                entry.result.clone(),
            ]
        })
        .collect();
    table(&headings.map(|id| out.say(id, &[])), &rows)
}
