//! A fob is asked who made it, in one session: has nobody begun to use PIV on it, then a key is
//! made, attested and used once, and deleted where the firmware can.
//!
//! What it is not: the verdict. What the fob brings forward is judged by the crate `attest`.

use desk_store::World;
use fob_wire::piv::{Found, PivSession};
use fob_wire::{Refusal, Talk, WireError};

use crate::fault::{Cause, Fault, Left};

/// What came of asking.
pub(crate) struct Asked {
    /// What the fob brought forward, or why there is nothing to judge.
    pub(crate) brought: Result<Brought, Nothing>,
    /// Whether a key that nobody needs is left in the spare slot.
    pub(crate) key_left: bool,
}

/// What the fob brought forward.
pub(crate) struct Brought {
    /// The certificate of the key.
    pub(crate) attestation: Vec<u8>,
    /// The certificate of the fob's attestation key.
    pub(crate) in_fob: Vec<u8>,
    /// The key as it was told when it was made.
    pub(crate) made: Option<Vec<u8>>,
    /// What the key was to sign.
    pub(crate) challenge: [u8; 32],
    /// Its signature.
    pub(crate) proof: Vec<u8>,
}

/// Why there is nothing to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nothing {
    /// PIV is missing, switched off, or cannot be reached this way.
    NoPiv,
    /// Somebody uses PIV.
    InUse,
    /// There is no attestation certificate.
    NoCertificate,
    /// The fob would not.
    Refused,
}

/// What the step needs of the desk.
pub(crate) struct Terms<'a> {
    /// The fob's serial as it told it a moment ago.
    pub(crate) serial: u32,
    /// Dice.
    pub(crate) world: &'a dyn World,
    /// Whether a key in the spare slot is one that this desk made.
    pub(crate) ours: bool,
    /// Whether somebody agreed that a key is made; it is told whether the key stays.
    pub(crate) agreed: &'a dyn Fn(bool) -> Result<(), Fault>,
}

/// Asks. Before a key is made somebody must have agreed to it, and `noted` must have written down
/// that it will be; until then nothing on the fob is changed.
///
/// # Errors
/// What these two say; `fob_swapped`; before the key is made whatever the cable brings, the fob
/// untouched, and from then on `genuine_cut`.
pub(crate) fn ask(
    talk: &mut Talk<'_>,
    terms: &Terms<'_>,
    noted: &mut dyn FnMut() -> Result<(), Fault>,
) -> Result<Asked, Fault> {
    let untouched = |error: WireError| Fault::from(error).leaving(Left::Untouched);
    let nothing = |why| Ok(Asked { brought: Err(why), key_left: false });
    let mut piv = match PivSession::open(talk) {
        Err(WireError::Refused(Refusal::AppAbsent) | WireError::NotSupported) => {
            return nothing(Nothing::NoPiv);
        }
        other => other.map_err(untouched)?,
    };
    let told = piv.serial().map_err(untouched)?;
    if told.is_some_and(|told| told != terms.serial) {
        return Err(Cause::FobSwapped { serial: terms.serial.to_string() }.into());
    }
    let found = piv.look().map_err(untouched)?;
    // A key in the spare slot that is not ours is somebody's, whatever it is for.
    if matches!(found, Found::InUse(_)) || (found == Found::SpareKey && !terms.ours) {
        return nothing(Nothing::InUse);
    }
    let Some(in_fob) = piv.attestation_certificate().map_err(untouched)? else {
        return nothing(Nothing::NoCertificate);
    };
    let mut made = None;
    if found == Found::Untouched {
        (terms.agreed)(!piv.can_delete())?;
        match shown(&mut piv, terms.world) {
            // It told that the key is the factory's, and it is not.
            Err(WireError::Refused(_)) => return nothing(Nothing::InUse),
            other => other.map_err(untouched)?,
        }
        noted()?;
        made = match piv.make() {
            Err(WireError::Refused(_) | WireError::NotSupported) => {
                return nothing(Nothing::Refused);
            }
            other => Some(other.map_err(|error| cut(error, terms))?),
        };
    }
    let mut challenge = [0; 32];
    terms.world.fill(&mut challenge);
    let signed = piv.attest().and_then(|attestation| Ok((attestation, piv.sign(&challenge)?)));
    let brought = match signed {
        Ok((attestation, proof)) => {
            Ok(Brought { attestation, in_fob, made: made.clone(), challenge, proof })
        }
        // A key that was there already, and that asks for a PIN: somebody's.
        Err(WireError::Refused(_)) if made.is_none() => return nothing(Nothing::InUse),
        Err(WireError::Refused(_) | WireError::NotSupported) => Err(Nothing::Refused),
        Err(error) => return Err(cut(error, terms)),
    };
    let cleared = clear(&mut piv, made.is_some(), terms.world).is_ok();
    Ok(Asked { brought, key_left: !cleared })
}

/// Shows the factory's management key.
fn shown(piv: &mut PivSession<'_, '_>, world: &dyn World) -> Result<(), WireError> {
    let mut challenge = [0; 16];
    world.fill(&mut challenge);
    piv.authenticate(challenge)
}

/// Deletes the key; what fails here leaves it there, and the verdict stands all the same.
fn clear(piv: &mut PivSession<'_, '_>, is_shown: bool, world: &dyn World) -> Result<(), WireError> {
    if !piv.can_delete() {
        return Err(WireError::NotSupported);
    }
    if !is_shown {
        shown(piv, world)?;
    }
    piv.delete()
}

/// The fob has perhaps made the key, and then there was nothing more to be had of it.
fn cut(error: WireError, terms: &Terms<'_>) -> Fault {
    let serial = terms.serial.to_string();
    Fault::from(Cause::GenuineCut { serial }).detailed(error.to_string())
}
