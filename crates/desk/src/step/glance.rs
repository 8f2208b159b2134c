//! What a fob shows of our tokens without spending a code: slot bits, the programming sequence,
//! the names of its credentials, and the codes of clocks that want no touch.

use std::collections::HashMap;

use desk_store::{Fob, FobId, Kind, Place, Token, TokenState, View};
use fob_wire::WireError;
use fob_wire::accounts::Accounts;
use fob_wire::device::App;
use fob_wire::oath;
use fob_wire::slot::{Slot, Status};
use hotp::Code;
use serde::Serialize;

use crate::desk::Unattended;
use crate::fault::Fault;
use crate::step::plugged::Plugged;
use crate::step::prove;
use crate::step::target::slot_of;
use crate::words::{self, Lang};

/// What is seen or found of a token on its fob, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CheckWord {
    /// It is just where the ledger has it.
    InStep,
    /// It was ahead, and the ledger has followed.
    Moved,
    /// It is behind the ledger.
    Behind,
    /// Something else is in its place.
    Rewritten,
    /// The fob, or what is on it, is not in the ledger.
    NotOurs,
    /// Only a code can tell.
    CannotTell,
}

/// A token on a plugged-in fob, as far as it shows by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct GlanceCard {
    /// The token's key.
    pub token: String,
    /// Where on the fob: `oath`, `slot1`, `slot2`.
    pub place: String,
    /// `hotp` or `totp`.
    pub kind: String,
    /// `in_step` (clocks), `rewritten` or `cannot_tell`.
    pub verdict: CheckWord,
    /// The same in a sentence.
    pub say: String,
}

/// The programming sequences of the fobs that are plugged in. A sequence counts within one power
/// session only, so what is not plugged in is forgotten.
#[derive(Default)]
pub(crate) struct Sequences(HashMap<FobId, Seen>);

struct Seen {
    sequence: u8,
    /// The last change of a token of this fob in the ledger.
    changed: i64,
    /// It is there in this look at everything.
    here: bool,
}

impl Sequences {
    /// A look at everything that is plugged in begins.
    pub(crate) fn begin(&mut self) {
        self.0.values_mut().for_each(|seen| seen.here = false);
    }

    /// It ends: what was not there is forgotten.
    pub(crate) fn end(&mut self) {
        self.0.retain(|_, seen| seen.here);
    }

    /// Whether a slot of this fob was written since it was plugged in, and not by this ledger.
    fn moved(&mut self, fob: FobId, sequence: u8, tokens: &[Token]) -> bool {
        let changed = tokens.iter().map(|token| token.changed).max().unwrap_or(0);
        let seen = self.0.entry(fob).or_insert(Seen { sequence, changed, here: true });
        if seen.changed != changed || sequence < seen.sequence {
            // We wrote to it, or it was plugged in anew.
            *seen = Seen { sequence, changed, here: true };
        }
        seen.here = true;
        sequence > seen.sequence
    }
}

/// Looks at the fob's slots and credentials, and compares them with its live tokens. What the fob
/// does not answer, is not told.
pub(crate) fn glance(
    plugged: &mut Plugged,
    view: &View<'_>,
    fob: &Fob,
    slots: Option<Status>,
    sequences: &mut Sequences,
    now: i64,
    lang: Lang,
) -> Result<Vec<GlanceCard>, Fault> {
    let all = view.tokens_in(fob.id)?;
    let elsewhere = slots.is_some_and(|s| sequences.moved(fob.id, s.prog_seq, &all));
    let mut tokens = all;
    tokens.retain(|token| token.state.is_live() && token.state != TokenState::Intended);
    let traits = plugged.device.can().accounts;
    let blind = traits.is_some_and(|traits| !traits.listed);
    let display = traits.is_some_and(|traits| !traits.calculates);
    let shown = match !blind && tokens.iter().any(|token| token.place == Place::Oath) {
        true => {
            plugged.talk_to(App::Oath, &mut Unattended, |talk| Ok(credentials(talk, now)?)).ok()
        }
        false => None,
    };
    let mut cards = Vec::new();
    for token in &tokens {
        let (verdict, id) = match (slot_of(token.place), &shown, slots) {
            (Some(slot), _, Some(status)) => in_slot(status, slot, elsewhere),
            (None, _, _) if blind || (display && token.name.is_none()) => {
                (CheckWord::CannotTell, "glance-display-blind")
            }
            (None, Some(shown), _) => match credential(view, token, shown, now)? {
                (CheckWord::CannotTell, _) if display => (CheckWord::CannotTell, "glance-display"),
                seen => seen,
            },
            _ => (CheckWord::CannotTell, "glance-unseen"),
        };
        cards.push(GlanceCard {
            token: token.id.to_string(),
            place: token.place.to_string(),
            kind: token.kind.to_string(),
            verdict,
            say: words::say(lang, id, &[]),
        });
    }
    Ok(cards)
}

/// All credentials, each with its code where it shows one of itself.
fn credentials(talk: &mut fob_wire::Talk<'_>, now: i64) -> Result<Vec<oath::Entry>, WireError> {
    let step = hotp::Steps::STANDARD.step_at(now.div_euclid(1000)).unwrap_or(0);
    Accounts::open(talk)?.look(step)
}

fn in_slot(status: Status, slot: Slot, elsewhere: bool) -> (CheckWord, &'static str) {
    match (status.used(slot), elsewhere) {
        (false, _) => (CheckWord::Rewritten, "glance-slot-empty"),
        (true, true) => (CheckWord::CannotTell, "glance-slot-written"),
        (true, false) => (CheckWord::CannotTell, "glance-slot"),
    }
}

fn credential(
    view: &View<'_>,
    token: &Token,
    shown: &[oath::Entry],
    now: i64,
) -> Result<(CheckWord, &'static str), Fault> {
    let Some(entry) = of_token(token, shown) else {
        return Ok((CheckWord::Rewritten, "glance-gone"));
    };
    if !is_like(token, entry) {
        return Ok((CheckWord::Rewritten, "glance-other"));
    }
    match (token.kind, entry.code) {
        (Kind::Totp, Some(code)) if token.period == Some(30) => {
            let key = prove::key_of(token, &view.seed(token.id)?);
            let digits = prove::digits_of(token);
            let ours = key.code(prove::step_at(token, now), digits);
            Ok(match Code::of(code.value, digits) == ours {
                true => (CheckWord::InStep, "glance-clock"),
                false => (CheckWord::Rewritten, "glance-other"),
            })
        }
        _ => Ok((CheckWord::CannotTell, "glance-counter")),
    }
}

/// The fob's credential of that token's name.
pub(crate) fn of_token<'s>(token: &Token, shown: &'s [oath::Entry]) -> Option<&'s oath::Entry> {
    let name = token.name.as_deref().unwrap_or_default().as_bytes();
    shown.iter().find(|entry| entry.name == name)
}

/// Whether a credential can be the token, by what the fob tells of it. One that wants a touch does
/// not say whether it counts.
pub(crate) fn is_like(token: &Token, entry: &oath::Entry) -> bool {
    let kind = match token.kind {
        Kind::Hotp => oath::Kind::Hotp,
        Kind::Totp => oath::Kind::Totp,
    };
    let kinds = entry.touch == Some(true) || entry.kind == kind;
    kinds && entry.digits.is_none_or(|digits| digits == token.digits)
}
