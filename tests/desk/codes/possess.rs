//! Is the sheet at hand? Two grey letters show it; no code is spent, and nothing is opened.

use std::collections::BTreeSet;
use std::time::Duration;

use desk::codes::{self, AtHand, Possession, Word};
use desk::{Output, history, policy};
use desk_store::audit::Filter;
use desk_tests::props::sheets;
use desk_tests::props::stage::{Stage, code};

use super::{check, set};

/// A sheet for Anna, and the grey letters as they stand on it.
fn sheet(stage: &Stage, name: &str) -> Vec<String> {
    let file = stage.dir.path().join(name);
    let output = Output { pdf: Some(file.clone()), ..Output::default() };
    codes::issue(&mut stage.desk(), "anna", None, &output).expect("a sheet");
    sheets::rows(&file).into_iter().map(|row| row.grey).collect()
}

fn ask(stage: &Stage) -> Possession {
    codes::ask(&mut stage.desk(), "anna").expect("a question")
}

fn answer(stage: &Stage, row: u32, typed: &str) -> Possession {
    codes::answer(&mut stage.desk(), "anna", row, typed).expect("a verdict")
}

fn other_than(letters: &str) -> &'static str {
    if letters == "AB" { "CD" } else { "AB" }
}

#[test]
fn whoever_holds_the_sheet_is_right_in_every_row_and_each_is_asked_once() {
    let stage = Stage::with(&[]);
    let letters = sheet(&stage, "a.pdf");
    let mut asked = BTreeSet::new();
    for _ in 0..10 {
        let question = ask(&stage);
        assert_eq!(question.verdict, None);
        let row = question.row.expect("a row");
        assert!(asked.insert(row), "row {row} was asked before");
        let index = usize::try_from(row).expect("small") - 1;
        let typed = format!(" {} ", letters[index].to_lowercase());
        let said = answer(&stage, row, &typed);
        assert_eq!((said.verdict, said.row), (Some(AtHand::Right), Some(row)));
        let again = codes::answer(&mut stage.desk(), "anna", row, &typed);
        assert_eq!(code(again), "row_not_asked", "an answer stands");
    }
    let end = ask(&stage);
    assert_eq!((end.verdict, end.row), (Some(AtHand::AskedAll), None));
    let status = codes::status(&mut stage.desk(), "anna").expect("a status");
    assert_eq!(status.left, 10, "no code was spent");
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("codes.possession"), ..Filter::default() });
    let results: Vec<String> = log.expect("read").into_iter().map(|entry| entry.result).collect();
    assert_eq!(results.iter().filter(|result| *result == "asked").count(), 10);
    assert_eq!(results.iter().filter(|result| *result == "right").count(), 10);
}

#[test]
fn a_question_that_was_asked_is_not_asked_again_even_without_an_answer() {
    let stage = Stage::with(&[]);
    sheet(&stage, "a.pdf");
    let rows: BTreeSet<u32> = (0..10).map(|_| ask(&stage).row.expect("a row")).collect();
    assert_eq!(rows, (1..=10).collect());
    assert_eq!(ask(&stage).verdict, Some(AtHand::AskedAll));
}

#[test]
fn wrong_letters_count_as_wrong_codes_and_slips_do_not() {
    let stage = Stage::with(&[]);
    let letters = sheet(&stage, "a.pdf");
    let row = ask(&stage).row.expect("a row");
    for typed in ["", "A", "7K", "ABC"] {
        let slip = codes::answer(&mut stage.desk(), "anna", row, typed);
        assert_eq!(code(slip), "grey_unreadable", "{typed}");
    }
    for nth in 0..5 {
        let row = if nth == 0 { row } else { ask(&stage).row.expect("a row") };
        let wrong = other_than(&letters[usize::try_from(row).expect("small") - 1]);
        assert_eq!(answer(&stage, row, wrong).verdict, Some(AtHand::Wrong));
    }
    let waits = ask(&stage);
    assert_eq!((waits.verdict, waits.row), (Some(AtHand::Throttled), None));
    // The one throttle holds for codes, too.
    assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Throttled);
    stage.world.pass(Duration::from_secs(15 * 60));
    assert_eq!(ask(&stage).verdict, None);
    // The clock stands: what is made now bears the very time.
    sheet(&stage, "later.pdf");
    let later = codes::status(&mut stage.desk(), "anna").expect("a status");
    assert_eq!((waits.until.is_some(), waits.until), (true, later.created));
}

/// A right answer is no accepted code: the wrong ones before it stay counted.
#[test]
fn a_right_answer_opens_nothing_and_forgives_nothing() {
    let stage = Stage::with(&[]);
    let letters = sheet(&stage, "a.pdf");
    for _ in 0..4 {
        assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Wrong);
    }
    let row = ask(&stage).row.expect("a row");
    let right = &letters[usize::try_from(row).expect("small") - 1];
    assert_eq!(answer(&stage, row, right).verdict, Some(AtHand::Right));
    let whose = history::Which { person: Some("anna".into()), ..history::Which::default() };
    let told = history::log(&mut stage.desk(), &whose).expect("read").pop().expect("the answer");
    assert_eq!((told.act.as_str(), told.result.as_str()), ("codes.possession", "right"));
    assert_eq!(told.row, Some(row), "with its row");
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("codes.checked"), ..Filter::default() });
    assert!(log.expect("read").iter().all(|entry| entry.result != "accepted"));
    assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Wrong);
    assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Throttled);
}

#[test]
fn without_a_valid_sheet_or_without_grey_letters_nothing_is_asked() {
    let stage = Stage::with(&[]);
    assert_eq!(code(codes::ask(&mut stage.desk(), "anna")), "no_codes");
    set(&stage, "text.txt");
    assert_eq!(code(codes::ask(&mut stage.desk(), "anna")), "no_grey", "a text file has none");
    sheet(&stage, "a.pdf");
    let row = ask(&stage).row.expect("a row");
    codes::void(&mut stage.desk(), "anna").expect("voided");
    assert_eq!(code(codes::answer(&mut stage.desk(), "anna", row, "AB")), "no_codes");
    sheet(&stage, "b.pdf");
    let other = codes::answer(&mut stage.desk(), "anna", row, "AB");
    assert_eq!(code(other), "row_not_asked", "a question belongs to its sheet");
    policy::set(&mut stage.desk(), "codes.allowed", "no").expect("changed");
    assert_eq!(code(codes::ask(&mut stage.desk(), "anna")), "codes_off");
}

#[test]
fn the_ledger_holds_no_grey_letters() {
    let stage = Stage::with(&[]);
    let letters = sheet(&stage, "a.pdf");
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let anna = view.person_by_login("anna").expect("read").expect("Anna");
    let kept = view.codes_of(anna.id).expect("read");
    let hashes: BTreeSet<[u8; 32]> = kept.iter().filter_map(|code| code.grey).collect();
    assert_eq!(hashes.len(), 10, "equal letters in two rows have two hashes");
    assert!(letters.iter().all(|pair| pair.len() == 2));
}
