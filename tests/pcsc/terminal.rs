//! `fobctl` through the real service: the main job on a fob in a reader, read back by `ykman`, and
//! the watch as quick as it promises to be.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use desk_tests::props::programs::built;
use fob_sim::Model;
use serde_json::Value;
use tempfile::TempDir;

use crate::stage::Stage;
use desk_tests::props::pcscd::SoftFob;

/// A desk's folder beside the stage, opened with a passphrase.
struct Desk<'s> {
    stage: &'s Stage,
    folder: TempDir,
}

impl<'s> Desk<'s> {
    fn at(stage: &'s Stage) -> Self {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("passphrase"), "correct horse battery\n")
            .expect("a file");
        let desk = Self { stage, folder };
        let key = desk.path("recovery.key").display().to_string();
        desk.done(&["init", "--recovery-key-out", &key]);
        desk.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, line: &[&str]) -> Command {
        let program = built("desk-cli", "fobctl").expect("fobctl is built");
        let mut command = self.stage.service.command(program);
        command.arg("--data").arg(self.path("data")).arg("--passphrase-file");
        command.arg(self.path("passphrase")).args(["--json", "--lang", "en"]).args(line);
        command.env_remove("FOBDESK_DATA").stdin(Stdio::null());
        command
    }

    fn call(&self, line: &[&str]) -> Value {
        let output = self.command(line).output().expect("fobctl runs");
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{line:?}: {error}: {output:?}"))
    }

    fn done(&self, line: &[&str]) -> Value {
        let document = self.call(line);
        assert!(document.get("error").is_none(), "{line:?}: {document}");
        document
    }
}

#[test]
fn what_fobctl_issues_is_what_ykman_reads() {
    let mut stage = Stage::yubikey5();
    let before = stage.fob.exchanges().expect("fobsim counts");
    let desk = Desk::at(&stage);
    let issued = desk.done(&["issue", "--person", "anna"]);
    assert_eq!(issued["fob"]["serial"], "12345678");
    assert_eq!(issued["token"]["state"], "assigned");
    assert_eq!(desk.done(&["fobs"])[0]["person"], "anna");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "Fobdesk:anna");
    // `ykman` takes a code of its own: the desk finds it one further on.
    let said = stage.ykman_does("oath accounts code --single Fobdesk:anna");
    let taken = said.trim();
    assert_eq!(taken.len(), 6, "{said}");
    let verified = desk.done(&["verify", "--fob", "12345678", "--code", taken]);
    assert_eq!(verified["verified"]["at_counter"], 1);
    drop(desk);
    let after = stage.fob.exchanges().expect("fobsim counts");
    assert!(after > before);
}

#[test]
fn a_slot_that_fobctl_wrote_types_what_the_desk_expects() {
    let mut stage = Stage::yubikey5();
    let desk = Desk::at(&stage);
    let line = ["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"];
    assert_eq!(desk.done(&line)["token"]["state"], "written");
    assert!(stage.ykman_does("otp info").contains("Slot 2: programmed"));
    let folder = desk.folder;
    let code = stage.fob.press(2).expect("it types");
    let desk = Desk { stage: &stage, folder };
    let verified = desk.done(&["verify", "--fob", "12345678", "--code", code.trim()]);
    assert_eq!(verified["verified"]["how"], "typed");
    assert_eq!(verified["token"]["state"], "assigned");
}

/// Ends the program with the story.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It watches for ever: its own process is ended, and no other.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

#[test]
fn a_watch_tells_of_a_fob_within_150_ms() {
    let mut stage = Stage::with(&SoftFob::new(Model::Yubikey5).serial(77), Model::Yubikey5);
    let folder;
    let mut running;
    {
        let desk = Desk::at(&stage);
        let mut command = desk.command(&["fobs", "--watch"]);
        command.env("FOBDESK_LOG", "fobctl=debug");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        running = Running(command.spawn().expect("fobctl runs"));
        folder = desk.folder;
    }
    let mut events = BufReader::new(running.0.stdout.take().expect("a pipe")).lines();
    let mut log = BufReader::new(running.0.stderr.take().expect("a pipe")).lines();
    // What happens to a fob, and how long it took from the return of the service's answer to the
    // printed line, as the program notes it. (The driver's reader has a second, empty half.)
    let mut next = || -> (String, Value, u64) {
        loop {
            let line = events.next().expect("an event").expect("text");
            let event: Value = serde_json::from_str(&line).expect("a document");
            let line = log.next().expect("a line of log").expect("text");
            let (_, number) = line.split_once("after_ms=").expect("the time it took");
            let ms = number.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
            let word = event["event"].as_str().expect("a word").to_owned();
            if word != "reader_added" {
                return (word, event["fob"]["serial"].clone(), ms);
            }
        }
    };
    for _ in 0..3 {
        let (word, serial, ms) = next();
        assert_eq!((word.as_str(), serial), ("inserted", Value::from("77")));
        assert!(ms < 150, "told after {ms} ms");
        stage.fob.remove().expect("fobsim");
        let (word, serial, ms) = next();
        assert_eq!((word.as_str(), serial), ("removed", Value::from("77")));
        assert!(ms >= 250, "a departure is kept back on purpose, not told after {ms} ms");
        stage.fob.insert().expect("fobsim");
    }
    drop(folder);
}
