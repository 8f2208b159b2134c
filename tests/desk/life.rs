//! Lost, found, returned, retired; and a person without a fob: what is out of use stays so, and a
//! way in for the meantime ends when it should.

use std::time::Duration;

use desk::codes::{Word, verify};
use desk::lost::{Fate, FobFate, Loss, Wanted, found, lost};
use desk::returned::{retire, take_back};
use desk::suspend::{Term, resume, suspend};
use desk::{Fault, Output};
use desk_store::{FobState, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Model, Moment, SimFob, Vanish};

const SERIAL: &str = "1000001";

struct Life {
    stage: Stage,
    stick: SimFob,
}

impl Life {
    fn of(profile: &str) -> Self {
        let stick = fob(Model::Yubikey5, 1_000_001);
        let stage = Stage::with(std::slice::from_ref(&stick));
        let mut clerk = Clerk::pressing(&stick);
        desk::issue::issue(&mut stage.desk(), &mut clerk, &order("anna", profile)).expect("issued");
        Self { stage, stick }
    }

    fn loses(&self, emergency: Option<(u32, u32)>) -> Result<FobFate, Fault> {
        let emergency = emergency.map(|(uses, minutes)| Wanted {
            uses: Some(uses),
            minutes: Some(minutes),
            out: None,
        });
        let loss = Loss {
            person: Some("anna".into()),
            fob: None,
            reason: "left on the train".into(),
            emergency,
            codes: Output::default(),
            identified: None,
        };
        lost(&mut self.stage.desk(), &mut Clerk::default(), &loss)
    }

    fn finds(&self, fate: Fate) -> Result<FobFate, Fault> {
        found(&mut self.stage.desk(), &mut Clerk::default(), SERIAL, fate)
    }

    fn says(&self, typed: &str) -> (Word, u32) {
        let verdict = verify(&mut self.stage.desk(), "anna", typed).expect("a verdict");
        (verdict.verdict, verdict.left)
    }

    fn states(&self) -> (FobState, Vec<TokenState>) {
        let ledger = self.stage.ledger();
        let view = ledger.view().expect("unlocked");
        let fob = view.fobs_called(SERIAL).expect("read").remove(0);
        let tokens = view.tokens_in(fob.id).expect("read");
        (fob.state, tokens.iter().map(|token| token.state).collect())
    }
}

#[test]
fn a_lost_fob_is_out_of_use_everywhere_until_it_is_found() {
    let life = Life::of("oath-hotp");
    let fate = life.loses(None).expect("lost");
    assert_eq!((fate.fob.state.as_str(), fate.emergency), ("lost", None));
    assert_eq!(life.states(), (FobState::Lost, vec![TokenState::Lost]));
    let mut desk = life.stage.desk();
    let mut clerk = Clerk::default();
    assert_eq!(code(life.loses(None)), "no_fob_to_lose");
    let again =
        desk::issue::Order { overwrite: Some("0001".into()), ..order("boris", "oath-hotp") };
    assert_eq!(code(desk::issue::issue(&mut desk, &mut clerk, &again)), "fob_out_of_use");
    let check = desk::verify::Check { fob: Some(SERIAL.into()), ..Default::default() };
    assert_eq!(code(desk::verify::verify(&mut desk, &mut clerk, &check)), "fob_out_of_use");
    assert_eq!(code(desk::check::check(&mut desk, &mut clerk, Some(SERIAL))), "fob_out_of_use");
    let ask = desk::sync::Ask {
        whom: desk::sync::Whom::Person("anna".into()),
        codes: vec!["123456,654321".into()],
        windows: desk::sync::Windows::DESK,
        cautious: false,
    };
    assert_eq!(code(desk::sync::sync(&mut desk, &mut clerk, &ask)), "fob_out_of_use");
    assert_eq!(code(desk::people::delete(&mut desk, "anna")), "person_has_fobs");

    // Whoever reads out its codes is told apart.
    let ledger = life.stage.ledger();
    let token = life.stage.tokens().remove(0);
    let seed = ledger.view().expect("unlocked").seed(token.id).expect("a seed");
    let key = hotp::Key::new(hotp::Algorithm::Sha1, &seed);
    let codes = [5, 6].map(|at| key.code(at, hotp::Digits::SIX).to_string());
    let whose = desk::whose::whose(&mut desk, &mut clerk, &codes, None).expect("looked");
    assert_eq!(whose.say, "The fob 1000001 was reported lost.");
    drop(ledger);

    assert_eq!(life.finds(Fate::Deny).expect("kept").fob.state, "lost");
    let back = life.finds(Fate::GiveBack).expect("given back");
    assert_eq!((back.fob.state.as_str(), back.person.as_deref()), ("assigned", Some("anna")));
    assert_eq!(life.states(), (FobState::Assigned, vec![TokenState::Assigned]));
    // The check took a code, and it is booked.
    assert_eq!(life.stage.tokens()[0].next, 2);
    assert_eq!(code(life.finds(Fate::GiveBack)), "fob_not_lost");
}

