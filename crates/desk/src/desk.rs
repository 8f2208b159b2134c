//! The desk itself: one ledger, the sockets in front of it, and who sits there.
//!
//! Opening is lazy: looking at fobs needs no ledger, and a ledger is unlocked once, when the first
//! use case needs its key.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use desk_store::{Draft, KeyringDoor, Ledger, Mark, NewVault, StoreError, World, Wrap};
use fob_wire::cable::{Go, Sockets, Why};
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::step::glance::Sequences;
use crate::step::house::House;
use crate::step::seated::{Seated, SignIn};
use crate::words::Lang;

/// How the ledger's key is reached.
pub enum Key {
    /// Through the system's keyring.
    Keyring(KeyringDoor),
    /// By a passphrase that the caller read from a file or a prompt.
    Passphrase(Zeroizing<String>),
    /// Practice: the key lies beside the practice ledger, which is made on first use.
    Practice,
}

/// What a desk is made of; the faces fill it in.
pub struct Setting {
    /// The folder of the ledger (for practice: the practice folder).
    pub dir: PathBuf,
    /// How its key is reached.
    pub key: Key,
    /// The clock and the dice.
    pub world: Arc<dyn World>,
    /// What can be plugged in.
    pub sockets: Box<dyn Sockets>,
    /// This computer's name, for people.
    pub workstation: String,
    /// The system's user, `os:USER`: who works here as long as there is no operator.
    pub operator: String,
    /// The operator who comes with their proof in hand; nobody in a window, which asks for it.
    pub sign_in: Option<SignIn>,
    /// The language of the sheets and of reasons in lists.
    pub lang: Lang,
}

/// The desk at work.
pub struct Desk {
    pub(crate) setting: Setting,
    pub(crate) ledger: Option<Ledger>,
    /// Who has signed in.
    pub(crate) seated: Option<Seated>,
    /// A look found the ledger closed.
    pub(crate) refused: bool,
    /// A set-up under way in a window.
    pub(crate) begun: Option<Begun>,
    /// A list of people that was looked at and not yet taken in.
    pub(crate) list: Option<Vec<u8>>,
    /// A list of people who left that was looked at and not yet done, and why they did.
    pub(crate) leavers: Option<(Vec<u8>, String)>,
    /// The programming sequences of the fobs that are plugged in, as last seen.
    pub(crate) sequences: Sequences,
}

/// A set-up under way.
pub(crate) struct Begun {
    /// The vault without a name.
    pub(crate) draft: Draft,
    /// Whose it is to be.
    pub(crate) organisation: String,
    /// What else stands on its papers.
    pub(crate) house: House,
    /// The key is on paper or in a file.
    pub(crate) written: bool,
}

/// What a use case tells the person while it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The secret is made, sealed and durable; the fob has not heard of it.
    Sealed,
    /// The fob holds it.
    Written {
        /// Where: `oath`, `slot1`, `slot2`.
        place: String,
    },
    /// A live code of the fob matched.
    Proven,
    /// The fob is the person's.
    Given {
        /// The person's login.
        login: String,
    },
    /// A set of recovery codes is issued.
    Codes {
        /// The set's name.
        set: String,
    },
    /// A long search has looked at so many positions.
    Searched {
        /// How many.
        positions: u64,
    },
    /// A write that was cut off earlier is finished.
    Settled {
        /// The fob's serial.
        serial: String,
    },
}

/// What a person answers when asked for a typed code.
pub enum Typed {
    /// What was typed or pressed, as it came.
    Code(String),
    /// Not now: leave it written, prove it later.
    Later,
}

/// The person at the desk, as far as a use case needs one.
pub trait Attendant {
    /// Hears how far the work is.
    fn tell(&mut self, progress: &Progress);
    /// Waits, or asks for a finger on the fob; may stop the work.
    fn pause(&mut self, time: Duration, why: Why) -> Go;
    /// Is asked for a code that the fob's slot types when pressed; or, where the place is `oath`,
    /// that stands on the fob's display. `again` is true after a code that did not fit.
    fn code(&mut self, serial: &str, place: &str, again: bool) -> Typed;
}

