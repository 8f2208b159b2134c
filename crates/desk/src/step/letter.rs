//! Letters in a person's words.

use desk_store::audit::Logged;
use desk_store::{Fob, Person, Place};
use paper::{Logo, Page, Pdf};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::step::sheet::{failed, fob_named, local_time};
use crate::words::{Lang, say, say_count};

/// Which letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LetterKind {
    /// To somebody whose fob was lost.
    Lost,
    /// To somebody who handed a fob in: a receipt.
    Return,
    /// To somebody who got a fob: what it is, and how to use it.
    Registration,
    /// To somebody who has a fob on loan: until when, and how to use it.
    Loaner,
}

/// What a letter is made of.
pub(crate) struct Facts<'a> {
    /// Which letter.
    pub(crate) kind: LetterKind,
    /// To whom.
    pub(crate) person: &'a Person,
    /// About which fob.
    pub(crate) fob: &'a Fob,
    /// The act that it is about, as the history has it.
    pub(crate) since: Option<&'a Logged>,
    /// The fob was emptied after that.
    pub(crate) emptied: bool,
    /// Where on the fob its code is.
    pub(crate) place: Option<Place>,
    /// For a fob that is lent: until when (Unix ms).
    pub(crate) until: Option<i64>,
    /// The way in for the meantime.
    pub(crate) emergency: Option<Emergency>,
    /// Recovery codes are used in this house.
    pub(crate) codes: bool,
    /// The organisation, or nothing.
    pub(crate) organisation: &'a str,
    /// Its logo.
    pub(crate) logo: Option<&'a Logo>,
    /// How to reach the helpdesk.
    pub(crate) contact: Option<&'a str>,
    /// The audit's head, short.
    pub(crate) checkpoint: &'a str,
    /// When it is printed (Unix ms).
    pub(crate) made: i64,
    /// Who prints it.
    pub(crate) by: &'a str,
    /// The paper.
    pub(crate) page: Page,
}

/// A way in for the meantime.
pub(crate) struct Emergency {
    /// The code, where it is handed over with the letter.
    pub(crate) code: Option<Zeroizing<String>>,
    /// How often it can be used.
    pub(crate) left: u32,
    /// Until when (Unix ms).
    pub(crate) until: i64,
}

/// Lays out a letter.
///
/// # Errors
/// `sheet_failed`.
pub(crate) fn lay_out(facts: &Facts<'_>, lang: Lang) -> Result<Pdf, Fault> {
    let text = |id: &str| say(lang, id, &[]);
    let name = match facts.kind {
        LetterKind::Lost => "lost",
        LetterKind::Return => "return",
        LetterKind::Registration => "registration",
        LetterKind::Loaner => "loaner",
    };
    let of_kind = |rest: &str| text(&format!("letter-{name}-{rest}"));
    let known = known(facts, lang, name);
    let known: Vec<(&str, &str)> = known.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let body = body(facts, lang);
    let body: Vec<&str> = body.iter().map(String::as_str).collect();
    let (heading, steps) = steps(facts, lang);
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    // Whoever has a fob is told the same of its loss, whosever it is.
    let warned = if facts.kind == LetterKind::Loaner { "registration" } else { name };
    let warning = |rest: &str| text(&format!("letter-{warned}-{rest}"));
    let (bold, rest) = (warning("notice"), warning("notice-rest"));
    let signed = ["letter-sign-person", "letter-sign-desk"].map(text);
    // What was lost is not here to be signed for.
    let signatures: &[&str] = match facts.kind {
        LetterKind::Lost => &[],
        LetterKind::Return | LetterKind::Registration | LetterKind::Loaner => {
            &[&signed[0], &signed[1]]
        }
    };
    let (title, helpdesk, checkpoint) = (of_kind("title"), "sheet-helpdesk", "sheet-checkpoint");
    let (helpdesk, checkpoint) = (text(helpdesk), text(checkpoint));
    let not_printable = text("sheet-name-not-printable");
    let above = facts.emergency.as_ref().map(|one| until(one, lang, "letter-emergency"));
    let code = facts.emergency.as_ref().and_then(|one| one.code.as_ref());
    let letter = paper::Letter {
        organisation: facts.organisation,
        logo: facts.logo,
        lang: lang.tag(),
        title: &title,
        person_name: &facts.person.name,
        login: &facts.person.login,
        name_not_printable: &not_printable,
        facts: &known,
        body: &body,
        emergency: above.as_deref().zip(code.map(|code| code.as_str())),
        steps_title: &heading,
        steps: &steps,
        notice: Some((&bold, &rest)),
        signatures,
        contact: facts.contact.map(|contact| (helpdesk.as_str(), contact)),
        checkpoint: Some((&checkpoint, facts.checkpoint)),
        page: facts.page,
    };
    paper::letter(&letter).map_err(failed)
}

