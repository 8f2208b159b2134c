//! The sheets as a reader gets them: text, fonts and pages as poppler's tools see them
//! (`pdftotext`, `pdffonts`, `pdfinfo` of package poppler-utils must be installed).

mod poppler;
#[path = "../examples/sheet/samples.rs"]
mod samples;

use paper::{Page, PaperError, Pdf, Sheet, recovery_key_sheet, recovery_sheet, unprintable};
use poppler::{boxes_of, pages_of, run, squeezed, text_of};
use samples::{
    CODES, DIGITS, ENGLISH, GREY, KEY_ENGLISH, KEY_RUSSIAN, PORTAL, RUSSIAN, key_sheet, sheet,
};

#[test]
fn the_sheet_reads_from_top_to_bottom() {
    let text = text_of(&print(&sheet(&ENGLISH, Page::A4, 4)), &["-layout"]);
    let lines: Vec<String> = text.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "Harbour & Sons Set 7K-03",
            "Recovery codes",
            "Zoë Müller",
            "10 codes. Each works once, when the fob is not at hand.",
            "Login Fob",
            "zmueller YubiKey 5 NFC · serial 12 345 678",
            "Made on Made by",
            "14 March 2026, 09:41 (+02:00) irina",
            "1 FBDSK-7Q2M9-TXA1A 3 K7R0W-QH4N8-VZ2P5",
            "2 01234-56789-ABCCT 4 3M8TG-0B6YC-JX9DE",
            "How to use a code",
            "1 Call the helpdesk or go there, and say that you are without your fob.",
            "2 Read out one code that is not crossed out yet, group by group. There is no letter O and no",
            "letter I in it: those are the digits 0 and 1.",
            "3 Cross the code out at once, and tick its box. It will not work again.",
            "4 Keep this sheet apart from the fob, and show it to nobody. The helpdesk",
            "never calls you to ask for a code.",
            "Only this newest sheet is valid",
            "Codes on older sheets no longer work. Destroy those sheets. If this one is lost, tell the",
            "helpdesk: you get a new one.",
            "Helpdesk Audit checkpoint",
            "+371 6700 0000 · room 214 · weekdays 8–18 1204 · 3f9a c7e1",
        ]
    );
}

#[test]
fn a_russian_sheet_says_every_word_in_russian() {
    let text = squeezed(&text_of(&print(&sheet(&RUSSIAN, Page::Letter, 20)), &[]));
    let words = [RUSSIAN.title, RUSSIAN.lead, RUSSIAN.newest_title, RUSSIAN.newest];
    for sentence in words.iter().chain(RUSSIAN.how).chain(&["Ирина Щёголева"]) {
        assert!(text.contains(&squeezed(sentence)), "{sentence}\n{text}");
    }
}

#[test]
fn one_to_twenty_codes_stand_on_one_page_in_their_order() {
    let all = (1..=20).map(|count| sheet(&ENGLISH, Page::A4, count));
    let tight = [1, 2, 19, 20].map(|count| sheet(&RUSSIAN, Page::Letter, count));
    for sheet in all.chain(tight) {
        let pdf = print(&sheet);
        assert_eq!(pages_of(&pdf), 1);
        let text = text_of(&pdf, &["-raw"]);
        let printed: Vec<&str> =
            text.split_whitespace().filter(|word| CODES.contains(word)).collect();
        assert_eq!(printed, sheet.codes);
    }
}

#[test]
fn without_a_fob_a_house_and_a_telephone_the_sheet_is_still_whole() {
    let mut bare = sheet(&ENGLISH, Page::A4, 10);
    (bare.organisation, bare.fob, bare.contact, bare.checkpoint) = ("", None, None, None);
    let text = squeezed(&text_of(&print(&bare), &["-layout"]));
    assert!(text.starts_with("Fobdesk Set 7K-03 Recovery codes Zoë Müller"), "{text}");
    assert!(text.contains("Login zmueller Made on Made by 14 March 2026, 09:41 (+02:00) irina"));
    for label in [ENGLISH.label_fob, ENGLISH.label_helpdesk, ENGLISH.label_checkpoint] {
        assert!(!text.contains(&format!("{label} ")), "{label} in {text}");
    }
}

#[test]
fn none_and_twenty_one_codes_are_refused() {
    let mut none = sheet(&ENGLISH, Page::A4, 20);
    none.codes = &[];
    assert_eq!(refusal(&none), PaperError::Count { count: 0 });
    let many = [CODES[0]; 21];
    none.codes = &many;
    assert_eq!(refusal(&none), PaperError::Count { count: 21 });
}

#[test]
fn a_code_without_dashes_is_printed_in_groups_of_five() {
    let mut bare = sheet(&ENGLISH, Page::A4, 1);
    bare.codes = &["FBDSK7Q2M9TXA1A"];
    assert!(text_of(&print(&bare), &[]).contains("FBDSK-7Q2M9-TXA1A"));
}

