//! What the OATH application says of itself when it is selected.

use sha2::{Digest, Sha256};

use super::tag;
use crate::family::{Dialect, OathTraits};
use crate::maker::Maker;
use crate::{Version, WireError, tlv};

/// What SELECT answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The application's version: the firmware's on YubiKeys from 4 on.
    pub version: Version,
    /// Salt of the access key and name of this state of the application: new after a reset.
    /// A Nitrokey with a PIN has none.
    pub salt: Option<Vec<u8>>,
    /// What the fob wants answered with the access key; `Some` means locked.
    pub challenge: Option<Vec<u8>>,
    /// The serial number that a Nitrokey gives here.
    pub serial: Option<u32>,
    /// How many tries a Nitrokey's PIN has left; `None` when there is no PIN.
    pub pin_tries: Option<u8>,
    /// Whose protocol this is.
    pub dialect: Dialect,
}

impl Facts {
    pub(super) fn parse(answer: &[u8], maker: Option<Maker>) -> Result<Self, WireError> {
        let list = tlv::parse(answer)?;
        let version = tlv::find(&list, tag::VERSION)
            .and_then(Version::from_bytes)
            .ok_or(WireError::Nonsense("the OATH application gives no version"))?;
        let serial = tlv::find(&list, tag::SERIAL)
            .and_then(|serial| serial.try_into().ok())
            .map(u32::from_be_bytes);
        let pin_tries = tlv::find(&list, tag::PIN_TRIES).and_then(|tries| tries.first()).copied();
        let dialect = match maker {
            Some(Maker::CanoKey) => Dialect::CanoKey,
            Some(Maker::Nitrokey) => Dialect::Nitrokey,
            Some(Maker::Yubico) => Dialect::Yubico,
            _ if serial.is_some() || pin_tries.is_some() => Dialect::Nitrokey,
            // Without a word from `identify`, the one version that CanoKey always reports.
            None if version == Version::new(6, 0, 0) => Dialect::CanoKey,
            _ => Dialect::Yubico,
        };
        Ok(Self {
            version,
            salt: tlv::find(&list, tag::NAME).map(<[u8]>::to_vec),
            challenge: tlv::find(&list, tag::CHALLENGE).map(<[u8]>::to_vec),
            serial,
            pin_tries,
            dialect,
        })
    }

    /// Whether the access key is needed before anything else.
    pub fn locked(&self) -> bool {
        self.challenge.is_some()
    }

    /// What this application can do.
    pub fn traits(&self) -> OathTraits {
        OathTraits::of(self.dialect, self.version)
    }

    /// The name that Yubico's programs give to this state of the application (it changes with a
    /// reset, and is not the serial number): base64 of half a SHA-256 of the salt.
    pub fn device_id(&self) -> Option<String> {
        self.salt.as_ref().map(|salt| base64(&Sha256::digest(salt)[..16]))
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bit = |n: usize| bytes.get(n / 8).is_some_and(|byte| byte & (0x80 >> (n % 8)) != 0);
    let symbol = |n: usize| (0..6).fold(0, |value, i| value << 1 | usize::from(bit(6 * n + i)));
    (0..(bytes.len() * 8).div_ceil(6)).map(|n| char::from(ALPHABET[symbol(n)])).collect()
}
