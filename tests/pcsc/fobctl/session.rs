//! A desktop session of one's own: a bus, and a keyring in a certain state.
//!
//! It ends when it is dropped, and also when the test is killed: the bus lives as long as the
//! standard input of the shell on it, and the keyring as long as the bus.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The keyring of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyring {
    /// It is open; it is made where there is none.
    Open,
    /// It stays as it is: locked where there is one, and no keyring at all where there is none.
    /// There is no display on which it could ask for a password.
    Shut,
    /// No keyring program at all.
    None,
}

/// A session bus without a single service to start on demand.
const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

const OPEN: &str = "printf secret | gnome-keyring-daemon --unlock --components=secrets >&2";
const SHUT: &str = "gnome-keyring-daemon --start --components=secrets >&2";
/// The daemon returns before it has its name on the bus; who asks earlier makes the bus start
/// another one.
const THERE: &str = "for _ in $(seq 100); do dbus-send --session --print-reply \
    --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q true && break; sleep 0.05; done";

/// The session.
pub(super) struct Session {
    shell: Child,
    address: OsString,
}

impl Session {
    /// Starts it in that home.
    pub(super) fn start(home: &Path, keyring: Keyring) -> Self {
        let start = match keyring {
            Keyring::Open => format!("{OPEN}; {THERE}"),
            Keyring::Shut => format!("{SHUT}; {THERE}"),
            Keyring::None => ":".to_owned(),
        };
        let script = format!("{start}; echo \"$DBUS_SESSION_BUS_ADDRESS\"; read -r _");
        let mut command = Command::new("dbus-run-session");
        if keyring == Keyring::None {
            let config = home.join("bus.conf");
            std::fs::write(&config, BARE_BUS).expect("a file");
            command.arg("--config-file").arg(config);
        }
        command.args(["--", "sh", "-c", &script]);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home).env("XDG_RUNTIME_DIR", home).env("LANG", "C.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut shell = command.spawn().expect("dbus-run-session is installed");
        let mut address = String::new();
        let out = shell.stdout.as_mut().expect("a pipe");
        BufReader::new(out).read_line(&mut address).expect("text");
        let address = address.trim();
        assert!(!address.is_empty(), "the session does not start");
        Self { address: address.into(), shell }
    }

    /// Where its bus is.
    pub(super) fn address(&self) -> OsString {
        self.address.clone()
    }

    /// The entries of the open keyring, as paths on the bus.
    pub(super) fn entries(&self) -> Vec<String> {
        let all = "org.freedesktop.Secret.Service.SearchItems";
        let said = self.send(&["/org/freedesktop/secrets", all, "dict:string:string:"]);
        let path = |line: &str| {
            let (_, path) = line.split_once("object path \"")?;
            Some(path.trim_end().trim_end_matches('"').to_owned())
        };
        said.lines().filter_map(path).collect()
    }

    /// Deletes an entry.
    pub(super) fn delete(&self, entry: &str) {
        self.send(&[entry, "org.freedesktop.Secret.Item.Delete"]);
    }

    fn send(&self, words: &[&str]) -> String {
        let output = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
            .args(words)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .output()
            .expect("dbus-send is installed");
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The shell ends because its input does, and everything else with it.
        drop(self.shell.stdin.take());
        _ = self.shell.wait();
    }
}
