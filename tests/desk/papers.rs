//! What is printed: in which size, in whose language, and letters about a fob.

use std::path::PathBuf;
use std::process::Command;

use desk::codes;
use desk::letters::{self, Ask, LetterKind};
use desk::lost::{EmergencyCard, Fate, Loss, Wanted, found, lost};
use desk::returned::take_back;
use desk::{Lang, Output, PaperSize, people, policy, preview};
use desk_store::audit::{Filter, Logged};
use desk_tests::props::sheets::text_of;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::{Model, SimFob};

const SERIAL: &str = "1000001";

fn pdf(stage: &Stage, name: &str, paper: Option<PaperSize>) -> (PathBuf, Output) {
    let file = stage.dir.path().join(name);
    (file.clone(), Output { pdf: Some(file), paper, ..Output::default() })
}

/// The size of its page, in whole points.
fn size_of(file: &PathBuf) -> String {
    let done = Command::new("pdfinfo").arg(file).output().expect("poppler-utils");
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    let line = text.lines().find(|line| line.starts_with("Page size:")).expect("a size");
    let numbers: Vec<&str> = line.split_whitespace().filter(|w| w.parse::<f32>().is_ok()).collect();
    numbers.iter().map(|n| n.split('.').next().expect("a number")).collect::<Vec<_>>().join("x")
}

fn log(stage: &Stage, act: &'static str) -> Vec<Logged> {
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    view.log(&Filter { act: Some(act), ..Filter::default() }).expect("read")
}

fn given(profile: &str) -> (Stage, SimFob) {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut clerk = Clerk::pressing(&stick);
    desk::issue::issue(&mut stage.desk(), &mut clerk, &order("anna", profile)).expect("issued");
    (stage, stick)
}

fn loses(stage: &Stage, minutes: Option<u32>) -> Option<EmergencyCard> {
    let loss = Loss {
        person: Some("anna".into()),
        fob: None,
        reason: "left on the train".into(),
        emergency: minutes.map(|minutes| Wanted {
            uses: Some(2),
            minutes: Some(minutes),
            out: None,
        }),
        codes: Output::default(),
        identified: None,
    };
    lost(&mut stage.desk(), &mut Clerk::default(), &loss).expect("lost").emergency
}

fn ask(kind: LetterKind) -> Ask {
    Ask { kind, person: Some("anna".into()), fob: None, emergency: None }
}

#[test]
fn a_sheet_is_on_the_paper_that_was_asked_for_else_on_the_houses() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    let mut made = |name: &str, paper: Option<PaperSize>| {
        let (file, output) = pdf(&stage, name, paper);
        codes::issue(&mut desk, "anna", None, &output).expect("a set");
        size_of(&file)
    };
    assert_eq!(made("usual.pdf", None), "595x841");
    assert_eq!(made("letter.pdf", Some(PaperSize::Letter)), "612x792");
    assert_eq!(made("a5.pdf", Some(PaperSize::A5)), "419x595");
    assert_eq!(made("card.pdf", Some(PaperSize::Card)), "595x841");
    assert!(text_of(&stage.dir.path().join("card.pdf")).contains("Cut the card out"));
    policy::set(&mut stage.desk(), "paper.size", "a5").expect("a rule");
    assert_eq!(made("house.pdf", None), "419x595");
    assert_eq!(code(policy::set(&mut stage.desk(), "paper.size", "a3")), "policy_bad");
}

#[test]
fn the_paper_that_set_up_found_goes_until_the_rule_is_changed() {
    let stage = Stage::with(&[]);
    {
        let mut ledger = stage.ledger();
        let mut txn = ledger.begin().expect("writable");
        txn.set_policy("paper", "letter").expect("as set-up writes it");
        txn.commit(desk_store::audit::Entry::new("os:tester", "policy.set")).expect("kept");
    }
    let mut desk = stage.desk();
    assert_eq!(policy::show(&mut desk, "paper.size").expect("read").value, "letter");
    let (file, output) = pdf(&stage, "letter.pdf", None);
    codes::issue(&mut desk, "anna", None, &output).expect("a set");
    assert_eq!(size_of(&file), "612x792");
    policy::set(&mut desk, "paper.size", "card").expect("a rule");
    let (file, output) = pdf(&stage, "card.pdf", None);
    codes::issue(&mut desk, "anna", None, &output).expect("a set");
    assert_eq!(size_of(&file), "612x792", "it is cut out of what lies in the printer");
    policy::set(&mut desk, "paper.size", "a4").expect("a rule");
    let (file, output) = pdf(&stage, "a4.pdf", None);
    codes::issue(&mut desk, "anna", None, &output).expect("a set");
    assert_eq!(size_of(&file), "595x841");
}

