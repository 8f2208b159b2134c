//! Carrying a line through to the end, with the fob and the person at hand.

use desk_store::{Line, Token, TokenState};

use crate::cards::Verified;
use crate::desk::{Attendant, Desk, Typed};
use crate::fault::{Cause, Fault, Left};
use crate::step::finish::{self, Attempt, Clerk, How};
use crate::step::hold::Hold;
use crate::step::plugged::{self, Plugged};
use crate::step::rights::Right;

/// How often a typed code that does not fit is asked for again.
const TRIES: u32 = 3;

/// Writes, proves and gives a token, from wherever its line stands.
pub(crate) fn complete(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    mut plugged: Plugged,
    mut token: Token,
    line: &Line,
    attempt: Attempt,
) -> Result<(Token, Verified), Fault> {
    desk.may(Right::Prove)?;
    let operator = desk.operator()?;
    let world = desk.setting.world.clone();
    let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
    if token.state == TokenState::Intended || attempt == Attempt::Anew {
        token = clerk.write(token, line, attempt, &mut plugged, who, world.now())?;
    }
    if plugged.calculates(&token) {
        let at = clerk.calculate(&token, &mut plugged, who, world.now())?;
        let token = clerk.give(&token, at, How::Calculated, who)?;
        return Ok((token, Verified { how: "calculated".into(), at_counter: Some(at) }));
    }
    // A person presses the fob now: it must not be kept from typing by our session.
    drop(plugged);
    let at = ask_typed(&mut clerk, who, &token, line, &*world)?;
    match at {
        None => Ok((token, Verified { how: "none".into(), at_counter: None })),
        Some(at) => {
            let token = clerk.give(&token, at, How::Typed, who)?;
            Ok((token, Verified { how: "typed".into(), at_counter: Some(at) }))
        }
    }
}

/// Asks for the code that the fob types or shows, a few times.
fn ask_typed(
    clerk: &mut Clerk<'_>,
    who: &mut dyn Attendant,
    token: &Token,
    line: &Line,
    world: &dyn desk_store::World,
) -> Result<Option<u64>, Fault> {
    let place = token.place.to_string();
    let mut tries = 0;
    loop {
        let Typed::Code(text) = who.code(&line.serial, &place, tries > 0) else {
            return Ok(None);
        };
        let seed = clerk.ledger.view()?.seed(token.id)?;
        tries += 1;
        match finish::typed(token, &seed, &text, world.now()) {
            Ok(at) => return Ok(Some(at)),
            Err(fault) if tries >= TRIES => return Err(fault.leaving(Left::Written)),
            Err(_) => {}
        }
    }
}

/// The fob of a token, plugged in and ours alone, and the token's open line.
pub(crate) fn session(
    desk: &mut Desk,
    token: &Token,
    plugged: Option<Plugged>,
) -> Result<(Option<desk_store::Line>, Plugged, Hold), Fault> {
    let view = desk.ledger()?.view()?;
    let line = view.line_of(token.id)?.filter(|line| line.closed.is_none());
    let fob = view.fob(token.fob)?.ok_or(Cause::Unexpected)?;
    let plugged = match plugged {
        Some(plugged) => plugged,
        None => {
            let sockets = desk.setting.sockets.as_mut();
            plugged::choose_of(sockets, Some(fob.called()), Some(&fob.maker))?
        }
    };
    if plugged.device.maker.to_string() != fob.maker {
        return Err(Cause::FobNotHere { serial: fob.called().to_owned() }.into());
    }
    let hold = Hold::take(&desk.setting.dir, &fob.maker, fob.called())?;
    Ok((line, plugged, hold))
}
