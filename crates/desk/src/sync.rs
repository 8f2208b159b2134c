//! Counters in step: two or three codes that a person reads one after the other say where the fob
//! stands, or what went wrong while they were read. What is booked is spent, and never goes back.

mod said;

use desk_store::{Kind, Token, TokenId, TokenState, View};
pub use hotp::Windows;
use hotp::{Certainty, Judgement, Standing, Steps, Verdict, false_match};
use serde::Serialize;
use serde_json::json;

use crate::cards;
use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault};
use crate::step::among::{self, Match};
use crate::step::finish::{Clerk, How, is_unproven};
use crate::step::{find, prove, typed};

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

/// What the codes say, in a word; the order is that in which it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SyncWord {
    /// One code was given twice.
    SameCodeTwice,
    /// Just where the ledger has it.
    InStep,
    /// Ahead, and booked.
    Moved,
    /// Behind: used before, or passed over.
    AlreadyUsed,
    /// The second one first.
    Swapped,
    /// One or two left out between them.
    SkippedOne,
    /// One fits, and the other is a slip away from it.
    Mistyped,
    /// The clock is off by too much.
    ClockOff,
    /// Of another token.
    OtherFob,
    /// Of none.
    NotFound,
}

/// What the codes say.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SyncCard {
    /// The token that was judged.
    pub token: Option<String>,
    /// What the codes say.
    pub verdict: SyncWord,
    /// The next moving factor before (a clock: the first step that could be accepted).
    #[ts(type = "number | null")]
    pub from: Option<u64>,
    /// The next moving factor now.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
    /// Counters: how many presses beyond. Clocks: how many steps it is off, ahead if positive.
    #[ts(type = "number | null")]
    pub distance: Option<i64>,
    /// How probable it is that made-up codes had fitted as well.
    pub p_false: Option<f64>,
    /// How many codes were left out between those given.
    pub skipped: Option<u8>,
    /// Whose codes they are instead.
    pub other: Option<OtherCard>,
    /// What it is, in a sentence.
    pub say: String,
    /// What to do now.
    pub now: String,
    /// `confirmed`, `likely` or `possible`.
    pub certainty: Option<String>,
    /// The ledger's counter was moved, and the codes are spent.
    pub recorded: bool,
    /// One more code is wanted before anything is booked.
    pub third: bool,
    /// What is to be written on the server.
    pub server: Option<String>,
    /// Which digit to look at.
    pub slip: Option<SlipCard>,
    /// `hotp` or `totp`.
    pub kind: Option<String>,
    /// The fob's serial or desk label.
    pub fob: Option<String>,
    /// The login of the person whose token it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
}

/// A slip of the eye or of the finger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SlipCard {
    /// Which code, from 1.
    pub code: u8,
    /// Which digit of it, from 1.
    pub digit: u8,
    /// The digit that was typed.
    pub typed: String,
    /// The digit that the fob shows.
    pub meant: String,
    /// This digit and the next changed places.
    pub swapped: bool,
}

/// Another token that makes the codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct OtherCard {
    /// The token.
    pub token: String,
    /// Its fob's serial or desk label.
    pub fob: String,
    /// The login of the person whose it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// Where the token is in its life.
    pub state: String,
    /// The counter or step of the first code.
    #[ts(type = "number")]
    pub at_counter: u64,
    /// It is the former secret of a fob that was asked about, from before it was last written.
    pub former: bool,
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
            let only =
                (judged.len() == 1 || best.judgement.first.is_some()).then_some(best.token.id);
            return found.card(desk, &best.token, only.is_some(), false);
        }
        if let Some(token) = book(desk, who, &best.token, &found)? {
            return found.card(desk, &token, true, true);
        }
    }
    Err(Cause::LedgerBusy.into())
}

/// A token and what the codes say of it.
struct Judged {
    token: Token,
    judgement: Judgement,
    digits: hotp::Digits,
    codes: usize,
}

/// What was found, as it is told.
pub(crate) struct Found {
    from: u64,
    pub(crate) verdict: SyncWord,
    pub(crate) judgement: Judgement,
    pub(crate) p_false: Option<f64>,
    pub(crate) third: bool,
    pub(crate) other: Option<(Match, bool)>,
}

