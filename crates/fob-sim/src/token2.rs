//! Token2's tokens with a display: a single-profile NFC token, and a Molto2 with a hundred profiles.
//!
//! Nothing is selected. What changes a token must be signed with its key, once the key was shown in
//! answer to a challenge. The single-profile token forgets its seed whenever its clock is set; the
//! Molto2 counts wrong keys and locks itself.

mod crypt;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::apdu::{Command, sw};
use crate::bytes::{Hash, digits, hex, pop_tlv, truncate};
use crate::dice::Dice;
use crate::model::Model;
use crate::silent::Silent;

use crypt::{Key, unpad};

const SINGLE_KEY: [u8; 16] = *b"\x8A\xD2\x06\x88\x3C\xA3\x69\x48\x2A\xB2\x71\x82\xB6\xE8\x32\x24";
const FACTORY_WORD: &[u8] = b"TOKEN2MOLTO1-KEY";
const TRIES: u8 = 10;
const PROFILES: u8 = 100;

mod status {
    pub(super) const KEY_LOCKED: u16 = 0x6983;
    pub(super) const NOTHING_THERE: u16 = 0x6A83;
    pub(super) const LE_UNWANTED: u16 = 0x6FFB;
}

/// What a token holds in one place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DisplayProfile {
    /// The seed, once there is one.
    #[serde(with = "hex")]
    pub seed: Vec<u8>,
    /// The title; single-profile tokens have none.
    pub title: String,
    /// The hash function.
    pub hash: Hash,
    /// How many digits are shown.
    pub digits: u8,
    /// Seconds of a time step.
    pub period: u8,
}

impl Default for DisplayProfile {
    fn default() -> Self {
        let (seed, title) = Default::default();
        Self { seed, title, hash: Hash::Sha1, digits: 6, period: 30 }
    }
}

/// A token. It knows its key, and how far its clock is off.
#[derive(Serialize, Deserialize)]
pub(crate) struct Token2 {
    #[serde(with = "hex")]
    key: Vec<u8>,
    tries: u8,
    /// Seconds that its clock is ahead of the true time.
    ahead: i64,
    /// Setting clock or configuration erases the seed.
    restricted: bool,
    profiles: BTreeMap<u8, DisplayProfile>,
    #[serde(skip)]
    dark: bool,
    #[serde(skip)]
    challenge: Option<[u8; 8]>,
    #[serde(skip)]
    proven: bool,
}

/// What the token knows of the world during one command.
pub(crate) struct Around<'a> {
    pub(crate) model: Model,
    pub(crate) serial: Option<u64>,
    /// The true time.
    pub(crate) now: u64,
    pub(crate) dice: &'a mut Dice,
    pub(crate) changes: &'a mut u64,
}

impl Token2 {
    /// A token of that make, fresh from the factory; no other make is one.
    pub(crate) fn of(model: Model) -> Option<Self> {
        let key = match model {
            Model::Token2Nfc => SINGLE_KEY.to_vec(),
            Model::Molto2 => crypt::of_word(FACTORY_WORD),
            _ => return None,
        };
        Some(Self {
            key,
            tries: TRIES,
            ahead: 0,
            restricted: model == Model::Token2Nfc,
            profiles: BTreeMap::new(),
            dark: false,
            challenge: None,
            proven: false,
        })
    }

    pub(crate) fn profile(&self, place: u8) -> Option<&DisplayProfile> {
        self.profiles.get(&place)
    }

    pub(crate) fn ahead(&mut self) -> &mut i64 {
        &mut self.ahead
    }

    pub(crate) fn dark(&mut self) -> &mut bool {
        &mut self.dark
    }

    pub(crate) fn is_dark(&self) -> bool {
        self.dark
    }

    /// A customer gives it another key.
    pub(crate) fn set_key(&mut self, word: &[u8]) {
        self.key = crypt::of_word(word);
    }

    /// How many wrong keys it takes before it locks itself.
    pub(crate) fn tries(&self) -> u8 {
        self.tries
    }

    pub(crate) fn reset(&mut self) {
        self.challenge = None;
        self.proven = false;
    }

