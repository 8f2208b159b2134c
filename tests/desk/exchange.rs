//! A fob in the place of another, and a fob for some days: the old one is out of use in the moment
//! in which the new one is given, never before and never later.

mod lent;

use std::time::Duration;

use desk::cards::Issued;
use desk::issue::issue;
use desk::loaner::{Lending, Lent, lend};
use desk::lost::{Loss, lost};
use desk::people;
use desk::replace::{Exchange, Replaced, replace};
use desk::returned::{retire, take_back};
use desk::{Fault, Left, Output, codes, policy};
use desk_store::{FobState, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Model, Moment, SimFob, Vanish};

const OLD: &str = "1000001";
const NEW: &str = "1000002";

struct Scene {
    stage: Stage,
    old: SimFob,
    new: SimFob,
}

impl Scene {
    /// Anna has the old fob with these profiles; the new one lies in the drawer.
    fn with(profiles: &[&str]) -> Self {
        let [old, new] = [1_000_001, 1_000_002].map(|serial| fob(Model::Yubikey5, serial));
        let stage = Stage::with(&[old.clone(), new.clone()]);
        new.remove();
        for profile in profiles {
            let mut clerk = Clerk::pressing(&old);
            issue(&mut stage.desk(), &mut clerk, &order("anna", profile)).expect("issued");
            stage.world.pass(Duration::from_secs(60));
        }
        new.insert();
        Self { stage, old, new }
    }

    fn replaces(&self, exchange: &Exchange) -> Result<Replaced, Fault> {
        replace(&mut self.stage.desk(), &mut Clerk::pressing(&self.new), exchange)
    }

    fn lends(&self, days: u32, identified: Option<&str>) -> Result<Lent, Fault> {
        let lending = Lending {
            person: "anna".into(),
            fob: Some(NEW.into()),
            days,
            identified: identified.map(str::to_owned),
            ..Lending::default()
        };
        lend(&mut self.stage.desk(), &mut Clerk::default(), &lending)
    }

    fn states(&self, serial: &str) -> (FobState, Option<String>, Vec<TokenState>) {
        let ledger = self.stage.ledger();
        let view = ledger.view().expect("unlocked");
        let Some(fob) = view.fobs_called(serial).expect("read").pop() else {
            return (FobState::New, None, Vec::new());
        };
        let person = fob.person.and_then(|id| view.person(id).expect("read")).map(|it| it.login);
        let tokens = view.tokens_in(fob.id).expect("read");
        (fob.state, person, tokens.iter().map(|token| token.state).collect())
    }

    fn acts(&self) -> Vec<(String, serde_json::Value)> {
        let ledger = self.stage.ledger();
        let log = ledger.view().expect("unlocked").log(&Default::default()).expect("read");
        log.into_iter().map(|entry| (entry.act, entry.detail)).collect()
    }

    fn loses(&self) {
        let loss = Loss {
            person: Some("anna".into()),
            fob: None,
            reason: "train".into(),
            emergency: None,
            codes: Output::default(),
            identified: None,
        };
        lost(&mut self.stage.desk(), &mut Clerk::default(), &loss).expect("lost");
    }
}

fn known() -> Exchange {
    Exchange {
        fob: OLD.into(),
        identified: Some("seen with an ID card".into()),
        ..Exchange::default()
    }
}

fn given(new: &Issued) -> (&str, &str, &str) {
    (new.fob.serial.as_str(), new.token.state.as_str(), new.person.as_str())
}

