//! The ledger's vault: made once, locked and unlocked, copied away.

use std::path::{Path, PathBuf};

use desk_store::audit::Entry;
use desk_store::{Anchor, Ledger};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::cards::Made;
use crate::desk::{Desk, Key};
use crate::fault::{Cause, Fault};
use crate::step::house::House;
use crate::step::new_file::NewFile;
use crate::step::{key, new_vault, sheet};

/// What a new vault is made with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// What else stands on the house's papers.
    pub house: House,
    /// A file for the recovery key, as text.
    pub key_out: Option<PathBuf>,
    /// A PDF with the recovery key.
    pub sheet: Option<PathBuf>,
}

/// How the vault stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct VaultCard {
    /// The vault's id.
    pub vault: String,
    /// Whether it is locked until somebody proves the key.
    pub locked: bool,
    /// Whether the system's keyring holds the workstation's key.
    pub keyring: bool,
    /// How often the data key was changed.
    pub generation: u32,
    /// Whether the keyring vouches for the age of the ledger: `pinned`, `none`, `ahead`.
    pub anchor: String,
}

/// Makes a vault. The recovery key is on paper or in its file before the vault has its name: a
/// vault without one never exists.
///
/// # Errors
/// `recovery_output_needed`, `vault_exists`, `passphrase_needed` (with the keyring's reason in the
/// detail), `passphrase_short`, `file_exists`, `file_unwritable`.
pub fn init(desk: &mut Desk, setup: &Setup) -> Result<Made, Fault> {
    if setup.key_out.is_none() && setup.sheet.is_none() {
        return Err(Cause::RecoveryOutputNeeded.into());
    }
    if desk.setting.dir.join("ledger.db").exists() {
        return Err(Cause::VaultExists.into());
    }
    let keyring = matches!(desk.setting.key, Key::Keyring(_));
    let file = |path: &Option<PathBuf>| path.as_deref().map(NewFile::create).transpose();
    let (key_out, sheet_out) = (file(&setup.key_out)?, file(&setup.sheet)?);
    let draft = new_vault::begin(desk, setup.organisation.clone())?;
    let vault = draft.vault().to_owned();
    let mut written = Vec::new();
    if let Some(mut file) = key_out {
        file.write(&Zeroizing::new([draft.paper().expose().as_bytes(), b"\n"].concat()))?;
        written.push(file);
    }
    if let Some(mut file) = sheet_out {
        let name = setup.organisation.as_deref().unwrap_or_default();
        let (now, lang) = (desk.setting.world.now(), desk.setting.lang);
        let pdf =
            sheet::recovery_key(name, &vault, draft.paper().expose(), now, &setup.house, lang)?;
        file.write(pdf.bytes())?;
        written.push(file);
    }
    let kept = draft.keep();
    // A vault that has its name has its recovery key, even where it could not be opened.
    if desk.setting.dir.join("ledger.db").exists() {
        written.iter_mut().for_each(NewFile::keep);
    }
    let (mut ledger, _paper) = kept?;
    setup.house.keep(Entry::new(&desk.setting.operator, "policy.set"), &mut ledger)?;
    desk.ledger = Some(ledger);
    Ok(Made { vault, keyring })
}

/// How the vault stands. Says it of a locked vault too.
///
/// # Errors
/// `no_vault`, `vault_too_new`, `vault_damaged`.
pub fn status(desk: &mut Desk) -> Result<VaultCard, Fault> {
    let opened = desk.opened().map(|ledger| ledger.status());
    let status = match opened {
        Ok(status) => status?,
        Err(_) => Ledger::open(&desk.setting.dir, desk.setting.world.clone())?.status()?,
    };
    Ok(VaultCard {
        vault: status.vault,
        locked: status.locked,
        keyring: status.keyring,
        generation: status.generation,
        anchor: match status.anchor {
            Anchor::Pinned => "pinned",
            Anchor::Ahead => "ahead",
            Anchor::None => "none",
        }
        .to_owned(),
    })
}

/// Locks the vault for every process, until [`unlock`] proves the key.
///
/// # Errors
/// `no_vault`.
pub fn lock(desk: &mut Desk) -> Result<VaultCard, Fault> {
    let mut ledger = match desk.ledger.take() {
        Some(ledger) => ledger,
        None => Ledger::open(&desk.setting.dir, desk.setting.world.clone())?,
    };
    ledger.lock()?;
    desk.seated = None;
    status(desk)
}

/// Takes the lock away by proving the key.
///
/// # Errors
/// `no_vault`, `passphrase_wrong`, `passphrase_needed`, a keyring cause.
pub fn unlock(desk: &mut Desk) -> Result<VaultCard, Fault> {
    key::unlock(desk)?;
    status(desk)
}

/// Puts a backup in place where there is no ledger, opened by its recovery key.
///
/// # Errors
/// `vault_exists`, `file_unreadable`, `vault_damaged` for a file that is no ledger,
/// `recovery_key_wrong`, `passphrase_needed`; whatever fails, no ledger is left in the folder.
pub fn restore(desk: &mut Desk, from: &Path, recovery_key: &str) -> Result<Made, Fault> {
    key::restore(desk, from, recovery_key)
}

/// Copies the ledger to a new file. What is sealed stays sealed in it.
///
/// # Errors
/// `file_exists`, `file_unwritable`, `disk_failed`, `disk_full`.
pub fn backup(desk: &mut Desk, to: &Path) -> Result<(), Fault> {
    let entry = desk.entry("vault.backup")?;
    let ledger = desk.ledger()?;
    // The history tells of the copy, and the copy of itself: so the entry comes first, and before
    // it whether there can be a copy at all.
    drop(NewFile::create(to)?);
    ledger.begin()?.commit(entry)?;
    Ok(ledger.backup(to)?)
}
