//! What was begun and not proven: it can always be finished, and nobody's by mistake.

use std::time::Duration;

use desk::cards::Issued;
use desk::issue::{Order, issue};
use desk::verify::{Check, verify};
use desk::{Fault, Left, Progress};
use desk_store::{Outcome, Token, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, lock_slot, order};
use fob_sim::{Fob, Model, Moment, SimFob, Vanish, seeded};

fn with_consent(person: &str, profile: &str, last: &str) -> Order {
    Order { overwrite: Some(last.into()), ..order(person, profile) }
}

fn typed(serial: &str, code: &str) -> Check {
    Check { fob: Some(serial.into()), code: Some(code.into()), ..Check::default() }
}

/// Issues, a little later than whatever came before: so tokens have an order.
fn give(stage: &Stage, clerk: &mut Clerk, order: &Order) -> Result<Issued, Fault> {
    stage.world.pass(Duration::from_secs(1));
    issue(&mut stage.desk(), clerk, order)
}

fn states(stage: &Stage) -> Vec<TokenState> {
    stage.tokens().iter().map(|token| token.state).collect()
}

fn open_lines(stage: &Stage) -> usize {
    stage.ledger().view().expect("unlocked").open_lines().expect("readable").len()
}

/// Writes slot 2 for Anna and loses the answer: the fob holds the secret, the ledger does not know.
fn written_unheard(stick: &SimFob, stage: &Stage, order: &Order) -> Token {
    for after in 0..60 {
        stick.faults(|f| f.vanish = Some(Vanish { after, at: Moment::Unanswered }));
        assert!(give(stage, &mut Clerk::default(), order).is_err());
        stick.faults(|f| f.vanish = None);
        stick.insert();
        let token = stage.tokens().pop();
        if let Some(token) = token.filter(|_| stick.inside(|fob| fob.slot(2).is_some())) {
            assert_eq!(token.state, TokenState::Intended);
            return token;
        }
    }
    panic!("the slot is never written");
}

