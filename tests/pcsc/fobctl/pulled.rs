//! The fob is pulled out in the middle of `issue`: the sentence says what is left, the same command
//! finishes the work once the fob is back, and the fob holds what the ledger says.

use desk_tests::props::pcscd::{Pcscd, PluggedFob};
use fob_sim::Model;
use serde_json::Value;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

use super::Office;
use super::judges::{Glass, hotp};

/// A moment within an exchange, as `fobsim` takes it: after it, before it, during it.
const MOMENTS: [&str; 3] = ["", "unheard", "unanswered"];

/// One reader in which fob after fob is pulled.
struct Bench {
    memory: TempDir,
    service: Pcscd,
    office: Office,
    serial: u32,
}

impl Bench {
    fn new() -> Self {
        let service = Pcscd::start(&[Model::Yubikey5]).expect("a service");
        let office = Office::at(&service);
        Self { memory: TempDir::new().expect("a folder"), service, office, serial: 5_000_000 }
    }

    /// A new fob in the reader.
    fn next_fob(&mut self) -> (PluggedFob, Glass) {
        self.serial += 1;
        let glass = Glass::of(self.memory.path(), self.serial);
        let fob = glass.fob(Model::Yubikey5, self.serial);
        (self.service.plug(0, &fob).expect("a fob"), glass)
    }

    /// The tokens of a person on the present fob that are not given up.
    fn tokens(&self) -> Vec<Value> {
        let anna = self.office.done(&["people", "show", "anna"]);
        let serial = Value::from(self.serial.to_string());
        let tokens = anna["tokens"].as_array().expect("a list").iter();
        tokens.filter(|t| t["fob"] == serial && t["state"] != "abandoned").cloned().collect()
    }
}

/// How many exchanges one whole `issue` takes.
fn whole(bench: &mut Bench, line: &[&str]) -> u64 {
    let (mut fob, _glass) = bench.next_fob();
    let before = fob.exchanges().expect("fobsim counts");
    bench.office.done(line);
    fob.exchanges().expect("fobsim counts") - before
}

/// Pulls the fob at a moment of `issue`, puts it back, and lets the same command finish. `secret`
/// is what the fob's memory holds where the command writes.
fn pulled(
    bench: &mut Bench,
    line: &[&str],
    (after, moment): (u64, &str),
    secret: impl Fn(&Glass) -> Option<String>,
) -> (PluggedFob, Glass) {
    let (mut fob, glass) = bench.next_fob();
    // "After" an exchange is said as "after so many and one more".
    let count = after + u64::from(moment.is_empty());
    fob.drop_after(u32::try_from(count).expect("few"), moment).expect("fobsim");
    // Orders and commands come by different ways: let the order arrive first.
    thread::sleep(Duration::from_millis(50));
    let (error, exit) = bench.office.refused(line);
    let at = format!("{after} {moment:?}: {error}");
    let code = error["code"].as_str().expect("a code");
    assert!(["fob_gone", "fob_lost"].contains(&code), "{at}");
    assert_eq!(exit, 1, "{at}");
    let before = secret(&glass);
    match error["left"].as_str().expect("said of a fob") {
        "untouched" => assert_eq!(before, None, "{at}"),
        "written" => assert!(before.is_some(), "{at}"),
        "unsure" => {}
        other => panic!("{other}: {at}"),
    }
    fob.insert().expect("in");
    let finished = bench.office.done(line);
    assert_eq!(finished["fob"]["serial"], bench.serial.to_string(), "{at}");
    let now = secret(&glass).unwrap_or_else(|| panic!("nothing on the fob: {at}"));
    if let Some(before) = before {
        assert_eq!(now, before, "one secret for one piece of work: {at}");
    }
    assert_eq!(bench.tokens().len(), 1, "{at}");
    println!("pulled after {after} {moment:?}: {code}, {}", error["left"]);
    (fob, glass)
}

/// A few moments from the first exchange to the last.
fn moments(whole: u64) -> Vec<(u64, &'static str)> {
    let last = whole - 1;
    let mut all: Vec<(u64, &str)> = MOMENTS.map(|moment| (last, moment)).to_vec();
    // "After the last one" is no failure.
    all.remove(0);
    let middle = [last - 1, last - 2, last / 2].into_iter();
    all.extend(middle.zip(MOMENTS));
    all.push((0, "unheard"));
    all
}

#[test]
fn an_entry_is_finished_after_the_fob_was_pulled() {
    let mut bench = Bench::new();
    let line = ["issue", "--person", "anna"];
    let whole = whole(&mut bench, &line);
    println!("exchanges of one issue: {whole}");
    for moment in moments(whole) {
        let secret = |glass: &Glass| {
            let there = glass.names().contains(&"Fobdesk:anna".to_owned());
            there.then(|| glass.secret("Fobdesk:anna"))
        };
        let (_fob, glass) = pulled(&mut bench, &line, moment, secret);
        let token = &bench.tokens()[0];
        assert_eq!(token["state"], "assigned", "{moment:?}");
        // The ledger knows the fob's secret and is not behind its counter by more than a code.
        let next = token["next"].as_u64().expect("a counter");
        let code = hotp(&glass.secret("Fobdesk:anna"), next);
        let serial = bench.serial.to_string();
        let verified = bench.office.done(&["verify", "--fob", &serial, "--code", &code]);
        assert_eq!(verified["verified"]["at_counter"], next, "{moment:?}");
    }
    assert_eq!(bench.office.done(&["log", "verify"])["broken"], Value::Null);
}

#[test]
fn a_slot_is_finished_after_the_fob_was_pulled() {
    let mut bench = Bench::new();
    let line = ["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"];
    let whole = whole(&mut bench, &line);
    println!("exchanges of one issue: {whole}");
    for moment in moments(whole) {
        let (mut fob, glass) = pulled(&mut bench, &line, moment, |glass| glass.slot_secret(2));
        assert_eq!(bench.tokens()[0]["state"], "written", "{moment:?}");
        let code = fob.press(2).expect("fobsim");
        assert_eq!(code, hotp(&glass.slot_secret(2).expect("a secret"), 0), "{moment:?}");
        let serial = bench.serial.to_string();
        let verified = bench.office.done(&["verify", "--fob", &serial, "--code", &code]);
        assert_eq!(verified["token"]["state"], "assigned", "{moment:?}");
    }
    assert_eq!(bench.office.done(&["log", "verify"])["broken"], Value::Null);
}
