//! What a fob looks like, and what it is called.

use std::fmt;

use crate::token2::Product;

/// The shape of a fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormFactor {
    /// Not told.
    Unknown,
    /// USB-A, for a key ring.
    AKeychain,
    /// USB-A, stays in the computer.
    ANano,
    /// USB-C, for a key ring.
    CKeychain,
    /// USB-C, stays in the computer.
    CNano,
    /// USB-C and Lightning.
    CLightning,
    /// USB-A with a fingerprint reader.
    ABio,
    /// USB-C with a fingerprint reader.
    CBio,
}

impl FormFactor {
    /// The shape in a form factor byte, whose upper half is something else.
    pub(super) fn of(byte: u8) -> Self {
        match byte & 0x0F {
            1 => Self::AKeychain,
            2 => Self::ANano,
            3 => Self::CKeychain,
            4 => Self::CNano,
            5 => Self::CLightning,
            6 => Self::ABio,
            7 => Self::CBio,
            _ => Self::Unknown,
        }
    }

    pub(super) fn is_bio(self) -> bool {
        matches!(self, Self::ABio | Self::CBio)
    }

    pub(super) fn is_nano(self) -> bool {
        matches!(self, Self::ANano | Self::CNano)
    }
}

/// The model of a fob; `Display` is the name that its maker gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// A YubiKey of the fifth generation or later, or a Security Key of that time.
    Modern(Modern),
    /// A YubiKey with firmware that was never sold.
    YubiKeyPreview,
    /// YubiKey 4.
    YubiKey4,
    /// YubiKey FIPS (4 Series).
    YubiKey4Fips,
    /// YubiKey Edge.
    YubiKeyEdge,
    /// YubiKey NEO.
    YubiKeyNeo,
    /// YubiKey, first or second generation.
    YubiKey,
    /// An early Security Key.
    SecurityKey,
    /// CanoKey.
    CanoKey,
    /// Nitrokey 3.
    Nitrokey3,
    /// One of Token2's tokens with a display.
    Token2(Product),
    /// Something that speaks the OATH protocol and does not say what it is.
    OathCard,
}

/// How one modern YubiKey differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Modern {
    /// YubiKey 5, YubiKey Bio, Security Key.
    pub series: Series,
    /// Its shape.
    pub form: FormFactor,
    /// Whether it is contactless too.
    pub nfc: bool,
    /// The edition of the series.
    pub edition: Edition,
}

impl Modern {
    /// A YubiKey 5 of which nothing else is known.
    pub(super) const UNKNOWN: Self = Self {
        series: Series::Five,
        form: FormFactor::Unknown,
        nfc: false,
        edition: Edition::Plain,
    };
}

/// The series of a modern YubiKey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Series {
    /// YubiKey 5.
    Five,
    /// YubiKey Bio.
    Bio,
    /// Security Key.
    SecurityKey,
}

/// The edition of a modern YubiKey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edition {
    /// None in particular.
    Plain,
    /// FIPS series.
    Fips,
    /// FIDO edition (Bio).
    Fido,
    /// Multi-protocol edition (Bio).
    MultiProtocol,
    /// Enterprise edition (Security Key).
    Enterprise,
    /// PIN complexity is enforced.
    EnhancedPin,
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Modern(modern) => return modern.fmt(f),
            Self::Token2(product) => return product.fmt(f),
            Self::YubiKeyPreview => "YubiKey Preview",
            Self::YubiKey4 => "YubiKey 4",
            Self::YubiKey4Fips => "YubiKey FIPS (4 Series)",
            Self::YubiKeyEdge => "YubiKey Edge",
            Self::YubiKeyNeo => "YubiKey NEO",
            Self::YubiKey => "YubiKey",
            Self::SecurityKey => "Security Key by Yubico",
            Self::CanoKey => "CanoKey",
            Self::Nitrokey3 => "Nitrokey 3",
            Self::OathCard => "OATH card",
        })
    }
}

impl fmt::Display for Modern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let connector = match self.form {
            FormFactor::CKeychain | FormFactor::CNano | FormFactor::CBio => "C",
            FormFactor::CLightning => "Ci",
            FormFactor::AKeychain if !self.nfc => "A",
            _ => "",
        };
        let (series, gap) = match self.series {
            Series::Five => ("YubiKey 5", ""),
            Series::Bio => ("YubiKey", " "),
            Series::SecurityKey => ("Security Key", " "),
        };
        f.write_str(series)?;
        if !connector.is_empty() {
            write!(f, "{gap}{connector}")?;
        }
        f.write_str(match self {
            _ if self.form.is_nano() => " Nano",
            _ if self.nfc => " NFC",
            _ if self.form.is_bio() => " Bio",
            _ => "",
        })?;
        f.write_str(match self.edition {
            Edition::Plain => "",
            Edition::Fips => " FIPS",
            Edition::Fido => " - FIDO Edition",
            Edition::MultiProtocol => " - Multi-protocol Edition",
            Edition::Enterprise => " - Enterprise Edition",
            Edition::EnhancedPin => " - Enhanced PIN",
        })
    }
}