#[test]
fn codes_of_all_three_forms_stand_in_their_groups() {
    let mut other = sheet(&ENGLISH, Page::A4, 1);
    other.codes = &PORTAL;
    let text = text_of(&print(&other), &["-raw"]);
    let printed: Vec<&str> = text.split_whitespace().filter(|word| PORTAL.contains(word)).collect();
    assert_eq!(printed, PORTAL);
    other.codes = &["k3fx9w2q"];
    assert!(text_of(&print(&other), &[]).contains("k3fx-9w2q"));

    other.codes = &DIGITS;
    other.grey = &GREY[..DIGITS.len()];
    let text = text_of(&print(&other), &["-raw"]);
    for code in [DIGITS[0], "9012-5573-6188-2046-4117", DIGITS[2]] {
        assert!(text.contains(code), "{code} in {text}");
    }
}

#[test]
fn grey_letters_stand_beside_their_codes_and_are_explained() {
    for words in [&ENGLISH, &RUSSIAN] {
        let mut grey = sheet(words, Page::Letter, 20);
        grey.grey = &GREY;
        grey.until = Some("14 March 2028, 09:41 (+02:00)");
        let pdf = print(&grey);
        assert_eq!(pages_of(&pdf), 1);
        let text = squeezed(&text_of(&pdf, &["-layout"]));
        for row in 0..10 {
            let (left, right) = (row, row + 10);
            let line = format!(
                "{} {} {} {} {} {}",
                left + 1,
                CODES[left],
                GREY[left],
                right + 1,
                CODES[right],
                GREY[right]
            );
            assert!(text.contains(&line), "{line} in {text}");
        }
        assert!(text.contains(words.label_until) && text.contains("14 March 2028"), "{text}");
        assert!(squeezed(&text_of(&pdf, &[])).contains(&squeezed(words.grey)));
    }
    let without = squeezed(&text_of(&print(&sheet(&ENGLISH, Page::A4, 10)), &[]));
    assert!(!without.contains("grey") && !without.contains(ENGLISH.label_until), "{without}");
}

#[test]
fn grey_letters_that_do_not_match_the_codes_are_refused() {
    let mut wrong = sheet(&ENGLISH, Page::A4, 3);
    let refused: [(&[&str], usize); 3] = [(&["KT"], 2), (&["KT", "4", "QZ"], 2), (&GREY[..4], 4)];
    for (grey, row) in refused {
        wrong.grey = grey;
        assert_eq!(refusal(&wrong), PaperError::Grey { row });
    }
}

#[test]
fn a_refused_code_is_named_by_its_row_and_not_by_its_text() {
    for bad in ["", "FBDSK 7Q2M9", "FBDSK-7Q2M9-ТХА1А", "FBDSK-7Q2M9-TXA1A-FBDSK-7Q2M9"] {
        let mut wrong = sheet(&ENGLISH, Page::A4, 1);
        let codes = [CODES[0], bad];
        wrong.codes = &codes;
        let why = refusal(&wrong);
        assert_eq!(why, PaperError::Code { row: 2 });
        assert!(!format!("{why} {why:?}").contains("7Q2M9"));
    }
}

#[test]
fn a_name_in_another_script_gives_way_to_the_login_and_the_sheet_says_so() {
    for name in ["王小明", "محمد العربي", "Zoë 🙂", "", "\u{202E}"] {
        assert!(unprintable(name), "{name}");
        for words in [&ENGLISH, &RUSSIAN] {
            let mut foreign = sheet(words, Page::A4, 10);
            foreign.person_name = name;
            let text = text_of(&print(&foreign), &[]);
            assert_eq!(text.matches(foreign.login).count(), 2, "{text}");
            assert!(text.contains(words.name_not_printable));
        }
    }
    for name in ["Zoë Müller", "Ирина Щёголева", "Zoe\u{308} O’Neill-Łęcka"] {
        assert!(!unprintable(name), "{name}");
    }
}

#[test]
fn no_box_is_printed_for_a_letter_without_a_glyph() {
    let mut foreign = sheet(&ENGLISH, Page::A4, 10);
    foreign.organisation = "港口 Harbour";
    foreign.login = "wang王";
    foreign.fob = Some("钥匙 serial 12");
    foreign.made_by = "小明";
    foreign.contact = Some("帮助台 +86 10");
    foreign.made_on = "三月 14";
    let text = text_of(&print(&foreign), &[]);
    let expected =
        ["… Harbour", "wang[U+738B]", "… serial 12", "[U+5C0F][U+660E]", "… +86 10", "… 14"];
    for part in expected {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains('\u{FFFD}'));
}

#[test]
fn a_sentence_without_glyphs_is_refused() {
    let words = paper::Words { lead: "使用方法", ..ENGLISH };
    let mut foreign = sheet(&ENGLISH, Page::A4, 1);
    foreign.words = &words;
    assert_eq!(refusal(&foreign), PaperError::Words { text: "使用方法".to_owned() });
}

