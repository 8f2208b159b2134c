//! The house's rules: each holds where it says, and a change stands in the history.

use std::time::Duration;

use desk::codes::{self, Word};
use desk::suspend::{Term, suspend};
use desk::{Output, policy};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

fn text(stage: &Stage, name: &str) -> Output {
    Output { text: Some(stage.dir.path().join(name)), ..Output::default() }
}

fn codes_in(stage: &Stage, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(stage.dir.path().join(name)).expect("a set");
    text.lines().map(|line| line.split_once(". ").expect("N. CODE").1.to_owned()).collect()
}

#[test]
fn every_rule_can_be_read_and_changed_and_nothing_else_is_taken() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    assert_eq!(policy::list(&mut desk).expect("read").len(), 33);
    assert_eq!(policy::show(&mut desk, "codes.count").expect("read").value, "10");
    policy::set(&mut desk, "codes.count", "12").expect("changed");
    assert_eq!(policy::show(&mut desk, "codes.count").expect("read").value, "12");
    assert_eq!(code(policy::set(&mut desk, "codes.count", "99")), "policy_bad");
    assert_eq!(code(policy::set(&mut desk, "codes.colour", "red")), "policy_unknown");
    // The same again is no change.
    policy::set(&mut desk, "codes.count", "12").expect("as it is");
    let ledger = stage.ledger();
    let filter = desk_store::audit::Filter { act: Some("policy.changed"), ..Default::default() };
    let log = ledger.view().expect("unlocked").log(&filter).expect("read");
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].detail["to"], "12");
}

/// 1C-Bitrix, row 5: `otp_allow_recovery_codes`.
#[test]
fn where_codes_are_not_used_none_are_made_and_none_are_accepted() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(&[stick]);
    let mut desk = stage.desk();
    codes::issue(&mut desk, "anna", None, &text(&stage, "a.txt")).expect("issued");
    let good = codes_in(&stage, "a.txt").remove(0);
    policy::set(&mut desk, "codes.allowed", "no").expect("changed");
    let refused = codes::issue(&mut desk, "anna", None, &text(&stage, "b.txt"));
    assert_eq!(code(refused), "codes_off");
    assert!(!stage.dir.path().join("b.txt").exists());
    assert_eq!(code(codes::verify(&mut desk, "anna", &good)), "codes_off");
    let with = desk::issue::Order { codes: text(&stage, "c.txt"), ..order("anna", "oath-hotp") };
    assert_eq!(code(desk::issue::issue(&mut desk, &mut Clerk::default(), &with)), "codes_off");
    assert!(stage.tokens().is_empty(), "nothing was begun");
    policy::set(&mut desk, "codes.allowed", "yes").expect("changed");
    let verdict = codes::verify(&mut desk, "anna", &good).expect("a verdict");
    assert_eq!(verdict.verdict, Word::Accepted);
}

#[test]
fn where_codes_leave_on_paper_alone_no_text_is_written() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    policy::set(&mut desk, "codes.print_only", "yes").expect("changed");
    let refused = codes::issue(&mut desk, "anna", None, &text(&stage, "a.txt"));
    let fault = refused.expect_err("refused");
    assert_eq!((fault.cause.code(), fault.cause.kind().exit_code()), ("codes_print_only", 4));
    assert!(!stage.dir.path().join("a.txt").exists());
    let sheet = Output { pdf: Some(stage.dir.path().join("a.pdf")), ..Output::default() };
    codes::issue(&mut desk, "anna", None, &sheet).expect("on paper");
}

#[test]
fn a_set_is_void_when_its_days_are_over_and_low_when_few_are_left() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    policy::set(&mut desk, "codes.expiry_days", "30").expect("changed");
    policy::set(&mut desk, "codes.low_water", "2").expect("changed");
    let set = codes::issue(&mut desk, "anna", Some(3), &text(&stage, "a.txt")).expect("issued");
    assert_eq!((set.left, set.low), (3, false));
    assert_eq!(set.expires.as_deref(), Some("2026-03-31T10:00:00Z"));
    let all = codes_in(&stage, "a.txt");
    stage.world.pass(Duration::from_secs(30 * 86_400 - 1));
    let first = codes::verify(&mut desk, "anna", &all[0]).expect("a verdict");
    assert_eq!((first.verdict, first.left), (Word::Accepted, 2));
    assert!(codes::status(&mut desk, "anna").expect("a set").low);
    stage.world.pass(Duration::from_secs(1));
    let late = codes::verify(&mut desk, "anna", &all[1]).expect("a verdict");
    assert_eq!((late.verdict, late.left), (Word::Void, 0));
    let status = codes::status(&mut desk, "anna").expect("a set");
    assert_eq!((status.left, status.low, status.voided), (0, false, status.expires.clone()));
    assert_eq!(desk::people::show(&mut desk, "anna").expect("shown").recovery, None);
}

