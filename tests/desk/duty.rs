//! Who must have a fob and who may wait; who left; a loss that is undone; and what to think of.

use std::time::Duration;

use desk::defer::defer;
use desk::issue::issue;
use desk::lost::{Loss, Wanted, lost, undo};
use desk::reminders::{self, About};
use desk::returned::take_back;
use desk::suspend::{Term, suspend};
use desk::{Desk, NewPerson, Output, codes, people, policy};
use desk_store::{FobState, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Model, SimFob};

const SERIAL: &str = "1000001";

fn day(days: u64) -> Duration {
    Duration::from_secs(days * 86_400)
}

fn adds(desk: &mut Desk, login: &str, department: &str) {
    let new = NewPerson {
        login: login.into(),
        name: login.to_uppercase(),
        department: Some(department.into()),
        ..NewPerson::default()
    };
    people::add(desk, new).expect("added");
}

fn must(desk: &mut Desk, login: &str) -> Option<(Option<String>, bool)> {
    let must = people::show(desk, login).expect("shown").must;
    must.map(|must| (must.until.map(|at| at[..10].to_owned()), must.deferred))
}

fn until(day: &str) -> Option<(Option<String>, bool)> {
    Some((Some(day.to_owned()), false))
}

/// Anna has a fob.
fn with_fob() -> (Stage, SimFob) {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut clerk = Clerk::default();
    issue(&mut stage.desk(), &mut clerk, &order("anna", "oath-hotp")).expect("issued");
    (stage, stick)
}

fn loss(emergency: bool) -> Loss {
    let emergency = emergency.then_some(Wanted { uses: Some(3), minutes: Some(60), out: None });
    Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "train".into(),
        emergency,
        codes: Output::default(),
        identified: None,
    }
}

fn states(stage: &Stage) -> (FobState, Vec<TokenState>) {
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let fob = view.fobs_called(SERIAL).expect("read").remove(0);
    let tokens = view.tokens_in(fob.id).expect("read");
    (fob.state, tokens.iter().map(|token| token.state).collect())
}

/// 1C-Bitrix, rows 6 to 8 and 28: whom it binds, for how long it waits, and putting it off.
#[test]
fn a_duty_counts_from_the_day_somebody_was_added_or_the_rule_came_to_name_the_department() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    adds(&mut desk, "ella", "Sales");
    assert_eq!(must(&mut desk, "ella"), None, "nobody must");
    assert_eq!(code(defer(&mut desk, "ella", Term::Days(3), "on leave")), "nothing_to_defer");
    stage.world.pass(day(5));
    policy::set(&mut desk, "mandatory.departments", "IT, sales").expect("changed");
    stage.world.pass(day(1));
    adds(&mut desk, "fred", " SALES ");
    adds(&mut desk, "gina", "Kitchen");
    assert_eq!(must(&mut desk, "ella"), until("2026-03-16"), "the rule came later than ella");
    assert_eq!(must(&mut desk, "fred"), until("2026-03-17"), "fred came later than the rule");
    assert_eq!(must(&mut desk, "gina"), None);
    // Another department beside it changes nothing for those who were named before.
    policy::set(&mut desk, "mandatory.departments", "Sales, Kitchen").expect("changed");
    assert_eq!(must(&mut desk, "ella"), until("2026-03-16"));
    assert_eq!(must(&mut desk, "gina"), until("2026-03-17"));
    policy::set(&mut desk, "mandatory.days", "0").expect("changed");
    assert_eq!(must(&mut desk, "gina"), until("2026-03-07"), "at once");
    // Left out and named again, it counts anew.
    policy::set(&mut desk, "mandatory.departments", "").expect("changed");
    assert_eq!(must(&mut desk, "ella"), None);
    stage.world.pass(day(1));
    policy::set(&mut desk, "mandatory.departments", "Sales").expect("changed");
    assert_eq!(must(&mut desk, "ella"), until("2026-03-08"));
    let list = reminders::list(&mut desk).expect("read").list;
    assert_eq!(list.iter().map(|it| it.about).collect::<Vec<_>>(), [About::Must; 2]);
    assert!(list.iter().all(|it| it.overdue), "{list:?}");
}

