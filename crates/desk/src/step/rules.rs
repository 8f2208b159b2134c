//! The house's rules, as the ledger has them: each with its usual value, read once for an act.

use desk_store::{CodeForm, PersonId, RecoverySet, View};

use crate::fault::{Cause, Fault};
use crate::step::house::PAPER;
use crate::step::paper_size::SIZES;

/// The kind of a rule's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// `yes` or `no`.
    YesNo,
    /// A whole number in this range.
    Number(u32, u32),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// As many of these words as one likes, with blanks between them; perhaps none.
    SomeOf(&'static [&'static str]),
    /// A line of text of at most so many characters; perhaps none.
    Text(usize),
}

impl Takes {
    /// As a refusal says it.
    fn in_words(self) -> String {
        match self {
            Self::YesNo => "yes, no".to_owned(),
            Self::Number(least, most) => format!("{least}–{most}"),
            Self::OneOf(words) | Self::SomeOf(words) => words.join(", "),
            Self::Text(most) => format!("≤ {most}"),
        }
    }
}

/// One rule: its key, its usual value, what it takes.
pub(crate) struct Rule {
    /// As it is named on the command line and in the ledger.
    pub(crate) key: &'static str,
    /// What holds as long as nobody says otherwise.
    pub(crate) usual: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
}

const fn yes_no(key: &'static str, usual: &'static str) -> Rule {
    Rule { key, usual, takes: Takes::YesNo }
}

const fn number(key: &'static str, usual: &'static str, least: u32, most: u32) -> Rule {
    Rule { key, usual, takes: Takes::Number(least, most) }
}

const fn who(key: &'static str, usual: &'static str) -> Rule {
    Rule { key, usual, takes: Takes::SomeOf(&ROLES) }
}

/// Whom a rule may let do something; an administrator may do everything.
pub(crate) const ROLES: [&str; 4] = ["viewer", "helpdesk", "provisioner", "auditor"];

/// How the codes of a new set may look.
const FORMS: [&str; 3] =
    [CodeForm::Symbols.as_str(), CodeForm::Bitrix.as_str(), CodeForm::Digits.as_str()];

/// Every rule there is.
pub(crate) const ALL: [Rule; 33] = [
    yes_no("codes.allowed", "yes"),
    number("codes.count", "10", 1, 20),
    number("codes.expiry_days", "0", 0, 3650),
    Rule { key: "codes.format", usual: FORMS[0], takes: Takes::OneOf(&FORMS) },
    yes_no("codes.keep_copy", "no"),
    number("codes.low_water", "3", 0, 20),
    yes_no("codes.new_fob_voids", "yes"),
    yes_no("codes.print_only", "no"),
    number("codes.wrong_minutes", "15", 1, 1440),
    number("codes.wrong_most", "5", 1, 10),
    number("codes.wrong_most_here", "20", 1, 100),
    Rule { key: "contact", usual: "", takes: Takes::Text(120) },
    number("idle.seconds", "240", 30, 3600),
    number("mandatory.days", "10", 0, 365),
    Rule { key: "mandatory.departments", usual: "", takes: Takes::Text(300) },
    who("may.codes", "helpdesk provisioner"),
    who("may.days", "helpdesk provisioner"),
    who("may.give", "provisioner"),
    who("may.history", "helpdesk provisioner auditor"),
    who("may.lost", "helpdesk provisioner"),
    who("may.people", "helpdesk provisioner"),
    who("may.return", "provisioner"),
    who("may.sync", "helpdesk provisioner"),
    Rule { key: "paper.size", usual: "a4", takes: Takes::OneOf(&SIZES) },
    yes_no("proof.emergency", "no"),
    yes_no("proof.replace", "yes"),
    yes_no("sign_in.fob", "yes"),
    yes_no("suspend.for_good", "yes"),
    number("suspend.most_days", "10", 1, 10),
    yes_no("two.codes_void", "yes"),
    yes_no("two.for_good", "yes"),
    yes_no("two.operators", "no"),
    yes_no("two.policy", "yes"),
];

