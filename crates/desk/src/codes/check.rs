//! Is this a recovery code of that person? One evaluation of the hash tells accepted, used, void
//! and wrong apart; a slip is told before anything is hashed.

use desk_store::{Emergency, PersonId, Salt, StoreError, View};
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::emergency_code::EmergencyCode;
use crate::fault::{Cause, Fault};
use crate::recovery_code::{Form, RecoveryCode, Slip};
use crate::step::rules::Rules;
use crate::step::throttle::Throttle;
use crate::step::{emergency, find, mint};

/// The verdict in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Word {
    /// Valid, and spent from now on.
    Accepted,
    /// A code of this person that was used before.
    Used,
    /// Not a code of this person.
    Wrong,
    /// Not a well-formed code: a slip of the hand. It does not count.
    Mistyped,
    /// A code of an older, void set.
    Void,
    /// Too many wrong codes: wait.
    Throttled,
}

/// What is said of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct CodeVerdict {
    /// The verdict.
    pub verdict: Word,
    /// The row on the sheet, for accepted, used and void.
    pub row: Option<u32>,
    /// Unused rows of the newest set; of an emergency code, how often it still can be used.
    pub left: u32,
    /// For a mistyped code: the symbol to look at, from 1, where one can be pointed at.
    pub look_at: Option<usize>,
    /// For a used code: when it was used; for a void one: when its sheet was made.
    pub when: Option<String>,
    /// The name of the set that it is from, for accepted, used and void.
    pub set: Option<String>,
    /// Until when nothing is checked, for throttled; nothing where only a new set helps.
    pub until: Option<String>,
}

/// Checks a code that was typed or read aloud. An accepted code is spent before anybody hears that
/// it was accepted.
///
/// # Errors
/// `unknown_person`; `no_codes` for a person who never had a set.
pub fn verify(desk: &mut Desk, login: &str, typed: &str) -> Result<CodeVerdict, Fault> {
    let operator = desk.operator()?;
    let now = desk.setting.world.now();
    let entry = desk.entry("codes.checked")?;
    let ledger = desk.ledger()?;
    let view = ledger.view()?;
    if !Rules::of(&view)?.codes {
        return Err(Cause::CodesOff.into());
    }
    let person = find::person(&view, login)?;
    let salt = view.salt(person.id)?;
    let salt = salt.ok_or_else(|| Cause::NoCodes { login: person.login.clone() })?;
    let code = match RecoveryCode::read(typed, &forms(&view, person.id)?) {
        Ok(code) => code,
        Err(_) if let Some(read) = EmergencyCode::read(typed) => {
            let Some(code) = read else {
                return verdict(&view, person.id, Word::Mistyped, None, None);
            };
            return verify_emergency(desk, person.id, &salt, &code);
        }
        Err(slip) => return verdict(&view, person.id, Word::Mistyped, None, place(slip)),
    };
    if let Some(throttle) = Throttle::of(&view, person.id, now)? {
        return wait(&view, person.id, throttle);
    }
    let hash = mint::hash(&view, &salt, &code)?;

    let mut txn = ledger.begin()?;
    if let Some(throttle) = Throttle::of(&txn, person.id, now)? {
        return wait(&txn, person.id, throttle);
    }
    let mut found = None;
    for candidate in txn.codes_of(person.id)? {
        if bool::from(candidate.hash.ct_eq(&hash)) {
            found = Some(candidate);
        }
    }
    let newest = Rules::of(&txn)?.valid_set(&txn, person.id, now)?;
    let (word, row) = match &found {
        None => (Word::Wrong, None),
        Some(code) if code.used_at.is_some() => (Word::Used, Some(code.row)),
        Some(code) if newest.as_ref().is_none_or(|set| set.id != code.set) => {
            (Word::Void, Some(code.row))
        }
        Some(code) => match txn.use_code(code.id, &operator, "checked at the desk") {
            Ok(()) => (Word::Accepted, Some(code.row)),
            Err(StoreError::CodeSpent { .. }) => (Word::Used, Some(code.row)),
            Err(error) => return Err(error.into()),
        },
    };
    match word {
        Word::Wrong => txn.add_attempt(person.id)?,
        Word::Accepted => txn.clear_attempts(person.id)?,
        _ => {}
    }
    let detail = json!({ "row": row });
    txn.commit(entry.person(person.id).result(result_of(word)).detail(detail))?;
    let view = desk.ledger()?.view()?;
    let set = match &found {
        None => None,
        Some(code) => view.sets(person.id)?.into_iter().find(|set| set.id == code.set),
    };
    let when = match (word, &found, &set) {
        (Word::Used, Some(code), _) => code.used_at,
        (Word::Void, _, Some(set)) => Some(set.created),
        _ => None,
    };
    let verdict = verdict(&view, person.id, word, row, None)?;
    Ok(CodeVerdict { when: when.map(rfc3339), set: set.map(|set| set.name), ..verdict })
}

