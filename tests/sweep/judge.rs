//! The judge: what the fobs hold against what the record knows.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use desk::{Place, SystemWorld};
use desk_store::{Ledger, Mark, Token, TokenState, View, With};
use desk_tests::props::stage::desk_in;
use fob_sim::{Fob, PracticeSockets, read_state, system};

use crate::control;
use crate::plan::{Home, Plan, fobs_in, ledger_in};

/// A secret, where it is or where it should be.
#[derive(PartialEq, Eq)]
pub(crate) struct Secret {
    pub(crate) fob: String,
    pub(crate) place: Place,
    pub(crate) name: Option<String>,
    pub(crate) seed: Vec<u8>,
}

/// What was found in a folder. Nothing at all is the good case.
#[derive(Default)]
pub(crate) struct Findings {
    /// Secrets in fobs that the record does not know, whatever state they are in.
    pub(crate) lost: usize,
    /// Live tokens whose fob holds something else, and fobs without a live token of what they hold.
    pub(crate) unknown: usize,
    /// Live tokens of one place, or of one person, beyond the first.
    pub(crate) double: usize,
    /// Tokens that are not given, open lines, damage.
    pub(crate) unfinished: Vec<String>,
}

/// Just after the kill: is there a seed in any fob that nobody knows? Looks at a copy, so that the
/// next start finds the folder as the dead program left it.
pub(crate) fn after_the_kill(home: &Home, plan: Plan) -> anyhow::Result<Findings> {
    let copy = home.copy()?;
    let known = match plan {
        Plan::Control => control::listed(copy.path())?,
        // Killed while the ledger was made: nothing is known, and nothing may be held.
        _ if !ledger_in(copy.path()).join("ledger.db").exists() => Vec::new(),
        _ => known(&ledger(copy.path())?.view()?)?,
    };
    let held = held(copy.path())?;
    let lost = held.iter().filter(|secret| !known.contains(secret)).count();
    Ok(Findings { lost, ..Findings::default() })
}

/// After the last start: is everybody served, and does everything agree?
pub(crate) fn at_the_end(home: &Home, plan: Plan) -> anyhow::Result<Findings> {
    let ledger = ledger(home.path())?;
    let view = ledger.view()?;
    let (known, held) = (known(&view)?, held(home.path())?);
    let tokens = tokens(&view)?;
    let live: Vec<&Token> = tokens.iter().filter(|token| token.state.is_live()).collect();
    let mut findings = Findings {
        lost: held.iter().filter(|secret| !known.contains(secret)).count(),
        ..Findings::default()
    };
    let live_secrets = live.iter().map(|t| secret_of(&view, t)).collect::<Result<Vec<_>, _>>()?;
    findings.unknown += held.iter().filter(|secret| !live_secrets.contains(secret)).count();
    findings.unknown += live_secrets.iter().filter(|secret| !held.contains(secret)).count();

    for (at, token) in live.iter().enumerate() {
        let before = &live[..at];
        let place = |t: &Token| (t.fob, t.place, t.name.clone());
        findings.double += usize::from(before.iter().any(|t| place(t) == place(token)));
        findings.double += usize::from(before.iter().any(|t| t.person == token.person));
    }
    findings.unfinished = unfinished(&view, home.path(), plan, &live)?;
    if plan == Plan::Codes {
        findings.unfinished.extend(paper(home.path(), plan)?);
    }
    Ok(findings)
}

fn unfinished(
    view: &View<'_>,
    home: &Path,
    plan: Plan,
    live: &[&Token],
) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for (serial, job) in plan.with_serials() {
        let person = view.person_by_login(job.person)?.context("the person")?;
        let theirs: Vec<_> = live.iter().filter(|t| t.person == Some(person.id)).collect();
        let [token] = theirs[..] else {
            found.push(format!("{} has {} tokens", job.person, theirs.len()));
            continue;
        };
        let fob = view.fob(token.fob)?.context("the fob")?;
        if fob.called() != serial.to_string() || fob.person != Some(person.id) {
            found.push(format!("{} has not the fob {serial}", job.person));
        }
        if token.state != TokenState::Assigned {
            found.push(format!("{}'s token is {}", job.person, token.state));
        }
        // The ledger's number is a lower bound, and near enough that the next code is found.
        let counter = counter(home, serial, token)?;
        if token.next > counter + 1 || counter > token.next + 9 {
            found.push(format!("{}'s fob is at {counter}, not {}", job.person, token.next));
        }
    }
    found.extend(view.open_lines()?.iter().map(|line| format!("line {} is open", line.id)));
    let checked = view.check_everything()?;
    found.extend(checked.findings.iter().map(|finding| format!("{finding:?}")));
    if checked.audit.broken.is_some() || view.verify_log()?.broken.is_some() {
        found.push("the log is broken".to_owned());
    }
    Ok(found)
}

