//! `fobctl letter`: one page about a fob, for its person.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use desk::letters::{self, Ask, LetterKind};
use desk::{Fault, Output, PaperSize, look};

use crate::secret;
use crate::session::Session;

/// The options of `letter`.
#[derive(Debug, clap::Args)]
pub(crate) struct Letter {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// To somebody whose fob was lost: what was done, what to do now
    Lost {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        place: Place,
        /// Print the emergency code that is read from standard input; it is kept nowhere
        #[arg(long)]
        emergency: bool,
    },
    /// To somebody who handed a fob in: a receipt
    Return {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        place: Place,
    },
    /// To somebody who has a fob: how to use it, whom to call
    Registration {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        place: Place,
    },
    /// To somebody who has a fob on loan: until when, how to use it, whom to call
    Loaner {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        place: Place,
    },
}

/// Whose letter, or about which fob.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Whose {
    /// The person's login
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// The fob's serial
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// A token on the fob, instead of the fob's serial
    #[arg(long, value_name = "ID")]
    token: Option<String>,
}

/// Where it goes.
#[derive(Debug, clap::Args)]
struct Place {
    #[command(flatten)]
    to: To,
    /// The paper [default: the house's]
    #[arg(long, value_enum, value_name = "SIZE")]
    paper: Option<Size>,
}

/// A file or a printer.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct To {
    /// Save the letter in this new file
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Print the letter on this printer, without any file
    #[arg(long, value_name = "QUEUE")]
    print: Option<String>,
}

/// What is printed on.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Size {
    /// A4
    A4,
    /// US Letter
    Letter,
    /// A5
    A5,
    /// A card for the wallet, to be cut out; letters take the whole paper
    Card,
}

impl Size {
    /// As the desk has it.
    pub(crate) fn named(self) -> PaperSize {
        match self {
            Self::A4 => PaperSize::A4,
            Self::Letter => PaperSize::Letter,
            Self::A5 => PaperSize::A5,
            Self::Card => PaperSize::Card,
        }
    }
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: Letter) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let (kind, whose, place, with_code) = match asked.act {
        Act::Lost { whose, place, emergency } => (LetterKind::Lost, whose, place, emergency),
        Act::Return { whose, place } => (LetterKind::Return, whose, place, false),
        Act::Registration { whose, place } => (LetterKind::Registration, whose, place, false),
        Act::Loaner { whose, place } => (LetterKind::Loaner, whose, place, false),
    };
    let fob = match &whose.token {
        Some(token) => Some(look::fob_of(&mut desk, token)?),
        None => whose.fob,
    };
    let prompt = || format!("{} ", out.say("cli-type-recovery", &[]));
    let emergency = with_code.then(|| secret::from_stdin(&prompt())).transpose()?;
    let Place { to, paper } = place;
    let paper = paper.map(Size::named);
    let output = Output { pdf: to.pdf, print: to.print, paper, ..Output::default() };
    let ask = Ask { kind, person: whose.person, fob, emergency };
    let card = letters::print(&mut desk, &ask, &output)?;
    out.result(&card, || {
        let values = [("login", card.person.as_str()), ("serial", card.fob.as_str())];
        let mut lines = vec![out.say("cli-letter-made", &values)];
        let file = card.file.as_ref().map(|file| out.say("cli-file-made", &[("file", file)]));
        lines.extend(file);
        lines.join("\n")
    });
    Ok(0)
}
