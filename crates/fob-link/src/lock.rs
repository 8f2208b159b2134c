//! One owner per fob across processes: a lock file per fob.
//!
//! The lock is the operating system's lock on the open file, not the file: it ends with the
//! process, however that ends, and the file stays (removing it would let two holders each lock
//! their own). It binds programs that ask for it: ours.

use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// The right to work on one fob; given back when dropped.
#[derive(Debug)]
pub struct FobLock {
    file: File,
    path: PathBuf,
}

/// Why a fob could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process, or another part of this one, works on the fob.
    #[error("the fob is taken{}", pid.map(|pid| format!(" by process {pid}")).unwrap_or_default())]
    Held {
        /// The holder's process id, where it can be read (on Windows a locked file cannot).
        pid: Option<u32>,
    },
    /// The lock file or its folder cannot be made or locked.
    #[error("the lock file {} cannot be used: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl FobLock {
    /// Takes the fob of this maker and serial, without waiting. The folder is made if missing;
    /// all programs that shall see each other name the same one.
    ///
    /// # Errors
    /// `Held` when somebody else has it, `File` when the folder does not permit it.
    pub fn take(folder: &Path, maker: &str, serial: &str) -> Result<Self, LockError> {
        let path = folder.join(format!("{}-{}.lock", plain(maker), plain(serial)));
        let fail = |source| LockError::File { path: path.clone(), source };
        fs::create_dir_all(folder).map_err(fail)?;
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(LockError::Held { pid: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(fail(source)),
        }
        let mut lock = Self { file, path };
        // The pid is a courtesy: a full disk must not keep anybody from a fob.
        if let Err(error) = lock.sign() {
            tracing::debug!(%error, "the lock file does not carry our process id");
        }
        Ok(lock)
    }

    /// The lock file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn sign(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "{}", std::process::id())
    }
}

impl Drop for FobLock {
    fn drop(&mut self) {
        // Blank it while it is still ours, so that nobody reads a former holder's pid.
        let blanked = self.file.set_len(0);
        let unlocked = self.file.unlock();
        if let Err(error) = blanked.and(unlocked) {
            tracing::debug!(%error, "the lock ends with its file");
        }
    }
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// A part of a file's name that is harmless everywhere and still tells every two texts apart:
/// small letters and digits stay, every other byte becomes `_` and two hexadecimal digits.
fn plain(text: &str) -> String {
    text.bytes().fold(String::new(), |mut name, byte| {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            name.push(char::from(byte));
        } else {
            write!(name, "_{byte:02x}").expect("writing to a String cannot fail");
        }
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fob_has_one_owner_until_it_is_given_back() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let locks = folder.path().join("made/on/demand");
        let first = FobLock::take(&locks, "yubico", "12345678").expect("a free fob");
        let refused = FobLock::take(&locks, "yubico", "12345678").expect_err("a taken fob");
        let LockError::Held { pid } = refused else { panic!("{refused}") };
        if cfg!(unix) {
            assert_eq!(pid, Some(std::process::id()));
        }
        drop(first);
        FobLock::take(&locks, "yubico", "12345678").expect("a fob given back");
    }

    #[test]
    fn two_makers_with_the_same_serial_are_two_fobs() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let _yubico = FobLock::take(folder.path(), "yubico", "7").expect("the first");
        let _canokeys = FobLock::take(folder.path(), "canokeys", "7").expect("the second");
        let _none = FobLock::take(folder.path(), "yubico", "").expect("one without a serial");
    }

    #[test]
    fn a_hostile_serial_stays_inside_the_folder_and_distinct() {
        assert_eq!(plain("../x"), "_2e_2e_2fx");
        assert_ne!(plain("A"), plain("a"));
        assert_ne!(plain("_2e"), plain("."));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let lock = FobLock::take(folder.path(), "a/b", "../../etc").expect("a free fob");
        assert_eq!(lock.path().parent(), Some(folder.path()));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let error = FobLock::take(file.path(), "m", "1").expect_err("a file is no folder");
        assert!(matches!(error, LockError::File { .. }), "{error}");
    }

    #[test]
    fn the_refusal_says_who_holds_the_fob() {
        assert_eq!(LockError::Held { pid: Some(42) }.to_string(), "the fob is taken by process 42");
        assert_eq!(LockError::Held { pid: None }.to_string(), "the fob is taken");
    }
}