#[test]
fn a_fob_that_counted_on_before_its_proof_is_written_once_more() {
    let stick = fob(Model::Yubikey5, 1_100_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let slot = order("anna", "slot2-hotp");
    give(&stage, &mut Clerk::default(), &slot).expect("written");
    for _ in 0..12 {
        stick.press(2).expect("a code");
    }
    assert_eq!(code(give(&stage, &mut Clerk::pressing(&stick), &slot)), "code_wrong");
    let before = stage.tokens();
    let again = with_consent("anna", "slot2-hotp", "0001");
    let done = give(&stage, &mut Clerk::pressing(&stick), &again).expect("proven");
    assert_eq!((done.token.state.as_str(), done.token.next), ("assigned", 1));
    assert_eq!(done.token.id, before[0].id.to_string(), "the same secret, written once more");
    assert_eq!((stage.tokens().len(), open_lines(&stage)), (1, 0));
}

#[test]
fn an_entry_that_was_removed_before_its_proof_is_written_once_more() {
    let stick = fob(Model::Yubikey5, 1_100_002);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let slot = order("anna", "slot2-hotp");
    give(&stage, &mut Clerk::default(), &slot).expect("written");
    stick.inside(|f| *f = Fob::new(Model::Yubikey5, Some(1_100_002), None, seeded(3)));
    let done = give(&stage, &mut Clerk::pressing(&stick), &slot).expect("proven");
    assert_eq!(done.token.state, "assigned");
    assert_eq!(stage.tokens().len(), 1);
}

#[test]
fn a_code_proves_a_write_that_was_cut_off_and_is_not_made_again_by_it() {
    let stick = fob(Model::Yubikey5, 1_100_003);
    let stage = Stage::with(std::slice::from_ref(&stick));
    written_unheard(&stick, &stage, &order("anna", "slot2-hotp"));
    let pressed = stick.press(2).expect("a code");
    stick.remove();
    let check = typed("1100003", &pressed);
    let proven = verify(&mut stage.desk(), &mut Clerk::default(), &check).expect("it fits");
    assert_eq!((proven.token.state.as_str(), proven.token.next), ("assigned", 1));
    stick.insert();
    let next = stick.press(2).expect("a code");
    let second = verify(&mut stage.desk(), &mut Clerk::default(), &typed("1100003", &next));
    assert_eq!(second.expect("the fob counts on").token.next, 2);
    assert_eq!(open_lines(&stage), 0);
}

#[test]
fn one_of_two_that_wait_is_given_even_if_its_write_was_cut_off() {
    let stick = fob(Model::Yubikey5, 1_100_004);
    let stage = Stage::with(std::slice::from_ref(&stick));
    give(&stage, &mut Clerk::default(), &order("anna", "slot1-hotp")).expect("written");
    written_unheard(&stick, &stage, &order("anna", "slot2-hotp"));
    let pressed = stick.press(2).expect("a code");
    let proven = verify(&mut stage.desk(), &mut Clerk::default(), &typed("1100004", &pressed));
    assert_eq!(proven.expect("it fits").token.state, "assigned");
    assert_eq!(states(&stage), [TokenState::Written, TokenState::Assigned]);
}

#[test]
fn a_code_from_before_the_write_asks_for_one_from_after_it() {
    let stick = fob(Model::Yubikey5, 1_100_005);
    let stage = Stage::with(std::slice::from_ref(&stick));
    written_unheard(&stick, &stage, &order("anna", "slot2-hotp"));
    let fault = verify(&mut stage.desk(), &mut Clerk::default(), &typed("1100005", "000000"))
        .expect_err("not a code of it");
    assert_eq!((fault.cause.code(), fault.left), ("code_needed", Some(Left::Written)));
    assert_eq!(states(&stage), [TokenState::Written]);
    let asked = Check { fob: Some("1100005".into()), ..Check::default() };
    assert_eq!(code(verify(&mut stage.desk(), &mut Clerk::default(), &asked)), "code_needed");
}

#[test]
fn a_refusal_after_a_cut_off_write_leaves_the_line_open_and_nothing_old_alive() {
    let stick = fob(Model::Yubikey5, 1_100_006);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let slot = order("anna", "slot2-hotp");
    give(&stage, &mut Clerk::pressing(&stick), &slot).expect("issued");
    let old = stick.inside(|fob| fob.slot(2).map(fob_sim::Slot::secret));
    let again = with_consent("anna", "slot2-hotp", "0006");
    for after in 0..60 {
        stick.faults(|f| f.vanish = Some(Vanish { after, at: Moment::Unanswered }));
        assert!(give(&stage, &mut Clerk::default(), &again).is_err());
        stick.faults(|f| f.vanish = None);
        stick.insert();
        if stick.inside(|fob| fob.slot(2).map(fob_sim::Slot::secret)) != old {
            break;
        }
    }
    assert_eq!(states(&stage), [TokenState::Retired, TokenState::Intended]);
    lock_slot(&stick, 2);
    let fault = give(&stage, &mut Clerk::pressing(&stick), &again).expect_err("locked");
    assert_eq!((fault.cause.code(), fault.left), ("slot_protected", Some(Left::Unsure)));
    assert_eq!(states(&stage), [TokenState::Retired, TokenState::Intended]);
    assert_eq!(open_lines(&stage), 1);
}

#[test]
fn what_was_never_proven_is_nobodys_after_a_refused_replacement() {
    let stick = fob(Model::Yubikey5, 1_100_007);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let later = desk::Profile {
        name: "later".into(),
        kind: desk::TokenKind::Hotp,
        place: desk::Place::Slot2,
        digits: 6,
        algorithm: desk::Algorithm::Sha1,
        period: None,
        counter: 16,
        touch: false,
        enter: false,
        issuer: None,
    };
    desk::profiles::add(&mut desk, &later).expect("a profile");
    issue(&mut desk, &mut Clerk::default(), &order("anna", "later")).expect("written");
    lock_slot(&stick, 2);
    let other = with_consent("anna", "slot2-hotp", "0007");
    assert_eq!(code(issue(&mut desk, &mut Clerk::pressing(&stick), &other)), "slot_protected");
    assert!(!states(&stage).contains(&TokenState::Assigned), "{:?}", states(&stage));
}

#[test]
fn a_fob_that_is_promised_to_one_is_not_given_to_another_by_accident() {
    let stick = fob(Model::Yubikey5, 1_100_008);
    let stage = Stage::with(std::slice::from_ref(&stick));
    give(&stage, &mut Clerk::default(), &order("anna", "slot1-hotp")).expect("written");
    let boris = order("boris", "oath-hotp");
    assert_eq!(code(give(&stage, &mut Clerk::default(), &boris)), "fob_taken");
    assert_eq!(states(&stage), [TokenState::Written]);
}

#[test]
fn what_somebody_else_has_on_a_fob_is_retired_when_it_is_given_and_not_before() {
    let stick = fob(Model::Yubikey5, 1_100_009);
    let stage = Stage::with(std::slice::from_ref(&stick));
    give(&stage, &mut Clerk::default(), &order("anna", "oath-hotp")).expect("issued");
    give(&stage, &mut Clerk::default(), &order("anna", "slot1-hotp")).expect("written");
    let boris = with_consent("boris", "slot2-hotp", "0009");
    give(&stage, &mut Clerk::default(), &boris).expect("written");
    use TokenState::{Assigned, Retired, Written};
    assert_eq!(states(&stage), [Assigned, Written, Written], "not before");

    let pressed = stick.press(2).expect("a code");
    verify(&mut stage.desk(), &mut Clerk::default(), &typed("1100009", &pressed)).expect("proven");
    assert_eq!(states(&stage), [Retired, Retired, Assigned]);
    assert_eq!(open_lines(&stage), 0);
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let line = view.line_of(stage.tokens()[1].id).expect("readable").expect("a line");
    assert_eq!(line.outcome, Some(Outcome::Superseded));
    let retired = Check { token: Some(stage.tokens()[0].id.to_string()), ..Check::default() };
    let refused = verify(&mut stage.desk(), &mut Clerk::default(), &retired);
    assert_eq!(code(refused), "nothing_to_verify");
}

#[test]
fn a_slot_that_refuses_another_person_costs_the_holder_nothing() {
    let stick = fob(Model::Yubikey5, 1_100_010);
    let stage = Stage::with(std::slice::from_ref(&stick));
    give(&stage, &mut Clerk::default(), &order("anna", "oath-hotp")).expect("issued");
    give(&stage, &mut Clerk::pressing(&stick), &order("anna", "slot2-hotp")).expect("issued");
    lock_slot(&stick, 2);
    let boris = with_consent("boris", "slot2-hotp", "0010");
    assert_eq!(code(give(&stage, &mut Clerk::default(), &boris)), "slot_protected");
    use TokenState::{Abandoned, Assigned};
    assert_eq!(states(&stage), [Assigned, Assigned, Abandoned]);
}

#[test]
fn a_code_that_was_used_or_lies_far_ahead_is_no_failed_proof() {
    let stick = fob(Model::Yubikey5, 1_100_011);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let timed = give(&stage, &mut Clerk::default(), &order("anna", "oath-totp"));
    let ask = |token: &str| {
        let check = Check { token: Some(token.to_owned()), ..Check::default() };
        verify(&mut stage.desk(), &mut Clerk::default(), &check)
    };
    assert_eq!(code(ask(&timed.expect("issued").token.id)), "code_used", "within one time step");

    let other = fob(Model::Yubikey5, 1_100_012);
    stick.remove();
    stage.bench.plug(&other);
    let counted = give(&stage, &mut Clerk::default(), &order("anna", "slot1-hotp"));
    let id = counted.expect("written").token.id;
    let pressed: Vec<String> = (0..30).map(|_| other.press(1).expect("a code")).collect();
    let check = |text: &String| Check { code: Some(text.clone()), ..typed("1100012", text) };
    verify(&mut stage.desk(), &mut Clerk::default(), &check(&pressed[0])).expect("proven");
    let far = verify(&mut stage.desk(), &mut Clerk::default(), &check(&pressed[29]));
    assert_eq!(code(far), "code_wrong", "{id}");
}

#[test]
fn a_write_is_never_finished_on_a_fob_that_cannot_say_who_it_is() {
    let nameless = |dice| SimFob::new(Fob::new(Model::Yubikey5, None, None, seeded(dice)));
    let (first, second) = (nameless(7), nameless(8));
    let stage = Stage::with(std::slice::from_ref(&first));
    let slot = order("anna", "slot2-hotp");
    written_unheard(&first, &stage, &slot);
    first.remove();
    stage.bench.plug(&second);
    let mut clerk = Clerk::default();
    give(&stage, &mut clerk, &order("boris", "oath-hotp")).expect("issued");
    assert!(second.inside(|fob| fob.slot(2).is_none()), "Anna's secret is not on Boris's fob");
    assert!(!clerk.heard.iter().any(|told| matches!(told, Progress::Settled { .. })));
}

#[test]
fn what_waits_for_a_typed_code_is_not_called_finished() {
    let (one, two) = (fob(Model::Yubikey5, 1_100_013), fob(Model::Yubikey5, 1_100_014));
    let stage = Stage::with(std::slice::from_ref(&one));
    give(&stage, &mut Clerk::default(), &order("anna", "slot1-hotp")).expect("written");
    stage.bench.plug(&two);
    let mut clerk = Clerk::default();
    let boris = Order { fob: Some("1100014".into()), ..order("boris", "oath-hotp") };
    give(&stage, &mut clerk, &boris).expect("issued");
    assert!(!clerk.heard.iter().any(|told| matches!(told, Progress::Settled { .. })));
}

#[test]
fn the_history_does_not_keep_a_login() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 1_100_015)]);
    give(&stage, &mut Clerk::default(), &order("anna", "oath-hotp")).expect("issued");
    let ledger = stage.ledger();
    for entry in ledger.view().expect("unlocked").log(&Default::default()).expect("readable") {
        assert!(!entry.detail.to_string().contains("anna"), "{}: {}", entry.act, entry.detail);
    }
}

#[test]
fn a_printer_that_refuses_does_not_make_a_given_fob_look_unproven() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 1_100_016)]);
    let codes = desk::Output { print: Some("no such printer".into()), ..desk::Output::default() };
    let with_codes = Order { codes, ..order("anna", "oath-hotp") };
    let fault = give(&stage, &mut Clerk::default(), &with_codes).expect_err("no printer");
    assert_eq!((fault.cause.code(), fault.left), ("codes_not_made", None));
    assert_eq!(states(&stage), [TokenState::Assigned]);
}
