//! `fobctl codes`: a person's recovery codes.

use std::path::PathBuf;

use clap::Subcommand;
use desk::codes::{self, AtHand, CodeVerdict, PastSet, Possession, SetCard, Word};
use desk::{Fault, Output};

use crate::cmd::letter::Size;
use crate::out::Out;
use crate::secret;
use crate::session::Session;

/// The options of `codes`.
#[derive(Debug, clap::Args)]
pub(crate) struct CodesOf {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Make a new set; the one before is void from then on
    Issue {
        #[command(flatten)]
        whose: Whose,
        /// How many codes [default: 10]
        #[arg(long, value_name = "N")]
        count: Option<u32>,
        /// Save the sheet in this new file
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
        /// Save the codes in this new text file
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        /// Print the sheet on this printer, without any file
        #[arg(long, value_name = "QUEUE")]
        print: Option<String>,
        /// The paper [default: the house's]
        #[arg(long, value_enum, value_name = "SIZE")]
        paper: Option<Size>,
    },
    /// Say which set the person has, and how many codes are left
    Status(Whose),
    /// List every set that the person ever had, with the rows that were used
    Sets(Whose),
    /// Void the person's set, or every set at once
    Void {
        /// The person's login
        #[arg(long, value_name = "LOGIN", required_unless_present = "all", conflicts_with = "all")]
        person: Option<String>,
        /// Void the sets of all people
        #[arg(long, requires = "reason")]
        all: bool,
        /// Why; it stands in the history
        #[arg(long, value_name = "TEXT", conflicts_with = "person")]
        reason: Option<String>,
    },
    /// Check a code, read from standard input; an accepted code is spent
    Verify(Whose),
    /// Ask whether the sheet is at hand, by two grey letters; no code is spent
    Possess {
        #[command(flatten)]
        whose: Whose,
        /// The row that was asked; the letters are read from standard input
        #[arg(long, value_name = "N")]
        row: Option<u32>,
    },
    /// Print the same sheet again, where the house keeps a copy; only unused rows stand on it
    Reprint {
        #[command(flatten)]
        whose: Whose,
        /// Why; it stands in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Save the sheet in this new file
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
        /// Save the codes in this new text file
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        /// Print the sheet on this printer, without any file
        #[arg(long, value_name = "QUEUE")]
        print: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Whose {
    /// The person's login
    #[arg(long, value_name = "LOGIN")]
    person: String,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: CodesOf) -> Result<u8, Fault> {
    let out = &session.out;
    match asked.act {
        Act::Issue { whose, count, pdf, text, print, paper } => {
            let output = Output { pdf, text, print, paper: paper.map(Size::named) };
            let set = codes::issue(&mut session.open_desk()?, &whose.person, count, &output)?;
            out.result(&set, || issued(out, &whose.person, &set, &output));
        }
        Act::Status(whose) => {
            let set = codes::status(&mut session.open_desk()?, &whose.person)?;
            out.result(&set, || status(out, &set));
        }
        Act::Sets(whose) => {
            let sets = codes::sets(&mut session.open_desk()?, &whose.person)?;
            out.result(&sets, || match sets.as_slice() {
                [] => out.say("cli-no-codes", &[]),
                all => all.iter().map(|set| past(out, set)).collect::<Vec<_>>().join("\n"),
            });
        }
        Act::Void { person: Some(login), .. } => {
            let set = codes::void(&mut session.open_desk()?, &login)?;
            let values = [("set", set.set.as_deref().unwrap_or_default()), ("login", &login)];
            out.result(&set, || out.say("cli-codes-voided", &values));
        }
        Act::Void { person: None, reason, .. } => {
            let reason = reason.unwrap_or_default();
            let all = codes::void_all(&mut session.open_desk()?, &reason)?;
            let count = all.voided.to_string();
            out.result(&all, || out.say("cli-codes-voided-all", &[("count", &count)]));
        }
        Act::Verify(whose) => return verify(session, &whose.person),
        Act::Possess { whose, row } => return possess(session, &whose.person, row),
        Act::Reprint { whose, reason, pdf, text, print } => {
            let output = Output { pdf, text, print, ..Output::default() };
            let mut desk = session.open_desk()?;
            let again = codes::reprint(&mut desk, &whose.person, &reason, &output)?;
            let rows = again.rows.to_string();
            let set = again.set.set.as_deref().unwrap_or_default();
            let values = [("login", whose.person.as_str()), ("set", set), ("rows", &rows)];
            out.result(&again, || made(out, "cli-codes-reprinted", &values, &output));
        }
    }
    Ok(0)
}

fn verify(session: &Session, login: &str) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let typed = secret::from_stdin(&format!("{} ", out.say("cli-type-recovery", &[])))?;
    let verdict = codes::verify(&mut desk, login, &typed)?;
    out.result(&verdict, || judged(out, login, &verdict));
    Ok(match verdict.verdict {
        Word::Accepted => 0,
        Word::Throttled => 3,
        Word::Used | Word::Wrong | Word::Mistyped | Word::Void => 1,
    })
}

/// Names a row to be asked; or checks the letters of one that was.
fn possess(session: &Session, login: &str, row: Option<u32>) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let said = match row {
        None => codes::ask(&mut desk, login)?,
        Some(row) => {
            let typed = secret::from_stdin(&format!("{} ", out.say("cli-type-grey", &[])))?;
            codes::answer(&mut desk, login, row, &typed)?
        }
    };
    out.result(&said, || at_hand(out, login, &said));
    Ok(match said.verdict {
        None | Some(AtHand::Right) => 0,
        Some(AtHand::Throttled) => 3,
        Some(AtHand::Wrong | AtHand::AskedAll) => 1,
    })
}

