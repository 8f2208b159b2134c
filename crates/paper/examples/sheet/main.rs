//! Writes a sheet with invented codes to standard output, to be looked at:
//! `cargo run -p paper --example sheet -- en a4 10 > sheet.pdf` (or `ru`, `letter`, `key`,
//! `portal`, `digits`, `grey`).

mod samples;

use std::io::Write;

use paper::Page;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let asked = |option: &str| options.iter().any(|given| given == option);
    let page = if asked("letter") { Page::Letter } else { Page::A4 };
    let words = if asked("ru") { &samples::RUSSIAN } else { &samples::ENGLISH };
    let key_words = if asked("ru") { &samples::KEY_RUSSIAN } else { &samples::KEY_ENGLISH };
    let count = options.iter().find_map(|given| given.parse().ok()).unwrap_or(10);
    let name = options.iter().find_map(|given| given.strip_prefix("name="));

    let pdf = if asked("key") {
        paper::recovery_key_sheet(&samples::key_sheet(key_words, page))?
    } else {
        let mut sheet = samples::sheet(words, page, count);
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
        paper::recovery_sheet(&sheet)?
    };
    std::io::stdout().write_all(pdf.bytes())?;
    Ok(())
}
