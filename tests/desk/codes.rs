//! Recovery codes: only the newest set is valid, a code works once, slips do not count.

mod copies;
mod forms;
mod possess;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use desk::codes::{self, Word};
use desk::{Lang, Output};
use desk_tests::props::stage::{Stage, code};

/// Issues a set to Anna and reads the text file that the operator named.
pub(crate) fn set(stage: &Stage, name: &str) -> Vec<String> {
    let file = stage.dir.path().join(name);
    let output = Output { text: Some(file.clone()), ..Output::default() };
    codes::issue(&mut stage.desk(), "anna", None, &output).expect("a set");
    let text = fs::read_to_string(file).expect("the operator's file");
    let line = |line: &str| line.split_once(". ").expect("number and code").1.to_owned();
    text.split_terminator("\r\n").map(line).collect()
}

pub(crate) fn check(stage: &Stage, typed: &str) -> codes::CodeVerdict {
    codes::verify(&mut stage.desk(), "anna", typed).expect("a verdict")
}

#[test]
fn a_code_is_accepted_once_however_it_is_typed() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    assert_eq!(codes.len(), 10);
    let typed = codes[3].to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let first = check(&stage, &typed);
    assert_eq!((first.verdict, first.row, first.left), (Word::Accepted, Some(4), 9));
    let again = check(&stage, &codes[3]);
    assert_eq!((again.verdict, again.row, again.left), (Word::Used, Some(4), 9));
}

#[test]
fn a_new_set_voids_the_one_before() {
    let stage = Stage::with(&[]);
    let old = set(&stage, "old.txt");
    let new = set(&stage, "new.txt");
    assert_eq!(check(&stage, &old[0]).verdict, Word::Void);
    assert_eq!(check(&stage, &new[0]).verdict, Word::Accepted);
    codes::void(&mut stage.desk(), "anna").expect("voided");
    assert_eq!(check(&stage, &new[1]).verdict, Word::Void);
    assert_eq!(code(codes::void(&mut stage.desk(), "anna")), "no_codes");
    let status = codes::status(&mut stage.desk(), "anna").expect("a status");
    assert!(status.voided.is_some());
    assert_eq!((status.count, status.left), (10, 0));
}

/// 1C-Bitrix, rows 34 and 37: used codes are struck with their date; there a new set deletes them
/// with the old ones, here the old sets stay in view.
#[test]
fn old_sets_stay_in_view_with_the_rows_that_were_used() {
    let stage = Stage::with(&[]);
    let first = set(&stage, "first.txt");
    assert_eq!(check(&stage, &first[3]).verdict, Word::Accepted);
    set(&stage, "second.txt");
    let sets = codes::sets(&mut stage.desk(), "anna").expect("two sets");
    let used = |nth: usize| -> Vec<u32> {
        sets[nth].rows.iter().filter(|row| row.used.is_some()).map(|row| row.row).collect()
    };
    assert_eq!((sets.len(), used(0), used(1)), (2, vec![], vec![4]));
    assert_eq!(sets[1].rows[3].by.as_deref(), Some("os:tester"));
    assert_eq!((sets[0].voided.as_deref(), sets[1].reason.as_deref()), (None, Some("replaced")));
}

#[test]
fn slips_are_pointed_at_and_never_count() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    let mut letters: Vec<char> = codes[0].chars().collect();
    letters[7] = if letters[7] == 'A' { 'B' } else { 'A' };
    let typed: String = letters.into_iter().collect();
    for _ in 0..20 {
        let slip = check(&stage, &typed);
        // The seventh symbol: one dash stands before it.
        assert_eq!((slip.verdict, slip.look_at), (Word::Mistyped, Some(7)));
    }
    assert_eq!(check(&stage, "").verdict, Word::Mistyped);
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
}

#[test]
fn five_wrong_codes_make_the_next_one_wait_even_after_a_restart() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    for _ in 0..5 {
        assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Wrong);
    }
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Throttled, "each check is a new process");
    stage.world.pass(Duration::from_secs(14 * 60));
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Throttled);
    stage.world.pass(Duration::from_secs(2 * 60));
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
}

#[test]
fn after_a_hundred_wrong_codes_only_a_new_set_helps() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    let mut ledger = stage.ledger();
    let mut txn = ledger.begin().expect("begun");
    let anna = txn.person_by_login("anna").expect("readable").expect("known").id;
    for _ in 0..100 {
        txn.add_attempt(anna).expect("noted");
    }
    txn.commit(desk_store::audit::Entry::new("os:tester", "test")).expect("committed");
    stage.world.pass(Duration::from_secs(24 * 3600));
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Throttled, "time does not help");
    let codes = set(&stage, "new.txt");
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
}

#[test]
fn nothing_is_minted_without_a_place_for_it() {
    let stage = Stage::with(&[]);
    let none = codes::issue(&mut stage.desk(), "anna", None, &Output::default());
    assert_eq!(code(none), "codes_output_needed");
    let there = stage.dir.path().join("there.pdf");
    fs::write(&there, "mine").expect("a file");
    let over = Output { pdf: Some(there.clone()), ..Output::default() };
    assert_eq!(code(codes::issue(&mut stage.desk(), "anna", None, &over)), "file_exists");
    assert_eq!(fs::read_to_string(&there).expect("still there"), "mine");
    let text = stage.dir.path().join("new.txt");
    let nowhere = Output {
        text: Some(text.clone()),
        pdf: Some(PathBuf::from("/nonexistent/x.pdf")),
        ..Output::default()
    };
    assert_eq!(code(codes::issue(&mut stage.desk(), "anna", None, &nowhere)), "file_unwritable");
    assert!(!text.exists(), "no half of an output stays behind");
    let status = codes::status(&mut stage.desk(), "anna").expect("a status");
    assert_eq!(status.set, None);
}

