//! From a sealed seed to a person's token: written, proven, given. Each state is committed before
//! the next act, so that whoever comes after a crash goes on where it stopped.

use desk_store::audit::Entry;
use desk_store::{FobState, Ledger, Line, Outcome, Token, TokenState};
use fob_wire::oath::OathSession;
use fob_wire::{Talk, WireError};
use hotp::{Code, Seed};
use serde_json::json;

use crate::desk::{Attendant, Progress};
use crate::fault::{Cause, Fault, Left};
use crate::step::plugged::Plugged;
use crate::step::{left_after, prove, write};

/// How a token was proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The desk asked the fob over its cable.
    Calculated,
    /// A person typed or pressed the code.
    Typed,
}

impl How {
    /// The word in results.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Calculated => "calculated",
            Self::Typed => "typed",
        }
    }
}

/// Entries in the name of whoever works.
pub(crate) struct Clerk<'a> {
    /// The ledger.
    pub(crate) ledger: &'a mut Ledger,
    /// The operator.
    pub(crate) operator: &'a str,
}

impl Clerk<'_> {
    /// An entry about a token.
    pub(crate) fn entry(&self, act: &str, token: &Token) -> Entry {
        Entry::new(self.operator, act).fob(token.fob).person(token.person).detail(json!({
            "token": token.id.to_string(),
            "place": token.place.to_string(),
            "name": token.name,
        }))
    }

    /// Writes the sealed seed of an `intended` token to the fob and commits `written`. The same
    /// line can be written again and again: it is the same seed.
    ///
    /// # Errors
    /// Every fault says what the fob is left as. After a refusal that no second try will change,
    /// the line is closed and what it was to replace is live again.
    pub(crate) fn write(
        &mut self,
        token: Token,
        line: &Line,
        plugged: &mut Plugged,
        who: &mut dyn Attendant,
    ) -> Result<Token, Fault> {
        let view = self.ledger.view()?;
        let (seed, codes) = (view.seed(token.id)?, view.access_codes(line)?);
        let written = plugged.talk(who, |talk| write::write(talk, &token, &seed, &codes));
        if let Err(mut fault) = written {
            // Before the first byte of the write nothing of the configuration can have changed.
            let left = *fault.left.get_or_insert(Left::Untouched);
            if left == Left::Untouched && is_final(&fault.cause) {
                self.abandon(&token, line, &fault)?;
            }
            return Err(fault);
        }
        let entry = self.entry("issue.written", &token);
        let mut txn = self.ledger.begin()?;
        let token = txn.move_token(token.id, &[TokenState::Intended], TokenState::Written)?;
        txn.commit(entry).map_err(|e| Fault::from(e).leaving(Left::Written))?;
        who.tell(&Progress::Written { place: token.place.to_string() });
        Ok(token)
    }

    /// Asks the fob for a code over its cable, once; the code is spent and booked by
    /// [`Self::give`].
    ///
    /// # Errors
    /// `proof_failed` when the code is not ours; the fob is left `Written`.
    pub(crate) fn calculate(
        &mut self,
        token: &Token,
        plugged: &mut Plugged,
        who: &mut dyn Attendant,
        now: i64,
    ) -> Result<u64, Fault> {
        let seed = self.ledger.view()?.seed(token.id)?;
        let code = plugged.talk(who, |talk| ask_for_code(talk, token, now));
        let code = code.map_err(|fault| written(fault, &token.state))?;
        match prove::position(token, &seed, code, now) {
            Ok(at) => Ok(at),
            Err(fault) => Err(written(
                Fault::from(Cause::ProofFailed).detailed(fault.cause.code()),
                &token.state,
            )),
        }
    }

    /// Books a matched code and gives the token to its person: one commit. A token that was given
    /// before only moves its counter.
    ///
    /// # Errors
    /// `code_used` or `somebody_first` when another was faster.
    pub(crate) fn give(
        &mut self,
        token: &Token,
        at: u64,
        how: How,
        who: &mut dyn Attendant,
    ) -> Result<Token, Fault> {
        let proven = self.entry("issue.proven", token).result(how.word());
        let mut given = self.entry("issue.given", token);
        let mut txn = self.ledger.begin()?;
        let fault = |e: desk_store::StoreError| Fault::from(e).leaving(Left::Written);
        let mut token = txn.book(token.id, at + 1).map_err(fault)?;
        let fresh = token.state == TokenState::Written;
        if fresh {
            txn.move_token(token.id, &[TokenState::Written], TokenState::Verified)?;
            token = txn.move_token(token.id, &[TokenState::Verified], TokenState::Assigned)?;
            txn.move_fob(token.fob, HANDED_OUT_FROM, FobState::Assigned, token.person)?;
            if let Some(line) = txn.line_of(token.id)?.filter(|line| line.closed.is_none()) {
                txn.close_line(line.id, Outcome::Done)?;
                if replaces_own(&txn, &token, &line)? && void_codes(&mut txn, &token)? {
                    given = given.result("recovery codes void");
                }
            }
            txn.record(proven);
        } else {
            given = proven;
        }
        txn.commit(given).map_err(fault)?;
        who.tell(&Progress::Proven);
        if let (true, Some(person)) = (fresh, token.person) {
            let login = self.ledger.view()?.person(person)?.map(|p| p.login).unwrap_or_default();
            who.tell(&Progress::Given { login });
        }
        Ok(token)
    }

    /// Closes a line that can never be written; what it was to replace is as it was.
    fn abandon(&mut self, token: &Token, line: &Line, fault: &Fault) -> Result<(), Fault> {
        let entry = self.entry("issue.abandoned", token).result(fault.cause.code());
        let mut txn = self.ledger.begin()?;
        txn.move_token(token.id, &[TokenState::Intended], TokenState::Abandoned)?;
        txn.close_line(line.id, Outcome::Abandoned)?;
        if let Some(replaced) = line.replaces
            && txn.token(replaced)?.is_some_and(|t| t.person.is_some() && t.next > 0)
        {
            txn.move_token(replaced, &[TokenState::Retired], TokenState::Assigned)?;
        }
        txn.commit(entry)?;
        Ok(())
    }
}

