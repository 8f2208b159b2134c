//! Fobs with a display: what they show, a person types; what their clock is off, is said.

use std::time::Duration;

use desk::issue::{Order, issue};
use desk::sync::{Ask, SyncWord, Whom, Windows, sync};
use desk::{Left, returned};
use desk_store::TokenState;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Answers, Fob, Model, Moment, SimFob, Vanish, seeded};

const SERIAL: u64 = 8_659_622_000_017;

fn single() -> (SimFob, Stage) {
    let token = fob(Model::Token2Nfc, SERIAL);
    let stage = Stage::with(std::slice::from_ref(&token));
    (token, stage)
}

/// The seed that the ledger sealed last.
fn sealed(stage: &Stage) -> Vec<u8> {
    let token = stage.tokens().pop().expect("a token");
    let ledger = stage.ledger();
    let seed = ledger.view().expect("unlocked").seed(token.id).expect("a sealed seed");
    seed.expose().to_vec()
}

fn held(token: &SimFob) -> Vec<u8> {
    token.inside(|fob| fob.display(0).map(|it| it.seed.clone())).unwrap_or_default()
}

#[test]
fn a_code_from_the_display_proves_a_fob() {
    for (model, serial) in [(Model::Token2Nfc, SERIAL), (Model::Molto2, 20_300_017)] {
        let token = fob(model, serial);
        let stage = Stage::with(std::slice::from_ref(&token));
        token.inside(|fob| fob.shift_clock(-180));
        let mut desk = stage.desk();
        let plugs = desk::look::fobs(&mut desk).expect("a look");
        assert_eq!(plugs.fobs[0].serial, Some(serial.to_string()));
        assert_eq!(plugs.fobs[0].clock_off, Some(-180));
        assert_eq!(plugs.fobs[0].clock.as_deref(), Some("Its clock is 3 minutes slow."));
        let issued = issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp"));
        let issued = issued.expect("given");
        assert_eq!(
            (issued.token.state.as_str(), issued.verified.how.as_str()),
            ("assigned", "typed")
        );
        assert_eq!(held(&token), sealed(&stage), "{model}");
        let plugs = desk::look::fobs(&mut desk).expect("a look");
        assert_eq!(plugs.fobs[0].clock_off, Some(0), "writing has set its clock");
    }
}

#[test]
fn a_wrong_code_leaves_it_written_and_it_is_proven_later() {
    let (token, stage) = single();
    let mut clerk = Clerk { types: vec!["000000".into(); 3], ..Clerk::default() };
    let fault = issue(&mut stage.desk(), &mut clerk, &order("anna", "oath-totp"));
    let fault = fault.expect_err("three wrong codes");
    assert_eq!((fault.cause.code(), fault.left), ("code_wrong", Some(Left::Written)));
    let check = desk::verify::Check { fob: Some(SERIAL.to_string()), ..Default::default() };
    let verify = |check| desk::verify::verify(&mut stage.desk(), &mut Clerk::default(), &check);
    assert_eq!(code(verify(check)), "code_needed");
    let typed = token.press(1).expect("lit");
    let fob = Some(SERIAL.to_string());
    let check = desk::verify::Check { fob, code: Some(typed), ..Default::default() };
    assert_eq!(verify(check).expect("proven").token.state, "assigned");
}

#[test]
fn what_it_cannot_do_is_said_before_anything_is_written() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    for profile in ["oath-hotp", "slot1-hotp"] {
        let outcome = issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", profile));
        let fault = outcome.expect_err("it cannot");
        assert_eq!((fault.cause.code(), fault.left), ("fob_cannot", Some(Left::Untouched)));
    }
    assert!(stage.tokens().is_empty() && held(&token).is_empty());
}

#[test]
fn anothers_fob_is_written_with_consent_only() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    issue(&mut desk, &mut Clerk::pressing(&token), &order("boris", "oath-totp")).expect("given");
    let before = held(&token);
    let mut asked = order("anna", "oath-totp");
    assert_eq!(code(issue(&mut desk, &mut Clerk::pressing(&token), &asked)), "fob_taken");
    assert_eq!(held(&token), before);
    asked.overwrite = Some("0017".into());
    stage.world.pass(Duration::from_secs(60));
    issue(&mut desk, &mut Clerk::pressing(&token), &asked).expect("given");
    assert_ne!(held(&token), before);
    let live: Vec<_> = stage.tokens().into_iter().filter(|it| it.state.is_live()).collect();
    assert_eq!(live.len(), 1, "boris's token went in the same transaction");
    let again = code(issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp")));
    assert_eq!(again, "display_in_use");
}

#[test]
fn a_fob_that_cannot_be_emptied_is_written_over_and_said_to_be() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp")).expect("given");
    let ours = held(&token);
    let back = returned::take_back(&mut desk, &mut Clerk::default(), &SERIAL.to_string(), true);
    let back = back.expect("back");
    assert!(back.scrambled && back.fob.state == "returned");
    assert!(!held(&token).is_empty() && held(&token) != ours, "a secret that nobody has");
}

