//! Giving a fob: the main job, and everything that may stand in its way.

use desk::Left;
use desk::issue::{Order, issue};
use desk_store::{FobState, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, lock_slot, order};
use fob_sim::{Faults, Fob, Model, SimFob, seeded};
use hotp::Seed;

fn oath_name(login: &str) -> String {
    format!("Fobdesk:{login}")
}

#[test]
fn an_oath_fob_is_written_proven_and_given() {
    let stick = fob(Model::Yubikey5, 12_345_678);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut clerk = Clerk::default();
    let issued = issue(&mut stage.desk(), &mut clerk, &order("anna", "oath-hotp")).expect("issued");
    assert_eq!(issued.fob.serial, "12345678");
    assert_eq!((issued.token.state.as_str(), issued.token.next), ("assigned", 1));
    assert_eq!((issued.verified.how.as_str(), issued.verified.at_counter), ("calculated", Some(0)));

    let token = stage.tokens().remove(0);
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let seed = view.seed(token.id).expect("a sealed seed");
    stick.inside(|fob| {
        let credential = fob.credential(&oath_name("anna")).expect("a credential");
        assert_eq!(credential.secret, seed.expose(), "the fob holds what the ledger sealed");
        assert_eq!(credential.counter, 1, "the proof spent one code");
    });
    assert_eq!(seed.expose().len(), 20);
    assert_ne!(seed.expose()[0], 0);
    assert_eq!(view.fob(token.fob).expect("readable").expect("known").state, FobState::Assigned);
    assert!(view.verify_log().expect("readable").broken.is_none());
}

#[test]
fn every_family_is_given_the_same_way() {
    for (model, next) in [
        (Model::Yubikey5, 1),
        (Model::Yubikey5Nfc, 1),
        (Model::Yubikey4, 1),
        (Model::YubikeyNeo, 1),
        // It counts before it computes: its first code is that of counter 1.
        (Model::Canokey, 2),
        (Model::Nitrokey3, 1),
    ] {
        let stick = fob(model, 7_654_321);
        let stage = Stage::with(std::slice::from_ref(&stick));
        let issued = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"));
        let issued = issued.unwrap_or_else(|fault| panic!("{model:?}: {fault}"));
        assert_eq!(
            (issued.token.state.as_str(), issued.token.next),
            ("assigned", next),
            "{model:?}"
        );
    }
}

#[test]
fn a_time_based_token_proves_itself_by_the_present_step() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 1_000_001)]);
    let issued = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-totp"));
    let issued = issued.expect("issued");
    let step = u64::try_from(desk_tests::props::stage::DAWN / 30_000).expect("after 1970");
    assert_eq!(issued.verified.at_counter, Some(step));
    assert_eq!(issued.token.next, step + 1);
}

#[test]
fn a_slot_is_proven_by_the_code_it_types() {
    let stick = fob(Model::Yubikey5, 2_000_002);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut clerk = Clerk::pressing(&stick);
    let issued =
        issue(&mut stage.desk(), &mut clerk, &order("anna", "slot2-hotp")).expect("issued");
    assert_eq!((issued.verified.how.as_str(), issued.token.next), ("typed", 1));
    assert!(stick.inside(|fob| fob.slot(2).is_some() && fob.slot(1).is_none()));
}

#[test]
fn a_slot_can_be_proven_later_even_without_the_fob() {
    let stick = fob(Model::Yubikey5, 2_000_003);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let issued = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "slot1-hotp"));
    let issued = issued.expect("written");
    assert_eq!((issued.token.state.as_str(), issued.verified.how.as_str()), ("written", "none"));
    assert_eq!(issued.person, "anna", "the person is reserved");

    let skipped = [(); 3].map(|()| stick.press(1).expect("a code"));
    stick.remove();
    let check = |code: &str| desk::verify::Check {
        fob: Some("2000003".into()),
        code: Some(code.to_owned()),
        ..desk::verify::Check::default()
    };
    let verify =
        |text: &str| desk::verify::verify(&mut stage.desk(), &mut Clerk::default(), &check(text));
    assert_eq!(code(verify("000000")), "code_wrong");
    assert_eq!(code(verify("12345")), "code_unreadable");
    let proven = verify(&skipped[2]).expect("within the next ten");
    assert_eq!((proven.token.state.as_str(), proven.token.next), ("assigned", 3));
    assert_eq!(code(verify(&skipped[2])), "code_used", "a code counts once");
    assert_eq!(code(verify(&skipped[0])), "code_used", "and an older one not at all");
}