/// Labels and values: the person, the fob, the act, the letter.
fn known(facts: &Facts<'_>, lang: Lang, name: &str) -> Vec<(String, String)> {
    let text = |id: &str| say(lang, id, &[]);
    let model = facts.fob.model.clone().unwrap_or_default();
    let mut known = vec![
        (text("sheet-login"), facts.person.login.clone()),
        (text("sheet-fob"), fob_named(&model, facts.fob.called(), lang)),
    ];
    if let Some(act) = facts.since {
        let label = |rest: &str| text(&format!("letter-{name}-{rest}"));
        known.push((label("at"), local_time(act.at)));
        known.push((label("by"), operator(&act.operator)));
    }
    known.extend(facts.until.map(|until| (text("letter-loaner-until"), local_time(until))));
    known.push((text("letter-date"), local_time(facts.made)));
    known.push((text("letter-by"), operator(facts.by)));
    known
}

/// What happened, in whole sentences.
fn body(facts: &Facts<'_>, lang: Lang) -> Vec<String> {
    let text = |id: &str| say(lang, id, &[]);
    match facts.kind {
        LetterKind::Lost => {
            let mut body = vec![text("letter-lost-body")];
            let reason = facts.since.and_then(|act| act.detail["reason"].as_str());
            body.extend(reason.map(|why| say(lang, "letter-lost-reason", &[("reason", why)])));
            let without = facts.emergency.as_ref().filter(|one| one.code.is_none());
            body.extend(without.map(|one| until(one, lang, "letter-emergency-words")));
            body
        }
        LetterKind::Return => {
            let how = if facts.emptied { "letter-return-emptied" } else { "letter-return-full" };
            vec![text("letter-return-body"), text(how)]
        }
        LetterKind::Registration => vec![text("letter-registration-body")],
        LetterKind::Loaner => {
            let asleep = facts.since.and_then(|act| act.detail["asleep"].as_object());
            let own = asleep.is_some_and(|asleep| !asleep.is_empty());
            let body = ["letter-loaner-body"].into_iter();
            body.chain(own.then_some("letter-loaner-asleep")).map(text).collect()
        }
    }
}

/// What the person does, with its heading.
fn steps(facts: &Facts<'_>, lang: Lang) -> (String, Vec<String>) {
    let text = |id: &&str| say(lang, id, &[]);
    let (heading, steps): (&str, Vec<&str>) = match facts.kind {
        LetterKind::Lost => {
            let codes = facts.codes.then_some("letter-lost-codes");
            let rest = ["letter-lost-another", "letter-lost-found"];
            ("letter-lost-steps", codes.into_iter().chain(rest).collect())
        }
        LetterKind::Return => return (String::new(), Vec::new()),
        LetterKind::Registration | LetterKind::Loaner => {
            let how = match facts.place {
                Some(Place::Slot1) => "letter-how-slot1",
                Some(Place::Slot2) => "letter-how-slot2",
                Some(Place::Oath) | None => "letter-how-oath",
            };
            let last = match facts.kind {
                LetterKind::Loaner => "letter-loaner-back",
                _ => "letter-how-carry",
            };
            ("letter-how", vec![how, "letter-how-once", last])
        }
    };
    (text(&heading), steps.iter().map(text).collect())
}

/// For how long and how often an emergency code opens.
fn until(one: &Emergency, lang: Lang, id: &str) -> String {
    say_count(lang, id, u64::from(one.left), &[("until", &local_time(one.until))])
}

/// An operator as people name them: the system's user without its mark.
fn operator(name: &str) -> String {
    name.strip_prefix("os:").unwrap_or(name).to_owned()
}