#[test]
fn an_emergency_code_opens_so_often_and_so_long_and_dies_when_the_fob_is_back() {
    let life = Life::of("oath-hotp");
    let fate = life.loses(Some((2, 30))).expect("lost");
    let shown = fate.emergency.expect("a code");
    let typed = shown.code.expect("it is shown");
    assert_eq!(life.says(&typed.replace(' ', "-")), (Word::Accepted, 1));
    let mut slip = typed.clone().into_bytes();
    slip[0] = if slip[0] == b'9' { b'1' } else { slip[0] + 1 };
    let slip = String::from_utf8(slip).expect("digits");
    assert_eq!(life.says(&slip).0, Word::Mistyped);
    assert_eq!(life.says(&typed), (Word::Accepted, 0));
    assert_eq!(life.says(&typed), (Word::Used, 0));

    life.finds(Fate::GiveBack).expect("given back");
    let fate = life.loses(Some((9, 30))).expect("lost again");
    let typed = fate.emergency.and_then(|it| it.code).expect("a code");
    life.stage.world.pass(Duration::from_secs(30 * 60 - 1));
    assert_eq!(life.says(&typed), (Word::Accepted, 8));
    life.stage.world.pass(Duration::from_secs(1));
    assert_eq!(life.says(&typed), (Word::Void, 0), "its time is over, to the second");

    life.finds(Fate::GiveBack).expect("given back");
    let fate = life.loses(Some((9, 30))).expect("lost once more");
    let typed = fate.emergency.and_then(|it| it.code).expect("a code");
    life.finds(Fate::GiveBack).expect("given back");
    assert_eq!(life.says(&typed), (Word::Void, 0), "the fob is back");
}

#[test]
fn another_emergency_code_takes_the_place_of_the_one_before() {
    let life = Life::of("oath-hotp");
    let code_of = |fate: FobFate| fate.emergency.and_then(|it| it.code).expect("a code");
    let first = code_of(life.loses(Some((9, 60))).expect("lost"));
    let second = code_of(life.loses(Some((2, 60))).expect("another code"));
    assert_eq!(life.says(&first).0, Word::Void);
    assert_eq!(life.says(&second), (Word::Accepted, 1));
    assert_eq!(life.states(), (FobState::Lost, vec![TokenState::Lost]));
    assert_eq!(code(life.loses(None)), "no_fob_to_lose");
    // Where codes are not used, there is none.
    let mut desk = life.stage.desk();
    desk::policy::set(&mut desk, "codes.allowed", "no").expect("changed");
    assert_eq!(code(life.loses(Some((1, 60)))), "codes_off");
}

#[test]
fn wrong_emergency_codes_make_the_desk_wait_as_wrong_recovery_codes_do() {
    let life = Life::of("oath-hotp");
    let fate = life.loses(Some((1, 60))).expect("lost");
    let right = fate.emergency.and_then(|it| it.code).expect("a code");
    // Well-formed, and nobody's.
    for wrong in ["0000000000", "1111111117", "5724000000", "0000005724", "5724572400"] {
        let said = life.says(wrong).0;
        assert!(matches!(said, Word::Wrong | Word::Mistyped), "{wrong}: {said:?}");
    }
    let mut waits = 0;
    for n in 0..200_u32 {
        let typed = format!("{:010}", 3_000_000_000_u64 + u64::from(n));
        waits += u32::from(life.says(&typed).0 == Word::Throttled);
    }
    assert!(waits > 5, "{waits}");
    assert_eq!(life.says(&right).0, Word::Throttled);
    life.stage.world.pass(Duration::from_secs(15 * 60 + 1));
    assert_eq!(life.says(&right).0, Word::Accepted);
}

#[test]
fn a_found_fob_that_is_here_and_cannot_be_asked_does_not_go_back() {
    let life = Life::of("oath-hotp");
    life.loses(None).expect("lost");
    life.stick.faults(|faults| faults.in_use = u32::MAX);
    assert_eq!(code(life.finds(Fate::GiveBack)), "fob_in_use");
    assert_eq!(life.states(), (FobState::Lost, vec![TokenState::Lost]));
    life.stick.faults(|faults| faults.in_use = 0);
    // One that is not here cannot be asked, and is somebody's to decide over.
    life.stick.remove();
    assert_eq!(life.finds(Fate::GiveBack).expect("given back").fob.state, "assigned");
}

