//! The program ends around each commit of an act: before it, nothing of the act is there; after it,
//! all of it. The same order again finishes what was begun, and the history holds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::loaner::{Lending, lend};
use desk::lost::{Fate, Loss, Wanted, found, lost, undo};
use desk::replace::{Exchange, replace};
use desk::returned::take_back;
use desk::suspend::{Term, suspend};
use desk::{Desk, Fault, Output, World};
use desk_store::{FobState, TokenState};
use desk_tests::props::stage::{Clerk, Stage, Still, desk_in, fob, order};
use fob_sim::{Model, SimFob};

const SERIAL: &str = "1000001";

/// A world that ends at the n-th moment.
struct Doom {
    still: Arc<Still>,
    left: AtomicI64,
}

impl World for Doom {
    fn now(&self) -> i64 {
        World::now(&*self.still)
    }

    fn fill(&self, buffer: &mut [u8]) {
        self.still.fill(buffer);
    }

    fn moment(&self, name: &str) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 0 {
            std::panic::panic_any(format!("killed at {name}"));
        }
    }
}

struct Scene {
    stage: Stage,
    stick: SimFob,
}

impl Scene {
    fn new() -> Self {
        let stick = fob(Model::Yubikey5, 1_000_001);
        let stage = Stage::with(std::slice::from_ref(&stick));
        let mut clerk = Clerk::pressing(&stick);
        desk::issue::issue(&mut stage.desk(), &mut clerk, &order("anna", "oath-hotp"))
            .expect("issued");
        Self { stage, stick }
    }

    /// Does the act, and ends at that moment; whether it came so far.
    fn killed(&self, at: i64, act: &dyn Fn(&mut Desk) -> Result<(), Fault>) -> bool {
        let world = Arc::new(Doom { still: self.stage.world.clone(), left: AtomicI64::new(at) });
        let sockets = Box::new(self.stage.bench.clone());
        let mut desk = desk_in(self.stage.dir.path(), world, sockets);
        let done = catch_unwind(AssertUnwindSafe(|| act(&mut desk)));
        self.stick.insert();
        match done {
            Ok(result) => {
                result.expect("it went well");
                false
            }
            Err(_) => true,
        }
    }

    fn fob(&self) -> (FobState, Vec<TokenState>, usize, usize) {
        let now = World::now(&*self.stage.world);
        let ledger = self.stage.ledger();
        let view = ledger.view().expect("unlocked");
        let checked = view.check_everything().expect("readable");
        assert!(checked.findings.is_empty(), "{:?}", checked.findings);
        let anna = view.person_by_login("anna").expect("read").expect("there");
        let fob = view.fobs_called(SERIAL).expect("read").remove(0);
        let tokens = view.tokens_in(fob.id).expect("read").iter().map(|it| it.state).collect();
        let codes = view.emergencies(anna.id).expect("read");
        let valid = codes.iter().filter(|code| code.is_valid(now)).count();
        let held = usize::from(view.suspended(anna.id, now).expect("read").is_some());
        (fob.state, tokens, valid, held)
    }
}

fn loses(desk: &mut Desk) -> Result<(), Fault> {
    let emergency = Some(Wanted { uses: Some(1), minutes: Some(60), out: None });
    let loss = Loss {
        person: None,
        fob: Some(SERIAL.into()),
        reason: "train".into(),
        emergency,
        codes: Output::default(),
        identified: None,
    };
    lost(desk, &mut Clerk::default(), &loss).map(drop)
}

fn finds(desk: &mut Desk) -> Result<(), Fault> {
    found(desk, &mut Clerk::default(), SERIAL, Fate::GiveBack).map(drop)
}