fn at_hand(out: &Out, login: &str, said: &Possession) -> String {
    let id = match said.verdict {
        None => "cli-possess-ask",
        Some(AtHand::Right) => "cli-possess-right",
        Some(AtHand::Wrong) => "cli-possess-wrong",
        Some(AtHand::AskedAll) => "cli-possess-asked-all",
        Some(AtHand::Throttled) => return throttled(out, said.until.as_deref()),
    };
    let row = said.row.map_or_else(String::new, |row| row.to_string());
    let set = said.set.as_deref().unwrap_or_default();
    out.say(id, &[("login", login), ("row", &row), ("set", set)])
}

/// Until when nothing is checked.
fn throttled(out: &Out, until: Option<&str>) -> String {
    match until {
        Some(until) => out.say("cli-verdict-throttled", &[("until", until)]),
        None => out.say("cli-verdict-throttled-set", &[]),
    }
}

fn issued(out: &Out, login: &str, set: &SetCard, output: &Output) -> String {
    let count = set.count.to_string();
    let name = set.set.as_deref().unwrap_or_default();
    let values = [("login", login), ("set", name), ("count", &count)];
    made(out, "cli-codes-issued", &values, output)
}

/// What was done, and the files that came of it.
fn made(out: &Out, id: &str, values: &[(&str, &str)], output: &Output) -> String {
    let mut lines = vec![out.say(id, values)];
    for file in [&output.pdf, &output.text].into_iter().flatten() {
        lines.push(out.say("cli-file-made", &[("file", &file.display().to_string())]));
    }
    lines.join("\n")
}

fn status(out: &Out, set: &SetCard) -> String {
    let Some(name) = &set.set else { return out.say("cli-no-codes", &[]) };
    let (left, count) = (set.left.to_string(), set.count.to_string());
    let values = [
        ("set", name.as_str()),
        ("created", set.created.as_deref().unwrap_or_default()),
        ("by", set.by.as_deref().unwrap_or_default()),
        ("left", &left),
        ("count", &count),
    ];
    let mut lines = vec![out.say("cli-codes-status", &values)];
    lines.extend(set.voided.as_ref().map(|at| out.say("cli-codes-void-since", &[("at", at)])));
    lines.join("\n")
}

fn past(out: &Out, set: &PastSet) -> String {
    let used = set.rows.iter().filter(|row| row.used.is_some()).count();
    let (left, count) = ((set.rows.len() - used).to_string(), set.rows.len().to_string());
    let values = [
        ("set", set.set.as_str()),
        ("created", &set.created),
        ("by", &set.by),
        ("left", &left),
        ("count", &count),
    ];
    let mut lines = vec![out.say("cli-codes-status", &values)];
    lines.extend(set.voided.as_ref().map(|at| out.say("cli-codes-void-since", &[("at", at)])));
    for row in &set.rows {
        if let (Some(at), Some(by)) = (&row.used, &row.by) {
            let values = [("row", row.row.to_string()), ("at", at.clone()), ("by", by.clone())];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            lines.push(out.say("cli-codes-row", &values));
        }
    }
    lines.join("\n")
}

fn judged(out: &Out, login: &str, verdict: &CodeVerdict) -> String {
    let row = verdict.row.map_or_else(String::new, |row| row.to_string());
    let left = verdict.left.to_string();
    let place = verdict.look_at.map(|place| place.to_string());
    let day = verdict.when.as_deref().map(|when| when.chars().take(10).collect::<String>());
    let id = match (verdict.verdict, &place) {
        // An emergency code has no row.
        (Word::Accepted, _) if verdict.row.is_none() => "cli-verdict-emergency",
        (Word::Used, _) if verdict.row.is_none() => "cli-verdict-emergency-used",
        (Word::Void, _) if verdict.row.is_none() => "cli-verdict-emergency-over",
        (Word::Accepted, _) => "cli-verdict-accepted",
        (Word::Used, _) => "cli-verdict-used",
        (Word::Wrong, _) => "cli-verdict-wrong",
        (Word::Mistyped, None) => "cli-verdict-mistyped",
        (Word::Mistyped, Some(_)) => "cli-verdict-mistyped-at",
        (Word::Void, _) => "cli-verdict-void",
        (Word::Throttled, _) => return throttled(out, verdict.until.as_deref()),
    };
    let (place, day) = (place.unwrap_or_default(), day.unwrap_or_default());
    let values =
        [("login", login), ("row", &row), ("left", &left), ("place", &place), ("day", &day)];
    out.say(id, &values)
}