/// 1C-Bitrix, row 38: a new device wipes the codes; here a house may say otherwise.
#[test]
fn a_new_fob_voids_the_set_unless_the_house_says_otherwise() {
    for (rule, left) in [("yes", 0), ("no", 10)] {
        let stick = fob(Model::Yubikey5, 1_000_001);
        let stage = Stage::with(&[stick]);
        let mut desk = stage.desk();
        policy::set(&mut desk, "codes.new_fob_voids", rule).expect("changed");
        let mut clerk = Clerk::default();
        desk::issue::issue(&mut desk, &mut clerk, &order("anna", "oath-hotp")).expect("issued");
        codes::issue(&mut desk, "anna", None, &text(&stage, "a.txt")).expect("issued");
        let again =
            desk::issue::Order { overwrite: Some("0001".into()), ..order("anna", "oath-hotp") };
        desk::issue::issue(&mut desk, &mut clerk, &again).expect("issued anew");
        assert_eq!(codes::status(&mut desk, "anna").expect("a set").left, left, "{rule}");
    }
}

#[test]
fn wrong_codes_make_the_desk_wait_as_the_house_says() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    policy::set(&mut desk, "codes.wrong_most", "2").expect("changed");
    policy::set(&mut desk, "codes.wrong_minutes", "60").expect("changed");
    codes::issue(&mut desk, "anna", None, &text(&stage, "a.txt")).expect("issued");
    codes::issue(&mut desk, "boris", None, &text(&stage, "b.txt")).expect("issued");
    let his = codes_in(&stage, "b.txt");
    let hers = codes_in(&stage, "a.txt");
    let says = |desk: &mut desk::Desk, typed: &str| {
        codes::verify(desk, "anna", typed).expect("a verdict").verdict
    };
    assert_eq!(says(&mut desk, &his[0]), Word::Wrong);
    assert_eq!(says(&mut desk, &his[1]), Word::Wrong);
    // Also for whoever starts the program anew.
    assert_eq!(says(&mut stage.desk(), &hers[0]), Word::Throttled);
    stage.world.pass(Duration::from_secs(59 * 60));
    assert_eq!(says(&mut desk, &hers[0]), Word::Throttled);
    stage.world.pass(Duration::from_secs(61));
    assert_eq!(says(&mut desk, &hers[0]), Word::Accepted);
}

#[test]
fn whoever_tries_one_person_after_another_has_to_wait_too() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    policy::set(&mut desk, "codes.wrong_most_here", "3").expect("changed");
    codes::issue(&mut desk, "anna", None, &text(&stage, "a.txt")).expect("issued");
    codes::issue(&mut desk, "boris", None, &text(&stage, "b.txt")).expect("issued");
    let (hers, his) = (codes_in(&stage, "a.txt"), codes_in(&stage, "b.txt"));
    let mut says = |login: &str, typed: &str| {
        codes::verify(&mut desk, login, typed).expect("a verdict").verdict
    };
    assert_eq!(says("anna", &his[0]), Word::Wrong);
    assert_eq!(says("boris", &hers[0]), Word::Wrong);
    assert_eq!(says("anna", &his[1]), Word::Wrong);
    assert_eq!(says("boris", &his[2]), Word::Throttled);
    stage.world.pass(Duration::from_secs(15 * 60 + 1));
    assert_eq!(
        codes::verify(&mut desk, "boris", &his[2]).expect("a verdict").verdict,
        Word::Accepted
    );
}

/// 1C-Bitrix, row 26: for good, or for one to ten days.
#[test]
fn how_long_somebody_may_do_without_codes_is_the_houses_to_say() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    policy::set(&mut desk, "suspend.most_days", "2").expect("changed");
    policy::set(&mut desk, "suspend.for_good", "no").expect("changed");
    assert_eq!(code(suspend(&mut desk, "anna", Term::Days(3), "at home")), "days_bad");
    assert_eq!(code(suspend(&mut desk, "anna", Term::ForGood, "at home")), "not_for_good");
    suspend(&mut desk, "anna", Term::Days(2), "at home").expect("suspended");
}
