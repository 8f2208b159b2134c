//! Rows 6 to 8 and 26 to 29: who must have a device, by when, and who does without one for a while.

use std::time::Duration;

use desk::cards::MustCard;
use desk::codes::Word;
use desk::defer::defer;
use desk::reminders::{self, About};
use desk::suspend::{Term, resume, suspend};
use desk::{Desk, NewPerson, issue, people, policy};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

use super::{DAY, check, set, with_fob};

pub(super) fn held(stage: &Stage) -> Option<desk::cards::SuspendedCard> {
    people::show(&mut stage.desk(), "anna").expect("Anna").suspended
}

/// Adds somebody to a department.
fn add(desk: &mut Desk, login: &str, department: &str) {
    let new = NewPerson {
        login: login.into(),
        name: login.into(),
        department: Some(department.into()),
        ..NewPerson::default()
    };
    people::add(desk, new).expect("added");
}

fn must(desk: &mut Desk, login: &str) -> Option<MustCard> {
    people::show(desk, login).expect("on the list").must
}

/// By which day somebody must have one.
fn by(desk: &mut Desk, login: &str) -> Option<String> {
    must(desk, login)?.until.map(|at| at[..10].to_owned())
}

fn overdue(desk: &mut Desk) -> Vec<String> {
    let list = reminders::list(desk).expect("read").list;
    let must = list.into_iter().filter(|one| one.about == About::Must && one.overdue);
    must.filter_map(|one| one.person).collect()
}

#[test]
fn row_06_a_device_is_required_of_nobody_until_the_house_says_so() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    assert_eq!(policy::show(&mut desk, "mandatory.departments").expect("a rule").value, "");
    add(&mut desk, "ella", "Sales");
    stage.world.pass(DAY * 400);
    assert_eq!((must(&mut desk, "ella"), overdue(&mut desk)), (None, vec![]));
    policy::set(&mut desk, "mandatory.departments", "Sales").expect("on");
    assert!(must(&mut desk, "ella").is_some());
    policy::set(&mut desk, "mandatory.departments", "").expect("and off");
    assert_eq!(must(&mut desk, "ella"), None);
}

/// There the list names groups, users or departments; here departments, as the house writes them.
#[test]
fn row_07_it_is_required_of_the_departments_that_are_named() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    for (login, department) in [("ella", "Sales"), ("fred", "Бухгалтерия"), ("gina", "Kitchen")]
    {
        add(&mut desk, login, department);
    }
    policy::set(&mut desk, "mandatory.departments", "SALES, бухгалтерия").expect("changed");
    let bound = ["anna", "ella", "fred", "gina"].map(|login| must(&mut desk, login).is_some());
    assert_eq!(bound, [false, true, true, false], "anna is in no department");
}

/// Better: there the days begin with a first sign-in, and one who never comes is never late; here
/// with the rule or the person, whichever is later, and who is late stands on a list.
#[test]
fn row_08_days_to_connect_are_ten_or_as_the_house_says_and_none_is_at_once() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    add(&mut desk, "ella", "Sales");
    stage.world.pass(DAY * 30);
    policy::set(&mut desk, "mandatory.departments", "Sales").expect("changed");
    assert_eq!(by(&mut desk, "ella").as_deref(), Some("2026-04-10"), "ten days after the rule");
    stage.world.pass(DAY * 10 - Duration::from_millis(1));
    assert_eq!(overdue(&mut desk), [""; 0]);
    stage.world.pass(Duration::from_millis(1));
    assert_eq!(overdue(&mut desk), ["ella"]);
    policy::set(&mut desk, "mandatory.days", "30").expect("changed");
    assert_eq!(overdue(&mut desk), [""; 0]);
    policy::set(&mut desk, "mandatory.days", "0").expect("changed");
    add(&mut desk, "fred", "Sales");
    let mut late = overdue(&mut desk);
    late.sort();
    assert_eq!(late, ["ella", "fred"], "demanded at once");
}

