//! Those who judge what was written: the software fob's own memory, and `oathtool`.

use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::HEXLOWER;
use desk_tests::props::pcscd::SoftFob;
use fob_sim::Model;
use serde_json::Value;
use tempfile::TempDir;

use crate::stage::Stage;

/// A fob whose memory can be looked into.
pub(super) struct Glass {
    file: PathBuf,
}

impl Glass {
    /// One fob of that make in the only reader, its memory in that folder.
    pub(super) fn stage(folder: &TempDir, model: Model, serial: u32) -> (Stage, Self) {
        let glass = Self::of(folder.path(), serial);
        let stage = Stage::with(&glass.fob(model, serial), model);
        (stage, glass)
    }

    /// The memory of the fob with that serial in that folder.
    pub(super) fn of(folder: &Path, serial: u32) -> Self {
        Self { file: folder.join(format!("{serial}.json")) }
    }

    /// The fob that keeps its memory there.
    pub(super) fn fob(&self, model: Model, serial: u32) -> SoftFob {
        SoftFob::new(model).serial(serial).state(&self.file)
    }

    /// The names in the application for codes.
    pub(super) fn names(&self) -> Vec<String> {
        let all = self.credentials();
        all.iter().map(name_of).collect()
    }

    /// The secret under that name, in hexadecimal digits.
    pub(super) fn secret(&self, name: &str) -> String {
        let all = self.credentials();
        let found = all.iter().find(|credential| name_of(credential) == name);
        let secret = &found.unwrap_or_else(|| panic!("no {name} in {all:?}"))["secret"];
        secret.as_str().expect("digits").to_owned()
    }

    /// The secret of the codes that a slot types; nothing when it is free.
    pub(super) fn slot_secret(&self, slot: usize) -> Option<String> {
        let slot = &self.memory()["applications"]["otp"]["slots"][slot - 1];
        // 20 bytes lie in the two fields of an older use: the key's 16, and 4 of the private id.
        let field = |name: &str| slot[name].as_str().map(str::to_owned);
        Some(format!("{}{}", field("key")?, &field("uid")?[..8]))
    }

    fn credentials(&self) -> Vec<Value> {
        let memory = self.memory();
        memory["applications"]["oath"]["credentials"].as_array().cloned().unwrap_or_default()
    }

    /// A fob that has never changed has not written anything.
    fn memory(&self) -> Value {
        let text = std::fs::read_to_string(&self.file).unwrap_or_else(|_| "null".to_owned());
        serde_json::from_str(&text).expect("a fob's memory")
    }
}

fn name_of(credential: &Value) -> String {
    let name = credential["name"].as_str().expect("a name");
    let name = HEXLOWER.decode(name.as_bytes()).expect("hexadecimal digits");
    String::from_utf8(name).expect("text")
}

/// The code by a counter, as `oathtool` makes it.
pub(super) fn hotp(secret: &str, counter: u64) -> String {
    oathtool(&["--hotp", &format!("--counter={counter}"), secret])
}

/// The codes by the clock of now and of the next step, as `oathtool` makes them.
pub(super) fn totp(secret: &str, algorithm: &str, digits: u8) -> Vec<String> {
    let mode = format!("--totp={algorithm}");
    let both = oathtool(&[&mode, &format!("--digits={digits}"), "--window=1", secret]);
    both.lines().map(str::to_owned).collect()
}

fn oathtool(words: &[&str]) -> String {
    let output = Command::new("oathtool").args(words).output().expect("oathtool is installed");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("digits").trim().to_owned()
}
