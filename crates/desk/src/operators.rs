//! Who works at the desk: accounts with roles, signing in and out. As long as there is none, the
//! system's user may do everything.

use data_encoding::HEXLOWER;
use std::sync::Arc;

use desk_store::{Ledger, Mark, Operator, PaperKey, Role, View, With};
use serde::Serialize;
use serde_json::json;
use zeroize::Zeroizing;

use crate::cards::rfc3339;
use crate::desk::{Desk, Setting};
use crate::fault::{Cause, Fault};
use crate::step::operator::{self, Kept};
use crate::step::release::{Released, second_needed};
use crate::step::rules::Rule;
use crate::step::seated::{Seated, seat_of};
use crate::step::{find, login, slow};

pub use crate::step::seated::{SeatCard, SignIn};

/// An operator as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct OperatorCard {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role: `viewer`, `helpdesk`, `provisioner`, `auditor`, `admin`.
    pub role: String,
    /// The login of the person whose fobs are the operator's own.
    pub person: Option<String>,
    /// Since when the operator may not sign in any more.
    pub disabled: Option<String>,
    /// Whether it is the one who sits here.
    pub here: bool,
}

/// An operator to be added.
#[derive(Clone, Debug, Default)]
pub struct NewOperator {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// The login of the person whose fobs are the operator's own.
    pub person: Option<String>,
}

/// Everybody who ever worked here.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Vec<OperatorCard>, Fault> {
    desk.ledger()?;
    let here = desk.seated.as_ref().map(|seated| seated.id);
    let view = desk.ledger()?.view()?;
    view.operators()?.into_iter().map(|one| card(&view, one, here)).collect()
}

/// Adds an operator. The first one is an administrator: from then on everybody signs in.
///
/// # Errors
/// `first_admin`, `role_bad`, `login_bad`, `operator_taken`, `name_missing`, `unknown_person`,
/// `passphrase_short`, `needs_approval`.
pub fn add(desk: &mut Desk, new: NewOperator, passphrase: &str) -> Result<OperatorCard, Fault> {
    let entry = desk.entry("operator.added")?;
    let login = login::good(&new.login)?;
    if login.starts_with("os:") {
        // So the history names whoever worked here before there were operators.
        return Err(Cause::LoginBad { login }.into());
    }
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(Cause::NameMissing.into());
    }
    let role = new.role.trim().to_lowercase();
    let parsed: Role = role.parse().map_err(|_| Cause::RoleBad { role: role.clone() })?;
    let view = desk.ledger()?.view()?;
    if view.operators()?.is_empty() && parsed != Role::Admin {
        return Err(Cause::FirstAdmin.into());
    }
    if view.operator_by_login(&login)?.is_some() {
        return Err(Cause::OperatorTaken { login }.into());
    }
    let person = new.person.as_deref().filter(|person| !person.trim().is_empty());
    let person = person.map(|login| find::person(&view, login.trim())).transpose()?;
    let Kept { salt, hash } = operator::keep(desk, passphrase)?;
    let act = Released::Operator {
        login: login.clone(),
        name,
        role,
        person: person.map(|person| person.id.to_string()),
        salt: HEXLOWER.encode(&salt),
        hash: HEXLOWER.encode(&hash),
    };
    second_needed(desk, &act)?;
    let by = desk.operator()?;
    let mut txn = desk.ledger()?.begin()?;
    // The first one, seen again under the lock: two desks may begin at once.
    if txn.operators()?.is_empty() && parsed != Role::Admin {
        return Err(Cause::FirstAdmin.into());
    }
    let entry = act.apply(&mut txn, &by, entry)?;
    let added = txn.operator_by_login(&login)?.ok_or(Cause::Unexpected)?;
    let card = card(&txn, added, None)?;
    txn.commit(entry)?;
    Ok(card)
}

/// Ends an operator's right to sign in, at once and at every workstation; or gives it back.
///
/// # Errors
/// `unknown_operator`, `last_admin`, `needs_approval`.
pub fn disable(desk: &mut Desk, login: &str, off: bool) -> Result<OperatorCard, Fault> {
    let meant = named(&desk.ledger()?.view()?, login)?;
    if off {
        let act = Released::Disabled { operator: meant.id.to_string() };
        let entry = desk.entry(act.act())?;
        second_needed(desk, &act)?;
        let by = desk.operator()?;
        let mut txn = desk.ledger()?.begin()?;
        let entry = act.apply(&mut txn, &by, entry)?;
        txn.commit(entry)?;
    } else {
        let entry = desk.entry("operator.enabled")?;
        let mut txn = desk.ledger()?.begin()?;
        txn.set_disabled(meant.id, false)?;
        txn.commit(entry.detail(json!({ "operator": meant.login })))?;
    }
    one(desk, &meant)
}

/// Another role for an operator.
///
/// # Errors
/// `unknown_operator`, `role_bad`, `last_admin`, `needs_approval`.
pub fn role(desk: &mut Desk, login: &str, role: &str) -> Result<OperatorCard, Fault> {
    let meant = named(&desk.ledger()?.view()?, login)?;
    let act = Released::Role { operator: meant.id.to_string(), role: role.trim().to_lowercase() };
    let entry = desk.entry(act.act())?;
    let _: Role =
        role.trim().to_lowercase().parse().map_err(|_| Cause::RoleBad { role: role.into() })?;
    second_needed(desk, &act)?;
    let by = desk.operator()?;
    let mut txn = desk.ledger()?.begin()?;
    let entry = act.apply(&mut txn, &by, entry)?;
    txn.commit(entry)?;
    one(desk, &meant)
}

