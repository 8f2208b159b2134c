//! `fobctl fobs`: what is plugged in, once or as it changes.

use desk::look::{self, FobCard, SlotCard};
use desk::{Desk, Fault};

use crate::out::{Out, table};
use crate::session::Session;

mod watch;

/// The options of `fobs`.
#[derive(Debug, clap::Args)]
pub(crate) struct Fobs {
    /// Go on telling what is plugged in and pulled out, one event a line
    #[arg(long)]
    watch: bool,
}

/// Runs it.
pub(crate) fn run(session: &Session, fobs: &Fobs) -> Result<u8, Fault> {
    let mut desk = session.desk()?;
    if fobs.watch { watch::run(session, &mut desk) } else { once(session, &mut desk) }
}

fn once(session: &Session, desk: &mut Desk) -> Result<u8, Fault> {
    let out = &session.out;
    let plugs = look::fobs(desk)?;
    // A fob that does not answer is plugged in all the same.
    if out.json || !plugs.fobs.is_empty() || plugs.troubles.is_empty() {
        out.result(&plugs.fobs, || list(out, &plugs.fobs));
    }
    for trouble in &plugs.troubles {
        out.trouble(&trouble.reader, &trouble.report);
    }
    Ok(0)
}

fn list(out: &Out, fobs: &[FobCard]) -> String {
    if fobs.is_empty() {
        return out.say("cli-nothing-plugged", &[]);
    }
    let mut headings =
        vec!["cli-fob", "cli-model", "cli-firmware", "cli-slots", "cli-state", "cli-person"];
    // Few fobs have a clock.
    let clocks = fobs.iter().any(|fob| fob.clock.is_some());
    headings.extend(clocks.then_some("cli-clock"));
    let rows: Vec<Vec<String>> = fobs
        .iter()
        .map(|fob| {
            let mut row = vec![
                fob.serial.clone().unwrap_or_else(|| out.say("cli-no-serial", &[])),
                fob.model.clone(),
                fob.firmware.clone().unwrap_or_default(),
                fob.slots.iter().map(|slot| slot_words(out, slot)).collect::<Vec<_>>().join(", "),
                fob.state
                    .as_ref()
                    .map_or_else(String::new, |s| out.say(&format!("cli-state-{s}"), &[])),
                fob.person.clone().unwrap_or_default(),
            ];
            row.extend(clocks.then(|| fob.clock.clone().unwrap_or_default()));
            row
        })
        .collect();
    let headings: Vec<String> = headings.iter().map(|id| out.say(id, &[])).collect();
    table(&headings, &rows)
}

fn slot_words(out: &Out, slot: &SlotCard) -> String {
    let id = match (slot.used, slot.ours) {
        (_, true) => "cli-slot-ours",
        (true, false) => "cli-slot-used",
        (false, false) => "cli-slot-free",
    };
    out.say(id, &[("slot", &slot.slot.to_string())])
}
