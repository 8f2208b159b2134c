//! Is the sheet at hand? The two grey letters beside a row show it, and no code is spent. A row is
//! asked once in its life. A right answer opens nothing: it only says that the paper is not lost.

use desk_store::{PersonId, RecoveryCode, RecoverySet, View};
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::rules::Rules;
use crate::step::throttle::Throttle;
use crate::step::{find, grey};

/// What is said of the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AtHand {
    /// They stand beside that row.
    Right,
    /// They do not. It counts as a wrong code does.
    Wrong,
    /// Too many wrong answers or codes: wait.
    Throttled,
    /// Every row was asked before.
    AskedAll,
}

/// A question, or what is said of its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Possession {
    /// The verdict; nothing yet where a row is to be asked.
    pub verdict: Option<AtHand>,
    /// The row that is asked, or was.
    pub row: Option<u32>,
    /// The name of the sheet, where there is a valid one.
    pub set: Option<String>,
    /// Until when nothing is checked, for throttled; nothing where only a new set helps.
    pub until: Option<String>,
}

/// Names a row of the valid set that was not asked yet, by chance, and books that it was.
///
/// # Errors
/// `unknown_person`, `codes_off`; `no_codes` without a valid set; `no_grey` for a sheet without grey
/// letters.
pub fn ask(desk: &mut Desk, login: &str) -> Result<Possession, Fault> {
    let operator = desk.operator()?;
    let world = desk.setting.world.clone();
    let entry = desk.entry("codes.possession")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let set = valid(&txn, person.id, &person.login)?;
    let told = |verdict, row| Possession { verdict, row, set: Some(set.name.clone()), until: None };
    if let Some(throttle) = Throttle::of(&txn, person.id, txn.at())? {
        let until = throttle.until().map(rfc3339);
        return Ok(Possession { until, ..told(Some(AtHand::Throttled), None) });
    }
    let mut rows = txn.codes(set.id)?;
    rows.retain(|row| row.grey.is_some());
    if rows.is_empty() {
        return Err(Cause::NoGrey { set: set.name }.into());
    }
    rows.retain(|row| row.asked_at.is_none());
    let Some(row) = chosen(&rows, |bytes| world.fill(bytes)) else {
        return Ok(told(Some(AtHand::AskedAll), None));
    };
    let asked = Possession { ..told(None, Some(row.row)) };
    if !txn.ask_row(row.id, &operator)? {
        return Err(Cause::Unexpected.into());
    }
    let detail = json!({ "set": set.name, "row": row.row });
    txn.commit(entry.person(person.id).result("asked").detail(detail))?;
    Ok(asked)
}

/// Says whether these letters stand beside the row that was asked.
///
/// # Errors
/// Those of [`ask`]; `row_not_asked` when no answer is awaited for this row; `grey_unreadable` for
/// anything but two letters, which counts for nothing.
pub fn answer(desk: &mut Desk, login: &str, row: u32, typed: &str) -> Result<Possession, Fault> {
    let entry = desk.entry("codes.possession")?;
    let letters = grey::read(typed);
    let mut txn = desk.ledger()?.begin()?;
    let person = find::person(&txn, login)?;
    let set = valid(&txn, person.id, &person.login)?;
    let not_asked = || Fault::from(Cause::RowNotAsked { row: row.to_string() });
    let asked = txn.codes(set.id)?.into_iter().find(|one| one.row == row);
    let asked = asked.filter(|one| one.asked_at.is_some() && one.answered.is_none());
    let asked = asked.ok_or_else(not_asked)?;
    let told = |verdict| Possession {
        verdict: Some(verdict),
        row: Some(row),
        set: Some(set.name.clone()),
        until: None,
    };
    if let Some(throttle) = Throttle::of(&txn, person.id, txn.at())? {
        let until = throttle.until().map(rfc3339);
        return Ok(Possession { until, ..told(AtHand::Throttled) });
    }
    let letters = letters.ok_or(Cause::GreyUnreadable)?;
    let salt = txn.salt(person.id)?.ok_or(Cause::Unexpected)?;
    let kept = asked.grey.ok_or_else(not_asked)?;
    let given = grey::hash(&txn, &salt, set.number, row, &letters);
    let right = bool::from(given.ct_eq(&kept));
    if !txn.answer_row(asked.id, right)? {
        return Err(not_asked());
    }
    if !right {
        txn.add_attempt(person.id)?;
    }
    let (verdict, result) = if right { (AtHand::Right, "right") } else { (AtHand::Wrong, "wrong") };
    let detail = json!({ "set": set.name, "row": row });
    txn.commit(entry.person(person.id).result(result).detail(detail))?;
    Ok(told(verdict))
}

/// The set that is valid now, in a house that uses codes.
fn valid(view: &View<'_>, person: PersonId, login: &str) -> Result<RecoverySet, Fault> {
    let rules = Rules::of(view)?;
    if !rules.codes {
        return Err(Cause::CodesOff.into());
    }
    let set = rules.valid_set(view, person, view.now())?;
    set.ok_or_else(|| Cause::NoCodes { login: login.to_owned() }.into())
}

/// One of these rows, each as likely as another; nothing if there is none.
fn chosen(rows: &[RecoveryCode], mut fill: impl FnMut(&mut [u8])) -> Option<&RecoveryCode> {
    let count = u8::try_from(rows.len()).ok().filter(|count| *count > 0)?;
    // Bytes of the last, incomplete round are passed over.
    let fair = u8::MAX - u8::MAX % count;
    loop {
        let mut byte = [0];
        fill(&mut byte);
        if byte[0] < fair {
            return rows.get(usize::from(byte[0] % count));
        }
    }
}
