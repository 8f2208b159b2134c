//! Who made a fob: on this depends how it is to be spoken to.

use std::fmt;

/// Who made a fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Maker {
    /// Yubico.
    Yubico,
    /// CanoKeys.
    CanoKey,
    /// Nitrokey.
    Nitrokey,
    /// Token2.
    Token2,
    /// Somebody else, who follows Yubico's protocol.
    Other,
}

/// In small letters, as it is stored.
impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yubico => "yubico",
            Self::CanoKey => "canokey",
            Self::Nitrokey => "nitrokey",
            Self::Token2 => "token2",
            Self::Other => "other",
        })
    }
}
