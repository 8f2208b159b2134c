//! From the options of every command to a desk: which folder, which key, which cables, and who
//! sits here.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Cause, Desk, Fault, Key, Setting};
use fob_link::PcscSockets;
use fob_sim::{Model, PracticeSockets};
use zeroize::Zeroizing;

use crate::args::Every;
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
        let lang = every.lang.map_or_else(usage::system_lang, Into::into);
        let out = Out::new(every.json, every.quiet, lang);
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
            workstation: workstation(),
            operator: operator(),
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
        let models = names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| name.parse::<Model>().map_err(|error| usage::wrong(error.to_string())))
            .collect::<Result<Vec<_>, _>>()?;
        let folder = self.data()?.join("practice").join("fobs");
        PracticeSockets::open(&folder, &models).map_err(crate::cmd::practice::failed)
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

/// Who sits here, as the system says: `os:` and the user's name.
fn operator() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(std::env::var_os)
        .find(|name| !name.is_empty());
    let user = named.as_deref().and_then(OsStr::to_str).map(str::to_owned).or_else(user_of_process);
    format!("os:{}", user.unwrap_or_else(|| "unknown".to_owned()))
}

/// This computer's name.
fn workstation() -> String {
    let named = ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = named.or_else(kernel).map(|name| name.trim().to_owned());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

/// The user's name by the number of this process's owner, where the environment does not say.
#[cfg(unix)]
fn user_of_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let owned = |line: &&str| line.split(':').nth(2) == Some(owner.as_str());
    users.lines().find(owned)?.split(':').next().map(str::to_owned)
}

#[cfg(not(unix))]
fn user_of_process() -> Option<String> {
    None
}