#[test]
fn papers_are_in_the_persons_language_and_else_in_the_desks() {
    let (stage, _stick) = given("oath-hotp");
    let mut desk = stage.desk();
    let mut both = |name: &str| {
        let (sheet, output) = pdf(&stage, &format!("{name}-sheet.pdf"), None);
        codes::issue(&mut desk, "anna", None, &output).expect("a set");
        let (letter, output) = pdf(&stage, &format!("{name}-letter.pdf"), None);
        letters::print(&mut desk, &ask(LetterKind::Registration), &output).expect("a letter");
        [text_of(&sheet), text_of(&letter)]
    };
    let [sheet, letter] = both("desk");
    assert!(sheet.contains("Recovery codes") && letter.contains("This fob is yours"), "{letter}");
    let card = people::language(&mut stage.desk(), "anna", Some(Lang::Ru)).expect("changed");
    assert_eq!(card.language.as_deref(), Some("ru"));
    let [sheet, letter] = both("hers");
    assert!(sheet.contains("Коды восстановления"), "{sheet}");
    assert!(letter.contains("Этот брелок ваш") && letter.contains("Поддержка: дата"), "{letter}");
    people::language(&mut stage.desk(), "anna", Some(Lang::Ru)).expect("as it is");
    people::language(&mut stage.desk(), "anna", None).expect("changed");
    assert!(both("again")[0].contains("Recovery codes"));
    assert_eq!(log(&stage, "person.language").len(), 2, "the same again is no change");
    assert_eq!(code(people::language(&mut stage.desk(), "nobody", None)), "unknown_person");
}

#[test]
fn a_letter_of_a_loss_says_what_was_done_and_prints_a_code_only_if_it_is_handed_in() {
    let (stage, _stick) = given("oath-hotp");
    let mut desk = stage.desk();
    let (file, output) = pdf(&stage, "early.pdf", None);
    assert_eq!(code(letters::print(&mut desk, &ask(LetterKind::Lost), &output)), "letter_nothing");
    assert!(!file.exists());
    let shown = loses(&stage, Some(30)).expect("an emergency code").code.expect("it is shown");

    let (file, output) = pdf(&stage, "words.pdf", None);
    let card = letters::print(&mut desk, &ask(LetterKind::Lost), &output).expect("a letter");
    assert_eq!((card.person.as_str(), card.fob.as_str()), ("anna", SERIAL));
    let text = text_of(&file);
    for part in ["Anna Berg", "serial 1 000 001", "left on the train", "It works 2 times"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains(&shown), "the code is not on it");

    let with =
        |typed: &str| Ask { emergency: Some(typed.to_owned().into()), ..ask(LetterKind::Lost) };
    let (file, output) = pdf(&stage, "code.pdf", None);
    letters::print(&mut desk, &with(&shown), &output).expect("a letter");
    assert!(text_of(&file).contains(&shown), "{}", text_of(&file));
    let (wrong, output) = pdf(&stage, "wrong.pdf", None);
    for typed in ["000 000 0000", "123 456 7890", "no code", ""] {
        assert_eq!(code(letters::print(&mut desk, &with(typed), &output)), "letter_code");
    }
    assert!(!wrong.exists());
    let printed = log(&stage, "letter.printed");
    assert_eq!(printed.len(), 2);
    assert_eq!(printed[1].detail["emergency"], true);
    let digits = shown.replace(' ', "");
    let kept = format!("{printed:?}");
    assert!(!kept.contains(&shown) && !kept.contains(&digits), "the history does not know it");

    found(&mut desk, &mut Clerk::default(), SERIAL, Fate::GiveBack).expect("given back");
    let (_, output) = pdf(&stage, "late.pdf", None);
    assert_eq!(code(letters::print(&mut desk, &with(&shown), &output)), "letter_nothing");
}

