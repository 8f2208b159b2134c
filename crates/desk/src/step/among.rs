//! Whose codes are these? A search through every secret of the ledger, batch by batch, so that
//! neither memory nor the number of open secrets grows with their number. Nothing is spent.

use std::time::Duration;

use desk_store::{Kind, StoreError, Token, TokenId, View};
use fob_wire::cable::{Go, Why};
use hotp::{Code, Fob};

use crate::desk::{Attendant, Progress};
use crate::fault::{Cause, Fault};
use crate::step::prove;

/// How many positions a search through everything may cost before windows become narrower.
const BUDGET: u64 = 10_000_000;
/// The narrowest and the widest window that is chosen by itself.
const NARROWEST: u64 = 100;
const WIDEST: u64 = 1_000;
/// As far as a second search goes where the first has found nothing.
const FARTHEST: u64 = 100_000;
/// How far behind a counter codes are recognised too: those just spent are typed again.
const BEHIND: u64 = 20;
/// How far a clock may be off either way, in steps.
const CLOCK: u64 = 180;
/// How many secrets are open at once.
const BATCH: u32 = 500;

/// A token that makes these codes.
pub(crate) struct Match {
    /// The token.
    pub(crate) token: Token,
    /// The counter or step of the first code.
    pub(crate) at: u64,
}

/// What a search brought.
pub(crate) struct Searched {
    /// Every place where the codes fit.
    pub(crate) matches: Vec<Match>,
    /// How many secrets were looked at.
    pub(crate) tokens: u64,
    /// How many positions of each.
    pub(crate) window: u64,
}

/// Looks for the codes, which follow one another, on every token but those to be left out.
/// `window` is how many counters ahead; by itself it is narrower the more tokens there are.
///
/// # Errors
/// `stopped` when the person at the desk says so; a row that does not hold.
pub(crate) fn among(
    view: &View<'_>,
    who: &mut dyn Attendant,
    codes: &[Code],
    window: Option<u64>,
    but: &[TokenId],
    now: i64,
) -> Result<Searched, Fault> {
    let all = view.token_count()?.max(1);
    let window = window.unwrap_or_else(|| (BUDGET / all).clamp(NARROWEST, WIDEST));
    let digits = codes.first().map(|code| code.digits().get());
    let mut tokens = 0;
    let mut failed: Option<StoreError> = None;
    let mut after = None;
    let mut batch = Vec::new().into_iter();
    let fobs = std::iter::from_fn(|| {
        loop {
            if let Some((token, seed)) = batch.next() {
                let token: Token = token;
                if Some(token.digits) != digits || but.contains(&token.id) {
                    continue;
                }
                tokens += 1;
                let key = prove::key_of(&token, &seed);
                let (from, window) = span(&token, window, now);
                return Some(Fob { who: token, key, from, window });
            }
            match view.seeds_after(after, BATCH) {
                Ok(next) => {
                    after = Some(next.last()?.0.id);
                    batch = next.into_iter();
                }
                Err(error) => {
                    failed = Some(error);
                    return None;
                }
            }
        }
    });
    let mut watch = |positions| watched(who, positions);
    let seen = hotp::find_among(fobs, codes, &mut watch).map_err(|_| Cause::Stopped)?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    let matches =
        seen.into_iter().map(|seen| Match { at: seen.found.position(), token: seen.who }).collect();
    Ok(Searched { matches, tokens, window })
}

/// How far ahead so many tokens can be searched once more, in a moment, where they were not found
/// near by.
pub(crate) fn far(tokens: u64) -> u64 {
    (BUDGET / tokens.max(1)).min(FARTHEST)
}

/// Tells the person how far a search is, and hears whether to go on.
pub(crate) fn watched(who: &mut dyn Attendant, positions: u64) -> hotp::Go {
    who.tell(&Progress::Searched { positions });
    match who.pause(Duration::ZERO, Why::Busy) {
        Go::On => hotp::Go::On,
        Go::Stop => hotp::Go::Stop,
    }
}

/// Where a token is looked at: the first position, and how many.
fn span(token: &Token, window: u64, now: i64) -> (u64, u64) {
    match token.kind {
        Kind::Hotp => {
            let from = token.next.saturating_sub(BEHIND);
            (from, token.next - from + window)
        }
        Kind::Totp => (prove::drifted(token, now).saturating_sub(CLOCK), 2 * CLOCK + 1),
    }
}
