//! The makes that can be played, and what sets them apart at first sight.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A make of fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// YubiKey 5 (USB-A, no NFC) in a USB port.
    Yubikey5,
    /// YubiKey 5 NFC, lying on a contactless reader: short APDUs only.
    Yubikey5Nfc,
    /// YubiKey 4 in a USB port.
    Yubikey4,
    /// YubiKey NEO in a USB port: short APDUs only, no READ CONFIG.
    YubikeyNeo,
    /// CanoKey: counts before it computes, never overwrites.
    Canokey,
    /// Nitrokey 3: no access key, no CALCULATE ALL, never overwrites.
    Nitrokey3,
    /// A single-profile token of Token2's (OTPC-P2-i), lying on a contactless reader.
    Token2Nfc,
    /// A Molto2 of Token2's in a USB port.
    Molto2,
}

impl Model {
    /// All of them.
    pub const ALL: [Model; 8] = [
        Model::Yubikey5,
        Model::Yubikey5Nfc,
        Model::Yubikey4,
        Model::YubikeyNeo,
        Model::Canokey,
        Model::Nitrokey3,
        Model::Token2Nfc,
        Model::Molto2,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Model::Yubikey5 => "yubikey5",
            Model::Yubikey5Nfc => "yubikey5-nfc",
            Model::Yubikey4 => "yubikey4",
            Model::YubikeyNeo => "yubikey-neo",
            Model::Canokey => "canokey",
            Model::Nitrokey3 => "nitrokey3",
            Model::Token2Nfc => "token2-nfc",
            Model::Molto2 => "molto2",
        }
    }

    /// The makes of a list with commas between the names, as options and variables have it; the
    /// empty text names none.
    ///
    /// # Errors
    /// The first name that is unknown.
    pub fn list(names: &str) -> Result<Vec<Model>, UnknownModel> {
        let named = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        named.map(str::parse).collect()
    }

    /// The reader's name without the two numbers that the smart card service appends
    /// (` 00 00`).
    pub fn reader_name(self) -> &'static str {
        match self {
            Model::Yubikey5 | Model::Yubikey4 => "Yubico YubiKey OTP+FIDO+CCID",
            Model::Yubikey5Nfc | Model::Token2Nfc => "ACS ACR1252 Dual Reader PICC",
            Model::YubikeyNeo => "Yubico YubiKey NEO OTP+CCID",
            Model::Canokey => "canokeys.org OpenPGP PIV OATH",
            Model::Nitrokey3 => "Nitrokey Nitrokey 3 CCID/ICCD Interface",
            Model::Molto2 => "TOKEN2 Molto2 [CCID]",
        }
    }

    /// The firmware that is played when none is asked for.
    pub fn firmware(self) -> Version {
        match self {
            Model::Yubikey5 | Model::Yubikey5Nfc => Version(5, 4, 3),
            Model::Yubikey4 => Version(4, 3, 5),
            Model::YubikeyNeo => Version(3, 4, 0),
            Model::Canokey => Version(3, 0, 0),
            Model::Nitrokey3 => Version(4, 13, 0),
            Model::Token2Nfc | Model::Molto2 => Version(0, 0, 0),
        }
    }

    /// Whether the fob lies on a contactless reader: the reader stays when the fob goes.
    pub fn contactless(self) -> bool {
        matches!(self, Model::Yubikey5Nfc | Model::Token2Nfc)
    }

    /// Whether its codes stand on a display, and nowhere else.
    pub fn has_display(self) -> bool {
        matches!(self, Model::Token2Nfc | Model::Molto2)
    }

    /// Whether Yubico made it.
    pub(crate) fn is_yubikey(self) -> bool {
        matches!(self, Model::Yubikey5 | Model::Yubikey5Nfc | Model::Yubikey4 | Model::YubikeyNeo)
    }

    /// Whether APDUs of extended length are refused.
    pub(crate) fn short_only(self) -> bool {
        matches!(self, Model::Yubikey5Nfc | Model::YubikeyNeo)
    }

    /// The serial of the first practice fob of this make: its maker's numbers look like that.
    pub(crate) fn first_serial(self) -> u64 {
        match self {
            Model::Token2Nfc => 8_659_622_000_001,
            Model::Molto2 => 20_300_001,
            _ => 9_000_001,
        }
    }

    /// The answer to reset, as real ones give it.
    pub fn atr(self) -> &'static [u8] {
        match self {
            Model::Yubikey5 => {
                b"\x3B\xFD\x13\x00\x00\x81\x31\xFE\x15\x80\x73\xC0\x21\xC0\x57YubiKey\x40"
            }
            Model::Yubikey5Nfc => b"\x3B\x8D\x80\x01\x80\x73\xC0\x21\xC0\x57YubiKey\xF9",
            Model::Yubikey4 => b"\x3B\xF8\x13\x00\x00\x81\x31\xFE\x15Yubikey4\xD4",
            Model::YubikeyNeo => b"\x3B\xFC\x13\x00\x00\x81\x31\xFE\x15YubikeyNEOr3\xE1",
            Model::Canokey => b"\x3B\xF7\x11\x00\x00\x81\x31\xFE\x65Canokey\x99",
            Model::Nitrokey3 => b"\x3B\x8F\x01\x80\x5DNitrokey\x00\x00\x00\x00\x00\x6A",
            Model::Token2Nfc => b"\x3B\x80\x80\x01\x01",
            Model::Molto2 => b"\x3B\x80\x01\x81",
        }
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No model has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown model {0:?}: known are yubikey5, yubikey5-nfc, yubikey4, yubikey-neo, canokey, nitrokey3, \
     token2-nfc, molto2"
)]
pub struct UnknownModel(pub String);

impl FromStr for Model {
    type Err = UnknownModel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Model::ALL
            .into_iter()
            .find(|m| m.name() == text)
            .ok_or_else(|| UnknownModel(text.to_owned()))
    }
}

/// A firmware version: major, minor, patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version(pub u8, pub u8, pub u8);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not a version such as 5.4.3");
        let mut parts = text.split('.').map(|p| p.parse::<u8>().map_err(|_| wrong()));
        let mut next = || parts.next().unwrap_or_else(|| Err(wrong()));
        let version = Version(next()?, next()?, next()?);
        if parts.next().is_some() { Err(wrong()) } else { Ok(version) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_to_reset_has_a_true_check_byte() {
        for model in Model::ALL {
            let sum = model.atr()[1..].iter().fold(0, |a, b| a ^ b);
            assert_eq!(sum, 0, "{model}");
        }
    }

    #[test]
    fn every_model_is_found_by_its_name_and_no_other() {
        for model in Model::ALL {
            assert_eq!(model.name().parse(), Ok(model));
            assert_eq!(serde_json::to_string(&model).unwrap(), format!("{:?}", model.name()));
        }
        assert!("yubikey6".parse::<Model>().is_err());
    }

    #[test]
    fn a_list_has_commas_and_any_blanks_and_may_be_empty() {
        let two = vec![Model::Yubikey5, Model::Nitrokey3];
        assert_eq!(Model::list(" yubikey5, nitrokey3 ,"), Ok(two));
        assert_eq!(Model::list(""), Ok(Vec::new()));
        assert_eq!(Model::list("canokey,toaster"), Err(UnknownModel("toaster".to_owned())));
    }

    #[test]
    fn a_version_has_three_numbers() {
        assert_eq!("5.4.3".parse(), Ok(Version(5, 4, 3)));
        for bad in ["5.4", "5.4.3.2", "5.4.x", "", "5.4.256"] {
            assert!(bad.parse::<Version>().is_err(), "{bad}");
        }
    }
}
