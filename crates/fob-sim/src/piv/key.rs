//! A key of P-256 in a slot.

use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::ecdsa::{Signature, SigningKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bytes::{hex, push_tlv};
use crate::dice::Dice;

/// A private key, and when it asks for somebody.
#[derive(Serialize, Deserialize)]
pub(super) struct Key {
    #[serde(with = "hex")]
    seed: Vec<u8>,
    pin: u8,
    touch: u8,
}

impl Key {
    /// A new one, made here.
    pub(super) fn made(pin: u8, touch: u8, dice: &mut Dice) -> Self {
        let mut seed = vec![0; 32];
        dice(&mut seed);
        Key { seed, pin, touch }
    }

    /// The key of that seed, which asks for nobody.
    pub(super) fn of(seed: &[u8]) -> Self {
        Key { seed: seed.to_vec(), pin: 1, touch: 1 }
    }

    /// Whether it asks for the PIN or a touch.
    pub(super) fn asks(&self) -> bool {
        (self.pin, self.touch) != (1, 1)
    }

    /// When it asks for the PIN, and for a touch.
    pub(super) fn policy(&self) -> [u8; 2] {
        [self.pin, self.touch]
    }

    /// The public key: `04` and two numbers.
    pub(super) fn point(&self) -> Vec<u8> {
        self.signing().verifying_key().to_encoded_point(false).as_bytes().to_vec()
    }

    /// A signature in DER; nothing for a digest of another length.
    pub(super) fn sign(&self, digest: &[u8]) -> Option<Vec<u8>> {
        let signature: Signature = self.signing().sign_prehash(digest).ok()?;
        Some(signature.to_der().as_bytes().to_vec())
    }

    pub(super) fn metadata(&self) -> Vec<u8> {
        let (mut point, mut out) = (Vec::new(), Vec::new());
        push_tlv(&mut point, 0x86, &self.point());
        push_tlv(&mut out, 0x01, &[0x11]);
        push_tlv(&mut out, 0x02, &self.policy());
        push_tlv(&mut out, 0x03, &[0x01]);
        push_tlv(&mut out, 0x04, &point);
        out
    }

    /// The seed, hashed until it is a number that can be a key: nearly always once.
    fn signing(&self) -> SigningKey {
        let mut bytes = Sha256::digest(&self.seed);
        loop {
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                return key;
            }
            bytes = Sha256::digest(bytes);
        }
    }
}
