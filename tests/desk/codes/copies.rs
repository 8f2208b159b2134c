//! Sealed copies: the same sheet once more, where the house keeps them; and everybody's sheets
//! voided at once.

use std::fs;

use desk::codes::{self, Reprinted, Word};
use desk::{Fault, Output, policy};
use desk_store::audit::Filter;
use desk_tests::props::sheets;
use desk_tests::props::stage::{Stage, code};

use super::{check, set};

fn again(stage: &Stage, reason: &str, name: &str) -> Result<Reprinted, Fault> {
    let output = Output { text: Some(stage.dir.path().join(name)), ..Output::default() };
    codes::reprint(&mut stage.desk(), "anna", reason, &output)
}

fn keep_copies(stage: &Stage, value: &str) {
    policy::set(&mut stage.desk(), "codes.keep_copy", value).expect("changed");
}

#[test]
fn the_same_sheet_is_printed_again_without_its_used_rows() {
    let stage = Stage::with(&[]);
    keep_copies(&stage, "yes");
    let codes = set(&stage, "first.txt");
    assert!(codes::status(&mut stage.desk(), "anna").expect("read").copy);
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
    assert_eq!(check(&stage, &codes[6]).verdict, Word::Accepted);
    assert_eq!(code(again(&stage, " ", "no.txt")), "reason_needed");
    let printed = again(&stage, "left in the rain", "again.txt").expect("printed");
    assert_eq!((printed.rows, printed.set.left), (8, 8));
    let text = fs::read_to_string(stage.dir.path().join("again.txt")).expect("a file");
    let expected: Vec<String> = (1..=10)
        .filter(|row| ![1, 7].contains(row))
        .map(|row| format!("{row}. {}", codes[row - 1]))
        .collect();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines, expected);
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("codes.reprinted"), ..Filter::default() });
    let log = log.expect("read");
    assert_eq!((log.len(), &log[0].detail["reason"]), (1, &"left in the rain".into()));
    assert_eq!(check(&stage, &codes[1]).verdict, Word::Accepted, "it is the same set");
}

#[test]
fn on_paper_the_rows_keep_their_numbers_and_their_grey_letters() {
    let stage = Stage::with(&[]);
    keep_copies(&stage, "yes");
    let pdf = |name: &str| Output { pdf: Some(stage.dir.path().join(name)), ..Output::default() };
    codes::issue(&mut stage.desk(), "anna", Some(4), &pdf("first.pdf")).expect("issued");
    let first = sheets::rows(&stage.dir.path().join("first.pdf"));
    assert_eq!(check(&stage, &first[1].code).verdict, Word::Accepted);
    codes::reprint(&mut stage.desk(), "anna", "torn", &pdf("again.pdf")).expect("printed");
    let again = sheets::rows(&stage.dir.path().join("again.pdf"));
    let expected: Vec<_> = first.into_iter().filter(|row| row.number != 2).collect();
    assert_eq!(again, expected);
}

#[test]
fn where_no_copy_is_kept_a_new_set_is_needed() {
    let stage = Stage::with(&[]);
    set(&stage, "first.txt");
    assert_eq!(code(again(&stage, "torn", "a.txt")), "no_copy");
    assert!(!stage.dir.path().join("a.txt").exists());
    keep_copies(&stage, "yes");
    assert_eq!(code(again(&stage, "torn", "a.txt")), "no_copy", "not of a sheet from before");
    let codes = set(&stage, "second.txt");
    policy::set(&mut stage.desk(), "codes.print_only", "yes").expect("changed");
    assert_eq!(code(again(&stage, "torn", "a.txt")), "codes_print_only");
    policy::set(&mut stage.desk(), "codes.print_only", "no").expect("changed");
    assert_eq!(
        code(codes::reprint(&mut stage.desk(), "anna", "x", &Output::default())),
        "codes_output_needed"
    );
    for typed in &codes {
        assert_eq!(check(&stage, typed).verdict, Word::Accepted);
    }
    assert_eq!(code(again(&stage, "torn", "a.txt")), "codes_all_used");
}

#[test]
fn copies_go_with_their_set_and_with_the_rule() {
    let stage = Stage::with(&[]);
    keep_copies(&stage, "yes");
    set(&stage, "first.txt");
    codes::void(&mut stage.desk(), "anna").expect("voided");
    assert_eq!(code(again(&stage, "torn", "a.txt")), "no_codes");
    let codes = set(&stage, "second.txt");
    keep_copies(&stage, "no");
    assert!(!codes::status(&mut stage.desk(), "anna").expect("read").copy);
    keep_copies(&stage, "yes");
    assert_eq!(code(again(&stage, "torn", "a.txt")), "no_copy", "it is gone for good");
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted, "the sheet itself stays valid");
}

#[test]
fn a_copy_is_sealed() {
    let stage = Stage::with(&[]);
    keep_copies(&stage, "yes");
    let codes = set(&stage, "first.txt");
    for name in ["ledger.db", "ledger.db-wal"] {
        let Ok(bytes) = fs::read(stage.dir.path().join(name)) else { continue };
        for typed in &codes {
            for form in [typed.clone(), typed.replace('-', "")] {
                assert!(!bytes.windows(form.len()).any(|window| window == form.as_bytes()));
            }
        }
    }
}

#[test]
fn everybody_s_sheets_are_void_at_once_and_the_history_names_each_person() {
    let stage = Stage::with(&[]);
    keep_copies(&stage, "yes");
    let codes = set(&stage, "anna.txt");
    let output = Output { text: Some(stage.dir.path().join("boris.txt")), ..Output::default() };
    codes::issue(&mut stage.desk(), "boris", None, &output).expect("issued");
    assert_eq!(code(codes::void_all(&mut stage.desk(), "")), "reason_needed");
    let all = codes::void_all(&mut stage.desk(), "the printer kept copies").expect("voided");
    assert_eq!(all.voided, 2);
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Void);
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let log = |act| view.log(&Filter { act: Some(act), ..Filter::default() }).expect("read");
    let (each, total) = (log("codes.voided"), log("codes.voided_all"));
    assert_eq!((each.len(), total.len()), (2, 1));
    assert!(each.iter().all(|entry| entry.person.is_some() && entry.at == total[0].at));
    assert_eq!((&total[0].detail["count"], total[0].person), (&2.into(), None));
    assert!(view.valid_sets().expect("read").is_empty());
    // Nothing is left to void: nothing is written either.
    assert_eq!(codes::void_all(&mut stage.desk(), "again").expect("nothing").voided, 0);
    let log = stage
        .ledger()
        .view()
        .expect("unlocked")
        .log(&Filter { act: Some("codes.voided_all"), ..Filter::default() });
    assert_eq!(log.expect("read").len(), 1);
}
