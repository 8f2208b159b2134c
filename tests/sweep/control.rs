//! The control: a program that writes the fob first and its list afterwards, as vendors' examples
//! for batches do. It is kinder than they are, in that each line is on the disk before the next
//! fob; and still a kill between the two loses a seed.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use data_encoding::HEXLOWER;
use desk::cable::{Go, Sockets};
use desk::{Place, SystemWorld, World};
use fob_sim::PracticeSockets;
use fob_wire::Talk;
use fob_wire::oath::{Algorithm, Kind, OathSession, Put};
use fob_wire::slot::{Config, Slot, SlotSession};

use crate::judge::Secret;
use crate::plan::{Job, Plan, fobs_in};
use crate::probe::{Probe, ProbedSockets};

/// Provisions every fob that is not in the list.
pub(crate) fn provision(plan: Plan, home: &Path, probe: &Probe) -> anyhow::Result<()> {
    let fobs = PracticeSockets::open(&fobs_in(home), &[])?;
    let readers = fobs.fobs()?;
    let mut sockets = ProbedSockets { fobs, probe: probe.clone() };
    for (serial, job) in plan.with_serials() {
        let serial = serial.to_string();
        if listed(home)?.iter().any(|secret| secret.fob == serial) {
            continue;
        }
        let reader = readers.iter().find(|fob| fob.serial == serial).context("its reader")?;
        let mut seed = [0; 20];
        SystemWorld.fill(&mut seed);
        let mut cable = sockets.connect(&reader.reader)?;
        let mut pause = |_, _| Go::On;
        let secret = write(&mut Talk::new(cable.as_mut(), &mut pause), serial, job, &seed)?;
        probe.event("commit:before");
        add(home, &secret)?;
        probe.event("commit:after");
    }
    Ok(())
}

/// What the list knows.
pub(crate) fn listed(home: &Path) -> anyhow::Result<Vec<Secret>> {
    let text = if list(home).exists() { fs::read_to_string(list(home))? } else { String::new() };
    let read = |line: &str| {
        let mut words = line.split(',');
        let mut word = || words.next().context("a word is missing");
        let (fob, place, name) = (word()?.to_owned(), word()?.parse()?, word()?.to_owned());
        let seed = HEXLOWER.decode(word()?.as_bytes())?;
        Ok(Secret { fob, place, name: Some(name).filter(|name| !name.is_empty()), seed })
    };
    text.lines().map(read).collect()
}

fn add(home: &Path, secret: &Secret) -> anyhow::Result<()> {
    let Secret { fob, place, name, seed } = secret;
    let mut file = OpenOptions::new().create(true).append(true).open(list(home))?;
    let (name, seed) = (name.as_deref().unwrap_or_default(), HEXLOWER.encode(seed));
    file.write_all(format!("{fob},{place},{name},{seed}\n").as_bytes())?;
    Ok(file.sync_all()?)
}

fn list(home: &Path) -> PathBuf {
    home.join("output.csv")
}

fn write(talk: &mut Talk<'_>, fob: String, job: &Job, seed: &[u8]) -> anyhow::Result<Secret> {
    let slot = match job.profile {
        "slot1-hotp" => Some((Slot::One, Place::Slot1)),
        "slot2-hotp" => Some((Slot::Two, Place::Slot2)),
        _ => None,
    };
    let Some((slot, place)) = slot else {
        let name = format!("Control:{}", job.person);
        let mut session = OathSession::open(talk)?;
        if session.list()?.iter().any(|listed| listed.name == name.as_bytes()) {
            session.delete(name.as_bytes())?;
        }
        session.put(&Put {
            name: name.as_bytes(),
            kind: Kind::Hotp,
            algorithm: Algorithm::Sha1,
            digits: 6,
            secret: seed,
            imf: 0,
            touch: false,
        })?;
        return Ok(Secret { fob, place: Place::Oath, name: Some(name), seed: seed.to_vec() });
    };
    SlotSession::open(talk)?.write(slot, &Config::hotp(seed)?, None)?;
    Ok(Secret { fob, place, name: None, seed: seed.to_vec() })
}
