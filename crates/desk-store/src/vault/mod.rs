//! The keys of a vault: one 32-byte data key per generation, and what is derived from it.
//!
//! ```text
//! data key ── HKDF-SHA-256 ─┬─ "fobdesk/generation/1"  fingerprint (public); its first half, of
//!                           │                          generation 1, is the vault's id
//!                           ├─ "fobdesk/seed-key/1"    XChaCha20-Poly1305: seeds, access codes
//!                           ├─ "fobdesk/tag-key/1"     HMAC-SHA-256: row tags and roots
//!                           └─ "fobdesk/label/1/…"     HMAC-SHA-256: keyed hashes, as the pepper
//! ```
//! The data key itself is only stored wrapped: see [`wrap`].

mod kind;
pub(crate) mod paper;
pub(crate) mod station;
pub(crate) mod wrap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signer, SigningKey};
use hmac::Mac;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{StoreError, World};

pub use kind::WrapKind;
pub use paper::PaperKey;
pub use wrap::PassphraseCost;

/// The data key of a generation.
pub(crate) type DataKey = Zeroizing<[u8; 32]>;

/// A keyed tag state.
pub(crate) type TagMac = hmac::Hmac<Sha256>;

/// Everything that an unlocked ledger needs. No `Debug`, no `Clone`; wiped when dropped.
pub(crate) struct Keys {
    vault: String,
    generation: u32,
    data: DataKey,
    seed: Zeroizing<[u8; 32]>,
    tagger: TagMac,
    signing: Option<SigningKey>,
}

impl Keys {
    /// The keys of a vault. `signing` is this workstation's, if it has one.
    pub(crate) fn derive(
        vault: &str,
        generation: u32,
        data: DataKey,
        signing: Option<SigningKey>,
    ) -> Self {
        let seed = expand(&data, b"fobdesk/seed-key/1");
        let tag = expand(&data, b"fobdesk/tag-key/1");
        let tagger = tagger(&tag);
        Self { vault: vault.to_owned(), generation, data, seed, tagger, signing }
    }

    pub(crate) fn vault(&self) -> &str {
        &self.vault
    }

    pub(crate) fn generation(&self) -> u32 {
        self.generation
    }

    pub(crate) fn data(&self) -> &DataKey {
        &self.data
    }

    /// A keyed state, ready for the bytes of a row.
    pub(crate) fn tagger(&self) -> TagMac {
        self.tagger.clone()
    }

    pub(crate) fn verifying_key(&self) -> Option<[u8; 32]> {
        self.signing.as_ref().map(|key| key.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Result<[u8; 64], StoreError> {
        let key = self.signing.as_ref().ok_or(StoreError::NotEnrolled)?;
        Ok(key.sign(message).to_bytes())
    }

    /// Takes another signing key and returns the former one.
    pub(crate) fn replace_signing(&mut self, key: Option<SigningKey>) -> Option<SigningKey> {
        std::mem::replace(&mut self.signing, key)
    }

    pub(crate) fn keyed_hash(&self, label: &str, bytes: &[u8]) -> [u8; 32] {
        let key = expand(&self.data, &[b"fobdesk/label/1/", label.as_bytes()].concat());
        let mut mac = tagger(&key);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// Seals under the seed key; the nonce is random.
    pub(crate) fn seal(
        &self,
        world: &dyn World,
        plain: &[u8],
        about: &[u8],
    ) -> ([u8; 24], Vec<u8>) {
        seal(world, &self.seed, plain, about)
    }

    /// Opens what [`Keys::seal`] sealed; `None` when anything differs.
    pub(crate) fn open(
        &self,
        nonce: &[u8],
        sealed: &[u8],
        about: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        open(&self.seed, nonce, sealed, about)
    }
}

/// What anybody may know of a data key: it tells generations and vaults apart.
pub(crate) fn fingerprint(data: &DataKey) -> [u8; 32] {
    *expand(data, b"fobdesk/generation/1")
}

/// The vault's id out of the fingerprint of its first generation.
pub(crate) fn vault_id(fingerprint: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(fingerprint.get(..16).unwrap_or_default())
}

pub(crate) fn seal(
    world: &dyn World,
    key: &[u8; 32],
    plain: &[u8],
    about: &[u8],
) -> ([u8; 24], Vec<u8>) {
    let mut nonce = [0; 24];
    world.fill(&mut nonce);
    let payload = Payload { msg: plain, aad: about };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .expect("the plain text is far shorter than the cipher's limit of 256 GiB");
    (nonce, sealed)
}

pub(crate) fn open(
    key: &[u8; 32],
    nonce: &[u8],
    sealed: &[u8],
    about: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    let payload = Payload { msg: sealed, aad: about };
    let plain = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(nonce), payload).ok()?;
    Some(Zeroizing::new(plain))
}

fn expand(data: &DataKey, label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    hkdf::Hkdf::<Sha256>::new(None, data.as_slice())
        .expand(label, key.as_mut_slice())
        .expect("32 bytes are within HKDF's limit of 8160");
    key
}

fn tagger(key: &[u8; 32]) -> TagMac {
    <TagMac as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}
