//! `fobctl` over the real service: whole stories at the terminal, with a ledger of its own, judged
//! by `ykman` and `oathtool`; everything that goes wrong there, word for word; and the keyring of a
//! desktop session.

mod judges;
mod keyring;
mod printing;
mod pulled;
mod refused;
mod session;
mod slots;
mod watched;
mod work;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE};
use desk_tests::props::programs::built;
use serde_json::Value;
use tempfile::TempDir;

/// Somebody at a terminal: a home of his own with a ledger in it, and a smart card service.
struct Office {
    folder: TempDir,
    socket: PathBuf,
    bus: Option<OsString>,
    passphrase: bool,
}

/// What a call brought.
#[derive(Debug)]
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Office {
    /// Where no smart card service runs, and nothing is set up.
    fn bare() -> Self {
        let folder = TempDir::with_prefix("office-").expect("a temporary folder");
        let socket = folder.path().join("no-service-here");
        Self { folder, socket, bus: None, passphrase: false }
    }

    /// With a ledger that opens with a passphrase, and Anna and Boris on the list of people.
    fn at(service: &Pcscd) -> Self {
        let mut office = Self::without_service();
        office.socket = service.socket();
        office
    }

    /// The same where no smart card service runs.
    fn without_service() -> Self {
        // Set up once, then copied: a passphrase is stretched at every call.
        static SET_UP: OnceLock<Vec<(OsString, Vec<u8>)>> = OnceLock::new();
        let set_up = SET_UP.get_or_init(|| {
            let office = Self::with_passphrase();
            office.done(&["init", "--recovery-key-out", &office.name("recovery.key")]);
            office.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
            office.done(&["people", "add", "--login", "boris", "--name", "Борис Иванов"]);
            contents(&office.data())
        });
        let office = Self::with_passphrase();
        std::fs::create_dir(office.data()).expect("a folder");
        for (name, bytes) in set_up {
            std::fs::write(office.data().join(name), bytes).expect("a copy");
        }
        office
    }

    /// With a passphrase at hand, and nothing set up.
    fn with_passphrase() -> Self {
        let mut office = Self::bare();
        office.passphrase = true;
        std::fs::write(office.path("passphrase"), "correct horse battery\n").expect("a file");
        office
    }

    /// A file in this home.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same as text.
    fn name(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// The folder of the ledger.
    fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The program, ready to be called: nothing of the caller's own surroundings shines through.
    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(built("desk-cli", "fobctl").expect("fobctl is built"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("USER", "olga")
            .env("LANG", "C.UTF-8")
            .env(SOCKET_VARIABLE, &self.socket)
            .arg("--data")
            .arg(self.data());
        if let Some(bus) = &self.bus {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
        if self.passphrase {
            command.arg("--passphrase-file").arg(self.path("passphrase"));
        }
        command.args(line).stdin(Stdio::null());
        command
    }

    fn call(&self, line: &[&str]) -> Answer {
        Answer::of(self.command(line).output().expect("fobctl runs"))
    }

    /// Calls it with `--json` and a text on standard input.
    fn call_with(&self, line: &[&str], input: &str) -> Answer {
        let mut command = self.command(&[&["--json"], line].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("fobctl runs");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        // A program that refused before it read has closed the pipe: its answer tells.
        _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Answer::of(child.wait_with_output().expect("fobctl ends"))
    }

    /// Calls it with `--json`; it must go well.
    fn done(&self, line: &[&str]) -> Value {
        let answer = self.call(&[&["--json"], line].concat());
        assert_eq!(answer.code, 0, "{line:?}: {answer:?}");
        answer.document()
    }

    /// Calls it with `--json`: a verdict, which may mean no, and the exit code.
    fn judged(&self, line: &[&str]) -> (Value, i32) {
        let answer = self.call(&[&["--json"], line].concat());
        (answer.document(), answer.code)
    }

    /// Calls it with `--json`; it must fail: the error, and the exit code.
    fn refused(&self, line: &[&str]) -> (Value, i32) {
        let answer = self.call(&[&["--json"], line].concat());
        (answer.error(), answer.code)
    }

    /// A failure as a document in English, with its exit code, and as two lines in Russian.
    fn assert_said(&self, line: &[&str], code: (&str, i32), en: [&str; 2], ru: [&str; 2]) {
        let (error, exit) = self.refused(&[&["--lang", "en"], line].concat());
        assert_eq!((error["code"].as_str(), exit), (Some(code.0), code.1), "{error}");
        assert_eq!([&error["what"], &error["now"]], en);
        let answer = self.call(&[&["--lang", "ru"], line].concat());
        assert_eq!((answer.two_lines(), answer.code), (ru.map(str::to_owned), code.1));
    }

    /// The first fob on the list; one that was put in a moment ago may not be there at once.
    fn first_fob(&self) -> Value {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            match self.done(&["fobs"])[0].take() {
                Value::Null => assert!(Instant::now() < until, "no fob is listed"),
                fob => return fob,
            }
        }
    }

    /// A person's only token, as the ledger has it.
    fn only_token(&self, login: &str) -> Value {
        let person = self.done(&["people", "show", login]);
        let live =
            |token: &&Value| !["retired", "abandoned"].map(Value::from).contains(&token["state"]);
        let tokens: Vec<&Value> =
            person["tokens"].as_array().expect("a list").iter().filter(live).collect();
        assert_eq!(tokens.len(), 1, "{person}");
        tokens[0].clone()
    }
}

impl Answer {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// The one document on standard output.
    fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The failure in it, with all its keys.
    fn error(&self) -> Value {
        let error = self.document()["error"].take();
        let keys = ["code", "detail", "left", "now", "severity", "what"];
        assert_eq!(keys_of(&error), keys, "{self:?}");
        error
    }

    /// The two lines on standard error; nothing else may be there.
    fn two_lines(&self) -> [String; 2] {
        assert_eq!(self.out, "", "a failure says nothing on standard output");
        let lines: Vec<String> = self.err.lines().map(str::to_owned).collect();
        lines.try_into().unwrap_or_else(|lines| panic!("not two lines: {lines:?}"))
    }
}

/// The keys of an object in order.
fn keys_of(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap_or_else(|| panic!("not an object: {value}"));
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// What lies in a folder, with its contents.
fn contents(folder: &Path) -> Vec<(OsString, Vec<u8>)> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut all: Vec<_> = entries
        .map(|entry| entry.expect("readable"))
        .map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap_or_default()))
        .collect();
    all.sort();
    all
}
