//! A fob for some days: it is given as any other, and the person's own ones sleep until it is back.

use serde::Serialize;
use serde_json::json;

use desk_store::{Loan, Person};

use crate::cards::{Issued, LoanCard, loan_card};
use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::giving::{self, Aim, Order};
use crate::step::output::Output;
use crate::step::rules::Rules;
use crate::step::{find, mint, permit};

const DAY: i64 = 86_400_000;
/// The most days at once.
const MOST: u32 = 90;

/// What is to be lent.
#[derive(Default)]
pub struct Lending {
    /// The person's login.
    pub person: String,
    /// The fob's serial or desk label; the only one plugged in if none.
    pub fob: Option<String>,
    /// For how many days of 24 hours.
    pub days: u32,
    /// The profile's name; the default one if none.
    pub profile: Option<String>,
    /// The last four digits of the serial: consent to lose what is in the way.
    pub overwrite: Option<String>,
    /// How it is known that it is the person.
    pub identified: Option<String>,
}

/// What was lent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Lent {
    /// What the fob was given; nothing where a loan was only made longer.
    pub new: Option<Issued>,
    /// The login of the person.
    pub person: String,
    /// The loan; nothing as long as the fob is not proven.
    pub loan: Option<LoanCard>,
}

/// Lends a fob. Said again of a fob that is lent, it is lent for so many days from now on.
///
/// # Errors
/// `term_bad`, `proof_needed`, `loan_open`, `not_to_lend`, and those of giving a fob.
pub fn lend(desk: &mut Desk, who: &mut dyn Attendant, asked: &Lending) -> Result<Lent, Fault> {
    if !(1..=MOST).contains(&asked.days) {
        return Err(Cause::TermBad { most: MOST.to_string() }.into());
    }
    let until = desk.setting.world.now() + i64::from(asked.days) * DAY;
    let view = desk.ledger()?.view()?;
    let person = find::person(&view, &asked.person)?;
    let mut new = None;
    if let Some(open) = view.loan_of(person.id)? {
        let serial = view.fob(open.fob)?.map(|fob| fob.called().to_owned()).unwrap_or_default();
        if asked.fob.as_ref().is_some_and(|fob| *fob != serial) {
            return Err(Cause::LoanOpen { login: person.login, serial }.into());
        }
        longer(desk, &person, &open, until)?;
    } else {
        let rules = Rules::of(&view)?;
        let how = asked.identified.as_deref();
        let proof = permit::proof(&view, person.id, how, rules.proof_replace)?;
        let begins = Some(desk.entry("fob.lending")?.detail(proof));
        let aim = Aim { lent_until: Some(until), begins, ..Aim::default() };
        let order = Order {
            person: asked.person.clone(),
            profile: asked.profile.clone(),
            fob: asked.fob.clone(),
            overwrite: asked.overwrite.clone(),
            codes: Output::default(),
        };
        let mut codes = mint::ready(desk, &order.codes)?;
        new = Some(giving::give(desk, who, &order, &aim, &mut codes)?);
    }
    let now = desk.setting.world.now();
    let view = desk.ledger()?.view()?;
    let loan = view.loan_of(person.id)?.map(|loan| loan_card(&view, loan, now)).transpose()?;
    Ok(Lent { new, person: person.login, loan })
}

/// The fob stays lent, until another day.
fn longer(desk: &mut Desk, person: &Person, open: &Loan, until: i64) -> Result<(), Fault> {
    let operator = desk.operator()?;
    let entry = desk.entry("fob.lent_longer")?.fob(open.fob).person(person.id);
    let mut txn = desk.ledger()?.begin()?;
    if txn.loan_of(person.id)?.is_none_or(|loan| loan.id != open.id) {
        let (who, state) = ("?".to_owned(), "returned".to_owned());
        return Err(Cause::SomebodyFirst { who, state }.into());
    }
    txn.lend(person.id, open.fob, until, &operator)?;
    txn.commit(entry.detail(json!({ "until": until })))?;
    Ok(())
}
