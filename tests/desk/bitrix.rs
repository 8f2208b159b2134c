//! What an administrator of 1C-Bitrix has for recovery codes, disabling and lost devices, row by row:
//! the floor under this desk. Each test is named after its row and shows what holds here; where the
//! desk does better, the test says that, too.
//!
//! Rows without a test, since a desk has no counterpart:
//!
//! * 40, 41: web components that a visitor of the site uses for himself (view, print and make his
//!   own codes; connect his own phone). People do not sign in here; what the component refuses
//!   without codes is row 5.
//! * 47: the site's security scanner lists administrators without a device. The desk provisions
//!   other people's devices, and knows of no site's administrators.

mod days;
mod loss;
mod roles;

use std::fs;
use std::time::Duration;

use desk::codes::{self, Word};
use desk::{NewPerson, Output, early, history, issue, people, policy};
use desk_tests::props::sheets;
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;

const DAY: Duration = Duration::from_secs(86_400);

fn to_text(stage: &Stage, name: &str) -> Output {
    Output { text: Some(stage.dir.path().join(name)), ..Output::default() }
}

/// A set in Bitrix' own form for somebody, as it stands in its text file.
fn set_of(stage: &Stage, login: &str, name: &str) -> Vec<String> {
    policy::set(&mut stage.desk(), "codes.format", "bitrix").expect("changed");
    codes::issue(&mut stage.desk(), login, None, &to_text(stage, name)).expect("issued");
    let text = fs::read_to_string(stage.dir.path().join(name)).expect("a file");
    let code = |line: &str| line.split_once(". ").expect("N. CODE").1.to_owned();
    text.split_terminator("\r\n").map(code).collect()
}

fn set(stage: &Stage, name: &str) -> Vec<String> {
    set_of(stage, "anna", name)
}

fn check(stage: &Stage, typed: &str) -> Word {
    codes::verify(&mut stage.desk(), "anna", typed).expect("a verdict").verdict
}

/// Anna with a fob.
fn with_fob() -> (Stage, fob_sim::SimFob) {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let given = issue::issue(&mut stage.desk(), &mut Clerk::default(), &order("anna", "oath-hotp"));
    given.expect("given");
    (stage, stick)
}

#[test]
fn row_05_where_codes_are_not_allowed_one_that_exists_is_not_accepted() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "a.txt");
    policy::set(&mut stage.desk(), "codes.allowed", "no").expect("changed");
    assert_eq!(code(codes::verify(&mut stage.desk(), "anna", &codes[0])), "codes_off");
    let more = codes::issue(&mut stage.desk(), "anna", None, &to_text(&stage, "b.txt"));
    assert_eq!(code(more), "codes_off");
    policy::set(&mut stage.desk(), "codes.allowed", "yes").expect("changed");
    assert_eq!(check(&stage, &codes[0]), Word::Accepted);
}

/// Better: each symbol is as likely as another, and nothing is kept in clear.
#[test]
fn row_30_ten_codes_of_the_form_xxxx_xxxx() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "a.txt");
    assert_eq!(codes.len(), 10);
    for code in &codes {
        let (left, right) = code.split_once('-').expect("a dash");
        let fits = |half: &str| {
            half.len() == 4 && half.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase())
        };
        assert!(fits(left) && fits(right), "{code}");
    }
    let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
    assert_eq!(distinct.len(), 10);
    for name in ["ledger.db", "ledger.db-wal"] {
        let Ok(bytes) = fs::read(stage.dir.path().join(name)) else { continue };
        let in_clear = |code: &String| bytes.windows(9).any(|window| window == code.as_bytes());
        assert!(!codes.iter().any(in_clear), "{name}");
    }
}

