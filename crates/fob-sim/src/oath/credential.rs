//! One credential of the OATH application.

use serde::{Deserialize, Serialize};

use crate::bytes::{Hash, digits, hex, truncate};

/// What a credential counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OathKind {
    /// Presses.
    Hotp,
    /// Time, which the other side brings.
    Totp,
}

/// A credential as the fob holds it: here its secret can be seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The name as on the wire: `[period/][issuer:]account`.
    #[serde(with = "hex")]
    pub name: Vec<u8>,
    /// HOTP or TOTP.
    pub kind: OathKind,
    /// The hash under HMAC.
    pub hash: Hash,
    /// Digits of a code.
    pub digits: u8,
    /// The secret as it was written (padded by the writer).
    #[serde(with = "hex")]
    pub secret: Vec<u8>,
    /// The next moving factor: what the next code is computed from (0 for TOTP).
    pub counter: u64,
    /// Whether a code needs a touch.
    pub touch: bool,
}

impl Credential {
    /// Type and hash as one byte on the wire.
    pub(super) fn type_byte(&self) -> u8 {
        let kind = match self.kind {
            OathKind::Hotp => 0x10,
            OathKind::Totp => 0x20,
        };
        kind | self.hash.code()
    }

    /// The HMAC that a code is made from. For HOTP this spends the counter's value.
    pub(super) fn spend(&mut self, challenge: &[u8]) -> Vec<u8> {
        match self.kind {
            OathKind::Totp => self.hash.hmac(&self.secret, challenge),
            OathKind::Hotp => {
                let mac = self.hash.hmac(&self.secret, &self.counter.to_be_bytes());
                self.counter = self.counter.wrapping_add(1);
                mac
            }
        }
    }

    /// A code as a keyboard types it.
    pub(super) fn type_code(&mut self) -> String {
        let mac = self.spend(&[0; 8]);
        digits(truncate(&mac), self.digits)
    }
}