/// Better: it asks for a reason, and the day stands beside the person and in the history.
#[test]
fn row_28_whoever_has_connected_nothing_is_put_off_extended_or_excused_for_good() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    add(&mut desk, "ella", "Sales");
    policy::set(&mut desk, "mandatory.departments", "Sales").expect("changed");
    policy::set(&mut desk, "mandatory.days", "0").expect("changed");
    let put_off = |desk: &mut Desk, term| defer(desk, "ella", term, "waits for the delivery");
    assert_eq!(overdue(&mut desk), ["ella"], "the period has expired");
    put_off(&mut desk, Term::Days(3)).expect("put off");
    assert_eq!(by(&mut desk, "ella").as_deref(), Some("2026-03-04"), "expires on that day");
    assert_eq!(overdue(&mut desk), [""; 0]);
    stage.world.pass(DAY * 2);
    put_off(&mut desk, Term::Days(3)).expect("extended, from today on");
    assert_eq!(by(&mut desk, "ella").as_deref(), Some("2026-03-06"));
    stage.world.pass(DAY * 3);
    assert_eq!(overdue(&mut desk), ["ella"], "and required again by itself");
    put_off(&mut desk, Term::ForGood).expect("switched off");
    stage.world.pass(DAY * 400);
    let excused = must(&mut desk, "ella").expect("still one of them");
    assert_eq!((excused.until, excused.deferred, overdue(&mut desk)), (None, true, vec![]));
    put_off(&mut desk, Term::Days(1)).expect("required again in a day");
    stage.world.pass(DAY);
    assert_eq!(overdue(&mut desk), ["ella"]);
    assert_eq!(code(defer(&mut desk, "ella", Term::Days(1), "")), "reason_needed");
    issue::issue(&mut desk, &mut Clerk::default(), &order("ella", "oath-hotp")).expect("given");
    assert_eq!(code(put_off(&mut desk, Term::Days(1))), "nothing_to_defer");
}

/// Better: a reason is demanded, and it stands in the history with whoever gave it.
#[test]
fn row_26_disabling_is_for_good_or_for_one_to_ten_days_and_keeps_secret_and_codes() {
    let (stage, _stick) = with_fob();
    let codes = set(&stage, "a.txt");
    let before = stage.tokens().remove(0);
    for days in [0, 11] {
        let refused = suspend(&mut stage.desk(), "anna", Term::Days(days), "on holiday");
        assert_eq!(code(refused), "days_bad");
    }
    assert_eq!(code(suspend(&mut stage.desk(), "anna", Term::Days(1), " ")), "reason_needed");
    for days in 1..=10 {
        let until = suspend(&mut stage.desk(), "anna", Term::Days(days), "on holiday");
        assert!(until.expect("suspended").until.is_some());
    }
    let good = suspend(&mut stage.desk(), "anna", Term::ForGood, "on leave").expect("for good");
    assert_eq!(good.until, None);
    stage.world.pass(DAY * 400);
    let card = held(&stage).expect("it lasts");
    assert_eq!((card.reason.as_str(), card.by.as_str()), ("on leave", "os:tester"));
    let after = stage.tokens().remove(0);
    assert_eq!((after.state, after.next), (before.state, before.next));
    assert_eq!(check(&stage, &codes[0]), Word::Accepted);
}

/// Better: there it ends with an hourly sweep, up to an hour late.
#[test]
fn row_27_it_ends_by_itself_to_the_millisecond() {
    let stage = Stage::with(&[]);
    suspend(&mut stage.desk(), "anna", Term::Days(3), "fob at home").expect("suspended");
    stage.world.pass(DAY * 3 - Duration::from_millis(1));
    assert!(held(&stage).is_some_and(|card| card.until.is_some()), "it says until when");
    stage.world.pass(Duration::from_millis(1));
    assert_eq!(held(&stage), None);
}

#[test]
fn row_29_codes_are_asked_for_again_as_soon_as_somebody_says_so() {
    let stage = Stage::with(&[]);
    suspend(&mut stage.desk(), "anna", Term::Days(10), "fob at home").expect("suspended");
    let again = resume(&mut stage.desk(), "anna").expect("ended");
    assert_eq!((again.until, held(&stage)), (None, None));
    assert_eq!(code(resume(&mut stage.desk(), "anna")), "not_suspended");
}
