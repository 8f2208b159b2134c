//! Can the times of the history be believed? Entries stand in the order in which they were written;
//! where one bears an earlier time than the one in front of it, a clock was put back, or the clocks
//! of two computers differ. A minute of difference is nothing.

use desk_store::audit::{Filter, Logged};
use desk_store::{View, WorkstationId};

use super::{Check, State};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::words::{say, say_now};

/// How far back the history is looked at.
const NEWEST: u32 = 1000;
/// What two clocks may differ by (ms).
const MINUTE: i64 = 60_000;

/// A time that is earlier than one before it.
#[derive(Debug, PartialEq, Eq)]
struct Jump {
    /// The entry that bears the later time.
    n: u64,
    /// Whose clock wrote it, and whose came after.
    from: WorkstationId,
    to: WorkstationId,
}

/// The check; nothing where the history cannot be read, which another check tells.
pub(super) fn check(desk: &mut Desk) -> Option<Check> {
    let lang = desk.lang();
    let view = desk.opened().ok()?.view().ok()?;
    let (jump, name) = look(&view).ok()?;
    let Some(jump) = jump else {
        let what = say(lang, "doctor-clock", &[]);
        return Some(Check { name: "clock".into(), state: State::Ok, what, now: None });
    };
    let here = view.workstation().ok()?.id;
    let sentence = match (jump.from == jump.to, jump.to == here) {
        (false, _) => "doctor-clock-differ",
        (true, true) => "doctor-clock-back",
        (true, false) => "doctor-clock-back-there",
    };
    let n = jump.n.to_string();
    let values = [("n", n.as_str()), ("computer", name.as_str())];
    Some(Check {
        name: "clock".into(),
        state: State::Warn,
        what: say(lang, sentence, &values),
        now: Some(say_now(lang, sentence, &values)),
    })
}

/// The newest jump, and the name of the computer after it.
fn look(view: &View<'_>) -> Result<(Option<Jump>, String), Fault> {
    let entries = view.log(&Filter { last: Some(NEWEST), ..Filter::default() })?;
    let jump = jump(&entries, view.now(), view.workstation()?.id);
    let stations = view.workstations()?;
    let after = jump.as_ref().and_then(|jump| stations.iter().find(|one| one.id == jump.to));
    let name = after.map(|station| station.name.clone()).unwrap_or_default();
    Ok((jump, name))
}

/// The present moment counts as an entry of this computer that is about to be written.
fn jump(entries: &[Logged], now: i64, here: WorkstationId) -> Option<Jump> {
    let mut after = (now, here);
    for entry in entries.iter().rev() {
        if after.0 < entry.at - MINUTE {
            return Some(Jump { n: entry.n, from: entry.workstation, to: after.1 });
        }
        after = (entry.at, entry.workstation);
    }
    None
}
