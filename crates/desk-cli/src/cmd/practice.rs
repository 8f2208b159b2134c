//! `fobctl practice`: what a hand does with the practice fobs.

use clap::Subcommand;
use desk::{Cause, Fault};
use fob_sim::{PracticeError, PracticeFob, PracticeSockets};
use serde::Serialize;

use crate::session::{Session, practice_fault};

/// The options of `practice`.
#[derive(Debug, clap::Args)]
pub(crate) struct Practice {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Press a slot: print what the fob types
    Press {
        /// The slot: 1 (short touch) or 2 (long touch)
        #[arg(value_parser = clap::value_parser!(u8).range(1..=2))]
        slot: u8,
        #[command(flatten)]
        which: Which,
    },
    /// Touch the fob for the command that waits, or for the next one
    Touch(Which),
    /// Pull the fob out
    Remove(Which),
    /// Plug the fob in again
    Insert(Which),
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The practice fob's serial [default: the only one there is]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
}

#[derive(Serialize)]
struct Pressed<'a> {
    fob: Named,
    slot: u8,
    typed: &'a str,
    enter: bool,
}

#[derive(Serialize)]
struct Handled {
    fob: Named,
    plugged: bool,
}

#[derive(Serialize)]
struct Named {
    serial: String,
}

/// Runs it.
pub(crate) fn run(session: &Session, practice: Practice) -> Result<u8, Fault> {
    let sockets = session.practice()?;
    match practice.act {
        Act::Press { slot, which } => press(session, &sockets, slot, &which),
        Act::Touch(which) => handle(session, &sockets, &which, "cli-touched", |sockets, serial| {
            sockets.touch(serial)
        }),
        Act::Remove(which) => {
            handle(session, &sockets, &which, "cli-removed", |sockets, serial| {
                sockets.remove(serial)
            })
        }
        Act::Insert(which) => {
            handle(session, &sockets, &which, "cli-inserted", |sockets, serial| {
                sockets.insert(serial)
            })
        }
    }
}

fn press(
    session: &Session,
    sockets: &PracticeSockets,
    slot: u8,
    which: &Which,
) -> Result<u8, Fault> {
    let fob = chosen(sockets, which, |fob| fob.plugged)?;
    let text = sockets
        .press(Some(&fob.serial), slot)
        .map_err(|error| practice_fault(&error, &fob.serial, slot))?;
    let typed = text.trim_end_matches('\n');
    let pressed =
        Pressed { fob: Named { serial: fob.serial }, slot, typed, enter: typed.len() < text.len() };
    session.out.result(&pressed, || typed.to_owned());
    Ok(0)
}

fn handle(
    session: &Session,
    sockets: &PracticeSockets,
    which: &Which,
    said: &str,
    act: impl Fn(&PracticeSockets, Option<&str>) -> Result<(), PracticeError>,
) -> Result<u8, Fault> {
    let inserts = said == "cli-inserted";
    let fob = chosen(sockets, which, |fob| fob.plugged != inserts)?;
    act(sockets, Some(&fob.serial)).map_err(|error| practice_fault(&error, &fob.serial, 0))?;
    let now = sockets.fobs().map_err(|error| practice_fault(&error, "", 0))?;
    let plugged = now.iter().any(|f| f.serial == fob.serial && f.plugged);
    let out = &session.out;
    let text = out.say(said, &[("serial", &fob.serial)]);
    out.result(&Handled { fob: Named { serial: fob.serial }, plugged }, || text);
    Ok(0)
}

/// The fob that is meant: the named one, else the only one that fits the act, else the only one.
fn chosen(
    sockets: &PracticeSockets,
    which: &Which,
    fits: impl Fn(&PracticeFob) -> bool,
) -> Result<PracticeFob, Fault> {
    let fobs = sockets.fobs().map_err(|error| practice_fault(&error, "", 0))?;
    if let Some(serial) = &which.fob {
        let named = fobs.into_iter().find(|fob| fob.serial == *serial);
        return named.ok_or_else(|| Cause::FobNotHere { serial: serial.clone() }.into());
    }
    let fitting: Vec<&PracticeFob> = fobs.iter().filter(|fob| fits(fob)).collect();
    match (&fitting[..], &fobs[..]) {
        ([one], _) => Ok((*one).clone()),
        ([], [one]) => Ok(one.clone()),
        ([], []) => Err(Cause::NoFob.into()),
        ([], several) => Err(which_of(several.iter())),
        (several, _) => Err(which_of(several.iter().copied())),
    }
}

fn which_of<'a>(fobs: impl Iterator<Item = &'a PracticeFob>) -> Fault {
    let serials: Vec<&str> = fobs.map(|fob| fob.serial.as_str()).collect();
    Cause::WhichFob { serials: serials.join(", ") }.into()
}