#[test]
fn the_new_fob_holds_what_the_old_one_held_and_the_old_one_is_out_of_use_with_its_last_token() {
    let scene = Scene::with(&["oath-hotp", "slot1-hotp"]);
    let done = scene.replaces(&known()).expect("replaced");
    assert_eq!((done.fob.serial.as_str(), done.fob.state.as_str()), (OLD, "retired"));
    assert_eq!(given(done.new.as_ref().expect("given")), (NEW, "assigned", "anna"));
    assert_eq!(done.others.len(), 1);
    assert_eq!(scene.states(OLD), (FobState::Retired, None, vec![TokenState::Retired; 2]));
    let held = vec![TokenState::Assigned; 2];
    assert_eq!(scene.states(NEW), (FobState::Assigned, Some("anna".into()), held));
    let acts = scene.acts();
    let detail = |act: &str| acts.iter().find(|it| it.0 == act).map(|it| it.1.clone());
    assert_eq!(detail("fob.replacing").expect("told")["identified"], "seen with an ID card");
    assert_eq!(detail("fob.replaced").expect("told")["by"], NEW);
    // Said again it is shown again, and nothing is done.
    let before = scene.acts().len();
    let again = scene.replaces(&Exchange { with: Some(NEW.into()), ..known() }).expect("shown");
    assert_eq!(given(again.new.as_ref().expect("given before")), (NEW, "assigned", "anna"));
    assert_eq!(scene.acts().len(), before);
    let other = Exchange { with: Some("1000003".into()), ..known() };
    assert_eq!(code(scene.replaces(&other)), "already_replaced");
}

#[test]
fn with_one_of_two_places_proven_the_old_fob_still_opens() {
    let scene = Scene::with(&["oath-hotp", "slot1-hotp"]);
    let mut nobody = Clerk::default();
    let half = replace(&mut scene.stage.desk(), &mut nobody, &known()).expect("begun");
    assert_eq!(half.others[0].token.state, "written");
    assert_eq!(half.fob.state, "assigned");
    assert_eq!(scene.states(OLD).2, vec![TokenState::Assigned; 2]);
    // The proof of the second place is what takes the old one out of use.
    let typed = scene.new.press(1).expect("a code");
    let check = desk::verify::Check {
        fob: Some(NEW.into()),
        code: Some(typed),
        ..desk::verify::Check::default()
    };
    desk::verify::verify(&mut scene.stage.desk(), &mut nobody, &check).expect("proven");
    assert_eq!(scene.states(OLD), (FobState::Retired, None, vec![TokenState::Retired; 2]));
}

#[test]
fn a_lost_fob_stays_lost_and_its_emergency_code_and_the_old_sheet_end() {
    let scene = Scene::with(&["oath-hotp"]);
    let sheet = Output { text: Some(scene.stage.dir.path().join("a.txt")), ..Output::default() };
    let mut desk = scene.stage.desk();
    codes::issue(&mut desk, "anna", None, &sheet).expect("a sheet");
    let loss = Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "train".into(),
        emergency: Some(desk::lost::Wanted { uses: Some(9), minutes: Some(60), out: None }),
        codes: Output::default(),
        identified: Some("called back".into()),
    };
    let way_in = lost(&mut desk, &mut Clerk::default(), &loss).expect("lost").emergency;
    let way_in = way_in.and_then(|it| it.code).expect("a code");
    scene.old.remove();
    // The emergency code is what permits the replacement.
    assert_eq!(code(scene.replaces(&Exchange { identified: None, ..known() })), "proof_needed");
    let said = codes::verify(&mut desk, "anna", &way_in).expect("a verdict");
    assert_eq!(said.verdict, codes::Word::Accepted);
    let done = scene.replaces(&Exchange { identified: None, ..known() }).expect("replaced");
    assert_eq!(done.fob.state, "lost");
    assert_eq!(scene.states(OLD).2, [TokenState::Lost]);
    let said = codes::verify(&mut desk, "anna", &way_in).expect("a verdict");
    assert_eq!(said.verdict, codes::Word::Void);
    let status = codes::status(&mut desk, "anna").expect("read");
    assert!(status.voided.is_some(), "{status:?}");
    let list = desk::reminders::list(&mut desk).expect("read").list;
    assert!(list.iter().all(|it| it.fob.as_deref() != Some(OLD)), "{list:?}");
}

