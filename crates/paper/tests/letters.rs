//! The letters as a reader gets them.

#[path = "../examples/sheet/letters.rs"]
mod letters;
mod poppler;

use letters::{ENGLISH, RUSSIAN};
use paper::{Page, PaperError, letter};
use poppler::{boxes_of, pages_of, squeezed, text_of};

#[test]
fn a_letter_reads_from_top_to_bottom() {
    let sample = ENGLISH.iter().find(|sample| sample.kind == "return").expect("a receipt");
    let pdf = letter(&letters::letter(sample, "en", Page::A4)).expect("it can be printed");
    let text = text_of(&pdf, &["-layout"]);
    let lines: Vec<String> = text.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "Harbour & Sons",
            "Receipt for a returned fob",
            "Zoë Müller",
            "Login Fob",
            "zmueller YubiKey 5 NFC · 12 345 678",
            "Came back Taken back by",
            "14 March 2026, 09:41 (+02:00) irina",
            "The fob named above came back to the helpdesk. It is not yours any more, and its",
            "codes are no longer accepted for you.",
            "It was emptied: nothing that was put on it for you is left there.",
            "Keep this receipt",
            "It shows that you handed the fob in.",
            "Received: date, signature Helpdesk: date, signature",
            "Helpdesk Audit checkpoint",
            "+371 6700 0000 · room 214 · weekdays 8–18 1204 · 3f9a c7e1",
        ]
    );
}

#[test]
fn every_letter_fits_one_page_of_every_paper_in_both_languages() {
    let all = ENGLISH.iter().map(|it| (it, "en")).chain(RUSSIAN.iter().map(|it| (it, "ru")));
    for (sample, lang) in all {
        for page in [Page::A4, Page::Letter, Page::A5, Page::CardOnA4] {
            let mut long = letters::letter(sample, lang, page);
            long.person_name = "Maximiliane-Friederike von Hohenlohe-Langenburg zu Waldenburg";
            long.login = "maximiliane-friederike.von-hohenlohe-langenburg@example.org";
            let pdf = letter(&long).expect("it fits");
            assert_eq!(pages_of(&pdf), 1);
            let text = squeezed(&text_of(&pdf, &[]));
            for sentence in sample.steps {
                assert!(text.contains(&squeezed(sentence)), "{sentence} in {text}");
            }
            let width = if page == Page::A5 { 419.5 } else { 595.0 };
            for [left, _, right, _] in boxes_of(&pdf) {
                assert!(left > 30.0 && (right < width - 30.0 || page == Page::Letter), "{right}");
            }
        }
    }
}

#[test]
fn an_emergency_code_stands_in_a_letter_only_if_it_is_handed_in() {
    let sample = ENGLISH.iter().find(|sample| sample.kind == "lost").expect("a letter");
    let mut lost = letters::letter(sample, "en", Page::A4);
    let with = letter(&lost).expect("it can be printed");
    assert!(text_of(&with, &[]).contains("123 456 7890"));
    lost.emergency = None;
    let without = letter(&lost).expect("it can be printed");
    assert!(!text_of(&without, &[]).contains("123 456"), "no code was handed in");
    for bad in ["", "12a 456 7890", "١٢٣"] {
        lost.emergency = Some(("Emergency code", bad));
        assert_eq!(letter(&lost).expect_err(bad), PaperError::Emergency);
    }
}

#[test]
fn a_letter_to_a_name_without_glyphs_goes_to_the_login_and_says_so() {
    for (all, lang) in [(&ENGLISH, "en"), (&RUSSIAN, "ru")] {
        let mut foreign = letters::letter(&all[0], lang, Page::A4);
        foreign.person_name = "王小明";
        let body = ["港口 burned"];
        foreign.body = &body;
        let text = text_of(&letter(&foreign).expect("it can be printed"), &[]);
        assert!(text.contains(foreign.name_not_printable), "{text}");
        assert_eq!(text.matches(foreign.login).count(), 2, "{text}");
        assert!(text.contains("… burned"), "{text}");
    }
}