/// What kind of file a person is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A text file.
    Text,
    /// A list with separators.
    Csv,
    /// A picture.
    Png,
    /// Certificates.
    Pem,
    /// A ledger's backup.
    Ledger,
}

/// A face with a window: it can ask where a file is to go, or which one is meant.
pub trait Face: Attendant {
    /// Asks for a place for a new file; nothing when the person thinks better of it.
    fn save_as(&mut self, name: &str, kind: FileKind) -> Option<PathBuf>;
    /// Asks for a file that is there.
    fn open_file(&mut self, kind: FileKind) -> Option<PathBuf>;
}

/// Nobody to ask: lets a touch happen, leaves typed codes for later.
pub struct Unattended;

impl Attendant for Unattended {
    fn tell(&mut self, _progress: &Progress) {}

    fn pause(&mut self, _time: Duration, _why: Why) -> Go {
        Go::On
    }

    fn code(&mut self, _serial: &str, _place: &str, _again: bool) -> Typed {
        Typed::Later
    }
}

impl Face for Unattended {
    fn save_as(&mut self, _name: &str, _kind: FileKind) -> Option<PathBuf> {
        None
    }

    fn open_file(&mut self, _kind: FileKind) -> Option<PathBuf> {
        None
    }
}

impl Desk {
    /// A desk; nothing is opened yet.
    #[must_use]
    pub fn new(setting: Setting) -> Self {
        Self {
            setting,
            ledger: None,
            seated: None,
            refused: false,
            begun: None,
            list: None,
            leavers: None,
            sequences: Sequences::default(),
        }
    }

    /// The language of this desk.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.setting.lang
    }

    /// The ledger, opened and unlocked, for whoever may sit here.
    ///
    /// # Errors
    /// `no_vault`, `vault_locked`, a keyring cause, `passphrase_needed`, `passphrase_wrong`;
    /// `sign_in_needed` once there are operators, and those of signing in.
    pub fn ledger(&mut self) -> Result<&mut Ledger, Fault> {
        self.opened()?;
        self.somebody_sits()?;
        self.refused = false;
        self.opened()
    }

    /// The ledger, opened and unlocked, whoever sits here: for signing in, and for looks at the
    /// ledger itself.
    pub(crate) fn opened(&mut self) -> Result<&mut Ledger, Fault> {
        if self.ledger.is_none() {
            self.ledger = Some(self.open()?);
        }
        Ok(self.ledger.as_mut().expect("filled two lines above"))
    }

    /// The ledger if there is one that opens without asking anybody; `None` where there is none or
    /// it is locked. For looks that say more when they may read.
    ///
    /// A failure is remembered: a passphrase that is wrong costs a third of a second, and a keyring
    /// up to its limit, and neither gets better by asking again at every look.
    pub(crate) fn ledger_if_open(&mut self) -> Option<&mut Ledger> {
        if self.ledger.is_none() && self.refused {
            return None;
        }
        self.refused = self.ledger().is_err();
        if self.refused { None } else { self.ledger.as_mut() }
    }

    fn open(&self) -> Result<Ledger, Fault> {
        let Setting { dir, key, world, .. } = &self.setting;
        let mut ledger = match Ledger::open(dir, Arc::clone(world)) {
            Err(StoreError::NoVault) if matches!(key, Key::Practice) => {
                return self.make_practice();
            }
            other => other?,
        };
        self.prove_key(&mut ledger, Mark::Respect)?;
        Ok(ledger)
    }

    fn make_practice(&self) -> Result<Ledger, Fault> {
        let Setting { dir, world, workstation, operator, .. } = &self.setting;
        let new = NewVault {
            organisation: None,
            workstation: workstation.clone(),
            operator: operator.clone(),
            wrap: Wrap::PracticeKey(self.practice_key()),
        };
        let (ledger, _paper) = Ledger::create(dir, Arc::clone(world), new)?;
        Ok(ledger)
    }

    /// Pins the head of the history in the keyring, if an act has added to it: a face that lives
    /// on does so after each act. Takes two seconds at most; what fails is a warning, since the
    /// act itself is done.
    pub fn pin(&mut self) {
        if let Some(Err(error)) = self.ledger.as_mut().map(Ledger::pin) {
            tracing::warn!("the head of the history is not pinned: {error}");
        }
    }
}
