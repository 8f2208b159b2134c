//! A fault as people read it: what happened, what to do now, what the fob is left as.

use serde::Serialize;

use crate::fault::{Cause, Fault, Kind, Left};
use crate::words::{self, Lang};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Severity {
    /// It did not work.
    Error,
    /// It cannot be done just now, or something was missing; nothing is broken.
    Warning,
}

/// The two lines that window and terminal print, and what stands beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Report {
    /// The stable code of the cause.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What happened; ends with what the fob is left as, where a fob is concerned.
    pub what: String,
    /// What to do now.
    pub now: String,
    /// What the fob's configuration is left as.
    pub left: Option<Left>,
    /// A line for whoever repairs it.
    pub detail: Option<String>,
}

impl Report {
    /// Puts a fault into words.
    #[must_use]
    pub fn of(fault: &Fault, lang: Lang) -> Self {
        let code = fault.cause.code();
        let id = code.replace('_', "-");
        let values = fault.cause.values();
        let mut what = words::say(lang, &id, &values);
        if let Some(left) = fault.left {
            what.push(' ');
            what.push_str(&words::say(lang, left_id(left), &[]));
        }
        Self {
            code: code.to_owned(),
            severity: severity(&fault.cause),
            what,
            now: words::say_now(lang, &id, &values),
            left: fault.left,
            detail: fault.detail.clone(),
        }
    }
}

fn severity(cause: &Cause) -> Severity {
    match cause.kind() {
        // Nothing went wrong: somebody else has a word in it.
        _ if matches!(cause, Cause::NeedsApproval { .. }) => Severity::Warning,
        Kind::Failed | Kind::NotAllowed => Severity::Error,
        Kind::Missing | Kind::NotNow => Severity::Warning,
    }
}

fn left_id(left: Left) -> &'static str {
    match left {
        Left::Untouched => "left-untouched",
        Left::Written => "left-written",
        Left::Unsure => "left-unsure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_its_two_sentences_in_every_language() {
        for lang in Lang::ALL {
            for cause in Cause::one_of_each() {
                let id = cause.code().replace('_', "-");
                let what = words::find(lang, &id, None, &cause.values());
                let now = words::find(lang, &id, Some("now"), &cause.values());
                assert!(what.is_some(), "{}: {id} lacks what happened", lang.tag());
                assert!(now.is_some(), "{}: {id} lacks what to do now", lang.tag());
            }
        }
    }

    #[test]
    fn a_fob_in_use_names_the_programs_that_run_else_the_usual_ones() {
        let said = |programs: &[&str]| {
            let programs: Vec<String> = programs.iter().map(ToString::to_string).collect();
            Report::of(&Cause::in_use(&programs).into(), Lang::En).what
        };
        assert!(said(&["scdaemon", "ykman"]).ends_with("likely to be it: scdaemon, ykman."));
        assert!(said(&[]).contains("most often it is GnuPG"));
    }

    #[test]
    fn every_sentence_is_as_it_was_proof_read() {
        for lang in Lang::ALL {
            let mut all = String::new();
            for cause in Cause::one_of_each() {
                for left in [None, Some(Left::Untouched)] {
                    let fault = Fault { cause: cause.clone(), left, detail: None };
                    let report = Report::of(&fault, lang);
                    if left.is_none() {
                        all += &format!("{}\n  {}\n  {}\n", report.code, report.what, report.now);
                    } else {
                        assert!(report.what.ends_with(&words::say(lang, "left-untouched", &[])));
                    }
                }
            }
            insta::assert_snapshot!(format!("sentences_{}", lang.tag()), all);
        }
    }
}
