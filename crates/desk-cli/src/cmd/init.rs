//! `fobctl init`: a new ledger, and its recovery key on paper or in a file.

use std::path::PathBuf;

use desk::cards::Made;
use desk::vault::{self, Setup};
use desk::{Cause, Desk, Fault, House, Key};
use zeroize::Zeroizing;

use crate::secret;
use crate::session::Session;

/// How often a new passphrase may be typed in two different ways.
const TRIES: usize = 3;

/// The options of `init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Save the recovery key in this new file
    #[arg(long, value_name = "FILE")]
    recovery_key_out: Option<PathBuf>,
    /// Save a sheet with the recovery key in this new file
    #[arg(long, value_name = "FILE.pdf")]
    recovery_sheet: Option<PathBuf>,
    /// The organisation's name, as it stands on sheets and in credentials
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// How to reach the helpdesk, as it stands on every sheet: a telephone number, a room
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The size of paper; as the country has it if not named
    #[arg(long, value_enum, value_name = "SIZE")]
    paper: Option<Paper>,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Paper {
    A4,
    Letter,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Init) -> Result<u8, Fault> {
    let out = &session.out;
    let setup = Setup {
        organisation: asked.organisation.clone(),
        house: House {
            contact: asked.contact.clone(),
            letter: asked.paper.map_or_else(desk::seat::letter, |paper| paper == Paper::Letter),
        },
        key_out: asked.recovery_key_out.clone(),
        sheet: asked.recovery_sheet.clone(),
    };
    let made = match vault::init(&mut session.desk()?, &setup) {
        Err(fault) if session.may_ask_passphrase(&fault) => {
            vault::init(&mut with_new_passphrase(session)?, &setup)?
        }
        other => other?,
    };
    out.result(&made, || words(session, &made, &setup));
    Ok(0)
}

/// A desk with a passphrase that the person chose, and typed twice alike.
fn with_new_passphrase(session: &Session) -> Result<Desk, Fault> {
    let out = &session.out;
    let [first, again] =
        ["cli-passphrase-new", "cli-passphrase-again"].map(|id| format!("{} ", out.say(id, &[])));
    for _ in 0..TRIES {
        let typed: Zeroizing<String> = secret::from_stdin(&first)?;
        if *typed == *secret::from_stdin(&again)? {
            return session.desk_with(Key::Passphrase(typed));
        }
        out.ask(&out.say("cli-passphrase-differs", &[]));
    }
    Err(Cause::PassphraseNeeded.into())
}

fn words(session: &Session, made: &Made, setup: &Setup) -> String {
    let out = &session.out;
    let opens = if made.keyring { "cli-init-keyring" } else { "cli-init-passphrase" };
    let mut lines = vec![out.say("cli-init-done", &[("vault", &made.vault)]), out.say(opens, &[])];
    for (id, file) in
        [("cli-init-key-saved", &setup.key_out), ("cli-init-sheet-saved", &setup.sheet)]
    {
        lines.extend(file.as_ref().map(|f| out.say(id, &[("file", &f.display().to_string())])));
    }
    lines.join("\n")
}
