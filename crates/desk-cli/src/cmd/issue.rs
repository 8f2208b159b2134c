//! `fobctl issue`: the main job. A secret is made, sealed, written, proven, and the fob is given.

use std::path::PathBuf;

use desk::{Fault, Output};

use desk::cards::Issued;
use desk::issue::{self, Order};
use desk::look;

use crate::attendant::{Clerk, Codes};
use crate::out::Out;
use crate::session::Session;
use crate::usage;

/// The options of `issue`.
#[derive(Debug, clap::Args)]
pub(crate) struct Issue {
    /// The login of the person who gets the fob
    #[arg(long, value_name = "LOGIN")]
    person: String,
    /// What is written, and where (fobctl profiles) [default: oath-hotp]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The fob's serial [default: the only one plugged in]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// A token on the fob, instead of the fob's serial
    #[arg(long, value_name = "ID", conflicts_with = "fob")]
    token: Option<String>,
    /// The last four digits of the fob's serial: what is in the way may be lost for good
    #[arg(long, value_name = "LAST4")]
    overwrite: Option<String>,
    /// "-": read the code that the slot types from standard input, after the write
    #[arg(long, value_name = "-", allow_hyphen_values = true, conflicts_with = "verify_later")]
    code: Option<String>,
    /// Do not ask for the code that the slot types; prove it later (fobctl verify)
    #[arg(long)]
    verify_later: bool,
    #[command(flatten)]
    codes: CodesTo,
}

/// Where recovery codes go, together with a fob.
#[derive(Debug, clap::Args)]
pub(crate) struct CodesTo {
    /// Make recovery codes and save their sheet in this new file
    #[arg(long, value_name = "FILE")]
    codes_pdf: Option<PathBuf>,
    /// Make recovery codes and save them in this new text file
    #[arg(long, value_name = "FILE")]
    codes_text: Option<PathBuf>,
}

impl CodesTo {
    /// As the desk wants it.
    pub(crate) fn output(&self) -> Output {
        Output { pdf: self.codes_pdf.clone(), text: self.codes_text.clone(), ..Output::default() }
    }
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Issue) -> Result<u8, Fault> {
    let codes = match (asked.code.as_deref(), asked.verify_later) {
        (_, true) => Codes::Later,
        (Some("-"), false) => Codes::Piped,
        (None, false) => Codes::Asked,
        (Some(_), false) => {
            return Err(usage::wrong(
                "--code takes only \"-\": the fob types its code after the write",
            ));
        }
    };
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let of_token =
        asked.token.as_deref().map(|token| look::fob_of(&mut desk, token)).transpose()?;
    let order = Order {
        person: asked.person.clone(),
        profile: asked.profile.clone(),
        fob: of_token.or_else(|| asked.fob.clone()),
        overwrite: asked.overwrite.clone(),
        codes: asked.codes.output(),
    };
    let mut clerk = Clerk::new(out, codes, session.practises());
    let issued = issue::issue(&mut desk, &mut clerk, &order)?;
    out.result(&issued, || words(out, &issued, &order.codes));
    Ok(0)
}

/// What came of it, in words.
pub(crate) fn words(out: &Out, issued: &Issued, files: &Output) -> String {
    let values = [("serial", issued.fob.serial.as_str()), ("person", issued.person.as_str())];
    let id = match (issued.verified.how.as_str(), issued.person.is_empty()) {
        ("none", _) => "cli-issued-unproven",
        (_, true) => "cli-verified-nobody",
        (_, false) => "cli-issued",
    };
    let mut lines = vec![out.say(id, &values)];
    if let Some(set) = &issued.recovery {
        let count = set.count.to_string();
        lines.push(out.say("cli-set-made", &[("set", set.set.as_str()), ("count", &count)]));
        for file in [&files.pdf, &files.text].into_iter().flatten() {
            lines.push(out.say("cli-file-made", &[("file", &file.display().to_string())]));
        }
    }
    lines.join("\n")
}