#[test]
fn a_look_at_a_fob_with_a_display_spends_nothing_and_two_codes_put_its_clock_right() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp")).expect("given");
    stage.world.pass(Duration::from_secs(3_600));
    token.inside(|fob| fob.shift_clock(-600));
    let check = desk::check::check(&mut desk, &mut Clerk::default(), None).expect("looked at");
    assert_eq!((check.verdict, check.spent), (desk::check::CheckWord::CannotTell, 0));
    assert_eq!(check.clock_off, Some(-600));
    assert!(check.say.ends_with("Its clock is 10 minutes slow."), "{}", check.say);
    let first = token.press(1).expect("lit");
    stage.world.pass(Duration::from_secs(30));
    let codes = vec![first, token.press(1).expect("lit")];
    let whom = Whom::Fob(SERIAL.to_string());
    let ask = Ask { whom, codes, windows: Windows::DESK, cautious: false };
    let card = sync(&mut desk, &mut Clerk::default(), &ask).expect("a verdict");
    assert_eq!(card.verdict, SyncWord::Moved, "{}", card.say);
    assert_eq!(stage.tokens()[0].drift, Some(-20));
}

#[test]
fn a_molto_with_another_key_is_asked_once_and_not_again() {
    let token = fob(Model::Molto2, 20_300_017);
    token.inside(|fob| fob.set_customer_key(b"somebody else's"));
    let stage = Stage::with(std::slice::from_ref(&token));
    let mut desk = stage.desk();
    for _ in 0..3 {
        let outcome = issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp"));
        let fault = outcome.expect_err("another key");
        assert_eq!((fault.cause.code(), fault.left), ("fob_keyed", Some(Left::Untouched)));
        assert_eq!(token.inside(|fob| fob.key_tries()), Some(9), "one key, and never a second");
    }
    let states: Vec<_> = stage.tokens().iter().map(|it| it.state).collect();
    assert_eq!(states, [TokenState::Abandoned], "only the first try was begun");
}

#[test]
fn a_molto_that_got_another_key_before_its_proof_is_asked_once_by_whatever_way() {
    let token = fob(Model::Molto2, 20_300_018);
    let stage = Stage::with(std::slice::from_ref(&token));
    let mut desk = stage.desk();
    issue(&mut desk, &mut Clerk::default(), &order("anna", "oath-totp")).expect("written");
    // Somebody resets it and gives it a key of their own.
    token.inside(|it| *it = Fob::new(Model::Molto2, Some(20_300_018), None, seeded(9)));
    token.inside(|fob| fob.set_customer_key(b"somebody else's"));
    for _ in 0..3 {
        stage.world.pass(Duration::from_secs(1));
        let again = issue(&mut desk, &mut Clerk::default(), &order("anna", "oath-totp"));
        assert_eq!(code(again), "fob_keyed");
        assert_eq!(token.inside(|fob| fob.key_tries()), Some(9), "one key, and never a second");
    }
    // It is set back, and somebody says so.
    token.inside(|it| *it = Fob::new(Model::Molto2, Some(20_300_018), None, seeded(10)));
    stage.world.pass(Duration::from_secs(1));
    let said = Order { overwrite: Some("0018".into()), ..order("anna", "oath-totp") };
    let given = issue(&mut desk, &mut Clerk::pressing(&token), &said).expect("given");
    assert_eq!((given.token.state.as_str(), stage.tokens().len()), ("assigned", 1));
}

#[test]
fn a_refused_key_after_a_cut_off_write_brings_nobody_back() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp")).expect("given");
    let annas = held(&token);
    let to_boris = Order { overwrite: Some("0017".into()), ..order("boris", "oath-totp") };
    for after in 0.. {
        stage.world.pass(Duration::from_secs(1));
        token.faults(|f| f.vanish = Some(Vanish { after, at: Moment::Unanswered }));
        issue(&mut desk, &mut Clerk::default(), &to_boris).expect_err("lifted");
        token.faults(|f| f.vanish = None);
        token.insert();
        if held(&token) != annas {
            break;
        }
    }
    // Now it refuses every key: what became of it, nobody can tell.
    token.faults(|f| f.answers = Some((2, Answers::Status(0x6983))));
    stage.world.pass(Duration::from_secs(1));
    let fault = issue(&mut desk, &mut Clerk::default(), &to_boris).expect_err("refused");
    assert_ne!(fault.left, Some(Left::Untouched), "{fault}");
    let live = |person: &str| {
        let shown = desk::people::show(&mut stage.desk(), person).expect("shown");
        shown.tokens.iter().filter(|token| token.state == "assigned").count()
    };
    assert_eq!(live("anna"), 0, "her secret is not on it any more");
}

#[test]
fn what_was_begun_on_a_fob_that_had_come_back_ends_when_it_is_emptied() {
    let (token, stage) = single();
    let mut desk = stage.desk();
    let back = |desk: &mut desk::Desk, empty| {
        returned::take_back(desk, &mut Clerk::default(), &SERIAL.to_string(), empty).expect("back")
    };
    issue(&mut desk, &mut Clerk::pressing(&token), &order("anna", "oath-totp")).expect("given");
    back(&mut desk, false);
    issue(&mut desk, &mut Clerk::default(), &order("boris", "oath-totp")).expect("written");
    assert!(!desk::look::fobs(&mut desk).expect("a look").fobs[0].full, "it is Boris's");
    back(&mut desk, true);
    let states: Vec<_> = stage.tokens().iter().map(|token| token.state).collect();
    assert_eq!(states, [TokenState::Returned, TokenState::Retired]);
    let ledger = stage.ledger();
    assert!(ledger.view().expect("unlocked").open_lines().expect("readable").is_empty());
}
