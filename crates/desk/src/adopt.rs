//! Takes a fob that is in use already into the ledger: its secret is known, two codes in a row say
//! where its counter stands. Nothing is written to the fob.

use desk_store::{Algorithm, FobState, Kind, NewLine, NewToken, Outcome, Place, Sighting};
use desk_store::{Token, TokenState, UNKNOWN_MAKER};
use hotp::{Code, Digits, Seed, Steps};
use serde_json::json;
use zeroize::Zeroizing;

use crate::cards::{self, Issued, Verified};
use crate::desk::{Attendant, Desk, Progress};
use crate::fault::{Cause, Fault};
use crate::step::{find as who_is, plugged, prove};

/// How far a counter is searched.
const WINDOW: u64 = 100_000;
/// How many steps a clock may be off either way (90 minutes at 30 seconds).
const DRIFT: u64 = 180;

/// What is to be taken in.
pub struct Adoption {
    /// The fob's serial.
    pub fob: String,
    /// The person's login.
    pub person: String,
    /// The secret as text: base32, or hexadecimal digits.
    pub secret: Zeroizing<String>,
    /// Two codes in a row, as typed.
    pub codes: [String; 2],
}

/// Takes a fob in. Both codes are spent.
///
/// # Errors
/// `secret_unreadable`, `code_unreadable`, `codes_not_found`, `already_ours`, `unknown_person`,
/// `serial_twice`.
pub fn adopt(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    adoption: &Adoption,
) -> Result<Issued, Fault> {
    let seed = read_secret(&adoption.secret)?;
    let codes = read_codes(&adoption.codes)?;
    let now = desk.setting.world.now();
    let place = find(&seed, &codes, now).ok_or(Cause::CodesNotFound)?;
    // It need not be plugged in; if it is, it tells its maker and model.
    let seen = plugged::choose(desk.setting.sockets.as_mut(), Some(&adoption.fob)).ok();
    let seen = seen.map(|plugged| plugged.sighting(Some(&adoption.fob)));
    let operator = desk.operator()?;
    let entry = desk.entry("token.adopted")?;
    let mut txn = desk.ledger()?.begin()?;
    let person = who_is::person(&txn, &adoption.person)?;
    let mut rows = txn.fobs_called(&adoption.fob)?;
    let fob = match (seen, rows.len()) {
        (Some(seen), _) => txn.note(&seen)?,
        (None, 0) => txn.note(&Sighting {
            maker: UNKNOWN_MAKER.to_owned(),
            serial: Some(adoption.fob.clone()),
            ..Sighting::default()
        })?,
        (None, 1) => rows.remove(0),
        _ => return Err(Cause::SerialTwice { serial: adoption.fob.clone() }.into()),
    };
    if txn.live_token(fob.id, Place::Oath, None)?.is_some() {
        return Err(Cause::AlreadyOurs { serial: adoption.fob.clone() }.into());
    }
    if let Some(holder) = fob.person.filter(|holder| *holder != person.id) {
        let login = who_is::login_of(&txn, holder)?.unwrap_or_default();
        return Err(Cause::FobTaken { login, last: String::new() }.into());
    }
    let new = NewToken {
        fob: fob.id,
        person: Some(person.id),
        kind: place.kind,
        place: Place::Oath,
        name: None,
        issuer: None,
        algorithm: place.algorithm,
        digits: codes[0].digits().get(),
        period: place.period,
        touch: false,
        enter: false,
        profile: "adopted".to_owned(),
        next: place.first + 2,
    };
    let line = NewLine { operator, ..NewLine::default() };
    let (token, line) = txn.intend(&new, &seed, line)?;
    txn.close_line(line.id, Outcome::Done)?;
    let token = proven(&mut txn, &token)?;
    let from = [FobState::New, FobState::Stock, FobState::Returned, FobState::Assigned];
    txn.move_fob(fob.id, &from, FobState::Assigned, Some(person.id))?;
    let detail = json!({ "token": token.id.to_string(), "at": place.first });
    txn.commit(entry.fob(fob.id).person(person.id).detail(detail))?;
    who.tell(&Progress::Proven);
    who.tell(&Progress::Given { login: person.login });
    let verified = Verified { how: "typed".into(), at_counter: Some(place.first + 1) };
    cards::issued(desk, &token, verified, None)
}

/// Through the states to `assigned`: the proof is there already.
fn proven(txn: &mut desk_store::Txn<'_>, token: &Token) -> Result<Token, Fault> {
    use TokenState::{Assigned, Intended, Verified, Written};
    let mut state = Intended;
    let mut token = token.clone();
    for next in [Written, Verified, Assigned] {
        token = txn.move_token(token.id, &[state], next)?;
        state = next;
    }
    Ok(token)
}

/// Where two codes lie, and what kind of token makes them.
struct Position {
    kind: Kind,
    algorithm: Algorithm,
    period: Option<u32>,
    first: u64,
}

/// A counter first, then a clock of 30 or 60 seconds; SHA-1 first, as nearly every fob has it.
fn find(seed: &Seed, codes: &[Code; 2], now: i64) -> Option<Position> {
    let algorithms = [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512];
    for algorithm in algorithms {
        let key = hotp::Key::new(prove::algorithm(algorithm), seed);
        if let Some(found) = hotp::find(&key, 0, WINDOW, codes) {
            let first = found.position();
            return Some(Position { kind: Kind::Hotp, algorithm, period: None, first });
        }
        for period in [30, 60] {
            let step = Steps::new(0, period)?.step_at(now.div_euclid(1000))?;
            if let Some(found) = hotp::find_around(&key, step, DRIFT, None, codes) {
                let (period, first) = (Some(period), found.position());
                return Some(Position { kind: Kind::Totp, algorithm, period, first });
            }
        }
    }
    None
}

/// Base32 (any case, spaces, padding or none), or hexadecimal digits.
fn read_secret(text: &str) -> Result<Seed, Fault> {
    let clean: Zeroizing<String> = Zeroizing::new(
        text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '=').collect(),
    );
    let hex = clean.len().is_multiple_of(2) && clean.len() >= 20;
    let upper = Zeroizing::new(clean.to_ascii_uppercase());
    let bytes = match hex && clean.bytes().all(|b| b.is_ascii_hexdigit()) {
        true => data_encoding::HEXUPPER.decode(upper.as_bytes()),
        false => data_encoding::BASE32_NOPAD.decode(upper.as_bytes()),
    };
    let bytes = bytes.map_err(|_| Cause::SecretUnreadable)?;
    if (10..=64).contains(&bytes.len()) {
        Ok(Seed::new(bytes))
    } else {
        Err(Cause::SecretUnreadable.into())
    }
}

/// Two codes of the same length, 6 to 8 digits.
fn read_codes(typed: &[String; 2]) -> Result<[Code; 2], Fault> {
    for digits in Digits::ALL {
        let [first, second] = typed.each_ref().map(|text| Code::parse(text, digits));
        if let (Ok(first), Ok(second)) = (first, second) {
            return Ok([first, second]);
        }
    }
    Err(Cause::CodeUnreadable { digits: "6–8".to_owned() }.into())
}
