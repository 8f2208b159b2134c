//! The ledger's key: proven by whatever this desk has, or by the recovery key on paper.

use std::path::{Path, PathBuf};

use desk_store::{Ledger, Mark, PaperKey, StoreError, With};

use crate::cards::Made;
use crate::desk::{Desk, Key};
use crate::fault::{Cause, Fault};
use crate::step::new_file::NewFile;
use crate::step::new_vault;

/// Opens the ledger anew and takes its lock away by proving the key.
///
/// # Errors
/// `no_vault`, `passphrase_wrong`, `passphrase_needed`, a keyring cause.
pub(crate) fn unlock(desk: &mut Desk) -> Result<(), Fault> {
    desk.ledger = None;
    let mut ledger = Ledger::open(&desk.setting.dir, desk.setting.world.clone())?;
    desk.prove_key(&mut ledger, Mark::Lift)?;
    desk.ledger = Some(ledger);
    Ok(())
}

/// Puts a backup in place where there is no ledger, opens it by its recovery key and gives this
/// workstation a way of its own to the data key.
///
/// # Errors
/// `vault_exists`, `file_unreadable`, `vault_damaged` for a file that is no ledger,
/// `recovery_key_wrong`, `passphrase_needed`; whatever fails, no ledger is left in the folder.
pub(crate) fn restore(desk: &mut Desk, from: &Path, recovery_key: &str) -> Result<Made, Fault> {
    let to = desk.setting.dir.join("ledger.db");
    if to.exists() {
        return Err(Cause::VaultExists.into());
    }
    let key = PaperKey::parse(recovery_key).map_err(|_| Cause::RecoveryKeyWrong)?;
    let unreadable = |e: std::io::Error| {
        let file = from.display().to_string();
        Fault::from(Cause::FileUnreadable { file }).detailed(e.to_string())
    };
    let bytes = std::fs::read(from).map_err(unreadable)?;
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Err(Cause::VaultDamaged.into());
    }
    desk.make_folder()?;
    let mut file = NewFile::create(&to)?;
    file.write(&bytes)?;
    let mut ledger = Ledger::open(&desk.setting.dir, desk.setting.world.clone())?;
    ledger.unlock(With::Paper(&key), Mark::Lift)?;
    let setting = &desk.setting;
    ledger.enrol(&setting.workstation, &setting.operator, new_vault::wrap(desk)?)?;
    if matches!(setting.key, Key::Keyring(_)) {
        ledger.re_anchor()?;
    }
    ledger.begin()?.commit(desk.entry("vault.restored"))?;
    let vault = ledger.view()?.vault().to_owned();
    file.keep();
    let keyring = matches!(desk.setting.key, Key::Keyring(_));
    desk.ledger = Some(ledger);
    Ok(Made { vault, keyring })
}

impl Desk {
    /// The folder of the ledger, made for its owner alone if it is not there.
    pub(crate) fn make_folder(&self) -> Result<(), Fault> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let failed = |e: std::io::Error| Fault::from(Cause::DiskFailed).detailed(e.to_string());
        builder.create(&self.setting.dir).map_err(failed)
    }

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
            StoreError::NoWrap { .. } if matches!(self.setting.key, Key::Keyring(_)) => {
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