/// Another passphrase: one's own with the old one, or anybody's by an administrator.
///
/// # Errors
/// `unknown_operator`, `not_allowed`, `sign_in_wrong`, `passphrase_short`.
pub fn passphrase(
    desk: &mut Desk,
    login: &str,
    old: Option<Zeroizing<String>>,
    new: &str,
) -> Result<OperatorCard, Fault> {
    let meant = named(&desk.ledger()?.view()?, login)?;
    let own = desk.seated.as_ref().is_some_and(|seated| seated.id == meant.id);
    match (own, old) {
        (true, Some(proof)) => {
            operator::prove(desk, &SignIn { login: meant.login.clone(), proof })?;
        }
        (true, None) => return Err(Cause::SignInWrong.into()),
        (false, _) => desk.may(crate::step::rights::Right::Admin)?,
    }
    let entry = desk.entry("operator.passphrase")?;
    set_passphrase(desk, &meant, new, entry)?;
    one(desk, &meant)
}

/// Another passphrase for somebody whom nobody can help any more: whoever holds the ledger's
/// recovery key may do everything with the ledger anyway.
///
/// # Errors
/// `recovery_key_wrong`, `unknown_operator`, `passphrase_short`.
pub fn rescue(
    desk: &mut Desk,
    login: &str,
    recovery_key: &str,
    new: &str,
) -> Result<OperatorCard, Fault> {
    let key = PaperKey::parse(recovery_key).map_err(|_| Cause::RecoveryKeyWrong)?;
    let Setting { dir, world, .. } = &desk.setting;
    Ledger::open(dir, Arc::clone(world))?.unlock(With::Paper(&key), Mark::Respect)?;
    let meant = named(&desk.opened()?.view()?, login)?;
    let entry = desk_store::audit::Entry::new(&desk.setting.operator, "operator.rescued");
    let Kept { salt, hash } = operator::keep(desk, new)?;
    let mut txn = desk.opened()?.begin()?;
    txn.set_passphrase(meant.id, salt, slow::COST, hash)?;
    txn.set_disabled(meant.id, false)?;
    txn.commit(entry.detail(json!({ "operator": meant.login })))?;
    card(&desk.opened()?.view()?, meant, None)
}

/// Signs somebody in, in the place of whoever sat here.
///
/// # Errors
/// `sign_in_wrong`, `sign_in_throttled`.
pub fn sign_in(desk: &mut Desk, came: &SignIn) -> Result<SeatCard, Fault> {
    desk.seated = None;
    let operator = operator::prove(desk, came)?;
    let Operator { id, login, role, .. } = operator;
    desk.seated = Some(Seated { id, login, role });
    desk.refused = false;
    let entry = desk.entry("operator.in")?;
    desk.ledger()?.begin()?.commit(entry)?;
    seat_of(desk)?.ok_or_else(|| Cause::Unexpected.into())
}

/// The desk is empty again; nothing is read or written before somebody signs in.
///
/// # Errors
/// Only those of the ledger; whoever sat here is gone all the same.
pub fn sign_out(desk: &mut Desk) -> Result<(), Fault> {
    let entry = desk.seated.is_some().then(|| desk.entry("operator.out")).transpose();
    desk.seated = None;
    if let Some(entry) = entry? {
        desk.opened()?.begin()?.commit(entry)?;
    }
    Ok(())
}

/// After how many seconds without a hand on it a window with an operator locks itself.
pub fn idle_seconds(desk: &mut Desk) -> Option<u64> {
    desk.seated.as_ref()?;
    let view = desk.ledger.as_ref()?.view().ok()?;
    Rule::of("idle.seconds").ok()?.now(&view).ok()?.parse().ok()
}

fn set_passphrase(
    desk: &mut Desk,
    meant: &Operator,
    new: &str,
    entry: desk_store::audit::Entry,
) -> Result<(), Fault> {
    let Kept { salt, hash } = operator::keep(desk, new)?;
    let mut txn = desk.ledger()?.begin()?;
    txn.set_passphrase(meant.id, salt, slow::COST, hash)?;
    txn.commit(entry.detail(json!({ "operator": meant.login })))?;
    Ok(())
}

fn named(view: &View<'_>, login: &str) -> Result<Operator, Fault> {
    let unknown = || Cause::UnknownOperator { login: login.to_owned() };
    Ok(view.operator_by_login(login.trim())?.ok_or_else(unknown)?)
}

fn one(desk: &mut Desk, meant: &Operator) -> Result<OperatorCard, Fault> {
    let here = desk.seated.as_ref().map(|seated| seated.id);
    // Whoever disabled themselves has got up.
    let view = desk.opened()?.view()?;
    let now = view.operator(meant.id)?.ok_or(Cause::Unexpected)?;
    card(&view, now, here)
}

fn card(
    view: &View<'_>,
    one: Operator,
    here: Option<desk_store::OperatorId>,
) -> Result<OperatorCard, Fault> {
    let person = one.person.map(|id| find::login_of(view, id)).transpose()?.flatten();
    Ok(OperatorCard {
        here: here == Some(one.id),
        login: one.login,
        name: one.name,
        role: one.role.to_string(),
        person,
        disabled: one.disabled.map(rfc3339),
    })
}