#[test]
fn a_duty_is_put_off_for_some_days_or_for_good_and_over_with_a_fob() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    policy::set(&mut desk, "mandatory.departments", "Sales").expect("changed");
    adds(&mut desk, "ella", "Sales");
    assert_eq!(code(defer(&mut desk, "ella", Term::Days(0), "on leave")), "term_bad");
    assert_eq!(code(defer(&mut desk, "ella", Term::Days(366), "on leave")), "term_bad");
    assert_eq!(code(defer(&mut desk, "ella", Term::Days(20), " ")), "reason_needed");
    let done = defer(&mut desk, "ella", Term::Days(20), "on leave").expect("put off");
    assert_eq!(done.until.as_deref(), Some("2026-03-21T10:00:00Z"));
    assert_eq!(must(&mut desk, "ella"), Some((Some("2026-03-21".into()), true)));
    assert!(reminders::list(&mut desk).expect("read").list.is_empty(), "it was put off");
    stage.world.pass(day(20));
    assert_eq!(must(&mut desk, "ella"), until("2026-03-21"), "to the second");
    defer(&mut desk, "ella", Term::ForGood, "works abroad").expect("put off");
    assert_eq!(must(&mut desk, "ella"), Some((None, true)));
    issue(&mut desk, &mut Clerk::default(), &order("ella", "oath-hotp")).expect("issued");
    assert_eq!(must(&mut desk, "ella"), None);
    // With the fob gone, what was put off once does not come back.
    take_back(&mut desk, &mut Clerk::default(), SERIAL, false).expect("back");
    assert_eq!(must(&mut desk, "ella"), until("2026-03-11"));
}

#[test]
fn a_loss_is_undone_for_ten_seconds_by_whoever_reported_it_and_if_nothing_else_happened() {
    let (stage, _stick) = with_fob();
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    assert_eq!(code(undo(&mut desk, SERIAL)), "undo_over", "it was not lost");
    let fate = lost(&mut desk, &mut clerk, &loss(true)).expect("lost");
    assert_eq!(fate.undo, Some(10));
    let typed = fate.emergency.and_then(|it| it.code).expect("a code");
    stage.world.pass(Duration::from_secs(10));
    assert_eq!(undo(&mut desk, SERIAL).expect("undone").fob.state, "assigned");
    assert_eq!(states(&stage), (FobState::Assigned, vec![TokenState::Assigned]));
    let said = codes::verify(&mut desk, "anna", &typed).expect("a verdict");
    assert_eq!(said.verdict, codes::Word::Void, "its code ended with it");
    assert_eq!(code(undo(&mut desk, SERIAL)), "undo_over", "once");

    lost(&mut desk, &mut clerk, &loss(false)).expect("lost");
    stage.world.pass(Duration::from_millis(10_001));
    assert_eq!(code(undo(&mut desk, SERIAL)), "undo_over", "too late");
    desk::lost::found(&mut desk, &mut clerk, SERIAL, desk::lost::Fate::GiveBack).expect("found");
    lost(&mut desk, &mut clerk, &loss(false)).expect("lost");
    lost(&mut desk, &mut clerk, &loss(true)).expect("another code");
    assert_eq!(code(undo(&mut desk, SERIAL)), "undo_over", "something else happened");
}

#[test]
fn an_open_write_goes_on_after_a_loss_that_was_undone() {
    let (stage, stick) = with_fob();
    let mut desk = stage.desk();
    let mut nobody = Clerk::default();
    stage.world.pass(Duration::from_secs(60));
    issue(&mut desk, &mut nobody, &order("anna", "slot2-hotp")).expect("written");
    let before = states(&stage);
    assert_eq!(before.1, [TokenState::Assigned, TokenState::Written]);
    lost(&mut desk, &mut nobody, &loss(false)).expect("lost");
    assert_eq!(states(&stage).1, [TokenState::Lost, TokenState::Retired]);
    undo(&mut desk, SERIAL).expect("undone");
    assert_eq!(states(&stage), before);
    let mut clerk = Clerk::pressing(&stick);
    let done = issue(&mut desk, &mut clerk, &order("anna", "slot2-hotp")).expect("finished");
    assert_eq!(done.token.state, "assigned");
}

#[test]
fn whoever_left_gets_in_by_nothing_and_the_fobs_wait_to_be_collected() {
    let (stage, stick) = with_fob();
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    let sheet = Output { text: Some(stage.dir.path().join("a.txt")), ..Output::default() };
    codes::issue(&mut desk, "anna", None, &sheet).expect("a sheet");
    suspend(&mut desk, "anna", Term::ForGood, "travels").expect("suspended");
    let list = b"when;LOGIN\n1 March;Anna\n1 March;nobody\n1 March;ANNA\n2 March;\n2 March;boris\n";
    assert_eq!(code(people::leavers(&mut desk, list, " ", true)), "reason_needed");
    let would = people::leavers(&mut desk, list, "left on 1 March", true).expect("looked");
    assert_eq!(states(&stage).0, FobState::Assigned, "nothing was done");
    let done = people::leavers(&mut desk, list, "left on 1 March", false).expect("swept");
    assert_eq!(would, done);
    assert_eq!(
        (done.rows, done.swept, done.unknown.as_slice()),
        (5, 2, &["nobody".to_owned()][..])
    );
    assert_eq!(done.refused.iter().map(|it| it.row).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(done.fobs.len(), 1);
    assert_eq!((done.fobs[0].serial.as_str(), done.fobs[0].person.as_str()), (SERIAL, "anna"));
    assert_eq!(states(&stage), (FobState::Suspended, vec![TokenState::Retired]));
    let person = people::show(&mut desk, "anna").expect("shown");
    assert_eq!((person.recovery, person.suspended), (None, None));
    assert_eq!(code(issue(&mut desk, &mut clerk, &order("boris", "oath-hotp"))), "fob_out_of_use");
    assert_eq!(reminders::list(&mut desk).expect("read").list[0].about, About::Collect);
    let count = |act: &'static str| {
        let filter = desk_store::audit::Filter { act: Some(act), ..Default::default() };
        stage.ledger().view().expect("unlocked").log(&filter).expect("read").len()
    };
    assert_eq!((count("people.left"), count("person.left"), count("fob.suspended")), (1, 1, 1));
    // The same list again finds nothing to do, and still says what is to be collected.
    let again = people::leavers(&mut desk, list, "left on 1 March", false).expect("looked");
    assert_eq!(again.fobs, done.fobs);
    assert_eq!(count("people.left"), 1);

    take_back(&mut desk, &mut clerk, SERIAL, true).expect("back, and emptied");
    assert_eq!(states(&stage), (FobState::Returned, vec![TokenState::Returned]));
    assert!(stick.inside(|fob| fob.credentials().is_empty()));
    assert!(reminders::list(&mut desk).expect("read").list.is_empty());
}

