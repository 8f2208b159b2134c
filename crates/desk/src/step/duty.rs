//! Who must have a fob, since when and until when: people of the departments that a rule names. It
//! counts from the moment at which the person was added, or the rule last came to name the
//! department, whichever is later; nothing is stored for it but what was put off.

use std::collections::BTreeMap;

use desk_store::audit::Filter;
use desk_store::{Person, View, fold};
use serde::Serialize;

use crate::cards::rfc3339;
use crate::fault::{Cause, Fault};
use crate::step::rules::Rule;

const DAY: i64 = 86_400_000;
/// The rule that names the departments, separated by commas.
pub(crate) const DEPARTMENTS: &str = "mandatory.departments";

/// A fob that somebody must have and has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct MustCard {
    /// Since when.
    pub since: String,
    /// Until when it should be there; nothing: it was put off for good.
    pub until: Option<String>,
    /// Whether it was put off until then.
    pub deferred: bool,
}

/// What the person must, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Must {
    pub(crate) since: i64,
    pub(crate) until: Option<i64>,
    pub(crate) deferred: bool,
}

impl Must {
    /// As shown.
    pub(crate) fn card(self) -> MustCard {
        let Self { since, until, deferred } = self;
        MustCard { since: rfc3339(since), until: until.map(rfc3339), deferred }
    }
}

/// The rule as it is, read once for many people.
pub(crate) struct Duty {
    /// Each department, folded, with the moment at which the rule came to name it (Unix ms).
    departments: BTreeMap<String, i64>,
    /// Within how long (ms).
    within: i64,
}

impl Duty {
    /// Reads it.
    ///
    /// # Errors
    /// Only those of the ledger.
    pub(crate) fn of(view: &View<'_>) -> Result<Self, Fault> {
        let days = Rule::of("mandatory.days")?.now(view)?;
        let days: i64 = days.parse().map_err(|_| Cause::Unexpected)?;
        let named = names(&Rule::of(DEPARTMENTS)?.now(view)?);
        let mut departments: BTreeMap<String, i64> =
            named.into_iter().map(|name| (name, i64::MIN)).collect();
        if !departments.is_empty() {
            let filter = Filter { act: Some("policy.changed"), ..Filter::default() };
            for entry in view.log(&filter)? {
                let part = |key: &str| {
                    let text = entry.detail.get(key).and_then(serde_json::Value::as_str);
                    text.unwrap_or_default().to_owned()
                };
                if part("key") != DEPARTMENTS {
                    continue;
                }
                let before = names(&part("from"));
                for name in names(&part("to")).iter().filter(|name| !before.contains(name)) {
                    departments.entry(name.clone()).and_modify(|since| *since = entry.at);
                }
            }
        }
        Ok(Self { departments, within: days * DAY })
    }

    /// Whether nobody must have a fob.
    pub(crate) fn is_nobodys(&self) -> bool {
        self.departments.is_empty()
    }

    /// What a person must; nothing for one who has a fob in use.
    ///
    /// # Errors
    /// Only those of the ledger.
    pub(crate) fn must(&self, view: &View<'_>, person: &Person) -> Result<Option<Must>, Fault> {
        let department = person.department.as_deref().map(|name| fold(name.trim()));
        let Some(named) = department.and_then(|name| self.departments.get(&name)) else {
            return Ok(None);
        };
        use desk_store::TokenState::{Assigned, HandedOver, Verified};
        let in_use =
            |token: &desk_store::Token| matches!(token.state, Verified | Assigned | HandedOver);
        if view.tokens_of(person.id)?.iter().any(in_use) {
            return Ok(None);
        }
        let since = person.created.max(*named);
        let by_rule = since.saturating_add(self.within);
        Ok(Some(match view.deferral(person.id)? {
            None => Must { since, until: Some(by_rule), deferred: false },
            Some(it) => {
                let until = it.until.map(|until| until.max(by_rule));
                let deferred = it.until.is_none_or(|until| view.now() < until);
                Must { since, until, deferred }
            }
        }))
    }
}

/// The departments of a text, folded.
fn names(text: &str) -> Vec<String> {
    text.split(',').map(|name| fold(name.trim())).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn departments_are_compared_without_regard_to_capitals_and_blanks() {
        assert_eq!(names(" Sales,  IT Support , ,продажи"), ["sales", "it support", "продажи"]);
        assert_eq!(names(" ,"), [""; 0]);
    }
}
