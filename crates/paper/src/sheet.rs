//! What stands on a person's recovery sheet. The sentences are handed in: this crate speaks no
//! language.

use zeroize::Zeroizing;

use crate::fonts::Face;
use crate::page::{self, Column, Layout};
use crate::parts::{count, facts, foot, head, notice, paragraph, steps, title};
use crate::pen::{Area, Ink, Pen, style};
use crate::text::{clean, printable, spelled};
use crate::{Page, PaperError, Pdf, unprintable};

/// As many codes as one page holds in type that can be read over the telephone.
const MOST_CODES: usize = 20;
/// The height of a row of codes: at least, and at most, in points.
const ROW: (f32, f32) = (22.0, 34.0);
/// The longest code that is printed, its dashes included: twenty digits in groups of four.
const LONGEST_CODE: usize = 24;
/// The largest type of a code, in points.
const CODE_SIZE: f32 = 14.0;
/// The type of the grey letters beside a code.
const GREY_SIZE: f32 = 9.0;
/// What stands before a code (its number) and after it (the box to tick), in points.
const BEFORE_CODE: f32 = 46.0;
const AFTER_CODE: f32 = 37.0;

/// One set of recovery codes for one person, to be printed once.
///
/// No `Debug`: it holds the codes.
pub struct Sheet<'a> {
    /// The house that issues the codes; if it is empty the product's
    /// name stands there.
    pub organisation: &'a str,
    /// The person's name in full. A name the fonts cannot print is replaced by the login, and
    /// [`Words::name_not_printable`] says so.
    pub person_name: &'a str,
    /// The person's login.
    pub login: &'a str,
    /// The fob the person carries, e.g. `YubiKey 5 NFC · serial 12 345 678`.
    pub fob: Option<&'a str>,
    /// The name of the set, e.g. `7K-03`: not a secret, it tells one sheet from another.
    pub set_name: &'a str,
    /// When the set was made: local time with offset, already formatted for the reader.
    pub made_on: &'a str,
    /// Who made it.
    pub made_by: &'a str,
    /// Until when the codes are valid, already formatted; none: until a newer sheet is made.
    pub until: Option<&'a str>,
    /// The codes in their order, one to twenty, with or without their dashes.
    pub codes: &'a [&'a str],
    /// The numbers in front of the codes, where some rows are left out; or none at all: from one
    /// on.
    pub rows: &'a [u32],
    /// Two letters a code, which show that somebody holds this sheet without burning a code; or
    /// none at all.
    pub grey: &'a [&'a str],
    /// How to reach the helpdesk: a telephone number, a room.
    pub contact: Option<&'a str>,
    /// The sentences, in the reader's language.
    pub words: &'a Words<'a>,
    /// The paper.
    pub page: Page,
    /// The head of the audit chain when the sheet was made, shortened: paper is a witness.
    pub checkpoint: Option<&'a str>,
}

/// The sentences of a recovery sheet, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The language as a tag, `en` or `ru`: a screen reader asks the PDF for it.
    pub lang: &'a str,
    /// What this paper is: "Recovery codes".
    pub title: &'a str,
    /// One line below the name: "Ten codes. Each works once, when the fob is not at hand."
    pub lead: &'a str,
    /// "Login".
    pub label_login: &'a str,
    /// "Fob".
    pub label_fob: &'a str,
    /// "Set".
    pub label_set: &'a str,
    /// "Made on".
    pub label_made: &'a str,
    /// "Made by".
    pub label_by: &'a str,
    /// "Valid until".
    pub label_until: &'a str,
    /// "Helpdesk".
    pub label_helpdesk: &'a str,
    /// "Audit checkpoint".
    pub label_checkpoint: &'a str,
    /// Printed when the fonts lack a letter of the name: "The name cannot be printed in these
    /// letters; the login stands for it."
    pub name_not_printable: &'a str,
    /// Below the codes, where grey letters stand beside them: what they are for.
    pub grey: &'a str,
    /// Heading over the steps: "How to use a code".
    pub how_title: &'a str,
    /// The steps, in order; they are numbered by the sheet.
    pub how: &'a [&'a str],
    /// "Only this newest sheet is valid."
    pub newest_title: &'a str,
    /// What follows from it: "Codes on older sheets no longer work. Destroy them."
    pub newest: &'a str,
}

