//! Counters in step: two or three codes that a person reads one after the other say where the fob
//! stands, or what went wrong while they were read. What is booked is spent, and never goes back.

mod cards;
mod found;
mod said;

pub use cards::{OtherCard, SlipCard, SyncCard, SyncWord};
use desk_store::{Kind, Token, TokenId, TokenState, View};
pub use hotp::Windows;
use hotp::{Standing, Steps, Verdict};
use serde_json::json;

use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::among::{self, Match};
use crate::step::finish::{Clerk, How, is_unproven};
use crate::step::rights::Right;
use crate::step::{find, prove, typed};
use crate::sync::found::{Found, Judged, rank};

/// Whose fob it is.
pub enum Whom {
    /// The fob of that serial or desk label, with all its tokens.
    Fob(String),
    /// The person of that login, with all tokens.
    Person(String),
    /// This token.
    Token(String),
}

/// What is asked.
pub struct Ask {
    /// Whose codes they are.
    pub whom: Whom,
    /// Two or three codes in a row, as they were typed.
    pub codes: Vec<String>,
    /// How far to look.
    pub windows: Windows,
    /// Where two codes may fit by chance, to ask for a third one before anything is booked.
    pub cautious: bool,
}

/// How often somebody else may be faster before it is given up.
const TRIES: u32 = 3;

/// Judges the codes and, where they fit, books them: the counter moves past the last one.
///
/// # Errors
/// `codes_two_needed`, `code_letter`, `code_length`, `nothing_to_sync`, the unknown; `stopped`.
pub fn sync(desk: &mut Desk, who: &mut dyn Attendant, ask: &Ask) -> Result<SyncCard, Fault> {
    let typed = typed::in_a_row(&ask.codes)?;
    for _ in 0..TRIES {
        let now = desk.setting.world.now();
        let view = desk.ledger()?.view()?;
        let judged = judge_all(&view, who, ask, &typed, now)?;
        let Some(best) = judged.iter().min_by_key(|it| rank(&it.judgement)) else {
            return Err(Cause::Unexpected.into());
        };
        let asked: Vec<TokenId> = judged.iter().map(|it| it.token.id).collect();
        let other = match best.judgement.verdict {
            Verdict::NotFound => elsewhere(&view, who, &typed, &asked, now)?,
            _ => None,
        };
        let found = Found::of(best, judged.len(), ask.cautious && typed.len() < 3, other);
        if !found.books() {
            // Of several tokens that the codes do not fit, none is named.
            let named = judged.len() == 1 || best.judgement.first.is_some();
            return found.card(desk, &best.token, named, false);
        }
        if let Some(token) = book(desk, who, &best.token, &found)? {
            return found.card(desk, &token, true, true);
        }
    }
    Err(Cause::LedgerBusy.into())
}

/// What the codes say of each token that is meant.
fn judge_all(
    view: &View<'_>,
    who: &mut dyn Attendant,
    ask: &Ask,
    typed: &[String],
    now: i64,
) -> Result<Vec<Judged>, Fault> {
    let mut judged = Vec::new();
    let mut unreadable = None;
    for token in meant(view, &ask.whom)? {
        let codes = match typed::of_token(&token, typed) {
            Ok(codes) => codes,
            Err(fault) => {
                unreadable.get_or_insert(fault);
                continue;
            }
        };
        let key = prove::key_of(&token, &view.seed(token.id)?);
        let mut watch = |positions| among::watched(who, positions);
        let judgement = hotp::judge(&key, standing(&token, now), &codes, &ask.windows, &mut watch)
            .map_err(|_| Cause::Stopped)?;
        let digits = prove::digits_of(&token);
        judged.push(Judged { token, judgement, digits, codes: codes.len() });
    }
    match unreadable {
        // Codes of another length are judged where they can be read.
        Some(fault) if judged.is_empty() => Err(fault),
        _ => Ok(judged),
    }
}

