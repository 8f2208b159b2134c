//! The house's rules: what holds, and changing one of them.

use serde::Serialize;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::release::{Released, second_needed};
use crate::step::rules::{ALL, Rule, Takes};

/// What kind of value a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RuleKind {
    /// `yes` or `no`.
    YesNo,
    /// A whole number.
    Number,
    /// One of the options.
    OneOf,
    /// Some of the options, with blanks between them.
    SomeOf,
    /// A line of text.
    Text,
}

/// One rule and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PolicyCard {
    /// Its key, as on the command line.
    pub key: String,
    /// What kind of value it takes.
    pub kind: RuleKind,
    /// What holds, as text.
    pub value: String,
    /// What holds as long as nobody says otherwise.
    pub usual: String,
    /// The least and the most, of a number.
    pub range: Option<(u32, u32)>,
    /// The words that may be chosen.
    pub options: Vec<String>,
}

/// Every rule.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Vec<PolicyCard>, Fault> {
    let view = desk.ledger()?.view()?;
    ALL.iter().map(|rule| Ok(card(rule, rule.now(&view)?))).collect()
}

/// One rule.
///
/// # Errors
/// `policy_unknown`.
pub fn show(desk: &mut Desk, key: &str) -> Result<PolicyCard, Fault> {
    let rule = Rule::of(key)?;
    let now = rule.now(&desk.ledger()?.view()?)?;
    Ok(card(rule, now))
}

/// Changes a rule. What was done under the former one stays as it is.
///
/// # Errors
/// `policy_unknown`, `policy_bad`; `needs_approval` where a second operator releases it.
pub fn set(desk: &mut Desk, key: &str, value: &str) -> Result<PolicyCard, Fault> {
    let rule = Rule::of(key)?;
    let value = rule.read(value)?;
    let entry = desk.entry("policy.changed")?;
    if rule.now(&desk.ledger()?.view()?)? == value {
        return Ok(card(rule, value));
    }
    let act = Released::Policy { key: rule.key.to_owned(), value: value.clone() };
    second_needed(desk, &act)?;
    let operator = desk.operator()?;
    let mut txn = desk.ledger()?.begin()?;
    let entry = act.apply(&mut txn, &operator, entry)?;
    txn.commit(entry)?;
    Ok(card(rule, value))
}

fn card(rule: &Rule, value: String) -> PolicyCard {
    let (kind, range, options) = match rule.takes {
        Takes::YesNo => (RuleKind::YesNo, None, &[][..]),
        Takes::Number(least, most) => (RuleKind::Number, Some((least, most)), &[][..]),
        Takes::OneOf(words) => (RuleKind::OneOf, None, words),
        Takes::SomeOf(words) => (RuleKind::SomeOf, None, words),
        Takes::Text(_) => (RuleKind::Text, None, &[][..]),
    };
    PolicyCard {
        key: rule.key.to_owned(),
        kind,
        value,
        usual: rule.usual.to_owned(),
        range,
        options: options.iter().map(|&word| word.to_owned()).collect(),
    }
}
