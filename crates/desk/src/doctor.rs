//! Is this desk fit for work? Each check says what it found and what to do now.

mod clock;
mod rules;

use fob_wire::cable::Transport;
use serde::Serialize;

use crate::desk::{Desk, Key};
use crate::fault::{Cause, Fault};
use crate::report::Report;
use crate::step::plugged;
use crate::words::{say, say_now};

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum State {
    /// All is well.
    Ok,
    /// Work is possible; something wants attention.
    Warn,
    /// Work is not possible.
    Fail,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Check {
    /// What was checked.
    pub name: String,
    /// How it went.
    pub state: State,
    /// What was found.
    pub what: String,
    /// What to do now; nothing when all is well.
    pub now: Option<String>,
}

/// All checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Checkup {
    /// In the order in which work needs them.
    pub checks: Vec<Check>,
}

impl Checkup {
    /// Whether anything failed.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.checks.iter().any(|check| check.state == State::Fail)
    }
}

/// Looks at the smart card service, the fobs, the right to use them, the keyring, the ledger and
/// the clock. Changes nothing.
pub fn checkup(desk: &mut Desk) -> Checkup {
    let mut checks = Vec::new();
    checks.extend(fobs(desk));
    checks.extend(rules::check(desk));
    checks.extend(keyring(desk));
    checks.extend(ledger(desk));
    checks.extend(clock::check(desk));
    Checkup { checks }
}

fn fobs(desk: &mut Desk) -> Vec<Check> {
    let looked = desk.setting.sockets.look().map_err(Fault::from);
    let sockets = match looked {
        Ok(sockets) => sockets,
        Err(fault) => return vec![bad(desk, "readers", State::Fail, &fault)],
    };
    if sockets.is_empty() {
        return vec![bad(desk, "readers", State::Warn, &Cause::NoReader.into())];
    }
    // Fobs that are keyboards are there without a service, so nothing is said of one.
    let cards = sockets.iter().any(|socket| socket.transport == Transport::Pcsc);
    let sentence = if cards { "doctor-readers" } else { "doctor-keyboards" };
    let readers = vec![well(desk, "readers", sentence, sockets.len())];
    let found = match plugged::all(desk.setting.sockets.as_mut()) {
        Err(fault) => vec![bad(desk, "fobs", State::Fail, &fault)],
        Ok(looks) if looks.is_empty() => {
            vec![bad(desk, "fobs", State::Warn, &Cause::NoFob.into())]
        }
        Ok(looks) => {
            let answering = looks.iter().filter(|(_, look)| look.is_ok()).count();
            let mute = looks.iter().filter_map(|(_, look)| look.as_ref().err());
            let mute: Vec<_> = mute.map(|fault| bad(desk, "fobs", State::Warn, fault)).collect();
            match answering {
                0 => mute,
                n => [vec![well(desk, "fobs", "doctor-fobs", n)], mute].concat(),
            }
        }
    };
    [readers, found].concat()
}

fn keyring(desk: &mut Desk) -> Vec<Check> {
    let Key::Keyring(door) = &desk.setting.key else { return Vec::new() };
    match door.probe(std::time::Duration::from_secs(5)) {
        Ok(()) => vec![well(desk, "keyring", "doctor-keyring", 1)],
        Err(error) => vec![bad(desk, "keyring", State::Fail, &error.into())],
    }
}

fn ledger(desk: &mut Desk) -> Vec<Check> {
    let found = desk.opened().and_then(|ledger| {
        let view = ledger.view()?;
        Ok((view.check_everything()?, view.open_lines()?.len()))
    });
    let (checked, open) = match found {
        Ok(found) => found,
        Err(fault) => {
            // Nobody has set up a ledger yet, or it is locked on purpose: no defect.
            let usual = matches!(fault.cause, Cause::NoVault | Cause::VaultLocked);
            let state = if usual { State::Warn } else { State::Fail };
            return vec![bad(desk, "ledger", state, &fault)];
        }
    };
    let mut checks = Vec::new();
    match checked.findings.first() {
        None => {
            let rows = usize::try_from(checked.rows).unwrap_or(usize::MAX);
            checks.push(well(desk, "ledger", "doctor-ledger", rows));
        }
        Some(finding) => {
            let cause = Cause::LedgerChanged { table: finding.table.clone() };
            let fault = Fault::from(cause).detailed(finding.what.clone());
            checks.push(bad(desk, "ledger", State::Fail, &fault));
        }
    }
    if open > 0 {
        let number = open.to_string();
        let values = [("n", number.as_str())];
        checks.push(Check {
            name: "open".into(),
            state: State::Warn,
            what: say(desk.lang(), "doctor-open", &values),
            now: Some(say_now(desk.lang(), "doctor-open", &values)),
        });
    }
    checks
}

fn well(desk: &Desk, name: &str, sentence: &str, n: usize) -> Check {
    let number = n.to_string();
    let what = say(desk.lang(), sentence, &[("n", &number)]);
    Check { name: name.to_owned(), state: State::Ok, what, now: None }
}

fn bad(desk: &Desk, name: &str, state: State, fault: &Fault) -> Check {
    let report = Report::of(fault, desk.lang());
    Check { name: name.to_owned(), state, what: report.what, now: Some(report.now) }
}
