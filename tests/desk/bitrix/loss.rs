//! Rows 44 to 46: who is gone, and who has lost the device.

use std::time::Duration;

use desk::codes::{self, Word};
use desk::lost::{Fate, Loss, Wanted, found, lost};
use desk::suspend::{Term, resume, suspend};
use desk::{NewPerson, Output, issue, people};
use desk_store::audit::Filter;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

use super::days::held;
use super::{check, set, with_fob};

fn loss(minutes: Option<u32>) -> Loss {
    let emergency = minutes.map(|minutes| Wanted { uses: None, minutes: Some(minutes), out: None });
    let codes = Output::default();
    Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "lost".into(),
        emergency,
        codes,
        identified: None,
    }
}

#[test]
fn row_44_a_person_who_was_deleted_gets_in_by_nothing() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "a.txt");
    people::delete(&mut stage.desk(), "anna").expect("deleted");
    assert_eq!(code(codes::verify(&mut stage.desk(), "anna", &codes[0])), "unknown_person");
    // Nor does the next one of that login.
    let new = NewPerson { login: "anna".into(), name: "Another".into(), ..NewPerson::default() };
    people::add(&mut stage.desk(), new).expect("added");
    assert_eq!(code(codes::verify(&mut stage.desk(), "anna", &codes[0])), "no_codes");
}

#[test]
fn row_45_a_lost_device_a_code_lets_in_else_some_days_without_then_a_new_device() {
    let (stage, _stick) = with_fob();
    let codes = set(&stage, "a.txt");
    lost(&mut stage.desk(), &mut Clerk::default(), &loss(None)).expect("lost");
    assert_eq!(check(&stage, &codes[0]), Word::Accepted);
    suspend(&mut stage.desk(), "anna", Term::Days(2), "waits for a fob").expect("suspended");
    assert!(held(&stage).is_some());
    let next = fob(Model::Yubikey5, 1_000_002);
    let sockets = fob_sim::SimSockets::with([next]);
    let mut desk = stage.desk_over(Box::new(sockets));
    let given = issue::issue(&mut desk, &mut Clerk::default(), &order("anna", "oath-hotp"));
    assert_eq!(given.expect("a new fob").fob.serial, "1000002");
    resume(&mut desk, "anna").expect("as before");
}

/// Better: a way in for minutes, which ends by itself, when it is used up, or with the loss.
#[test]
fn row_46_whoever_lost_the_device_gets_a_way_in_for_a_time() {
    let (stage, _stick) = with_fob();
    let lose = |minutes| lost(&mut stage.desk(), &mut Clerk::default(), &loss(Some(minutes)));
    let shown = |fate: desk::lost::FobFate| fate.emergency.and_then(|card| card.code);
    let first = shown(lose(30).expect("lost")).expect("shown once");
    assert_eq!(check(&stage, &first), Word::Accepted);
    assert_eq!(check(&stage, &first), Word::Used);
    let second = shown(lose(30).expect("again")).expect("shown once");
    stage.world.pass(Duration::from_secs(30 * 60));
    assert_eq!(check(&stage, &second), Word::Void, "its time is over");
    let third = shown(lose(30).expect("again")).expect("shown once");
    found(&mut stage.desk(), &mut Clerk::default(), "1000001", Fate::GiveBack).expect("found");
    assert_eq!(check(&stage, &third), Word::Void, "the fob is back");
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("fob.emergency"), ..Filter::default() });
    assert_eq!(log.expect("read").len(), 2);
}
