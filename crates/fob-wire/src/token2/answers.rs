//! What these tokens say of themselves. The answers need no key and change nothing.

use crate::oath::Algorithm;
use crate::{WireError, tlv};

/// No serial is longer than this.
const LONGEST_SERIAL: usize = 19;

const SECURE: u8 = 0x95;
const PROFILE: u8 = 0x70;

/// What a token tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// The serial as it stands on the token.
    pub serial: String,
    /// What its clock shows, in Unix seconds.
    pub clock: u32,
}

impl Info {
    /// Three bytes unknown, the serial with its length, two bytes unknown, the clock.
    ///
    /// # Errors
    /// `Nonsense` for anything else, and for a serial that is no plain word.
    pub fn parse(answer: &[u8]) -> Result<Self, WireError> {
        let nonsense = WireError::Nonsense("the token does not say who it is");
        let read = || {
            let (length, rest) = answer.get(3..)?.split_first()?;
            let (serial, rest) = rest.split_at_checked(usize::from(*length))?;
            let clock = rest.get(2..)?.first_chunk()?;
            let plain = (1..=LONGEST_SERIAL).contains(&serial.len())
                && serial.iter().all(u8::is_ascii_alphanumeric);
            let serial = str::from_utf8(serial).ok().filter(|_| plain)?;
            Some(Self { serial: serial.to_owned(), clock: u32::from_be_bytes(*clock) })
        };
        read().ok_or(nonsense)
    }

    /// The serial as a number, where it is one.
    pub fn number(&self) -> Option<u64> {
        self.serial.parse().ok().filter(|number| *number != 0)
    }
}

/// A profile of a Molto2, as far as it tells without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its title; stays where the seed was deleted.
    pub title: Vec<u8>,
    /// Its hash function, if it is one we know.
    pub algorithm: Option<Algorithm>,
    /// How many digits its codes have.
    pub digits: u8,
    /// Whether it has a seed.
    pub seeded: bool,
}

impl Profile {
    /// One object in another: a byte unknown, 16 bytes of title, two times, hash function, time
    /// step, digits, and whether there is a seed.
    ///
    /// # Errors
    /// `Nonsense` for anything else.
    pub fn parse(answer: &[u8]) -> Result<Self, WireError> {
        let nonsense = WireError::Nonsense("the token does not tell of its profile");
        let outer = tlv::parse(answer)?;
        let inner = tlv::parse(tlv::find(&outer, SECURE).ok_or(nonsense.clone())?)?;
        let body: &[u8; 29] =
            tlv::find(&inner, PROFILE).and_then(|body| body.try_into().ok()).ok_or(nonsense)?;
        let [algorithm, _step, digits, seeded] = [body[25], body[26], body[27], body[28]];
        // What fills a title up is a zero, or the bit that pads it.
        let title = body[1..17].split(|byte| matches!(byte, 0 | 0x80..)).next();
        Ok(Self {
            title: title.unwrap_or_default().to_vec(),
            algorithm: match algorithm {
                1 => Some(Algorithm::Sha1),
                2 => Some(Algorithm::Sha256),
                _ => None,
            },
            digits,
            seeded: seeded != 0,
        })
    }

    /// A profile of which there is nothing to tell.
    pub(super) fn empty() -> Self {
        Self { title: Vec::new(), algorithm: None, digits: 0, seeded: false }
    }
}
