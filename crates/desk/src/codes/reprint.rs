//! The same sheet once more: where the house keeps sealed copies, and somebody says why. Only rows
//! that were not used are on it.

use serde::Serialize;
use serde_json::json;

use super::{SetCard, file_name, status};
use crate::desk::{Desk, Face};
use crate::fault::{Cause, Fault};
use crate::step::fate::given;
use crate::step::output::Output;
use crate::step::paper_size::PaperSize;
use crate::step::rules::Rules;
use crate::step::sheet::{self, Facts};
use crate::step::to::To;
use crate::step::{copy, find, house::House, logo, mint};

/// A sheet that was printed again, and where it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Reprinted {
    /// The set.
    pub set: SetCard,
    /// How many rows stand on it.
    pub rows: u32,
    /// The file it was saved in, if it was.
    pub file: Option<String>,
}

/// Prints the valid set again. The history says so before a code leaves.
///
/// # Errors
/// `codes_output_needed`, `reason_needed`, `codes_off`, `codes_print_only`; `no_codes` without a
/// valid set; `no_copy` where none is kept; `codes_all_used` when no row is left; `file_exists`,
/// `file_unwritable`, `print_failed`, `sheet_failed`.
pub fn reprint(
    desk: &mut Desk,
    login: &str,
    reason: &str,
    output: &Output,
) -> Result<Reprinted, Fault> {
    if output.is_none() {
        return Err(Cause::CodesOutputNeeded.into());
    }
    let reason = given(reason)?;
    let desk_lang = desk.lang();
    let entry = desk.entry("codes.reprinted")?;
    let view = desk.ledger()?.view()?;
    Rules::of(&view)?.codes_may_go(output.text.is_some())?;
    find::person(&view, login)?;
    let mut reserved = output.reserve()?;
    let txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let set = Rules::of(&txn)?.valid_set(&txn, person.id, txn.at())?;
    let set = set.ok_or_else(|| Cause::NoCodes { login: person.login.clone() })?;
    let copy = txn.copy(&set)?.ok_or_else(|| Cause::NoCopy { set: set.name.clone() })?;
    let kept = copy::read(&copy)?;
    let codes = txn.codes(set.id)?;
    let (numbers, unused): (Vec<u32>, Vec<copy::Row>) = codes
        .iter()
        .zip(kept)
        .filter(|(code, _)| code.used_at.is_none())
        .map(|(code, row)| (code.row, row))
        .unzip();
    if unused.is_empty() {
        return Err(Cause::CodesAllUsed { login: person.login }.into());
    }
    let texts: Vec<&str> = unused.iter().map(|row| row.code.as_str()).collect();
    let lines: Vec<(u32, &str)> = numbers.iter().copied().zip(texts.iter().copied()).collect();
    let rows = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let house = House::of(&txn)?;
    let logo = logo::of(&txn)?;
    let facts = Facts {
        organisation: &txn.organisation()?.unwrap_or_default(),
        name: &person.name,
        login: &person.login,
        fob: None,
        set: &set.name,
        made: set.created,
        until: Rules::of(&txn)?.expires(set.created),
        by: &set.by,
        codes: &texts,
        rows: &numbers,
        grey: &mint::greys_of(&unused),
        checkpoint: &sheet::checkpoint(&txn)?,
        logo: logo.as_ref(),
        house: &house,
        page: PaperSize::or_usual(output.paper, &txn)?.page(&house),
    };
    let pdf = sheet::recovery(&facts, sheet::lang_for(&person, desk_lang))?;
    let detail = json!({ "set": set.name, "rows": rows, "reason": reason });
    txn.commit(entry.person(person.id).detail(detail))?;
    reserved.put(&pdf, &lines)?;
    reserved.keep();
    Ok(Reprinted { set: status(desk, login)?, rows, file: output.file() })
}

/// Prints it again from a window: the person is asked where a file goes.
///
/// # Errors
/// `stopped` when the person thinks better of it; those of [`reprint`].
pub fn reprint_to(
    desk: &mut Desk,
    face: &mut dyn Face,
    login: &str,
    reason: &str,
    to: To,
) -> Result<Reprinted, Fault> {
    let reason = given(reason)?;
    let person = find::person(&desk.ledger()?.view()?, login)?;
    let output = to.output(face, &file_name(&person.login))?;
    reprint(desk, login, reason, &output)
}