/// Kills the act at every moment; each time one of the two pictures is there, and at the end both
/// were seen.
fn all_or_nothing(
    prepare: &dyn Fn(&mut Desk) -> Result<(), Fault>,
    act: &dyn Fn(&mut Desk) -> Result<(), Fault>,
    again: &dyn Fn(&mut Desk) -> Result<(), Fault>,
    pictures: [(FobState, TokenState, usize, usize); 2],
) {
    let mut seen = [0, 0];
    for at in 0.. {
        let scene = Scene::new();
        prepare(&mut scene.stage.desk()).expect("prepared");
        let killed = scene.killed(at, act);
        let (fob, tokens, codes, held) = scene.fob();
        assert_eq!(tokens.len(), 1);
        let picture = (fob, tokens[0], codes, held);
        let which = pictures.iter().position(|it| *it == picture);
        let which = which.unwrap_or_else(|| panic!("killed at {at}: {picture:?}"));
        seen[which] += 1;
        if !killed {
            assert_eq!(which, 1, "it was done");
            break;
        }
        if which == 0 {
            again(&mut scene.stage.desk()).expect("the same again finishes it");
            let (fob, tokens, codes, held) = scene.fob();
            assert_eq!((fob, tokens[0], codes, held), pictures[1], "after {at}");
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

#[test]
fn a_loss_is_there_with_its_emergency_code_or_not_at_all() {
    let pictures = [
        (FobState::Assigned, TokenState::Assigned, 0, 0),
        (FobState::Lost, TokenState::Lost, 1, 0),
    ];
    all_or_nothing(&|_| Ok(()), &loses, &loses, pictures);
}

#[test]
fn a_found_fob_is_back_and_its_emergency_code_dead_or_neither() {
    let pictures = [
        (FobState::Lost, TokenState::Lost, 1, 0),
        (FobState::Assigned, TokenState::Assigned, 0, 0),
    ];
    all_or_nothing(&loses, &finds, &finds, pictures);
}

#[test]
fn a_fob_came_back_with_all_its_tokens_or_with_none() {
    let back = |desk: &mut Desk| take_back(desk, &mut Clerk::default(), SERIAL, true).map(drop);
    let pictures = [
        (FobState::Assigned, TokenState::Assigned, 0, 0),
        (FobState::Returned, TokenState::Returned, 0, 0),
    ];
    all_or_nothing(&|_| Ok(()), &back, &back, pictures);
}

#[test]
fn a_suspension_is_there_or_not() {
    let away = |desk: &mut Desk| suspend(desk, "anna", Term::Days(3), "at home").map(drop);
    let pictures = [
        (FobState::Assigned, TokenState::Assigned, 0, 0),
        (FobState::Assigned, TokenState::Assigned, 0, 1),
    ];
    all_or_nothing(&|_| Ok(()), &away, &away, pictures);
}

#[test]
fn an_undone_loss_leaves_all_as_it_was_or_nothing_undone() {
    let undoes = |desk: &mut Desk| undo(desk, SERIAL).map(drop);
    let pictures = [
        (FobState::Lost, TokenState::Lost, 1, 0),
        (FobState::Assigned, TokenState::Assigned, 0, 0),
    ];
    all_or_nothing(&loses, &undoes, &undoes, pictures);
}

const NEW: &str = "1000002";

/// The old fob, the new one, and whether it is lent.
type Both = (FobState, TokenState, FobState, Option<TokenState>, bool);

/// Kills an act that gives a second fob, at every moment: the old one is in use until the moment in
/// which the new one is given, and the same again finishes what was begun.
fn never_both(act: &dyn Fn(&mut Desk) -> Result<(), Fault>, before: FobState, after: Both) {
    let mut seen_begun = false;
    for at in 0.. {
        let scene = Scene::new();
        let new = fob(Model::Yubikey5, 1_000_002);
        scene.stage.bench.plug(&new);
        if before == FobState::Lost {
            loses(&mut scene.stage.desk()).expect("lost");
        }
        let killed = scene.killed(at, act);
        new.insert();
        let look = || -> Both {
            let (old, tokens, _, _) = scene.fob();
            let ledger = scene.stage.ledger();
            let view = ledger.view().expect("unlocked");
            let Some(fob) = view.fobs_called(NEW).expect("read").pop() else {
                return (old, tokens[0], FobState::New, None, false);
            };
            let held: Vec<_> = view.tokens_in(fob.id).expect("read");
            assert!(held.len() <= 1, "killed at {at}: one secret");
            let lent = view.loan_on(fob.id).expect("read").is_some();
            (old, tokens[0], fob.state, held.first().map(|token| token.state), lent)
        };
        let picture = look();
        if picture != after {
            assert_eq!(picture.0, before, "killed at {at}: {picture:?}");
            assert!(!matches!(picture.3, Some(TokenState::Assigned)), "{at}: {picture:?}");
            seen_begun |= picture.3.is_some();
        }
        if !killed {
            assert_eq!(picture, after, "it was done");
            break;
        }
        act(&mut scene.stage.desk()).expect("the same again finishes it");
        assert_eq!(look(), after, "after {at}");
    }
    assert!(seen_begun, "it was killed in the middle, too");
}

#[test]
fn a_replaced_fob_is_out_of_use_with_the_new_one_given_or_neither() {
    let replaces = |desk: &mut Desk| {
        let exchange = Exchange {
            fob: SERIAL.into(),
            with: Some(NEW.into()),
            identified: Some("seen with an ID card".into()),
            ..Exchange::default()
        };
        replace(desk, &mut Clerk::default(), &exchange).map(drop)
    };
    let given = (FobState::Assigned, Some(TokenState::Assigned), false);
    let retired = (FobState::Retired, TokenState::Retired, given.0, given.1, given.2);
    never_both(&replaces, FobState::Assigned, retired);
    let lost = (FobState::Lost, TokenState::Lost, given.0, given.1, given.2);
    never_both(&replaces, FobState::Lost, lost);
}

#[test]
fn a_fob_is_lent_with_the_own_one_asleep_or_neither() {
    let lends = |desk: &mut Desk| {
        let lending = Lending {
            person: "anna".into(),
            fob: Some(NEW.into()),
            days: 3,
            identified: Some("a colleague vouches".into()),
            ..Lending::default()
        };
        lend(desk, &mut Clerk::default(), &lending).map(drop)
    };
    let asleep = (
        FobState::Suspended,
        TokenState::Suspended,
        FobState::Assigned,
        Some(TokenState::Assigned),
        true,
    );
    never_both(&lends, FobState::Assigned, asleep);
    let back = |desk: &mut Desk| take_back(desk, &mut Clerk::default(), NEW, false).map(drop);
    for at in 0.. {
        let scene = Scene::new();
        scene.stage.bench.plug(&fob(Model::Yubikey5, 1_000_002));
        lends(&mut scene.stage.desk()).expect("lent");
        let killed = scene.killed(at, &back);
        let (state, tokens, _, _) = scene.fob();
        let awake = (state, tokens[0]) == (FobState::Assigned, TokenState::Assigned);
        let asleep = (state, tokens[0]) == (FobState::Suspended, TokenState::Suspended);
        assert!(awake || (killed && asleep), "killed at {at}: {state:?} {tokens:?}");
        let ledger = scene.stage.ledger();
        let view = ledger.view().expect("unlocked");
        assert_eq!(view.open_loans().expect("read").is_empty(), awake, "killed at {at}");
        if !killed {
            break;
        }
    }
}
