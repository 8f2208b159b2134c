//! Who works at the desk: nothing happens without somebody, and nobody does more than their role.

use std::time::Duration;

use desk::operators::{self, NewOperator, SignIn};
use desk::suspend::{Term, suspend};
use desk::{Desk, Output, codes, history, issue, look, lost, people, policy, releases, returned};
use desk_store::audit::Filter;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

const PASSPHRASE: &str = "correct horse battery";

fn came(login: &str, proof: &str) -> SignIn {
    SignIn { login: login.to_owned(), proof: proof.to_owned().into() }
}

fn new(login: &str, role: &str) -> NewOperator {
    NewOperator { login: login.into(), name: login.into(), role: role.into(), person: None }
}

/// A stage with these operators; the first one is an administrator called `ada`.
fn house(stage: &Stage, others: &[(&str, &str)]) -> Desk {
    let mut desk = stage.desk();
    operators::add(&mut desk, new("ada", "admin"), PASSPHRASE).expect("the first one");
    operators::sign_in(&mut desk, &came("ada", PASSPHRASE)).expect("she is it");
    policy::set(&mut desk, "two.policy", "no").expect("alone she may");
    for (login, role) in others {
        operators::add(&mut desk, new(login, role), PASSPHRASE).expect("a further one");
    }
    desk
}

fn sit(stage: &Stage, login: &str) -> Desk {
    let mut desk = stage.desk();
    operators::sign_in(&mut desk, &came(login, PASSPHRASE)).expect("signed in");
    desk
}

#[test]
fn from_the_first_operator_on_nothing_is_read_or_written_without_one() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 1_000_001)]);
    let mut desk = stage.desk();
    let first = operators::add(&mut desk, new("olga", "helpdesk"), PASSPHRASE);
    assert_eq!(code(first), "first_admin", "else nobody could ever add another one");
    let short = operators::add(&mut desk, new("ada", "admin"), "short");
    assert_eq!(code(short), "passphrase_short");
    let pretender = operators::add(&mut desk, new("os:ada", "admin"), PASSPHRASE);
    assert_eq!(code(pretender), "login_bad", "the history would name her as the system's user");
    let ada = operators::add(&mut desk, new("ada", "admin"), PASSPHRASE).expect("added");
    assert_eq!((ada.role.as_str(), ada.disabled), ("admin", None));

    for mut stranger in [stage.desk(), desk] {
        assert_eq!(code(people::find(&mut stranger, "")), "sign_in_needed");
        assert_eq!(code(look::fobs(&mut stranger)), "sign_in_needed");
        assert_eq!(code(codes::status(&mut stranger, "anna")), "sign_in_needed");
        let output = Output { text: Some(stage.dir.path().join("x.txt")), ..Output::default() };
        assert_eq!(code(codes::issue(&mut stranger, "anna", None, &output)), "sign_in_needed");
        let given = issue::issue(&mut stranger, &mut Clerk::default(), &order("anna", "oath-hotp"));
        assert_eq!(code(given), "sign_in_needed");
        assert_eq!(code(operators::list(&mut stranger)), "sign_in_needed");
        assert_eq!(code(releases::give(&mut stranger, "1", None)), "sign_in_needed");
    }
    assert!(stage.tokens().is_empty() && !stage.dir.path().join("x.txt").exists());
    let mut desk = sit(&stage, "ADA");
    people::find(&mut desk, "").expect("whatever the case of the login");
    operators::sign_out(&mut desk).expect("she gets up");
    assert_eq!(code(people::find(&mut desk, "")), "sign_in_needed");
}

#[test]
fn every_act_carries_the_operator() {
    let stage = Stage::with(&[]);
    let mut desk = house(&stage, &[("olga", "helpdesk")]);
    operators::sign_in(&mut desk, &came("olga", PASSPHRASE)).expect("she takes the seat");
    suspend(&mut desk, "anna", Term::Days(1), "fob at home").expect("done");
    let log = history::log(&mut desk, &history::Which::default()).expect("read");
    let last = log.last().expect("the last act");
    assert_eq!((last.act.as_str(), last.operator.as_str()), ("person.suspended", "olga"));
    let ledger = stage.ledger();
    let set = ledger.view().expect("unlocked").suspensions(
        ledger.view().expect("unlocked").person_by_login("anna").expect("read").expect("Anna").id,
    );
    assert_eq!(set.expect("read")[0].by, "olga");
}