#[test]
fn a_code_permits_for_fifteen_minutes_and_for_its_own_person_alone() {
    let scene = Scene::with(&["oath-hotp"]);
    let mut desk = scene.stage.desk();
    let file = scene.stage.dir.path().join("boris.txt");
    let sheet = Output { text: Some(file.clone()), ..Output::default() };
    codes::issue(&mut desk, "boris", None, &sheet).expect("a sheet");
    let of = |file| -> String {
        let text = std::fs::read_to_string(file).expect("codes");
        text.lines().next().and_then(|line| line.split_once(". ")).expect("a row").1.to_owned()
    };
    codes::verify(&mut desk, "boris", &of(&file)).expect("accepted");
    assert_eq!(code(scene.lends(3, None)), "proof_needed");
    let file = scene.stage.dir.path().join("anna.txt");
    let sheet = Output { text: Some(file.clone()), ..Output::default() };
    codes::issue(&mut desk, "anna", None, &sheet).expect("a sheet");
    codes::verify(&mut desk, "anna", &of(&file)).expect("accepted");
    let shown = desk::permit::show(&mut desk, "anna").expect("read").expect("it permits");
    assert_eq!(shown.until, "2026-03-01T10:16:00Z");
    scene.stage.world.pass(Duration::from_secs(15 * 60));
    assert_eq!(desk::permit::show(&mut desk, "anna").expect("read"), None);
    let refused = scene.lends(3, Some("  ")).expect_err("its time is over");
    assert_eq!((refused.cause.code(), refused.cause.kind().exit_code()), ("proof_needed", 4));
    policy::set(&mut desk, "proof.replace", "no").expect("changed");
    scene.lends(3, None).expect("the house does not ask");
}

#[test]
fn where_the_house_wants_it_an_emergency_code_needs_a_proof_too() {
    let scene = Scene::with(&["oath-hotp"]);
    let mut desk = scene.stage.desk();
    policy::set(&mut desk, "proof.emergency", "yes").expect("changed");
    let loss = |emergency: bool, identified: Option<&str>| Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "train".into(),
        emergency: emergency.then_some(desk::lost::Wanted { uses: None, minutes: None, out: None }),
        codes: Output::default(),
        identified: identified.map(str::to_owned),
    };
    let mut clerk = Clerk::default();
    assert_eq!(code(lost(&mut desk, &mut clerk, &loss(true, None))), "proof_needed");
    assert_eq!(scene.states(OLD).0, FobState::Assigned, "nothing was done");
    lost(&mut desk, &mut clerk, &loss(false, None)).expect("out of use at once all the same");
    lost(&mut desk, &mut clerk, &loss(true, Some("called back"))).expect("a code");
    let acts = scene.acts();
    let told = acts.iter().find(|it| it.0 == "fob.emergency").expect("told");
    assert_eq!(told.1["identified"], "called back");
}

#[test]
fn without_a_fob_to_write_one_is_owed_until_it_is_given() {
    let scene = Scene::with(&["oath-hotp"]);
    scene.new.remove();
    // The old one is plugged in: it cannot stand in for itself.
    let owed = scene.replaces(&known()).expect("noted");
    assert_eq!((owed.new, owed.fob.state.as_str()), (None, "assigned"));
    let mut desk = scene.stage.desk();
    let about = |desk: &mut desk::Desk| {
        let list = desk::reminders::list(desk).expect("read").list;
        list.into_iter().map(|it| (it.about, it.fob)).collect::<Vec<_>>()
    };
    use desk::reminders::About;
    assert_eq!(about(&mut desk), [(About::Owed, Some(OLD.to_owned()))]);
    assert_eq!(
        code(scene.replaces(&Exchange { with: Some(NEW.into()), ..known() })),
        "fob_not_here"
    );
    assert_eq!(code(scene.replaces(&Exchange { with: Some(OLD.into()), ..known() })), "same_fob");
    scene.new.insert();
    scene.replaces(&known()).expect("replaced");
    assert_eq!(about(&mut desk), []);
    assert_eq!(
        code(replace(
            &mut desk,
            &mut Clerk::default(),
            &Exchange { fob: "4711".into(), ..known() }
        )),
        "unknown_fob"
    );
}

