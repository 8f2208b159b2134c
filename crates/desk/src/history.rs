//! The history: what was done, by whom, about which fob and person; and whether it still holds.

use std::path::Path;

use desk_store::View;
use desk_store::audit::{Filter, Logged};
use serde::Serialize;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::find;
use crate::step::new_file::NewFile;
use crate::step::rights::Right;

/// An entry as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LogCard {
    /// Its number.
    #[ts(type = "number")]
    pub n: u64,
    /// When.
    pub at: String,
    /// Who did it.
    pub operator: String,
    /// At which workstation.
    pub workstation: String,
    /// What.
    pub act: String,
    /// The fob's serial or desk label.
    pub fob: Option<String>,
    /// The person's login; the key of a person who was deleted.
    pub person: Option<String>,
    /// How it ended.
    pub result: String,
    /// The row of a recovery sheet that it is about.
    pub row: Option<u32>,
    /// Its hash.
    pub hash: String,
}

/// Whether the history holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LogCheck {
    /// How many entries there are.
    #[ts(type = "number")]
    pub entries: u64,
    /// The first entry that does not hold, if one does not.
    #[ts(type = "number | null")]
    pub broken: Option<u64>,
    /// The hash of the last entry.
    pub head: String,
}

/// Which entries to show.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Only about this fob (serial or desk label).
    pub fob: Option<String>,
    /// Only about this person (login).
    pub person: Option<String>,
    /// Only from this time on (Unix ms).
    pub since: Option<i64>,
}

/// The entries, the oldest first.
///
/// # Errors
/// `not_allowed`, `unknown_fob`, `unknown_person`; `ledger_changed` where an entry does not hold.
pub fn log(desk: &mut Desk, which: &Which) -> Result<Vec<LogCard>, Fault> {
    desk.may(Right::History)?;
    let view = desk.ledger()?.view()?;
    let fob = which.fob.as_deref().map(|name| find::fob(&view, Some(name), None)).transpose()?;
    let person = which.person.as_deref().map(|login| find::person(&view, login)).transpose()?;
    let filter = Filter {
        fob: fob.map(|fob| fob.id),
        person: person.map(|person| person.id),
        since: which.since,
        ..Filter::default()
    };
    view.log(&filter)?.iter().map(|entry| card(&view, entry)).collect()
}

/// Walks the whole chain.
///
/// # Errors
/// Only those of opening the ledger; a chain that does not hold is a result.
pub fn verify(desk: &mut Desk) -> Result<LogCheck, Fault> {
    desk.may(Right::History)?;
    let found = desk.ledger()?.view()?.verify_log()?;
    Ok(LogCheck { entries: found.entries, broken: found.broken, head: found.head.hex() })
}

/// Writes all entries to a new file, one JSON document a line; says how many.
///
/// # Errors
/// `file_exists`, `file_unwritable`.
pub fn export(desk: &mut Desk, to: &Path) -> Result<usize, Fault> {
    let mut file = NewFile::create(to)?;
    let entries = log(desk, &Which::default())?;
    let mut lines = String::new();
    for entry in &entries {
        let line = serde_json::to_string(entry)
            .map_err(|e| Fault::from(Cause::Unexpected).detailed(e.to_string()))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    file.write(lines.as_bytes())?;
    file.keep();
    Ok(entries.len())
}

fn narrow(row: u64) -> Option<u32> {
    u32::try_from(row).ok()
}

fn card(view: &View<'_>, entry: &Logged) -> Result<LogCard, Fault> {
    let fob = entry.fob.map(|id| view.fob(id)).transpose()?.flatten();
    let person = match entry.person {
        None => None,
        Some(id) => Some(find::login_of(view, id)?.unwrap_or_else(|| id.to_string())),
    };
    let stations = view.workstations()?;
    let station = stations.into_iter().find(|station| station.id == entry.workstation);
    Ok(LogCard {
        n: entry.n,
        at: rfc3339(entry.at),
        operator: entry.operator.clone(),
        workstation: station.map_or_else(|| entry.workstation.to_string(), |s| s.name),
        act: entry.act.clone(),
        fob: fob.map(|fob| fob.called().to_owned()),
        person,
        result: entry.result.clone(),
        row: entry.detail.get("row").and_then(serde_json::Value::as_u64).and_then(narrow),
        hash: data_encoding::HEXLOWER.encode(&entry.hash),
    })
}
