//! The access key of the OATH application: derivation and proof.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The access key that Yubico's programs make from a password and the fob's salt:
/// PBKDF2-HMAC-SHA-1, 1000 rounds, 16 bytes.
pub fn derive_access_key(password: &str, salt: &[u8]) -> Zeroizing<[u8; 16]> {
    let mut key = Zeroizing::new([0; 16]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password.as_bytes(), salt, 1000, key.as_mut_slice());
    key
}

/// The answer to a challenge, by who knows the key.
pub(super) fn prove(key: &[u8; 16], challenge: &[u8]) -> [u8; 20] {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(challenge);
    mac.finalize().into_bytes().into()
}

/// Whether `proof` is the answer to the challenge. Takes the same time whatever differs.
pub(super) fn proven(key: &[u8; 16], challenge: &[u8], proof: &[u8]) -> bool {
    prove(key, challenge).ct_eq(proof).into()
}
