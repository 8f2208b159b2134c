//! `fobctl codes`: a person's recovery codes.

use std::path::PathBuf;

use clap::Subcommand;
use desk::codes::{self, CodeVerdict, PastSet, SetCard, Word};
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
    /// Void the person's set
    Void(Whose),
    /// Check a code, read from standard input; an accepted code is spent
    Verify(Whose),
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
        Act::Void(whose) => {
            let set = codes::void(&mut session.open_desk()?, &whose.person)?;
            let values =
                [("set", set.set.as_deref().unwrap_or_default()), ("login", &whose.person)];
            out.result(&set, || out.say("cli-codes-voided", &values));
        }
        Act::Verify(whose) => return verify(session, &whose.person),
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

fn issued(out: &Out, login: &str, set: &SetCard, output: &Output) -> String {
    let count = set.count.to_string();
    let name = set.set.as_deref().unwrap_or_default();
    let values = [("login", login), ("set", name), ("count", &count)];
    let mut lines = vec![out.say("cli-codes-issued", &values)];
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
        (Word::Throttled, _) => "cli-verdict-throttled",
    };
    let (place, day) = (place.unwrap_or_default(), day.unwrap_or_default());
    let values =
        [("login", login), ("row", &row), ("left", &left), ("place", &place), ("day", &day)];
    out.say(id, &values)
}
