//! Running other programs: said aloud, from the root of the checkout, with a time limit.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use crate::json::Json;
use crate::limit;

/// What went wrong, as a sentence for the person who typed the command.
pub(crate) type Result<T> = std::result::Result<T, String>;

/// The root of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root of the checkout")
}

/// Where cargo puts what it builds, wherever the person or CI has set that.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let text = cargo(["metadata", "--format-version", "1", "--no-deps"]).quiet().read()?;
    let metadata = Json::parse(&text)?;
    let dir = metadata.get("target_directory").and_then(Json::text);
    dir.map(PathBuf::from).ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

/// Where a program of ours was built, in the development profile.
pub(crate) fn built(program: &str) -> Result<PathBuf> {
    let path = target_dir()?.join("debug").join(program);
    if path.exists() { Ok(path) } else { Err(format!("{} was not built", path.display())) }
}

/// Whether a program is on the path.
pub(crate) fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

/// Removes a folder if it is there, and makes it anew.
pub(crate) fn fresh_dir(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).map_err(|e| format!("{} stays: {e}", dir.display()))?;
    }
    make_dir(dir)
}

/// Makes a folder and those above it.
pub(crate) fn make_dir(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).map_err(|e| format!("{} cannot be made: {e}", dir.display()))
}

/// The cargo that runs us.
pub(crate) fn cargo<const N: usize>(args: [&str; N]) -> Run {
    run(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args(args)
}

/// A program to run in the root of the checkout.
pub(crate) fn run(program: impl AsRef<OsStr>) -> Run {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root()).stdin(Stdio::null());
    Run { command, quiet: false, limit: Duration::from_secs(30 * 60) }
}

/// One run of a program.
pub(crate) struct Run {
    command: Command,
    quiet: bool,
    limit: Duration,
}

impl Run {
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Another folder than the root, relative to it.
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(root().join(dir));
        self
    }

    /// Does not say aloud what is run.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// How long it may take; then it and all its children are ended.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Runs it with our own output; whether it went well.
    pub(crate) fn ok(mut self) -> Result<bool> {
        self.say();
        let mut child = self.command.spawn().map_err(|e| self.missing(&e))?;
        let guard = limit::guard(child.id(), self.limit);
        let status = child.wait().map_err(|e| self.missing(&e))?;
        drop(guard);
        Ok(status.success())
    }

    /// Runs it; an error if it went wrong.
    pub(crate) fn must(self) -> Result<()> {
        let shown = self.shown();
        if self.ok()? { Ok(()) } else { Err(format!("this failed: {shown}")) }
    }

    /// Runs it and hands on its standard output line by line, which is shown as well. Whether it
    /// went well, and the text.
    pub(crate) fn tee(mut self) -> Result<(bool, String)> {
        self.say();
        self.command.stdout(Stdio::piped());
        let mut child = self.command.spawn().map_err(|e| self.missing(&e))?;
        let guard = limit::guard(child.id(), self.limit);
        let mut text = String::new();
        let output = child.stdout.take().expect("standard output is a pipe");
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|e| format!("the output broke off: {e}"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
        let status = child.wait().map_err(|e| self.missing(&e))?;
        drop(guard);
        Ok((status.success(), text))
    }

    /// Runs it and reads its standard output; an error if it went wrong.
    pub(crate) fn read(mut self) -> Result<String> {
        self.say();
        let output = self.command.output().map_err(|e| self.missing(&e))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            let why = String::from_utf8_lossy(&output.stderr);
            Err(format!("this failed: {}\n{}", self.shown(), why.trim_end()))
        }
    }

    /// Runs it without showing its output; whether it went well, and its standard error.
    pub(crate) fn hush(mut self) -> Result<(bool, String)> {
        self.say();
        self.command.stdout(Stdio::null()).stderr(Stdio::piped());
        let child = self.command.spawn().map_err(|e| self.missing(&e))?;
        let guard = limit::guard(child.id(), self.limit);
        let output = child.wait_with_output().map_err(|e| self.missing(&e))?;
        drop(guard);
        Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
    }

    /// Whether it goes well, without a word from it or from us.
    pub(crate) fn silently(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }

    /// The command line, as a person could type it.
    fn shown(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        let words: Vec<String> = words.map(|word| quoted(&word.to_string_lossy())).collect();
        words.join(" ")
    }

    fn say(&self) {
        if !self.quiet {
            println!("$ {}", self.shown());
        }
    }

    fn missing(&self, error: &std::io::Error) -> String {
        format!("{} could not be run: {error}", self.command.get_program().to_string_lossy())
    }
}

/// A word as a shell wants it; paths as seen from the root, where everything is run.
fn quoted(word: &str) -> String {
    let word = word.replace(&format!("{}/", root().display()), "");
    // The full path of cargo is of no interest.
    let word = if word.ends_with("/cargo") { "cargo" } else { &word };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
