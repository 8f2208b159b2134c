//! The desk's papers as PDF: the codes of a person, the recovery key of a vault, and letters about
//! a fob.
//!
//! Pure: text in, bytes out. It opens no file, asks no clock, prints nothing and knows no
//! language (every sentence is handed in). The same input gives the same bytes. Latin, Greek and
//! Cyrillic can be printed; for anything else [`unprintable`] says so and the sheet falls back
//! to the login, never to empty boxes.
//!
//! The returned PDF holds secrets in the clear and is wiped when dropped. The buffers inside the
//! PDF writer are freed but not wiped: they live for the few milliseconds of one call.

mod card;
mod codes;
mod fonts;
mod key_sheet;
mod letter;
mod logo;
mod page;
mod parts;
mod pen;
mod picture;
mod sheet;
mod text;

pub use key_sheet::{KeyWords, RecoveryKeySheet, recovery_key_sheet};
pub use letter::{Letter, letter};
pub use logo::{Logo, LogoError};
pub use picture::{Picture, Shape};
pub use sheet::{Sheet, Words, recovery_sheet, recovery_sheet_masked};

use std::fmt;

use zeroize::Zeroizing;

use crate::fonts::Face;

/// The paper in the printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 in.
    Letter,
    /// 148 × 210 mm.
    A5,
    /// The codes on a card for the wallet, to be cut out of an A4 sheet. Other papers are as on A4.
    CardOnA4,
    /// As [`Page::CardOnA4`], out of a Letter sheet.
    CardOnLetter,
}

impl Page {
    /// Whether the codes stand on a card for the wallet.
    #[must_use]
    pub fn is_card(self) -> bool {
        matches!(self, Page::CardOnA4 | Page::CardOnLetter)
    }

    /// The whole sheet that a card is cut out of; every other paper is itself.
    #[must_use]
    pub fn whole(self) -> Self {
        match self {
            Page::CardOnA4 => Page::A4,
            Page::CardOnLetter => Page::Letter,
            other => other,
        }
    }
}

/// A finished document. It holds secrets: its bytes are wiped when it is dropped, and `Debug`
/// shows only its length.
pub struct Pdf(Zeroizing<Vec<u8>>);

impl Pdf {
    /// The file's bytes, to be written where the operator said, or handed to the printer.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Pdf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pdf({} bytes)", self.0.len())
    }
}

/// Why a sheet could not be laid out. Never holds a code or a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// Nothing to print, or more codes than a sheet holds.
    #[error("a recovery sheet holds 1 to 20 codes, not {count}")]
    Count {
        /// How many were handed in.
        count: usize,
    },
    /// A code is empty, too long, or has something other than letters, digits and dashes.
    #[error("recovery code {row} has a form that the sheet cannot print")]
    Code {
        /// Its number, counted from one.
        row: usize,
    },
    /// The grey letters do not match the codes: two letters or digits for each, or none at all.
    #[error("the grey letters of recovery code {row} are not two letters")]
    Grey {
        /// The number of the code, counted from one.
        row: usize,
    },
    /// An emergency code has something other than digits and blanks.
    #[error("the emergency code has a form that the letter cannot print")]
    Emergency,
    /// The key is not an age identity.
    #[error("the recovery key is not an age identity")]
    Key,
    /// A sentence of the sheet needs letters that its fonts lack: a fault of the translation.
    #[error("the sheet's fonts lack letters for {text:?}")]
    Words {
        /// The sentence.
        text: String,
    },
    /// The texts are too long for one page, even in the smallest type that can be read.
    #[error("the sheet does not fit on one page")]
    DoesNotFit,
    /// The PDF writer refused.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

/// Whether the sheet's fonts lack a letter of this text, or nothing of it can be seen. The sheet
/// then prints the login in place of the name, and says so.
pub fn unprintable(text: &str) -> bool {
    let text = text::clean(text);
    text.is_empty() || !Face::Text.prints(&text)
}

/// Sentences come from a translation; one without glyphs is a fault to be found by a test.
fn all_printable<'a>(texts: impl IntoIterator<Item = &'a &'a str>) -> Result<(), PaperError> {
    let lacking = |text: &&&str| !Face::Text.prints(&text::clean(text));
    match texts.into_iter().find(lacking) {
        Some(text) => Err(PaperError::Words { text: (*text).to_owned() }),
        None => Ok(()),
    }
}
