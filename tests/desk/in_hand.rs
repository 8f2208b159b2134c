//! A fob in the hand: what it shows of itself when it is plugged in, and what it says when it is
//! asked. Every code that is taken is booked, none is taken that nobody asked for.

use desk::check::{CheckCard, CheckWord, check};
use desk::look::{FobCard, fobs};
use desk_store::Token;
use desk_tests::props::stage::{Clerk, Stage, apart, code, fob, order};
use fob_sim::{Fob, Model, Moment, SimFob, Vanish, seeded};
use fob_wire::Talk;
use fob_wire::cable::Go;
use fob_wire::oath::OathSession;

struct Hand {
    stage: Stage,
    stick: SimFob,
}

impl Hand {
    /// Anna's fob, given to her by this profile.
    fn of(model: Model, profile: &str) -> Self {
        let stick = fob(model, 1_000_001);
        let stage = Stage::with(std::slice::from_ref(&stick));
        let mut clerk = Clerk::pressing(&stick);
        desk::issue::issue(&mut stage.desk(), &mut clerk, &order("anna", profile)).expect("issued");
        Self { stage, stick }
    }

    fn check(&self) -> CheckCard {
        check(&mut self.stage.desk(), &mut Clerk::default(), Some("1000001")).expect("checked")
    }

    fn token(&self) -> Token {
        self.stage.tokens().remove(0)
    }

    /// How far the fob itself has counted.
    fn counter(&self) -> u64 {
        self.stick.inside(|fob| fob.credential("Fobdesk:anna").expect("there").counter)
    }

    /// The person signs in so often: each time a code is asked of the fob, and this desk is not told.
    fn sign_in(&self, times: u32) {
        let mut cable = self.stick.connect().expect("it is plugged in");
        let mut pause = |_, _| Go::On;
        let mut talk = Talk::new(&mut cable, &mut pause);
        let mut session = OathSession::open(&mut talk).expect("an OATH application");
        for _ in 0..times {
            session.calculate(b"Fobdesk:anna", None, false).expect("a code");
        }
    }

    /// Changes the state of the fob's memory.
    fn tamper(&self, change: impl FnOnce(&mut serde_json::Value)) {
        let text = self.stick.inside(|fob| fob.save());
        let mut state: serde_json::Value = serde_json::from_str(&text).expect("a state");
        change(&mut state["applications"]);
        let changed = Fob::restore(&state.to_string(), seeded(1)).expect("a fob again");
        self.stick.inside(|fob| *fob = changed);
    }

    fn glance(&self) -> FobCard {
        fobs(&mut self.stage.desk()).expect("looked").fobs.remove(0)
    }

    fn checked(&self) -> usize {
        let ledger = self.stage.ledger();
        let act = Some("token.checked");
        let filter = desk_store::audit::Filter { act, ..Default::default() };
        ledger.view().expect("unlocked").log(&filter).expect("readable").len()
    }
}

#[test]
fn a_fob_that_is_in_step_says_so_and_the_code_it_gave_is_booked() {
    for model in [Model::Yubikey5, Model::Yubikey4, Model::Canokey, Model::Nitrokey3] {
        let hand = Hand::of(model, "oath-hotp");
        let from = hand.token().next;
        let card = hand.check();
        let found = (card.verdict, card.from, card.next, card.spent);
        assert_eq!(found, (CheckWord::InStep, Some(from), Some(from + 1), 1), "{model:?}");
        assert_eq!(card.say, "In step.");
        assert_eq!((hand.token().next, hand.checked()), (from + 1, 1), "{model:?}");
    }
}

#[test]
fn a_fob_that_was_used_elsewhere_is_put_in_step_near_by_one_code_and_far_by_two() {
    let hand = Hand::of(Model::Yubikey5, "oath-hotp");
    hand.sign_in(9);
    let card = hand.check();
    assert_eq!((card.verdict, card.from, card.next), (CheckWord::Moved, Some(1), Some(11)));
    assert_eq!((card.spent, card.say.as_str()), (1, "9 ahead, put in step."));
    hand.sign_in(37);
    let card = hand.check();
    assert_eq!((card.verdict, card.from, card.next), (CheckWord::Moved, Some(11), Some(50)));
    assert_eq!((card.spent, card.say.as_str()), (2, "37 ahead, put in step."));
    assert_eq!((hand.token().next, hand.counter()), (50, 50));
    assert_eq!(hand.check().verdict, CheckWord::InStep);
}