/// Lays out the recovery sheet: one page, always the same bytes for the same input.
///
/// # Errors
/// A number of codes outside one to twenty, a code with a symbol other than letters, digits and
/// dashes, grey letters that do not match the codes, a sentence without glyphs, or texts so long
/// that one page cannot hold them.
pub fn recovery_sheet(sheet: &Sheet<'_>) -> Result<Pdf, PaperError> {
    if sheet.codes.is_empty() || sheet.codes.len() > MOST_CODES {
        return Err(PaperError::Count { count: sheet.codes.len() });
    }
    let codes = sheet
        .codes
        .iter()
        .enumerate()
        .map(|(index, code)| grouped(code).ok_or(PaperError::Code { row: index + 1 }))
        .collect::<Result<Vec<_>, _>>()?;
    check_grey(sheet)?;
    sheet.words.check()?;
    let login = spelled(Face::Text, sheet.login);
    let name_fails = unprintable(sheet.person_name);
    let laid_out = LaidOut {
        sheet,
        codes,
        whom: if name_fails { login.clone() } else { clean(sheet.person_name) },
        name_fails,
        login,
    };
    page::print(sheet.page, sheet.words.title, sheet.words.lang, &laid_out)
}

impl Words<'_> {
    fn check(&self) -> Result<(), PaperError> {
        let single = [
            self.title,
            self.lead,
            self.label_login,
            self.label_fob,
            self.label_set,
            self.label_made,
            self.label_by,
            self.label_until,
            self.label_helpdesk,
            self.label_checkpoint,
            self.name_not_printable,
            self.grey,
            self.how_title,
            self.newest_title,
            self.newest,
        ];
        crate::all_printable(single.iter().chain(self.how))
    }
}

/// A sheet with everything made fit for print.
struct LaidOut<'a> {
    sheet: &'a Sheet<'a>,
    codes: Vec<Zeroizing<String>>,
    whom: String,
    name_fails: bool,
    login: String,
}

impl Layout for LaidOut<'_> {
    fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, spare: f32) -> f32 {
        let (sheet, words) = (self.sheet, self.sheet.words);
        let set = spelled(Face::Code, sheet.set_name);
        // Room that the page has left goes to the rows of codes first, then between the parts.
        let rows = count(self.codes.len().div_ceil(2));
        let row = (ROW.0 + spare / rows).min(ROW.1);
        let gap = ((spare - (row - ROW.0) * rows) / 6.0).min(11.0);

        let mut y = head(pen, column, sheet.organisation, Some((words.label_set, &set))) + gap;
        y = title(pen, column, y, words.title, &self.whom);
        if self.name_fails {
            y = paragraph(pen, column, y, 10.0, Ink::Grey, words.name_not_printable) + 3.0;
        }
        y = paragraph(pen, column, y, 11.5, Ink::Grey, words.lead);
        y = facts(pen, column, y + gap + column.scaled(14.0), &self.facts());
        y = self.table(pen, column, y + gap + column.scaled(8.0), row);
        if !sheet.grey.is_empty() {
            y = paragraph(pen, column, y + column.scaled(7.0), 9.5, Ink::Grey, words.grey);
        }
        y = steps(pen, column, y + gap + column.scaled(24.0), words.how_title, words.how);
        y = notice(pen, column, y + gap + column.scaled(14.0), words.newest_title, words.newest);

        let contact = sheet.contact.map(|contact| (words.label_helpdesk, contact));
        let checkpoint = sheet.checkpoint.map(|head| (words.label_checkpoint, head));
        let foot = foot(pen, column, contact, checkpoint);
        foot - column.scaled(18.0) - y
    }
}