#[test]
fn a_printer_that_refuses_costs_nobody_a_set() {
    let stage = Stage::with(&[]);
    let old = set(&stage, "codes.txt");
    let queue = Output { print: Some("no-such-queue".into()), ..Output::default() };
    assert_eq!(code(codes::issue(&mut stage.desk(), "anna", None, &queue)), "print_failed");
    assert_eq!(check(&stage, &old[0]).verdict, Word::Accepted, "the sheet at home is still valid");
}

#[cfg(unix)]
#[test]
fn files_with_codes_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::with(&[]);
    set(&stage, "codes.txt");
    let mode = fs::metadata(stage.dir.path().join("codes.txt")).expect("a file").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn the_ledger_holds_no_code() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    let anna = view.person_by_login("anna").expect("readable").expect("Anna");
    let kept = view.codes_of(anna.id).expect("readable");
    assert_eq!(kept.len(), codes.len());
    let db = fs::read(stage.dir.path().join("ledger.db")).expect("a file");
    for code in &codes {
        let plain = code.replace('-', "");
        assert!(!db.windows(plain.len()).any(|w| w == plain.as_bytes()));
    }
}

#[test]
fn a_deleted_person_has_no_codes_left() {
    let stage = Stage::with(&[]);
    set(&stage, "codes.txt");
    desk::people::delete(&mut stage.desk(), "anna").expect("deleted");
    assert_eq!(code(codes::verify(&mut stage.desk(), "anna", "x")), "unknown_person");
}

#[test]
fn the_sheet_is_in_the_desk_s_language() {
    let stage = Stage::with(&[]);
    for lang in Lang::ALL {
        let title = desk::say(lang, "sheet-title", &[]);
        assert!(!title.is_empty() && title != "sheet-title");
    }
    let file = stage.dir.path().join("sheet.pdf");
    let output = Output { pdf: Some(file.clone()), ..Output::default() };
    codes::issue(&mut stage.desk(), "anna", Some(3), &output).expect("a sheet");
    assert!(fs::read(file).expect("a PDF").starts_with(b"%PDF-"));
}

/// Fifty at once: the four hundred codes of twenty people are each tried by three of them.
#[test]
fn of_fifty_who_try_four_hundred_codes_at_once_each_code_lets_one_in() {
    let stage = Stage::with(&[]);
    let mut all: Vec<(String, String)> = Vec::new();
    for n in 0..20 {
        let login = format!("person{n}");
        let new =
            desk::NewPerson { login: login.clone(), name: login.clone(), ..Default::default() };
        desk::people::add(&mut stage.desk(), new).expect("a person");
        {
            // Cheap hashes: what is tried here is who is first.
            let mut ledger = stage.ledger();
            let mut txn = ledger.begin().expect("writable");
            let person = txn.person_by_login(&login).expect("read").expect("there");
            let cost = desk_store::Cost { memory: 8, passes: 1, lanes: 1 };
            txn.salt_or_new(person.id, cost).expect("a salt");
            txn.commit(desk_store::audit::Entry::new("os:tester", "codes.prepared")).expect("kept");
        }
        let name = format!("{login}.txt");
        let to = Output { text: Some(stage.dir.path().join(&name)), ..Output::default() };
        codes::issue(&mut stage.desk(), &login, Some(20), &to).expect("issued");
        let text = std::fs::read_to_string(stage.dir.path().join(&name)).expect("a set");
        let codes = text.lines().map(|line| line.split_once(". ").expect("N. CODE").1.to_owned());
        all.extend(codes.map(|code| (login.clone(), code)));
    }
    assert_eq!(all.len(), 400);
    let accepted: Vec<usize> = std::thread::scope(|scope| {
        let client = |first: usize| {
            let (all, stage) = (&all, &stage);
            scope.spawn(move || {
                let mut desk = stage.desk();
                let mut mine = 0;
                for nth in 0..24 {
                    let (login, code) = &all[(first * 8 + nth * 17) % 400];
                    let verdict = loop {
                        match codes::verify(&mut desk, login, code) {
                            Ok(verdict) => break verdict.verdict,
                            Err(fault) => assert_eq!(fault.cause.code(), "ledger_busy"),
                        }
                    };
                    assert!(matches!(verdict, Word::Accepted | Word::Used), "{verdict:?}");
                    mine += usize::from(verdict == Word::Accepted);
                }
                mine
            })
        };
        let clients: Vec<_> = (0..50).map(client).collect();
        clients.into_iter().map(|client| client.join().expect("no panic")).collect()
    });
    let mut tried: Vec<usize> =
        (0..50).flat_map(|first| (0..24).map(move |nth| (first * 8 + nth * 17) % 400)).collect();
    tried.sort_unstable();
    tried.dedup();
    assert_eq!((tried.len(), accepted.iter().sum::<usize>()), (400, 400));
}
