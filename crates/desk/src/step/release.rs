//! Acts that a second operator releases. What was asked for is written down as it will be done;
//! released, it is done by the same lines as where one operator is enough.

use data_encoding::HEXLOWER;
use desk_store::audit::Entry;
use desk_store::{NewOperator, NewRelease, OperatorId, PersonId, Role, Txn, View};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::rules::Rule;
use crate::step::slow;
use crate::step::sweep::sweep;
use crate::step::void_all::void_all;

/// How long a release can be given (ms): a day.
const LASTS: i64 = 86_400_000;

/// Such an act, with all that is needed to do it; no secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Released {
    /// Somebody may do without a fob until it is ended.
    ForGood {
        /// Whose key.
        person: String,
        /// Why.
        reason: String,
    },
    /// Every valid set of recovery codes is voided.
    VoidAll {
        /// Why.
        reason: String,
    },
    /// Several people left: nothing opens anything for them any more.
    Leavers {
        /// Their keys.
        people: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Another value for a rule.
    Policy {
        /// Which.
        key: String,
        /// What it is to be.
        value: String,
    },
    /// A further operator.
    Operator {
        /// The login.
        login: String,
        /// The name.
        name: String,
        /// The role.
        role: String,
        /// The person whose fobs are the operator's own.
        person: Option<String>,
        /// The salt of the passphrase's hash, hex.
        salt: String,
        /// The hash of the passphrase, hex.
        hash: String,
    },
    /// An operator may not sign in any more.
    Disabled {
        /// Whose key.
        operator: String,
    },
    /// Another role for an operator.
    Role {
        /// Whose key.
        operator: String,
        /// Which.
        role: String,
    },
}

impl Released {
    /// The act, as the history names it.
    pub(crate) fn act(&self) -> &'static str {
        match self {
            Self::ForGood { .. } => "person.suspended",
            Self::VoidAll { .. } => "codes.voided_all",
            Self::Leavers { .. } => "people.left",
            Self::Policy { .. } => "policy.changed",
            Self::Operator { .. } => "operator.added",
            Self::Disabled { .. } => "operator.disabled",
            Self::Role { .. } => "operator.role",
        }
    }

    /// The rule that says whether a second operator is needed.
    fn rule(&self) -> &'static str {
        match self {
            Self::ForGood { .. } => "two.for_good",
            Self::VoidAll { .. } | Self::Leavers { .. } => "two.codes_void",
            Self::Policy { .. } => "two.policy",
            Self::Operator { .. } | Self::Disabled { .. } | Self::Role { .. } => "two.operators",
        }
    }

    /// Does it, in the open transaction; `by` asked for it.
    ///
    /// # Errors
    /// Those of the act.
    pub(crate) fn apply(&self, txn: &mut Txn<'_>, by: &str, entry: Entry) -> Result<Entry, Fault> {
        match self {
            Self::ForGood { person, reason } => {
                let person = person_of(person)?;
                txn.suspend(person, None, reason, by)?;
                Ok(entry.person(person).detail(json!({ "reason": reason, "days": null })))
            }
            Self::VoidAll { reason } => {
                let voided = void_all(txn, reason, by)?;
                Ok(entry.detail(json!({ "count": voided, "reason": reason })))
            }
            Self::Leavers { people, reason } => {
                let left = Entry::new(by, "person.left");
                let taken = Entry::new(by, "fob.suspended");
                for id in people {
                    // Whoever was deleted meanwhile has nothing left.
                    let person = txn.person(person_of(id)?)?;
                    if let Some(person) = person.filter(|person| person.deleted.is_none()) {
                        sweep(txn, &person, by, &left, &taken, reason)?;
                    }
                }
                Ok(entry.detail(json!({ "swept": people.len(), "reason": reason })))
            }
            Self::Policy { key, value } => {
                let rule = Rule::of(key)?;
                let before = rule.now(txn)?;
                txn.set_policy(rule.key, value)?;
                let mut detail = json!({ "key": key, "from": before, "to": value });
                if (rule.key, value.as_str()) == ("codes.keep_copy", "no") {
                    detail["copies_removed"] = txn.drop_copies()?.into();
                }
                Ok(entry.detail(detail))
            }
            Self::Operator { login, name, role, person, salt, hash } => {
                let unreadable = |_| Fault::from(Cause::Unexpected);
                let bytes = |hex: &str| HEXLOWER.decode(hex.as_bytes()).map_err(unreadable);
                let new = NewOperator {
                    login: login.clone(),
                    name: name.clone(),
                    role: role_of(role)?,
                    person: person.as_deref().map(person_of).transpose()?,
                    salt: bytes(salt)?.try_into().map_err(|_| Cause::Unexpected)?,
                    cost: slow::COST,
                    hash: bytes(hash)?.try_into().map_err(|_| Cause::Unexpected)?,
                    by: by.to_owned(),
                };
                txn.add_operator(new)?;
                Ok(entry.detail(json!({ "operator": login, "role": role })))
            }
            Self::Disabled { operator } => {
                let id = operator_of(operator)?;
                txn.set_disabled(id, true)?;
                let login = an_admin_is_left(txn, id)?;
                Ok(entry.detail(json!({ "operator": login })))
            }
            Self::Role { operator, role } => {
                let id = operator_of(operator)?;
                txn.set_role(id, role_of(role)?)?;
                let login = an_admin_is_left(txn, id)?;
                Ok(entry.detail(json!({ "operator": login, "role": role })))
            }
        }
    }
}