impl Rule {
    /// The rule of that key.
    ///
    /// # Errors
    /// `policy_unknown`.
    pub(crate) fn of(key: &str) -> Result<&'static Self, Fault> {
        let found = ALL.iter().find(|rule| rule.key == key);
        found.ok_or_else(|| Cause::PolicyUnknown { key: key.to_owned() }.into())
    }

    /// A value as the ledger keeps it.
    ///
    /// # Errors
    /// `policy_bad`: what the rule takes.
    pub(crate) fn read(&self, value: &str) -> Result<String, Fault> {
        let value = value.trim();
        let word = value.to_lowercase();
        let read = match self.takes {
            Takes::YesNo => ["yes", "no"].contains(&word.as_str()).then_some(word),
            Takes::Number(least, most) => {
                let fits = |number: u32| (least..=most).contains(&number);
                word.parse().is_ok_and(fits).then_some(word)
            }
            Takes::OneOf(words) => words.contains(&word.as_str()).then_some(word),
            Takes::SomeOf(words) => {
                let mut named = word.split([' ', ',']).filter(|word| !word.is_empty());
                let fits = named.all(|word| words.contains(&word));
                // In the order of the rule, each once.
                let named: Vec<&str> = word.split([' ', ',']).collect();
                let kept = words.iter().filter(|word| named.contains(word)).copied();
                fits.then(|| kept.collect::<Vec<_>>().join(" "))
            }
            Takes::Text(most) => {
                let fits = value.chars().count() <= most && !value.contains(char::is_control);
                fits.then(|| value.to_owned())
            }
        };
        let takes = || self.takes.in_words();
        read.ok_or_else(|| Cause::PolicyBad { key: self.key.to_owned(), takes: takes() }.into())
    }

    /// Whether a rule of yes and no says yes.
    pub(crate) fn is_on(&self, view: &View<'_>) -> Result<bool, Fault> {
        Ok(self.now(view)? == "yes")
    }

    /// What holds now.
    pub(crate) fn now(&self, view: &View<'_>) -> Result<String, Fault> {
        let mut said = view.policy(self.key)?;
        if said.is_none() && self.key == "paper.size" {
            // What set-up found goes for it until somebody says otherwise.
            said = view.policy(PAPER)?;
        }
        Ok(said.unwrap_or_else(|| self.usual.to_owned()))
    }
}

/// The rules that hold now.
pub(crate) struct Rules {
    /// Recovery codes are used at all.
    pub(crate) codes: bool,
    /// How many codes a set has.
    pub(crate) count: u32,
    /// After how many days a set is void; `None`: never.
    pub(crate) expiry_days: Option<u32>,
    /// How the codes of a new set look.
    pub(crate) form: CodeForm,
    /// A sealed copy of a set is kept, so that it can be printed again.
    pub(crate) keep_copy: bool,
    /// At how many codes left a new set is asked for.
    pub(crate) low_water: u32,
    /// A fob given in the place of another voids the set.
    pub(crate) new_fob_voids: bool,
    /// Codes leave on paper alone.
    pub(crate) print_only: bool,
    /// So many wrong codes for one person …
    pub(crate) wrong_most: usize,
    /// … or so many for anybody at one workstation …
    pub(crate) wrong_most_here: usize,
    /// … within so long (ms) make the next one wait.
    pub(crate) wrong_within: i64,
    /// Somebody may do without codes until it is ended.
    pub(crate) for_good: bool,
    /// Whoever asks for another fob must be known to be the person …
    pub(crate) proof_replace: bool,
    /// … and whoever asks for an emergency code.
    pub(crate) proof_emergency: bool,
    /// The most days of a suspension that ends by itself.
    pub(crate) most_days: u32,
}