/// Better: they can be made together with the fob; until then every look says that there are none.
#[test]
fn row_31_none_are_made_by_themselves_and_who_has_none_is_seen() {
    let (stage, _stick) = with_fob();
    let status = codes::status(&mut stage.desk(), "anna").expect("read");
    assert_eq!((status.set, status.left), (None, 0));
    assert_eq!(people::show(&mut stage.desk(), "anna").expect("Anna").recovery, None);
    set(&stage, "a.txt");
    assert!(people::show(&mut stage.desk(), "anna").expect("Anna").recovery.is_some());
    let warnings = early::warnings(&mut stage.desk()).expect("read");
    assert!(warnings.is_empty(), "a fresh fob and a fresh sheet are no worry: {warnings:?}");
}

/// Better: there an administrator reads anybody's codes at any time, and nothing tells of it.
#[test]
fn row_32_nobody_sees_codes_again_and_every_print_is_in_the_history() {
    let stage = Stage::with(&[]);
    set(&stage, "a.txt");
    let again = codes::reprint(&mut stage.desk(), "anna", "curious", &to_text(&stage, "b.txt"));
    assert_eq!(code(again), "no_copy");
    policy::set(&mut stage.desk(), "codes.keep_copy", "yes").expect("changed");
    set(&stage, "c.txt");
    let again = codes::reprint(&mut stage.desk(), "anna", "torn", &to_text(&stage, "d.txt"));
    again.expect("where the house wants it");
    let log = history::log(&mut stage.desk(), &history::Which::default()).expect("read");
    let count = |act: &str| log.iter().filter(|entry| entry.act == act).count();
    assert_eq!((count("codes.issued"), count("codes.reprinted")), (2, 1));
}

#[test]
fn row_33_a_code_works_once_and_is_marked_with_its_time() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "a.txt");
    assert_eq!(check(&stage, &codes[2]), Word::Accepted);
    stage.world.pass(DAY);
    let again = codes::verify(&mut stage.desk(), "anna", &codes[2]).expect("a verdict");
    let row = codes::sets(&mut stage.desk(), "anna").expect("read")[0].rows[2].clone();
    assert_eq!((again.verdict, again.when), (Word::Used, row.used));
    assert_eq!(row.by.as_deref(), Some("os:tester"));
}

#[test]
fn row_34_used_ones_are_shown_with_their_date_and_print_and_file_hold_only_unused_ones() {
    let stage = Stage::with(&[]);
    policy::set(&mut stage.desk(), "codes.keep_copy", "yes").expect("changed");
    let codes = set(&stage, "a.txt");
    assert_eq!(check(&stage, &codes[0]), Word::Accepted);
    let rows = codes::sets(&mut stage.desk(), "anna").expect("read").remove(0).rows;
    assert_eq!((rows[0].used.is_some(), rows[1].used.is_some()), (true, false));
    let pdf = stage.dir.path().join("again.pdf");
    let output = Output { pdf: Some(pdf.clone()), ..to_text(&stage, "again.txt") };
    codes::reprint(&mut stage.desk(), "anna", "torn", &output).expect("printed");
    let text = fs::read_to_string(stage.dir.path().join("again.txt")).expect("a file");
    assert!(text.starts_with(&format!("2. {}\r\n", codes[1])), "numbered as on the first sheet");
    assert!(!text.contains(&codes[0]));
    assert_eq!(fs::read(&pdf).expect("a PDF").get(..5), Some(&b"%PDF-"[..]));
}

/// Better: there the date is the operator's own, so that a print for somebody else bears a wrong one.
#[test]
fn row_35_the_sheet_bears_the_login_and_the_date_of_its_own_set() {
    let stage = Stage::with(&[]);
    policy::set(&mut stage.desk(), "codes.keep_copy", "yes").expect("changed");
    set_of(&stage, "anna", "anna.txt");
    let annas = codes::status(&mut stage.desk(), "anna").expect("read").created;
    stage.world.pass(DAY * 40);
    set_of(&stage, "boris", "boris.txt");
    let read = |name: &str| {
        let pdf = stage.dir.path().join(name);
        let line =
            std::process::Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
        String::from_utf8(line.expect("pdftotext is there").stdout).expect("text")
    };
    for (login, name) in [("anna", "a.pdf"), ("boris", "b.pdf")] {
        let output = Output { pdf: Some(stage.dir.path().join(name)), ..Output::default() };
        codes::reprint(&mut stage.desk(), login, "torn", &output).expect("printed");
    }
    let day = |login: &str| {
        let created = codes::status(&mut stage.desk(), login).expect("read").created;
        created.expect("a date").chars().take(7).collect::<String>()
    };
    let (anna, boris) = (read("a.pdf"), read("b.pdf"));
    assert!(anna.contains("anna") && anna.contains(&day("anna")) && !anna.contains(&day("boris")));
    assert!(boris.contains("boris") && boris.contains(&day("boris")));
    assert_eq!(codes::status(&mut stage.desk(), "anna").expect("read").created, annas);
}

