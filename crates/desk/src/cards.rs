//! What is shown of people, tokens and what was issued: the shapes that window and scripts read.

use desk_store::{Person, View};
use jiff::Timestamp;
use serde::Serialize;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::duty::{Duty, Must};
use crate::step::find;
use crate::step::rules::Rules;

pub use crate::step::duty::MustCard;

/// A person as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct PersonCard {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The address, if any.
    pub email: Option<String>,
    /// The department, if any.
    pub department: Option<String>,
    /// The language of the person's papers, `en` or `ru`; nothing: that of the desk.
    pub language: Option<String>,
    /// The tokens that the person holds or is promised, newest first.
    pub tokens: Vec<TokenCard>,
    /// The newest set of recovery codes, if there is one.
    pub recovery: Option<RecoveryCard>,
    /// The suspension that holds now.
    pub suspended: Option<SuspendedCard>,
    /// The fob that the person has for some days while the own ones sleep.
    pub loan: Option<LoanCard>,
    /// The fob that the person must have and has not.
    pub must: Option<MustCard>,
}

/// A fob that is lent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LoanCard {
    /// The fob's serial or desk label.
    pub fob: String,
    /// From when.
    pub since: String,
    /// Until when it should be back.
    pub until: String,
    /// Whether that is past.
    pub overdue: bool,
    /// Who lent it.
    pub by: String,
}

/// A time for which a person need not show a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SuspendedCard {
    /// From when.
    pub since: String,
    /// Until when; nothing: for good.
    pub until: Option<String>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
}

/// A token as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct TokenCard {
    /// The token's key.
    pub id: String,
    /// `hotp` or `totp`.
    pub kind: String,
    /// How many digits its codes have.
    pub digits: u8,
    /// `sha1`, `sha256` or `sha512`.
    pub algorithm: String,
    /// Where it is in its life.
    pub state: String,
    /// The next moving factor (TOTP: the next acceptable time step).
    #[ts(type = "number")]
    pub next: u64,
    /// The fob's serial or desk label.
    pub fob: String,
    /// Where on the fob: `oath`, `slot1`, `slot2`.
    pub place: String,
}

/// A set of recovery codes in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct RecoveryCard {
    /// The set's name.
    pub set: String,
    /// How many codes it has.
    pub count: u32,
    /// How many of them are unused.
    pub left: u32,
}

/// What was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Issued {
    /// The fob.
    pub fob: FobRef,
    /// The token.
    pub token: TokenRef,
    /// How it was proven.
    pub verified: Verified,
    /// The person's login.
    pub person: String,
    /// The recovery codes that were made with it.
    pub recovery: Option<RecoveryRef>,
}

/// A fob by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct FobRef {
    /// The serial, or the desk label of a fob without one.
    pub serial: String,
}

/// A token in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct TokenRef {
    /// The key.
    pub id: String,
    /// `hotp` or `totp`.
    pub kind: String,
    /// How many digits.
    pub digits: u8,
    /// `sha1`, `sha256` or `sha512`.
    pub algorithm: String,
    /// Where it is in its life.
    pub state: String,
    /// The next moving factor.
    #[ts(type = "number")]
    pub next: u64,
}

/// How a token was proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Verified {
    /// `calculated`, `typed` or `none`.
    pub how: String,
    /// The moving factor of the code that matched.
    #[ts(type = "number | null")]
    pub at_counter: Option<u64>,
}

/// A set of recovery codes in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct RecoveryRef {
    /// The set's name.
    pub set: String,
    /// How many codes.
    pub count: u32,
}

/// What vault was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Made {
    /// The vault's id.
    pub vault: String,
    /// Whether the system's keyring holds the workstation's key.
    pub keyring: bool,
}

/// The result as shown.
pub(crate) fn issued(
    desk: &mut Desk,
    token: &desk_store::Token,
    verified: Verified,
    recovery: Option<RecoveryRef>,
) -> Result<Issued, Fault> {
    let view = desk.ledger()?.view()?;
    let fob = view.fob(token.fob)?.map(|fob| fob.called().to_owned()).unwrap_or_default();
    let person = token.person.map(|p| find::login_of(&view, p)).transpose()?.flatten();
    Ok(Issued {
        fob: FobRef { serial: fob },
        token: TokenRef {
            id: token.id.to_string(),
            kind: token.kind.to_string(),
            digits: token.digits,
            algorithm: token.algorithm.to_string(),
            state: token.state.to_string(),
            next: token.next,
        },
        verified,
        person: person.unwrap_or_default(),
        recovery,
    })
}

/// A person with what hangs on him.
pub(crate) fn person(
    view: &View<'_>,
    person: &Person,
    duty: &Duty,
    now: i64,
) -> Result<PersonCard, Fault> {
    let suspended = view.suspended(person.id, now)?.map(|it| SuspendedCard {
        since: rfc3339(it.since),
        until: it.until.map(rfc3339),
        reason: it.reason,
        by: it.by,
    });
    let tokens = view.tokens_of(person.id)?;
    let tokens = tokens.iter().map(|t| token_card(view, t)).collect::<Result<Vec<_>, _>>()?;
    let rules = Rules::of(view)?;
    let lasts = |created| rules.expires(created).is_none_or(|until| now < until);
    let newest = view.newest_set(person.id)?;
    let recovery = newest.filter(|set| set.voided.is_none() && lasts(set.created));
    let recovery = match recovery {
        None => None,
        Some(set) => {
            let unused = view.codes(set.id)?.iter().filter(|c| c.used_at.is_none()).count();
            let left = u32::try_from(unused).unwrap_or(u32::MAX);
            Some(RecoveryCard { set: set.name, count: set.count, left })
        }
    };
    Ok(PersonCard {
        login: person.login.clone(),
        name: person.name.clone(),
        email: person.email.clone(),
        department: person.department.clone(),
        language: person.language.clone(),
        tokens,
        recovery,
        suspended,
        loan: view.loan_of(person.id)?.map(|loan| loan_card(view, loan, now)).transpose()?,
        must: duty.must(view, person)?.map(Must::card),
    })
}

/// A loan as shown.
pub(crate) fn loan_card(
    view: &View<'_>,
    loan: desk_store::Loan,
    now: i64,
) -> Result<LoanCard, Fault> {
    let fob = view.fob(loan.fob)?.map(|fob| fob.called().to_owned()).unwrap_or_default();
    Ok(LoanCard {
        fob,
        since: rfc3339(loan.since),
        until: rfc3339(loan.until),
        overdue: loan.until <= now,
        by: loan.by,
    })
}

/// A token as shown.
pub(crate) fn token_card(view: &View<'_>, t: &desk_store::Token) -> Result<TokenCard, Fault> {
    Ok(TokenCard {
        id: t.id.to_string(),
        kind: t.kind.to_string(),
        digits: t.digits,
        algorithm: t.algorithm.to_string(),
        state: t.state.to_string(),
        next: t.next,
        fob: fob_name(view, t)?,
        place: t.place.to_string(),
    })
}

/// What people call a token's fob.
pub(crate) fn fob_name(view: &View<'_>, token: &desk_store::Token) -> Result<String, Fault> {
    Ok(view.fob(token.fob)?.map(|fob| fob.called().to_owned()).unwrap_or_default())
}

/// A time as scripts read it: RFC 3339, UTC.
pub(crate) fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