#[test]
fn what_is_in_the_way_needs_the_last_four_digits() {
    let stick = fob(Model::Yubikey5, 3_001_234);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut clerk = Clerk::pressing(&stick);
    let first = issue(&mut stage.desk(), &mut clerk, &order("anna", "slot1-hotp")).expect("issued");
    let again = |overwrite: Option<&str>| {
        let order =
            Order { overwrite: overwrite.map(str::to_owned), ..order("anna", "slot1-hotp") };
        issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order)
    };
    let refused = again(None).expect_err("in use");
    assert_eq!((refused.cause.code(), refused.left), ("slot_in_use", Some(Left::Untouched)));
    assert_eq!(code(again(Some("9999"))), "overwrite_mismatch");
    stage.world.pass(std::time::Duration::from_secs(1));
    let second = again(Some("1234")).expect("with consent");
    assert_ne!(first.token.id, second.token.id);
    let states: Vec<_> = stage.tokens().iter().map(|token| token.state).collect();
    assert_eq!(states, [TokenState::Retired, TokenState::Assigned]);
}

#[test]
fn somebody_elses_fob_is_not_given_away_by_accident() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 3_005_555)]);
    issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp")).expect("issued");
    let to_boris = |overwrite: Option<&str>| {
        let order =
            Order { overwrite: overwrite.map(str::to_owned), ..order("boris", "oath-hotp") };
        issue(&mut stage.desk(), &mut Clerk::default(), &order)
    };
    assert_eq!(code(to_boris(None)), "fob_taken");
    to_boris(Some("5555")).expect("with consent");
    let live: Vec<_> = stage.tokens().into_iter().filter(|t| t.state.is_live()).collect();
    assert_eq!(live.len(), 1, "Anna's token on that fob is retired");
}

#[test]
fn several_tokens_live_on_one_fob_and_several_fobs_with_one_person() {
    let (one, two) = (fob(Model::Yubikey5, 4_000_001), fob(Model::Yubikey5Nfc, 4_000_002));
    let stage = Stage::with(&[one.clone(), two.clone()]);
    let on = |profile: &str, serial: &str| {
        let order = Order { fob: Some(serial.into()), ..order("anna", profile) };
        let pressed = if serial == "4000001" { &one } else { &two };
        issue(&mut stage.desk(), &mut Clerk::pressing(pressed), &order)
    };
    for (profile, serial) in
        [("oath-hotp", "4000001"), ("slot1-hotp", "4000001"), ("slot2-hotp", "4000001")]
    {
        on(profile, serial).unwrap_or_else(|fault| panic!("{profile}: {fault}"));
    }
    on("oath-hotp", "4000002").expect("a second fob");
    let card = desk::people::show(&mut stage.desk(), "anna").expect("Anna");
    assert_eq!(card.tokens.iter().filter(|t| t.state == "assigned").count(), 4);
}

#[test]
fn several_fobs_and_none_named_is_a_question() {
    let stage = Stage::with(&[fob(Model::Yubikey5, 11), fob(Model::Nitrokey3, 22)]);
    let fault = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"))
        .expect_err("two fobs");
    assert_eq!(fault.cause.values(), [("serials", "11, 22")]);
}

#[test]
fn two_makers_may_use_one_serial() {
    let (yubikey, nitrokey) = (fob(Model::Yubikey5, 777), fob(Model::Nitrokey3, 777));
    let stage = Stage::with(std::slice::from_ref(&yubikey));
    issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"))
        .expect("the first");
    yubikey.remove();
    stage.bench.plug(&nitrokey);
    issue(&mut stage.desk(), &mut Clerk::default(), &order("boris", "oath-hotp"))
        .expect("the other");
    let tokens = stage.tokens();
    assert_eq!(tokens.len(), 2);
    assert_ne!(tokens[0].fob, tokens[1].fob);
    let named = desk::verify::Check { fob: Some("777".into()), ..Default::default() };
    yubikey.insert();
    let both = desk::verify::verify(&mut stage.desk(), &mut Clerk::default(), &named);
    assert_eq!(code(both), "serial_twice");
}

#[test]
fn a_fob_without_a_serial_gets_a_label() {
    let nameless = SimFob::new(Fob::new(Model::Yubikey5, None, None, seeded(9)));
    let stage = Stage::with(&[nameless]);
    let issued = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"));
    assert_eq!(issued.expect("issued").fob.serial, "D-0001");
    let check = desk::verify::Check { fob: Some("D-0001".into()), ..Default::default() };
    let again = desk::verify::verify(&mut stage.desk(), &mut Clerk::default(), &check);
    assert_eq!(again.expect("by its label").token.next, 2);
}

#[test]
fn a_full_fob_is_left_as_it_was_and_nobody_is_reserved() {
    let stick = fob(Model::Yubikey5, 5_000_005);
    stick.faults(|f: &mut Faults| f.oath_limit = Some(0));
    let stage = Stage::with(std::slice::from_ref(&stick));
    let fault = issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"))
        .expect_err("full");
    assert_eq!((fault.cause.code(), fault.left), ("fob_full", Some(Left::Untouched)));
    assert_eq!(stage.tokens()[0].state, TokenState::Abandoned);
    assert!(stage.ledger().view().expect("unlocked").open_lines().expect("readable").is_empty());
}

