//! Somebody at a terminal: the real `fobctl`, in a home of its own, and what it answers.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::pcscd::SOCKET_VARIABLE;
use super::programs::built;

/// A home with a folder for data in it, and what is said in every call. There is no smart card
/// service, no session bus and no keyring, unless [`Terminal::env`] names one.
pub struct Terminal {
    folder: TempDir,
    data: PathBuf,
    always: Vec<String>,
    env: Vec<(String, OsString)>,
}

/// What a call brought.
#[derive(Debug)]
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Terminal {
    /// With practice fobs and their ledger.
    #[must_use]
    pub fn practising() -> Self {
        Self::with(&["--practice"])
    }

    /// With these options in every call.
    #[must_use]
    pub fn with(always: &[&str]) -> Self {
        let folder = TempDir::with_prefix("terminal-").expect("a temporary folder");
        let data = folder.path().join("data");
        let always = always.iter().map(ToString::to_string).collect();
        Self { folder, data, always, env: Vec::new() }
    }

    /// Another terminal at a folder with data that is there already.
    #[must_use]
    pub fn at(data: &str) -> Self {
        let mut terminal = Self::with(&[]);
        terminal.data = PathBuf::from(data);
        terminal
    }

    /// Adds an option to every later call.
    pub fn always(&mut self, option: &str) {
        self.always.push(option.to_owned());
    }

    /// Sets a variable in every later call.
    pub fn env(&mut self, name: &str, value: impl AsRef<OsStr>) {
        self.env.push((name.to_owned(), value.as_ref().to_owned()));
    }

    /// The folder that `--data` names.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The path of a file in this home.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in this home and says where.
    #[must_use]
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file in a temporary folder");
        path.to_str().expect("a path in plain letters").to_owned()
    }

    /// The program, ready to be called: nothing of the caller's own surroundings shines through.
    #[must_use]
    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(built("desk-cli", "fobctl").expect("fobctl is built"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("USER", "olga")
            .env("LANG", "C.UTF-8")
            .env(SOCKET_VARIABLE, self.path("no-service-here"))
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .arg("--data")
            .arg(&self.data)
            .args(&self.always)
            .args(line)
            .stdin(Stdio::null());
        command
    }

    /// Calls it with nothing on standard input.
    #[must_use]
    pub fn call(&self, line: &[&str]) -> Answer {
        Answer::of(self.command(line).output().expect("fobctl runs"))
    }

    /// Calls it with a text on standard input.
    #[must_use]
    pub fn call_with(&self, line: &[&str], input: &str) -> Answer {
        let mut command = self.command(line);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("fobctl runs");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        // A program that refused before it read has closed the pipe: its answer tells.
        _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Answer::of(child.wait_with_output().expect("fobctl ends"))
    }

    /// Calls it with `--json` and expects success.
    pub fn done(&self, line: &[&str]) -> Value {
        let answer = self.call(&[&["--json"], line].concat());
        assert_eq!(answer.code, 0, "{line:?}: {answer:?}");
        answer.document()
    }

    /// Calls it with `--json` and expects a failure: the error with all its keys, and the exit
    /// code.
    #[must_use]
    pub fn failed(&self, line: &[&str]) -> (Value, i32) {
        let answer = self.call(&[&["--json"], line].concat());
        (answer.error(), answer.code)
    }

    /// The same with the error's code alone.
    #[must_use]
    pub fn refused(&self, line: &[&str]) -> (String, i32) {
        let (error, exit) = self.failed(line);
        (error["code"].as_str().expect("a code").to_owned(), exit)
    }

    /// The two lines of a failure in a language.
    #[must_use]
    pub fn lines(&self, lang: &str, line: &[&str]) -> [String; 2] {
        self.call(&[&["--lang", lang], line].concat()).two_lines()
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

    /// The one document on standard output; nothing else may be there.
    #[must_use]
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The failure in the document, with all its keys.
    #[must_use]
    pub fn error(&self) -> Value {
        let error = self.document()["error"].take();
        let keys = ["code", "detail", "left", "now", "severity", "what"];
        assert_eq!(keys_of(&error), keys, "{self:?}");
        error
    }

    /// The two lines on standard error; nothing else may be there.
    #[must_use]
    pub fn two_lines(&self) -> [String; 2] {
        assert_eq!(self.out, "", "a failure says nothing on standard output");
        let lines: Vec<String> = self.err.lines().map(str::to_owned).collect();
        lines.try_into().unwrap_or_else(|lines| panic!("not two lines: {lines:?}"))
    }
}

/// The keys of an object in order.
#[must_use]
pub fn keys_of(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap_or_else(|| panic!("not an object: {value}"));
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// Asserts that an object has these keys; others may stand beside them.
pub fn assert_keys(value: &Value, keys: &[&str]) {
    let all = keys_of(value);
    for key in keys {
        assert!(all.contains(key), "{key} is missing in {value}");
    }
}

/// Whether nobody but the owner may read the file.
#[must_use]
pub fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let data = std::fs::metadata(path).expect("the file is there");
    data.permissions().mode() & 0o777 == 0o600
}
