//! The data key, wrapped: for the workstation and for the paper key by age; by Argon2id for a
//! passphrase; and, for practice alone, in a file beside the ledger.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use crate::pieces::pieces;
use crate::vault::{self, DataKey};
use crate::{StoreError, World, file};

/// What one guess of the passphrase costs (Argon2id). The default is RFC 9106's second choice;
/// tests use less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for PassphraseCost {
    fn default() -> Self {
        Self { memory: 64 * 1024, passes: 3, lanes: 4 }
    }
}

impl PassphraseCost {
    /// A stored cost above these would be an attack on the machine, not a protection.
    const MOST: Self = Self { memory: 256 * 1024, passes: 32, lanes: 32 };

    fn key(self, passphrase: &str, salt: &[u8; 16]) -> Option<Zeroizing<[u8; 32]>> {
        let most = Self::MOST;
        if self.memory > most.memory || self.passes > most.passes || self.lanes > most.lanes {
            return None;
        }
        let params = Params::new(self.memory, self.passes, self.lanes, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
            .ok()?;
        Some(key)
    }
}

/// Wraps for an age recipient: a plain age file, binary, that holds the 32 bytes.
pub(crate) fn to_age(recipient: &age::x25519::Recipient, data: &DataKey) -> Vec<u8> {
    age::encrypt(recipient, data.as_slice())
        .expect("writing into memory does not fail, and an X25519 recipient takes any file")
}

/// Opens an age wrap.
pub(crate) fn from_age(identity: &age::x25519::Identity, blob: &[u8]) -> Option<DataKey> {
    let plain = Zeroizing::new(age::decrypt(identity, blob).ok()?);
    plain.as_slice().try_into().ok().map(Zeroizing::new)
}

/// Wraps under a passphrase, together with the workstation's signing key: version (1), memory,
/// passes, lanes (u32, big-endian), salt (16), nonce (24), sealed.
pub(crate) fn to_passphrase(
    world: &dyn World,
    vault: &str,
    generation: u32,
    passphrase: &str,
    cost: PassphraseCost,
    held: &Held,
) -> Result<Vec<u8>, StoreError> {
    let mut salt = [0; 16];
    world.fill(&mut salt);
    let key = cost.key(passphrase, &salt).ok_or(StoreError::Invalid { what: "passphrase cost" })?;
    let (nonce, sealed) =
        vault::seal(world, &key, held.to_bytes().as_slice(), &about(vault, generation));
    let mut blob = vec![1];
    for number in [cost.memory, cost.passes, cost.lanes] {
        blob.extend_from_slice(&number.to_be_bytes());
    }
    blob.extend_from_slice(&salt);
    blob.extend_from_slice(&nonce);
    blob.extend_from_slice(&sealed);
    Ok(blob)
}

/// Opens a passphrase wrap; `None` for a wrong passphrase or a changed blob.
pub(crate) fn from_passphrase(
    vault: &str,
    generation: u32,
    passphrase: &str,
    blob: &[u8],
) -> Option<Held> {
    let (version, rest) = blob.split_first()?;
    let (memory, rest) = rest.split_first_chunk::<4>()?;
    let (passes, rest) = rest.split_first_chunk::<4>()?;
    let (lanes, rest) = rest.split_first_chunk::<4>()?;
    let (salt, rest) = rest.split_first_chunk::<16>()?;
    let (nonce, sealed) = rest.split_first_chunk::<24>()?;
    if *version != 1 {
        return None;
    }
    let cost = PassphraseCost {
        memory: u32::from_be_bytes(*memory),
        passes: u32::from_be_bytes(*passes),
        lanes: u32::from_be_bytes(*lanes),
    };
    let key = cost.key(passphrase, salt)?;
    Held::from_bytes(&vault::open(&key, nonce, sealed, &about(vault, generation))?)
}

/// The data key and the signing key, where no keyring holds the latter.
pub(crate) struct Held {
    pub(crate) data: DataKey,
    pub(crate) signing: SigningKey,
}

impl Held {
    fn to_bytes(&self) -> Zeroizing<[u8; 64]> {
        let mut bytes = Zeroizing::new([0; 64]);
        let (data, signing) = bytes.split_at_mut(32);
        data.copy_from_slice(self.data.as_slice());
        signing.copy_from_slice(self.signing.as_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (data, signing) = bytes.split_first_chunk::<32>()?;
        let signing = SigningKey::from_bytes(signing.try_into().ok()?);
        Some(Self { data: Zeroizing::new(*data), signing })
    }
}

/// First line of a practice key file.
const PRACTICE: &str = "Fobdesk practice key 1: for software fobs only, it protects nothing";

/// Writes a practice key file, mode 0600, never over an existing one.
pub(crate) fn to_practice(path: &Path, held: &Held) -> Result<(), StoreError> {
    let bytes = held.to_bytes();
    let line = Zeroizing::new(data_encoding::BASE64.encode(bytes.as_slice()));
    let text = Zeroizing::new(format!("{PRACTICE}\n{}\n", *line));
    file::write_new(path, text.as_bytes())
}

/// Reads a practice key file.
pub(crate) fn from_practice(path: &Path) -> Result<Held, StoreError> {
    let read = std::fs::read_to_string(path);
    let text = Zeroizing::new(read.map_err(|error| StoreError::io(path.display(), error))?);
    let line = text.lines().nth(1).unwrap_or_default();
    let bytes = data_encoding::BASE64.decode(line.as_bytes()).map_err(|_| StoreError::WrongKey)?;
    Held::from_bytes(&Zeroizing::new(bytes)).ok_or(StoreError::WrongKey)
}

fn about(vault: &str, generation: u32) -> Vec<u8> {
    pieces(&[b"fobdesk/passphrase/1", vault.as_bytes(), &generation.to_be_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestWorld;

    #[test]
    fn every_flipped_bit_of_a_passphrase_wrap_is_refused() {
        let world = TestWorld::new();
        let cheap = PassphraseCost { memory: 64, passes: 1, lanes: 1 };
        let held = Held {
            data: Zeroizing::new([7; 32]),
            signing: crate::vault::station::signing_key(world.as_ref()),
        };
        let blob = to_passphrase(world.as_ref(), "v", 1, "pass", cheap, &held).expect("a wrap");
        assert!(from_passphrase("v", 1, "pass", &blob).is_some());
        assert!(from_passphrase("w", 1, "pass", &blob).is_none());
        assert!(from_passphrase("v", 2, "pass", &blob).is_none());
        for bit in 0..blob.len() * 8 {
            let mut bad = blob.clone();
            if let Some(byte) = bad.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            assert!(from_passphrase("v", 1, "pass", &bad).is_none(), "bit {bit}");
        }
    }
}
