//! The OATH application (Yubico's protocol and its dialects): credentials that make codes.
//!
//! No command reads a counter: [`OathSession::calculate`] of a HOTP credential *spends* a code,
//! and must never be repeated after a failure that is not [`WireError::untouched`].

mod entry;
mod facts;
mod key;
mod name;
mod tag;
#[cfg(test)]
mod tests;

use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

pub use entry::{Algorithm, Entry, Kind, Listed, Truncated};
pub use facts::Facts;
pub use key::derive_access_key;
pub use name::{LONGEST_NAME, NameParts, credential_name, parse_name};

pub use crate::family::{Dialect, first_code_counter, imf_for};

use crate::apdu::{Answer, Command, SW_OK};
use crate::tlv::{self, Writer};
use crate::{Refusal, Talk, Version, WireError};

/// The application's identifier.
pub const AID: [u8; 7] = [0xA0, 0x00, 0x00, 0x05, 0x27, 0x21, 0x01];

const SEND_REMAINING: u8 = 0xA5;
const SHORTEST_KEY: usize = 14;

/// What a command is, as far as the meaning of a refusal goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Unlock,
    Write,
    Touch,
    Other,
}

/// A credential to write. The secret is borrowed, so that only its owner has to wipe it.
pub struct Put<'a> {
    /// Its name: see [`credential_name`].
    pub name: &'a [u8],
    /// HOTP or TOTP.
    pub kind: Kind,
    /// Its hash function.
    pub algorithm: Algorithm,
    /// How many digits its codes have: 6, 7 or 8.
    pub digits: u8,
    /// The shared secret.
    pub secret: &'a [u8],
    /// The initial moving factor of HOTP as the fob is to store it: see [`imf_for`].
    pub imf: u32,
    /// Whether every code wants a touch.
    pub touch: bool,
}

/// The OATH application, selected.
pub struct OathSession<'t, 'a> {
    talk: &'t mut Talk<'a>,
    facts: Facts,
}