#[test]
fn a_role_does_what_it_may_and_leaves_no_trace_of_what_it_may_not() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(&[stick]);
    house(
        &stage,
        &[("vera", "viewer"), ("olga", "helpdesk"), ("paul", "provisioner"), ("aude", "auditor")],
    );
    let text = |name: &str| Output { text: Some(stage.dir.path().join(name)), ..Output::default() };
    let give = |desk: &mut Desk| {
        code(issue::issue(desk, &mut Clerk::default(), &order("anna", "oath-hotp")))
    };

    let mut vera = sit(&stage, "vera");
    people::find(&mut vera, "anna").expect("a viewer looks");
    assert_eq!(code(history::log(&mut vera, &history::Which::default())), "not_allowed");
    assert_eq!(code(codes::issue(&mut vera, "anna", None, &text("v.txt"))), "not_allowed");
    assert!(!stage.dir.path().join("v.txt").exists(), "the file that was made ready is gone");
    assert_eq!(give(&mut vera), "not_allowed");
    assert_eq!(code(codes::verify(&mut vera, "anna", "FBDSK-7Q2M9-TXA1A")), "not_allowed");
    assert_eq!(code(suspend(&mut vera, "anna", Term::ForGood, "x")), "not_allowed");

    let mut aude = sit(&stage, "aude");
    history::log(&mut aude, &history::Which::default()).expect("an auditor reads the history");
    assert_eq!(code(suspend(&mut aude, "anna", Term::Days(1), "x")), "not_allowed");

    let mut olga = sit(&stage, "olga");
    codes::issue(&mut olga, "anna", None, &text("o.txt")).expect("the helpdesk makes codes");
    assert_eq!(give(&mut olga), "not_allowed", "and gives no fobs");
    assert_eq!(code(policy::set(&mut olga, "codes.count", "5")), "not_allowed");
    assert_eq!(code(operators::add(&mut olga, new("eve", "admin"), PASSPHRASE)), "not_allowed");
    assert_eq!(code(operators::role(&mut olga, "olga", "admin")), "not_allowed");
    assert!(stage.tokens().is_empty());

    let mut paul = sit(&stage, "paul");
    assert_eq!(give(&mut paul), "ok");
    let back =
        returned::take_back(&mut sit(&stage, "olga"), &mut Clerk::default(), "1000001", false);
    assert_eq!(code(back), "not_allowed");
    let loss = lost::Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "train".into(),
        emergency: None,
        codes: Output::default(),
        identified: None,
    };
    lost::lost(&mut sit(&stage, "olga"), &mut Clerk::default(), &loss).expect("the helpdesk may");

    // The house may say otherwise, and it holds at once for whoever sits there already.
    let mut ada = sit(&stage, "ada");
    policy::set(&mut ada, "may.days", "auditor").expect("changed");
    suspend(&mut aude, "anna", Term::Days(1), "fob lost").expect("now she may");
    assert_eq!(code(suspend(&mut olga, "anna", Term::Days(1), "x")), "not_allowed");
    operators::disable(&mut ada, "olga", true).expect("ended");
    assert_eq!(code(people::find(&mut olga, "")), "sign_in_needed", "and she gets up at once");
    assert_eq!(code(operators::sign_in(&mut olga, &came("olga", PASSPHRASE))), "sign_in_wrong");
    operators::disable(&mut ada, "olga", false).expect("back");
    operators::sign_in(&mut olga, &came("olga", PASSPHRASE)).expect("she may again");
}