#[test]
fn a_receipt_says_whether_the_fob_was_emptied_and_goes_to_whoever_had_it() {
    for (empty, says, never) in [
        (true, "It was emptied", "It was not emptied yet"),
        (false, "It was not emptied yet", "It was emptied:"),
    ] {
        let (stage, _stick) = given("oath-hotp");
        let mut desk = stage.desk();
        take_back(&mut desk, &mut Clerk::default(), SERIAL, empty).expect("taken back");
        let by_fob = Ask { person: None, fob: Some(SERIAL.into()), ..ask(LetterKind::Return) };
        for (name, ask) in [("person.pdf", ask(LetterKind::Return)), ("fob.pdf", by_fob)] {
            let (file, output) = pdf(&stage, name, Some(PaperSize::A5));
            letters::print(&mut desk, &ask, &output).expect("a receipt");
            let text = text_of(&file);
            assert!(text.contains("Anna Berg") && text.contains(says), "{text}");
            assert!(!text.contains(never) && text.contains("date, signature"), "{text}");
            assert_eq!(size_of(&file), "419x595");
        }
        let boris = Ask { person: Some("boris".into()), ..ask(LetterKind::Return) };
        let (_, output) = pdf(&stage, "boris.pdf", None);
        assert_eq!(code(letters::print(&mut desk, &boris, &output)), "letter_nothing");
        // Whosever it is since: the receipt is about the time that it was hers.
        let mut clerk = Clerk::default();
        let to_boris =
            desk::issue::Order { overwrite: Some("0001".into()), ..order("boris", "oath-hotp") };
        desk::issue::issue(&mut desk, &mut clerk, &to_boris).expect("given to Boris");
        take_back(&mut desk, &mut clerk, SERIAL, !empty).expect("taken back");
        let (file, output) = pdf(&stage, "later.pdf", None);
        letters::print(&mut desk, &ask(LetterKind::Return), &output).expect("a receipt");
        let text = text_of(&file);
        assert!(text.contains("Anna Berg") && text.contains(says), "{text}");
        people::delete(&mut desk, "anna").expect("deleted");
        people::delete(&mut desk, "boris").expect("deleted");
        let gone = Ask { person: None, fob: Some(SERIAL.into()), ..ask(LetterKind::Return) };
        assert_eq!(code(letters::print(&mut desk, &gone, &output)), "letter_nothing");
    }
}

#[test]
fn a_letter_with_a_fob_tells_how_this_one_is_used() {
    for (profile, says) in [
        ("slot1-hotp", "touch the fob briefly"),
        ("slot2-hotp", "for three seconds"),
        ("oath-hotp", "open the program"),
    ] {
        let (stage, _stick) = given(profile);
        let (file, output) = pdf(&stage, "letter.pdf", Some(PaperSize::Card));
        let ask = ask(LetterKind::Registration);
        letters::print(&mut stage.desk(), &ask, &output).expect("a letter");
        let text = text_of(&file);
        assert!(
            text.contains(says) && text.contains("Given by") && text.contains("tester"),
            "{text}"
        );
        assert_eq!(size_of(&file), "595x841", "a letter is no card");
        loses(&stage, None);
        let again = letters::print(&mut stage.desk(), &ask, &pdf(&stage, "b.pdf", None).1);
        assert_eq!(code(again), "letter_nothing", "it is out of use");
    }
}

#[test]
fn a_letter_needs_a_place_and_a_printer_that_refuses_leaves_no_entry() {
    let (stage, _stick) = given("oath-hotp");
    let mut desk = stage.desk();
    let ask = ask(LetterKind::Registration);
    let text = Output { text: Some(stage.dir.path().join("a.txt")), ..Output::default() };
    for output in [Output::default(), text] {
        assert_eq!(code(letters::print(&mut desk, &ask, &output)), "usage");
    }
    let (file, output) = pdf(&stage, "both.pdf", None);
    let nowhere = Output { print: Some("no-such-queue".into()), ..output };
    assert_eq!(code(letters::print(&mut desk, &ask, &nowhere)), "print_failed");
    assert!(!file.exists() && log(&stage, "letter.printed").is_empty());
}

#[test]
fn a_sheet_is_shown_before_it_is_made_and_nothing_is_minted() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    let before = desk::history::verify(&mut desk).expect("read");
    let usual = preview::sheet(&mut desk, "anna", None).expect("a picture");
    assert_eq!((usual.paper, usual.width.round()), (PaperSize::A4, 595.0));
    let small = preview::sheet(&mut desk, "anna", Some(PaperSize::A5)).expect("a picture");
    assert_eq!((small.paper, small.width.round()), (PaperSize::A5, 420.0));
    assert!(usual.shapes.len() > 40 && small.shapes.len() > 40);
    let boris = preview::sheet(&mut desk, "boris", None).expect("a picture");
    assert_ne!(usual, boris, "it is a sheet of his own");
    assert_eq!(usual, preview::sheet(&mut desk, "anna", None).expect("the same again"));
    policy::set(&mut stage.desk(), "codes.count", "3").expect("a rule");
    let fewer = preview::sheet(&mut desk, "anna", None).expect("a picture");
    assert!(fewer.shapes.len() < usual.shapes.len(), "as many codes as the next set has");
    let after = desk::history::verify(&mut desk).expect("read");
    assert_eq!(after.entries, before.entries + 1, "the rule alone was changed");
    assert_eq!(codes::status(&mut desk, "anna").expect("read").set, None);
    policy::set(&mut stage.desk(), "codes.allowed", "no").expect("a rule");
    assert_eq!(code(preview::sheet(&mut desk, "anna", None)), "codes_off");
}
