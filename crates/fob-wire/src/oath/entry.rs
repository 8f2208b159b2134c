//! Credentials as the application lists and calculates them.

use std::fmt;

use super::name::parse_name;
use super::tag;
use crate::{WireError, tlv};

/// What a credential is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Counts codes.
    Hotp,
    /// Counts time.
    Totp,
    /// Something else that lives in the same application (a Nitrokey's password, for one).
    Other(u8),
}

impl Kind {
    fn of(byte: u8) -> Self {
        match byte & 0xF0 {
            0x10 => Self::Hotp,
            0x20 => Self::Totp,
            other => Self::Other(other),
        }
    }

    pub(super) fn bits(self) -> u8 {
        match self {
            Self::Hotp => 0x10,
            Self::Totp => 0x20,
            Self::Other(bits) => bits & 0xF0,
        }
    }
}

/// The hash function of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC-SHA-1.
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

impl Algorithm {
    fn of(byte: u8) -> Option<Self> {
        match byte & 0x0F {
            1 => Some(Self::Sha1),
            2 => Some(Self::Sha256),
            3 => Some(Self::Sha512),
            _ => None,
        }
    }

    pub(super) fn bits(self) -> u8 {
        match self {
            Self::Sha1 => 1,
            Self::Sha256 => 2,
            Self::Sha512 => 3,
        }
    }
}

/// A code before it is cut to its digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Truncated {
    /// How many digits the credential shows.
    pub digits: u8,
    /// The 31-bit value (RFC 4226, section 5.3).
    pub value: u32,
}

impl fmt::Debug for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Truncated({} digits)", self.digits)
    }
}

impl Truncated {
    /// The code as a person reads it: the last `digits` decimal digits, zeros in front.
    pub fn code(self) -> String {
        let digits = usize::from(self.digits);
        let all = format!("{:0>digits$}", self.value);
        all[all.len() - digits..].to_owned()
    }

    pub(super) fn parse(value: &[u8]) -> Result<Self, WireError> {
        match value {
            [digits @ 4..=10, code @ ..] => {
                let code = code.try_into().map_err(|_| WireError::Nonsense("bad code length"))?;
                Ok(Self { digits: *digits, value: u32::from_be_bytes(code) & 0x7FFF_FFFF })
            }
            _ => Err(WireError::Nonsense("bad number of digits")),
        }
    }
}

/// A credential, as far as LIST tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name: see [`super::parse_name`].
    pub name: Vec<u8>,
    /// What it is for.
    pub kind: Kind,
    /// Its hash function, if it is one we know.
    pub algorithm: Option<Algorithm>,
}

/// A credential, as far as the fob tells without spending a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name: see [`super::parse_name`].
    pub name: Vec<u8>,
    /// What it is for. One that wants a touch does not say: it counts as TOTP.
    pub kind: Kind,
    /// Its hash function, where a LIST had to do.
    pub algorithm: Option<Algorithm>,
    /// Its digits; unknown where a LIST had to do.
    pub digits: Option<u8>,
    /// Whether it wants a touch; unknown where a LIST had to do, and for HOTP.
    pub touch: Option<bool>,
    /// Its code: only of a TOTP credential without touch and with the period of 30 seconds.
    pub code: Option<Truncated>,
}

impl From<Listed> for Entry {
    fn from(Listed { name, kind, algorithm }: Listed) -> Self {
        Self { name, kind, algorithm, digits: None, touch: None, code: None }
    }
}

/// The answer of LIST.
pub(super) fn parse_list(answer: &[u8]) -> Result<Vec<Listed>, WireError> {
    let entries = tlv::parse(answer)?.into_iter().filter(|(found, _)| *found == tag::LISTED);
    entries
        .map(|(_, value)| match value {
            [what, name @ ..] => Ok(Listed {
                name: name.to_vec(),
                kind: Kind::of(*what),
                algorithm: Algorithm::of(*what),
            }),
            [] => Err(WireError::Nonsense("an empty entry in the list")),
        })
        .collect()
}

/// The answer of CALCULATE ALL: names and results in turn.
pub(super) fn parse_all(answer: &[u8]) -> Result<Vec<Entry>, WireError> {
    tlv::parse(answer)?.chunks(2).map(parse_pair).collect()
}

fn parse_pair(pair: &[tlv::Tlv<'_>]) -> Result<Entry, WireError> {
    let [(tag::NAME, name), (result, value)] = pair else {
        return Err(WireError::Nonsense("a name without a result"));
    };
    let mut entry = Entry {
        name: name.to_vec(),
        kind: Kind::Totp,
        algorithm: None,
        digits: value.first().copied(),
        touch: Some(false),
        code: None,
    };
    match *result {
        tag::HOTP => {
            entry.kind = Kind::Hotp;
            entry.touch = None;
        }
        tag::TOUCH => entry.touch = Some(true),
        // Whatever its period, it was calculated for the challenge of 30 seconds.
        tag::TRUNCATED if parse_name(name, true).period == Some(30) => {
            entry.code = Some(Truncated::parse(value)?);
        }
        tag::TRUNCATED => {}
        _ => return Err(WireError::Nonsense("an unknown kind of result")),
    }
    Ok(entry)
}