impl LaidOut<'_> {
    fn facts(&self) -> Vec<(&str, String, Face)> {
        let (sheet, words) = (self.sheet, self.sheet.words);
        let login_face = if Face::Code.prints(&self.login) { Face::Code } else { Face::Text };
        let mut facts = vec![(words.label_login, self.login.clone(), login_face)];
        // Without a fob its place stays free: when and by whom stand beside each other.
        let fob = sheet.fob.map(|fob| (words.label_fob, printable(Face::Text, fob)));
        let (label, fob) = fob.unwrap_or_default();
        facts.push((label, fob, Face::Text));
        facts.push((words.label_made, printable(Face::Text, sheet.made_on), Face::Text));
        facts.push((words.label_by, spelled(Face::Text, sheet.made_by), Face::Text));
        if let Some(until) = sheet.until {
            facts.push((words.label_until, printable(Face::Text, until), Face::Text));
        }
        facts
    }

    /// The codes in two columns, read downwards, each with its number and a box to tick.
    fn table(&self, pen: &mut Pen<'_, '_>, column: &Column, y: f32, row: f32) -> f32 {
        let per_column = self.codes.len().div_ceil(2);
        let columns = if self.codes.len() == 1 { 1 } else { 2 };
        let pad = 6.0;
        let half = column.width() / 2.0;
        let frame = Area {
            x: column.left,
            y,
            w: half * count(columns),
            h: row * count(per_column) + 2.0 * pad,
        };
        pen.round_box(frame, 9.0, None, Some((Ink::Line, 1.0)));
        if columns == 2 {
            let x = column.left + half;
            pen.line((x, y + 12.0), (x, y + frame.h - 12.0), 0.7, Ink::Line);
        }
        let size = self.code_size(half);
        for (index, code) in self.codes.iter().enumerate() {
            let (side, line) = (index / per_column, index % per_column);
            let x = column.left + half * count(side);
            let top = y + pad + row * count(line);
            if line > 0 {
                pen.line((x + 16.0, top), (x + half - 16.0, top), 0.5, Ink::Line);
            }
            let middle = top + row / 2.0;
            let named = self.sheet.rows.get(index).map(u32::to_string);
            let number = named.unwrap_or_else(|| (index + 1).to_string());
            pen.write_right(x + 32.0, middle + 4.0, style(Face::Text, 10.0, Ink::Grey), &number);
            let baseline = middle + 0.36 * size;
            pen.write(x + BEFORE_CODE, baseline, style(Face::Code, size, Ink::Black), code);
            if let Some(letters) = self.sheet.grey.get(index) {
                let grey = style(Face::Code, GREY_SIZE, Ink::Grey);
                pen.write_right(x + half - AFTER_CODE, middle + 3.2, grey, letters);
            }
            let tick = Area { x: x + half - 29.0, y: middle - 6.0, w: 12.0, h: 12.0 };
            pen.round_box(tick, 2.5, None, Some((Ink::Grey, 0.9)));
        }
        y + frame.h
    }

    /// The type in which the longest code, and the grey letters beside it, fit into a column.
    fn code_size(&self, half: f32) -> f32 {
        let widest = self.codes.iter().map(|code| Face::Code.width(code)).fold(0.0, f32::max);
        let grey = if self.sheet.grey.is_empty() {
            0.0
        } else {
            2.0 * Face::Code.width("X") * GREY_SIZE + 9.0
        };
        CODE_SIZE.min((half - BEFORE_CODE - AFTER_CODE - grey) / widest)
    }
}

/// Either no grey letters, or two for each code.
fn check_grey(sheet: &Sheet<'_>) -> Result<(), PaperError> {
    let (codes, grey) = (sheet.codes.len(), sheet.grey.len());
    if grey != 0 && grey != codes {
        return Err(PaperError::Grey { row: grey.min(codes) + 1 });
    }
    let two =
        |letters: &&str| letters.len() == 2 && letters.chars().all(|c| c.is_ascii_alphanumeric());
    match sheet.grey.iter().position(|letters| !two(letters)) {
        Some(index) => Err(PaperError::Grey { row: index + 1 }),
        None => Ok(()),
    }
}

/// A code in its groups, unless it came with its dashes: of four for eight symbols and for twenty
/// digits, of five for all others. None if it has a foreign symbol.
fn grouped(code: &str) -> Option<Zeroizing<String>> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() || !code.chars().all(allowed) {
        return None;
    }
    let digits = code.len() == 20 && code.chars().all(|c| c.is_ascii_digit());
    let group = if digits || code.len() == 8 { 4 } else { 5 };
    let mut text = Zeroizing::new(String::with_capacity(2 * code.len()));
    for (index, symbol) in code.chars().enumerate() {
        if index > 0 && index % group == 0 && !code.contains('-') {
            text.push('-');
        }
        text.push(symbol);
    }
    (text.len() <= LONGEST_CODE).then_some(text)
}