#[test]
fn wrong_passphrases_are_written_down_and_make_the_next_one_wait() {
    let stage = Stage::with(&[]);
    house(&stage, &[("olga", "helpdesk")]);
    let try_it =
        |login: &str, proof: &str| code(operators::sign_in(&mut stage.desk(), &came(login, proof)));
    for _ in 0..5 {
        assert_eq!(try_it("olga", "correct horse"), "sign_in_wrong");
    }
    // Each try was another desk, as another process has it.
    assert_eq!(try_it("olga", PASSPHRASE), "sign_in_throttled");
    assert_eq!(try_it("ada", PASSPHRASE), "ok", "others are not kept out");
    assert_eq!(try_it("nobody at all", PASSPHRASE), "sign_in_wrong");
    stage.world.pass(Duration::from_secs(15 * 60 + 1));
    assert_eq!(try_it("olga", PASSPHRASE), "ok");
    let ledger = stage.ledger();
    let filter = Filter { act: Some("operator.refused"), ..Filter::default() };
    let log = ledger.view().expect("unlocked").log(&filter).expect("read");
    assert_eq!(log.len(), 6);
    assert!(!log.iter().any(|entry| entry.detail.to_string().contains("nobody at all")));
}

#[test]
fn an_operators_own_fob_signs_in_and_each_code_once() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = house(&stage, &[]);
    let own = NewOperator { person: Some("anna".into()), ..new("anna.berg", "helpdesk") };
    operators::add(&mut desk, own, PASSPHRASE).expect("added");
    let mut clerk = Clerk::pressing(&stick);
    issue::issue(&mut desk, &mut clerk, &order("anna", "slot1-hotp")).expect("her own fob");
    let typed = stick.press(1).expect("it types");
    let mut desk = stage.desk();
    operators::sign_in(&mut desk, &came("anna.berg", &typed)).expect("a code is enough");
    let again = operators::sign_in(&mut stage.desk(), &came("anna.berg", &typed));
    assert_eq!(code(again), "sign_in_wrong", "a code is spent");
    let other =
        operators::sign_in(&mut stage.desk(), &came("ada", &stick.press(1).expect("typed")));
    assert_eq!(code(other), "sign_in_wrong", "it is nobody else's");
    let mut ada = sit(&stage, "ada");
    policy::set(&mut ada, "sign_in.fob", "no").expect("changed");
    let off =
        operators::sign_in(&mut stage.desk(), &came("anna.berg", &stick.press(1).expect("typed")));
    assert_eq!(code(off), "sign_in_wrong");
}

#[test]
fn a_desk_never_loses_its_last_administrator_and_the_recovery_key_helps_who_forgot() {
    let stage = Stage::with(&[]);
    let mut desk = house(&stage, &[("olga", "helpdesk")]);
    assert_eq!(code(operators::disable(&mut desk, "ada", true)), "last_admin");
    assert_eq!(code(operators::role(&mut desk, "ada", "viewer")), "last_admin");
    operators::role(&mut desk, "olga", "admin").expect("a second one");
    operators::disable(&mut desk, "ada", true).expect("now she may go");
    assert_eq!(code(people::find(&mut desk, "")), "sign_in_needed");
    let mut olga = sit(&stage, "olga");
    let own = |old: Option<&str>| old.map(|text| text.to_owned().into());
    let short = operators::passphrase(&mut olga, "olga", own(Some(PASSPHRASE)), "short");
    assert_eq!(code(short), "passphrase_short");
    let unproven = operators::passphrase(&mut olga, "olga", own(None), "another long one");
    assert_eq!(code(unproven), "sign_in_wrong", "an unlocked desk is no proof");
    operators::passphrase(&mut olga, "olga", own(Some(PASSPHRASE)), "another long one")
        .expect("hers");
    let old = operators::sign_in(&mut stage.desk(), &came("olga", PASSPHRASE));
    assert_eq!(code(old), "sign_in_wrong");
    let rescued =
        operators::rescue(&mut stage.desk(), "ada", "AGE-SECRET-KEY-1", "another long one");
    assert_eq!(code(rescued), "recovery_key_wrong");
}

