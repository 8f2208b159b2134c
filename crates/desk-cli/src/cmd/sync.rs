//! `fobctl sync`: two codes in a row, read out over the telephone, put a counter in step.

use clap::ValueEnum;
use desk::Fault;
use desk::sync::{self, Ask, SyncCard, SyncWord, Whom, Windows};

use crate::attendant::{Clerk, Codes};
use crate::out::Out;
use crate::session::Session;

/// The options of `sync`.
#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    #[command(flatten)]
    whom: Meant,
    /// Two codes of the fob, one right after the other; or three
    #[arg(long, value_name = "A,B[,C]")]
    codes: String,
    /// How many counters to look ahead [default: 1,000, then 100,000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    window: Option<u64>,
    /// Look as far as that server does
    #[arg(long, value_name = "SERVER", conflicts_with = "window")]
    like: Option<Like>,
}

/// Whose codes they are.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Meant {
    /// The fob's serial
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// The login of the person who has it
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// The token itself
    #[arg(long, value_name = "ID")]
    token: Option<String>,
}

/// A server whose windows are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Like {
    /// 1C-Bitrix: 15,000 counters, 180 steps of a clock
    Bitrix,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Sync) -> Result<u8, Fault> {
    let windows = match (asked.window, asked.like) {
        (Some(resync), _) => Windows { resync, ..Windows::DESK },
        (None, Some(Like::Bitrix)) => Windows::BITRIX,
        (None, None) => Windows::DESK,
    };
    let whom = match &asked.whom {
        Meant { fob: Some(fob), .. } => Whom::Fob(fob.clone()),
        Meant { person: Some(login), .. } => Whom::Person(login.clone()),
        Meant { token, .. } => Whom::Token(token.clone().unwrap_or_default()),
    };
    let ask = Ask { whom, codes: vec![asked.codes.clone()], windows, cautious: false };
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let card = sync::sync(&mut desk, &mut clerk, &ask)?;
    out.result(&card, || words(out, &card));
    Ok(match card.verdict {
        SyncWord::InStep | SyncWord::Moved => 0,
        _ => 1,
    })
}

fn words(out: &Out, card: &SyncCard) -> String {
    let mut lines = vec![card.say.clone()];
    lines.extend(card.server.clone());
    if card.certainty.as_deref() == Some("confirmed") {
        lines.push(out.say("cli-confirmed", &[]));
    }
    lines.push(card.now.clone());
    lines.join("\n")
}