/// One of the files with codes holds the set that is valid; a file that was cut off holds none.
fn paper(home: &Path, plan: Plan) -> anyhow::Result<Vec<String>> {
    let fobs = PracticeSockets::open(&fobs_in(home), &[])?;
    let mut desk = desk_in(&ledger_in(home), Arc::new(SystemWorld), Box::new(fobs));
    let mut found = Vec::new();
    for job in plan.jobs() {
        let mut accepted = 0;
        let mut files = 0;
        while let Ok(text) = std::fs::read_to_string(home.join(format!("codes-{}.txt", files + 1)))
        {
            files += 1;
            let Some(code) = text.lines().next().and_then(|line| line.split(". ").nth(1)) else {
                continue;
            };
            let verdict = desk::codes::verify(&mut desk, job.person, code)?;
            accepted += usize::from(verdict.verdict == desk::codes::Word::Accepted);
        }
        if accepted != 1 {
            found.push(format!("{accepted} of {files} files hold {}'s codes", job.person));
        }
    }
    Ok(found)
}

/// The practice ledger, open.
fn ledger(home: &Path) -> anyhow::Result<Ledger> {
    let dir = ledger_in(home);
    let mut ledger = Ledger::open(&dir, Arc::new(SystemWorld))?;
    ledger.unlock(With::PracticeKey(&dir.join("ledger.key")), Mark::Respect)?;
    Ok(ledger)
}

fn tokens(view: &View<'_>) -> anyhow::Result<Vec<Token>> {
    let fobs = view.fobs()?;
    let each: Result<Vec<_>, _> = fobs.iter().map(|fob| view.tokens_in(fob.id)).collect();
    Ok(each?.into_iter().flatten().collect())
}

fn known(view: &View<'_>) -> anyhow::Result<Vec<Secret>> {
    tokens(view)?.iter().map(|token| secret_of(view, token)).collect()
}

fn secret_of(view: &View<'_>, token: &Token) -> anyhow::Result<Secret> {
    let fob = view.fob(token.fob)?.context("the fob of a token")?;
    let seed = view.seed(token.id)?.expose().to_vec();
    let (fob, name) = (fob.called().to_owned(), token.name.clone());
    Ok(Secret { fob, place: token.place, name, seed })
}

/// Every secret in every fob.
fn held(home: &Path) -> anyhow::Result<Vec<Secret>> {
    let mut held = Vec::new();
    for known in PracticeSockets::open(&fobs_in(home), &[])?.fobs()? {
        let state = state(home, &known.serial)?;
        for credential in state.credentials() {
            held.push(Secret {
                fob: known.serial.clone(),
                place: Place::Oath,
                name: Some(String::from_utf8(credential.name.clone())?),
                seed: credential.secret.clone(),
            });
        }
        for (number, place) in [(1, Place::Slot1), (2, Place::Slot2)] {
            if let Some(slot) = state.slot(number) {
                let fob = known.serial.clone();
                held.push(Secret { fob, place, name: None, seed: slot.secret() });
            }
        }
    }
    Ok(held)
}

/// The next moving factor in the fob, where the token is.
fn counter(home: &Path, serial: u32, token: &Token) -> anyhow::Result<u64> {
    let state = state(home, &serial.to_string())?;
    let name = token.name.as_deref().unwrap_or_default();
    let counter = match token.place {
        Place::Oath => state.credential(name).map(|credential| credential.counter),
        Place::Slot1 => state.slot(1).map(|slot| slot.counter),
        Place::Slot2 => state.slot(2).map(|slot| slot.counter),
    };
    counter.with_context(|| format!("nothing is at {} of {serial}", token.place))
}

fn state(home: &Path, serial: &str) -> anyhow::Result<Fob> {
    let file = fobs_in(home).join(format!("{serial}.json"));
    ensure!(file.exists(), "{} is gone", file.display());
    read_state(&file, system())?.context("a fob's state")
}
