//! The people: add, find, show, rename, delete, and a list from a file.

pub mod csv;
mod leavers;

use std::collections::HashSet;

use desk_store::{NewPerson, Person, PersonChange, fold};
use serde::Serialize;
use serde_json::json;

use crate::cards::{self, PersonCard};
use crate::desk::{Desk, Face, FileKind};
use crate::fault::{Cause, Fault};
use crate::step::duty::Duty;
use crate::step::{find, login};
use crate::words::{self, Lang};

pub use leavers::{LeaverFob, Swept, leavers, leavers_open, leavers_take};

/// How many people a search shows at most.
const MOST_FOUND: u32 = 200;

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Imported {
    /// What the file is.
    pub format: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many people are new.
    pub new: usize,
    /// How many were there already, and stay as they are.
    pub known: usize,
    /// The rows that cannot be used.
    pub refused: Vec<RefusedRow>,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct RefusedRow {
    /// The line in the file, the header being 1.
    #[ts(type = "number")]
    pub row: u64,
    /// Why, in a sentence.
    pub why: String,
}

/// Adds a person.
///
/// # Errors
/// `login_taken`, `login_bad`, `name_missing`.
pub fn add(desk: &mut Desk, new: NewPerson) -> Result<PersonCard, Fault> {
    let new = tidy(new)?;
    let entry = desk.entry("person.add")?;
    let ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    let person = txn.add_person(new)?;
    txn.commit(entry.person(person.id))?;
    shown(desk, &person)
}

/// People whose login, name, address or department contains the text, or who hold a fob of that
/// serial.
///
/// # Errors
/// Only those of the ledger.
pub fn find(desk: &mut Desk, text: &str) -> Result<Vec<PersonCard>, Fault> {
    let now = desk.setting.world.now();
    let view = desk.ledger()?.view()?;
    let mut people = view.find_people(text.trim(), MOST_FOUND)?;
    if !text.trim().is_empty() {
        for fob in view.fobs_called(text.trim())? {
            let holder = fob.person.map(|id| view.person(id)).transpose()?.flatten();
            people.extend(holder.filter(|h| people.iter().all(|p| p.id != h.id)));
        }
    }
    let duty = Duty::of(&view)?;
    people.iter().map(|person| cards::person(&view, person, &duty, now)).collect()
}

/// One person.
///
/// # Errors
/// `unknown_person`.
pub fn show(desk: &mut Desk, login: &str) -> Result<PersonCard, Fault> {
    let person = find::person(&desk.ledger()?.view()?, login)?;
    shown(desk, &person)
}

fn shown(desk: &mut Desk, person: &Person) -> Result<PersonCard, Fault> {
    let now = desk.setting.world.now();
    let view = desk.ledger()?.view()?;
    cards::person(&view, person, &Duty::of(&view)?, now)
}

/// Gives a person another login. Names on fobs stay as they were written.
///
/// # Errors
/// `unknown_person`, `login_taken`, `login_bad`.
pub fn rename(desk: &mut Desk, old: &str, new: &str) -> Result<PersonCard, Fault> {
    let login = login::good(new)?;
    let entry = desk.entry("person.rename")?;
    let ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    let person = find::person(&txn, old)?;
    let person = txn.rename_person(person.id, &login)?;
    txn.commit(entry.person(person.id))?;
    shown(desk, &person)
}

/// Says in which language a person's papers are; `None`: in the desk's.
///
/// # Errors
/// `unknown_person`.
pub fn language(desk: &mut Desk, login: &str, lang: Option<Lang>) -> Result<PersonCard, Fault> {
    let entry = desk.entry("person.language")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let tag = lang.map(|lang| lang.tag().to_owned());
    if person.language == tag {
        drop(txn);
    } else {
        let change = PersonChange { language: Some(tag.clone()), ..PersonChange::default() };
        txn.change_person(person.id, change)?;
        txn.commit(entry.person(person.id).detail(json!({ "language": tag })))?;
    }
    show(desk, login)
}

/// Deletes a person: the row is blanked, the recovery codes are void, the history keeps the key.
///
/// # Errors
/// `unknown_person`; `person_has_fobs` while the person holds live tokens.
pub fn delete(desk: &mut Desk, login: &str) -> Result<(), Fault> {
    let entry = desk.entry("person.delete")?;
    let ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    let person = find::person(&txn, login)?;
    let mut held = Vec::new();
    for token in txn.tokens_of(person.id)?.iter().filter(|t| t.state.is_live()) {
        held.push(cards::fob_name(&txn, token)?);
    }
    if !held.is_empty() {
        held.sort();
        held.dedup();
        let serials = held.join(", ");
        return Err(Cause::PersonHasFobs { login: person.login, serials }.into());
    }
    if let Some(set) = txn.newest_set(person.id)?.filter(|set| set.voided.is_none()) {
        txn.void_set(set.id, "person deleted")?;
    }
    txn.end_emergency(person.id, "person deleted")?;
    txn.end_owed(person.id)?;
    txn.end_deferral(person.id)?;
    txn.blank_person(person.id)?;
    txn.commit(entry.person(person.id))?;
    Ok(())
}

/// Takes people in from a list; with `dry_run` it only says what it would do.
///
/// All usable rows are taken in one transaction; a person who is there already stays as is.
///
/// # Errors
/// `csv_encoding`, `csv_empty`, `csv_no_header`, `csv_too_large`.
pub fn import(desk: &mut Desk, file: &[u8], dry_run: bool) -> Result<Imported, Fault> {
    let rows = csv::read(file)?;
    let lang = desk.lang();
    let total = desk.entry("people.import")?;
    let adding = desk.entry("person.add")?;
    let ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    let mut done =
        Imported { format: "people".into(), rows: rows.len(), new: 0, known: 0, refused: vec![] };
    let mut seen = HashSet::new();
    for row in rows {
        match usable(row.fields, &mut seen) {
            Err((id, login)) => {
                let why = words::say(lang, id, &[("login", &login)]);
                done.refused.push(RefusedRow { row: row.line, why });
            }
            Ok(new) if txn.person_by_login(&new.login)?.is_some() => done.known += 1,
            Ok(new) => {
                let person = txn.add_person(new)?;
                txn.record(adding.clone().person(person.id));
                done.new += 1;
            }
        }
    }
    if !dry_run && done.new > 0 {
        let counts = json!({ "rows": done.rows, "new": done.new, "known": done.known });
        txn.commit(total.detail(counts))?;
    }
    Ok(done)
}

/// Looks at a list that a person picks: what taking it in would do.
///
/// # Errors
/// `stopped` when no file was chosen, `file_unreadable`, and those of [`import`].
pub fn open_list(desk: &mut Desk, face: &mut dyn Face) -> Result<Imported, Fault> {
    let bytes = picked(face)?;
    let would = import(desk, &bytes, true)?;
    desk.list = Some(bytes);
    Ok(would)
}

/// A list that the person picks.
fn picked(face: &mut dyn Face) -> Result<Vec<u8>, Fault> {
    let path = face.open_file(FileKind::Csv).ok_or(Cause::Stopped)?;
    let unreadable = |e: std::io::Error| {
        let file = path.display().to_string();
        Fault::from(Cause::FileUnreadable { file }).detailed(e.to_string())
    };
    std::fs::read(&path).map_err(unreadable)
}

/// Takes in the list that was looked at.
///
/// # Errors
/// `no_list`, and those of [`import`].
pub fn take_list(desk: &mut Desk) -> Result<Imported, Fault> {
    let bytes = desk.list.take().ok_or(Cause::NoList)?;
    import(desk, &bytes, false)
}

/// A row's person, or the id of the sentence that refuses it and the login it names.
fn usable(
    fields: Result<csv::Fields, csv::Bad>,
    seen: &mut HashSet<String>,
) -> Result<NewPerson, (&'static str, String)> {
    let fields = fields.map_err(|bad| {
        let id = match bad {
            csv::Bad::NoLogin => "row-no-login",
            csv::Bad::NoName => "row-no-name",
            csv::Bad::TooManyFields => "row-too-many-fields",
        };
        (id, String::new())
    })?;
    let login = fields.login.clone();
    let new = NewPerson {
        login: fields.login,
        name: fields.name,
        email: fields.email,
        department: fields.department,
    };
    let new = tidy(new).map_err(|_| ("row-login-bad", login.clone()))?;
    if !seen.insert(fold(&new.login)) {
        return Err(("row-login-twice", login));
    }
    Ok(new)
}

fn tidy(new: NewPerson) -> Result<NewPerson, Fault> {
    let trimmed =
        |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(Cause::NameMissing.into());
    }
    Ok(NewPerson {
        login: login::good(&new.login)?,
        name,
        email: trimmed(new.email),
        department: trimmed(new.department),
    })
}
