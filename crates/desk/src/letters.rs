//! Letters about a fob, one page each: that it was lost, that it came back, that it is somebody's,
//! that it is lent. What they say is read from the ledger; nothing of them is kept there but that one was printed.

use desk_store::audit::{Filter, Logged};
use desk_store::{Fob, FobState, Person, PersonId, View};
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::desk::{Desk, Face};
use crate::emergency_code::EmergencyCode;
use crate::fault::{Cause, Fault};
use crate::step::house::House;
use crate::step::letter::{self, Emergency, Facts};
use crate::step::output::Output;
use crate::step::paper_size::PaperSize;
use crate::step::rights::Right;
use crate::step::rules::Rules;
use crate::step::to::To;
use crate::step::{emergency, find, logo, sheet};

pub use crate::step::letter::LetterKind;

/// What is to be written, and to whom.
pub struct Ask {
    /// Which letter.
    pub kind: LetterKind,
    /// The person, who has one such fob.
    pub person: Option<String>,
    /// Or the fob.
    pub fob: Option<String>,
    /// An emergency code that is being handed over with the letter, as it was shown: it is printed
    /// and nowhere kept.
    pub emergency: Option<Zeroizing<String>>,
}

/// A letter that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LetterCard {
    /// Which.
    pub letter: LetterKind,
    /// The person's login.
    pub person: String,
    /// The fob's serial or desk label.
    pub fob: String,
    /// The file it was saved in, if it was.
    pub file: Option<String>,
}

/// Writes a letter, and puts it where it is wanted.
///
/// # Errors
/// `usage` without a place or with a text file; `not_allowed`; `letter_nothing`, `which_fob`, `unknown_person`,
/// `unknown_fob`; `letter_code` for an emergency code that opens nothing; those of the places.
pub fn print(desk: &mut Desk, ask: &Ask, output: &Output) -> Result<LetterCard, Fault> {
    if output.is_none() || output.text.is_some() {
        return Err(Cause::Usage.into());
    }
    let entry = desk.entry("letter.printed")?;
    if ask.emergency.is_some() {
        // To say whether a code is the open one is for whoever could make another one anyway.
        desk.may(Right::Lost)?;
    }
    let (by, desk_lang) = (desk.operator()?, desk.lang());
    let view = desk.ledger()?.view()?;
    let about = About::of(&view, ask)?;
    let emergency = about.emergency(&view, ask)?;
    let mut reserved = output.reserve()?;
    let txn = desk.ledger()?.begin()?;
    let house = House::of(&txn)?;
    let logo = logo::of(&txn)?;
    let facts = Facts {
        kind: ask.kind,
        person: &about.person,
        fob: &about.fob,
        since: about.entry.as_ref(),
        emptied: about.emptied,
        place: about.place,
        until: about.until,
        emergency,
        codes: Rules::of(&txn)?.codes,
        organisation: &txn.organisation()?.unwrap_or_default(),
        logo: logo.as_ref(),
        contact: house.contact.as_deref(),
        checkpoint: &sheet::checkpoint(&txn)?,
        made: txn.at(),
        by: &by,
        page: PaperSize::or_usual(output.paper, &txn)?.page(&house),
    };
    let pdf = letter::lay_out(&facts, sheet::lang_for(&about.person, desk_lang))?;
    let detail = json!({ "letter": ask.kind, "emergency": ask.emergency.is_some() });
    reserved.put(&pdf, &[])?;
    txn.commit(entry.person(about.person.id).fob(about.fob.id).detail(detail))?;
    reserved.keep();
    Ok(LetterCard {
        letter: ask.kind,
        person: about.person.login,
        fob: about.fob.called().to_owned(),
        file: output.file(),
    })
}

/// Writes a letter from a window: the person is asked where a file goes.
///
/// # Errors
/// `stopped` when the person thinks better of it; those of [`print`].
pub fn print_to(
    desk: &mut Desk,
    face: &mut dyn Face,
    ask: &Ask,
    to: To,
) -> Result<LetterCard, Fault> {
    if matches!(to, To::Text) {
        return Err(Cause::Usage.into());
    }
    // Nobody is asked for a place before it is sure that there is a letter.
    let about = About::of(&desk.ledger()?.view()?, ask)?;
    let safe = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = about.person.login.chars().map(safe).collect();
    let output = to.output(face, &format!("letter-{name}"))?;
    print(desk, ask, &output)
}

/// What the ledger knows of what the letter is about.
struct About {
    fob: Fob,
    person: Person,
    /// The act that the letter is about.
    entry: Option<Logged>,
    /// For a fob that came back: it was emptied after that.
    emptied: bool,
    /// Where on the fob its code is.
    place: Option<desk_store::Place>,
    /// For a fob that is lent: until when (Unix ms).
    until: Option<i64>,
}

