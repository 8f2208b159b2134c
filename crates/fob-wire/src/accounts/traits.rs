//! What the accounts of a family and firmware can do, and what an order asks that they cannot.

use crate::Version;
use crate::family::{Dialect, OathTraits, imf_for};
use crate::oath::{Algorithm, Kind, LONGEST_NAME};
use crate::token2;

/// What a fob's accounts can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountTraits {
    /// Accounts that count.
    pub hotp: bool,
    /// Accounts that follow the clock.
    pub totp: bool,
    /// The lengths of code it can show.
    pub digits: &'static [u8],
    /// SHA-256.
    pub sha256: bool,
    /// SHA-512.
    pub sha512: bool,
    /// Accounts that want a touch for every code.
    pub touch: bool,
    /// The time steps it knows, in seconds; `None`: any, since whoever asks for a code brings the
    /// time.
    pub periods: Option<&'static [u32]>,
    /// The smallest counter that a first code can have.
    pub smallest_counter: u64,
    /// The largest one.
    pub largest_counter: u64,
    /// Whether it keeps the account's name. Otherwise there is one account, and it has none.
    pub named: bool,
    /// The longest name in bytes.
    pub longest_name: usize,
    /// A name may hold other letters than those of ASCII.
    pub any_letters: bool,
    /// The accounts can be listed. Otherwise nothing tells what is on it, or whether.
    pub listed: bool,
    /// The longest secret in bytes, once a longer one was hashed where HMAC would do so.
    pub longest_secret: usize,
    /// How many accounts fit, where that is known beforehand.
    pub room: Option<u16>,
    /// Writing over an account of the same name replaces it silently; otherwise it is refused.
    pub overwrites: bool,
    /// Writing can destroy an account whose name merely *begins with* the new name.
    pub overwrites_longer_names: bool,
    /// Codes can be asked for over the cable. Otherwise they stand on the fob's display only.
    pub calculates: bool,
    /// The next moving factor can be read without spending a code.
    pub counter_readable: bool,
    /// Codes come from the fob's own clock, which may drift.
    pub own_clock: bool,
    /// It counts wrong keys, and locks itself after so many.
    pub counts_keys: bool,
}

/// What an order asks of a fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// HOTP or TOTP.
    pub kind: Kind,
    /// The hash function.
    pub algorithm: Algorithm,
    /// How many digits.
    pub digits: u8,
    /// TOTP: seconds of a time step.
    pub period: Option<u32>,
    /// Whether every code wants a touch.
    pub touch: bool,
    /// HOTP: the counter of the first code.
    pub first: u64,
    /// The name's length in bytes.
    pub name: usize,
    /// Whether the name holds nothing but letters of ASCII.
    pub ascii: bool,
    /// The secret's length in bytes.
    pub secret: usize,
}

/// What a fob cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Codes that count.
    Hotp,
    /// Codes of a clock.
    Totp,
    /// Codes of that length.
    Digits,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
    /// Asking for a touch.
    Touch,
    /// That time step.
    Period,
    /// A first code at that counter.
    Counter,
    /// A name of that length, or of those letters.
    Name,
    /// A secret of that length.
    Secret,
}

impl AccountTraits {
    /// The facts about Yubico's OATH application in this dialect, at this version.
    pub fn of_oath(dialect: Dialect, version: Version) -> Self {
        let oath = OathTraits::of(dialect, version);
        Self {
            hotp: true,
            totp: true,
            digits: &[6, 7, 8],
            sha256: true,
            sha512: oath.sha512,
            touch: oath.touch,
            periods: None,
            smallest_counter: if imf_for(dialect, 0).is_some() { 0 } else { 1 },
            largest_counter: u64::from(u32::MAX),
            named: true,
            longest_name: LONGEST_NAME,
            any_letters: true,
            listed: true,
            longest_secret: oath.longest_secret,
            room: None,
            overwrites: oath.overwrites,
            overwrites_longer_names: oath.overwrites_longer_names,
            calculates: true,
            counter_readable: false,
            own_clock: false,
            counts_keys: false,
        }
    }

    /// The facts about a single-profile token with a display.
    pub fn of_single() -> Self {
        Self {
            hotp: false,
            totp: true,
            digits: &[6],
            sha256: true,
            sha512: false,
            touch: false,
            periods: Some(token2::PERIODS),
            smallest_counter: 0,
            largest_counter: 0,
            named: false,
            longest_name: 0,
            any_letters: false,
            listed: false,
            longest_secret: token2::LONGEST_SEED,
            room: Some(1),
            overwrites: true,
            overwrites_longer_names: false,
            calculates: false,
            counter_readable: false,
            own_clock: true,
            counts_keys: false,
        }
    }

    /// The facts about a Molto2.
    pub fn of_molto() -> Self {
        Self {
            digits: &[6, 8],
            named: true,
            longest_name: token2::LONGEST_TITLE,
            listed: true,
            room: Some(token2::PROFILES.into()),
            counts_keys: true,
            ..Self::of_single()
        }
    }

