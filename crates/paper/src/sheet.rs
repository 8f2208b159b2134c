//! What stands on a person's recovery sheet. The sentences are handed in: this crate speaks no
//! language.

use crate::card::Card;
use crate::codes::Codes;
use crate::fonts::Face;
use crate::page::{self, Column, Layout};
use crate::parts::{count, facts, foot, head, notice, paragraph, steps, title};
use crate::pen::{Ink, Pen};
use crate::picture::Picture;
use crate::text::{clean, printable, spelled};
use crate::{Logo, Page, PaperError, Pdf, unprintable};

/// The height of a row of codes: at least, and at most, in points; and on a small paper.
const ROW: (f32, f32) = (22.0, 34.0);
const SMALL_ROW: (f32, f32) = (14.6, 26.0);

/// One set of recovery codes for one person, to be printed once.
///
/// No `Debug`: it holds the codes.
pub struct Sheet<'a> {
    /// The house that issues the codes; if it is empty the product's
    /// name stands there.
    pub organisation: &'a str,
    /// The house's logo, in the place of the product's sign. The sheet that a card is cut out of
    /// has none.
    pub logo: Option<&'a Logo>,
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
    /// Below a card for the wallet: where to cut, and that it is kept apart from the fob.
    pub card: &'a str,
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
    let laid_out = LaidOut::of(sheet, false)?;
    page::print(sheet.page, sheet.words.title, sheet.words.lang, &laid_out)
}

/// Draws the sheet as a picture with a dot for each symbol of a code and each grey letter: how it
/// will look, and nothing that opens anything.
///
/// # Errors
/// As [`recovery_sheet`].
pub fn recovery_sheet_masked(sheet: &Sheet<'_>) -> Result<Picture, PaperError> {
    page::picture(sheet.page, &LaidOut::of(sheet, true)?)
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
            self.card,
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
    codes: Codes,
    whom: String,
    name_fails: bool,
    login: String,
}

impl Layout for LaidOut<'_> {
    fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, spare: f32) -> f32 {
        let (sheet, words) = (self.sheet, self.sheet.words);
        let set = spelled(Face::Code, sheet.set_name);
        // Room that the page has left goes to the rows of codes first, then between the parts.
        let rows = count(self.codes.lines(self.codes.table_grid(column)));
        let (least, most) = if column.narrow() { SMALL_ROW } else { ROW };
        let row = if sheet.page.is_card() { least } else { (least + spare / rows).min(most) };
        let gap = ((spare - (row - least) * rows) / 6.0).clamp(0.0, 11.0);

        let logo = sheet.logo.filter(|_| !sheet.page.is_card());
        let house = (sheet.organisation, logo);
        let mut y = head(pen, column, house, Some((words.label_set, &set))) + gap;
        y = title(pen, column, y, words.title, &self.whom);
        if self.name_fails {
            y = paragraph(pen, column, y, 10.0, Ink::Grey, words.name_not_printable) + 3.0;
        }
        y = paragraph(pen, column, y, 11.5, Ink::Grey, words.lead);
        y = facts(pen, column, y + gap + column.scaled(14.0), &self.facts());
        y = self.codes(pen, column, y + gap + column.scaled(8.0), row);
        if self.codes.have_grey() {
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

impl<'a> LaidOut<'a> {
    fn of(sheet: &'a Sheet<'a>, masked: bool) -> Result<Self, PaperError> {
        let codes = Codes::checked(sheet.codes, sheet.rows, sheet.grey)?;
        sheet.words.check()?;
        let login = spelled(Face::Text, sheet.login);
        let name_fails = unprintable(sheet.person_name);
        Ok(Self {
            sheet,
            codes: if masked { codes.masked() } else { codes },
            whom: if name_fails { login.clone() } else { clean(sheet.person_name) },
            name_fails,
            login,
        })
    }

    /// The codes in their table, or on a card to be cut out.
    fn codes(&self, pen: &mut Pen<'_, '_>, column: &Column, y: f32, row: f32) -> f32 {
        let (sheet, words) = (self.sheet, self.sheet.words);
        if !sheet.page.is_card() {
            return self.codes.table(pen, column, y, row);
        }
        let card = Card {
            title: words.title,
            set: &spelled(Face::Code, sheet.set_name),
            until: sheet.until.map(|until| (words.label_until, until)),
            contact: sheet.contact,
            codes: &self.codes,
        };
        let y = card.draw(pen, column, y);
        paragraph(pen, column, y + column.scaled(4.0), 9.5, Ink::Grey, words.card)
    }

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
}
