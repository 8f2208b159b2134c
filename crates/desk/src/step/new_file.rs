//! Files that an operator named: made new, readable by nobody else, removed again when the act
//! that they belong to fails.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::fault::{Cause, Fault};

/// A file that was made here and is removed again unless it is kept.
pub(crate) struct NewFile {
    path: PathBuf,
    file: File,
    kept: bool,
}

impl NewFile {
    /// Makes a file, mode 0600, never over an existing one.
    ///
    /// # Errors
    /// `file_exists`, `file_unwritable`.
    pub(crate) fn create(path: &Path) -> Result<Self, Fault> {
        let name = path.display().to_string();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(file) => Ok(Self { path: path.to_owned(), file, kept: false }),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Cause::FileExists { file: name }.into())
            }
            Err(e) => {
                Err(Fault::from(Cause::FileUnwritable { file: name }).detailed(e.to_string()))
            }
        }
    }

    /// Writes all of it, durable.
    ///
    /// # Errors
    /// `file_unwritable`.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let file = self.path.display().to_string();
        let failed =
            |e: std::io::Error| Fault::from(Cause::FileUnwritable { file }).detailed(e.to_string());
        let written = self.file.write_all(bytes).and_then(|()| self.file.sync_all());
        written.and_then(|()| sync_folder(&self.path)).map_err(failed)
    }

    /// The file stays.
    pub(crate) fn keep(&mut self) {
        self.kept = true;
    }
}

/// Makes the file's name in its folder durable; a file without a name is lost.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        let here = Path::new(".");
        File::open(if folder.as_os_str().is_empty() { here } else { folder })?.sync_all()?;
    }
    Ok(())
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept && std::fs::remove_file(&self.path).is_err() {
            tracing::warn!("a file that is not needed could not be removed");
        }
    }
}
