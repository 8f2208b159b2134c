//! A computer's clock is set: what is over stays over, and the doctor says that times jump.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::codes::{self, Word};
use desk::doctor::{Check, State, checkup};
use desk::lost::{Loss, Wanted, lost};
use desk::suspend::{Term, suspend};
use desk::vault::{self, Setup};
use desk::{Desk, Key, Lang, NewPerson, Output, Setting, issue, people};
use desk_tests::props::stage::{Clerk, Stage, Still, fob, order};
use fob_sim::{Model, SimSockets};

const HOUR: Duration = Duration::from_secs(3600);
const MINUTE: Duration = Duration::from_secs(60);
const MOMENT: Duration = Duration::from_millis(1);

fn clock(desk: &mut Desk) -> Check {
    let checks = checkup(desk).checks;
    checks.into_iter().find(|check| check.name == "clock").expect("a check of the clock")
}

/// Something is done, and its entry is the last one now.
fn add(desk: &mut Desk, login: &str) {
    let new = NewPerson { login: login.into(), name: login.into(), ..NewPerson::default() };
    people::add(desk, new).expect("added");
}

#[test]
fn a_clock_that_was_put_back_by_more_than_a_minute_is_told_as_long_as_it_shows() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    assert_eq!(clock(&mut desk).state, State::Ok);
    stage.world.put_back(MINUTE);
    assert_eq!(clock(&mut desk).state, State::Ok, "a minute is nothing");
    stage.world.put_back(MOMENT);
    let told = clock(&mut desk);
    let last = desk::history::log(&mut desk, &Default::default()).expect("read").len();
    assert_eq!(told.state, State::Warn);
    let what = format!(
        "This computer's clock was put back: after entry {last} of the history stands an earlier \
         time."
    );
    assert_eq!(told.what, what);
    assert!(told.now.is_some_and(|now| now.contains("over the network")));
    // Set right again before anything was written, nothing is left of it.
    stage.world.pass(MOMENT);
    assert_eq!(clock(&mut desk).state, State::Ok);
    stage.world.put_back(MOMENT);
    add(&mut desk, "vera");
    stage.world.pass(HOUR);
    add(&mut desk, "ella");
    assert_eq!(clock(&mut desk).what, what, "it stands in the history");
}

#[test]
fn two_computers_whose_clocks_differ_are_told_apart_from_one_that_was_set() {
    let folders = tempfile::tempdir().expect("folders");
    let world = Arc::new(Still::new(5));
    let at = |dir: &str, workstation: &str| {
        Desk::new(Setting {
            dir: folders.path().join(dir),
            key: Key::Passphrase(format!("the passphrase at {workstation}").into()),
            world: world.clone(),
            sockets: Box::new(SimSockets::new()),
            workstation: workstation.to_owned(),
            operator: "os:tester".to_owned(),
            sign_in: None,
            lang: Lang::En,
        })
    };
    let path = |name: &str| -> std::path::PathBuf { Path::new(folders.path()).join(name) };
    let mut first = at("first", "front");
    let setup = Setup { key_out: Some(path("paper.txt")), ..Setup::default() };
    vault::init(&mut first, &setup).expect("a vault");
    world.put_back(HOUR);
    add(&mut first, "anna");
    world.pass(HOUR);
    add(&mut first, "boris");
    vault::backup(&mut first, &path("backup.db")).expect("a backup");
    let key = std::fs::read_to_string(path("paper.txt")).expect("the paper");

    // The other computer's clock is right: what it finds is the first one's.
    let mut second = at("second", "back room");
    vault::restore(&mut second, &path("backup.db"), &key).expect("restored");
    let told = clock(&mut second);
    assert!(told.what.starts_with("The clock of the computer front was put back"), "{}", told.what);
    // Put back, it disagrees with the one that wrote before it.
    let mut third = at("third", "cellar");
    world.put_back(HOUR);
    vault::restore(&mut third, &path("backup.db"), &key).expect("restored");
    let told = clock(&mut third);
    assert!(told.what.starts_with("The clocks of this desk's computers differ"), "{}", told.what);
    assert!(told.what.contains("the computer cellar has an earlier time"), "{}", told.what);
}

#[test]
fn a_suspension_that_was_over_does_not_come_back_with_the_clock() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    let held = |desk: &mut Desk| people::show(desk, "anna").expect("Anna").suspended.is_some();
    suspend(&mut desk, "anna", Term::Days(1), "fob at home").expect("suspended");
    stage.world.pass(HOUR * 24);
    assert!(!held(&mut desk));
    add(&mut desk, "vera");
    stage.world.put_back(HOUR * 12);
    assert!(!held(&mut desk));
    add(&mut desk, "ella");
    assert!(!held(&mut desk), "not by an entry with an earlier time, either");
    assert_eq!(clock(&mut desk).state, State::Warn);
    // A new one holds from now on, though later times stand in the history.
    suspend(&mut desk, "anna", Term::Days(1), "fob at home").expect("suspended");
    stage.world.pass(HOUR * 24 - MOMENT);
    assert!(held(&mut desk));
    stage.world.pass(MOMENT);
    assert!(!held(&mut desk));
}

#[test]
fn an_emergency_code_that_was_over_lets_nobody_in_with_the_clock_put_back() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    issue::issue(&mut desk, &mut clerk, &order("anna", "oath-hotp")).expect("given");
    let loss = Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "train".into(),
        emergency: Some(Wanted { uses: Some(9), minutes: Some(60), out: None }),
        codes: Output::default(),
        identified: None,
    };
    let fate = lost(&mut desk, &mut clerk, &loss).expect("lost");
    let typed = fate.emergency.and_then(|card| card.code).expect("shown once");
    let says = || codes::verify(&mut stage.desk(), "anna", &typed).expect("a verdict").verdict;
    assert_eq!(says(), Word::Accepted);
    stage.world.pass(HOUR);
    assert_eq!(says(), Word::Void, "and that it was asked stands in the history");
    stage.world.put_back(HOUR / 2);
    assert_eq!(says(), Word::Void);
}
