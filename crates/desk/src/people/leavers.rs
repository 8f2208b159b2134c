//! People who left, from a list: all that opens anything for them ends at once, and their fobs wait
//! to be collected. One file is one transaction.

use std::collections::HashSet;

use desk_store::fold;
use serde::Serialize;

use super::{RefusedRow, csv, picked};
use crate::desk::{Desk, Face};
use crate::fault::{Cause, Fault};
use crate::step::fate::given;
use crate::step::release::{Released, second_needed};
use crate::step::sweep;
use crate::words;

/// What a sweep did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Swept {
    /// How many rows the list has.
    pub rows: usize,
    /// How many people of it are known here: nothing opens anything for them any more.
    pub swept: usize,
    /// Logins that nobody has.
    pub unknown: Vec<String>,
    /// The fobs to be collected.
    pub fobs: Vec<LeaverFob>,
    /// The rows that cannot be used.
    pub refused: Vec<RefusedRow>,
}

/// A fob that is to be collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LeaverFob {
    /// Its serial or desk label.
    pub serial: String,
    /// The login of the person who has it.
    pub person: String,
}

/// Ends everything of the people on a list; with `dry_run` it only says what it would do. More than
/// one of them is an act that a second operator may have to release.
///
/// # Errors
/// `reason_needed`, `csv_encoding`, `csv_empty`, `csv_no_header`, `csv_too_large`; `needs_approval`.
pub fn leavers(desk: &mut Desk, file: &[u8], reason: &str, dry_run: bool) -> Result<Swept, Fault> {
    let reason = given(reason)?;
    let rows = csv::read_logins(file)?;
    let (lang, operator) = (desk.lang(), desk.operator()?);
    let total = desk.entry("people.left")?;
    let (left, taken) = (desk.entry("person.left")?, desk.entry("fob.suspended")?);
    // Without a commit nothing of it remains: what would be done is done and looked at.
    let mut txn = desk.ledger()?.begin()?;
    let mut people = Vec::new();
    let mut done =
        Swept { rows: rows.len(), swept: 0, unknown: vec![], fobs: vec![], refused: vec![] };
    let mut seen = HashSet::new();
    for row in rows {
        let mut refuse = |id: &str, login: &str| {
            let why = words::say(lang, id, &[("login", login)]);
            done.refused.push(RefusedRow { row: row.line, why });
        };
        let login = match row.fields {
            Ok(fields) => fields.login,
            Err(csv::Bad::TooManyFields) => {
                refuse("row-too-many-fields", "");
                continue;
            }
            Err(csv::Bad::NoLogin | csv::Bad::NoName) => {
                refuse("row-no-login", "");
                continue;
            }
        };
        if !seen.insert(fold(&login)) {
            refuse("row-login-twice", &login);
            continue;
        }
        let Some(person) = txn.person_by_login(&login)? else {
            done.unknown.push(login);
            continue;
        };
        done.swept += 1;
        if sweep::sweep(&mut txn, &person, &operator, &left, &taken, reason)? {
            people.push(person.id.to_string());
        }
        for fob in txn.fobs_of(person.id)? {
            if sweep::is_swept(&txn, &fob)? {
                let serial = fob.called().to_owned();
                done.fobs.push(LeaverFob { serial, person: person.login.clone() });
            }
        }
    }
    drop(txn);
    if dry_run || people.is_empty() {
        return Ok(done);
    }
    let several = people.len() > 1;
    let act = Released::Leavers { people, reason: reason.to_owned() };
    if several {
        second_needed(desk, &act)?;
    }
    let mut txn = desk.ledger()?.begin()?;
    let total = act.apply(&mut txn, &operator, total)?;
    txn.commit(total)?;
    Ok(done)
}

/// Looks at a list that the person picks: who would be swept, and which fobs are to be collected.
///
/// # Errors
/// `stopped` when no file was chosen, `file_unreadable`, and those of [`leavers`].
pub fn leavers_open(desk: &mut Desk, face: &mut dyn Face, reason: &str) -> Result<Swept, Fault> {
    given(reason)?;
    let bytes = picked(face)?;
    let would = leavers(desk, &bytes, reason, true)?;
    desk.leavers = Some((bytes, reason.to_owned()));
    Ok(would)
}

/// Does what was looked at.
///
/// # Errors
/// `no_list`, and those of [`leavers`].
pub fn leavers_take(desk: &mut Desk) -> Result<Swept, Fault> {
    let (bytes, reason) = desk.leavers.take().ok_or(Cause::NoList)?;
    leavers(desk, &bytes, &reason, false)
}
