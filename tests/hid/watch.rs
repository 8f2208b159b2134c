//! The watch sees keyboards come and go, by itself and through `fobctl`.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use desk_tests::props::programs::built;
use fob_link::{Event, Watch, What};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stage::{LONG, NAME, Stick, see};

/// The next event, and how late it was told.
fn expect(events: &Receiver<Event>, what: What, socket: Option<&str>) -> Duration {
    let event = events.recv_timeout(LONG).unwrap_or_else(|_| panic!("{what:?} is not told"));
    let name = event.socket.as_ref().map(|socket| socket.name.as_str());
    assert_eq!((event.what, name), (what, socket));
    event.at.elapsed()
}

#[test]
fn a_keyboard_fob_that_comes_and_goes_is_told_once_each_time() {
    let mut stick = Stick::plug(12_345_678);
    // Nobody misses the smart card service while a fob is there without it.
    let (_watch, events) = Watch::start().expect("a thread");
    expect(&events, What::Inserted, Some(NAME));
    // Pulled and put back at once.
    stick.fob.remove().expect("fobsim");
    stick.insert();
    expect(&events, What::Inserted, Some(NAME));
    stick.fob.remove().expect("fobsim");
    let late = expect(&events, What::Removed, Some(NAME));
    assert!(late >= Duration::from_millis(250), "told after {late:?}: not debounced");
    // Now nothing is there without it.
    expect(&events, What::ServiceGone, None);
    drop(stick);
    see(0);
}

#[test]
fn without_a_fob_the_lack_of_a_service_is_told_and_a_fob_all_the_same() {
    see(0);
    let (_watch, events) = Watch::start().expect("a thread");
    expect(&events, What::ServiceGone, None);
    let stick = Stick::plug(12_345_678);
    expect(&events, What::Inserted, Some(NAME));
    drop(stick);
    expect(&events, What::Removed, Some(NAME));
}

#[test]
fn fobctl_watches_keyboards_too() {
    see(0);
    let home = TempDir::new().expect("a folder");
    let mut child = Command::new(built("desk-cli", "fobctl").expect("fobctl"))
        .args(["--lang", "en", "--json", "--data"])
        .arg(home.path())
        .args(["fobs", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("fobctl runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut next = || -> Value {
        let line = lines.next().expect("an event").expect("text");
        serde_json::from_str(&line).expect("one document a line")
    };
    let mut stick = Stick::plug(7_654_321);
    let event = next();
    assert_eq!(json!([event["event"], event["reader"]]), json!(["inserted", NAME]), "{event}");
    let fob = json!([event["fob"]["serial"], event["fob"]["transport"]]);
    assert_eq!(fob, json!(["7654321", "hid"]));
    stick.fob.remove().expect("fobsim");
    let event = next();
    assert_eq!(json!([event["event"], event["fob"]["serial"]]), json!(["removed", "7654321"]));
    child.kill().expect("it watches for ever");
    child.wait().expect("it ends");
}