    /// The first thing an order asks that this fob cannot do.
    pub fn lacks(&self, wanted: &Wanted) -> Option<Lack> {
        let hotp = wanted.kind == Kind::Hotp;
        let period = wanted.period.unwrap_or(30);
        let counters = self.smallest_counter..=self.largest_counter;
        // What is longer than its HMAC's block is hashed before it is sent.
        let (block, hash) = match wanted.algorithm {
            Algorithm::Sha1 => (64, 20),
            Algorithm::Sha256 => (64, 32),
            Algorithm::Sha512 => (128, 64),
        };
        let secret = if wanted.secret > block { hash } else { wanted.secret };
        Some(match () {
            () if hotp && !self.hotp => Lack::Hotp,
            () if !hotp && !self.totp => Lack::Totp,
            () if wanted.algorithm == Algorithm::Sha256 && !self.sha256 => Lack::Sha256,
            () if wanted.algorithm == Algorithm::Sha512 && !self.sha512 => Lack::Sha512,
            () if !self.digits.contains(&wanted.digits) => Lack::Digits,
            () if wanted.touch && !self.touch => Lack::Touch,
            () if !hotp && self.periods.is_some_and(|known| !known.contains(&period)) => {
                Lack::Period
            }
            () if hotp && !counters.contains(&wanted.first) => Lack::Counter,
            () if self.named && !(1..=self.longest_name).contains(&wanted.name) => Lack::Name,
            () if self.named && !self.any_letters && !wanted.ascii => Lack::Name,
            () if !(1..=self.longest_secret).contains(&secret) => Lack::Secret,
            () => return None,
        })
    }

    /// Whether writing `new` would destroy `stored`.
    pub fn put_destroys(&self, stored: &[u8], new: &[u8]) -> bool {
        (self.overwrites && stored == new)
            || (self.overwrites_longer_names && stored.starts_with(new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        Wanted {
            kind: Kind::Hotp,
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: None,
            touch: false,
            first: 0,
            name: 12,
            ascii: true,
            secret: 20,
        }
    }

    #[test]
    fn each_dialect_says_what_it_lacks() {
        let yubico = AccountTraits::of_oath(Dialect::Yubico, Version::new(5, 4, 3));
        let canokey = AccountTraits::of_oath(Dialect::CanoKey, Version::new(6, 0, 0));
        let nitrokey = AccountTraits::of_oath(Dialect::Nitrokey, Version::new(4, 13, 0));
        assert_eq!(yubico.lacks(&wanted()), None);
        assert_eq!(canokey.lacks(&wanted()), Some(Lack::Counter), "it counts before it computes");
        assert_eq!(canokey.lacks(&Wanted { first: 1, ..wanted() }), None);
        let sha512 = Wanted { algorithm: Algorithm::Sha512, secret: 64, ..wanted() };
        assert_eq!(nitrokey.lacks(&sha512), Some(Lack::Sha512));
        assert_eq!(yubico.lacks(&sha512), None);
        assert_eq!(yubico.lacks(&Wanted { digits: 9, ..wanted() }), Some(Lack::Digits));
        assert_eq!(yubico.lacks(&Wanted { name: 65, ..wanted() }), Some(Lack::Name));
        assert_eq!(yubico.lacks(&Wanted { secret: 0, ..wanted() }), Some(Lack::Secret));
    }

    #[test]
    fn a_token_with_a_display_follows_the_clock_only() {
        let clock = |period| Wanted { kind: Kind::Totp, period: Some(period), ..wanted() };
        let (single, molto) = (AccountTraits::of_single(), AccountTraits::of_molto());
        for traits in [single, molto] {
            assert_eq!(traits.lacks(&wanted()), Some(Lack::Hotp));
            assert_eq!(traits.lacks(&clock(30)), None);
            assert_eq!(traits.lacks(&clock(60)), None);
            assert_eq!(traits.lacks(&clock(20)), Some(Lack::Period));
            let sha512 = Wanted { algorithm: Algorithm::Sha512, secret: 64, ..clock(30) };
            assert_eq!(traits.lacks(&sha512), Some(Lack::Sha512));
        }
        let eight = Wanted { digits: 8, ..clock(30) };
        assert_eq!((single.lacks(&eight), molto.lacks(&eight)), (Some(Lack::Digits), None));
        let long = Wanted { name: 13, ..clock(30) };
        assert_eq!((single.lacks(&long), molto.lacks(&long)), (None, Some(Lack::Name)));
        assert_eq!(molto.lacks(&Wanted { ascii: false, ..clock(30) }), Some(Lack::Name));
    }

    #[test]
    fn a_long_secret_counts_as_its_hash() {
        let early = AccountTraits::of_oath(Dialect::Yubico, Version::new(3, 4, 0));
        assert_eq!(early.longest_secret, 64);
        assert_eq!(early.lacks(&Wanted { secret: 200, ..wanted() }), None);
    }
}
