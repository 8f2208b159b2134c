//! Who may do what: each act of the history belongs to a right, each right to roles by the house's
//! rules. An administrator may do everything.

use desk_store::{Role, View};

use crate::fault::Fault;
use crate::step::rules::Rule;

/// What somebody may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// Every operator: what concerns nobody but themselves.
    Everybody,
    /// Everybody but a viewer.
    Staff,
    /// Recovery codes.
    Codes,
    /// Letting somebody do without a fob.
    Days,
    /// Giving fobs out.
    Give,
    /// Reading the history.
    History,
    /// Lost and found fobs.
    Lost,
    /// The list of people.
    People,
    /// Proving a fob that is in use, or giving one out.
    Prove,
    /// Taking fobs back, retiring them.
    Return,
    /// Counters.
    Sync,
    /// Rules, operators, the ledger itself.
    Admin,
}

impl Right {
    /// The right that an act of the history needs. What is not named here is the
    /// administrators'; a test compares the names with those in the sources.
    pub(crate) fn of_act(act: &str) -> Self {
        match act {
            "operator.in"
            | "operator.out"
            | "operator.code"
            | "operator.refused"
            | "operator.passphrase" => Self::Everybody,
            "release.asked" | "release.given" | "release.refused" | "codes.prepared"
            | "letter.printed" => Self::Staff,
            "codes.issued" | "codes.checked" | "codes.possession" | "codes.reprinted"
            | "codes.voided" | "codes.voided_all" => Self::Codes,
            "person.suspended" | "person.resumed" | "person.deferred" => Self::Days,
            "fob.lending" | "fob.lent_longer" | "issue.sealed" | "token.adopted"
            | "token.retired" | "profile.add" => Self::Give,
            "issue.written" | "issue.abandoned" | "issue.keyed" | "issue.proven"
            | "issue.given" | "fob.replaced" | "fob.lent" | "fob.attesting" | "fob.attested" => {
                Self::Prove
            }
            "fob.lost" | "fob.lost_undone" | "fob.emergency" | "fob.replacing" | "fob.owed"
            | "fob.denied" | "fob.found" => Self::Lost,
            "fob.returned" | "fob.wiped" | "fob.retired" => Self::Return,
            "person.add" | "person.rename" | "person.delete" | "person.language"
            | "people.import" | "people.left" | "person.left" | "fob.suspended" => Self::People,
            "token.synced" | "token.checked" => Self::Sync,
            _ => Self::Admin,
        }
    }

    /// Whether a role has it, by the rules that hold now.
    pub(crate) fn is_held_by(self, role: Role, view: &View<'_>) -> Result<bool, Fault> {
        let by = |key| -> Result<bool, Fault> {
            let roles = Rule::of(key)?.now(view)?;
            Ok(roles.split(' ').any(|word| word == role.as_str()))
        };
        match self {
            _ if role == Role::Admin => Ok(true),
            Self::Everybody => Ok(true),
            Self::Staff => Ok(role != Role::Viewer),
            Self::Admin => Ok(false),
            Self::Codes => by("may.codes"),
            Self::Days => by("may.days"),
            Self::Give => by("may.give"),
            Self::History => by("may.history"),
            Self::Lost => by("may.lost"),
            Self::People => by("may.people"),
            Self::Prove => Ok(by("may.give")? || by("may.sync")?),
            Self::Return => by("may.return"),
            Self::Sync => by("may.sync"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those that are the administrators' on purpose.
    const ADMINS: &[&str] = &[
        "house.logo",
        "operator.added",
        "operator.disabled",
        "operator.enabled",
        "operator.rescued",
        "operator.role",
        "policy.changed",
        "policy.set",
        "vault.backup",
        "vault.create",
        "workstation.enrol",
        "vault.restored",
    ];

    #[test]
    fn every_act_in_the_sources_has_its_right() {
        for act in crate::words::acts_in_the_sources() {
            let right = Right::of_act(&act);
            let meant = ADMINS.contains(&act.as_str());
            assert_eq!(right == Right::Admin, meant, "{act}: name its right in rights.rs");
        }
    }
}
