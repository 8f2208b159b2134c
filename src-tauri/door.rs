//! The desk behind the window: opened when it is first asked, one act at a time, and the thread
//! that tells the page when something is plugged in or pulled.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use desk::{Cause, Desk, Fault, Key, KeyringDoor, Lang, Setting, SystemWorld, command};
use fob_link::PcscSockets;
use fob_sim::{Model, PracticeSockets};
use serde_json::Value;
use tauri::ipc::Channel;

use crate::options::Options;
use crate::{seat, watch};

/// The desk behind the window.
pub(crate) struct Door {
    dir: PathBuf,
    /// The models asked for, when fobs are made of software.
    practice: Option<Vec<Model>>,
    lang: Lang,
    /// Taken out while it works: a desk in whose middle something broke is not used again.
    desk: Mutex<Option<Desk>>,
    page: Arc<Mutex<Option<Channel<Value>>>>,
    /// Whether the watching thread runs.
    watching: Mutex<bool>,
}

impl Door {
    /// A door for a window that was started so; nothing is opened yet.
    ///
    /// # Errors
    /// An unknown practice model; no home folder and no folder named.
    pub(crate) fn new(options: Options) -> anyhow::Result<Self> {
        let data = match options.data {
            Some(folder) => folder,
            None => directories::ProjectDirs::from("", "", "Fobdesk")
                .context("this user has no home folder: name one with --data DIR")?
                .data_dir()
                .to_owned(),
        };
        let practice = options.practice.as_deref().map(models).transpose()?;
        Ok(Self {
            dir: if practice.is_some() { data.join("practice") } else { data },
            practice,
            lang: options.lang,
            desk: Mutex::default(),
            page: Arc::default(),
            watching: Mutex::default(),
        })
    }

    /// The language of this window.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the fobs are made of software.
    pub(crate) fn practises(&self) -> bool {
        self.practice.is_some()
    }

    /// Has the desk do what the page asks. May wait for a fob: not for the window's own thread.
    ///
    /// # Errors
    /// What the desk says; `usage` for an act that it does not know.
    pub(crate) fn answer(&self, ask: Value) -> Result<Value, Fault> {
        let command = command::parse(ask)?;
        let mut place = held(&self.desk);
        let mut desk = match place.take() {
            Some(desk) => desk,
            None => self.open()?,
        };
        let answer = command.run(&mut desk, &mut desk::Unattended);
        *place = Some(desk);
        answer
    }

    /// From now on this page hears when something changes at the sockets, and no other.
    ///
    /// # Errors
    /// The system gives no thread; the practice fobs cannot be read.
    pub(crate) fn listen(&self, page: Channel<Value>) -> Result<(), Fault> {
        *held(&self.page) = Some(page);
        let mut watching = held(&self.watching);
        if *watching {
            return Ok(());
        }
        let page = Arc::clone(&self.page);
        let tell = move |news: Value| {
            if let Some(page) = &*held(&page) {
                // A page that is gone hears nothing; the next one says for itself that it listens.
                let _ = page.send(news);
            }
        };
        let started = match &self.practice {
            None => watch::readers(tell),
            Some(models) => watch::practice(self.practice(models)?, tell),
        };
        started.map_err(|error| Fault::from(Cause::Unexpected).detailed(error.to_string()))?;
        *watching = true;
        Ok(())
    }

    fn open(&self) -> Result<Desk, Fault> {
        Ok(Desk::new(Setting {
            dir: self.dir.clone(),
            key: match self.practice {
                None => Key::Keyring(KeyringDoor::system()),
                Some(_) => Key::Practice,
            },
            world: Arc::new(SystemWorld),
            sockets: match &self.practice {
                None => Box::new(PcscSockets::new()),
                Some(models) => Box::new(self.practice(models)?),
            },
            workstation: seat::workstation(),
            operator: seat::operator(),
            lang: self.lang,
        }))
    }

    fn practice(&self, models: &[Model]) -> Result<PracticeSockets, Fault> {
        let folder = self.dir.join("fobs");
        PracticeSockets::open(&folder, models).map_err(|error| {
            let file = folder.display().to_string();
            Fault::from(Cause::FileUnreadable { file }).detailed(error.to_string())
        })
    }
}

/// The models named, separated by commas; perhaps none.
fn models(names: &str) -> anyhow::Result<Vec<Model>> {
    let named = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    named.map(|name| Ok(name.parse()?)).collect()
}

/// What is behind the lock, even if somebody broke while holding it.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
