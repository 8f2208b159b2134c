//! Another fob for somebody: `fobctl replace` and `loaner`.

use desk::loaner::{self, Lending, Lent};
use desk::replace::{self, Exchange, Replaced};
use desk::{Fault, look};

use crate::attendant::{Clerk, Codes};
use crate::cmd::issue::{CodesTo, words};
use crate::out::Out;
use crate::session::Session;
use crate::usage;

/// The options of `replace`.
#[derive(Debug, clap::Args)]
pub(crate) struct Replace {
    #[command(flatten)]
    which: Old,
    /// The serial of the new fob [default: the only other one that is plugged in]
    #[arg(long, value_name = "SERIAL")]
    with: Option<String>,
    /// The last four digits of the new fob's serial: what is in the way may be lost for good
    #[arg(long, value_name = "LAST4")]
    overwrite: Option<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    typed: TypedCode,
    #[command(flatten)]
    codes: CodesTo,
}

/// Which fob is replaced.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Old {
    /// The serial of the fob that is to be replaced
    #[arg(long, value_name = "OLD")]
    fob: Option<String>,
    /// A token on that fob, instead of its serial
    #[arg(long, value_name = "ID")]
    token: Option<String>,
}

/// How the operator knows that it is the person.
#[derive(Debug, clap::Args)]
pub(crate) struct Known {
    /// How you know that it is the person; it stands in the history
    #[arg(long, value_name = "HOW")]
    pub(crate) identified: Option<String>,
}

/// Where the code that a slot types comes from.
#[derive(Debug, clap::Args)]
struct TypedCode {
    /// "-": read the code that the slot types from standard input, after the write
    #[arg(long, value_name = "-", allow_hyphen_values = true, conflicts_with = "verify_later")]
    code: Option<String>,
    /// Do not ask for the code that the slot types; prove it later (fobctl verify)
    #[arg(long)]
    verify_later: bool,
}

impl TypedCode {
    fn source(&self) -> Result<Codes, Fault> {
        match (self.code.as_deref(), self.verify_later) {
            (_, true) => Ok(Codes::Later),
            (Some("-"), false) => Ok(Codes::Piped),
            (None, false) => Ok(Codes::Asked),
            (Some(_), false) => {
                Err(usage::wrong("--code takes only \"-\": the fob types its code after the write"))
            }
        }
    }
}

/// Runs `replace`.
pub(crate) fn replace(session: &Session, asked: &Replace) -> Result<u8, Fault> {
    let source = asked.typed.source()?;
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let fob = match &asked.which.token {
        Some(token) => look::fob_of(&mut desk, token)?,
        None => asked.which.fob.clone().unwrap_or_default(),
    };
    let exchange = Exchange {
        fob,
        with: asked.with.clone(),
        overwrite: asked.overwrite.clone(),
        identified: asked.known.identified.clone(),
        codes: asked.codes.output(),
    };
    let mut clerk = Clerk::new(out, source, session.practises());
    let replaced = replace::replace(&mut desk, &mut clerk, &exchange)?;
    out.result(&replaced, || in_words(out, &replaced, &exchange));
    Ok(0)
}

fn in_words(out: &Out, replaced: &Replaced, asked: &Exchange) -> String {
    let old = replaced.fob.serial.as_str();
    let Some(new) = &replaced.new else {
        return out.say("cli-fob-owed", &[("old", old)]);
    };
    let all: Vec<_> = std::iter::once(new).chain(&replaced.others).collect();
    let done = all.iter().all(|one| one.token.state != "written");
    let id = if done { "cli-fob-replaced" } else { "cli-fob-replacing" };
    let mut lines = vec![out.say(id, &[("old", old), ("new", &new.fob.serial)])];
    lines.extend(all.iter().map(|one| words(out, one, &asked.codes)));
    lines.join("\n")
}

/// The options of `loaner`.
#[derive(Debug, clap::Args)]
pub(crate) struct Loaner {
    /// The login of the person who gets the fob for some days
    #[arg(long, value_name = "LOGIN")]
    person: String,
    /// The fob's serial [default: the only one plugged in, or the one that is on loan]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// For how many days of 24 hours, 1 to 90
    #[arg(long, value_name = "N")]
    days: u32,
    /// What is written, and where (fobctl profiles) [default: oath-hotp]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The last four digits of the fob's serial: what is in the way may be lost for good
    #[arg(long, value_name = "LAST4")]
    overwrite: Option<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    typed: TypedCode,
}

/// Runs `loaner`.
pub(crate) fn lend(session: &Session, asked: &Loaner) -> Result<u8, Fault> {
    let source = asked.typed.source()?;
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let lending = Lending {
        person: asked.person.clone(),
        fob: asked.fob.clone(),
        days: asked.days,
        profile: asked.profile.clone(),
        overwrite: asked.overwrite.clone(),
        identified: asked.known.identified.clone(),
    };
    let mut clerk = Clerk::new(out, source, session.practises());
    let lent = loaner::lend(&mut desk, &mut clerk, &lending)?;
    out.result(&lent, || lent_words(out, &lent));
    Ok(0)
}

fn lent_words(out: &Out, lent: &Lent) -> String {
    match &lent.loan {
        Some(loan) => out.say("cli-lent", &[("serial", &loan.fob), ("until", &loan.until)]),
        None => out.say("cli-lending", &[]),
    }
}
