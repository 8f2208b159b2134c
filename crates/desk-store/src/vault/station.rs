//! The workstation's own keys: an age X25519 identity, which opens the workstation's wrap of the
//! data key, and an Ed25519 key, which signs the audit. Both stand in one keyring entry.

use age::secrecy::ExposeSecret;
use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use crate::{KeyringError, World};

/// First bytes of the value, before base64.
const MARK: &[u8] = b"fobdesk/station/1\n";

/// Longer values do not fit every keyring.
pub(crate) const LONGEST: usize = 512;

/// The keys of this workstation. No `Debug`, no `Clone`.
pub(crate) struct Station {
    identity: age::x25519::Identity,
    pub(crate) signing: SigningKey,
}

impl Station {
    pub(crate) fn generate(world: &dyn World) -> Self {
        Self { identity: age::x25519::Identity::generate(), signing: signing_key(world) }
    }

    pub(crate) fn recipient(&self) -> age::x25519::Recipient {
        self.identity.to_public()
    }

    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.identity
    }

    /// The value for the keyring: base64 text (KDE's wallet holds text only), well below 512
    /// bytes: the mark, the 32 bytes of the signing key, the age identity as text.
    pub(crate) fn to_value(&self) -> Zeroizing<String> {
        let text = self.identity.to_string();
        let mut plain = Zeroizing::new(Vec::with_capacity(LONGEST));
        plain.extend_from_slice(MARK);
        plain.extend_from_slice(self.signing.as_bytes());
        plain.extend_from_slice(text.expose_secret().as_bytes());
        Zeroizing::new(data_encoding::BASE64.encode(&plain))
    }

    /// Reads the value back.
    pub(crate) fn from_value(value: &[u8]) -> Result<Self, KeyringError> {
        if value.len() > LONGEST {
            return Err(KeyringError::Oversize);
        }
        let wrong = || KeyringError::WrongValue;
        let plain = Zeroizing::new(data_encoding::BASE64.decode(value).map_err(|_| wrong())?);
        let rest = plain.strip_prefix(MARK).ok_or_else(wrong)?;
        let (signing, identity) = rest.split_first_chunk::<32>().ok_or_else(wrong)?;
        let identity = std::str::from_utf8(identity).map_err(|_| wrong())?;
        let identity = identity.parse().map_err(|_| wrong())?;
        Ok(Self { identity, signing: SigningKey::from_bytes(signing) })
    }
}

/// A fresh signing key.
pub(crate) fn signing_key(world: &dyn World) -> SigningKey {
    let mut secret = Zeroizing::new([0; 32]);
    world.fill(secret.as_mut_slice());
    SigningKey::from_bytes(&secret)
}
