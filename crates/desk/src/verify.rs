//! Prove a token by a live code: one that waits for its proof, or one in use.

use desk_store::{FobState, Place, Token, TokenId, TokenState, View};
use fob_wire::device::Maker;

use crate::cards::{self, Issued, Verified};
use crate::desk::{Attendant, Desk};
use crate::fault::{Cause, Fault, Left};
use crate::step::complete::{complete, session};
use crate::step::finish::{self, Attempt, Clerk, How};
use crate::step::output::Output;
use crate::step::plugged::{self, Plugged};
use crate::step::rights::Right;
use crate::step::{find, mint};

/// What is to be proven.
#[derive(Default)]
pub struct Check {
    /// The fob's serial or desk label; the only one plugged in if neither this nor a token.
    pub fob: Option<String>,
    /// The token's key.
    pub token: Option<String>,
    /// The code as it was typed; without one the fob is asked over its cable.
    pub code: Option<String>,
    /// Where recovery codes go, if a token is given by this.
    pub codes: Output,
}

/// Proves a token. The code is spent and booked.
///
/// # Errors
/// `code_wrong`, `code_used`, `code_needed`, `nothing_to_verify`, `which_token` and those of the
/// fob.
pub fn verify(desk: &mut Desk, who: &mut dyn Attendant, check: &Check) -> Result<Issued, Fault> {
    let mut codes = mint::ready(desk, &check.codes)?;
    let mut plugged = None;
    if check.fob.is_none() && check.token.is_none() {
        plugged = Some(plugged::choose(desk.setting.sockets.as_mut(), None)?);
    }
    let tokens = candidates(desk, check, plugged.as_ref())?;
    let (token, verified) = match &check.code {
        Some(code) => by_code(desk, who, tokens, code, plugged)?,
        None => by_fob(desk, who, tokens, plugged)?,
    };
    let recovery = mint::with_fob(desk, who, &token, &mut codes)?;
    cards::issued(desk, &token, verified, recovery)
}

/// The live tokens that are meant; those that wait for a proof alone, if there are any.
fn candidates(
    desk: &mut Desk,
    check: &Check,
    plugged: Option<&Plugged>,
) -> Result<Vec<Token>, Fault> {
    let view = desk.ledger()?.view()?;
    if let Some(id) = &check.token {
        let unknown = || Cause::UnknownToken { id: id.clone() };
        let key: TokenId = id.parse().map_err(|_| unknown())?;
        let token = view.token(key)?.ok_or_else(unknown)?;
        if matches!(token.state, TokenState::Lost | TokenState::Suspended)
            && let Some(fob) = view.fob(token.fob)?
        {
            return Err(Cause::out_of_use(&fob).into());
        }
        if !token.state.is_live() {
            let serial = cards::fob_name(&view, &token)?;
            return Err(Cause::NothingToVerify { serial }.into());
        }
        return Ok(vec![token]);
    }
    let fob = find::fob(&view, check.fob.as_deref(), plugged)?;
    if matches!(fob.state, FobState::Lost | FobState::Suspended) {
        return Err(Cause::out_of_use(&fob).into());
    }
    let mut tokens = view.tokens_in(fob.id)?;
    tokens.retain(|token| token.state.is_live());
    let waits = |t: &Token| matches!(t.state, TokenState::Intended | TokenState::Written);
    if tokens.iter().any(waits) {
        tokens.retain(waits);
    }
    if tokens.is_empty() {
        return Err(Cause::NothingToVerify { serial: fob.called().to_owned() }.into());
    }
    Ok(tokens)
}

fn by_code(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    tokens: Vec<Token>,
    code: &str,
    plugged: Option<Plugged>,
) -> Result<(Token, Verified), Fault> {
    desk.may(Right::Prove)?;
    let operator = desk.operator()?;
    let now = desk.setting.world.now();
    let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
    let mut fits = Vec::new();
    let mut refused = None;
    for token in &tokens {
        let seed = clerk.ledger.view()?.seed(token.id)?;
        match finish::typed(token, &seed, code, now) {
            Ok(at) => fits.push((token, at)),
            Err(fault) => {
                // "Used before" tells more than "wrong".
                if refused.is_none() || fault.cause == Cause::CodeUsed {
                    refused = Some(fault);
                }
            }
        }
    }
    match (fits.len(), refused) {
        (0, _) if is_cut_off(&clerk.ledger.view()?, &tokens)? => {
            // The write was cut off: finish it. The code was none of this secret; the next may be.
            write_again(desk, who, &tokens[0], plugged)?;
            Err(Fault::from(Cause::CodeNeeded).leaving(Left::Written))
        }
        (0, refused) => Err(refused.unwrap_or_else(|| Cause::CodeWrong.into())),
        (1, _) => {
            let (token, at) = fits.remove(0);
            let token = clerk.give(token, at, How::Typed, who)?;
            Ok((token, Verified { how: "typed".into(), at_counter: Some(at) }))
        }
        _ => Err(which(fits.iter().map(|(token, _)| *token))),
    }
}

fn by_fob(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    mut tokens: Vec<Token>,
    plugged: Option<Plugged>,
) -> Result<(Token, Verified), Fault> {
    if tokens.len() > 1 {
        return Err(which(tokens.iter()));
    }
    let token = tokens.remove(0);
    let slot = token.place != Place::Oath || token.name.is_none();
    if slot && token.state != TokenState::Intended {
        return Err(Cause::CodeNeeded.into());
    }
    let (line, plugged, _hold) = session(desk, &token, plugged)?;
    if !plugged.calculates(&token) && token.state != TokenState::Intended {
        return Err(Cause::CodeNeeded.into());
    }
    if let Some(line) = line {
        let (token, verified) = complete(desk, who, plugged, token, &line, Attempt::Next)?;
        if token.state == TokenState::Written {
            return Err(Fault::from(Cause::CodeNeeded).leaving(Left::Written));
        }
        return Ok((token, verified));
    }
    desk.may(Right::Prove)?;
    let operator = desk.operator()?;
    let now = desk.setting.world.now();
    let mut plugged = plugged;
    let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
    let at = clerk.calculate(&token, &mut plugged, who, now)?;
    let token = clerk.give(&token, at, How::Calculated, who)?;
    Ok((token, Verified { how: "calculated".into(), at_counter: Some(at) }))
}

fn write_again(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    token: &Token,
    plugged: Option<Plugged>,
) -> Result<Token, Fault> {
    let (line, mut plugged, _hold) = session(desk, token, plugged)?;
    let line = line.ok_or(Cause::Unexpected)?;
    desk.may(Right::Prove)?;
    let operator = desk.operator()?;
    let now = desk.setting.world.now();
    let mut clerk = Clerk { ledger: desk.ledger()?, operator: &operator };
    clerk.write(token.clone(), &line, Attempt::Next, &mut plugged, who, now)
}

/// Whether the one token that is meant shows its codes to people alone, and its write was cut off.
fn is_cut_off(view: &View<'_>, tokens: &[Token]) -> Result<bool, Fault> {
    let [one] = tokens else { return Ok(false) };
    let fob = view.fob(one.fob)?;
    let display = fob.is_some_and(|fob| fob.maker == Maker::Token2.to_string());
    Ok(one.state == TokenState::Intended && (one.place != Place::Oath || display))
}

fn which<'a>(tokens: impl Iterator<Item = &'a Token>) -> Fault {
    let ids: Vec<String> = tokens.map(|token| token.id.to_string()).collect();
    Cause::WhichToken { ids: ids.join(", ") }.into()
}
