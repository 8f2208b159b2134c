//! Rows 42 and 43: who may do what to others, and what somebody may do about himself.

use desk::codes::{self, Word};
use desk::operators::{self, NewOperator, SignIn};
use desk::suspend::{Term, resume, suspend};
use desk::{Desk, issue, policy, releases};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

use super::to_text;

const PASSPHRASE: &str = "correct horse battery";

fn new(login: &str, role: &str) -> NewOperator {
    NewOperator { login: login.into(), name: login.into(), role: role.into(), person: None }
}

fn came(login: &str, proof: &str) -> SignIn {
    SignIn { login: login.into(), proof: proof.to_owned().into() }
}

/// A desk at which Olga sits; `ada` is its administrator.
fn olga_sits(stage: &Stage, olga: NewOperator) -> Desk {
    let mut desk = stage.desk();
    operators::add(&mut desk, new("ada", "admin"), PASSPHRASE).expect("the first one");
    operators::sign_in(&mut desk, &came("ada", PASSPHRASE)).expect("signed in");
    operators::add(&mut desk, olga, PASSPHRASE).expect("a further one");
    operators::sign_in(&mut desk, &came("olga", PASSPHRASE)).expect("signed in");
    desk
}

/// There "manage one-time passwords" is a task of its own, apart from the settings. Better: here what
/// each role may do are house rules, and acts carry the operator.
#[test]
fn row_42_the_helpdesk_manages_devices_and_codes_and_changes_no_settings() {
    let stage = Stage::with(&[]);
    let mut desk = olga_sits(&stage, new("olga", "helpdesk"));
    codes::issue(&mut desk, "anna", None, &to_text(&stage, "a.txt")).expect("codes");
    let verdict = codes::verify(&mut desk, "anna", "FBDSK-7Q2M9-TXA1A").expect("checked");
    assert_eq!(verdict.verdict, Word::Wrong);
    suspend(&mut desk, "anna", Term::Days(1), "fob at home").expect("disabled for a day");
    resume(&mut desk, "anna").expect("and enabled");
    assert_eq!(code(policy::set(&mut desk, "codes.count", "5")), "not_allowed");
    assert_eq!(code(operators::role(&mut desk, "olga", "admin")), "not_allowed");
    let by = codes::status(&mut desk, "anna").expect("read").by;
    assert_eq!(by.as_deref(), Some("olga"));
}

/// There a user connects, enables and prints for himself, and disables only where he need not have a
/// device. Better: here nobody releases what he asked for himself, and his own passphrase is changed
/// with the old one alone.
#[test]
fn row_43_somebody_signs_in_by_his_own_proof_and_changes_nothing_else_about_himself() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let own = NewOperator { person: Some("anna".into()), ..new("olga", "provisioner") };
    let mut desk = olga_sits(&stage, own);
    // Her own fob, given by herself since her role gives fobs, signs her in.
    issue::issue(&mut desk, &mut Clerk::pressing(&stick), &order("anna", "slot1-hotp"))
        .expect("given");
    let typed = stick.press(1).expect("it types");
    operators::sign_in(&mut stage.desk(), &came("olga", &typed)).expect("by her own fob");
    // Her own passphrase, by the old one alone; nobody else's.
    let mut change = |login: &str, old: Option<&str>| {
        let old = old.map(|text| text.to_owned().into());
        code(operators::passphrase(&mut desk, login, old, "another long one"))
    };
    assert_eq!(change("olga", None), "sign_in_wrong");
    assert_eq!(change("olga", Some("guessed long one")), "sign_in_wrong");
    assert_eq!(change("ada", Some(PASSPHRASE)), "not_allowed");
    assert_eq!(change("olga", Some(PASSPHRASE)), "ok");
    let old = operators::sign_in(&mut stage.desk(), &came("olga", PASSPHRASE));
    assert_eq!(code(old), "sign_in_wrong");
    operators::sign_in(&mut stage.desk(), &came("olga", "another long one")).expect("the new one");
    // Neither her role nor the rules that bind her, and for good she is excused by another one only.
    assert_eq!(code(operators::role(&mut desk, "olga", "admin")), "not_allowed");
    assert_eq!(code(operators::disable(&mut desk, "olga", true)), "not_allowed");
    assert_eq!(code(policy::set(&mut desk, "mandatory.departments", "")), "not_allowed");
    let asked = suspend(&mut desk, "anna", Term::ForGood, "my own").expect_err("it waits");
    assert_eq!(asked.cause.code(), "needs_approval");
    let id = asked.detail.expect("its number");
    assert_eq!(code(releases::give(&mut desk, &id, None)), "release_own");
}
