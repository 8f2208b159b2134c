//! From a sealed seed to a person's token: written, proven, given. Each state is committed before
//! the next act, so that whoever comes after a crash goes on where it stopped.

use desk_store::audit::Entry;
use desk_store::{FobState, Ledger, Line, Outcome, Token, TokenState, Txn};
use fob_wire::accounts::Accounts;
use fob_wire::device::App;
use fob_wire::{Talk, WireError};
use hotp::{Code, Seed};
use serde_json::json;

use crate::desk::{Attendant, Progress};
use crate::fault::{Cause, Fault, Left};
use crate::step::plugged::Plugged;
use crate::step::rules::Rules;
use crate::step::target::app_of;
use crate::step::{find, heir, keyed, left_after, prove, write};

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

/// Which attempt at a write it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// The line was opened just now: the fob has not heard of the secret.
    First,
    /// The line was open before: an attempt that was cut off may have reached the fob.
    Next,
    /// It was written before and is not on the fob any more, or may be lost there: the same secret
    /// is written once more.
    Anew,
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
        // Not the credential's name: it holds the login, and the history outlives the person.
        Entry::new(self.operator, act).fob(token.fob).person(token.person).detail(json!({
            "token": token.id.to_string(),
            "place": token.place.to_string(),
        }))
    }

    /// Writes the sealed seed of a token to the fob and commits `written`. The same line can be
    /// written again and again: it is the same seed.
    ///
    /// # Errors
    /// Every fault says what the fob is left as. After a refusal that no second try will change,
    /// and where the fob certainly does not hold the seed, the line is closed and what it was to
    /// replace is live again.
    pub(crate) fn write(
        &mut self,
        token: Token,
        line: &Line,
        attempt: Attempt,
        plugged: &mut Plugged,
        who: &mut dyn Attendant,
        now: i64,
    ) -> Result<Token, Fault> {
        let view = self.ledger.view()?;
        let again = attempt != Attempt::First;
        if again && keyed::is_keyed(&view, plugged, token.fob)? {
            let fault = Fault::from(Cause::FobKeyed { tries: "known".to_owned() });
            return Err(fault.leaving(left_before(attempt)));
        }
        let (seed, codes) = (view.seed(token.id)?, view.access_codes(line)?);
        let app = app_of(token.place);
        let written =
            plugged.talk_to(app, who, |talk| write::write(talk, &token, &seed, &codes, now));
        if let Err(mut fault) = written {
            // Before the first byte of the write nothing of the configuration can have changed.
            let left = fault.left.unwrap_or(Left::Untouched);
            let left = match attempt {
                _ if left != Left::Untouched => left,
                // A fob without room, or without the application, holds no such entry.
                Attempt::Next if holds_none(&fault.cause) => left,
                attempt => left_before(attempt),
            };
            fault.left = Some(left);
            if left == Left::Untouched && is_final(&fault.cause) {
                self.abandon(&token, line, &fault)?;
            } else if matches!(fault.cause, Cause::FobKeyed { .. }) {
                let entry = self.entry("issue.keyed", &token).result(keyed::REFUSED);
                self.ledger.begin()?.commit(entry)?;
            }
            return Err(fault);
        }
        let token = self.note_written(&token).map_err(|fault| fault.leaving(Left::Written))?;
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
        let code = plugged.talk_to(App::Oath, who, |talk| ask_for_code(talk, token, now));
        let code = code.map_err(|fault| written(fault, &token.state))?;
        match prove::position(token, &seed, code, now) {
            Ok(at) => Ok(at),
            // In use the fob may have counted on elsewhere: that is no failed proof.
            Err(fault) if token.state == TokenState::Written && fault.cause == Cause::CodeWrong => {
                let failed = Fault::from(Cause::ProofFailed).detailed(fault.cause.code());
                Err(failed.leaving(Left::Written))
            }
            Err(fault) if token.kind == desk_store::Kind::Hotp => {
                Err(written(fault.detailed("the fob has spent one code"), &token.state))
            }
            Err(fault) => Err(written(fault, &token.state)),
        }
    }

    /// Books a matched code and gives the token to its person: one commit. A token that was given
    /// before only moves its counter. What others have on the fob is retired, if that was agreed
    /// to when the write was sealed.
    ///
    /// # Errors
    /// `code_used` or `somebody_first` when another was faster; `fob_taken` when somebody else has
    /// a token on the fob and nobody agreed to lose it.
    pub(crate) fn give(
        &mut self,
        token: &Token,
        at: u64,
        how: How,
        who: &mut dyn Attendant,
    ) -> Result<Token, Fault> {
        let fresh = is_unproven(token);
        let done = self.book(token, at, how);
        let token = done.map_err(|f| if fresh { f.leaving(Left::Written) } else { f })?;
        who.tell(&Progress::Proven);
        if let (true, Some(person)) = (fresh, token.person) {
            let login = self.ledger.view()?.person(person)?.map(|p| p.login).unwrap_or_default();
            who.tell(&Progress::Given { login });
        }
        Ok(token)
    }

    fn book(&mut self, token: &Token, at: u64, how: How) -> Result<Token, Fault> {
        let proven = self.entry("issue.proven", token).result(how.word());
        let mut given = self.entry("issue.given", token);
        let mut txn = self.ledger.begin()?;
        let mut token = txn.book(token.id, at + 1)?;
        if !token.state.is_live() {
            let (who, state) = ("?".to_owned(), token.state.to_string());
            return Err(Cause::SomebodyFirst { who, state }.into());
        }
        if !is_unproven(&token) {
            txn.commit(proven)?;
            return Ok(token);
        }
        // A matched code shows that the fob holds it, also where the write was cut off.
        let from = [TokenState::Intended, TokenState::Written];
        txn.move_token(token.id, &from, TokenState::Verified)?;
        token = txn.move_token(token.id, &[TokenState::Verified], TokenState::Assigned)?;
        let line = txn.line_of(token.id)?.filter(|line| line.closed.is_none());
        take_over(&mut txn, &token, line.as_ref(), self.operator)?;
        txn.move_fob(token.fob, HANDED_OUT_FROM, FobState::Assigned, token.person)?;
        if let Some(line) = line {
            txn.close_line(line.id, Outcome::Done)?;
            let another = heir::succeed(&mut txn, &token, &line, self.operator)?;
            let replaced = another || replaces_own(&txn, &token, &line)?;
            if replaced && void_codes(&mut txn, &token)? {
                given = given.result("recovery codes void");
            }
        }
        txn.record(proven);
        txn.commit(given)?;
        Ok(token)
    }

    fn note_written(&mut self, token: &Token) -> Result<Token, Fault> {
        let entry = self.entry("issue.written", token);
        let mut txn = self.ledger.begin()?;
        let from = [TokenState::Intended, TokenState::Written];
        let token = txn.move_token(token.id, &from, TokenState::Written)?;
        txn.commit(entry)?;
        Ok(token)
    }

    /// Closes a line that can never be written; what it was to replace is as it was.
    fn abandon(&mut self, token: &Token, line: &Line, fault: &Fault) -> Result<(), Fault> {
        let entry = self.entry("issue.abandoned", token).result(fault.cause.code());
        let mut txn = self.ledger.begin()?;
        txn.move_token(token.id, &[TokenState::Intended], TokenState::Abandoned)?;
        txn.close_line(line.id, Outcome::Abandoned)?;
        // Only what was proven before: nothing becomes a person's without a matched code.
        if let Some(replaced) = line.replaces
            && txn.line_of(replaced)?.is_some_and(|line| line.outcome == Some(Outcome::Done))
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
    let mut accounts = Accounts::open(talk)?;
    let truncated = accounts.calculate(name, step, token.touch).map_err(|e: WireError| {
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
            | Cause::FobKeyed { .. }
            | Cause::FobCannot { .. }
    )
}

/// Refusals by a fob that holds no entry of this name.
fn holds_none(cause: &Cause) -> bool {
    matches!(cause, Cause::FobFull | Cause::FobCannot { .. })
}

/// What the fob is left as when an attempt has not changed anything.
fn left_before(attempt: Attempt) -> Left {
    match attempt {
        Attempt::First => Left::Untouched,
        Attempt::Next => Left::Unsure,
        Attempt::Anew => Left::Written,
    }
}

/// Whether a token waits for its first matched code.
pub(crate) fn is_unproven(token: &Token) -> bool {
    matches!(token.state, TokenState::Intended | TokenState::Written)
}

/// A fob belongs to one person: what others have on it is retired, if that was agreed to.
fn take_over(
    txn: &mut Txn<'_>,
    token: &Token,
    line: Option<&Line>,
    operator: &str,
) -> Result<(), Fault> {
    for other in txn.tokens_in(token.fob)? {
        if !other.state.is_live() || other.person == token.person {
            continue;
        }
        if line.is_none_or(|line| line.consent.is_none()) {
            let login = other.person.map(|id| find::login_of(txn, id)).transpose()?.flatten();
            let last = txn.fob(token.fob)?.map(|fob| find::last_four(fob.called()));
            let (login, last) = (login.unwrap_or_default(), last.unwrap_or_default());
            return Err(Cause::FobTaken { login, last }.into());
        }
        txn.supersede(other.id)?;
        let detail = json!({ "token": other.id.to_string() });
        let entry = Entry::new(operator, "token.retired").fob(other.fob).person(other.person);
        txn.record(entry.detail(detail));
    }
    Ok(())
}

/// Whether the line replaced a token of the same person.
fn replaces_own(view: &desk_store::View<'_>, token: &Token, line: &Line) -> Result<bool, Fault> {
    let replaced = line.replaces.map(|id| view.token(id)).transpose()?.flatten();
    Ok(replaced.is_some_and(|t| t.person == token.person))
}

/// A replacement voids the recovery codes: they were meant for the day this token is lost.
fn void_codes(txn: &mut Txn<'_>, token: &Token) -> Result<bool, Fault> {
    let Some(person) = token.person else { return Ok(false) };
    if !Rules::of(txn)?.new_fob_voids {
        return Ok(false);
    }
    match txn.newest_set(person)? {
        Some(set) if set.voided.is_none() => Ok(txn.void_set(set.id, "token replaced")?),
        _ => Ok(false),
    }
}
