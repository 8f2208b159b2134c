//! The ledger's key: proven by whatever this desk has, or by the recovery key on paper.

use std::path::{Path, PathBuf};

use desk_store::audit::Entry;
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
    // All of it happens in a folder of its own; only a ledger that this workstation can open gets
    // the ledger's name. What a cut-off attempt left there is ours to remove.
    let place = desk.setting.dir.join("restore");
    clear(&place)?;
    make_folder(&place)?;
    let opened = open_copy(desk, &place, &bytes, &key);
    let moved = opened.and_then(|vault| {
        std::fs::rename(place.join("ledger.db"), &to).map_err(disk)?;
        Ok(vault)
    });
    clear(&place)?;
    let vault = moved?;
    let mut ledger = Ledger::open(&desk.setting.dir, desk.setting.world.clone())?;
    desk.prove_key(&mut ledger, Mark::Respect)?;
    desk.ledger = Some(ledger);
    Ok(Made { vault, keyring: matches!(desk.setting.key, Key::Keyring(_)) })
}

/// Puts the copy into the folder, opens it by paper and enrols this workstation; says the vault.
fn open_copy(desk: &Desk, place: &Path, bytes: &[u8], key: &PaperKey) -> Result<String, Fault> {
    let setting = &desk.setting;
    let mut file = NewFile::create(&place.join("ledger.db"))?;
    file.write(bytes)?;
    file.keep();
    let mut ledger = Ledger::open(place, setting.world.clone())?;
    ledger.unlock(With::Paper(key), Mark::Lift)?;
    ledger.enrol(&setting.workstation, &setting.operator, new_vault::wrap(desk)?)?;
    if matches!(setting.key, Key::Keyring(_)) {
        ledger.re_anchor()?;
    }
    ledger.begin()?.commit(Entry::new(&setting.operator, "vault.restored"))?;
    // Dropped at the end, and closing brings everything into the one file.
    Ok(ledger.view()?.vault().to_owned())
}

/// Removes a folder of ours, if it is there.
fn clear(place: &Path) -> Result<(), Fault> {
    match std::fs::remove_dir_all(place) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(disk(error)),
        _ => Ok(()),
    }
}

/// A folder for its owner alone.
fn make_folder(dir: &Path) -> Result<(), Fault> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(disk)
}

fn disk(error: std::io::Error) -> Fault {
    Fault::from(Cause::DiskFailed).detailed(error.to_string())
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
