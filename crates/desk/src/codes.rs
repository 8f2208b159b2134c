//! Recovery codes: a set on paper for the day the fob is lost. Only the newest set is valid, each
//! code works once, and the ledger holds hashes alone.

mod check;
mod possess;
mod reprint;

use serde::Serialize;

pub use check::{CodeVerdict, Word, verify};
pub use possess::{AtHand, Possession, answer, ask};
pub use reprint::{Reprinted, reprint, reprint_to};

use crate::cards::rfc3339;
use crate::desk::{Desk, Face};
use crate::fault::{Cause, Fault};
use crate::step::fate::given;
use crate::step::output::Output;
use crate::step::paper_size::PaperSize;
use crate::step::release::{Released, second_needed};
use crate::step::rules::Rules;
use crate::step::to::To;
use crate::step::{self, find, mint};

/// A set as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SetCard {
    /// The set's name; nothing if the person never had a set.
    pub set: Option<String>,
    /// When it was issued.
    pub created: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// How many codes it has.
    pub count: u32,
    /// How many are unused; 0 once it is void.
    pub left: u32,
    /// When it was voided, or its time was over.
    pub voided: Option<String>,
    /// Until when it is valid, where the house's rules say so.
    pub expires: Option<String>,
    /// So few codes are left that a new set should be made.
    pub low: bool,
    /// How its codes look: `symbols`, `bitrix` or `digits`.
    pub form: Option<String>,
    /// A copy is kept, from which the same sheet can be printed again.
    pub copy: bool,
}

/// Issues a set; the one before is void.
///
/// # Errors
/// `codes_output_needed` when no place is named (nothing is minted), `codes_count_bad`,
/// `unknown_person`, `file_exists`, `file_unwritable`, `print_failed`.
pub fn issue(
    desk: &mut Desk,
    login: &str,
    count: Option<u32>,
    output: &Output,
) -> Result<SetCard, Fault> {
    if output.is_none() {
        return Err(Cause::CodesOutputNeeded.into());
    }
    let count = match count {
        Some(count) => count,
        None => mint::usual_count(desk)?,
    };
    if !(1..=20).contains(&count) {
        return Err(Cause::CodesCountBad.into());
    }
    let person = find::person(&desk.ledger()?.view()?, login)?;
    let mut reserved = mint::ready(desk, output)?;
    mint::set(desk, &person, count, None, &mut reserved)?;
    status(desk, login)
}

/// A set that was issued, and where it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct IssuedSet {
    /// The set.
    pub set: SetCard,
    /// The file it was saved in, if it was.
    pub file: Option<String>,
}

/// Issues a set from a window: the person is asked where a file goes.
///
/// # Errors
/// `stopped` when the person thinks better of it; those of [`issue`].
pub fn issue_to(
    desk: &mut Desk,
    face: &mut dyn Face,
    login: &str,
    count: Option<u32>,
    to: To,
    paper: Option<PaperSize>,
) -> Result<IssuedSet, Fault> {
    let person = find::person(&desk.ledger()?.view()?, login)?;
    let mut output = to.output(face, &file_name(&person.login))?;
    output.paper = paper;
    let file = output.file();
    Ok(IssuedSet { set: issue(desk, login, count, &output)?, file })
}

/// The name of a file with somebody's codes, without an ending.
fn file_name(login: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = login.chars().map(safe).collect();
    format!("recovery-codes-{name}")
}

/// The newest set of a person.
///
/// # Errors
/// `unknown_person`.
pub fn status(desk: &mut Desk, login: &str) -> Result<SetCard, Fault> {
    let now = desk.setting.world.now();
    let view = desk.ledger()?.view()?;
    let rules = Rules::of(&view)?;
    let person = find::person(&view, login)?;
    let Some(set) = view.newest_set(person.id)? else { return Ok(SetCard::default()) };
    let expires = rules.expires(set.created);
    let over = expires.filter(|expires| *expires <= now);
    let voided = set.voided.or(over);
    let unused = view.codes(set.id)?.iter().filter(|code| code.used_at.is_none()).count();
    let left = if voided.is_some() { 0 } else { u32::try_from(unused).unwrap_or(u32::MAX) };
    Ok(SetCard {
        set: Some(set.name),
        created: Some(rfc3339(set.created)),
        by: Some(set.by),
        count: set.count,
        left,
        voided: voided.map(rfc3339),
        expires: expires.map(rfc3339),
        low: voided.is_none() && left <= rules.low_water,
        form: Some(set.form.to_string()),
        copy: voided.is_none() && view.has_copy(set.id)?,
    })
}

