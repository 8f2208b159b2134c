//! Three forms of codes: the rule decides for new sets, and what is out stays valid.

use std::time::Duration;

use desk::codes::{self, Word};
use desk::policy;
use desk_tests::props::stage::Stage;

use super::{check, set};

fn rule(stage: &Stage, key: &str, value: &str) {
    policy::set(&mut stage.desk(), key, value).expect("changed");
}

#[test]
fn each_form_is_printed_as_it_should_be_and_accepted_as_people_type_it() {
    let stage = Stage::with(&[]);
    for (form, groups) in [("symbols", &[5, 5, 5][..]), ("bitrix", &[4, 4]), ("digits", &[4; 5])] {
        rule(&stage, "codes.format", form);
        let codes = set(&stage, &format!("{form}.txt"));
        for code in &codes {
            let lengths: Vec<usize> = code.split('-').map(str::len).collect();
            assert_eq!(lengths, groups, "{code}");
            match form {
                "bitrix" => assert!(
                    code.bytes().all(|b| b"-0123456789abcdefghijklmnopqrstuvwxyz".contains(&b))
                ),
                "digits" => assert!(code.bytes().all(|b| b.is_ascii_digit() || b == b'-')),
                _ => {
                    assert!(code.bytes().all(|b| !b.is_ascii_lowercase() && !b"ILOU".contains(&b)))
                }
            }
        }
        let status = codes::status(&mut stage.desk(), "anna").expect("a status");
        assert_eq!(status.form.as_deref(), Some(form));
        let typed = format!(" {} ", codes[1].to_uppercase().replace('-', " – "));
        assert_eq!(check(&stage, &typed).verdict, Word::Accepted, "{form}");
        assert_eq!(check(&stage, &codes[1]).verdict, Word::Used, "{form}");
    }
}

#[test]
fn sets_of_every_form_stay_checkable_after_the_rule_changes() {
    let stage = Stage::with(&[]);
    let mut old = Vec::new();
    for form in ["bitrix", "digits", "symbols"] {
        rule(&stage, "codes.format", form);
        old.push((form, set(&stage, &format!("{form}.txt"))));
    }
    // The rule says nothing about what is out.
    rule(&stage, "codes.format", "digits");
    assert_eq!(check(&stage, &old[2].1[0]).verdict, Word::Accepted);
    for (form, codes) in &old[..2] {
        assert_eq!(check(&stage, &codes[0]).verdict, Word::Void, "{form}");
    }
    let sets = codes::sets(&mut stage.desk(), "anna").expect("three sets");
    let forms: Vec<&str> = sets.iter().map(|set| set.form.as_str()).collect();
    assert_eq!(forms, ["symbols", "digits", "bitrix"]);
}

/// Nothing in eight symbols tells a slip: only where such codes were made do they count.
#[test]
fn eight_symbols_are_a_slip_for_whoever_never_had_such_a_sheet() {
    let stage = Stage::with(&[]);
    set(&stage, "symbols.txt");
    for _ in 0..12 {
        assert_eq!(check(&stage, "aaaa-bbb1").verdict, Word::Mistyped);
    }
    rule(&stage, "codes.format", "bitrix");
    let codes = set(&stage, "bitrix.txt");
    assert_eq!(check(&stage, "aaaa-bbb1").verdict, Word::Wrong);
    assert_eq!(check(&stage, &codes[0][..8]).verdict, Word::Mistyped, "one symbol is missing");
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
}

#[test]
fn a_wrong_digit_of_twenty_is_a_slip_and_ten_digits_are_an_emergency_code() {
    let stage = Stage::with(&[]);
    rule(&stage, "codes.format", "digits");
    let codes = set(&stage, "digits.txt");
    let mut slip = codes[0].clone().into_bytes();
    slip[3] = if slip[3] == b'9' { b'0' } else { slip[3] + 1 };
    let slip = String::from_utf8(slip).expect("digits");
    assert_eq!(check(&stage, &slip).verdict, Word::Mistyped);
    // Half a code is ten digits: a slip of an emergency code, or a wrong one, and never a row.
    let half: String = codes[0].chars().filter(char::is_ascii_digit).take(10).collect();
    let verdict = check(&stage, &half);
    assert!(matches!(verdict.verdict, Word::Mistyped | Word::Wrong) && verdict.row.is_none());
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
}

#[test]
fn too_many_wrong_codes_say_until_when_to_the_millisecond() {
    let stage = Stage::with(&[]);
    let codes = set(&stage, "codes.txt");
    for _ in 0..5 {
        assert_eq!(check(&stage, "FBDSK-7Q2M9-TXA1A").verdict, Word::Wrong);
        stage.world.pass(Duration::from_secs(60));
    }
    let waits = check(&stage, &codes[0]);
    assert_eq!(waits.verdict, Word::Throttled);
    stage.world.pass(Duration::from_millis(10 * 60_000 - 1));
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Throttled);
    stage.world.pass(Duration::from_millis(1));
    assert_eq!(check(&stage, &codes[0]).verdict, Word::Accepted);
    // The clock stands: what is made now bears the very time.
    set(&stage, "later.txt");
    let later = codes::status(&mut stage.desk(), "anna").expect("a status");
    assert_eq!((waits.until.is_some(), waits.until), (true, later.created));
}