/// The sheet itself: Bitrix' codes are printed as they are typed.
#[test]
fn row_35_the_printed_codes_are_accepted_as_printed() {
    let stage = Stage::with(&[]);
    policy::set(&mut stage.desk(), "codes.format", "bitrix").expect("changed");
    let pdf = stage.dir.path().join("a.pdf");
    let output = Output { pdf: Some(pdf.clone()), ..Output::default() };
    codes::issue(&mut stage.desk(), "anna", None, &output).expect("issued");
    let rows = sheets::rows(&pdf);
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    for row in rows {
        assert_eq!(check(&stage, &row.code), Word::Accepted, "row {}", row.number);
    }
}

#[test]
fn row_36_a_text_file_of_numbered_lines_that_end_with_cr_lf() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "recovery_codes.txt");
    let text = fs::read_to_string(stage.dir.path().join("recovery_codes.txt")).expect("a file");
    let lines: Vec<String> =
        (1..).zip(&codes).map(|(n, code): (u32, _)| format!("{n}. {code}\r\n")).collect();
    assert_eq!(text, lines.concat());
}

/// Better: there the old ones are deleted, and the history with them.
#[test]
fn row_37_only_the_codes_created_last_are_valid_and_the_old_ones_stay_in_view() {
    let stage = Stage::with(&[]);
    let old = set(&stage, "old.txt");
    assert_eq!(check(&stage, &old[0]), Word::Accepted);
    let new = set(&stage, "new.txt");
    assert_eq!(check(&stage, &old[1]), Word::Void);
    assert_eq!(check(&stage, &old[0]), Word::Used);
    assert_eq!(check(&stage, &new[1]), Word::Accepted);
    let sets = codes::sets(&mut stage.desk(), "anna").expect("read");
    assert_eq!((sets.len(), sets[1].rows[0].used.is_some()), (2, true));
}

#[test]
fn row_38_a_new_device_in_the_place_of_another_voids_the_codes_and_so_does_deleting_the_person() {
    let (stage, _stick) = with_fob();
    let codes = set(&stage, "a.txt");
    let again = issue::Order { overwrite: Some("0001".into()), ..order("anna", "oath-hotp") };
    issue::issue(&mut stage.desk(), &mut Clerk::default(), &again).expect("given anew");
    assert_eq!(check(&stage, &codes[0]), Word::Void);
    let new = NewPerson { login: "vera".into(), name: "Vera".into(), ..NewPerson::default() };
    people::add(&mut stage.desk(), new).expect("added");
    set_of(&stage, "vera", "v.txt");
    people::delete(&mut stage.desk(), "vera").expect("deleted");
    let ledger = stage.ledger();
    assert!(ledger.view().expect("unlocked").valid_sets().expect("read").is_empty());
}

/// Better: there is no count there, only a text that is always shown.
#[test]
fn row_39_the_count_that_is_left_is_told_and_few_are_warned_of() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "a.txt");
    let mut low = Vec::new();
    for (nth, typed) in codes.iter().enumerate() {
        let verdict = codes::verify(&mut stage.desk(), "anna", typed).expect("a verdict");
        assert_eq!(usize::try_from(verdict.left).expect("small"), 9 - nth);
        low.push(codes::status(&mut stage.desk(), "anna").expect("read").low);
    }
    assert_eq!(low, [[false; 6].as_slice(), &[true; 4]].concat(), "at three and below");
}
