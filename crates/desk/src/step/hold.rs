//! One owner per fob: a lock file per fob, across processes, held as long as a use case works on
//! the fob. The system lets go of it when the process dies.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::Path;

use crate::fault::{Cause, Fault};

/// The fob is ours until this is dropped.
pub(crate) struct Hold {
    _file: File,
}

impl Hold {
    /// Takes the fob of that maker and serial.
    ///
    /// # Errors
    /// `fob_held` when another Fobdesk works on it.
    pub(crate) fn take(dir: &Path, maker: &str, serial: &str) -> Result<Self, Fault> {
        let failed = |e: std::io::Error| Fault::from(Cause::DiskFailed).detailed(e.to_string());
        let locks = dir.join("locks");
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&locks).map_err(failed)?;
        let safe = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let path = locks.join(format!("{}-{}.lock", safe(maker), safe(serial)));
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Cause::FobHeld { serial: serial.to_owned() }.into())
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fob_has_one_owner_at_a_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = Hold::take(dir.path(), "yubico", "1").expect("free");
        let second = Hold::take(dir.path(), "yubico", "1").map(drop).expect_err("held");
        assert_eq!(second.cause, Cause::FobHeld { serial: "1".into() });
        Hold::take(dir.path(), "yubico", "2").expect("another fob is free");
        drop(first);
        Hold::take(dir.path(), "yubico", "1").expect("free again");
    }
}
