//! Where recovery codes go: a PDF, a text file, a print queue. Files are made before anything is
//! minted, so that a bad path costs nobody a set.

use std::path::PathBuf;

use paper::Pdf;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::step::new_file::NewFile;
use crate::step::paper_size::PaperSize;
use crate::step::printing;

/// The places that somebody named. None at all means: no codes.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// A PDF to be made.
    pub pdf: Option<PathBuf>,
    /// A text file to be made.
    pub text: Option<PathBuf>,
    /// A print queue of the system.
    pub print: Option<String>,
    /// The size of the paper, where it is not the house's.
    pub paper: Option<PaperSize>,
}

impl Output {
    /// Whether no place was named.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.pdf.is_none() && self.text.is_none() && self.print.is_none()
    }

    /// The file that was named, for people.
    pub(crate) fn file(&self) -> Option<String> {
        self.pdf.as_ref().or(self.text.as_ref()).map(|path| path.display().to_string())
    }

    /// Makes the files, empty and readable by nobody else.
    ///
    /// # Errors
    /// `file_exists`, `file_unwritable`.
    pub(crate) fn reserve(&self) -> Result<Reserved, Fault> {
        let file = |path: &Option<PathBuf>| path.as_deref().map(NewFile::create).transpose();
        Ok(Reserved {
            pdf: file(&self.pdf)?,
            text: file(&self.text)?,
            print: self.print.clone(),
            paper: self.paper,
        })
    }
}

/// Places that are ready. Files that were not kept are removed.
pub(crate) struct Reserved {
    pdf: Option<NewFile>,
    text: Option<NewFile>,
    print: Option<String>,
    paper: Option<PaperSize>,
}

impl Reserved {
    /// Whether there is no place.
    pub(crate) fn is_none(&self) -> bool {
        self.pdf.is_none() && self.text.is_none() && self.print.is_none()
    }

    /// The size of the paper, where it is not the house's.
    pub(crate) fn paper(&self) -> Option<PaperSize> {
        self.paper
    }

    /// Whether a sheet of paper comes of it.
    pub(crate) fn has_sheet(&self) -> bool {
        self.pdf.is_some() || self.print.is_some()
    }

    /// Puts the sheet and the codes, each with its row, where they belong; durable when it returns. The files go away
    /// again unless [`Self::keep`] is called.
    ///
    /// # Errors
    /// `file_unwritable`, `print_failed`.
    pub(crate) fn put(&mut self, pdf: &Pdf, codes: &[(u32, &str)]) -> Result<(), Fault> {
        if let Some(file) = &mut self.pdf {
            file.write(pdf.bytes())?;
        }
        if let Some(file) = &mut self.text {
            let mut lines = Zeroizing::new(String::with_capacity(codes.len() * 24));
            for (row, code) in codes {
                lines.push_str(&format!("{row}. "));
                lines.push_str(code);
                lines.push_str("\r\n");
            }
            file.write(lines.as_bytes())?;
        }
        if let Some(queue) = &self.print {
            printing::print(queue, pdf)?;
        }
        Ok(())
    }

    /// The codes are valid now: the files stay.
    pub(crate) fn keep(&mut self) {
        for file in [&mut self.pdf, &mut self.text].into_iter().flatten() {
            file.keep();
        }
    }
}