/// The live tokens that are meant, newest first.
fn meant(view: &View<'_>, whom: &Whom) -> Result<Vec<Token>, Fault> {
    let (mut tokens, who) = match whom {
        Whom::Fob(name) => {
            let fob = find::fob(view, Some(name), None)?;
            (view.tokens_in(fob.id)?, fob.called().to_owned())
        }
        Whom::Person(login) => {
            let person = find::person(view, login)?;
            (view.tokens_of(person.id)?, person.login)
        }
        Whom::Token(id) => {
            let unknown = || Cause::UnknownToken { id: id.clone() };
            let key = id.parse().map_err(|_| unknown())?;
            let token = view.token(key)?.ok_or_else(unknown)?;
            let fob = crate::cards::fob_name(view, &token)?;
            (vec![token], fob)
        }
    };
    tokens.retain(|token| token.state.is_live());
    tokens.reverse();
    // A fob that was reported lost is found first, and one that sleeps wakes first: whoever has it
    // must not be put in step.
    let barred = |token: &Token| matches!(token.state, TokenState::Lost | TokenState::Suspended);
    let out = tokens.iter().find(|token| barred(token)).map(|it| it.fob);
    tokens.retain(|token| !barred(token));
    if let (true, Some(out)) = (tokens.is_empty(), out)
        && let Some(fob) = view.fob(out)?
    {
        return Err(Cause::out_of_use(&fob).into());
    }
    if tokens.is_empty() { Err(Cause::NothingToSync { who }.into()) } else { Ok(tokens) }
}

/// Where the ledger has the token.
pub(crate) fn standing(token: &Token, now: i64) -> Standing {
    match token.kind {
        Kind::Hotp => Standing::Counter { next: token.next },
        Kind::Totp => {
            let period = token.period.unwrap_or(Steps::STANDARD.period()).max(1);
            Standing::Clock {
                next: token.next,
                now: prove::step_at(token, now),
                drift: token.drift.unwrap_or(0),
                day: u64::from(86_400 / period),
            }
        }
    }
}

/// Whose codes they are, if those of no token that was asked about; whether it is the former
/// secret of the same fob or person.
fn elsewhere(
    view: &View<'_>,
    who: &mut dyn Attendant,
    typed: &[String],
    asked: &[TokenId],
    now: i64,
) -> Result<Option<(Match, bool)>, Fault> {
    // What only this token could read, no other one makes.
    let Ok(codes) = typed::of_any(typed) else { return Ok(None) };
    let searched = among::among(view, who, &codes, None, asked, now)?;
    let mut fobs = Vec::new();
    for id in asked {
        fobs.extend(view.token(*id)?.map(|token| token.fob));
    }
    let former = |it: &Match| !it.token.state.is_live() && fobs.contains(&it.token.fob);
    // A former secret of the same fob tells most, then whatever is alive.
    let best =
        searched.matches.into_iter().min_by_key(|it| (!former(it), !it.token.state.is_live()));
    Ok(best.map(|it| {
        let former = former(&it);
        (it, former)
    }))
}

/// Books the codes with their entry; nothing when somebody else was faster, and all must be judged
/// anew.
fn book(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    token: &Token,
    found: &Found,
) -> Result<Option<Token>, Fault> {
    let Some(next) = found.judgement.next else { return Ok(None) };
    if is_unproven(token) {
        // Two codes in a row prove it, too: whoever waits for it gets it.
        desk.may(Right::Prove)?;
        let operator = desk.operator()?;
        let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
        return clerk.give(token, next - 1, How::Typed, who).map(Some);
    }
    let word = if found.verdict == SyncWord::InStep { "in_step" } else { "moved" };
    let entry = desk.entry("token.synced")?.fob(token.fob).person(token.person).result(word);
    let mut txn = desk.ledger()?.begin()?;
    if txn
        .token(token.id)?
        .is_none_or(|there| there.next != token.next || there.state != token.state)
    {
        return Ok(None);
    }
    let mut booked = txn.book(token.id, next)?;
    if let (Kind::Totp, Some(drift)) = (token.kind, found.judgement.distance) {
        booked = txn.set_drift(token.id, drift)?;
    }
    txn.commit(entry.detail(json!({
        "token": token.id.to_string(),
        "from": token.next,
        "next": next,
        "distance": found.judgement.distance,
    })))?;
    Ok(Some(booked))
}
