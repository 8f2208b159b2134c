//! The beginning of a vault: a draft that has no name yet, by whatever key this desk has.

use std::time::Duration;

use desk_store::{Draft, NewVault, PassphraseCost, Wrap};

use crate::desk::{Desk, Key};
use crate::fault::{Cause, Fault};

/// How long a keyring may take to show that it works.
const PROBE: Duration = Duration::from_secs(5);
/// The shortest passphrase, in characters.
pub(crate) const SHORTEST: usize = 8;

/// Begins a vault.
///
/// # Errors
/// `vault_exists`, `passphrase_needed` (with the keyring's reason in the detail),
/// `passphrase_short`.
pub(crate) fn begin(desk: &Desk, organisation: Option<String>) -> Result<Draft, Fault> {
    let setting = &desk.setting;
    if setting.dir.join("ledger.db").exists() {
        return Err(Cause::VaultExists.into());
    }
    let new = NewVault {
        organisation,
        workstation: setting.workstation.clone(),
        operator: setting.operator.clone(),
        wrap: wrap(desk)?,
    };
    Ok(Draft::new(&setting.dir, setting.world.clone(), new)?)
}

/// How this workstation gets at the data key from now on.
///
/// # Errors
/// `passphrase_needed` where the keyring does not work, `passphrase_short`.
pub(crate) fn wrap(desk: &Desk) -> Result<Wrap<'_>, Fault> {
    match &desk.setting.key {
        Key::Keyring(door) => {
            door.probe(PROBE).map_err(|error| {
                Fault::from(Cause::PassphraseNeeded).detailed(error.to_string())
            })?;
            Ok(Wrap::Keyring(door))
        }
        Key::Passphrase(text) if text.chars().count() < SHORTEST => {
            Err(Cause::PassphraseShort.into())
        }
        Key::Passphrase(text) => Ok(Wrap::Passphrase(text.clone(), PassphraseCost::default())),
        Key::Practice => Ok(Wrap::PracticeKey(desk.practice_key())),
    }
}
