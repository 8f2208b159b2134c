//! The verdict as it is shown: a word, a reason, a sentence with its limits, and what to do.

use serde::Serialize;

use crate::words::{self, Lang};

/// Whether a fob is genuine, and what that rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct GenuineCard {
    /// The fob.
    pub fob: AskedFob,
    /// The verdict.
    pub verdict: GenuineWord,
    /// The reason, as a word for programs.
    pub why: String,
    /// The root that vouches.
    pub root: Option<String>,
    /// Whether the serial that the maker vouches for is the fob's; nothing where none is told.
    pub serial_matches: Option<bool>,
    /// Whether a key that nobody needs is left on the fob.
    pub key_left: bool,
    /// The verdict in a sentence, with its limits.
    pub say: String,
    /// What to do now.
    pub now: String,
}

/// The fob that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct AskedFob {
    /// Its serial, if it tells one.
    pub serial: Option<String>,
}

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GenuineWord {
    /// The maker vouches.
    Genuine,
    /// The maker does not vouch.
    NotGenuine,
    /// Nothing can be said.
    CannotTell,
}

impl GenuineWord {
    /// As programs and the history have it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::NotGenuine => "not_genuine",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Vouched,
    Software,
    Stranger,
    Broken,
    OtherSerial,
    OtherKey,
    OtherMaker,
    NoSerial,
    TooOld,
    NoPiv,
    InUse,
    NoCertificate,
    Refused,
    IntermediateMissing,
    Clock,
    Unreadable,
}

impl Why {
    /// All of them.
    #[cfg(test)]
    const ALL: [Self; 16] = [
        Self::Vouched,
        Self::Software,
        Self::Stranger,
        Self::Broken,
        Self::OtherSerial,
        Self::OtherKey,
        Self::OtherMaker,
        Self::NoSerial,
        Self::TooOld,
        Self::NoPiv,
        Self::InUse,
        Self::NoCertificate,
        Self::Refused,
        Self::IntermediateMissing,
        Self::Clock,
        Self::Unreadable,
    ];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Vouched => "vouched",
            Self::Software => "software",
            Self::Stranger => "stranger",
            Self::Broken => "broken",
            Self::OtherSerial => "other_serial",
            Self::OtherKey => "other_key",
            Self::OtherMaker => "other_maker",
            Self::NoSerial => "no_serial",
            Self::TooOld => "too_old",
            Self::NoPiv => "no_piv",
            Self::InUse => "in_use",
            Self::NoCertificate => "no_certificate",
            Self::Refused => "refused",
            Self::IntermediateMissing => "intermediate_missing",
            Self::Clock => "clock",
            Self::Unreadable => "unreadable",
        }
    }

    pub(super) fn verdict(self) -> GenuineWord {
        match self {
            Self::Vouched => GenuineWord::Genuine,
            Self::Software | Self::Stranger | Self::Broken | Self::OtherSerial | Self::OtherKey => {
                GenuineWord::NotGenuine
            }
            Self::OtherMaker
            | Self::NoSerial
            | Self::TooOld
            | Self::NoPiv
            | Self::InUse
            | Self::NoCertificate
            | Self::Refused
            | Self::IntermediateMissing
            | Self::Clock
            | Self::Unreadable => GenuineWord::CannotTell,
        }
    }
}

/// What is to be said.
pub(super) struct Said {
    pub(super) why: Why,
    /// What the sentence names: a certificate's name, or a serial.
    pub(super) names: Option<String>,
    pub(super) root: Option<String>,
    pub(super) serial_matches: Option<bool>,
    pub(super) key_left: bool,
}

impl Said {
    /// A reason and nothing besides.
    pub(super) fn bare(why: Why) -> Self {
        Self { why, names: None, root: None, serial_matches: None, key_left: false }
    }
}

/// Puts it into words.
pub(super) fn card(lang: Lang, serial: Option<String>, said: &Said) -> GenuineCard {
    let id = format!("genuine-{}", said.why.code().replace('_', "-"));
    let names = said.names.as_deref().filter(|names| !names.is_empty()).unwrap_or("–");
    let values = [("names", names)];
    let mut say = words::say(lang, &id, &values);
    if said.key_left {
        say.push(' ');
        say.push_str(&words::say(lang, "genuine-key-left", &[]));
    }
    GenuineCard {
        fob: AskedFob { serial },
        verdict: said.why.verdict(),
        why: said.why.code().to_owned(),
        root: said.root.clone(),
        serial_matches: said.serial_matches,
        key_left: said.key_left,
        say,
        now: words::say_now(lang, &id, &values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_two_sentences_in_both_languages() {
        for lang in Lang::ALL {
            for why in Why::ALL {
                let said = Said { names: Some("NAMES".into()), ..Said::bare(why) };
                let card = card(lang, Some("1".into()), &said);
                assert!(!card.say.starts_with("genuine-"), "{}: {}", lang.tag(), card.say);
                assert!(!card.now.starts_with("genuine-"), "{}: {}", lang.tag(), card.now);
            }
        }
    }

    #[test]
    fn what_is_left_on_the_fob_is_said() {
        let said = Said { key_left: true, ..Said::bare(Why::Vouched) };
        let with = card(Lang::En, None, &said).say;
        let without = card(Lang::En, None, &Said::bare(Why::Vouched)).say;
        assert!(with.starts_with(&without) && with.contains("95"), "{with}");
    }

    #[test]
    fn what_the_maker_vouches_for_says_its_limits() {
        let said = card(Lang::En, None, &Said::bare(Why::Vouched)).say;
        assert!(said.contains("nothing of what was written to it before"), "{said}");
    }
}
