//! The profile that somebody named; four are built in.

use desk_store::{Algorithm, Kind, Place, Profile, View};

use crate::fault::{Cause, Fault};

/// The profile that is meant when none is named.
const DEFAULT: &str = "oath-hotp";

/// The profile of that name.
pub(crate) fn named(view: &View<'_>, name: Option<&str>) -> Result<Profile, Fault> {
    let name = name.unwrap_or(DEFAULT);
    if let Some(profile) = built_in().into_iter().find(|p| p.name == name) {
        return Ok(profile);
    }
    let unknown = || Cause::UnknownProfile { name: name.to_owned() };
    Ok(view.profile(name)?.ok_or_else(unknown)?)
}

/// The profiles that come with Fobdesk.
pub(crate) fn built_in() -> [Profile; 4] {
    let profile = |name: &str, kind, place| Profile {
        name: name.to_owned(),
        kind,
        place,
        digits: 6,
        algorithm: Algorithm::Sha1,
        period: (kind == Kind::Totp).then_some(30),
        counter: 0,
        touch: false,
        enter: false,
        issuer: None,
    };
    [
        profile(DEFAULT, Kind::Hotp, Place::Oath),
        profile("oath-totp", Kind::Totp, Place::Oath),
        profile("slot1-hotp", Kind::Hotp, Place::Slot1),
        profile("slot2-hotp", Kind::Hotp, Place::Slot2),
    ]
}
