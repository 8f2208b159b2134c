//! The life of a fob: `fobctl lost`, `found`, `return`, `retire`; and of a person without one:
//! `suspend`, `resume`.

use std::path::PathBuf;

use desk::lost::{self, EmergencyCard, Fate, FobFate, Loss, Wanted};
use desk::suspend::{self, Term};
use desk::{Desk, Fault, Output, look, returned};

use crate::attendant::{Clerk, Codes};
use crate::cmd::exchange::Known;
use crate::out::Out;
use crate::session::Session;

/// The options of `lost`.
#[derive(Debug, clap::Args)]
pub(crate) struct Lost {
    #[command(flatten)]
    whose: Whose,
    /// How it came about; it stands in the history
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    reason: Option<String>,
    /// Undo what was reported in the last ten seconds
    #[arg(long, conflicts_with_all = ["reason", "person", "emergency_uses", "emergency_minutes",
        "emergency_out", "codes_pdf", "identified"])]
    undo: bool,
    #[command(flatten)]
    known: Known,
    /// Make an emergency code that opens so often [default: once]
    #[arg(long, value_name = "N")]
    emergency_uses: Option<u32>,
    /// Make an emergency code that lasts so many minutes [default: 60]
    #[arg(long, value_name = "M")]
    emergency_minutes: Option<u32>,
    /// Make an emergency code, and save it in this new file instead of showing it
    #[arg(long, value_name = "FILE")]
    emergency_out: Option<PathBuf>,
    /// Make new recovery codes, and save their sheet in this new file
    #[arg(long, value_name = "FILE")]
    codes_pdf: Option<PathBuf>,
}

/// Whose fob, or which.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Whose {
    /// The login of the person who lost it
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// The fob's serial
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// A token on the fob, instead of the fob's serial
    #[arg(long, value_name = "ID")]
    token: Option<String>,
}

/// Which fob.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// The fob's serial
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// A token on the fob, instead of the fob's serial
    #[arg(long, value_name = "ID")]
    token: Option<String>,
}

impl Which {
    fn serial(&self, desk: &mut Desk) -> Result<String, Fault> {
        match &self.token {
            Some(token) => look::fob_of(desk, token),
            None => Ok(self.fob.clone().unwrap_or_default()),
        }
    }
}

/// Runs `lost`.
pub(crate) fn lost(session: &Session, asked: &Lost) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let fob = match &asked.whose.token {
        Some(token) => Some(look::fob_of(&mut desk, token)?),
        None => asked.whose.fob.clone(),
    };
    if asked.undo {
        let fate = lost::undo(&mut desk, &fob.unwrap_or_default())?;
        out.result(&fate, || of_fob(out, "cli-fob-undone", &fate));
        return Ok(0);
    }
    let Lost { emergency_uses: uses, emergency_minutes: minutes, emergency_out: file, .. } = asked;
    let any = uses.is_some() || minutes.is_some() || file.is_some();
    let wanted = Wanted { uses: *uses, minutes: *minutes, out: file.clone() };
    let loss = Loss {
        person: asked.whose.person.clone(),
        fob,
        reason: asked.reason.clone().unwrap_or_default(),
        identified: asked.known.identified.clone(),
        emergency: any.then_some(wanted),
        codes: Output { pdf: asked.codes_pdf.clone(), ..Output::default() },
    };
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let fate = lost::lost(&mut desk, &mut clerk, &loss)?;
    out.result(&fate, || {
        let mut lines = vec![of_fob(out, "cli-fob-lost", &fate)];
        lines.extend(fate.emergency.iter().flat_map(|code| emergency(out, code)));
        let file = asked.codes_pdf.as_ref().map(|file| file.display().to_string());
        lines.extend(file.map(|file| out.say("cli-file-made", &[("file", &file)])));
        lines.join("\n")
    });
    Ok(0)
}

/// The options of `found`.
#[derive(Debug, clap::Args)]
pub(crate) struct Found {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    fate: Decided,
}

/// What becomes of it.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Decided {
    /// It stays out of use
    #[arg(long)]
    deny: bool,
    /// It goes back to its person; where it is plugged in, after a check
    #[arg(long)]
    give_back: bool,
    /// It is never used again
    #[arg(long)]
    retire: bool,
}

