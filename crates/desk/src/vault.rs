//! The ledger's vault: made once, locked and unlocked, copied away.

use std::path::{Path, PathBuf};
use std::time::Duration;

use desk_store::{Anchor, Draft, Ledger, Mark, NewVault, PassphraseCost, With, Wrap};
use serde::Serialize;

use crate::desk::{Desk, Key};
use crate::fault::{Cause, Fault};
use crate::step::new_file::NewFile;
use crate::step::sheet;

/// How long a keyring may take to show that it works.
const PROBE: Duration = Duration::from_secs(5);
/// The shortest passphrase, in characters.
const SHORTEST: usize = 8;

/// What a new vault is made with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// A file for the recovery key, as text.
    pub key_out: Option<PathBuf>,
    /// A PDF with the recovery key.
    pub sheet: Option<PathBuf>,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Made {
    /// The vault's id.
    pub vault: String,
    /// Whether the system's keyring holds the workstation's key.
    pub keyring: bool,
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
    let setting = &desk.setting;
    if setting.dir.join("ledger.db").exists() {
        return Err(Cause::VaultExists.into());
    }
    let wrap = match &setting.key {
        Key::Keyring(door) => {
            door.probe(PROBE).map_err(|error| {
                Fault::from(Cause::PassphraseNeeded).detailed(error.to_string())
            })?;
            Wrap::Keyring(door)
        }
        Key::Passphrase(text) if text.chars().count() < SHORTEST => {
            return Err(Cause::PassphraseShort.into());
        }
        Key::Passphrase(text) => Wrap::Passphrase(text.clone(), PassphraseCost::default()),
        Key::Practice => Wrap::PracticeKey(desk.practice_key()),
    };
    let keyring = matches!(wrap, Wrap::Keyring(_));
    let file = |path: &Option<PathBuf>| path.as_deref().map(NewFile::create).transpose();
    let (key_out, sheet_out) = (file(&setup.key_out)?, file(&setup.sheet)?);
    let new = NewVault {
        organisation: setup.organisation.clone(),
        workstation: setting.workstation.clone(),
        operator: setting.operator.clone(),
        wrap,
    };
    let draft = Draft::new(&setting.dir, setting.world.clone(), new)?;
    let vault = draft.vault().to_owned();
    let mut written = Vec::new();
    if let Some(mut file) = key_out {
        file.write(&[draft.paper().expose().as_bytes(), b"\n"].concat())?;
        written.push(file);
    }
    if let Some(mut file) = sheet_out {
        let name = setup.organisation.as_deref().unwrap_or_default();
        let now = setting.world.now();
        let pdf = sheet::recovery_key(name, &vault, draft.paper().expose(), now, setting.lang)?;
        file.write(pdf.bytes())?;
        written.push(file);
    }
    let (ledger, _paper) = draft.keep()?;
    written.iter_mut().for_each(NewFile::keep);
    desk.ledger = Some(ledger);
    Ok(Made { vault, keyring })
}

/// How the vault stands. Says it of a locked vault too.
///
/// # Errors
/// `no_vault`, `vault_too_new`, `vault_damaged`.
pub fn status(desk: &mut Desk) -> Result<VaultCard, Fault> {
    let opened = desk.ledger().map(|ledger| ledger.status());
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
    status(desk)
}

/// Takes the lock away by proving the key.
///
/// # Errors
/// `no_vault`, `passphrase_wrong`, `passphrase_needed`, a keyring cause.
pub fn unlock(desk: &mut Desk) -> Result<VaultCard, Fault> {
    desk.ledger = None;
    let mut ledger = Ledger::open(&desk.setting.dir, desk.setting.world.clone())?;
    desk.prove_key(&mut ledger, Mark::Lift)?;
    desk.ledger = Some(ledger);
    status(desk)
}

/// Copies the ledger to a new file. What is sealed stays sealed in it.
///
/// # Errors
/// `file_exists`, `disk_failed`, `disk_full`.
pub fn backup(desk: &mut Desk, to: &Path) -> Result<(), Fault> {
    if to.exists() {
        return Err(Cause::FileExists { file: to.display().to_string() }.into());
    }
    let entry = desk.entry("vault.backup");
    let ledger = desk.ledger()?;
    ledger.begin()?.commit(entry)?;
    Ok(ledger.backup(to)?)
}

impl Desk {
    /// Opens the ledger's key by whatever this desk has.
    pub(crate) fn prove_key(&self, ledger: &mut Ledger, mark: Mark) -> Result<(), Fault> {
        match &self.setting.key {
            Key::Keyring(door) => ledger.unlock(With::Keyring(door), mark),
            Key::Passphrase(text) => ledger.unlock(With::Passphrase(text), mark),
            Key::Practice => ledger.unlock(With::PracticeKey(&self.practice_key()), mark),
        }
        .map(drop)
        .map_err(|error| match error {
            // A vault without a key in any keyring was made with a passphrase.
            desk_store::StoreError::NoWrap { .. }
                if matches!(self.setting.key, Key::Keyring(_)) =>
            {
                Cause::PassphraseNeeded.into()
            }
            other => other.into(),
        })
    }

    /// Where a practice ledger keeps its key.
    pub(crate) fn practice_key(&self) -> PathBuf {
        self.setting.dir.join("ledger.key")
    }
}