/// From which states a fob becomes a person's by a new token.
const HANDED_OUT_FROM: &[FobState] =
    &[FobState::New, FobState::Stock, FobState::Returned, FobState::Assigned];

/// One code over the cable: the next one (HOTP), or that of the present time step.
fn ask_for_code(talk: &mut Talk<'_>, token: &Token, now: i64) -> Result<Code, Fault> {
    let name = token.name.as_deref().unwrap_or_default().as_bytes();
    let step = match token.kind {
        desk_store::Kind::Hotp => None,
        desk_store::Kind::Totp => Some(prove::step_at(token, now)),
    };
    let mut session = OathSession::open(talk)?;
    let truncated = session.calculate(name, step, token.touch).map_err(|e: WireError| {
        let spent = left_after(&e) == Left::Unsure;
        let fault = Fault::from(e);
        if spent { fault.detailed("the fob may have spent one code") } else { fault }
    })?;
    if truncated.digits != token.digits {
        return Err(Fault::from(Cause::ProofFailed).detailed("another number of digits"));
    }
    Ok(Code::of(truncated.value, prove::digits_of(token)))
}

/// The code of the fob at a typed position, or why not.
pub(crate) fn typed(token: &Token, seed: &Seed, text: &str, now: i64) -> Result<u64, Fault> {
    prove::position(token, seed, prove::read(token, text)?, now)
}

/// A fault after the write: the fob holds what the ledger says.
fn written(fault: Fault, state: &TokenState) -> Fault {
    match state {
        TokenState::Written => fault.leaving(Left::Written),
        _ => fault.leaving(Left::Untouched),
    }
}

/// Refusals that a second try meets again.
fn is_final(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::FobFull
            | Cause::SlotProtected { .. }
            | Cause::FobRefused { .. }
            | Cause::FobPassword
            | Cause::FobCannot { .. }
    )
}

/// Whether the line replaced a token of the same person.
fn replaces_own(view: &desk_store::View<'_>, token: &Token, line: &Line) -> Result<bool, Fault> {
    let replaced = line.replaces.map(|id| view.token(id)).transpose()?.flatten();
    Ok(replaced.is_some_and(|t| t.person == token.person))
}

/// A replacement voids the recovery codes: they were meant for the day this token is lost.
fn void_codes(txn: &mut desk_store::Txn<'_>, token: &Token) -> Result<bool, Fault> {
    let Some(person) = token.person else { return Ok(false) };
    match txn.newest_set(person)? {
        Some(set) if set.voided.is_none() => Ok(txn.void_set(set.id, "token replaced")?),
        _ => Ok(false),
    }
}