#[test]
fn a_second_operator_releases_what_one_alone_may_not_do() {
    let stage = Stage::with(&[]);
    let mut ada = house(&stage, &[]);
    suspend(&mut ada, "boris", Term::ForGood, "contractor").expect("alone, nobody could release");
    operators::add(&mut ada, new("olga", "helpdesk"), PASSPHRASE).expect("a second one");
    policy::set(&mut ada, "two.policy", "yes").expect("changed while it was off");

    let asked = suspend(&mut ada, "anna", Term::ForGood, "long leave").expect_err("it waits");
    assert_eq!((asked.cause.code(), asked.detail.as_deref()), ("needs_approval", Some("1")));
    let again = suspend(&mut ada, "anna", Term::ForGood, "long leave").expect_err("it waits");
    assert_eq!(again.detail.as_deref(), Some("1"), "it is asked for once");
    assert_eq!(people::show(&mut ada, "anna").expect("read").suspended, None);
    let changed = policy::set(&mut ada, "two.for_good", "no");
    assert_eq!(code(changed), "needs_approval", "the rule itself is a rule");

    assert_eq!(code(releases::give(&mut ada, "1", None)), "release_own");
    let alone = releases::give(&mut ada, "1", Some(&came("ada", PASSPHRASE)));
    assert_eq!(code(alone), "release_own");
    let wrong = releases::give(&mut ada, "1", Some(&came("olga", "guess guess")));
    assert_eq!(code(wrong), "sign_in_wrong");
    assert_eq!(releases::list(&mut ada).expect("read").len(), 2);

    // Olga at Ada's desk, or at her own: Ada stays seated.
    let done = releases::give(&mut ada, "1", Some(&came("olga", PASSPHRASE))).expect("released");
    assert_eq!((done.outcome.as_deref(), done.by.as_str()), (Some("released"), "ada"));
    let anna = people::show(&mut ada, "anna").expect("read");
    assert_eq!(anna.suspended.expect("for good").until, None);
    assert_eq!(code(releases::give(&mut sit(&stage, "olga"), "1", None)), "release_over");
    releases::refuse(&mut ada, "2").expect("she thinks better of it");
    assert_eq!(policy::show(&mut ada, "two.for_good").expect("read").value, "yes");
    assert_eq!(code(releases::give(&mut sit(&stage, "olga"), "2", None)), "release_over");

    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let log = view.log(&Filter::default()).expect("read");
    let done = log.iter().rfind(|e| e.act == "person.suspended").expect("the act itself");
    assert_eq!((done.operator.as_str(), done.result.as_str()), ("ada", "released"));
    let given = log.iter().find(|e| e.act == "release.given").expect("who released it");
    assert_eq!((given.operator.as_str(), given.n), ("olga", done.n + 1));
}

#[test]
fn what_waits_too_long_or_for_somebody_who_may_not_any_more_is_never_done() {
    let stage = Stage::with(&[]);
    let mut ada = house(&stage, &[("olga", "helpdesk"), ("paul", "helpdesk"), ("vera", "viewer")]);
    let mut olga = sit(&stage, "olga");
    let ask =
        |desk: &mut Desk| suspend(desk, "anna", Term::ForGood, "x").expect_err("waits").detail;
    assert_eq!(ask(&mut olga).as_deref(), Some("1"));
    assert_eq!(code(releases::give(&mut sit(&stage, "vera"), "1", None)), "not_allowed");
    stage.world.pass(Duration::from_secs(86_400));
    assert_eq!(code(releases::give(&mut ada, "1", None)), "release_over");
    assert_eq!(ask(&mut olga).as_deref(), Some("2"));
    operators::disable(&mut ada, "olga", true).expect("ended");
    assert_eq!(code(releases::give(&mut ada, "2", None)), "release_over");
    assert_eq!(people::show(&mut ada, "anna").expect("read").suspended, None);
    let mut paul = sit(&stage, "paul");
    assert_eq!(ask(&mut paul).as_deref(), Some("3"));
    policy::set(&mut ada, "may.days", "").expect("nobody but administrators");
    assert_eq!(code(releases::give(&mut ada, "3", None)), "release_over");
    assert_eq!(code(releases::give(&mut ada, "77", None)), "unknown_release");
}

