//! An unlocked keyring of its own, on the session bus that `cargo xtask bench` started.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(20);

/// A keyring with a home of its own; its daemon ends with the session bus.
pub(crate) struct Keyring {
    home: TempDir,
}

impl Keyring {
    /// Starts it unlocked; when this returns, it answers.
    ///
    /// # Errors
    /// No session bus, or gnome-keyring is not installed.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS");
        ensure!(bus.is_some(), "there is no session bus: use `cargo xtask bench`");
        let home = TempDir::with_prefix("keyring-")?;
        // It goes into the background by itself, a moment before it answers.
        let mut starter = Command::new("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets"])
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path())
            .env_remove("XDG_DATA_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("gnome-keyring-daemon")?;
        starter.stdin.take().context("its input")?.write_all(b"bench")?;
        ensure!(starter.wait()?.success(), "gnome-keyring-daemon does not start");
        // Whoever asks before it has its name makes the bus start another one, which is locked.
        let until = Instant::now() + PATIENCE;
        while !has_its_name()? {
            ensure!(Instant::now() < until, "gnome-keyring-daemon does not answer");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { home })
    }

    /// The home that programs which use this keyring must have.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }
}

/// Whether the keyring is on the bus; asking does not start one.
fn has_its_name() -> anyhow::Result<bool> {
    let asked = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
        .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
        .arg("string:org.freedesktop.secrets")
        .output()
        .context("dbus-send")?;
    Ok(String::from_utf8_lossy(&asked.stdout).contains("boolean true"))
}
