//! A Molto2: a hundred profiles, each with a title, settings and perhaps a seed. Titles and settings
//! are told to everybody, and a seed can be deleted by everybody; only writing wants the key.

use sha1::{Digest, Sha1};

use super::answers::{Info, Profile};
use super::channel::Channel;
use super::cipher::BLOCK;
use super::{LONGEST_SEED, LONGEST_TITLE, Setting};
use crate::apdu::Command;
use crate::{Refusal, Talk, WireError};

/// How many profiles there are.
pub const PROFILES: u8 = 100;

/// What the key is made of until a customer sets another.
const FACTORY: &[u8] = b"TOKEN2MOLTO1-KEY";

/// A Molto2 that has told who it is.
pub struct MoltoSession<'t, 'a> {
    channel: Channel<'t, 'a>,
    info: Info,
    /// All profiles, once they were asked for; kept true by whatever is written here.
    profiles: Vec<Profile>,
}

impl<'t, 'a> MoltoSession<'t, 'a> {
    /// Asks who it is; no key is tried.
    ///
    /// # Errors
    /// `Refused` or `Nonsense` for a card that is something else.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        // It counts wrong keys, and locks itself in the end: one try, and never a second.
        let mut channel = Channel::new(talk, &key(FACTORY), challenge, false);
        let ask = Command::new(0x80, 0x41, 0, 0, Vec::new());
        let info = Info::parse(&channel.ask(&ask)?)?;
        Ok(Self { channel, info, profiles: Vec::new() })
    }

    /// What it told.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// All profiles, empty ones too. They are asked one by one, once in a session.
    ///
    /// # Errors
    /// `Nonsense`, and what the cable brings.
    pub fn profiles(&mut self) -> Result<&[Profile], WireError> {
        if self.profiles.is_empty() {
            let all: Result<_, _> = (0..PROFILES).map(|number| self.read(number)).collect();
            self.profiles = all?;
        }
        Ok(&self.profiles)
    }

    /// Writes the profile of that title: the one that has it and a seed, else the first without a
    /// seed. Clock and configuration go first, then the title, then the seed.
    ///
    /// # Errors
    /// `NotSupported` for what no Molto2 can do; `Full`; `KeyWrong`, which costs one of the tries
    /// that the fob counts; `Halfway` when not all was taken.
    pub fn put(&mut self, title: &[u8], setting: Setting, seed: &[u8]) -> Result<(), WireError> {
        let config = setting.object(true).ok_or(WireError::NotSupported)?;
        let possible = matches!(setting.digits, 4 | 6 | 8 | 10)
            && (1..=LONGEST_SEED).contains(&seed.len())
            && (1..=LONGEST_TITLE).contains(&title.len())
            && title.is_ascii();
        if !possible {
            return Err(WireError::NotSupported);
        }
        let profiles = self.profiles()?;
        let place = profiles
            .iter()
            .position(|profile| profile.seeded && profile.title == title)
            .or_else(|| profiles.iter().position(|profile| !profile.seeded))
            .and_then(|place| u8::try_from(place).ok())
            .ok_or(WireError::Refused(Refusal::Full))?;
        self.channel.write([0xD4, 1, place], &config)?;
        self.channel.write_sealed([0xD5, 0, place], title).map_err(WireError::halfway)?;
        self.channel.write_sealed([0xC5, 1, place], seed).map_err(WireError::halfway)?;
        self.note(place)
    }

    /// Deletes the seeds under that title. The title itself stays.
    ///
    /// # Errors
    /// `NoSuchCredential`, and what the cable brings.
    pub fn delete(&mut self, title: &[u8]) -> Result<(), WireError> {
        let profiles = self.profiles()?.iter().zip(0..PROFILES);
        let of_title: Vec<u8> = profiles
            .filter(|(profile, _)| profile.seeded && profile.title == title)
            .map(|(_, place)| place)
            .collect();
        if of_title.is_empty() {
            return Err(WireError::Refused(Refusal::NoSuchCredential));
        }
        for (nth, place) in of_title.into_iter().enumerate() {
            let delete = Command::new(0x80, 0xE6, 0, place, Vec::new());
            self.channel.ask(&delete).map_err(|e| if nth > 0 { e.halfway() } else { e })?;
            self.note(place)?;
        }
        Ok(())
    }

    /// Looks at a profile again after it was changed: whatever fails now, it was changed.
    fn note(&mut self, place: u8) -> Result<(), WireError> {
        let now = self.read(place).map_err(WireError::halfway)?;
        if let Some(profile) = self.profiles.get_mut(usize::from(place)) {
            *profile = now;
        }
        Ok(())
    }

    fn read(&mut self, place: u8) -> Result<Profile, WireError> {
        let ask = Command::new(0x80, 0x41, 0, place, vec![0x70]).without_le();
        match self.channel.ask(&ask) {
            Err(WireError::Refused(Refusal::NoSuchCredential)) => Ok(Profile::empty()),
            answer => Profile::parse(&answer?),
        }
    }
}

/// The key that is made of a customer's word.
fn key(word: &[u8]) -> [u8; BLOCK] {
    let hash: [u8; 20] = Sha1::digest(word).into();
    *hash.first_chunk().expect("a hash is longer than a key")
}

fn challenge() -> Command {
    Command::new(0x80, 0x4B, 8, 0, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hex;

    #[test]
    fn the_factory_key_is_made_of_its_word() {
        assert_eq!(key(FACTORY).to_vec(), hex("099250FDB017F442DA429ECBBEE17F79"));
    }
}
