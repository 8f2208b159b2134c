//! Token2's programmable tokens: a display, a clock of their own, and no way to ask for a code.
//!
//! Two kinds speak nearly the same. The single-profile NFC tokens ([`SingleSession`]) hold one
//! account without a name, which cannot be looked at; the Molto2 ([`MoltoSession`]) holds a hundred,
//! each with a title. Whatever changes them is signed with a key: one that every single-profile
//! token has, and a customer's own on the Molto2, of which only the maker's is known here.
//!
//! Tokens with restricted time sync forget their seed whenever clock or configuration is written.
//! So the configuration always goes first, and the seed after it.

mod answers;
mod channel;
mod cipher;
mod molto;
mod product;
mod single;
#[cfg(test)]
mod tests;

pub use answers::{Info, Profile};
pub use molto::{MoltoSession, PROFILES};
pub use product::Product;
pub use single::SingleSession;

use crate::oath::Algorithm;
use crate::tlv::Writer;

/// The longest title of a Molto2's profile in bytes.
pub const LONGEST_TITLE: usize = 12;
/// The longest seed in bytes.
pub const LONGEST_SEED: usize = 63;
/// The time steps that they know, in seconds.
pub const PERIODS: &[u32] = &[30, 60];

/// How long a code stays on the display: 30 seconds.
const DISPLAY: u8 = 1;

/// What an account is to be, beside its seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// SHA-1 or SHA-256.
    pub algorithm: Algorithm,
    /// How many digits; a single-profile token always shows six.
    pub digits: u8,
    /// Seconds of a time step: 30 or 60.
    pub period: u32,
    /// What the token's clock is set to, in Unix seconds.
    pub now: u64,
}

impl Setting {
    /// The configuration as it is sent: all of it, since what is left out is lost. `None` for what
    /// no such token can do.
    fn object(self, with_digits: bool) -> Option<Vec<u8>> {
        let algorithm = match self.algorithm {
            Algorithm::Sha1 => 1,
            Algorithm::Sha256 => 2,
            Algorithm::Sha512 => return None,
        };
        let period = u8::try_from(self.period).ok().filter(|_| PERIODS.contains(&self.period))?;
        let time = u32::try_from(self.now).ok()?.to_be_bytes();
        let mut account = Writer::new().tlv(0x0A, &[&[algorithm]]);
        if with_digits {
            account = account.tlv(0x0B, &[&[self.digits]]);
        }
        let account = account.tlv(0x0D, &[&[period]]).done();
        let all = Writer::new().tlv(0x1F, &[&[DISPLAY]]).tlv(0x0F, &[&time]).tlv(0x86, &[&account]);
        Some(Writer::new().tlv(0x81, &[&all.done()]).done().to_vec())
    }
}