/// Runs `found`.
pub(crate) fn found(session: &Session, asked: &Found) -> Result<u8, Fault> {
    let (fate_of, id) = match &asked.fate {
        Decided { give_back: true, .. } => (Fate::GiveBack, "cli-fob-found"),
        Decided { retire: true, .. } => (Fate::Retire, "cli-fob-retired"),
        Decided { .. } => (Fate::Deny, "cli-fob-denied"),
    };
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let serial = asked.which.serial(&mut desk)?;
    let fate = lost::found(&mut desk, &mut clerk, &serial, fate_of)?;
    out.result(&fate, || of_fob(out, id, &fate));
    Ok(0)
}

/// The options of `return`.
#[derive(Debug, clap::Args)]
pub(crate) struct Return {
    #[command(flatten)]
    which: Which,
    /// Empty it of what is ours; it must be plugged in
    #[arg(long)]
    wipe: bool,
}

/// Runs `return`.
pub(crate) fn take_back(session: &Session, asked: &Return) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let serial = asked.which.serial(&mut desk)?;
    let fate = returned::take_back(&mut desk, &mut clerk, &serial, asked.wipe)?;
    let id = match (asked.wipe, fate.scrambled) {
        (false, _) => "cli-fob-returned",
        (true, true) => "cli-fob-scrambled",
        (true, false) => "cli-fob-wiped",
    };
    out.result(&fate, || of_fob(out, id, &fate));
    Ok(0)
}

/// The options of `retire`.
#[derive(Debug, clap::Args)]
pub(crate) struct Retire {
    #[command(flatten)]
    which: Which,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Runs `retire`.
pub(crate) fn retire(session: &Session, asked: &Retire) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let serial = asked.which.serial(&mut desk)?;
    let fate = returned::retire(&mut desk, &serial, &asked.reason)?;
    out.result(&fate, || of_fob(out, "cli-fob-retired", &fate));
    Ok(0)
}

/// The options of `suspend`.
#[derive(Debug, clap::Args)]
pub(crate) struct Suspend {
    /// The person's login
    #[arg(long, value_name = "LOGIN")]
    person: String,
    #[command(flatten)]
    term: Lasting,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// For how long.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Lasting {
    /// For so many days of 24 hours
    #[arg(long, value_name = "N")]
    pub(crate) days: Option<u32>,
    /// Without an end
    #[arg(long)]
    for_good: bool,
}

/// Runs `suspend`.
pub(crate) fn suspend(session: &Session, asked: &Suspend) -> Result<u8, Fault> {
    let out = &session.out;
    let term = asked.term.days.map_or(Term::ForGood, Term::Days);
    let mut desk = session.open_desk()?;
    let done = suspend::suspend(&mut desk, &asked.person, term, &asked.reason)?;
    out.result(&done, || match &done.until {
        Some(until) => out.say("cli-suspended", &[("login", &done.person), ("until", until)]),
        None => out.say("cli-suspended-for-good", &[("login", &done.person)]),
    });
    Ok(0)
}

/// The options of `resume`.
#[derive(Debug, clap::Args)]
pub(crate) struct Resume {
    /// The person's login
    #[arg(long, value_name = "LOGIN")]
    person: String,
}

/// Runs `resume`.
pub(crate) fn resume(session: &Session, asked: &Resume) -> Result<u8, Fault> {
    let out = &session.out;
    let done = suspend::resume(&mut session.open_desk()?, &asked.person)?;
    out.result(&done, || out.say("cli-resumed", &[("login", &done.person)]));
    Ok(0)
}

fn of_fob(out: &Out, id: &str, fate: &FobFate) -> String {
    out.say(id, &[("serial", &fate.fob.serial)])
}

fn emergency(out: &Out, card: &EmergencyCard) -> [String; 2] {
    let first = match &card.code {
        Some(code) => out.say("cli-emergency", &[("code", code)]),
        None => out.say("cli-emergency-file", &[]),
    };
    let until = [("until", card.until.as_str())];
    [first, desk::say_count(out.lang, "cli-emergency-uses", u64::from(card.uses), &until)]
}
