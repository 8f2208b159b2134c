//! A fob for some days: the own one sleeps, and wakes with the return of the other.

use desk::letters;
use desk_tests::props::sheets::text_of;

use super::*;

#[test]
fn a_loaner_puts_the_own_fob_to_sleep_and_wakes_it_when_it_is_back() {
    let scene = Scene::with(&["oath-hotp", "slot1-hotp"]);
    let lent = scene.lends(2, Some("seen")).expect("lent");
    let loan = lent.loan.expect("a loan");
    assert_eq!((loan.fob.as_str(), loan.until.as_str()), (NEW, "2026-03-03T10:02:00Z"));
    let asleep = vec![TokenState::Suspended; 2];
    assert_eq!(scene.states(OLD), (FobState::Suspended, Some("anna".into()), asleep));
    let mut desk = scene.stage.desk();
    let mut clerk = Clerk::default();
    let check = desk::verify::Check { fob: Some(OLD.into()), ..Default::default() };
    assert_eq!(code(desk::verify::verify(&mut desk, &mut clerk, &check)), "fob_out_of_use");
    assert_eq!(code(desk::check::check(&mut desk, &mut clerk, Some(OLD))), "fob_out_of_use");
    let ask = |whom| desk::sync::Ask {
        whom,
        codes: vec!["123456,654321".into()],
        windows: desk::sync::Windows::DESK,
        cautious: false,
    };
    let own = ask(desk::sync::Whom::Fob(OLD.into()));
    assert_eq!(code(desk::sync::sync(&mut desk, &mut clerk, &own)), "fob_out_of_use");
    // The codes of the loaner are the person's meanwhile.
    let person = ask(desk::sync::Whom::Person("anna".into()));
    assert_eq!(code(desk::sync::sync(&mut desk, &mut clerk, &person)), "ok");

    // Longer, of the same fob; another one is refused.
    let longer = scene.lends(9, None).expect("longer");
    assert_eq!(longer.loan.expect("a loan").until, "2026-03-10T10:02:00Z");
    let other = Lending {
        person: "anna".into(),
        fob: Some("1000003".into()),
        days: 2,
        identified: Some("seen".into()),
        ..Lending::default()
    };
    assert_eq!(code(lend(&mut desk, &mut clerk, &other)), "loan_open");
    scene.stage.world.pass(Duration::from_secs(9 * 86_400));
    let list = desk::reminders::list(&mut desk).expect("read").list;
    assert_eq!(list[0].about, desk::reminders::About::Loan);
    assert!(list[0].overdue);
    assert!(people::show(&mut desk, "anna").expect("shown").loan.is_some_and(|it| it.overdue));

    take_back(&mut desk, &mut clerk, NEW, true).expect("back");
    let awake = vec![TokenState::Assigned; 2];
    assert_eq!(scene.states(OLD), (FobState::Assigned, Some("anna".into()), awake));
    assert_eq!(people::show(&mut desk, "anna").expect("shown").loan, None);
}

#[test]
fn the_slip_that_goes_with_a_loaner_says_until_when_and_that_the_own_fob_sleeps() {
    let scene = Scene::with(&["oath-hotp"]);
    let mut desk = scene.stage.desk();
    let slip = |person: &str| letters::Ask {
        kind: letters::LetterKind::Loaner,
        person: Some(person.into()),
        fob: None,
        emergency: None,
    };
    let to = |name: &str| {
        let file = scene.stage.dir.path().join(name);
        (file.clone(), Output { pdf: Some(file), ..Output::default() })
    };
    let (early, output) = to("early.pdf");
    assert_eq!(code(letters::print(&mut desk, &slip("anna"), &output)), "letter_nothing");
    assert!(!early.exists());
    scene.lends(2, Some("seen")).expect("lent");
    scene.lends(9, None).expect("longer");
    let of_fob = letters::Ask { person: None, fob: Some(NEW.into()), ..slip("anna") };
    for (name, ask) in [("person.pdf", slip("anna")), ("fob.pdf", of_fob)] {
        let (file, output) = to(name);
        let card = letters::print(&mut desk, &ask, &output).expect("a slip");
        assert_eq!((card.person.as_str(), card.fob.as_str()), ("anna", NEW));
        let text = text_of(&file);
        for part in ["A fob on loan", "Lent by", "Bring it back by", "2026-03-10", "your own fob"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
    let of_own = letters::Ask { person: None, fob: Some(OLD.into()), ..slip("anna") };
    let (_, output) = to("own.pdf");
    for ask in [slip("boris"), of_own] {
        assert_eq!(code(letters::print(&mut desk, &ask, &output)), "letter_nothing");
    }
    take_back(&mut desk, &mut Clerk::default(), NEW, true).expect("back");
    assert_eq!(code(letters::print(&mut desk, &slip("anna"), &output)), "letter_nothing");
}

#[test]
fn what_is_somebodys_is_not_lent_and_days_have_a_bound() {
    let scene = Scene::with(&["oath-hotp"]);
    issue(
        &mut scene.stage.desk(),
        &mut Clerk::default(),
        &desk::issue::Order { fob: Some(NEW.into()), ..order("boris", "oath-hotp") },
    )
    .expect("issued");
    assert_eq!(code(scene.lends(3, Some("seen"))), "not_to_lend");
    for days in [0, 91] {
        assert_eq!(code(scene.lends(days, Some("seen"))), "term_bad");
    }
}

#[test]
fn an_own_fob_that_is_lost_or_found_while_another_is_lent_wakes_with_the_rest() {
    let scene = Scene::with(&["oath-hotp"]);
    scene.lends(2, Some("seen")).expect("lent");
    let mut desk = scene.stage.desk();
    let mut clerk = Clerk::default();
    let loss = Loss {
        person: None,
        fob: Some(OLD.into()),
        reason: "it is not at home either".into(),
        emergency: None,
        codes: Output::default(),
        identified: None,
    };
    lost(&mut desk, &mut clerk, &loss).expect("lost");
    desk::lost::found(&mut desk, &mut clerk, OLD, desk::lost::Fate::GiveBack).expect("found");
    assert_eq!(scene.states(OLD).0, FobState::Suspended, "the other one is still lent");
    retire(&mut desk, NEW, "it broke").expect("retired");
    assert_eq!(scene.states(OLD).0, FobState::Assigned);
    assert_eq!(scene.states(OLD).2, [TokenState::Assigned]);
}