#[test]
fn a_profile_that_the_fob_cannot_hold_is_refused_before_anything_is_made() {
    let stick = fob(Model::Nitrokey3, 6_000_006);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let strong = desk::Profile {
        name: "strong".into(),
        kind: desk_store::Kind::Hotp,
        place: desk::Place::Oath,
        digits: 8,
        algorithm: desk::Algorithm::Sha512,
        period: None,
        counter: 0,
        touch: false,
        enter: false,
        issuer: None,
    };
    desk::profiles::add(&mut desk, &strong).expect("a profile");
    assert_eq!(
        code(issue(&mut desk, &mut Clerk::default(), &order("anna", "strong"))),
        "fob_cannot"
    );
    assert_eq!(
        code(issue(&mut desk, &mut Clerk::default(), &order("anna", "slot1-hotp"))),
        "fob_cannot"
    );
    assert!(stage.tokens().is_empty());
}

#[test]
fn a_touch_that_nobody_gives_leaves_the_fob_written() {
    let stick = fob(Model::Yubikey5, 6_500_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let touch = desk::Profile {
        name: "touch".into(),
        kind: desk_store::Kind::Hotp,
        place: desk::Place::Oath,
        digits: 6,
        algorithm: desk::Algorithm::Sha256,
        period: None,
        counter: 5,
        touch: true,
        enter: false,
        issuer: Some("Example".into()),
    };
    desk::profiles::add(&mut desk, &touch).expect("a profile");
    stick.faults(|f| f.finger = fob_sim::Finger::Never);
    let mut clerk = Clerk::default();
    let fault = issue(&mut desk, &mut clerk, &order("anna", "touch")).expect_err("nobody touched");
    assert_eq!((fault.cause.code(), fault.left), ("touch_timeout", Some(Left::Written)));
    assert_eq!(clerk.touches, 1, "the touch was announced");
    stick.faults(|f| f.finger = fob_sim::Finger::Always);
    let issued = issue(&mut desk, &mut clerk, &order("anna", "touch")).expect("continued");
    assert_eq!((issued.token.state.as_str(), issued.token.next), ("assigned", 6));
}

#[test]
fn a_locked_slot_is_said_and_left_alone() {
    let stick = fob(Model::Yubikey5, 6_600_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order("anna", "slot2-hotp"))
        .expect("issued");
    lock_slot(&stick, 2);
    let order = Order { overwrite: Some("0001".into()), ..order("anna", "slot2-hotp") };
    let fault = issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order).expect_err("locked");
    assert_eq!((fault.cause.code(), fault.left), ("slot_protected", Some(Left::Untouched)));
    let live: Vec<_> = stage.tokens().into_iter().filter(|t| t.state.is_live()).collect();
    assert_eq!(live.len(), 1);
    assert_eq!(live[0].state, TokenState::Assigned, "what was there before is live again");
}

#[test]
fn a_replacement_voids_the_recovery_codes_and_a_second_fob_keeps_them() {
    let (one, two) = (fob(Model::Yubikey5, 8_000_001), fob(Model::Yubikey5, 8_000_002));
    let stage = Stage::with(std::slice::from_ref(&one));
    let codes =
        desk::Output { text: Some(stage.dir.path().join("codes.txt")), ..Default::default() };
    let with_codes = Order { codes, ..order("anna", "oath-hotp") };
    let issued = issue(&mut stage.desk(), &mut Clerk::default(), &with_codes).expect("issued");
    assert_eq!(issued.recovery.expect("a set").count, 10);
    let left = || desk::codes::status(&mut stage.desk(), "anna").expect("a status").left;
    one.remove();
    stage.bench.plug(&two);
    issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp")).expect("second");
    assert_eq!(left(), 10, "a second fob keeps the set");
    let replace = Order { overwrite: Some("0002".into()), ..order("anna", "oath-hotp") };
    issue(&mut stage.desk(), &mut Clerk::default(), &replace).expect("replaced");
    assert_eq!(left(), 0, "a replacement voids it");
}

#[test]
fn a_fob_in_use_is_taken_in_by_its_secret_and_two_codes() {
    let stage = Stage::with(&[]);
    let key = hotp::Key::new(hotp::Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
    let codes = [41, 42].map(|counter| key.code(counter, hotp::Digits::SIX).to_string());
    let adoption = |codes: [String; 2]| desk::adopt::Adoption {
        fob: "C200-0042".into(),
        person: "anna".into(),
        secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ\n".to_owned().into(),
        codes,
    };
    let mut clerk = Clerk::default();
    let wrong = adoption([codes[1].clone(), codes[0].clone()]);
    assert_eq!(code(desk::adopt::adopt(&mut stage.desk(), &mut clerk, &wrong)), "codes_not_found");
    let taken = desk::adopt::adopt(&mut stage.desk(), &mut clerk, &adoption(codes)).expect("found");
    assert_eq!((taken.token.state.as_str(), taken.token.next), ("assigned", 43));
}
