//! What somebody at the desk should think of: derived from the ledger at each look, never stored,
//! so that it is gone as soon as its reason is.

use std::collections::BTreeSet;

use desk_store::{FobState, Person, PersonId, TokenState, View};
use serde::Serialize;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::duty::Duty;
use crate::step::rules::Rules;
use crate::step::{heir, sweep};
use crate::words::{self, Lang};

const DAY: i64 = 86_400_000;

/// What it is about; the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum About {
    /// A lent fob should be back.
    Loan,
    /// Somebody must have a fob and has none.
    Must,
    /// A fob is lost, and its person has got no other one.
    Lost,
    /// A fob is owed to somebody.
    Owed,
    /// Somebody needs codes again within a day.
    Suspension,
    /// A fob is to be collected from somebody who left.
    Collect,
    /// Few codes are left on a sheet.
    Low,
}

/// One thing to think of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct ReminderCard {
    /// What it is about.
    pub about: About,
    /// The fob's serial or desk label.
    pub fob: Option<String>,
    /// The login of the person.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// When it is, or was, due; since when it is so where nothing is due.
    pub at: Option<String>,
    /// Whether that is past.
    pub overdue: bool,
    /// What it is, in a sentence.
    pub say: String,
}

/// Everything to think of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Reminders {
    /// The most pressing first.
    pub list: Vec<ReminderCard>,
    /// How many people have a fob and no valid sheet of recovery codes.
    pub without_codes: u32,
}

/// Looks through the ledger.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Reminders, Fault> {
    let lang = desk.lang();
    let view = desk.ledger()?.view()?;
    let mut found = Found { view: &view, now: view.now(), lang, cards: Vec::new() };
    found.loans()?;
    found.fobs()?;
    found.owed()?;
    found.duties()?;
    found.suspensions()?;
    let without_codes = found.sheets()?;
    let mut cards = found.cards;
    cards.sort_by_key(|(at, card)| (card.about, !card.overdue, *at));
    let list = cards.into_iter().map(|(_, card)| card).collect();
    Ok(Reminders { list, without_codes })
}

struct Found<'a> {
    view: &'a View<'a>,
    now: i64,
    lang: Lang,
    cards: Vec<(Option<i64>, ReminderCard)>,
}

impl Found<'_> {
    /// Lent fobs that are due within a day, or overdue.
    fn loans(&mut self) -> Result<(), Fault> {
        for loan in self.view.open_loans()? {
            if loan.until > self.now + DAY {
                continue;
            }
            let overdue = loan.until <= self.now;
            let id = if overdue { "remind-loan-over" } else { "remind-loan" };
            let serial = self.view.fob(loan.fob)?.map(|fob| fob.called().to_owned());
            let person = self.person(loan.person)?;
            self.add(About::Loan, id, serial, person, Some(loan.until), overdue, 0);
        }
        Ok(())
    }

    /// Lost fobs without another one in their place, and fobs of people who left.
    fn fobs(&mut self) -> Result<(), Fault> {
        let live = self.view.live_tokens()?;
        let in_use = |person| {
            live.iter().any(|it| it.person == Some(person) && it.state == TokenState::Assigned)
        };
        for fob in self.view.fobs()? {
            let Some(person) = fob.person else { continue };
            let serial = Some(fob.called().to_owned());
            if fob.state == FobState::Lost {
                let owed = self.view.owed_to(person)?.is_some_and(|owed| owed.fob == fob.id);
                let other = heir::past(self.view, fob.id)?.replaced_by.is_some() || in_use(person);
                let person = self.person(person)?;
                if !owed && !other && person.is_some() {
                    self.add(About::Lost, "remind-lost", serial, person, None, false, 0);
                }
            } else if sweep::is_swept(self.view, &fob)? {
                let person = self.person(person)?;
                self.add(About::Collect, "remind-collect", serial, person, None, false, 0);
            }
        }
        Ok(())
    }

    /// Fobs that are owed.
    fn owed(&mut self) -> Result<(), Fault> {
        for owed in self.view.owed()? {
            let serial = self.view.fob(owed.fob)?.map(|fob| fob.called().to_owned());
            let person = self.person(owed.person)?;
            self.add(About::Owed, "remind-owed", serial, person, Some(owed.since), false, 0);
        }
        Ok(())
    }

    /// People who must have a fob and have none, unless it is put off.
    fn duties(&mut self) -> Result<(), Fault> {
        let duty = Duty::of(self.view)?;
        if duty.is_nobodys() {
            return Ok(());
        }
        for person in self.view.find_people("", u32::MAX)? {
            let Some(must) = duty.must(self.view, &person)?.filter(|must| !must.deferred) else {
                continue;
            };
            let overdue = must.until.is_some_and(|until| until <= self.now);
            let id = if overdue { "remind-must-over" } else { "remind-must" };
            self.add(About::Must, id, None, Some(person), must.until, overdue, 0);
        }
        Ok(())
    }

    /// Suspensions that end within a day.
    fn suspensions(&mut self) -> Result<(), Fault> {
        for held in self.view.suspensions_until(self.now, self.now + DAY)? {
            let person = self.person(held.person)?;
            self.add(About::Suspension, "remind-suspension", None, person, held.until, false, 0);
        }
        Ok(())
    }

    /// Sheets of people with a fob on which few codes are left; how many people have none.
    fn sheets(&mut self) -> Result<u32, Fault> {
        let rules = Rules::of(self.view)?;
        if !rules.codes {
            return Ok(0);
        }
        let mut holders = BTreeSet::new();
        for token in self.view.live_tokens()? {
            if matches!(token.state, TokenState::Assigned | TokenState::HandedOver) {
                holders.extend(token.person);
            }
        }
        let mut without = 0;
        for holder in holders {
            let Some(person) = self.person(holder)? else { continue };
            let lasts = |created| rules.expires(created).is_none_or(|until| self.now < until);
            let set = self.view.newest_set(holder)?;
            let Some(set) = set.filter(|set| set.voided.is_none() && lasts(set.created)) else {
                without += 1;
                continue;
            };
            let unused = self.view.codes(set.id)?.iter().filter(|it| it.used_at.is_none()).count();
            let left = u32::try_from(unused).unwrap_or(u32::MAX);
            if left <= rules.low_water {
                self.add(About::Low, "remind-low", None, Some(person), None, false, left.into());
            }
        }
        Ok(without)
    }

    fn person(&self, id: PersonId) -> Result<Option<Person>, Fault> {
        Ok(self.view.person(id)?.filter(|person| person.deleted.is_none()))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one card")]
    fn add(
        &mut self,
        about: About,
        id: &str,
        fob: Option<String>,
        person: Option<Person>,
        at: Option<i64>,
        overdue: bool,
        count: u64,
    ) {
        let name = person.as_ref().map(|person| person.name.clone());
        let values = [
            ("name", name.as_deref().unwrap_or_default()),
            ("serial", fob.as_deref().unwrap_or_default()),
        ];
        let say = words::say_count(self.lang, id, count, &values);
        let person = person.map(|person| person.login);
        let card = ReminderCard { about, fob, person, name, at: at.map(rfc3339), overdue, say };
        self.cards.push((at, card));
    }
}
