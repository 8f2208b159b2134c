//! `fobctl profiles`: what is written to a fob, and where.

use clap::{Subcommand, ValueEnum};
use desk::profiles::{self, ProfileCard};
use desk::{Algorithm, Fault, Place, Profile, TokenKind};

use crate::out::{Out, table};
use crate::session::Session;

/// Seconds of a time step where none is given.
const USUAL_PERIOD: u32 = 30;

/// The options of `profiles`; without an act it lists them.
#[derive(Debug, clap::Args)]
pub(crate) struct Profiles {
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Add a profile
    Add(Add),
}

/// The parts of a profile.
#[derive(Debug, clap::Args)]
struct Add {
    /// The new profile's name
    name: String,
    /// Codes by a counter, or by the clock
    #[arg(long)]
    kind: Counts,
    /// Where in the fob
    #[arg(long = "where", value_name = "PLACE")]
    place: Where,
    /// How many digits a code has
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(6..=8))]
    digits: u8,
    /// The hash that makes the codes
    #[arg(long, default_value = "sha1")]
    algorithm: Hash,
    /// Seconds that a code by the clock is good for [default: 30]
    #[arg(long, value_name = "S")]
    period: Option<u32>,
    /// Where the counter begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    counter: u64,
    /// Ask for a touch for every code
    #[arg(long)]
    touch: bool,
    /// Type Enter after the code
    #[arg(long)]
    enter: bool,
    /// The issuer in the credential's name
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Counts {
    /// By a counter
    Hotp,
    /// By the clock
    Totp,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Where {
    /// The application for codes
    Oath,
    /// The short touch
    Slot1,
    /// The long touch
    Slot2,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Hash {
    /// SHA-1
    Sha1,
    /// SHA-256
    Sha256,
    /// SHA-512
    Sha512,
}

impl From<Add> for Profile {
    fn from(add: Add) -> Self {
        let kind = match add.kind {
            Counts::Hotp => TokenKind::Hotp,
            Counts::Totp => TokenKind::Totp,
        };
        let usual = (kind == TokenKind::Totp).then_some(USUAL_PERIOD);
        Self {
            name: add.name,
            kind,
            place: match add.place {
                Where::Oath => Place::Oath,
                Where::Slot1 => Place::Slot1,
                Where::Slot2 => Place::Slot2,
            },
            digits: add.digits,
            algorithm: match add.algorithm {
                Hash::Sha1 => Algorithm::Sha1,
                Hash::Sha256 => Algorithm::Sha256,
                Hash::Sha512 => Algorithm::Sha512,
            },
            period: add.period.or(usual),
            counter: add.counter,
            touch: add.touch,
            enter: add.enter,
            issuer: add.issuer,
        }
    }
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: Profiles) -> Result<u8, Fault> {
    let out = &session.out;
    match asked.act {
        None => {
            let cards = profiles::list(&mut session.open_desk()?)?;
            out.result(&cards, || list(out, &cards));
        }
        Some(Act::Add(add)) => {
            let card = profiles::add(&mut session.open_desk()?, &add.into())?;
            out.result(&card, || out.say("cli-profile-added", &[("name", &card.name)]));
        }
    }
    Ok(0)
}

fn list(out: &Out, cards: &[ProfileCard]) -> String {
    let headings = ["cli-name", "cli-kind", "cli-place", "cli-digits", "cli-algorithm", "cli-rest"];
    let rows: Vec<Vec<String>> = cards
        .iter()
        .map(|card| {
            let mut rest = Vec::new();
            rest.extend(card.period.map(|seconds| format!("{seconds} s")));
            rest.extend((card.counter > 0).then(|| format!("+{}", card.counter)));
            rest.extend(card.touch.then(|| out.say("cli-with-touch", &[])));
            rest.extend(card.enter.then(|| "Enter".to_owned()));
            rest.extend(card.issuer.clone());
            vec![
                card.name.clone(),
                card.kind.clone(),
                card.place.clone(),
                card.digits.to_string(),
                card.algorithm.clone(),
                rest.join(", "),
            ]
        })
        .collect();
    table(&headings.map(|id| out.say(id, &[])), &rows)
}
