//! A letter about a fob: one page with facts, sentences and places to sign. What it says is handed
//! in; it keeps a code only if one is handed in to be printed, and only until the page is made.

use zeroize::Zeroizing;

use crate::fonts::Face;
use crate::page::{self, Column, Layout};
use crate::parts::{facts, foot, head, notice, paragraph, signatures, steps, title};
use crate::pen::{Area, Ink, Pen, style};
use crate::text::{clean, printable, spelled};
use crate::{Logo, Page, PaperError, Pdf, unprintable};

/// A letter to one person.
///
/// No `Debug`: it may hold an emergency code.
pub struct Letter<'a> {
    /// The house; if it is empty the product's name stands there.
    pub organisation: &'a str,
    /// Its logo, in the place of the product's sign.
    pub logo: Option<&'a Logo>,
    /// The language as a tag, `en` or `ru`.
    pub lang: &'a str,
    /// What this paper is: "Your fob was lost".
    pub title: &'a str,
    /// The person's name in full; one that cannot be printed is replaced by the login.
    pub person_name: &'a str,
    /// The person's login.
    pub login: &'a str,
    /// Printed when the name had to give way.
    pub name_not_printable: &'a str,
    /// What is known, label and value, two beside each other.
    pub facts: &'a [(&'a str, &'a str)],
    /// What happened, in whole sentences.
    pub body: &'a [&'a str],
    /// A code for the meantime, with the sentence above it.
    pub emergency: Option<(&'a str, &'a str)>,
    /// Heading over the steps.
    pub steps_title: &'a str,
    /// What the person does now; numbered by the letter.
    pub steps: &'a [&'a str],
    /// A sentence that must not be overlooked, and what follows from it.
    pub notice: Option<(&'a str, &'a str)>,
    /// What is signed: "Date and signature of the person".
    pub signatures: &'a [&'a str],
    /// How to reach the helpdesk, with its label.
    pub contact: Option<(&'a str, &'a str)>,
    /// The head of the audit chain, with its label.
    pub checkpoint: Option<(&'a str, &'a str)>,
    /// The paper.
    pub page: Page,
}

/// Lays out a letter: one page, always the same bytes for the same input.
///
/// # Errors
/// An emergency code with something other than digits, a sentence without glyphs, or texts so long
/// that one page cannot hold them.
pub fn letter(letter: &Letter<'_>) -> Result<Pdf, PaperError> {
    let digits = |code: &str| code.chars().all(|c| c.is_ascii_digit() || c == ' ');
    if letter.emergency.is_some_and(|(_, code)| code.is_empty() || !digits(code)) {
        return Err(PaperError::Emergency);
    }
    letter.check()?;
    let name_fails = unprintable(letter.person_name);
    let login = spelled(Face::Text, letter.login);
    let whom = if name_fails { login } else { clean(letter.person_name) };
    let laid_out = LaidOut { letter, whom, name_fails };
    page::print(letter.page.whole(), letter.title, letter.lang, &laid_out)
}

impl Letter<'_> {
    /// The sentences; facts are what people typed, and may have any letters.
    fn check(&self) -> Result<(), PaperError> {
        let mut all = vec![self.title, self.name_not_printable, self.steps_title];
        all.extend(self.facts.iter().map(|(label, _)| *label));
        all.extend(self.emergency.iter().map(|(label, _)| *label));
        all.extend(self.notice.iter().flat_map(|(bold, rest)| [*bold, *rest]));
        all.extend(self.contact.iter().chain(&self.checkpoint).map(|(label, _)| *label));
        crate::all_printable(all.iter().chain(self.steps).chain(self.signatures))
    }
}

/// A letter with everything made fit for print.
struct LaidOut<'a> {
    letter: &'a Letter<'a>,
    whom: String,
    name_fails: bool,
}

impl Layout for LaidOut<'_> {
    fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, spare: f32) -> f32 {
        let letter = self.letter;
        let gap = (spare / 8.0).clamp(0.0, 12.0);
        let mut y = head(pen, column, (letter.organisation, letter.logo), None) + gap;
        y = title(pen, column, y, letter.title, &self.whom);
        if self.name_fails {
            y = paragraph(pen, column, y, 10.0, Ink::Grey, letter.name_not_printable) + 3.0;
        }
        let known: Vec<(&str, String, Face)> = letter
            .facts
            .iter()
            .map(|(label, value)| (*label, printable(Face::Text, value), Face::Text))
            .collect();
        y = facts(pen, column, y + column.scaled(12.0), &known) + gap;
        for sentence in letter.body {
            let sentence = printable(Face::Text, sentence);
            y = paragraph(pen, column, y + column.scaled(5.0), 11.5, Ink::Black, &sentence);
        }
        if let Some((label, code)) = letter.emergency {
            y = emergency(pen, column, y + gap + column.scaled(12.0), label, code);
        }
        if !letter.steps.is_empty() {
            let (heading, all) = (letter.steps_title, letter.steps);
            y = steps(pen, column, y + gap + column.scaled(20.0), heading, all);
        }
        if let Some((bold, rest)) = letter.notice {
            y = notice(pen, column, y + gap + column.scaled(14.0), bold, rest);
        }
        if !letter.signatures.is_empty() {
            y = signatures(pen, column, y + gap + column.scaled(16.0), letter.signatures);
        }
        let foot = foot(pen, column, letter.contact, letter.checkpoint);
        foot - column.scaled(18.0) - y
    }
}

/// A code to be read at arm's length, in a box of its own.
fn emergency(pen: &mut Pen<'_, '_>, column: &Column, y: f32, label: &str, code: &str) -> f32 {
    let frame = Area { x: column.left, y, w: column.width(), h: column.scaled(58.0) };
    pen.round_box(frame, 9.0, None, Some((Ink::Line, 1.0)));
    let x = column.left + column.scaled(16.0);
    pen.write(x, y + column.scaled(18.0), style(Face::Text, column.scaled(8.8), Ink::Grey), label);
    let code = Zeroizing::new(code.to_owned());
    let large = style(Face::Code, column.scaled(22.0), Ink::Black);
    pen.write(x, y + column.scaled(45.0), large, &code);
    y + frame.h
}