#[test]
fn a_fob_that_is_behind_changes_nothing() {
    let hand = Hand::of(Model::Yubikey5, "oath-hotp");
    hand.sign_in(40);
    hand.check();
    let next = hand.token().next;
    hand.tamper(|applications| applications["oath"]["credentials"][0]["counter"] = 20.into());
    let card = hand.check();
    let found = (card.verdict, card.from, card.next, card.spent);
    assert_eq!(found, (CheckWord::Behind, Some(next), Some(next), 2));
    assert_eq!(hand.token().next, next);
    let ledger = hand.stage.ledger();
    assert!(ledger.view().expect("unlocked").verify_log().expect("readable").broken.is_none());
}

#[test]
fn a_fob_that_was_rewritten_elsewhere_is_known_with_and_without_a_code() {
    let gone = Hand::of(Model::Yubikey5, "oath-hotp");
    gone.tamper(|applications| applications["oath"]["credentials"] = serde_json::json!([]));
    let shown = gone.glance().glances.remove(0);
    assert_eq!((shown.verdict, shown.say.as_str()), (CheckWord::Rewritten, "Our entry is gone."));
    let card = gone.check();
    assert_eq!((card.verdict, card.spent), (CheckWord::Rewritten, 0));
    assert!(card.say.contains("Rewritten elsewhere since 2026-03-01"), "{}", card.say);

    // Another desk writes another secret under the same name.
    let other = Hand::of(Model::Yubikey5, "oath-hotp");
    let elsewhere = Stage::with(std::slice::from_ref(&other.stick));
    elsewhere.world.pass(std::time::Duration::from_secs(1));
    let again = desk::issue::Order { overwrite: Some("0001".into()), ..order("anna", "oath-hotp") };
    let mut desk = desk_tests::props::stage::desk_in(
        elsewhere.dir.path(),
        std::sync::Arc::new(desk_tests::props::stage::Still::new(77)),
        Box::new(elsewhere.bench.clone()),
    );
    desk::issue::issue(&mut desk, &mut Clerk::default(), &again).expect("written elsewhere");
    let card = other.check();
    let found = (card.verdict, card.from, card.next, card.spent);
    assert_eq!(found, (CheckWord::Rewritten, Some(1), Some(1), 2));
    assert_eq!(other.token().next, 1);
}

#[test]
fn a_slot_tells_only_whether_it_is_empty() {
    let hand = Hand::of(Model::Yubikey5, "slot1-hotp");
    let card = hand.check();
    let found = (card.verdict, card.from, card.next, card.spent);
    assert_eq!(found, (CheckWord::CannotTell, Some(1), Some(1), 0));
    assert!(card.now.starts_with("Press the fob twice"), "{}", card.now);
    assert_eq!(hand.checked(), 0);
    assert_eq!(hand.glance().glances[0].verdict, CheckWord::CannotTell);
    hand.tamper(|applications| applications["otp"]["slots"][0] = serde_json::Value::Null);
    assert_eq!(hand.glance().glances[0].verdict, CheckWord::Rewritten);
    assert_eq!(hand.check().verdict, CheckWord::Rewritten);
}

#[test]
fn a_slot_that_another_program_wrote_while_it_was_plugged_in_is_pointed_at() {
    let hand = Hand::of(Model::Yubikey5, "slot1-hotp");
    let mut desk = hand.stage.desk();
    let shown =
        |desk: &mut desk::Desk| fobs(desk).expect("looked").fobs.remove(0).glances.remove(0).say;
    assert_eq!(shown(&mut desk), "The slot is in use; where it stands, only a code can tell.");
    let mut cable = hand.stick.connect().expect("it is plugged in");
    let mut pause = |_, _| Go::On;
    let mut talk = Talk::new(&mut cable, &mut pause);
    let mut session = fob_wire::slot::SlotSession::open(&mut talk).expect("slots");
    let config = fob_wire::slot::Config::hotp(b"12345678901234567890").expect("a config");
    session.write(fob_wire::slot::Slot::Two, &config, None).expect("written");
    drop(cable);
    assert!(shown(&mut desk).starts_with("Another program has written to a slot"));
    // Plugged in anew, it counts from the beginning.
    hand.stick.remove();
    assert!(fobs(&mut desk).expect("looked").fobs.is_empty());
    hand.stick.insert();
    assert_eq!(shown(&mut desk), "The slot is in use; where it stands, only a code can tell.");
}

