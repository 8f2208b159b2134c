//! Accounts on a fob, whatever its make: secrets with a name that make codes.
//!
//! One vocabulary over the families: Yubico's OATH application and its dialects
//! ([`crate::oath`]). What a family cannot do stands in its [`AccountTraits`], and is refused here
//! before anything is sent.

mod traits;

pub use traits::{AccountTraits, Lack, Wanted};

use crate::oath::{Algorithm, Entry, Kind, Listed, OathSession, Put, Truncated, imf_for};
use crate::{Talk, WireError};

/// An account to write. The secret is borrowed, so that only its owner has to wipe it.
pub struct NewAccount<'a> {
    /// Its name as the fob is to hold it.
    pub name: &'a [u8],
    /// HOTP or TOTP.
    pub kind: Kind,
    /// Its hash function.
    pub algorithm: Algorithm,
    /// How many digits its codes have.
    pub digits: u8,
    /// The shared secret.
    pub secret: &'a [u8],
    /// HOTP: the counter of the first code.
    pub first: u64,
    /// TOTP: seconds of a time step.
    pub period: Option<u32>,
    /// Whether every code wants a touch.
    pub touch: bool,
    /// The time now, in Unix seconds, for fobs that have a clock of their own.
    pub now: u64,
}

impl NewAccount<'_> {
    /// What it asks of a fob.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            kind: self.kind,
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            touch: self.touch,
            first: self.first,
            name: self.name.len(),
            secret: self.secret.len(),
        }
    }
}

/// The accounts of a fob, ready to be worked with.
pub struct Accounts<'t, 'a> {
    store: Store<'t, 'a>,
    traits: AccountTraits,
}

enum Store<'t, 'a> {
    Oath(OathSession<'t, 'a>),
}

impl<'t, 'a> Accounts<'t, 'a> {
    /// Opens the fob's accounts, wherever this family keeps them.
    ///
    /// # Errors
    /// `AppAbsent` where it has none, or they are switched off on this transport.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        let session = OathSession::open(talk)?;
        let traits = AccountTraits::of_oath(session.facts().dialect, session.facts().version);
        Ok(Self { store: Store::Oath(session), traits })
    }

    /// What these accounts can do.
    pub fn traits(&self) -> &AccountTraits {
        &self.traits
    }

    /// Whether a password or PIN is needed before anything else.
    pub fn locked(&self) -> bool {
        match &self.store {
            Store::Oath(session) => session.facts().locked(),
        }
    }

    /// All accounts that the fob tells of.
    ///
    /// # Errors
    /// `AccessKeyNeeded`, and what the cable brings.
    pub fn list(&mut self) -> Result<Vec<Listed>, WireError> {
        match &mut self.store {
            Store::Oath(session) => session.list(),
        }
    }

    /// All accounts, with what the fob tells without spending a code. `step` is the time step of
    /// 30 seconds.
    ///
    /// # Errors
    /// As [`Self::list`].
    pub fn look(&mut self, step: u64) -> Result<Vec<Entry>, WireError> {
        match &mut self.store {
            Store::Oath(session) => session.calculate_all(step),
        }
    }

    /// Writes an account. Look at [`AccountTraits::put_destroys`] first: most fobs overwrite
    /// silently.
    ///
    /// # Errors
    /// `NotSupported` for what this fob cannot do; `NameTaken`, `Full`, `AccessKeyNeeded`.
    pub fn put(&mut self, new: &NewAccount<'_>) -> Result<(), WireError> {
        if self.traits.lacks(&new.wanted()).is_some() {
            return Err(WireError::NotSupported);
        }
        match &mut self.store {
            Store::Oath(session) => {
                let imf = match new.kind {
                    Kind::Hotp => imf(session, new.first).ok_or(WireError::NotSupported)?,
                    _ => 0,
                };
                session.put(&Put {
                    name: new.name,
                    kind: new.kind,
                    algorithm: new.algorithm,
                    digits: new.digits,
                    secret: new.secret,
                    imf,
                    touch: new.touch,
                })
            }
        }
    }

    /// Deletes the account of this name.
    ///
    /// # Errors
    /// `NoSuchCredential`, `AccessKeyNeeded`.
    pub fn delete(&mut self, name: &[u8]) -> Result<(), WireError> {
        match &mut self.store {
            Store::Oath(session) => session.delete(name),
        }
    }

    /// Asks for a code: of a time step (TOTP), or the next one (HOTP, `step` is `None`), which
    /// **spends** it.
    ///
    /// # Errors
    /// `NotSupported` by a fob that shows its codes on a display only; `NoSuchCredential`,
    /// `TouchTimedOut`, `AccessKeyNeeded`; `Stopped` before sending.
    pub fn calculate(
        &mut self,
        name: &[u8],
        step: Option<u64>,
        touch: bool,
    ) -> Result<Truncated, WireError> {
        match &mut self.store {
            Store::Oath(session) => session.calculate(name, step, touch),
        }
    }

    /// Reads the next moving factor of a HOTP account without spending a code; `None` on fobs that
    /// do not tell.
    ///
    /// # Errors
    /// `NoSuchCredential`, and what the cable brings.
    pub fn counter(&mut self, _name: &[u8]) -> Result<Option<u64>, WireError> {
        match &mut self.store {
            Store::Oath(_) => Ok(None),
        }
    }
}

/// The initial moving factor that makes the first code that of `first`.
fn imf(session: &OathSession<'_, '_>, first: u64) -> Option<u32> {
    imf_for(session.facts().dialect, u32::try_from(first).ok()?)
}