impl<'t, 'a> OathSession<'t, 'a> {
    /// Selects the application.
    ///
    /// # Errors
    /// `AppAbsent`; `Nonsense` when the answer is not that of an OATH application.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        let facts = select(talk)?;
        let v = Version::new;
        let workaround = facts.version.within(v(4, 2, 0), v(4, 2, 7)) && !talk.contactless();
        if workaround && facts.dialect == Dialect::Yubico {
            talk.work_around_touch();
        }
        Ok(Self { talk, facts })
    }

    /// What the application said of itself.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Unlocks with the access key, and has the fob prove that it knows it too. Does nothing when
    /// the application is not locked. `host_challenge` must be random.
    ///
    /// # Errors
    /// `AccessKeyWrong` (there is no limit of tries); `Nonsense` when the fob's proof is wrong.
    pub fn unlock(&mut self, key: &[u8; 16], host_challenge: [u8; 8]) -> Result<(), WireError> {
        let Some(challenge) = &self.facts.challenge else { return Ok(()) };
        let data = Writer::new()
            .tlv(tag::RESPONSE, &[&key::prove(key, challenge)])
            .tlv(tag::CHALLENGE, &[&host_challenge])
            .done();
        let answer = self.ask(Act::Unlock, [0xA3, 0, 0], data)?;
        let list = tlv::parse(&answer)?;
        let proof = tlv::find(&list, tag::RESPONSE).unwrap_or_default();
        if !key::proven(key, &host_challenge, proof) {
            return Err(WireError::Nonsense("the fob does not know the access key"));
        }
        self.facts.challenge = None;
        Ok(())
    }

    /// Sets the access key; the session stays unlocked. `host_challenge` must be random.
    ///
    /// # Errors
    /// `AccessKeyNeeded`; `NotSupported` by this dialect.
    pub fn set_access_key(
        &mut self,
        key: &[u8; 16],
        host_challenge: [u8; 8],
    ) -> Result<(), WireError> {
        let what = Kind::Totp.bits() | Algorithm::Sha1.bits();
        let data = Writer::new()
            .tlv(tag::KEY, &[&[what], key])
            .tlv(tag::CHALLENGE, &[&host_challenge])
            .tlv(tag::RESPONSE, &[&key::prove(key, &host_challenge)])
            .done();
        self.change_access_key(data)?;
        if self.facts.traits().select_after_access_key {
            self.facts = select(self.talk)?;
            self.unlock(key, host_challenge)?;
        }
        Ok(())
    }

    /// Removes the access key.
    ///
    /// # Errors
    /// As [`Self::set_access_key`].
    pub fn clear_access_key(&mut self) -> Result<(), WireError> {
        self.change_access_key(Writer::new().tlv(tag::KEY, &[]).done())
    }

    /// All credentials, with what LIST tells of them.
    ///
    /// # Errors
    /// `AccessKeyNeeded`.
    pub fn list(&mut self) -> Result<Vec<Listed>, WireError> {
        let answer = self.ask(Act::Other, [0xA1, 0, 0], Zeroizing::default())?;
        entry::parse_list(&answer)
    }

    /// Writes a credential. Look at [`crate::family::OathTraits::put_destroys`] first: most fobs
    /// overwrite silently.
    ///
    /// # Errors
    /// `AccessKeyNeeded`, `NameTaken`, `Full`; `NotSupported` for what this fob cannot do.
    pub fn put(&mut self, put: &Put<'_>) -> Result<(), WireError> {
        let traits = self.facts.traits();
        let secret = prepare(put.secret, put.algorithm);
        let possible = (traits.sha512 || put.algorithm != Algorithm::Sha512)
            && (traits.touch || !put.touch)
            && secret.len() <= traits.longest_secret
            && matches!(put.kind, Kind::Hotp | Kind::Totp)
            && matches!(put.digits, 6..=8)
            && matches!(put.name.len(), 1..=LONGEST_NAME);
        if !possible {
            return Err(WireError::NotSupported);
        }
        let what = put.kind.bits() | put.algorithm.bits();
        let mut data = Writer::new()
            .tlv(tag::NAME, &[put.name])
            .tlv(tag::KEY, &[&[what, put.digits], &secret]);
        if put.touch {
            data = data.raw(&[tag::PROPERTY, 0x02]);
        }
        if put.kind == Kind::Hotp && (put.imf > 0 || traits.always_moving_factor) {
            data = data.tlv(tag::MOVING_FACTOR, &[&put.imf.to_be_bytes()]);
        }
        self.ask(Act::Write, [0x01, 0, 0], data.done()).map(drop)
    }

    /// Deletes the credential of this name.
    ///
    /// # Errors
    /// `NoSuchCredential`, `AccessKeyNeeded`.
    pub fn delete(&mut self, name: &[u8]) -> Result<(), WireError> {
        let data = Writer::new().tlv(tag::NAME, &[name]).done();
        self.ask(Act::Other, [0x02, 0, 0], data).map(drop)
    }

    /// Gives a credential another name.
    ///
    /// # Errors
    /// `NoSuchCredential`, `NameTaken`; `NotSupported` before firmware 5.3.1 and on Nitrokeys.
    pub fn rename(&mut self, old: &[u8], new: &[u8]) -> Result<(), WireError> {
        if !self.facts.traits().rename || !matches!(new.len(), 1..=LONGEST_NAME) {
            return Err(WireError::NotSupported);
        }
        let data = Writer::new().tlv(tag::NAME, &[old]).tlv(tag::NAME, &[new]).done();
        self.ask(Act::Write, [0x05, 0, 0], data).map(drop)
    }

    /// Calculates a code: for a time step (TOTP), or the next one (HOTP, `step` is `None`), which
    /// **spends** it. With `touch` the pause is told before the fob waits for a finger.
    ///
    /// # Errors
    /// `NoSuchCredential`, `TouchTimedOut`, `AccessKeyNeeded`; `Stopped` before sending.
    pub fn calculate(
        &mut self,
        name: &[u8],
        step: Option<u64>,
        touch: bool,
    ) -> Result<Truncated, WireError> {
        let challenge = step.map(u64::to_be_bytes);
        let challenge = challenge.as_ref().map_or(&[][..], |challenge| challenge);
        let data = Writer::new().tlv(tag::NAME, &[name]).tlv(tag::CHALLENGE, &[challenge]).done();
        let act = if touch { Act::Touch } else { Act::Other };
        let answer = self.ask(act, [0xA2, 0, 1], data)?;
        let list = tlv::parse(&answer)?;
        let value = tlv::find(&list, tag::TRUNCATED);
        Truncated::parse(value.ok_or(WireError::Nonsense("no code in the answer"))?)
    }

    /// All credentials, with what the fob tells without spending a code. `step` is the time step
    /// of 30 seconds. A fob that cannot calculate all is asked for its list.
    ///
    /// # Errors
    /// `AccessKeyNeeded`.
    pub fn calculate_all(&mut self, step: u64) -> Result<Vec<Entry>, WireError> {
        if self.facts.traits().calculate_all {
            let data = Writer::new().tlv(tag::CHALLENGE, &[&step.to_be_bytes()]).done();
            match self.ask(Act::Other, [0xA4, 0, 1], data) {
                Err(WireError::NotSupported) => {}
                answer => return entry::parse_all(&answer?),
            }
        }
        Ok(self.list()?.into_iter().map(Entry::from).collect())
    }

    fn change_access_key(&mut self, data: Zeroizing<Vec<u8>>) -> Result<(), WireError> {
        if !self.facts.traits().access_key {
            return Err(WireError::NotSupported);
        }
        self.ask(Act::Other, [0x03, 0, 0], data).map(drop)
    }

    fn ask(
        &mut self,
        act: Act,
        [ins, p1, p2]: [u8; 3],
        data: Zeroizing<Vec<u8>>,
    ) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let command = Command::new(0x00, ins, p1, p2, data).continued_by(SEND_REMAINING);
        let answer = match act {
            Act::Touch => self.talk.ask_touch(&command)?,
            _ => self.talk.ask(&command)?,
        };
        accept(answer, act, &self.facts)
    }
}