impl Found {
    fn of(best: &Judged, tokens: usize, cautious: bool, other: Option<(Match, bool)>) -> Self {
        let Judged { judgement, digits, codes, .. } = best;
        let verdict = match (judgement.verdict, &other) {
            (Verdict::SameCodeTwice, _) => SyncWord::SameCodeTwice,
            (Verdict::InStep, _) => SyncWord::InStep,
            (Verdict::Moved, _) => SyncWord::Moved,
            (Verdict::AlreadyUsed, _) => SyncWord::AlreadyUsed,
            (Verdict::Swapped, _) => SyncWord::Swapped,
            (Verdict::Skipped(_), _) => SyncWord::SkippedOne,
            (Verdict::Mistyped(_), _) => SyncWord::Mistyped,
            (Verdict::ClockOff, _) => SyncWord::ClockOff,
            (Verdict::NotFound, Some(_)) => SyncWord::OtherFob,
            (Verdict::NotFound, None) => SyncWord::NotFound,
        };
        let count = u8::try_from(*codes).unwrap_or(u8::MAX);
        let tokens = u64::try_from(tokens).unwrap_or(u64::MAX);
        let taken = judgement.next.is_some();
        let p_false = taken.then(|| false_match(*digits, count, judgement.searched, tokens));
        let sure = |p: f64| Certainty::of(p) == Certainty::Confirmed;
        let third = cautious && p_false.is_some_and(|p| !sure(p));
        let from = best.token.next;
        Self { from, verdict, judgement: *judgement, p_false, third, other }
    }

    /// Whether the counter is to be moved.
    fn books(&self) -> bool {
        self.judgement.next.is_some() && !self.third
    }

    fn card(
        self,
        desk: &mut Desk,
        token: &Token,
        named: bool,
        recorded: bool,
    ) -> Result<SyncCard, Fault> {
        let lang = desk.lang();
        let view = desk.ledger()?.view()?;
        let person = token.person.map(|id| view.person(id)).transpose()?.flatten();
        let other = match &self.other {
            None => None,
            Some((other, former)) => Some(other_card(&view, other, *former)?),
        };
        let words =
            said::words(lang, token, &self, other.as_ref(), &cards::fob_name(&view, token)?);
        Ok(SyncCard {
            token: named.then(|| token.id.to_string()),
            verdict: self.verdict,
            from: Some(self.from),
            next: Some(token.next),
            distance: self.judgement.distance,
            p_false: self.p_false,
            skipped: match self.judgement.verdict {
                Verdict::Skipped(count) => Some(count),
                _ => None,
            },
            other,
            say: words.say,
            now: words.now,
            certainty: self.p_false.map(|p| Certainty::of(p).name().to_owned()),
            recorded,
            third: self.third,
            server: words.server.filter(|_| recorded),
            slip: said::slip(&self.judgement.verdict),
            kind: named.then(|| token.kind.to_string()),
            fob: named.then(|| cards::fob_name(&view, token)).transpose()?,
            person: token.person.map(|id| find::login_of(&view, id)).transpose()?.flatten(),
            name: person.filter(|p| p.deleted.is_none()).map(|p| p.name),
        })
    }
}

/// The order in which verdicts are asked for; of two alike, the nearer.
fn rank(judgement: &Judgement) -> (u8, u64) {
    let order = match judgement.verdict {
        Verdict::SameCodeTwice => 0,
        Verdict::InStep => 1,
        Verdict::Moved => 2,
        Verdict::AlreadyUsed => 3,
        Verdict::Swapped => 4,
        Verdict::Skipped(_) => 5,
        Verdict::Mistyped(_) => 6,
        Verdict::ClockOff => 7,
        Verdict::NotFound => 8,
    };
    (order, judgement.distance.map_or(u64::MAX, i64::unsigned_abs))
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
            let fob = cards::fob_name(view, &token)?;
            (vec![token], fob)
        }
    };
    tokens.retain(|token| token.state.is_live());
    tokens.reverse();
    // A fob that was reported lost is found first: whoever has it must not be put in step.
    let lost = tokens.iter().find(|token| token.state == TokenState::Lost).map(|it| it.fob);
    tokens.retain(|token| token.state != TokenState::Lost);
    if let (true, Some(lost)) = (tokens.is_empty(), lost)
        && let Some(fob) = view.fob(lost)?
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
    let codes = typed::of_any(typed)?;
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
        let operator = desk.setting.operator.clone();
        let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
        return clerk.give(token, next - 1, How::Typed, who).map(Some);
    }
    let word = if found.verdict == SyncWord::InStep { "in_step" } else { "moved" };
    let entry = desk.entry("token.synced").fob(token.fob).person(token.person).result(word);
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

fn other_card(view: &View<'_>, other: &Match, former: bool) -> Result<OtherCard, Fault> {
    let Match { token, at } = other;
    let person = token.person.map(|id| view.person(id)).transpose()?.flatten();
    let person = person.filter(|person| person.deleted.is_none());
    Ok(OtherCard {
        token: token.id.to_string(),
        fob: cards::fob_name(view, token)?,
        person: person.as_ref().map(|person| person.login.clone()),
        name: person.map(|person| person.name),
        state: token.state.to_string(),
        at_counter: *at,
        former,
    })
}