    /// What the display shows in this place.
    pub(crate) fn show(&mut self, place: u8, now: u64) -> Result<String, Silent> {
        self.dark = false;
        let profile = self.profiles.get(&place).filter(|profile| !profile.seed.is_empty());
        let profile = profile.ok_or(Silent::Empty)?;
        let step = u64::from(self.own_time(now)) / u64::from(profile.period);
        let mac = profile.hash.hmac(&profile.seed, &step.to_be_bytes());
        Ok(digits(truncate(&mac), profile.digits))
    }

    /// One command, one answer.
    pub(crate) fn exchange(&mut self, apdu: &[u8], mut around: Around<'_>) -> Vec<u8> {
        let answer = match Command::read(apdu) {
            Some(command) if !command.extended => self.act(&command, &mut around),
            _ => Err(sw::WRONG_LENGTH),
        };
        let (mut data, status) = match answer {
            Ok(data) => (data, sw::OK),
            Err(status) => (Vec::new(), status),
        };
        data.extend(status.to_be_bytes());
        data
    }

    fn act(&mut self, command: &Command, around: &mut Around<'_>) -> Result<Vec<u8>, u16> {
        let single = around.model == Model::Token2Nfc;
        let Command { class, ins, p1, p2, data, le, .. } = command;
        match (class, ins, p1, p2) {
            (0x80, 0x41, 0, 0) if single && data == b"\x02\x11" && le.is_none() => {
                Ok(self.info(around))
            }
            (0x80, 0x41, 0, 0) if !single && data.is_empty() => Ok(self.info(around)),
            (0x80, 0x41, 0, place) if !single && data == b"\x70" => match le {
                Some(_) => Err(status::LE_UNWANTED),
                None => self.tell(*place, around.now),
            },
            (0x80, 0x4B, 8, 0) if data.as_slice() == if single { &b"\0"[..] } else { b"" } => {
                let mut challenge = [0; 8];
                (around.dice)(&mut challenge);
                self.challenge = Some(challenge);
                Ok(challenge.to_vec())
            }
            (0x80, 0xCE, 0, 0) if data.len() == 16 && le.is_none() => {
                self.hear_key(data, single, around).map(|()| Vec::new())
            }
            (0x80, 0xE6, 0, place) if !single && data.is_empty() => {
                let profile = self.profiles.get_mut(place);
                let profile = profile.filter(|profile| !profile.seed.is_empty());
                profile.ok_or(status::NOTHING_THERE)?.seed.clear();
                *around.changes += 1;
                Ok(Vec::new())
            }
            (0x84, ..) if le.is_none() => {
                let body = self.signed(command)?;
                self.write(command, &body, single, around)?;
                *around.changes += 1;
                Ok(Vec::new())
            }
            (0x80 | 0x84, 0x41 | 0x4B | 0xCE | 0xC5 | 0xD4, ..) => Err(sw::WRONG_LENGTH),
            (0x80 | 0x84, ..) => Err(sw::UNKNOWN_INS),
            _ => Err(sw::UNKNOWN_CLASS),
        }
    }

    /// Three bytes that mean something to its maker, the serial, two more of those, the clock.
    fn info(&self, around: &Around<'_>) -> Vec<u8> {
        let serial = around.serial.unwrap_or(0).to_string().into_bytes();
        let length = u8::try_from(serial.len()).expect("a number has few digits");
        let mut info = vec![0x81, 0x1F, 0x02, length];
        info.extend(serial);
        info.extend([0x0F, 0x04]);
        info.extend(self.own_time(around.now).to_be_bytes());
        info
    }

    fn own_time(&self, now: u64) -> u32 {
        u32::try_from(now.saturating_add_signed(self.ahead)).unwrap_or(u32::MAX)
    }

    fn tell(&self, place: u8, now: u64) -> Result<Vec<u8>, u16> {
        if place >= PROFILES {
            return Err(sw::WRONG_P1P2);
        }
        let profile = self.profiles.get(&place).cloned().unwrap_or_default();
        let mut title = profile.title.into_bytes();
        title.resize(16, 0);
        let time = self.own_time(now).to_be_bytes();
        let seeded = u8::from(!profile.seed.is_empty());
        let mut told = vec![0x95, 0x1F, 0x70, 0x1D, 0x00];
        told.extend(title);
        told.extend([time, time].concat());
        told.extend([profile.hash.code(), profile.period, profile.digits, seeded]);
        Ok(told)
    }

