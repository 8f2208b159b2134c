//! The terminal: `fobctl` as scripts and people meet it. The real program is run, with practice
//! fobs, in a folder of its own; documents, exit codes and sentences are compared to the letter.

mod bad_input;
mod bad_lists;
mod canary;
mod fobs;
mod issue;
mod people;
mod recovery;
mod slots;
mod usage;
mod vault;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use desk_tests::props::programs::built;
use serde_json::Value;
use tempfile::TempDir;

/// Somebody at a terminal, in a folder of his own, with practice fobs unless told otherwise.
pub(crate) struct Terminal {
    folder: TempDir,
    data: PathBuf,
    always: Vec<String>,
}

/// What a call brought.
pub(crate) struct Answer {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Terminal {
    /// With practice fobs and their ledger.
    pub(crate) fn practising() -> Self {
        Self::with(&["--practice"])
    }

    /// With these options in every call.
    pub(crate) fn with(always: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        Self { folder, data, always: always.iter().map(ToString::to_string).collect() }
    }

    /// Another terminal at a folder with data that is there already.
    pub(crate) fn at(data: &str) -> Self {
        let mut terminal = Self::with(&[]);
        terminal.data = PathBuf::from(data);
        terminal
    }

    /// The folder that `--data` names.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// The path of a file beside the data.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the data and says where.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file in a temporary folder");
        path.to_str().expect("a path in plain letters").to_owned()
    }

    /// Adds an option to every later call.
    pub(crate) fn always(&mut self, option: &str) {
        self.always.push(option.to_owned());
    }

    /// The program, ready to be called: nothing of the caller's own surroundings shines through.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let program = built("desk-cli", "fobctl").expect("fobctl is built");
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("USER", "olga")
            .env("LANG", "C.UTF-8")
            .env("PCSCLITE_CSOCK_NAME", self.folder.path().join("no-service-here"))
            .arg("--data")
            .arg(&self.data)
            .args(&self.always)
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    /// Calls it with nothing on standard input.
    pub(crate) fn call(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command(arguments).output().expect("fobctl runs"))
    }

    /// Calls it with a text on standard input.
    pub(crate) fn call_with(&self, arguments: &[&str], input: &str) -> Answer {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("fobctl runs");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        // A program that refused before it read has closed the pipe: its answer tells.
        _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Answer::of(child.wait_with_output().expect("fobctl ends"))
    }

    /// Calls it with `--json` and expects success.
    pub(crate) fn done(&self, arguments: &[&str]) -> Value {
        let answer = self.call(&[&["--json"], arguments].concat());
        assert_eq!(answer.code, 0, "{arguments:?}: {} {}", answer.out, answer.err);
        answer.document()
    }

    /// Calls it with `--json` and expects a failure: its code, and the exit code.
    pub(crate) fn refused(&self, arguments: &[&str]) -> (String, i32) {
        let answer = self.call(&[&["--json"], arguments].concat());
        let document = answer.document();
        let error = &document["error"];
        assert_keys(error, &["code", "detail", "left", "now", "severity", "what"]);
        (error["code"].as_str().expect("a code").to_owned(), answer.code)
    }

    /// The two lines of a failure in a language.
    pub(crate) fn lines(&self, lang: &str, arguments: &[&str]) -> [String; 2] {
        let answer = self.call(&[&["--lang", lang], arguments].concat());
        answer.two_lines()
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
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {:?} {:?}", self.out, self.err))
    }

    /// The two lines on standard error; nothing else may be there.
    pub(crate) fn two_lines(&self) -> [String; 2] {
        assert_eq!(self.out, "", "a failure says nothing on standard output");
        let lines: Vec<String> = self.err.lines().map(str::to_owned).collect();
        lines.try_into().unwrap_or_else(|lines| panic!("not two lines: {lines:?}"))
    }
}

/// Asserts that an object has these keys; others may stand beside them.
pub(crate) fn assert_keys(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("not an object: {value}"));
    for key in keys {
        assert!(object.contains_key(*key), "{key} is missing in {value}");
    }
}

/// Whether nobody but the owner may read the file.
pub(crate) fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let data = std::fs::metadata(path).expect("the file is there");
    data.permissions().mode() & 0o777 == 0o600
}
