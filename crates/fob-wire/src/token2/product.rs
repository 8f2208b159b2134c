//! Which of Token2's tokens it is: the first digits of its serial say so.

use std::fmt;

/// A programmable token with a display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// OTPC-P1-i, a card.
    OtpcP1,
    /// OTPC-P2-i, a card.
    OtpcP2,
    /// OTPC-P2-i-NB, a card.
    OtpcP2Nb,
    /// miniOTP-2-i.
    MiniOtp2,
    /// miniOTP-3-i.
    MiniOtp3,
    /// miniOTP-3-i-NB.
    MiniOtp3Nb,
    /// C301-i.
    C301,
    /// C302-i.
    C302,
    /// A single-profile token of another name.
    Single,
    /// Molto2 and Molto2v2.
    Molto2,
}

const PREFIXES: &[(&str, Product)] = &[
    ("8659612", Product::OtpcP1),
    ("8659622", Product::OtpcP2),
    ("8659621", Product::OtpcP2Nb),
    ("8659600", Product::MiniOtp2),
    ("8659601", Product::MiniOtp3),
    ("8659609", Product::MiniOtp3Nb),
    ("8659610", Product::C301),
    ("8659632", Product::C302),
];

impl Product {
    /// The single-profile token of that serial.
    pub fn of_serial(serial: &str) -> Self {
        let known = PREFIXES.iter().find(|(prefix, _)| serial.starts_with(prefix));
        known.map_or(Self::Single, |(_, product)| *product)
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtpcP1 => "Token2 OTPC-P1-i",
            Self::OtpcP2 => "Token2 OTPC-P2-i",
            Self::OtpcP2Nb => "Token2 OTPC-P2-i-NB",
            Self::MiniOtp2 => "Token2 miniOTP-2-i",
            Self::MiniOtp3 => "Token2 miniOTP-3-i",
            Self::MiniOtp3Nb => "Token2 miniOTP-3-i-NB",
            Self::C301 => "Token2 C301-i",
            Self::C302 => "Token2 C302-i",
            Self::Single => "Token2 NFC token",
            Self::Molto2 => "Token2 Molto2",
        })
    }
}