    /// The key is shown by sealing the challenge with it. A challenge is good for one answer.
    fn hear_key(&mut self, proof: &[u8], single: bool, around: &mut Around<'_>) -> Result<(), u16> {
        if self.tries == 0 {
            return Err(status::KEY_LOCKED);
        }
        let mut block = self.challenge.take().ok_or(sw::CONDITIONS)?.to_vec();
        block.resize(16, 0);
        self.proven = Key::new(&self.key).seal(&block) == proof;
        match (self.proven, single) {
            (true, _) => {
                self.tries = TRIES;
                Ok(())
            }
            (false, true) => Err(status::KEY_LOCKED),
            (false, false) => {
                self.tries -= 1;
                *around.changes += 1;
                Err(0x6300 | u16::from(self.tries))
            }
        }
    }

    /// The body of a signed command, if its signature is right.
    fn signed(&self, command: &Command) -> Result<Vec<u8>, u16> {
        if !self.proven {
            return Err(sw::SECURITY);
        }
        let (body, signature) = command.data.split_last_chunk::<4>().ok_or(sw::WRONG_LENGTH)?;
        let length = u8::try_from(body.len()).map_err(|_| sw::WRONG_LENGTH)?;
        let head = [0x80, command.ins, command.p1, command.p2, length];
        match Key::new(&self.key).sign(&[&head, body].concat()) == *signature {
            true => Ok(body.to_vec()),
            false => Err(sw::SECURITY),
        }
    }

    fn write(
        &mut self,
        command: &Command,
        body: &[u8],
        single: bool,
        around: &Around<'_>,
    ) -> Result<(), u16> {
        let place = command.p2;
        if place >= if single { 1 } else { PROFILES } {
            return Err(sw::WRONG_P1P2);
        }
        let open = |body| unpad(Key::new(&self.key).open(body)?).filter(|plain| !plain.is_empty());
        match (command.ins, command.p1) {
            (0xC5, 1) => {
                let seed = open(body).filter(|seed| seed.len() <= 63).ok_or(sw::WRONG_DATA)?;
                self.profiles.entry(place).or_default().seed = seed;
            }
            (0xD5, 0) if !single => {
                let title = open(body).filter(|title| title.len() <= 12).ok_or(sw::WRONG_DATA)?;
                let title = String::from_utf8(title).map_err(|_| sw::WRONG_DATA)?;
                self.profiles.entry(place).or_default().title = title;
            }
            (0xD4, 0) if single => self.configure(0, body, true, around.now)?,
            (0xD4, 1) if !single => self.configure(place, body, false, around.now)?,
            _ => return Err(sw::UNKNOWN_INS),
        }
        Ok(())
    }

    /// All of the configuration, in its order, or nothing.
    fn configure(&mut self, place: u8, body: &[u8], single: bool, now: u64) -> Result<(), u16> {
        let read = || {
            let mut list = only(body, 0x81)?;
            let display = value::<1>(&mut list, 0x1F)?;
            let time = value::<4>(&mut list, 0x0F)?;
            let mut account = only(list, 0x86)?;
            let hash = value::<1>(&mut account, 0x0A)?;
            let digits = if single { [6] } else { value::<1>(&mut account, 0x0B)? };
            let period = value::<1>(&mut account, 0x0D)?;
            let hash = Hash::from_code(hash[0]).filter(|hash| *hash != Hash::Sha512)?;
            let sound = display[0] <= 3
                && matches!(digits[0], 4 | 6 | 8 | 10)
                && matches!(period[0], 30 | 60)
                && account.is_empty();
            sound.then_some((u32::from_be_bytes(time), hash, digits[0], period[0]))
        };
        let (time, hash, digits, period) = read().ok_or(sw::WRONG_DATA)?;
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        self.ahead = i64::from(time) - now;
        let profile = self.profiles.entry(place).or_default();
        (profile.hash, profile.digits, profile.period) = (hash, digits, period);
        if self.restricted {
            profile.seed.clear();
        }
        Ok(())
    }
}

/// The value of the one object of that tag, and nothing behind it.
fn only(mut list: &[u8], tag: u8) -> Option<&[u8]> {
    let (found, value) = pop_tlv(&mut list)?;
    (found == tag && list.is_empty()).then_some(value)
}

/// The value of the next object, of that tag and length.
fn value<const N: usize>(list: &mut &[u8], tag: u8) -> Option<[u8; N]> {
    let (found, value) = pop_tlv(list)?;
    value.try_into().ok().filter(|_| found == tag)
}
