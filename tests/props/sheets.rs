//! Sheets of paper as poppler reads them.

use std::path::Path;
use std::process::Command;

/// A row of a recovery sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The number in front of it.
    pub number: u32,
    /// The code in its groups.
    pub code: String,
    /// The grey letters behind it.
    pub grey: String,
}

/// The rows of a recovery sheet in their order.
///
/// # Panics
/// When poppler is not there or cannot read the file.
#[must_use]
pub fn rows(pdf: &Path) -> Vec<SheetRow> {
    let text = text_of(pdf);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut rows: Vec<SheetRow> = words.windows(3).filter_map(row).collect();
    rows.sort_by_key(|row| row.number);
    rows
}

/// What poppler reads in a document, a blank between words.
///
/// # Panics
/// When poppler is not there or cannot read the file.
#[must_use]
pub fn text_of(pdf: &Path) -> String {
    let read = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
    let read = read.expect("pdftotext is there");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let text = String::from_utf8(read.stdout).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number, a code, two letters, one after the other.
fn row(words: &[&str]) -> Option<SheetRow> {
    let [number, code, grey] = words else { return None };
    let number = number.parse().ok()?;
    let is_code = code.len() >= 9 && code.contains('-');
    let is_grey = grey.len() == 2 && grey.chars().all(|c| c.is_ascii_uppercase());
    let (code, grey) = ((*code).to_owned(), (*grey).to_owned());
    (is_code && is_grey).then_some(SheetRow { number, code, grey })
}
