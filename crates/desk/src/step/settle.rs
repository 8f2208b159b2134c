//! After a crash: every write that was cut off is finished by asking its fob, as far as the fob is
//! plugged in. A slot cannot be read, so the same sealed seed is written again; what a person must
//! type waits for the person.

use std::time::Duration;

use desk_store::{Line, Token, TokenState};
use fob_wire::cable::{Go, Why};

use crate::desk::{Attendant, Desk, Progress, Typed};
use crate::fault::Fault;
use crate::step::complete::{complete, session};
use crate::step::finish::Attempt;
use crate::step::rights::Right;
use crate::step::target::Target;

/// What became of an open line.
pub struct Settled {
    /// The fob's serial or desk label.
    pub serial: String,
    /// The token's state now, or why it is still open.
    pub outcome: Result<String, Fault>,
}

/// Settles every open line whose fob is plugged in and tells a serial.
///
/// # Errors
/// Only those of the ledger; what a fob says stands in the outcomes.
pub(crate) fn settle(desk: &mut Desk, who: &mut dyn Attendant) -> Result<Vec<Settled>, Fault> {
    settle_but(desk, who, |_, _| false)
}

/// Settles the open lines of a fob before another place on it is written; what the order itself
/// continues or replaces is left to it.
pub(crate) fn before_issue(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    person: desk_store::PersonId,
    target: &Target,
) -> Result<Vec<Settled>, Fault> {
    settle_but(desk, who, |token, _| token.person == Some(person) || target.may_hold(token))
}

fn settle_but(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    leave: impl Fn(&Token, &Line) -> bool,
) -> Result<Vec<Settled>, Fault> {
    if desk.may(Right::Give).is_err() {
        // Whoever may give no fobs finishes nobody's order either; it waits.
        desk.ledger()?;
        return Ok(Vec::new());
    }
    let view = desk.ledger()?.view()?;
    let mut open = Vec::new();
    for line in view.open_lines()? {
        // Fobs without a serial look all alike: only an operator knows which one it is.
        if view.fob(line.fob)?.is_none_or(|fob| fob.serial.is_none()) {
            continue;
        }
        if let Some(token) = view.token(line.token)?.filter(|token| !leave(token, &line)) {
            open.push((token, line));
        }
    }
    let mut settled = Vec::new();
    for (token, line) in open {
        let serial = line.serial.clone();
        let outcome = match session(desk, &token, None) {
            Ok((_, plugged, _hold)) => {
                complete(desk, &mut Quietly(who), plugged, token, &line, Attempt::Next)
                    .map(|(token, _)| token.state)
            }
            Err(fault) => Err(fault),
        };
        if matches!(outcome, Ok(TokenState::Assigned)) {
            who.tell(&Progress::Settled { serial: serial.clone() });
        }
        let outcome = outcome.map(|state| state.to_string());
        settled.push(Settled { serial, outcome });
    }
    Ok(settled)
}

/// Somebody who is at the desk but came for something else: may be asked for a touch, not for a
/// code.
struct Quietly<'a>(&'a mut dyn Attendant);

impl Attendant for Quietly<'_> {
    fn tell(&mut self, _progress: &Progress) {}

    fn pause(&mut self, time: Duration, why: Why) -> Go {
        self.0.pause(time, why)
    }

    fn code(&mut self, _serial: &str, _place: &str, _again: bool) -> Typed {
        Typed::Later
    }
}
