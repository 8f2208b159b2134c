//! Accounts on a fob, whatever its make: secrets with a name that make codes.
//!
//! One vocabulary over the families: Yubico's OATH application and its dialects
//! ([`crate::oath`]), and tokens with a display ([`crate::token2`]). What a family cannot do stands in its [`AccountTraits`], and is refused here
//! before anything is sent.

mod traits;

pub use traits::{AccountTraits, Lack, Wanted};

use crate::device::Maker;
use crate::oath::{Algorithm, Entry, Kind, Listed, OathSession, Put, Truncated, imf_for};
use crate::token2::{MoltoSession, Profile, Setting, SingleSession};
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
            ascii: self.name.is_ascii(),
            secret: self.secret.len(),
        }
    }

    /// The same for a fob with a clock of its own.
    fn setting(&self) -> Setting {
        Setting {
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period.unwrap_or(30),
            now: self.now,
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
    Single(SingleSession<'t, 'a>),
    Molto(MoltoSession<'t, 'a>),
}

impl<'t, 'a> Accounts<'t, 'a> {
    /// Opens the fob's accounts, wherever this family keeps them.
    ///
    /// # Errors
    /// `AppAbsent` where it has none, or they are switched off on this transport.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        if talk.maker() == Some(Maker::Token2) {
            return Self::open_token2(talk);
        }
        let session = OathSession::open(talk)?;
        let traits = AccountTraits::of_oath(session.facts().dialect, session.facts().version);
        Ok(Self { store: Store::Oath(session), traits })
    }

    /// One kind lies on a contactless reader, the other one brings its own.
    fn open_token2(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        Ok(match talk.contactless() {
            true => Self {
                store: Store::Single(SingleSession::open(talk)?),
                traits: AccountTraits::of_single(),
            },
            false => Self {
                store: Store::Molto(MoltoSession::open(talk)?),
                traits: AccountTraits::of_molto(),
            },
        })
    }

    /// What these accounts can do.
    pub fn traits(&self) -> &AccountTraits {
        &self.traits
    }

    /// Whether a password or PIN is needed before anything else.
    pub fn locked(&self) -> bool {
        match &self.store {
            Store::Oath(session) => session.facts().locked(),
            Store::Single(_) | Store::Molto(_) => false,
        }
    }

    /// All accounts that the fob tells of: none where they are not [`AccountTraits::listed`].
    ///
    /// # Errors
    /// `AccessKeyNeeded`, and what the cable brings.
    pub fn list(&mut self) -> Result<Vec<Listed>, WireError> {
        match &mut self.store {
            Store::Oath(session) => session.list(),
            Store::Single(_) => Ok(Vec::new()),
            Store::Molto(session) => Ok(seeded(session)?.map(listed).collect()),
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
            Store::Single(_) => Ok(Vec::new()),
            Store::Molto(session) => {
                let entry =
                    |it: &Profile| Entry { digits: Some(it.digits), ..Entry::from(listed(it)) };
                Ok(seeded(session)?.map(entry).collect())
            }
        }
    }

    /// Writes an account. Look at [`AccountTraits::put_destroys`] first: most fobs overwrite
    /// silently. Where the fob has a clock of its own, it is set.
    ///
    /// # Errors
    /// `NotSupported` for what this fob cannot do; `NameTaken`, `Full`, `AccessKeyNeeded`,
    /// `KeyWrong`; `Halfway` where something was written and the rest refused.
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
            Store::Single(session) => session.put(new.setting(), new.secret),
            Store::Molto(session) => session.put(new.name, new.setting(), new.secret),
        }
    }

    /// Deletes the account of this name.
    ///
    /// # Errors
    /// `NoSuchCredential`, `AccessKeyNeeded`; `NotSupported` by a fob that can only be written over.
    pub fn delete(&mut self, name: &[u8]) -> Result<(), WireError> {
        match &mut self.store {
            Store::Oath(session) => session.delete(name),
            Store::Single(_) => Err(WireError::NotSupported),
            Store::Molto(session) => session.delete(name),
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
            Store::Single(_) | Store::Molto(_) => Err(WireError::NotSupported),
        }
    }

    /// Reads the next moving factor of a HOTP account without spending a code; `None` on fobs that
    /// do not tell.
    ///
    /// # Errors
    /// `NoSuchCredential`, and what the cable brings.
    pub fn counter(&mut self, _name: &[u8]) -> Result<Option<u64>, WireError> {
        match &mut self.store {
            Store::Oath(_) | Store::Single(_) | Store::Molto(_) => Ok(None),
        }
    }
}

/// The profiles that hold an account.
fn seeded<'s>(
    session: &'s mut MoltoSession<'_, '_>,
) -> Result<impl Iterator<Item = &'s Profile>, WireError> {
    Ok(session.profiles()?.iter().filter(|profile| profile.seeded))
}

fn listed(profile: &Profile) -> Listed {
    Listed { name: profile.title.clone(), kind: Kind::Totp, algorithm: profile.algorithm }
}

/// The initial moving factor that makes the first code that of `first`.
fn imf(session: &OathSession<'_, '_>, first: u64) -> Option<u32> {
    imf_for(session.facts().dialect, u32::try_from(first).ok()?)
}
