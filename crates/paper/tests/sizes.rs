//! The recovery sheet on every paper, and its picture with the codes masked.

mod poppler;
#[path = "../examples/sheet/samples.rs"]
mod samples;

use paper::{Page, PaperError, recovery_key_sheet, recovery_sheet, recovery_sheet_masked};
use poppler::{boxes_of, pages_of, squeezed, text_of};
use samples::{
    CODES, DIGITS, ENGLISH, GREY, KEY_ENGLISH, KEY_RUSSIAN, PORTAL, RUSSIAN, key_sheet, sheet,
};

/// Every paper with its width and height in points.
const PAPERS: [(Page, f32, f32); 5] = [
    (Page::A4, 595.3, 841.9),
    (Page::Letter, 612.0, 792.0),
    (Page::A5, 419.5, 595.3),
    (Page::CardOnA4, 595.3, 841.9),
    (Page::CardOnLetter, 612.0, 792.0),
];

#[test]
fn twenty_codes_with_grey_letters_and_long_names_fit_every_paper() {
    for (page, width, height) in PAPERS {
        for words in [&ENGLISH, &RUSSIAN] {
            let mut full = sheet(words, page, 20);
            full.grey = &GREY;
            full.until = Some("14 March 2028, 09:41 (+02:00)");
            full.person_name = "Maximiliane-Friederike von Hohenlohe-Langenburg zu Waldenburg";
            let pdf = recovery_sheet(&full).unwrap_or_else(|why| panic!("{page:?}: {why}"));
            assert_eq!(pages_of(&pdf), 1);
            let text = text_of(&pdf, &["-raw"]);
            let printed: Vec<&str> =
                text.split_whitespace().filter(|word| CODES.contains(word)).collect();
            assert_eq!(printed, CODES, "{page:?} {}", words.lang);
            for [left, top, right, bottom] in boxes_of(&pdf) {
                assert!(left > 30.0 && right < width - 30.0, "{page:?}: {left} to {right}");
                assert!(top > 20.0 && bottom < height - 20.0, "{page:?}: {top} to {bottom}");
            }
        }
    }
}

#[test]
fn codes_of_every_form_stand_in_their_order_on_every_paper() {
    for (page, ..) in PAPERS {
        for (codes, grey) in
            [(&PORTAL[..], &[][..]), (&PORTAL[..], &GREY[..10]), (&[DIGITS[0]], &[])]
        {
            let mut other = sheet(&RUSSIAN, page, 1);
            (other.codes, other.grey) = (codes, grey);
            let text = text_of(&recovery_sheet(&other).expect("it fits"), &["-raw"]);
            let printed: Vec<&str> =
                text.split_whitespace().filter(|word| codes.contains(word)).collect();
            assert_eq!(printed, codes, "{page:?}");
        }
    }
}

#[test]
fn a_card_is_as_large_as_a_bank_card_and_tells_neither_name_nor_login() {
    let page = Page::CardOnA4;
    let pdf = recovery_sheet(&sheet(&ENGLISH, page, 20)).expect("it fits");
    let codes: Vec<[f32; 4]> = boxes_of(&pdf);
    // The card's upper edge lies between the facts and the codes, its lower one above the words
    // about cutting it out: what is written between them, as wide as a bank card.
    let text = poppler::run("pdftotext", &pdf, &["-layout"], &["-"]);
    let from = text.find("Made by").expect("the facts");
    let to = text.find("Cut the card out").expect("the words about cutting");
    let card = squeezed(&text[from..to]);
    let card = card.split_once("Recovery codes").expect("the card has a head").1;
    assert!(card.contains(CODES[0]) && card.contains(CODES[19]), "{card}");
    assert!(card.contains("+371 6700 0000"), "{card}");
    for word in ["Müller", "zmueller", "Harbour"] {
        assert!(!card.contains(word), "{word} in {card}");
    }
    let small = codes.iter().filter(|[_, top, _, bottom]| bottom - top < 10.0).count();
    assert!(small > 20, "the codes of a card are small");
}

#[test]
fn a_recovery_key_fits_every_paper_and_never_stands_on_a_card() {
    for (page, ..) in PAPERS {
        for words in [&KEY_ENGLISH, &KEY_RUSSIAN] {
            let pdf = recovery_key_sheet(&key_sheet(words, page)).expect("it fits");
            assert_eq!(pages_of(&pdf), 1);
            let text = text_of(&pdf, &[]);
            assert!(text.lines().any(|line| line == key_sheet(words, page).key), "{text}");
        }
    }
}

#[test]
fn a_masked_picture_is_the_same_whatever_the_codes_are() {
    for (page, width, height) in PAPERS {
        let mut one = sheet(&RUSSIAN, page, 10);
        one.grey = &GREY[..10];
        let mut other = sheet(&RUSSIAN, page, 10);
        (other.codes, other.grey) = (&CODES[10..], &GREY[10..]);
        let picture = recovery_sheet_masked(&one).expect("it fits");
        assert_eq!(picture, recovery_sheet_masked(&other).expect("it fits"), "{page:?}");
        assert!((picture.width - width).abs() < 1.0 && (picture.height - height).abs() < 1.0);
        let mut longer = sheet(&RUSSIAN, page, 11);
        longer.grey = &GREY[..11];
        let longer = recovery_sheet_masked(&longer).expect("it fits");
        assert!(longer.shapes.len() > picture.shapes.len(), "a row more is drawn");
    }
}

#[test]
fn a_masked_picture_shows_everything_but_the_codes() {
    let picture = recovery_sheet_masked(&sheet(&ENGLISH, Page::A4, 10)).expect("it fits");
    let mut other = sheet(&ENGLISH, Page::A4, 10);
    other.person_name = "Zoë Miller";
    let changed = recovery_sheet_masked(&other).expect("it fits");
    let differ = picture.shapes.iter().zip(&changed.shapes).filter(|(a, b)| a != b).count();
    assert_eq!((picture.shapes.len(), differ), (changed.shapes.len(), 1), "the name is drawn");
    assert!(picture.shapes.iter().all(|shape| shape.path.starts_with('M')));
    let none = samples::sheet(&ENGLISH, Page::A4, 0);
    let refused = recovery_sheet_masked(&none).expect_err("no codes");
    assert_eq!(refused, PaperError::Count { count: 0 });
}
