//! The token's cipher (SM4), written around it once more on purpose: nothing is borrowed from the
//! crate that this one judges.

use sha1::{Digest, Sha1};
use sm4::Sm4;
use sm4::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// A token's key.
pub(super) struct Key(Sm4);

impl Key {
    pub(super) fn new(key: &[u8]) -> Self {
        Self(Sm4::new_from_slice(key).expect("a key of 16 bytes"))
    }

    /// Whole blocks, each by itself.
    pub(super) fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let mut sealed = plain.to_vec();
        for block in sealed.as_chunks_mut::<16>().0 {
            self.0.encrypt_block(block.into());
        }
        sealed
    }

    /// The other way; `None` for what is no whole number of blocks.
    pub(super) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let mut plain = sealed.to_vec();
        let (blocks, rest) = plain.as_chunks_mut::<16>();
        if !rest.is_empty() {
            return None;
        }
        blocks.iter_mut().for_each(|block| self.0.decrypt_block(block.into()));
        Some(plain)
    }

    /// The beginning of the last block of a chain.
    pub(super) fn sign(&self, message: &[u8]) -> [u8; 4] {
        let mut padded = message.to_vec();
        if !padded.len().is_multiple_of(16) {
            padded.push(0x80);
            padded.resize(padded.len().next_multiple_of(16), 0);
        }
        let mut last = [0; 16];
        for block in padded.as_chunks::<16>().0 {
            for (byte, with) in last.iter_mut().zip(block) {
                *byte ^= with;
            }
            self.0.encrypt_block((&mut last).into());
        }
        [last[0], last[1], last[2], last[3]]
    }
}

/// What stands before the bit that ends it.
pub(super) fn unpad(mut plain: Vec<u8>) -> Option<Vec<u8>> {
    while plain.last() == Some(&0) {
        plain.pop();
    }
    (plain.pop() == Some(0x80)).then_some(plain)
}

/// The key that a customer's word makes.
pub(super) fn of_word(word: &[u8]) -> Vec<u8> {
    Sha1::digest(word)[..16].to_vec()
}
