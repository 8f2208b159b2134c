//! The table of facts: what the families and firmwares of one protocol do differently.
//!
//! A fob's answer always has the last word; these facts are for asking the right thing, and for
//! saying beforehand what a fob cannot do.

use crate::Version;

/// Whose version of the OATH protocol a fob speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Yubico's own, and everybody who copies it faithfully (Solo 2, Pico FIDO).
    Yubico,
    /// CanoKey: counts before it computes, refuses to overwrite.
    CanoKey,
    /// Nitrokey 3 (Secrets app): a PIN instead of an access key, refuses to overwrite.
    Nitrokey,
}

/// What an OATH application can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OathTraits {
    /// SHA-512 credentials.
    pub sha512: bool,
    /// Credentials that want a touch for every code.
    pub touch: bool,
    /// RENAME.
    pub rename: bool,
    /// PUT over an existing name replaces it silently; otherwise it is refused (`NameTaken`).
    pub overwrites: bool,
    /// PUT can destroy a credential whose name merely *begins with* the new name.
    pub overwrites_longer_names: bool,
    /// CALCULATE ALL; otherwise a LIST takes its place, which tells less.
    pub calculate_all: bool,
    /// An access key can be set; otherwise the fob knows a PIN or nothing.
    pub access_key: bool,
    /// After a change of the access key the application must be selected again.
    pub select_after_access_key: bool,
    /// A HOTP credential is always sent with its initial moving factor, even if that is 0.
    pub always_moving_factor: bool,
    /// Longest secret in bytes (longer ones are hashed before they are sent).
    pub longest_secret: usize,
}

impl OathTraits {
    /// The facts about this dialect at this version of the application (for Yubico's USB fobs the
    /// firmware's; the NEO counts its applet apart).
    pub fn of(dialect: Dialect, version: Version) -> Self {
        match dialect {
            Dialect::Yubico => Self::yubico(version),
            Dialect::CanoKey => Self {
                overwrites: false,
                longest_secret: 64,
                ..Self::yubico(Version::new(6, 0, 0))
            },
            Dialect::Nitrokey => Self {
                sha512: false,
                touch: true,
                rename: false,
                overwrites: false,
                overwrites_longer_names: false,
                calculate_all: false,
                access_key: false,
                select_after_access_key: false,
                always_moving_factor: true,
                longest_secret: 64,
            },
        }
    }

    fn yubico(version: Version) -> Self {
        Self {
            // 4.4 is the FIPS edition of its time.
            sha512: version >= Version::new(4, 3, 4)
                && !version.within(Version::new(4, 4, 0), Version::new(5, 0, 0)),
            touch: version >= Version::new(4, 2, 6),
            rename: version >= Version::new(5, 3, 1),
            overwrites: true,
            overwrites_longer_names: version.within(Version::new(4, 0, 1), Version::new(4, 3, 5)),
            calculate_all: true,
            access_key: true,
            select_after_access_key: version < Version::new(3, 0, 0),
            always_moving_factor: false,
            longest_secret: if version.major < 4 { 64 } else { 128 },
        }
    }

    /// Whether PUT of `new` would destroy `stored`.
    pub fn put_destroys(&self, stored: &[u8], new: &[u8]) -> bool {
        (self.overwrites && stored == new)
            || (self.overwrites_longer_names && stored.starts_with(new))
    }
}

/// The counter that the first code uses after a PUT with this initial moving factor.
pub fn first_code_counter(dialect: Dialect, imf: u32) -> u64 {
    match dialect {
        Dialect::CanoKey => u64::from(imf) + 1,
        Dialect::Yubico | Dialect::Nitrokey => u64::from(imf),
    }
}

/// The initial moving factor to write so that the first code uses `counter`; `None` when this
/// dialect cannot (CanoKey never makes the code of counter 0).
pub fn imf_for(dialect: Dialect, counter: u32) -> Option<u32> {
    match dialect {
        Dialect::CanoKey => counter.checked_sub(1),
        Dialect::Yubico | Dialect::Nitrokey => Some(counter),
    }
}

/// What the keyboard slots of a firmware are worth over a smart card reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotsOverCcid {
    /// Reliable.
    Sound,
    /// There, but the programming sequence is not always brought up to date.
    Quirky,
    /// The keyboard interface is the better way; a reader may refuse.
    Doubtful,
}

/// The facts about the keyboard slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotTraits {
    /// What they are worth over a smart card reader.
    pub over_ccid: SlotsOverCcid,
    /// OATH-HOTP, challenge-response, scan-code passwords.
    pub hotp: bool,
    /// UPDATE and SWAP.
    pub update: bool,
    /// UPDATE may change the access code.
    pub update_changes_access_code: bool,
}

impl SlotTraits {
    /// The facts about this firmware.
    pub fn of(version: Version) -> Self {
        let v = Version::new;
        Self {
            over_ccid: match version {
                version if version >= v(5, 4, 3) => SlotsOverCcid::Sound,
                version if version >= v(5, 0, 0) => SlotsOverCcid::Quirky,
                version if version >= v(4, 0, 0) => SlotsOverCcid::Doubtful,
                _ => SlotsOverCcid::Sound,
            },
            hotp: version >= v(2, 2, 0),
            update: version >= v(2, 3, 0),
            update_changes_access_code: !version.within(v(4, 3, 2), v(4, 3, 6)),
        }
    }
}
