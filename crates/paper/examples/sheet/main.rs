//! Writes a sheet with invented codes to standard output, to be looked at:
//! `cargo run -p paper --example sheet -- en a4 10 > sheet.pdf` (or `ru`, `letter`, `key`,
//! `a5`, `card`, `portal`, `digits`, `grey`, `lost`, `return`, `loaner`, `registration`), and with
//! `masked` the picture of a sheet as SVG; `logo=FILE.png` puts a logo at the head.

mod letters;
mod samples;

use std::fs;
use std::io::Write;

use paper::{Logo, Page};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let asked = |option: &str| options.iter().any(|given| given == option);
    let page = match (asked("letter"), asked("card")) {
        _ if asked("a5") => Page::A5,
        (false, false) => Page::A4,
        (true, false) => Page::Letter,
        (false, true) => Page::CardOnA4,
        (true, true) => Page::CardOnLetter,
    };
    let words = if asked("ru") { &samples::RUSSIAN } else { &samples::ENGLISH };
    let key_words = if asked("ru") { &samples::KEY_RUSSIAN } else { &samples::KEY_ENGLISH };
    let count = options.iter().find_map(|given| given.parse().ok()).unwrap_or(10);
    let name = options.iter().find_map(|given| given.strip_prefix("name="));

    let all = if asked("ru") { &letters::RUSSIAN } else { &letters::ENGLISH };
    let lang = if asked("ru") { "ru" } else { "en" };

    let file = options.iter().find_map(|given| given.strip_prefix("logo="));
    let logo = file.map(|file| Ok::<_, Box<dyn std::error::Error>>(Logo::read(&fs::read(file)?)?));
    let logo = logo.transpose()?;

    let pdf = if let Some(sample) = all.iter().find(|sample| asked(sample.kind)) {
        let mut letter = letters::letter(sample, lang, page);
        letter.logo = logo.as_ref();
        paper::letter(&letter)?
    } else if asked("key") {
        paper::recovery_key_sheet(&samples::key_sheet(key_words, page))?
    } else {
        let mut sheet = samples::sheet(words, page, count);
        sheet.logo = logo.as_ref();
        sheet.person_name = name.unwrap_or(sheet.person_name);
        if asked("portal") {
            sheet.codes = &samples::PORTAL;
        }
        if asked("digits") {
            sheet.codes = &samples::DIGITS;
        }
        if asked("grey") {
            sheet.grey = &samples::GREY[..sheet.codes.len()];
            sheet.until = Some("14 March 2028, 09:41 (+02:00)");
        }
        if asked("masked") {
            std::io::stdout().write_all(svg(&paper::recovery_sheet_masked(&sheet)?).as_bytes())?;
            return Ok(());
        }
        paper::recovery_sheet(&sheet)?
    };
    std::io::stdout().write_all(pdf.bytes())?;
    Ok(())
}

/// A picture as a file by itself.
fn svg(picture: &paper::Picture) -> String {
    let (width, height) = (picture.width, picture.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
    );
    for shape in &picture.shapes {
        let none = || "none".to_owned();
        svg.push_str(&format!(
            "<path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
            shape.path,
            shape.fill.clone().unwrap_or_else(none),
            shape.stroke.clone().unwrap_or_else(none),
            shape.stroke_width
        ));
    }
    svg + "</svg>"
}
