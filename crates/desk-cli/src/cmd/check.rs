//! `fobctl check`: is the plugged-in fob in step with the ledger?

use desk::check::{self, CheckCard, CheckWord};
use desk::{Fault, look};

use crate::attendant::{Clerk, Codes};
use crate::out::Out;
use crate::session::Session;

/// The options of `check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The fob's serial [default: the only one plugged in]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// A token on the fob, instead of the fob's serial
    #[arg(long, value_name = "ID", conflicts_with = "fob")]
    token: Option<String>,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Check) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let fob = match &asked.token {
        Some(token) => Some(look::fob_of(&mut desk, token)?),
        None => asked.fob.clone(),
    };
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let card = check::check(&mut desk, &mut clerk, fob.as_deref())?;
    out.result(&card, || words(out, &card));
    Ok(match card.verdict {
        CheckWord::InStep | CheckWord::Moved | CheckWord::CannotTell => 0,
        CheckWord::Behind | CheckWord::Rewritten | CheckWord::NotOurs => 1,
    })
}

fn words(out: &Out, card: &CheckCard) -> String {
    let mut lines = match card.tokens.as_slice() {
        [] | [_] => vec![card.say.clone()],
        // Several secrets on one fob: each with its place.
        all => all.iter().map(|one| format!("{}: {}", one.place, one.say)).collect(),
    };
    if let (Some(next), true) = (card.next, card.spent > 0) {
        lines.push(out.say("cli-next-is", &[("next", &next.to_string())]));
    }
    lines.push(card.now.clone());
    lines.join("\n")
}