/// A set of the past or the present, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PastSet {
    /// The set's name.
    pub set: String,
    /// When it was issued.
    pub created: String,
    /// By whom.
    pub by: String,
    /// When it was voided, or its time was over.
    pub voided: Option<String>,
    /// Why, where somebody voided it: `replaced`, `token replaced` and so on.
    pub reason: Option<String>,
    /// How its codes look: `symbols`, `bitrix` or `digits`.
    pub form: String,
    /// Its rows in order; the codes themselves nobody has.
    pub rows: Vec<PastRow>,
}

/// A row of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PastRow {
    /// The number in front of it on the sheet.
    pub row: u32,
    /// When it was used.
    pub used: Option<String>,
    /// Who took it.
    pub by: Option<String>,
}

/// Every set of a person, the newest first: which rows were used, when, and who took them.
///
/// # Errors
/// `unknown_person`.
pub fn sets(desk: &mut Desk, login: &str) -> Result<Vec<PastSet>, Fault> {
    let view = desk.ledger()?.view()?;
    let rules = Rules::of(&view)?;
    let person = find::person(&view, login)?;
    let mut sets = Vec::new();
    for set in view.sets(person.id)?.into_iter().rev() {
        let over = rules.expires(set.created).filter(|expires| *expires <= view.now());
        let row = |code: desk_store::RecoveryCode| PastRow {
            row: code.row,
            used: code.used_at.map(rfc3339),
            by: code.used_by,
        };
        sets.push(PastSet {
            set: set.name,
            created: rfc3339(set.created),
            by: set.by,
            voided: set.voided.or(over).map(rfc3339),
            reason: set.void_reason,
            form: set.form.to_string(),
            rows: view.codes(set.id)?.into_iter().map(row).collect(),
        });
    }
    Ok(sets)
}

/// Voids the person's set.
///
/// # Errors
/// `unknown_person`; `no_codes` when there is no valid set.
pub fn void(desk: &mut Desk, login: &str) -> Result<SetCard, Fault> {
    let entry = desk.entry("codes.voided")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let set = txn.newest_set(person.id)?.filter(|set| set.voided.is_none());
    let set = set.ok_or_else(|| Cause::NoCodes { login: person.login.clone() })?;
    txn.void_set(set.id, "voided at the desk")?;
    let detail = serde_json::json!({ "set": set.name });
    txn.commit(entry.person(person.id).detail(detail))?;
    status(desk, login)
}

/// What became of everybody's sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct VoidedAll {
    /// How many sets were voided.
    pub voided: u32,
}

/// Voids every valid set at once: when sheets were stolen, or a printer kept copies. Where there are
/// two operators, the second one releases it.
///
/// # Errors
/// `reason_needed`, `needs_approval`.
pub fn void_all(desk: &mut Desk, reason: &str) -> Result<VoidedAll, Fault> {
    let reason = given(reason)?;
    let entry = desk.entry("codes.voided_all")?;
    if desk.ledger()?.view()?.valid_sets()?.is_empty() {
        return Ok(VoidedAll { voided: 0 });
    }
    second_needed(desk, &Released::VoidAll { reason: reason.to_owned() })?;
    let operator = desk.operator()?;
    let mut txn = desk.ledger()?.begin()?;
    let voided = step::void_all::void_all(&mut txn, reason, &operator)?;
    let detail = serde_json::json!({ "count": voided, "reason": reason });
    txn.commit(entry.detail(detail))?;
    Ok(VoidedAll { voided })
}
