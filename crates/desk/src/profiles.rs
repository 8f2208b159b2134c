//! Profiles: how a token is made, by name. Four are built in; the desk adds its own.

use desk_store::{Algorithm, Kind, Place, Profile};
use serde::Serialize;

use crate::desk::Desk;
use crate::fault::{Cause, Fault};
use crate::step::profile::built_in;

/// A slot's first moving factor is stored in units of sixteen, up to this.
const LARGEST_SLOT_COUNTER: u64 = 0xF_FFF0;
/// The largest first moving factor of an OATH credential.
const LARGEST_OATH_COUNTER: u64 = 0xFFFF_FFFF;

/// A profile as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct ProfileCard {
    /// Its name.
    pub name: String,
    /// `hotp` or `totp`.
    pub kind: String,
    /// `oath`, `slot1` or `slot2`.
    #[serde(rename = "where")]
    pub place: String,
    /// How many digits.
    pub digits: u8,
    /// `sha1`, `sha256` or `sha512`.
    pub algorithm: String,
    /// Seconds of a time step; `None` for counters.
    pub period: Option<u32>,
    /// The first moving factor.
    #[ts(type = "number")]
    pub counter: u64,
    /// Whether every code wants a touch.
    pub touch: bool,
    /// Whether the slot types Enter after the code.
    pub enter: bool,
    /// The issuer in the credential's name, if it is not the organisation.
    pub issuer: Option<String>,
    /// Whether it came with Fobdesk.
    pub built_in: bool,
}

/// Every profile: the built-in ones first.
///
/// # Errors
/// Only those of the ledger.
pub fn list(desk: &mut Desk) -> Result<Vec<ProfileCard>, Fault> {
    let own = desk.ledger()?.view()?.profiles()?;
    let built_in = built_in().into_iter().map(|p| card(&p, true));
    Ok(built_in.chain(own.iter().map(|p| card(p, false))).collect())
}

/// Adds a profile.
///
/// # Errors
/// `profile_taken`; `profile_bad` when its parts do not go together.
pub fn add(desk: &mut Desk, profile: &Profile) -> Result<ProfileCard, Fault> {
    sound(profile)?;
    let taken = || Fault::from(Cause::ProfileTaken { name: profile.name.clone() });
    if built_in().iter().any(|p| p.name == profile.name) {
        return Err(taken());
    }
    let entry = desk.entry("profile.add")?.detail(serde_json::json!({ "profile": profile.name }));
    let ledger = desk.ledger()?;
    let mut txn = ledger.begin()?;
    if txn.profile(&profile.name)?.is_some() {
        return Err(taken());
    }
    txn.add_profile(profile)?;
    txn.commit(entry)?;
    Ok(card(profile, false))
}

/// What no fob can do is refused here, not at the queue.
fn sound(p: &Profile) -> Result<(), Fault> {
    let slot = p.place != Place::Oath;
    let name_bad = p.name.trim().is_empty() || p.name.len() > 64 || p.name != p.name.trim();
    let why = match () {
        () if name_bad => "name",
        () if !(6..=8).contains(&p.digits) => "digits",
        () if slot && p.kind == Kind::Totp => "slot-totp",
        () if slot && p.algorithm != Algorithm::Sha1 => "slot-algorithm",
        () if slot && p.digits == 7 => "slot-digits",
        () if slot && (!p.counter.is_multiple_of(16) || p.counter > LARGEST_SLOT_COUNTER) => {
            "slot-counter"
        }
        () if slot && p.touch => "slot-touch",
        () if !slot && p.enter => "oath-enter",
        () if !slot && p.counter > LARGEST_OATH_COUNTER => "counter",
        () if p.kind == Kind::Totp && p.counter != 0 => "totp-counter",
        () if p.kind == Kind::Hotp && p.period.is_some() => "hotp-period",
        () if p.period.is_some_and(|s| !(1..=86_400).contains(&s)) => "period",
        () if p.issuer.as_ref().is_some_and(|i| i.is_empty() || i.contains(':')) => "issuer",
        () => return Ok(()),
    };
    Err(Cause::ProfileBad { why: why.to_owned() }.into())
}

fn card(p: &Profile, built_in: bool) -> ProfileCard {
    ProfileCard {
        name: p.name.clone(),
        kind: p.kind.to_string(),
        place: p.place.to_string(),
        digits: p.digits,
        algorithm: p.algorithm.to_string(),
        period: p.period,
        counter: p.counter,
        touch: p.touch,
        enter: p.enter,
        issuer: p.issuer.clone(),
        built_in,
    }
}
