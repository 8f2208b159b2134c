//! From the options of every command to a desk: which folder, which key, which cables, and who
//! sits here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Cause, Desk, Fault, Key, Setting, seat};
use fob_link::PcscSockets;
use fob_sim::{Model, PracticeError, PracticeSockets};
use zeroize::Zeroizing;

use crate::every::Every;
use crate::out::Out;
use crate::{secret, usage};

/// One call of the program.
pub(crate) struct Session {
    /// The options of every command.
    pub(crate) every: Every,
    /// How this call speaks.
    pub(crate) out: Out,
}

impl Session {
    /// A session out of the options.
    pub(crate) fn new(every: Every) -> Self {
        let out = Out::new(every.json, every.quiet, every.lang());
        Self { every, out }
    }

    /// Whether fobs are made of software.
    pub(crate) fn practises(&self) -> bool {
        self.every.practice.is_some()
    }

    /// A desk whose ledger is opened when it is needed, with nobody asked.
    ///
    /// # Errors
    /// A passphrase file that cannot be read, an unknown practice model, no folder for data.
    pub(crate) fn desk(&self) -> Result<Desk, Fault> {
        let key = match &self.every.passphrase_file {
            _ if self.practises() => Key::Practice,
            Some(file) => Key::Passphrase(secret::from_file(file)?),
            None => Key::Keyring(desk::KeyringDoor::system()),
        };
        self.desk_with(key)
    }

    /// A desk with its ledger open; where there is no keyring to ask, the person is asked for the
    /// passphrase.
    ///
    /// # Errors
    /// As [`Desk::ledger`].
    pub(crate) fn open_desk(&self) -> Result<Desk, Fault> {
        self.desk_after(|desk| desk.ledger().map(drop))
    }

    /// A desk after a first act that needs the key; where there is no keyring to ask, the person
    /// is asked for the passphrase and the act is done again.
    ///
    /// # Errors
    /// Those of the act.
    pub(crate) fn desk_after(
        &self,
        act: impl Fn(&mut Desk) -> Result<(), Fault>,
    ) -> Result<Desk, Fault> {
        let mut desk = self.desk()?;
        match act(&mut desk) {
            Ok(()) => Ok(desk),
            Err(fault) if self.may_ask_passphrase(&fault) => {
                let question = format!("{} ", self.out.say("cli-passphrase", &[]));
                let mut desk = self.desk_with(Key::Passphrase(secret::from_stdin(&question)?))?;
                act(&mut desk)?;
                Ok(desk)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Whether a person at this terminal can help where the keyring cannot.
    pub(crate) fn may_ask_passphrase(&self, fault: &Fault) -> bool {
        let keyless = matches!(
            fault.cause,
            Cause::PassphraseNeeded
                | Cause::KeyringNoBus
                | Cause::KeyringNoService
                | Cause::KeyringNoCollection
        );
        keyless && !self.practises() && self.every.passphrase_file.is_none() && secret::can_ask()
    }

    /// A desk whose ledger is opened with this key.
    ///
    /// # Errors
    /// An unknown practice model, no folder for data.
    pub(crate) fn desk_with(&self, key: Key) -> Result<Desk, Fault> {
        Ok(Desk::new(Setting {
            dir: self.ledger_folder()?,
            key,
            world: Arc::new(desk::SystemWorld),
            sockets: if self.practises() {
                Box::new(self.practice()?)
            } else {
                Box::new(PcscSockets::new())
            },
            workstation: seat::workstation(),
            operator: seat::operator(),
            lang: self.out.lang,
        }))
    }

    /// The folder that holds this session's ledger.
    pub(crate) fn ledger_folder(&self) -> Result<PathBuf, Fault> {
        let data = self.data()?;
        Ok(if self.practises() { data.join("practice") } else { data })
    }

    /// The practice fobs, made on first use.
    pub(crate) fn practice(&self) -> Result<PracticeSockets, Fault> {
        let names = self.every.practice.as_deref().unwrap_or_default();
        let models = Model::list(names).map_err(|error| usage::wrong(error.to_string()))?;
        let folder = self.data()?.join("practice").join("fobs");
        PracticeSockets::open(&folder, &models).map_err(|error| practice_fault(&error, "", 0))
    }

    fn data(&self) -> Result<PathBuf, Fault> {
        if let Some(folder) = &self.every.data {
            return Ok(folder.clone());
        }
        directories::ProjectDirs::from("", "", "Fobdesk")
            .map(|folders| folders.data_dir().to_owned())
            .ok_or_else(|| usage::wrong("this user has no home folder: name one with --data DIR"))
    }
}

/// A practice fob's failure as the desk's, in an act upon the fob of this serial and this slot.
pub(crate) fn practice_fault(error: &PracticeError, serial: &str, slot: u8) -> Fault {
    Fault::named(error.code(), &error.values(serial, slot)).detailed(error.to_string())
}

/// The bytes of a file that the operator named.
///
/// # Errors
/// `file_unreadable`.
pub(crate) fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, Fault> {
    std::fs::read(path).map(Zeroizing::new).map_err(|error| {
        Fault::from(Cause::FileUnreadable { file: path.display().to_string() })
            .detailed(error.to_string())
    })
}