/// Has an act wait for a second operator, if the house's rules and its operators make it wait:
/// then the fault says its number. Otherwise it may be done at once.
///
/// # Errors
/// `needs_approval`; those of the ledger.
pub(crate) fn second_needed(desk: &mut Desk, act: &Released) -> Result<(), Fault> {
    // Who may not do it alone may not ask for it either.
    desk.entry(act.act())?;
    let asked = desk.entry("release.asked")?;
    let Some(seated) = desk.seated.clone() else { return Ok(()) };
    let ledger = desk.ledger()?;
    let view = ledger.view()?;
    if !Rule::of(act.rule())?.is_on(&view)? || others(&view, seated.id)? == 0 {
        return Ok(());
    }
    let request = serde_json::to_string(act).map_err(|_| Cause::Unexpected)?;
    let mut txn = ledger.begin()?;
    let until = txn.at() + LASTS;
    let new = NewRelease { act: act.act().to_owned(), request, asked_by: seated.id, until };
    let release = txn.ask_release(new)?;
    let person = match act {
        Released::ForGood { person, .. } => Some(person_of(person)?),
        _ => None,
    };
    let detail = json!({ "release": release.id, "act": release.act });
    txn.commit(asked.person(person).detail(detail))?;
    let id = release.id.to_string();
    Err(Fault::from(Cause::NeedsApproval { id: id.clone() }).detailed(id))
}

/// How many others could release what this operator asks for.
fn others(view: &View<'_>, asker: OperatorId) -> Result<usize, Fault> {
    let may = |one: &&desk_store::Operator| {
        one.id != asker && one.disabled.is_none() && one.role != Role::Viewer
    };
    Ok(view.operators()?.iter().filter(may).count())
}

/// A desk without an administrator could never be changed again; says the login that is meant.
fn an_admin_is_left(txn: &Txn<'_>, id: OperatorId) -> Result<String, Fault> {
    let all = txn.operators()?;
    if !all.iter().any(|one| one.role == Role::Admin && one.disabled.is_none()) {
        return Err(Cause::LastAdmin.into());
    }
    let meant = all.into_iter().find(|one| one.id == id).ok_or(Cause::Unexpected)?;
    Ok(meant.login)
}

pub(crate) fn person_of(text: &str) -> Result<PersonId, Fault> {
    text.parse().map_err(|_| Cause::Unexpected.into())
}

fn operator_of(text: &str) -> Result<OperatorId, Fault> {
    text.parse().map_err(|_| Cause::Unexpected.into())
}

fn role_of(text: &str) -> Result<Role, Fault> {
    text.parse().map_err(|_| Cause::RoleBad { role: text.to_owned() }.into())
}