#[test]
fn a_retired_fob_takes_its_emergency_code_with_it_and_no_debug_print_tells_one() {
    let life = Life::of("oath-hotp");
    let fate = life.loses(Some((9, 60))).expect("lost");
    let typed = fate.emergency.clone().and_then(|it| it.code).expect("a code");
    assert!(!format!("{fate:?}").contains(&typed));
    retire(&mut life.stage.desk(), SERIAL, "gone for good").expect("retired");
    assert_eq!(life.says(&typed), (Word::Void, 0));
}

#[test]
fn a_found_fob_that_was_changed_does_not_go_back() {
    let life = Life::of("oath-hotp");
    life.loses(Some((3, 60))).expect("lost");
    let mut cable = life.stick.connect().expect("plugged in");
    let mut pause = |_, _| fob_wire::cable::Go::On;
    let mut talk = fob_wire::Talk::new(&mut cable, &mut pause);
    let mut session = fob_wire::oath::OathSession::open(&mut talk).expect("an application");
    session.delete(b"Fobdesk:anna").expect("deleted");
    drop(cable);
    assert_eq!(code(life.finds(Fate::GiveBack)), "found_changed");
    assert_eq!(life.states().0, FobState::Lost);
    assert_eq!(life.finds(Fate::Retire).expect("retired").fob.state, "retired");
    assert_eq!(life.states(), (FobState::Retired, vec![TokenState::Retired]));
}

#[test]
fn a_fob_that_is_taken_back_is_emptied_of_what_is_ours_and_can_be_given_again() {
    let life = Life::of("oath-hotp");
    let mut clerk = Clerk::pressing(&life.stick);
    let slot = order("anna", "slot1-hotp");
    desk::issue::issue(&mut life.stage.desk(), &mut clerk, &slot).expect("issued");
    let fate = take_back(&mut life.stage.desk(), &mut clerk, SERIAL, true).expect("taken back");
    assert_eq!((fate.fob.state.as_str(), fate.person.as_deref()), ("returned", Some("anna")));
    life.stick.inside(|fob| {
        assert!(fob.credentials().is_empty());
        assert!(fob.slot(1).is_none());
    });
    let (state, tokens) = life.states();
    assert_eq!(state, FobState::Returned);
    assert!(tokens.iter().all(|state| *state == TokenState::Returned), "{tokens:?}");
    let issued =
        desk::issue::issue(&mut life.stage.desk(), &mut clerk, &order("boris", "oath-hotp"));
    assert_eq!(issued.expect("given again").person, "boris");
}

#[test]
fn pulled_while_it_is_emptied_it_is_nobodys_and_the_same_again_finishes() {
    for at in Moment::ALL {
        for after in 0..40 {
            let life = Life::of("oath-hotp");
            let mut clerk = Clerk::pressing(&life.stick);
            let slot = order("anna", "slot1-hotp");
            desk::issue::issue(&mut life.stage.desk(), &mut clerk, &slot).expect("issued");
            life.stick.faults(|faults| faults.vanish = Some(Vanish { after, at }));
            let done = take_back(&mut life.stage.desk(), &mut clerk, SERIAL, true);
            life.stick.faults(|faults| faults.vanish = None);
            life.stick.insert();
            let (_, tokens) = life.states();
            let live = tokens.iter().filter(|state| state.is_live()).count();
            assert!(live == 0 || live == 2, "{at:?} {after}: {tokens:?}");
            take_back(&mut life.stage.desk(), &mut clerk, SERIAL, true).expect("finished");
            life.stick.inside(|fob| {
                assert!(fob.credentials().is_empty() && fob.slot(1).is_none(), "{at:?} {after}");
            });
            if done.is_ok() {
                break;
            }
            assert!(after < 39, "it is done some time");
        }
    }
}

#[test]
fn a_fob_that_came_back_says_that_it_still_holds_something_until_it_is_emptied() {
    let life = Life::of("oath-hotp");
    let full = || {
        let plugs = desk::look::fobs(&mut life.stage.desk()).expect("looked");
        plugs.fobs[0].full
    };
    assert!(!full(), "it is somebody's");
    let mut clerk = Clerk::default();
    life.stick.faults(|faults| faults.vanish = Some(Vanish { after: 6, at: Moment::ALL[0] }));
    let pulled = take_back(&mut life.stage.desk(), &mut clerk, SERIAL, true);
    assert!(pulled.is_err(), "it was pulled before it was empty");
    life.stick.faults(|faults| faults.vanish = None);
    life.stick.insert();
    assert_eq!(life.states().0, FobState::Returned);
    assert!(full());
    take_back(&mut life.stage.desk(), &mut clerk, SERIAL, true).expect("emptied");
    assert!(!full());
}

