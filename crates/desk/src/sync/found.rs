//! What was found, and how it is told.

use desk_store::{Token, View};
use hotp::{Certainty, Judgement, Verdict, false_match};

use crate::cards;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::step::among::Match;
use crate::step::find;
use crate::sync::said;
use crate::sync::{OtherCard, SyncCard, SyncWord};

/// A token and what the codes say of it.
pub(super) struct Judged {
    pub(super) token: Token,
    pub(super) judgement: Judgement,
    pub(super) digits: hotp::Digits,
    pub(super) codes: usize,
}

/// What was found, as it is told.
pub(super) struct Found {
    from: u64,
    pub(super) verdict: SyncWord,
    pub(super) judgement: Judgement,
    pub(super) p_false: Option<f64>,
    pub(super) third: bool,
    pub(super) other: Option<(Match, bool)>,
}

impl Found {
    pub(super) fn of(
        best: &Judged,
        tokens: usize,
        cautious: bool,
        other: Option<(Match, bool)>,
    ) -> Self {
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
    pub(super) fn books(&self) -> bool {
        self.judgement.next.is_some() && !self.third
    }

    pub(super) fn card(
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
            distance: match self.verdict {
                SyncWord::InStep | SyncWord::Moved | SyncWord::AlreadyUsed | SyncWord::ClockOff => {
                    self.judgement.distance
                }
                // Where a slip lies tells nobody anything.
                _ => None,
            },
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
pub(super) fn rank(judgement: &Judgement) -> (u8, u64) {
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
