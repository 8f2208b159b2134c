//! The service itself: fobs come, go and stay the same.

use desk_tests::props::pcscd::{Pcscd, SoftFob};
use fob_sim::Model;
use tempfile::TempDir;

use crate::stage::{RFC_KEY_BASE32, Stage};

fn kept(folder: &TempDir) -> SoftFob {
    SoftFob::new(Model::Yubikey5).serial(12_345_678).state(&folder.path().join("fob.json"))
}

#[test]
fn a_fob_is_the_same_after_it_was_pulled_out() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("oath accounts add -o HOTP alice {RFC_KEY_BASE32}"));
    assert_eq!(stage.ykman_does("oath accounts code -s alice").trim(), "755224");
    stage.fob.remove().expect("out");
    stage.fob.insert().expect("in");
    assert_eq!(stage.ykman_does("oath accounts code -s alice").trim(), "287082");
}

#[test]
fn a_fob_with_a_state_file_is_the_same_in_another_process() {
    let folder = TempDir::new().expect("a folder");
    let first = Stage::with(&kept(&folder), Model::Yubikey5);
    first.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    first.ykman_does(&format!("oath accounts add -o HOTP alice {RFC_KEY_BASE32}"));
    assert_eq!(first.ykman_does("oath accounts code -s alice").trim(), "755224");
    drop(first);
    let mut second = Stage::with(&kept(&folder), Model::Yubikey5);
    assert_eq!(second.ykman_does("oath accounts code -s alice").trim(), "287082");
    assert_eq!(second.fob.press(1).expect("a fob"), "755224");
}

#[test]
fn a_fob_that_vanishes_after_executing_has_executed() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("oath accounts add -o HOTP alice {RFC_KEY_BASE32}"));
    // SELECT, READ CONFIG, SELECT, CALCULATE ALL, and then the code that nobody hears.
    stage.fob.drop_after(4, "unanswered").expect("an order");
    let said = stage.ykman("oath accounts code -s alice");
    assert!(!said.well && !said.text.contains("755224"), "{}", said.text);
    stage.fob.insert().expect("in");
    assert_eq!(stage.ykman_does("oath accounts code -s alice").trim(), "287082");
}

#[test]
fn several_fobs_lie_side_by_side() {
    let models = [Model::Yubikey5, Model::Yubikey5, Model::Canokey];
    let service = Pcscd::start(&models).expect("a service");
    let _fobs = [(0, 1_000_001), (1, 1_000_002), (2, 1_000_003)].map(|(place, serial)| {
        let fob = SoftFob::new(models[place]).serial(serial);
        service.plug(place, &fob).expect("a fob")
    });
    for (place, serial) in [(0, "1000001"), (1, "1000002")] {
        let ykman = std::env::var_os("YKMAN").unwrap_or_else(|| "ykman".into());
        let said = service
            .command(ykman)
            .args(["-r", &service.reader(place), "info"])
            .output()
            .expect("ykman is installed");
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.contains(serial), "{said}");
    }
}

#[test]
fn a_restarted_service_finds_the_fob_again() {
    let mut stage = Stage::yubikey5();
    stage.ykman_does(&format!("oath accounts add -o HOTP alice {RFC_KEY_BASE32}"));
    stage.service.stop();
    assert!(!stage.ykman("oath accounts list").well);
    stage.service.resume().expect("it starts again");
    stage.fob.is_in().expect("it is found again");
    assert_eq!(stage.ykman_does("oath accounts list").trim(), "alice");
}