/// The same for an emergency code: it has no row, and its uses are what is left.
fn verify_emergency(
    desk: &mut Desk,
    person: PersonId,
    salt: &Salt,
    code: &EmergencyCode,
) -> Result<CodeVerdict, Fault> {
    let now = desk.setting.world.now();
    let entry = desk.entry("codes.checked")?.person(person);
    let ledger = desk.ledger()?;
    let view = ledger.view()?;
    if let Some(throttle) = Throttle::of(&view, person, now)? {
        return wait(&view, person, throttle);
    }
    let hash = emergency::hash(&view, salt, code)?;
    let mut txn = ledger.begin()?;
    if let Some(throttle) = Throttle::of(&txn, person, now)? {
        return wait(&txn, person, throttle);
    }
    let mut found: Option<Emergency> = None;
    for candidate in txn.emergencies(person)? {
        if bool::from(candidate.hash.ct_eq(&hash)) {
            found = Some(candidate);
        }
    }
    let (word, left) = match found {
        None => (Word::Wrong, None),
        // Its last use was before its time was over, or before it was ended.
        Some(code) if code.left == 0 => (Word::Used, Some(0)),
        Some(code) => match txn.use_emergency(code.id) {
            Ok(code) => (Word::Accepted, Some(code.left)),
            Err(StoreError::CodeSpent { .. }) => (Word::Void, Some(0)),
            Err(error) => return Err(error.into()),
        },
    };
    match word {
        Word::Wrong => txn.add_attempt(person)?,
        Word::Accepted => txn.clear_attempts(person)?,
        _ => {}
    }
    txn.commit(entry.result(result_of(word)).detail(json!({ "emergency": true })))?;
    let verdict = verdict(&desk.ledger()?.view()?, person, word, None, None)?;
    Ok(CodeVerdict { left: left.unwrap_or(verdict.left), ..verdict })
}

/// The word in the history.
fn result_of(word: Word) -> &'static str {
    match word {
        Word::Accepted => "accepted",
        Word::Used => "used",
        Word::Void => "void",
        Word::Wrong | Word::Mistyped | Word::Throttled => "wrong",
    }
}

fn verdict(
    view: &View<'_>,
    person: PersonId,
    verdict: Word,
    row: Option<u32>,
    look_at: Option<usize>,
) -> Result<CodeVerdict, Fault> {
    let left = match Rules::of(view)?.valid_set(view, person, view.now())? {
        None => 0,
        Some(set) => view.codes(set.id)?.iter().filter(|code| code.used_at.is_none()).count(),
    };
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    Ok(CodeVerdict { verdict, row, left, look_at, when: None, set: None, until: None })
}

/// Nothing is checked for a while.
fn wait(view: &View<'_>, person: PersonId, throttle: Throttle) -> Result<CodeVerdict, Fault> {
    let until = throttle.until().map(rfc3339);
    Ok(CodeVerdict { until, ..verdict(view, person, Word::Throttled, None, None)? })
}

/// The forms that a code of this person may have. Eight symbols are one only where such codes were
/// made: nothing in them tells a slip, and elsewhere it would count as a wrong code.
fn forms(view: &View<'_>, person: PersonId) -> Result<Vec<Form>, Fault> {
    let mut forms = vec![Form::Symbols, Form::Digits];
    if view.sets(person)?.iter().any(|set| set.form == Form::Bitrix) {
        forms.push(Form::Bitrix);
    }
    Ok(forms)
}

/// The symbol to look at again, from 1.
fn place(slip: Slip) -> Option<usize> {
    match slip {
        Slip::Length(_) => None,
        Slip::Symbol(place) => Some(place),
        Slip::Check(place) => place,
    }
}
