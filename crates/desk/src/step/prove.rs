//! Does a code come from this token? Pure: seed, code and time in, position out.

use desk_store::{Kind, Token};
use hotp::{Algorithm, Code, Digits, Key, Seed, Steps};

use crate::fault::{Cause, Fault};

/// How many codes ahead of the ledger a proof may lie.
const LOOK_AHEAD: u64 = 10;
/// How many steps a clock may be off either way.
const DRIFT: u64 = 2;
/// How far back a code is recognised as used, only to say so.
const LOOK_BACK: u64 = 100;

/// Where the code of a token lies: its moving factor (for TOTP the time step).
///
/// # Errors
/// `code_used` for a code behind the ledger, `code_wrong` for any other.
pub(crate) fn position(token: &Token, seed: &Seed, code: Code, now: i64) -> Result<u64, Fault> {
    let key = key_of(token, seed);
    let found = match token.kind {
        Kind::Hotp => hotp::find(&key, token.next, LOOK_AHEAD, &[code]),
        Kind::Totp => {
            let accepted = token.next.checked_sub(1);
            // Where its clock was when it was last put right, else where it should be.
            let centres = [drifted(token, now), step_at(token, now)];
            let around = |centre| hotp::find_around(&key, centre, DRIFT, accepted, &[code]);
            centres.into_iter().find_map(around)
        }
    };
    if let Some(found) = found {
        return Ok(found.position());
    }
    let from = match token.kind {
        Kind::Hotp => token.next.saturating_sub(LOOK_BACK),
        Kind::Totp => step_at(token, now).saturating_sub(DRIFT).min(token.next),
    };
    let used = hotp::find(&key, from, token.next - from, &[code]).is_some();
    Err(if used { Cause::CodeUsed } else { Cause::CodeWrong }.into())
}

/// Reads a code as it was typed by a person or by the fob itself: a token identifier in front and
/// Enter behind are taken off.
///
/// # Errors
/// `code_unreadable`.
pub(crate) fn read(token: &Token, typed: &str) -> Result<Code, Fault> {
    let digits = digits_of(token);
    let unreadable = || Cause::CodeUnreadable { digits: token.digits.to_string() };
    if let Ok(code) = Code::parse(typed, digits) {
        return Ok(code);
    }
    let tail: String = typed.trim().chars().rev().take(usize::from(token.digits)).collect();
    let tail: String = tail.chars().rev().collect();
    let identifier = typed.trim().len() > 12 && typed.trim().is_ascii();
    if identifier && let Ok(code) = Code::parse(&tail, digits) {
        return Ok(code);
    }
    Err(unreadable().into())
}

/// The time step of a time-based token; counters have none and get zero.
pub(crate) fn step_at(token: &Token, now_ms: i64) -> u64 {
    let steps = Steps::new(0, token.period.unwrap_or(30)).unwrap_or(Steps::STANDARD);
    steps.step_at(now_ms.div_euclid(1000)).unwrap_or(0)
}

/// The step that the token itself has, by what is known of its clock.
pub(crate) fn drifted(token: &Token, now_ms: i64) -> u64 {
    step_at(token, now_ms).saturating_add_signed(token.drift.unwrap_or(0))
}

/// The digits of a token's codes.
pub(crate) fn digits_of(token: &Token) -> Digits {
    Digits::try_from(token.digits).unwrap_or(Digits::SIX)
}

/// The keyed hash of a token.
pub(crate) fn key_of(token: &Token, seed: &Seed) -> Key {
    Key::new(algorithm(token.algorithm), seed)
}

/// The hash function of a token.
pub(crate) fn algorithm(algorithm: desk_store::Algorithm) -> Algorithm {
    match algorithm {
        desk_store::Algorithm::Sha1 => Algorithm::Sha1,
        desk_store::Algorithm::Sha256 => Algorithm::Sha256,
        desk_store::Algorithm::Sha512 => Algorithm::Sha512,
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use desk_store::{FobId, Place, TokenId, TokenState};

    use super::*;

    /// The token of RFC 4226's examples, at this moving factor.
    fn token(kind: Kind, next: u64) -> Token {
        let id = "00000000-0000-7000-8000-000000000001";
        Token {
            id: TokenId::from_str(id).expect("a UUID"),
            fob: FobId::from_str(id).expect("a UUID"),
            person: None,
            kind,
            place: Place::Slot1,
            name: None,
            issuer: None,
            algorithm: desk_store::Algorithm::Sha1,
            digits: 6,
            period: (kind == Kind::Totp).then_some(30),
            touch: false,
            enter: false,
            profile: "test".to_owned(),
            state: TokenState::Written,
            next,
            drift: None,
            created: 0,
            changed: 0,
        }
    }

    fn seed() -> Seed {
        Seed::new(b"12345678901234567890".to_vec())
    }

    fn at(token: &Token, typed: &str, now: i64) -> Result<u64, &'static str> {
        let code = read(token, typed).map_err(|fault| fault.cause.code())?;
        position(token, &seed(), code, now).map_err(|fault| fault.cause.code())
    }

    #[test]
    fn a_counter_is_looked_for_ten_ahead_and_never_behind() {
        assert_eq!(at(&token(Kind::Hotp, 0), "520489", 0), Ok(9));
        assert_eq!(at(&token(Kind::Hotp, 3), "969429", 0), Ok(3));
        assert_eq!(at(&token(Kind::Hotp, 4), "969429", 0), Err("code_used"));
        // The code of counter 16 lies beyond the ten.
        assert_eq!(at(&token(Kind::Hotp, 0), "186581", 0), Err("code_wrong"));
    }

    #[test]
    fn a_clock_may_be_two_steps_off_and_no_step_counts_twice() {
        // With the same key, the code of time step 1 is the HOTP code of counter 1: 287082.
        let now = |step: i64| step * 30_000;
        assert_eq!(at(&token(Kind::Totp, 0), "287082", now(1)), Ok(1));
        assert_eq!(at(&token(Kind::Totp, 0), "287082", now(3)), Ok(1));
        assert_eq!(at(&token(Kind::Totp, 0), "287082", now(4)), Err("code_wrong"));
        assert_eq!(at(&token(Kind::Totp, 2), "287082", now(1)), Err("code_used"));
    }

    #[test]
    fn a_clock_that_was_put_right_is_looked_for_where_it_is() {
        let now = |step: i64| step * 30_000;
        let slow = Token { drift: Some(-40), ..token(Kind::Totp, 0) };
        assert_eq!(at(&slow, "287082", now(43)), Ok(1));
        assert_eq!(at(&slow, "287082", now(44)), Err("code_wrong"));
        assert_eq!(at(&slow, "287082", now(3)), Ok(1), "it was set right meanwhile");
    }

    #[test]
    fn what_the_fob_types_around_its_code_is_taken_off() {
        let token = token(Kind::Hotp, 0);
        for typed in ["755224", "755 224\n", "ubhe12345678755224", "  755-224 "] {
            assert_eq!(at(&token, typed, 0), Ok(0), "{typed}");
        }
        for typed in ["", "75522", "7552241", "abcdef"] {
            assert_eq!(at(&token, typed, 0), Err("code_unreadable"), "{typed}");
        }
    }
}
