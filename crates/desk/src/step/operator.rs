//! Is it the operator? A passphrase, or a code of a fob that is the operator's own. Wrong ones are
//! written down, and after a few the next one waits.

use desk_store::audit::{Entry, Filter};
use desk_store::{Operator, TokenState, View};
use serde_json::json;
use subtle::ConstantTimeEq as _;

use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::seated::SignIn;
use crate::step::{finish, rules, slow};

/// The label under which the vault's key peppers the hashes.
const PEPPER: &str = "operator";
/// So many wrong ones of one operator …
const MOST: usize = 5;
/// … or so many of anybody at one workstation …
const MOST_HERE: usize = 20;
/// … within so long (ms) make the next one wait.
const WITHIN: i64 = 15 * 60_000;

/// What an operator's passphrase is kept as.
pub(crate) struct Kept {
    /// The salt.
    pub(crate) salt: [u8; 16],
    /// The hash.
    pub(crate) hash: [u8; 32],
}

/// Makes a passphrase fit for the ledger.
///
/// # Errors
/// `passphrase_short`.
pub(crate) fn keep(desk: &mut Desk, passphrase: &str) -> Result<Kept, Fault> {
    if passphrase.chars().count() < crate::step::new_vault::SHORTEST {
        return Err(Cause::PassphraseShort.into());
    }
    let mut salt = [0; 16];
    desk.setting.world.fill(&mut salt);
    let view = desk.opened()?.view()?;
    let hash = slow::hash(&view, &salt, slow::COST, passphrase.as_bytes(), PEPPER)?;
    Ok(Kept { salt, hash })
}

/// Who came, if they are who they say. A wrong proof is written down before anybody hears of it.
///
/// # Errors
/// `sign_in_wrong` (also for a login that nobody has), `sign_in_throttled`.
pub(crate) fn prove(desk: &mut Desk, came: &SignIn) -> Result<Operator, Fault> {
    let now = desk.setting.world.now();
    let ledger = desk.opened()?;
    let view = ledger.view()?;
    let known = view.operator_by_login(came.login.trim())?;
    let known = known.filter(|operator| operator.disabled.is_none());
    if throttled(&view, known.as_ref(), now)? {
        return Err(Cause::SignInThrottled.into());
    }
    if let Some(operator) = &known
        && code_fits(desk, operator, &came.proof)?
    {
        return Ok(operator.clone());
    }
    let view = desk.opened()?.view()?;
    // A login that nobody has takes as long as one that somebody has.
    let (salt, cost) =
        known.as_ref().map_or(([0; 16], slow::COST), |known| (known.salt, known.cost));
    let hash = slow::hash(&view, &salt, cost, came.proof.as_bytes(), PEPPER)?;
    match known {
        Some(operator) if bool::from(operator.hash.ct_eq(&hash)) => Ok(operator),
        known => {
            // Of an unknown login nothing is kept: it may be a passphrase in the wrong field.
            let login = known.map(|operator| operator.login);
            let who = login.clone().unwrap_or_else(|| desk.setting.operator.clone());
            let entry = Entry::new(&who, "operator.refused").result("wrong");
            desk.opened()?.begin()?.commit(entry.detail(json!({ "login": login })))?;
            Err(Cause::SignInWrong.into())
        }
    }
}

/// Whether it is the next code of a fob of the operator's own. It is spent.
fn code_fits(desk: &mut Desk, operator: &Operator, typed: &str) -> Result<bool, Fault> {
    let now = desk.setting.world.now();
    let ledger = desk.opened()?;
    let view = ledger.view()?;
    let Some(person) = operator.person else { return Ok(false) };
    if !rules::Rule::of("sign_in.fob")?.is_on(&view)? {
        return Ok(false);
    }
    for token in view.tokens_of(person)? {
        if !matches!(token.state, TokenState::Assigned | TokenState::HandedOver) {
            continue;
        }
        let Ok(at) = finish::typed(&token, &view.seed(token.id)?, typed, now) else { continue };
        let entry = Entry::new(&operator.login, "operator.code").fob(token.fob).person(person);
        let mut txn = ledger.begin()?;
        txn.book(token.id, at + 1)?;
        txn.commit(entry)?;
        return Ok(true);
    }
    Ok(false)
}

fn throttled(view: &View<'_>, known: Option<&Operator>, now: i64) -> Result<bool, Fault> {
    let filter =
        Filter { since: Some(now - WITHIN), act: Some("operator.refused"), ..Filter::default() };
    let refused = view.log(&filter)?;
    let here = view.workstation()?.id;
    let at_this_one = refused.iter().filter(|entry| entry.workstation == here).count();
    let login = known.map(|operator| operator.login.as_str());
    let theirs = |detail: &serde_json::Value| login.is_some() && detail["login"].as_str() == login;
    let of_this_one = refused.iter().filter(|entry| theirs(&entry.detail)).count();
    Ok(of_this_one >= MOST || at_this_one >= MOST_HERE)
}
