//! `fobctl whose`: whose fob shows these codes; and `fobctl warnings`: whom to call before he calls.

use desk::whose::{self, WhoseCard};
use desk::{Fault, early};

use crate::attendant::{Clerk, Codes};
use crate::out::{self, Out};
use crate::session::Session;

/// The options of `whose`.
#[derive(Debug, clap::Args)]
pub(crate) struct Whose {
    /// Two codes of the fob, one right after the other; or three
    #[arg(long, value_name = "A,B")]
    codes: String,
    /// How many counters to look ahead on each fob [default: 100 to 1,000, by their number]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    window: Option<u64>,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Whose) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let codes = [asked.codes.clone()];
    let card = whose::whose(&mut desk, &mut clerk, &codes, asked.window)?;
    out.result(&card, || words(out, &card));
    Ok(if card.matches.len() == 1 { 0 } else { 1 })
}

fn words(out: &Out, card: &WhoseCard) -> String {
    let mut text = card.say.clone();
    if card.matches.len() > 1 {
        let headings = ["cli-fob", "cli-person", "cli-state", "cli-place"];
        let headings = headings.map(|id| out.say(id, &[]));
        let row = |one: &whose::WhoseMatch| {
            let person = one.person.clone().unwrap_or_default();
            vec![one.fob.clone(), person, state(out, &one.state), one.place.clone()]
        };
        let rows: Vec<_> = card.matches.iter().map(row).collect();
        text = format!("{text}\n{}", out::table(&headings, &rows).trim_end());
    }
    format!("{text}\n{}", card.now)
}

/// Lists the fobs that are likely to fail.
pub(crate) fn warnings(session: &Session) -> Result<u8, Fault> {
    let out = &session.out;
    let cards = early::warnings(&mut session.open_desk()?)?;
    out.result(&cards, || {
        let line = |one: &early::WarningCard| {
            let name = one.name.as_deref().or(one.person.as_deref()).unwrap_or("–");
            format!("{name}, {}: {} {}", one.fob, one.say, one.now)
        };
        match cards.as_slice() {
            [] => out.say("cli-no-warnings", &[]),
            all => all.iter().map(line).collect::<Vec<_>>().join("\n"),
        }
    });
    Ok(0)
}

fn state(out: &Out, state: &str) -> String {
    out.say(&format!("cli-state-{}", state.replace('_', "-")), &[])
}
