//! The paper recovery key of a vault: what opens the ledger when the workstation is gone.

use zeroize::Zeroizing;

use crate::fonts::Face;
use crate::page::{self, Column, Layout, PRODUCT};
use crate::parts::{count, facts, head, notice, paragraph, steps, title};
use crate::pen::{Area, Ink, Pen, style};
use crate::text::{printable, spelled};
use crate::{Page, PaperError, Pdf};

/// How an age identity begins; what follows is Bech32 with its own checksum.
const PREFIX: &str = "AGE-SECRET-KEY-1";
/// Symbols after the prefix: 32 bytes in groups of five bits, and six for the checksum.
const SYMBOLS: usize = 58;
/// Symbols of the key in one row of the sheet, and in one group of it.
const PER_ROW: usize = 20;
const PER_GROUP: usize = 5;

/// The paper recovery identity, to be printed once at set-up. No `Debug`: it holds the key.
pub struct RecoveryKeySheet<'a> {
    /// The house the vault belongs to; if it is empty the product's
    /// name stands there.
    pub organisation: &'a str,
    /// The vault's public name.
    pub vault: &'a str,
    /// The age identity, `AGE-SECRET-KEY-1…`.
    pub key: &'a str,
    /// When the key was made: local time with offset, already formatted.
    pub made_on: &'a str,
    /// The sentences, in the reader's language.
    pub words: &'a KeyWords<'a>,
    /// The paper.
    pub page: Page,
}

/// The sentences of a recovery key sheet, in one language.
#[derive(Clone, Copy, Debug)]
pub struct KeyWords<'a> {
    /// The language as a tag, `en` or `ru`.
    pub lang: &'a str,
    /// "Recovery key".
    pub title: &'a str,
    /// One or two lines below it: what the key opens, and for whom.
    pub lead: &'a str,
    /// "Vault".
    pub label_vault: &'a str,
    /// "Made on".
    pub label_made: &'a str,
    /// Below the key: "One line without spaces; capital letters; no letter B, I or O after the
    /// first 1."
    pub key_note: &'a str,
    /// Heading over the steps: "How to use it".
    pub how_title: &'a str,
    /// The steps, in order; they are numbered by the sheet.
    pub how: &'a [&'a str],
    /// "Keep it in a safe."
    pub keep_title: &'a str,
    /// Why, and what to do when it is lost.
    pub keep: &'a str,
}

/// Lays out the recovery key: one page, always the same bytes for the same input.
///
/// # Errors
/// A key that does not look like an age identity, a sentence without glyphs, or texts so long
/// that one page cannot hold them.
pub fn recovery_key_sheet(sheet: &RecoveryKeySheet<'_>) -> Result<Pdf, PaperError> {
    let secret = sheet.key.trim().strip_prefix(PREFIX).ok_or(PaperError::Key)?;
    let bech32 = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    if secret.len() != SYMBOLS || !secret.chars().all(bech32) {
        return Err(PaperError::Key);
    }
    sheet.words.check()?;
    let laid_out = LaidOut { sheet, secret };
    page::print(sheet.page.whole(), sheet.words.title, sheet.words.lang, &laid_out)
}

impl KeyWords<'_> {
    fn check(&self) -> Result<(), PaperError> {
        let single = [
            self.title,
            self.lead,
            self.label_vault,
            self.label_made,
            self.key_note,
            self.how_title,
            self.keep_title,
            self.keep,
        ];
        crate::all_printable(single.iter().chain(self.how))
    }
}

/// A sheet whose key has been checked.
struct LaidOut<'a> {
    sheet: &'a RecoveryKeySheet<'a>,
    secret: &'a str,
}

impl Layout for LaidOut<'_> {
    fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, _spare: f32) -> f32 {
        let (sheet, words) = (self.sheet, self.sheet.words);
        let mut y = head(pen, column, (PRODUCT, None), None);
        let house = printable(Face::Strong, sheet.organisation);
        let whom = if house.is_empty() { PRODUCT.to_owned() } else { house };
        y = title(pen, column, y, words.title, &whom);
        y = paragraph(pen, column, y, 11.5, Ink::Grey, words.lead);
        let known = [
            (words.label_vault, spelled(Face::Code, sheet.vault), Face::Code),
            (words.label_made, printable(Face::Text, sheet.made_on), Face::Text),
        ];
        y = facts(pen, column, y + column.scaled(14.0), &known);
        y = self.key(pen, column, y + column.scaled(8.0));
        y = paragraph(pen, column, y + column.scaled(10.0), 10.0, Ink::Grey, words.key_note);
        y = steps(pen, column, y + column.scaled(24.0), words.how_title, words.how);
        y = notice(pen, column, y + column.scaled(14.0), words.keep_title, words.keep);
        column.bottom - y
    }
}

impl LaidOut<'_> {
    /// The key in groups for the eye, and once more in one line for the clipboard.
    fn key(&self, pen: &mut Pen<'_, '_>, column: &Column, y: f32) -> f32 {
        let size = 19.0;
        let (inset, row, one_line) = (22.0, 31.0, 34.0);
        let symbols: Zeroizing<Vec<char>> = Zeroizing::new(self.secret.chars().collect());
        let rows = count(symbols.len().div_ceil(PER_ROW) + 1);
        let frame = Area { x: column.left, y, w: column.width(), h: row * rows + inset + one_line };
        pen.round_box(frame, 9.0, None, Some((Ink::Line, 1.0)));

        let x = column.left + inset;
        let pitch = (column.width() - inset) / count(PER_ROW / PER_GROUP);
        let mut baseline = y + inset + 14.0;
        pen.write(x, baseline, style(Face::Code, size, Ink::Grey), PREFIX);
        for row_symbols in symbols.chunks(PER_ROW) {
            baseline += row;
            let mut at = x;
            for group in row_symbols.chunks(PER_GROUP) {
                let text: Zeroizing<String> = Zeroizing::new(group.iter().collect());
                pen.write(at, baseline, style(Face::Code, size, Ink::Black), &text);
                at += pitch;
            }
        }
        let line = y + frame.h - one_line;
        pen.line((x, line), (column.right - inset, line), 0.5, Ink::Line);
        let whole = Zeroizing::new(format!("{PREFIX}{}", self.secret));
        let size = (column.width() - 2.0 * inset) / Face::Code.width(&whole);
        pen.write(x, line + 20.0, style(Face::Code, size.min(9.5), Ink::Grey), &whole);
        y + frame.h
    }
}