impl Rules {
    /// Reads them.
    ///
    /// # Errors
    /// Only those of the ledger.
    pub(crate) fn of(view: &View<'_>) -> Result<Self, Fault> {
        let text = |key: &str| Rule::of(key)?.now(view);
        let yes = |key: &str| text(key).map(|value| value == "yes");
        let number = |key: &str| -> Result<u32, Fault> {
            text(key)?.parse().map_err(|_| Cause::Unexpected.into())
        };
        let days = number("codes.expiry_days")?;
        Ok(Self {
            codes: yes("codes.allowed")?,
            count: number("codes.count")?,
            expiry_days: (days > 0).then_some(days),
            form: text("codes.format")?.parse().map_err(|_| Cause::Unexpected)?,
            keep_copy: yes("codes.keep_copy")?,
            low_water: number("codes.low_water")?,
            new_fob_voids: yes("codes.new_fob_voids")?,
            print_only: yes("codes.print_only")?,
            wrong_most: usize::try_from(number("codes.wrong_most")?).unwrap_or(1),
            wrong_most_here: usize::try_from(number("codes.wrong_most_here")?).unwrap_or(1),
            wrong_within: i64::from(number("codes.wrong_minutes")?) * 60_000,
            for_good: yes("suspend.for_good")?,
            proof_replace: yes("proof.replace")?,
            proof_emergency: yes("proof.emergency")?,
            most_days: number("suspend.most_days")?,
        })
    }

    /// Whether codes may be made for this place.
    ///
    /// # Errors
    /// `codes_off`; `codes_print_only` for a text file, where codes leave on paper alone.
    pub(crate) fn codes_may_go(&self, as_text: bool) -> Result<(), Fault> {
        match (self.codes, self.print_only && as_text) {
            (false, _) => Err(Cause::CodesOff.into()),
            (true, true) => Err(Cause::CodesPrintOnly.into()),
            (true, false) => Ok(()),
        }
    }

    /// The newest set, unless it was voided or its time is over.
    ///
    /// # Errors
    /// Only those of the ledger.
    pub(crate) fn valid_set(
        &self,
        view: &View<'_>,
        person: PersonId,
        now: i64,
    ) -> Result<Option<RecoverySet>, Fault> {
        let lasts = |set: &RecoverySet| self.expires(set.created).is_none_or(|until| now < until);
        Ok(view.newest_set(person)?.filter(|set| set.voided.is_none() && lasts(set)))
    }

    /// Until when a set that was made then is valid (Unix ms); `None`: until it is voided.
    pub(crate) fn expires(&self, created: i64) -> Option<i64> {
        self.expiry_days.map(|days| created.saturating_add(i64::from(days) * 86_400_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_takes_its_own_usual_value_and_says_what_else() {
        for rule in &ALL {
            assert_eq!(rule.read(rule.usual).expect("its own"), rule.usual, "{}", rule.key);
            let refused = rule.read(&"perhaps ".repeat(40)).expect_err("no value of any rule");
            assert_eq!(refused.cause.code(), "policy_bad", "{}", rule.key);
        }
        assert!(ALL.is_sorted_by_key(|rule| rule.key));
        assert_eq!(
            Rule::of("codes.colour").map(|_| ()).expect_err("none").cause.code(),
            "policy_unknown"
        );
        let count = Rule::of("codes.count").expect("a rule");
        assert_eq!(count.read(" 12 ").expect("in range"), "12");
        assert!(count.read("0").is_err() && count.read("21").is_err());
        assert_eq!(Rule::of("codes.allowed").expect("a rule").read("NO").expect("either"), "no");
        let roles = Rule::of("may.codes").expect("a rule");
        assert_eq!(roles.read("auditor, Helpdesk auditor").expect("two"), "helpdesk auditor");
        assert_eq!(roles.read("").expect("nobody but the administrator"), "");
        assert!(roles.read("helpdesk boss").is_err());
    }
}
