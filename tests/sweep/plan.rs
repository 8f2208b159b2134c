//! What is provisioned: the fobs, the people and the orders, and the folder in which it begins.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};
use desk::{NewPerson, SystemWorld};
use desk_tests::props::stage::desk_in;
use fob_sim::{Model, PracticeSockets};
use tempfile::TempDir;

/// One fob for one person.
pub(crate) struct Job {
    pub(crate) person: &'static str,
    pub(crate) model: Model,
    pub(crate) profile: &'static str,
    /// Whether a set of recovery codes goes with it.
    pub(crate) codes: bool,
}

/// Which run it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Five fobs of four makes, three by OATH, two by their slots.
    Five,
    /// One fob with recovery codes.
    Codes,
    /// One fob, by the real program in several calls.
    Call,
    /// The five, by a program that writes the fob first.
    Control,
}

const fn job(person: &'static str, model: Model, profile: &'static str) -> Job {
    Job { person, model, profile, codes: false }
}

const FIVE: [Job; 5] = [
    job("anna", Model::Yubikey5, "oath-hotp"),
    job("boris", Model::Yubikey5, "slot1-hotp"),
    job("clara", Model::Canokey, "oath-hotp"),
    job("dmitri", Model::Yubikey4, "slot2-hotp"),
    job("eva", Model::Nitrokey3, "oath-hotp"),
];

const ONE: [Job; 1] = [job("anna", Model::Yubikey5, "oath-hotp")];

const CODES: [Job; 1] = [Job { codes: true, ..ONE[0] }];

impl Plan {
    /// The word for it on the command line of a run.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Five => "five",
            Self::Codes => "codes",
            Self::Call => "call",
            Self::Control => "control",
        }
    }

    /// The plan of that word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Five, Self::Codes, Self::Control].into_iter().find(|plan| plan.word() == word)
    }

    /// Its jobs; the first one has the first serial, and so on.
    pub(crate) fn jobs(self) -> &'static [Job] {
        match self {
            Self::Five | Self::Control => &FIVE,
            Self::Codes => &CODES,
            Self::Call => &ONE,
        }
    }

    /// Its jobs with the serials of their fobs.
    pub(crate) fn with_serials(self) -> impl Iterator<Item = (u32, &'static Job)> {
        (9_000_001..).zip(self.jobs())
    }
}

/// A folder as the programs have it: a practice ledger and practice fobs.
pub(crate) struct Home(TempDir);

impl Home {
    /// Nothing is there, not even a ledger.
    pub(crate) fn empty() -> anyhow::Result<Self> {
        Ok(Self(TempDir::new()?))
    }

    /// The people are known and the fobs are plugged in; nothing is provisioned.
    pub(crate) fn fresh(plan: Plan) -> anyhow::Result<Self> {
        let home = Self(TempDir::new()?);
        let models: Vec<Model> = plan.jobs().iter().map(|job| job.model).collect();
        let fobs = PracticeSockets::open(&fobs_in(home.path()), &models)?;
        let made = fobs.fobs()?;
        for ((serial, job), fob) in plan.with_serials().zip(&made) {
            ensure!(fob.serial == serial.to_string() && fob.model == job.model, "{fob:?}");
        }
        let mut desk = desk_in(&ledger_in(home.path()), Arc::new(SystemWorld), Box::new(fobs));
        for job in plan.jobs() {
            let (login, name) = (job.person.to_owned(), job.person.to_uppercase());
            desk::people::add(&mut desk, NewPerson { login, name, ..NewPerson::default() })?;
        }
        Ok(home)
    }

    /// The same folder once more, file by file, as a disk has it after a crash.
    pub(crate) fn copy(&self) -> anyhow::Result<Self> {
        let copy = Self(TempDir::new()?);
        copy_folder(self.path(), copy.path())?;
        Ok(copy)
    }

    /// Pulls every fob out and plugs it in again.
    pub(crate) fn replug(&self) -> anyhow::Result<()> {
        let fobs = PracticeSockets::open(&fobs_in(self.path()), &[])?;
        for fob in fobs.fobs()? {
            fobs.remove(Some(&fob.serial))?;
            fobs.insert(Some(&fob.serial))?;
        }
        Ok(())
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves it on the disk, to be looked at.
    pub(crate) fn keep(self) -> PathBuf {
        self.0.keep()
    }
}

/// The folder of the practice ledger.
pub(crate) fn ledger_in(home: &Path) -> PathBuf {
    home.join("practice")
}

/// The folder of the practice fobs.
pub(crate) fn fobs_in(home: &Path) -> PathBuf {
    home.join("practice").join("fobs")
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, copy) = (entry.as_ref().map(fs::DirEntry::path), to.to_owned());
        let path = path.map_err(|e| anyhow::anyhow!("{e}"))?;
        let copy = copy.join(path.file_name().context("a file has a name")?);
        if path.is_dir() {
            copy_folder(&path, &copy)?;
        } else {
            fs::copy(&path, &copy).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}
