//! An unlocked keyring of its own, on the session bus that `cargo xtask bench` started.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};
use tempfile::TempDir;

/// The keyring's daemon with a home of its own; it ends when dropped.
pub(crate) struct Keyring {
    home: TempDir,
    daemon: Child,
}

impl Keyring {
    /// Starts it unlocked. It answers a moment later.
    ///
    /// # Errors
    /// No session bus, or gnome-keyring is not installed.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS");
        ensure!(bus.is_some(), "there is no session bus: use `cargo xtask bench`");
        let home = TempDir::with_prefix("keyring-")?;
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path())
            .env_remove("XDG_DATA_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("gnome-keyring-daemon")?;
        let mut password = daemon.stdin.take().context("its input")?;
        password.write_all(b"bench")?;
        Ok(Self { home, daemon })
    }

    /// The home that programs which use this keyring must have.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
