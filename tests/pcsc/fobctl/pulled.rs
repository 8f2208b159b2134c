//! The fob is pulled out in the middle of `issue`: the sentence says what is left, the same command
//! finishes the work once the fob is back, and the fob holds what the ledger says.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use desk_tests::props::pcscd::{Pcscd, PluggedFob};
use fob_sim::Model;
use serde_json::Value;
use tempfile::TempDir;

use super::Office;
use super::judges::{Glass, hotp};

/// A moment within an exchange, as `fobsim` takes it: the command is lost, or its answer is. (An
/// empty word: the fob is pulled right after the answer.)
const MOMENTS: [&str; 2] = ["unheard", "unanswered"];
/// How many readers one service can have.
const READERS: usize = 8;

/// A row of readers, a new one for each fob: the service takes a while to notice that one is gone.
struct Bench {
    memory: TempDir,
    service: Pcscd,
    office: Office,
    place: usize,
    serial: u32,
}

impl Bench {
    fn new() -> Self {
        let service = Pcscd::start(&[Model::Yubikey5; READERS]).expect("a service");
        let office = Office::at(&service);
        Self {
            memory: TempDir::new().expect("a folder"),
            service,
            office,
            place: 0,
            serial: 5_000_000,
        }
    }

    /// A new fob in the reader.
    fn next_fob(&mut self) -> (PluggedFob, Glass) {
        self.serial += 1;
        let glass = Glass::of(self.memory.path(), self.serial);
        let fob = glass.fob(Model::Yubikey5, self.serial);
        let plugged = self.service.plug(self.place, &fob).expect("a fob");
        self.place = (self.place + 1) % READERS;
        (plugged, glass)
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

/// A fob that was pulled and is finished now.
struct Pulled {
    fob: PluggedFob,
    glass: Glass,
    token: Value,
    left: String,
}

/// Pulls the fob at a moment of `issue`, puts it back, and lets the same command finish. `secret`
/// is what the fob's memory holds where the command writes.
fn pulled(
    bench: &mut Bench,
    line: &[&str],
    (after, moment): (u64, &str),
    secret: impl Fn(&Glass) -> Option<String>,
) -> Pulled {
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
    let left = error["left"].as_str().expect("said of a fob");
    match left {
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
    let mut tokens = bench.tokens();
    assert_eq!(tokens.len(), 1, "{at}");
    println!("pulled after {after} {moment:?}: {code}, {left}");
    Pulled { fob, glass, token: tokens.remove(0), left: left.to_owned() }
}

/// The moments from the last exchange back to one before the write, then the very first, then one
/// between two exchanges. `pull` says what was left; all that can be must have been.
fn sweep(whole: u64, can_be: &[&str], mut pull: impl FnMut((u64, &str)) -> String) {
    let mut seen = BTreeSet::new();
    for (after, moment) in (0..whole).rev().zip(MOMENTS.into_iter().cycle()) {
        let left = pull((after, moment));
        let before_the_write = left == "untouched";
        seen.insert(left);
        if before_the_write {
            break;
        }
    }
    assert_eq!(pull((0, "unheard")), "untouched");
    seen.insert(pull((whole - 2, "")));
    assert_eq!(seen, can_be.iter().map(ToString::to_string).collect());
}

#[test]
fn an_entry_is_finished_after_the_fob_was_pulled() {
    let mut bench = Bench::new();
    let line = ["issue", "--person", "anna"];
    let whole = whole(&mut bench, &line);
    println!("exchanges of one issue: {whole}");
    sweep(whole, &["untouched", "unsure", "written"], |moment| {
        let secret = |glass: &Glass| {
            let there = glass.names().contains(&"Fobdesk:anna".to_owned());
            there.then(|| glass.secret("Fobdesk:anna"))
        };
        let Pulled { fob: _fob, glass, token, left } = pulled(&mut bench, &line, moment, secret);
        assert_eq!(token["state"], "assigned", "{moment:?}");
        // The ledger knows the fob's secret and is not behind its counter by more than a code.
        let next = token["next"].as_u64().expect("a counter");
        let code = hotp(&glass.secret("Fobdesk:anna"), next);
        let serial = bench.serial.to_string();
        let verified = bench.office.done(&["verify", "--fob", &serial, "--code", &code]);
        assert_eq!(verified["verified"]["at_counter"], next, "{moment:?}");
        left
    });
    assert_eq!(bench.office.done(&["log", "verify"])["broken"], Value::Null);
}

#[test]
fn a_slot_is_finished_after_the_fob_was_pulled() {
    let mut bench = Bench::new();
    let line = ["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"];
    let whole = whole(&mut bench, &line);
    println!("exchanges of one issue: {whole}");
    sweep(whole, &["untouched", "unsure"], |moment| {
        let Pulled { mut fob, glass, token, left } =
            pulled(&mut bench, &line, moment, |glass| glass.slot_secret(2));
        assert_eq!(token["state"], "written", "{moment:?}");
        let code = fob.press(2).expect("fobsim");
        assert_eq!(code, hotp(&glass.slot_secret(2).expect("a secret"), 0), "{moment:?}");
        let serial = bench.serial.to_string();
        let verified = bench.office.done(&["verify", "--fob", &serial, "--code", &code]);
        assert_eq!(verified["token"]["state"], "assigned", "{moment:?}");
        left
    });
    assert_eq!(bench.office.done(&["log", "verify"])["broken"], Value::Null);
}
