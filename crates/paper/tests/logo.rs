//! The house's logo at the head of each paper.

#[allow(dead_code, reason = "one letter is enough here")]
#[path = "../examples/sheet/letters.rs"]
mod letters;
mod poppler;
#[allow(dead_code, reason = "one sheet is enough here")]
#[path = "../examples/sheet/samples.rs"]
mod samples;

use paper::{Logo, Page, Pdf, letter, recovery_sheet, recovery_sheet_masked};
use poppler::{boxes_of, pages_of, run};
use samples::{ENGLISH, GREY, sheet};

/// A picture of one colour, as a logo.
fn logo(width: u32, height: u32) -> Logo {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let size = usize::try_from(width * height * 3).expect("a number");
    writer.write_image_data(&vec![120; size]).expect("pixels");
    writer.finish().expect("an end");
    Logo::read(&file).expect("a logo")
}

/// Width and height of each picture in a document, in points.
fn pictures_of(pdf: &Pdf) -> Vec<(f32, f32)> {
    let table = run("pdfimages", pdf, &["-list"], &[]);
    let row = |line: &str| {
        let words: Vec<f32> =
            line.split_whitespace().map(|word| word.parse().unwrap_or(0.0)).collect();
        // Pixels, and how many of them are an inch.
        (words[3] * 72.0 / words[12], words[4] * 72.0 / words[13])
    };
    table.lines().skip(2).map(row).collect()
}

#[test]
fn a_logo_is_as_high_as_the_sign_or_as_wide_as_its_place_and_keeps_its_proportion() {
    for (size, most) in [((400, 100), 96.0), ((900, 60), 170.1), ((30, 300), 2.4), ((1, 1), 24.0)] {
        let logo = logo(size.0, size.1);
        let mut with = sheet(&ENGLISH, Page::A4, 10);
        with.logo = Some(&logo);
        let pdf = recovery_sheet(&with).expect("it can be printed");
        let [(w, h)] = pictures_of(&pdf)[..] else { panic!("one picture") };
        assert!((w - most).abs() < 1.5 && h < 25.0, "{size:?}: {w} × {h}");
        let again = recovery_sheet(&with).expect("it can be printed");
        assert_eq!(pdf.bytes(), again.bytes(), "the same bytes for the same input");
    }
}

#[test]
fn every_paper_has_room_for_the_widest_logo_and_the_name_stays_beside_it() {
    let wide = logo(1_200, 80);
    for page in [Page::A4, Page::Letter, Page::A5] {
        let mut with = sheet(&ENGLISH, page, 20);
        (with.logo, with.grey) = (Some(&wide), &GREY);
        let mut paper = letters::letter(&letters::ENGLISH[0], "en", page);
        paper.logo = Some(&wide);
        for pdf in [recovery_sheet(&with), letter(&paper)] {
            let pdf = pdf.expect("it fits");
            assert_eq!(pages_of(&pdf), 1);
            let [(w, _)] = pictures_of(&pdf)[..] else { panic!("one picture") };
            let left = if page == Page::A5 { 34.0 } else { 58.0 };
            let first = boxes_of(&pdf)[0];
            assert!(first[0] >= left + w + 8.0, "{page:?}: {first:?} beside {w}");
        }
    }
}

#[test]
fn a_card_for_the_wallet_has_no_logo_and_a_picture_of_a_sheet_marks_its_place() {
    let logo = logo(400, 100);
    let mut card = sheet(&ENGLISH, Page::CardOnA4, 10);
    card.logo = Some(&logo);
    assert_eq!(pictures_of(&recovery_sheet(&card).expect("it fits")), []);
    let mut with = sheet(&ENGLISH, Page::A4, 10);
    with.logo = Some(&logo);
    let masked = recovery_sheet_masked(&with).expect("a picture");
    let place = &masked.shapes[0];
    assert_eq!((place.fill.as_deref(), place.stroke.as_deref()), (None, Some("#c9d0cd")));
    assert!(place.path.starts_with("M59.0 49.0h94.0"), "{}", place.path);
}