#[test]
fn a_clock_shows_that_it_is_in_step_without_anybody_asking() {
    let hand = Hand::of(Model::Yubikey5, "oath-totp");
    let next = hand.token().next;
    assert_eq!(hand.glance().glances[0].verdict, CheckWord::InStep);
    assert_eq!(hand.token().next, next);
    // The step that proved it is not spent twice.
    let card = hand.check();
    assert_eq!((card.verdict, card.next), (CheckWord::InStep, Some(next)));
    hand.stage.world.pass(std::time::Duration::from_secs(60));
    let card = hand.check();
    assert_eq!((card.verdict, card.next), (CheckWord::InStep, Some(next + 2)));
    hand.tamper(|applications| {
        applications["oath"]["credentials"][0]["secret"] = "00".repeat(20).into();
    });
    assert_eq!(hand.glance().glances[0].verdict, CheckWord::Rewritten);
    assert_eq!(hand.check().verdict, CheckWord::Rewritten);
}

#[test]
fn what_is_looked_at_by_itself_spends_nothing_and_is_quickly_looked_at() {
    for (model, profile) in [
        (Model::Yubikey5, "oath-hotp"),
        (Model::Yubikey5, "slot2-hotp"),
        (Model::Canokey, "oath-hotp"),
        (Model::Nitrokey3, "oath-hotp"),
    ] {
        let hand = Hand::of(model, profile);
        let (before, said) = (hand.stick.exchanges(), hand.stick.inside(|fob| fob.save()));
        for _ in 0..3 {
            let card = hand.glance();
            assert_eq!(card.glances.len(), 1, "{model:?} {profile}");
            assert_eq!(card.glances[0].verdict, CheckWord::CannotTell, "{model:?} {profile}");
        }
        let exchanges = (hand.stick.exchanges() - before) / 3;
        // A command over the keyboard interface takes many reports.
        let most = if apart() { 64 } else { 16 };
        assert!(exchanges <= most, "{model:?} {profile}: {exchanges} exchanges");
        assert_eq!(hand.stick.inside(|fob| fob.save()), said, "{model:?} {profile}");
        assert_eq!(hand.token().next, hand.stage.tokens()[0].next);
    }
}

#[test]
fn a_fob_of_nobody_known_is_not_ours() {
    let stick = fob(Model::Yubikey5, 3_000_003);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let card = check(&mut stage.desk(), &mut Clerk::default(), None).expect("looked");
    assert_eq!((card.verdict, card.from, card.spent), (CheckWord::NotOurs, None, 0));
    assert_eq!(card.say, "Nothing on this fob is ours.");
    stick.remove();
    let gone = check(&mut stage.desk(), &mut Clerk::default(), Some("3000003"));
    assert_eq!(code(gone), "fob_not_here");
}

#[test]
fn of_several_secrets_on_one_fob_the_gravest_is_told_and_each_is_listed() {
    let hand = Hand::of(Model::Yubikey5, "oath-hotp");
    let mut clerk = Clerk::pressing(&hand.stick);
    let slot = order("anna", "slot1-hotp");
    desk::issue::issue(&mut hand.stage.desk(), &mut clerk, &slot).expect("issued");
    let card = hand.check();
    assert_eq!((card.verdict, card.tokens.len()), (CheckWord::InStep, 2));
    let of = |card: &CheckCard, place: &str| {
        card.tokens.iter().find(|token| token.place == place).expect("listed").verdict
    };
    assert_eq!(of(&card, "slot1"), CheckWord::CannotTell);
    hand.tamper(|applications| applications["otp"]["slots"][0] = serde_json::Value::Null);
    let card = hand.check();
    assert_eq!(card.verdict, CheckWord::Rewritten);
    assert_eq!(of(&card, "oath"), CheckWord::InStep);
}

#[test]
fn pulled_at_every_moment_a_check_loses_nothing_and_the_next_one_is_in_step() {
    let mut pulls = 0;
    for at in Moment::ALL {
        for after in 0..40 {
            let hand = Hand::of(Model::Yubikey5, "oath-hotp");
            hand.sign_in(37);
            hand.stick.faults(|faults| faults.vanish = Some(Vanish { after, at }));
            let checked = check(&mut hand.stage.desk(), &mut Clerk::default(), Some("1000001"));
            hand.stick.faults(|faults| faults.vanish = None);
            hand.stick.insert();
            let next = hand.token().next;
            assert!(next == 1 || next == hand.counter(), "{at:?} {after}: {next}");
            let again = hand.check();
            assert!(
                matches!(again.verdict, CheckWord::InStep | CheckWord::Moved),
                "{at:?} {after}: {again:?}"
            );
            assert_eq!(hand.token().next, hand.counter(), "{at:?} {after}");
            if checked.is_ok() {
                break;
            }
            pulls += 1;
        }
    }
    assert!(pulls > 20, "{pulls} pulls");
}
