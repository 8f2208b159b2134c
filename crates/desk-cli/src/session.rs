//! From the options of every command to a desk: which folder, which key, which cables, and who
//! sits here.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::operators::SignIn;
use desk::{Cause, Desk, Fault, Key, Setting, seat};
use fob_link::Ports;
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
    /// Who said at this terminal who they are.
    asked: RefCell<Option<(String, Zeroizing<String>)>>,
}

impl Session {
    /// A session out of the options.
    pub(crate) fn new(every: Every) -> Self {
        let out = Out::new(every.json, every.quiet, every.lang());
        Self { every, out, asked: RefCell::default() }
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
            Err(fault)
                if fault.cause == Cause::SignInNeeded
                    && self.every.operator.is_none()
                    && secret::can_ask() =>
            {
                self.ask_who()?;
                let mut desk = self.desk()?;
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
                Box::new(Ports::new())
            },
            workstation: seat::workstation(),
            operator: seat::operator(),
            sign_in: self.sign_in()?,
            lang: self.out.lang,
        }))
    }

    /// Who comes, with their proof in hand.
    fn sign_in(&self) -> Result<Option<SignIn>, Fault> {
        let Some(login) = &self.every.operator else {
            let asked = self.asked.borrow();
            let again = |(login, proof): &(String, Zeroizing<String>)| SignIn {
                login: login.clone(),
                proof: proof.clone(),
            };
            return Ok(asked.as_ref().map(again));
        };
        let proof = self.proof()?.unwrap_or_default();
        Ok(Some(SignIn { login: login.clone(), proof }))
    }

    /// The proof that the operator gave; asked for once where there is a terminal.
    ///
    /// # Errors
    /// A passphrase file that cannot be read.
    pub(crate) fn proof(&self) -> Result<Option<Zeroizing<String>>, Fault> {
        match (&self.every.operator_passphrase_file, &self.every.operator_code) {
            (Some(file), _) => return secret::from_file(file).map(Some),
            (None, Some(code)) => return Ok(Some(Zeroizing::new(code.clone()))),
            (None, None) => {}
        }
        if let (None, Some(login)) = (&*self.asked.borrow(), &self.every.operator)
            && secret::can_ask()
        {
            let proof = self.ask_proof()?;
            self.asked.replace(Some((login.clone(), proof)));
        }
        Ok(self.asked.borrow().as_ref().map(|(_, proof)| proof.clone()))
    }

    /// Asks the person at this terminal who they are.
    fn ask_who(&self) -> Result<(), Fault> {
        let login = secret::line(&format!("{} ", self.out.say("cli-operator-ask", &[])))?;
        let proof = self.ask_proof()?;
        self.asked.replace(Some((login, proof)));
        Ok(())
    }

    fn ask_proof(&self) -> Result<Zeroizing<String>, Fault> {
        secret::from_stdin(&format!("{} ", self.out.say("cli-operator-passphrase-ask", &[])))
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
