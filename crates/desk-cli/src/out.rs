//! What goes out: one document on standard output, for a program or for a person; failures and
//! progress on standard error.

use std::io::{IsTerminal as _, Write as _};

use desk::{Fault, Lang, Left, Report, Severity};
use serde::Serialize;

/// How this call speaks.
#[derive(Clone, Debug)]
pub(crate) struct Out {
    /// One JSON document instead of words.
    pub(crate) json: bool,
    /// Nothing but failures.
    pub(crate) quiet: bool,
    /// The language of words.
    pub(crate) lang: Lang,
    /// Whether somebody watches standard error.
    watched: bool,
    /// Whether standard error may be coloured.
    colour: bool,
}

impl Out {
    /// Looks once whether somebody watches.
    pub(crate) fn new(json: bool, quiet: bool, lang: Lang) -> Self {
        let watched = std::io::stderr().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { json, quiet, lang, watched, colour: watched && !plain }
    }

    /// The result: the document with `--json`, else its words.
    pub(crate) fn result<T: Serialize>(&self, document: &T, human: impl FnOnce() -> String) {
        if self.json {
            let text = serde_json::to_string(document).expect("our documents are plain data");
            line(&mut std::io::stdout().lock(), &text);
        } else if !self.quiet {
            let words = human();
            line(&mut std::io::stdout().lock(), &printable(words.trim_end_matches('\n')));
        }
    }

    /// One of many results, told as it happens; says whether anybody still listens.
    pub(crate) fn event<T: Serialize>(&self, document: &T, human: impl FnOnce() -> String) -> bool {
        let text = if self.json {
            serde_json::to_string(document).expect("our documents are plain data")
        } else {
            printable(&human())
        };
        line(&mut std::io::stdout().lock(), &text)
    }

    /// Text that is the result itself, in every mode: completions, a manual page, what was typed.
    pub(crate) fn raw(&self, bytes: &[u8]) {
        let mut stdout = std::io::stdout().lock();
        // A reader who has seen enough closes the pipe: that is no failure of ours.
        _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
    }

    /// The failure that ends the call: what happened, and what to do now.
    pub(crate) fn fault(&self, fault: &Fault) {
        if self.json {
            let failure = Failure { error: Report::of(fault, self.lang) };
            let text = serde_json::to_string(&failure).expect("our documents are plain data");
            line(&mut std::io::stdout().lock(), &text);
        } else {
            self.notice(fault);
        }
    }

    /// A failure that does not end the call: its two lines on standard error.
    pub(crate) fn notice(&self, fault: &Fault) {
        let mut report = Report::of(fault, self.lang);
        if let Some(detail) = report.detail.take().filter(|_| detail_helps(fault)) {
            report.what.push_str(&format!(" ({})", detail.trim()));
        }
        self.two_lines(&report.what, &report);
    }

    /// One reader of several that could not be looked into.
    pub(crate) fn trouble(&self, reader: &str, report: &Report) {
        self.two_lines(&format!("{reader}: {}", report.what), report);
    }

    fn two_lines(&self, what: &str, report: &Report) {
        let colour = match report.severity {
            Severity::Error => "31",
            Severity::Warning => "33",
        };
        let what = printable(what).replace('\n', " ");
        let now = printable(&report.now).replace('\n', " ");
        let mut stderr = std::io::stderr().lock();
        line(&mut stderr, &self.coloured(colour, &what));
        line(&mut stderr, &now);
    }

    /// A line about the work on its way; only when somebody watches.
    pub(crate) fn progress(&self, text: &str) {
        if self.watched && !self.quiet {
            let tick = self.coloured("32", "✓");
            line(&mut std::io::stderr().lock(), &format!("{tick} {}", printable(text)));
        }
    }

    /// A line that asks the person to do something; only when somebody watches.
    pub(crate) fn ask(&self, text: &str) {
        if self.watched {
            let sign = self.coloured("33", "→");
            line(&mut std::io::stderr().lock(), &format!("{sign} {}", printable(text)));
        }
    }

    /// A sentence of the terminal.
    pub(crate) fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        desk::say(self.lang, id, values)
    }

    fn coloured(&self, colour: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// The document of a failure.
#[derive(Serialize)]
struct Failure {
    error: Report,
}

/// Whether the detail says something that the sentences cannot.
fn detail_helps(fault: &Fault) -> bool {
    let telling = [
        "usage",
        "unexpected",
        "fob_refused",
        "fob_cannot",
        "profile_bad",
        "secret_unreadable",
        "keyring_failed",
        "disk_failed",
        "print_failed",
        "file_unreadable",
        "file_unwritable",
    ];
    telling.contains(&fault.cause.code())
        || matches!(fault.left, Some(Left::Unsure | Left::Written))
}

/// Text without signs that would steer the terminal: names come from files and from fobs.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// Writes a line; a reader who has seen enough closes the pipe, which is no failure of ours.
fn line(to: &mut dyn std::io::Write, text: &str) -> bool {
    writeln!(to, "{text}").and_then(|()| to.flush()).is_ok()
}

/// Rows under headings, aligned; nothing at all where there are no rows.
pub(crate) fn table(headings: &[String], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.chain(headings.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let mut text = String::new();
    for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_aligned_by_letters_and_not_by_bytes() {
        let headings = ["Логин".to_owned(), "Имя".to_owned()];
        let rows = [
            vec!["zoë".to_owned(), "Zoë".to_owned()],
            vec!["александра".to_owned(), String::new()],
        ];
        assert_eq!(table(&headings, &rows), "Логин       Имя\nzoë         Zoë\nалександра\n");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\rc\u{202e}d\ne"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\ne");
    }
}