#[test]
fn a_retired_fob_is_never_used_again() {
    let life = Life::of("oath-hotp");
    assert_eq!(code(retire(&mut life.stage.desk(), SERIAL, " ")), "reason_needed");
    let fate = retire(&mut life.stage.desk(), SERIAL, "broken").expect("retired");
    assert_eq!(fate.fob.state, "retired");
    assert_eq!(code(retire(&mut life.stage.desk(), SERIAL, "broken")), "fob_out_of_use");
    let mut clerk = Clerk::default();
    let mut desk = life.stage.desk();
    assert_eq!(code(take_back(&mut desk, &mut clerk, SERIAL, false)), "fob_out_of_use");
    let again = desk::issue::Order { overwrite: Some("0001".into()), ..order("anna", "oath-hotp") };
    assert_eq!(code(desk::issue::issue(&mut desk, &mut clerk, &again)), "fob_out_of_use");
}

#[test]
fn a_person_may_do_without_codes_for_some_days_and_it_ends_to_the_second() {
    let life = Life::of("oath-hotp");
    let mut desk = life.stage.desk();
    for days in [0, 11] {
        let refused = suspend(&mut desk, "anna", Term::Days(days), "fob at home");
        assert_eq!(code(refused), "days_bad");
    }
    assert_eq!(code(suspend(&mut desk, "anna", Term::Days(3), "")), "reason_needed");
    let done = suspend(&mut desk, "anna", Term::Days(3), "fob at home").expect("suspended");
    assert_eq!(done.until.as_deref(), Some("2026-03-04T10:00:00Z"));
    let held = |desk: &mut desk::Desk| {
        desk::people::show(desk, "anna").expect("shown").suspended.map(|it| it.reason)
    };
    life.stage.world.pass(Duration::from_secs(3 * 86_400 - 1));
    assert_eq!(held(&mut desk).as_deref(), Some("fob at home"));
    life.stage.world.pass(Duration::from_secs(1));
    assert_eq!(held(&mut desk), None);
    assert_eq!(code(resume(&mut desk, "anna")), "not_suspended");
    suspend(&mut desk, "anna", Term::ForGood, "on parental leave").expect("suspended");
    life.stage.world.pass(Duration::from_secs(900 * 86_400));
    assert!(held(&mut desk).is_some());
    resume(&mut desk, "anna").expect("resumed");
    assert_eq!(held(&mut desk), None);
}

/// Ten thousand random histories of one person, with the rules that must hold at every moment.
#[test]
fn in_random_histories_a_found_fob_and_an_emergency_code_are_never_both_in_use() {
    let life = Life::of("oath-hotp");
    let mut desk = life.stage.desk();
    let mut clerk = Clerk::default();
    let mut dice = 7_u64;
    let mut below = |end: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % end
    };
    let (mut losses, mut finds) = (0, 0);
    for turn in 0..1_500 {
        match below(5) {
            0 => {
                let emergency = (below(2) == 0).then_some(Wanted {
                    uses: Some(3),
                    minutes: Some(60),
                    out: None,
                });
                let loss = Loss {
                    person: Some("anna".into()),
                    fob: None,
                    reason: "again".into(),
                    emergency,
                    codes: Output::default(),
                    identified: None,
                };
                losses += u32::from(lost(&mut desk, &mut clerk, &loss).is_ok());
            }
            1 => {
                let back = found(&mut desk, &mut clerk, SERIAL, Fate::GiveBack);
                finds += u32::from(back.is_ok());
            }
            2 => drop(found(&mut desk, &mut clerk, SERIAL, Fate::Deny)),
            3 => life.stage.world.pass(Duration::from_secs(below(3_000))),
            _ => drop(suspend(&mut desk, "anna", Term::Days(1), "today")),
        }
        let now = desk::World::now(&*life.stage.world);
        let view = desk.ledger().expect("open").view().expect("unlocked");
        let anna = view.person_by_login("anna").expect("read").expect("there");
        let fob = view.fobs_called(SERIAL).expect("read").remove(0);
        let codes = view.emergencies(anna.id).expect("read");
        let valid = codes.iter().filter(|code| code.is_valid(now)).count();
        assert!(valid <= 1, "{turn}");
        assert!(valid == 0 || fob.state == FobState::Lost, "{turn}: {:?}", fob.state);
        let tokens = view.tokens_in(fob.id).expect("read");
        let in_use = tokens.iter().any(|token| token.state == TokenState::Assigned);
        assert_eq!(in_use, fob.state == FobState::Assigned, "{turn}");
    }
    assert!(losses > 50 && finds > 50, "{losses} losses, {finds} finds");
}