#[test]
fn reminders_go_with_their_reasons() {
    let (stage, _stick) = with_fob();
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    assert_eq!(reminders::list(&mut desk).expect("read").without_codes, 1);
    let sheet = Output { text: Some(stage.dir.path().join("a.txt")), ..Output::default() };
    codes::issue(&mut desk, "anna", Some(3), &sheet).expect("a short sheet");
    suspend(&mut desk, "anna", Term::Days(1), "fob at home").expect("suspended");
    let found = reminders::list(&mut desk).expect("read");
    assert_eq!(found.without_codes, 0);
    let about: Vec<About> = found.list.iter().map(|it| it.about).collect();
    assert_eq!(about, [About::Suspension, About::Low]);
    assert_eq!(found.list[1].say, "3 codes are left on the sheet of Anna Berg.");
    stage.world.pass(day(1));
    lost(&mut desk, &mut clerk, &loss(false)).expect("lost");
    let found = reminders::list(&mut desk).expect("read").list;
    assert_eq!(found.iter().map(|it| it.about).collect::<Vec<_>>(), [About::Lost]);
}

#[test]
fn whoever_is_deleted_has_no_way_in_left() {
    let (stage, _stick) = with_fob();
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    let fate = lost(&mut desk, &mut clerk, &loss(true)).expect("lost");
    assert!(fate.emergency.is_some());
    // Retiring ends it too: so the code is made again, as a fob that is lost again has one.
    let anna = |stage: &Stage| {
        let ledger = stage.ledger();
        let view = ledger.view().expect("unlocked");
        let person = view.find_people("anna", 1).expect("read").pop();
        person.map(|it| it.id)
    };
    let id = anna(&stage).expect("there");
    // A token that stays lost keeps its person; one that came back does not.
    assert_eq!(code(people::delete(&mut desk, "anna")), "person_has_fobs");
    take_back(&mut desk, &mut clerk, SERIAL, false).expect("back");
    let now = desk::World::now(&*stage.world);
    let open = desk_store::NewEmergency {
        person: id,
        fob: None,
        hash: [7; 32],
        uses: 2,
        until: now + 1_000_000,
        by: "os:tester".into(),
    };
    let mut ledger = stage.ledger();
    let mut txn = ledger.begin().expect("begun");
    txn.add_emergency(open).expect("one that outlived its fob");
    txn.commit(desk_store::audit::Entry::new("os:tester", "test")).expect("committed");
    people::delete(&mut desk, "anna").expect("deleted");
    let codes = stage.ledger().view().expect("unlocked").emergencies(id).expect("read");
    assert!(codes.iter().all(|code| !code.is_valid(now)), "{codes:?}");
}

#[test]
fn another_emergency_code_is_made_for_a_lost_fob_alone() {
    let (stage, _stick) = with_fob();
    let mut desk = stage.desk();
    let mut clerk = Clerk::default();
    let named = |emergency| Loss { person: None, fob: Some(SERIAL.into()), ..loss(emergency) };
    lost(&mut desk, &mut clerk, &named(false)).expect("lost");
    // Without a code there is nothing to do a second time; with one, only the code is made.
    assert_eq!(code(lost(&mut desk, &mut clerk, &named(false))), "fob_out_of_use");
    let again = lost(&mut desk, &mut clerk, &named(true)).expect("a code");
    assert!(again.emergency.is_some() && again.undo.is_none());
    desk::returned::retire(&mut desk, SERIAL, "gone").expect("retired");
    assert_eq!(code(lost(&mut desk, &mut clerk, &named(true))), "fob_out_of_use");
}
