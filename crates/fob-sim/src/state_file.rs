//! A fob's state on disk: whole or as it was before, also when the process is killed half-way.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::{Dice, Fob};

/// Why a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file system refuses.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a fob's state.
    #[error("{path} is not a fob's state: {why}")]
    Content {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// Writes the fob's state: a new file beside the old one, flushed to the disk, then renamed.
///
/// # Errors
/// When the file cannot be written.
pub fn write_state(path: &Path, fob: &Fob) -> Result<(), StateError> {
    write(path, fob, true)
}

/// The same without the flushing, which takes many times longer than all the rest: a killed process
/// leaves a true fob, a power cut might not.
pub(crate) fn write_state_unflushed(path: &Path, fob: &Fob) -> Result<(), StateError> {
    write(path, fob, false)
}

fn write(path: &Path, fob: &Fob, flush: bool) -> Result<(), StateError> {
    let failed = |source| StateError::File { path: path.to_owned(), source };
    let fresh = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let write = || {
        let mut file = options.open(&fresh)?;
        file.write_all(fob.save().as_bytes())?;
        if flush {
            file.sync_all()?;
        }
        fs::rename(&fresh, path)?;
        if !flush {
            return Ok(());
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A folder cannot be opened everywhere; where it can, the new name is made durable too.
        File::open(folder).map_or(Ok(()), |folder| folder.sync_all())
    };
    write().map_err(failed)
}

/// Reads a fob's state; `None` when there is no such file.
///
/// # Errors
/// When the file cannot be read or holds something else.
pub fn read_state(path: &Path, dice: Dice) -> Result<Option<Fob>, StateError> {
    match fs::read_to_string(path) {
        Ok(text) => Fob::restore(&text, dice)
            .map(Some)
            .map_err(|why| StateError::Content { path: path.to_owned(), why }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StateError::File { path: path.to_owned(), source }),
    }
}
