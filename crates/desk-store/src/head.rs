//! The head of the audit: how far the chain goes, in a number and a hash.

use sha2::{Digest, Sha256};

use crate::pieces::pieces;

/// Number and hash of the last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number; 0 in a vault without entries.
    pub n: u64,
    /// The hash.
    pub hash: [u8; 32],
}

impl Head {
    /// The head before the first entry.
    pub(crate) fn genesis(vault: &str) -> Self {
        let bytes = pieces(&[b"fobdesk/audit/1/genesis", vault.as_bytes()]);
        Self { n: 0, hash: Sha256::digest(bytes).into() }
    }

    /// The hash in hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash)
    }
}