/// Pulls the new fob after so many exchanges; whether that was before it was done.
fn pulled(after: u32, at: Moment) -> bool {
    let scene = Scene::with(&["oath-hotp"]);
    scene.loses();
    scene.old.remove();
    scene.new.faults(|faults| faults.vanish = Some(Vanish { after, at }));
    let done = scene.replaces(&known());
    scene.new.faults(|faults| faults.vanish = None);
    scene.new.insert();
    let place = format!("after {after} {at:?}");
    let (_, person, tokens) = scene.states(NEW);
    let given = tokens.contains(&TokenState::Assigned);
    assert_eq!(person.is_some(), given, "{place}");
    assert_eq!(given, scene.acts().iter().any(|it| it.0 == "fob.replaced"), "{place}");
    assert_eq!(scene.states(OLD).2, [TokenState::Lost], "{place}");
    let pulled = match &done {
        // It was gone before it was seen at all: nothing to write to.
        Ok(replaced) => replaced.new.is_none(),
        Err(fault) => {
            assert!(fault.left.is_some() || tokens.is_empty(), "{place}: {fault}");
            if fault.left == Some(Left::Untouched) {
                let held = scene.new.inside(|fob| fob.credentials().len());
                assert_eq!(held, 0, "{place}");
            }
            true
        }
    };
    let again = scene.replaces(&known()).expect("finished");
    assert_eq!(given_state(&again), "assigned", "{place}");
    assert_eq!(scene.states(NEW).1.as_deref(), Some("anna"), "{place}");
    let live = scene.states(NEW).2.iter().filter(|it| it.is_live()).count();
    assert_eq!(live, 1, "{place}: one write, one token");
    pulled
}

fn given_state(replaced: &Replaced) -> &str {
    replaced.new.as_ref().map_or("none", |new| new.token.state.as_str())
}

#[test]
fn pulled_at_any_exchange_the_new_fob_is_the_persons_or_the_same_again_makes_it_so() {
    for at in Moment::ALL {
        let mut pulls = 0;
        while pulled(pulls, at) {
            pulls += 1;
            assert!(pulls < 100, "it is done some time");
        }
        assert!(pulls > 5, "only {pulls} exchanges were cut");
    }
}

#[test]
fn the_helpdesk_may_note_that_a_fob_is_owed_and_may_not_give_it() {
    use desk::operators::{self, NewOperator, SignIn};
    let scene = Scene::with(&["oath-hotp"]);
    scene.new.remove();
    let mut desk = scene.stage.desk();
    let sits = |desk: &mut desk::Desk, login: &str| {
        let came = SignIn { login: login.into(), proof: "correct horse battery".to_owned().into() };
        operators::sign_in(desk, &came).expect("signed in");
    };
    for (login, role) in [("ada", "admin"), ("olga", "helpdesk")] {
        let new = NewOperator {
            login: login.into(),
            name: login.into(),
            role: role.into(),
            person: None,
        };
        operators::add(&mut desk, new, "correct horse battery").expect("added");
        if login == "ada" {
            sits(&mut desk, "ada");
        }
    }
    sits(&mut desk, "olga");
    let mut clerk = Clerk::default();
    let owed = replace(&mut desk, &mut clerk, &known()).expect("noted");
    assert_eq!(owed.new, None);
    scene.new.insert();
    assert_eq!(code(replace(&mut desk, &mut clerk, &known())), "not_allowed");
    assert_eq!(scene.states(OLD).0, FobState::Assigned);
    let list = b"login\nanna\n";
    people::leavers(&mut desk, list, "left", false).expect("the list of people is the helpdesk's");
    assert_eq!(scene.states(OLD).0, FobState::Suspended);
}
