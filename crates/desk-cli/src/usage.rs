//! What is wrong with a command line, as a fault like any other.

use clap::error::ErrorKind;
use desk::{Cause, Fault};

/// A usage fault in our own words.
pub(crate) fn wrong(why: impl Into<String>) -> Fault {
    Fault::from(Cause::Usage).detailed(why)
}

/// What clap found wrong.
pub(crate) fn of(error: &clap::Error) -> Fault {
    let text = error.render().to_string();
    let told = match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "a command is missing".to_owned()
        }
        _ => told_in(&text),
    };
    wrong(told)
}

/// Clap's first paragraph in one line: "the following arguments were not provided: --person".
fn told_in(text: &str) -> String {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let paragraph = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    paragraph.collect::<Vec<_>>().join(" ")
}