#[test]
fn where_the_house_says_so_operators_too_need_a_second_one() {
    let stage = Stage::with(&[]);
    let mut ada = house(&stage, &[("olga", "auditor")]);
    policy::set(&mut ada, "two.operators", "yes").expect("changed");
    assert_eq!(code(operators::add(&mut ada, new("eve", "admin"), PASSPHRASE)), "needs_approval");
    assert_eq!(code(operators::disable(&mut ada, "olga", true)), "needs_approval");
    let mut olga = sit(&stage, "olga");
    releases::give(&mut olga, "1", None).expect("an auditor releases");
    operators::sign_in(&mut stage.desk(), &came("eve", PASSPHRASE)).expect("with her passphrase");
}

/// Everybody's sheets at once: asked for by one, done in her name when the other one releases it.
#[test]
fn everybody_s_sheets_are_voided_by_two() {
    let stage = Stage::with(&[]);
    house(&stage, &[("olga", "helpdesk"), ("igor", "helpdesk")]);
    let mut olga = sit(&stage, "olga");
    let output = Output { text: Some(stage.dir.path().join("a.txt")), ..Output::default() };
    codes::issue(&mut olga, "anna", None, &output).expect("issued");
    let asked = codes::void_all(&mut olga, "the printer kept copies").map(drop);
    assert_eq!(code(asked), "needs_approval");
    assert_eq!(codes::status(&mut olga, "anna").expect("read").voided, None, "nothing is done yet");
    let waiting = releases::list(&mut olga).expect("read").remove(0);
    assert_eq!(waiting.act, "codes.voided_all");
    assert_eq!(waiting.reason.as_deref(), Some("the printer kept copies"));
    assert_eq!(code(releases::give(&mut olga, &waiting.id, None)), "release_own");
    releases::give(&mut sit(&stage, "igor"), &waiting.id, None).expect("released");
    assert!(codes::status(&mut olga, "anna").expect("read").voided.is_some());
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("codes.voided_all"), ..Filter::default() });
    let log = log.expect("read");
    assert_eq!(
        (log.len(), log[0].operator.as_str(), &log[0].detail["count"]),
        (1, "olga", &1.into())
    );
}

#[test]
fn ending_it_for_several_who_left_is_no_way_around_the_second_operator() {
    let stage = Stage::with(&[]);
    let mut ada = house(&stage, &[("olga", "helpdesk"), ("aude", "auditor")]);
    for person in ["anna", "boris"] {
        let name = format!("{person}.txt");
        let text = Output { text: Some(stage.dir.path().join(name)), ..Output::default() };
        codes::issue(&mut ada, person, None, &text).expect("a set");
    }
    let valid = |desk: &mut Desk, login: &str| codes::status(desk, login).expect("read").left;
    let mut olga = sit(&stage, "olga");
    let both = b"login\nanna\nboris\n";
    people::leavers(&mut olga, both, "left", true).expect("to look needs nobody");
    let asked = people::leavers(&mut olga, both, "left", false).expect_err("it waits");
    assert_eq!(asked.cause.code(), "needs_approval");
    assert_eq!((valid(&mut ada, "anna"), valid(&mut ada, "boris")), (10, 10), "nothing is done");
    let id = asked.detail.expect("its number");
    let shown = releases::list(&mut olga).expect("read").remove(0);
    assert_eq!((shown.act.as_str(), shown.value.as_deref()), ("people.left", Some("2")));
    releases::give(&mut sit(&stage, "aude"), &id, None).expect("released");
    assert_eq!((valid(&mut ada, "anna"), valid(&mut ada, "boris")), (0, 0));
    // One alone is what the helpdesk does all day.
    let text = Output { text: Some(stage.dir.path().join("again.txt")), ..Output::default() };
    codes::issue(&mut ada, "anna", None, &text).expect("a set");
    people::leavers(&mut olga, b"login\nanna\n", "left", false).expect("done");
    assert_eq!(valid(&mut ada, "anna"), 0);
}