#[test]
fn the_longest_names_stay_on_the_page() {
    let unbroken = "W".repeat(400);
    let spaced = "Wilhelmina ".repeat(40);
    for name in [unbroken.as_str(), spaced.as_str()] {
        for page in [Page::A4, Page::Letter] {
            let mut long = sheet(&RUSSIAN, page, 20);
            (long.person_name, long.login, long.made_by) = (name, name, name);
            (long.organisation, long.fob, long.contact) = (name, Some(name), Some(name));
            let pdf = print(&long);
            assert_eq!(pages_of(&pdf), 1);
            let (width, height) = if page == Page::A4 { (595.3, 841.9) } else { (612.0, 792.0) };
            for [left, top, right, bottom] in boxes_of(&pdf) {
                assert!(left > 50.0 && right < width - 50.0, "{left} to {right}");
                assert!(top > 40.0 && bottom < height - 40.0, "{top} to {bottom}");
            }
        }
    }
}

#[test]
fn sentences_too_long_for_a_page_are_refused() {
    let endless = "word ".repeat(3000);
    let words = paper::Words { newest: &endless, ..ENGLISH };
    let mut long = sheet(&ENGLISH, Page::A4, 1);
    long.words = &words;
    assert_eq!(refusal(&long), PaperError::DoesNotFit);
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_letters() {
    for pdf in [print(&sheet(&RUSSIAN, Page::A4, 10)), print_key(Page::A4)] {
        let fonts = run("pdffonts", &pdf, &[], &[]);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(rows.len(), 3, "{fonts}");
        for row in rows {
            let columns: Vec<&str> = row.split_whitespace().collect();
            // name, type in two words, encoding, embedded, subset, unicode
            assert_eq!(columns[4..7], ["yes", "yes", "yes"], "{row}");
        }
        assert!(pdf.bytes().len() < 60_000, "{pdf:?}");
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let first = print(&sheet(&RUSSIAN, Page::A4, 10));
    assert_eq!(first.bytes(), print(&sheet(&RUSSIAN, Page::A4, 10)).bytes());
    assert_ne!(first.bytes(), print(&sheet(&RUSSIAN, Page::A4, 9)).bytes());
    assert_eq!(print_key(Page::A4).bytes(), print_key(Page::A4).bytes());
}

#[test]
fn no_id_of_the_file_is_made_from_the_codes() {
    for pdf in [print(&sheet(&ENGLISH, Page::A4, 10)), print_key(Page::Letter)] {
        let text = String::from_utf8_lossy(pdf.bytes());
        let id = text.rsplit_once("/ID[").expect("a file has an id").1;
        let id = id.split_once(']').expect("the id ends").0;
        assert!(id.len() > 20 && id.chars().all(|c| "()0".contains(c)), "{id}");
        assert!(!text.contains("InstanceID"));
    }
}

#[test]
fn the_recovery_key_can_be_read_in_groups_and_copied_as_one_line() {
    for page in [Page::A4, Page::Letter] {
        let pdf = print_key(page);
        assert_eq!(pages_of(&pdf), 1);
        let text = text_of(&pdf, &[]);
        assert!(text.lines().any(|line| line == key_sheet(&KEY_ENGLISH, page).key), "{text}");
        let grouped = squeezed(&text_of(&pdf, &["-layout"]));
        assert!(grouped.contains("AGE-SECRET-KEY-1 QQPQL 9XVRS 0ZTDM 7E5KU 8J2N3"), "{grouped}");
    }
}

#[test]
fn a_russian_recovery_key_says_every_word_in_russian() {
    for page in [Page::A4, Page::Letter] {
        let pdf = recovery_key_sheet(&key_sheet(&KEY_RUSSIAN, page)).expect("it can be printed");
        assert_eq!(pages_of(&pdf), 1);
        let text = squeezed(&text_of(&pdf, &[]));
        let words = [KEY_RUSSIAN.title, KEY_RUSSIAN.lead, KEY_RUSSIAN.key_note, KEY_RUSSIAN.keep];
        for sentence in words.iter().chain(KEY_RUSSIAN.how) {
            assert!(text.contains(sentence), "{sentence}\n{text}");
        }
    }
}

#[test]
fn what_is_no_age_identity_is_not_printed_as_a_recovery_key() {
    let good = key_sheet(&KEY_ENGLISH, Page::A4).key;
    for bad in ["", "AGE-SECRET-KEY-1", &good[1..], &good[..70], &good.to_lowercase()] {
        let mut wrong = key_sheet(&KEY_ENGLISH, Page::A4);
        wrong.key = bad;
        assert_eq!(recovery_key_sheet(&wrong).expect_err("it is no key"), PaperError::Key);
    }
}

#[test]
fn a_document_does_not_show_its_bytes_in_a_log() {
    let pdf = print(&sheet(&ENGLISH, Page::A4, 1));
    assert_eq!(format!("{pdf:?}"), format!("Pdf({} bytes)", pdf.bytes().len()));
}

fn print(sheet: &Sheet<'_>) -> Pdf {
    recovery_sheet(sheet).expect("the sheet can be printed")
}

fn print_key(page: Page) -> Pdf {
    recovery_key_sheet(&key_sheet(&KEY_ENGLISH, page)).expect("the key can be printed")
}

fn refusal(sheet: &Sheet<'_>) -> PaperError {
    recovery_sheet(sheet).expect_err("the sheet is refused")
}