fn select(talk: &mut Talk<'_>) -> Result<Facts, WireError> {
    let answer = talk.select(&Command::select(&AID).continued_by(SEND_REMAINING))?;
    Facts::parse(&answer, talk.maker())
}

/// The data of a successful answer, else what the status word means after this act.
fn accept(answer: Answer, act: Act, facts: &Facts) -> Result<Zeroizing<Vec<u8>>, WireError> {
    let with_pin = facts.pin_tries.is_some();
    let refusal = match (answer.status, act) {
        (SW_OK, _) => return Ok(answer.data),
        (0x6D00 | 0x6A81, _) => return Err(WireError::NotSupported),
        (0x6982, Act::Touch) => Refusal::TouchTimedOut,
        (0x6982, _) if with_pin => Refusal::PinNeeded,
        (0x6982, _) => Refusal::AccessKeyNeeded,
        (0x6A80, Act::Unlock) => Refusal::AccessKeyWrong,
        (0x6A80, _) => Refusal::WrongData,
        (0x6983 | 0x6985, Act::Write) => Refusal::NameTaken,
        (0x6984 | 0x6A82, _) => Refusal::NoSuchCredential,
        (0x6A84, _) | (0x6F00, Act::Write) => Refusal::Full,
        (status, _) => Refusal::Unknown(status),
    };
    Err(WireError::Refused(refusal))
}

/// The secret as the fob takes it: hashed when longer than the block of its HMAC, zeros behind it
/// up to 14 bytes. Neither changes any code, since HMAC would do the same.
fn prepare(secret: &[u8], algorithm: Algorithm) -> Zeroizing<Vec<u8>> {
    let mut key = match algorithm {
        Algorithm::Sha1 if secret.len() > 64 => Sha1::digest(secret).to_vec(),
        Algorithm::Sha256 if secret.len() > 64 => Sha256::digest(secret).to_vec(),
        Algorithm::Sha512 if secret.len() > 128 => Sha512::digest(secret).to_vec(),
        _ => {
            let mut key = Vec::with_capacity(secret.len().max(SHORTEST_KEY));
            key.extend_from_slice(secret);
            key
        }
    };
    if key.len() < SHORTEST_KEY {
        key.resize(SHORTEST_KEY, 0);
    }
    Zeroizing::new(key)
}