impl About {
    fn of(view: &View<'_>, ask: &Ask) -> Result<Self, Fault> {
        let named = ask.fob.clone().or_else(|| ask.person.clone()).unwrap_or_default();
        let nothing = || Fault::from(Cause::LetterNothing { whom: named.clone() });
        let (fob, entry) = match (&ask.fob, &ask.person) {
            (Some(serial), _) => {
                let fob = find::fob(view, Some(serial), None)?;
                let entry = newest(view, ask.kind, &fob)?;
                (fob, entry)
            }
            (None, Some(login)) => {
                let person = find::person(view, login)?;
                of_person(view, ask.kind, &person)?.ok_or_else(nothing)?
            }
            (None, None) => return Err(Cause::Usage.into()),
        };
        let loan = view.loan_on(fob.id)?.filter(|_| fob.state == FobState::Assigned);
        let holder = match ask.kind {
            LetterKind::Lost => fob.person.filter(|_| fob.state == FobState::Lost),
            LetterKind::Registration => fob.person.filter(|_| fob.state == FobState::Assigned),
            LetterKind::Return => entry.as_ref().and_then(|entry| entry.person),
            LetterKind::Loaner => loan.as_ref().map(|loan| loan.person),
        };
        let person = holder.map(|id| view.person(id)).transpose()?.flatten();
        let person = person.filter(|person| person.deleted.is_none()).ok_or_else(nothing)?;
        let emptied = entry.as_ref().map_or(Ok(false), |entry| emptied(view, &fob, entry))?;
        let tokens = view.tokens_in(fob.id)?;
        let place = tokens.iter().find(|token| token.state.is_live()).map(|token| token.place);
        let until = loan.map(|loan| loan.until).filter(|_| ask.kind == LetterKind::Loaner);
        Ok(Self { fob, person, entry, emptied, place, until })
    }

    /// The emergency code that holds for this loss now, and the code itself where it is handed in.
    fn emergency(&self, view: &View<'_>, ask: &Ask) -> Result<Option<Emergency>, Fault> {
        let open = view.open_emergency(self.person.id)?;
        let Some(typed) = &ask.emergency else {
            let about_this = open.filter(|_| ask.kind == LetterKind::Lost);
            let plain = |one: desk_store::Emergency| (one.left, one.until);
            return Ok(about_this.map(plain).map(|(left, until)| Emergency {
                code: None,
                left,
                until,
            }));
        };
        let code = EmergencyCode::read(typed).flatten();
        let (Some(code), Some(open), Some(salt)) = (code, open, view.salt(self.person.id)?) else {
            return Err(Cause::LetterCode.into());
        };
        let hash = emergency::hash(view, &salt, &code)?;
        if ask.kind != LetterKind::Lost || !bool::from(hash.ct_eq(&open.hash)) {
            return Err(Cause::LetterCode.into());
        }
        let text = Some(code.text());
        Ok(Some(Emergency { code: text, left: open.left, until: open.until }))
    }
}

/// The one fob of a person that such a letter can be about, and the act.
fn of_person(
    view: &View<'_>,
    kind: LetterKind,
    person: &Person,
) -> Result<Option<(Fob, Option<Logged>)>, Fault> {
    let state = match kind {
        LetterKind::Lost => FobState::Lost,
        LetterKind::Registration => FobState::Assigned,
        LetterKind::Return => return came_back(view, person.id),
        LetterKind::Loaner => return lent(view, person.id),
    };
    let mut fobs = view.fobs_of(person.id)?;
    fobs.retain(|fob| fob.state == state);
    if fobs.len() > 1 {
        let serials: Vec<&str> = fobs.iter().map(Fob::called).collect();
        return Err(Cause::WhichFob { serials: serials.join(", ") }.into());
    }
    let Some(fob) = fobs.pop() else { return Ok(None) };
    let entry = newest(view, kind, &fob)?;
    Ok(Some((fob, entry)))
}

/// The fob that a person has on loan.
fn lent(view: &View<'_>, person: PersonId) -> Result<Option<(Fob, Option<Logged>)>, Fault> {
    let Some(loan) = view.loan_of(person)? else { return Ok(None) };
    let Some(fob) = view.fob(loan.fob)? else { return Ok(None) };
    let entry = newest(view, LetterKind::Loaner, &fob)?;
    Ok(Some((fob, entry)))
}

/// The fob that a person handed in last, whosever it is since.
fn came_back(view: &View<'_>, person: PersonId) -> Result<Option<(Fob, Option<Logged>)>, Fault> {
    let act = Some("fob.returned");
    let last = Filter { person: Some(person), act, last: Some(1), ..Filter::default() };
    let Some(entry) = view.log(&last)?.pop() else { return Ok(None) };
    let fob = entry.fob.map(|id| view.fob(id)).transpose()?.flatten();
    Ok(fob.map(|fob| (fob, Some(entry))))
}

/// Whether a fob was emptied after it came back, and before it came back again.
fn emptied(view: &View<'_>, fob: &Fob, back: &Logged) -> Result<bool, Fault> {
    let of = |act| Filter { fob: Some(fob.id), act: Some(act), ..Filter::default() };
    let again = view.log(&of("fob.returned"))?.iter().map(|one| one.n).find(|n| *n > back.n);
    let until = again.unwrap_or(u64::MAX);
    Ok(view.log(&of("fob.wiped"))?.iter().any(|wiped| (back.n..until).contains(&wiped.n)))
}

/// The acts of the history that a letter is about.
fn acts(kind: LetterKind) -> &'static [&'static str] {
    match kind {
        LetterKind::Lost => &["fob.lost"],
        LetterKind::Return => &["fob.returned"],
        LetterKind::Registration => &["issue.given", "token.adopted", "fob.found"],
        LetterKind::Loaner => &["fob.lent"],
    }
}

/// The act that the letter is about, the last time that it was done to this fob.
fn newest(view: &View<'_>, kind: LetterKind, fob: &Fob) -> Result<Option<Logged>, Fault> {
    let mut newest: Option<Logged> = None;
    for act in acts(kind) {
        let last = Filter { fob: Some(fob.id), act: Some(act), last: Some(1), ..Filter::default() };
        let found = view.log(&last)?.pop();
        if found.as_ref().map(|entry| entry.n) > newest.as_ref().map(|entry| entry.n) {
            newest = found;
        }
    }
    Ok(newest)
}
