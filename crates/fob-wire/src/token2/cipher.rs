//! SM4 (GB/T 32907) as these tokens use it: block by block, and chained into a short signature.

use sm4::Sm4;
use sm4::cipher::{BlockCipherEncrypt, KeyInit};
use zeroize::Zeroizing;

/// The size of a block, and of a key.
pub(super) const BLOCK: usize = 16;

const PAD: u8 = 0x80;

/// A key, ready for use; wiped when dropped.
pub(super) struct Key(Sm4);

impl Key {
    pub(super) fn new(key: &[u8; BLOCK]) -> Self {
        Self(Sm4::new(key.into()))
    }

    /// Each block by itself (ECB).
    pub(super) fn seal(&self, mut plain: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
        for block in plain.as_chunks_mut::<BLOCK>().0 {
            self.0.encrypt_block(block.into());
        }
        plain
    }

    /// The signature of a command: the first four bytes of the last block of a chain (CBC without
    /// an initial value). What fills its last block is not padded.
    pub(super) fn sign(&self, message: &[u8]) -> [u8; 4] {
        let mut chained = [0; BLOCK];
        for part in message.chunks(BLOCK) {
            let mut part = part.to_vec();
            if part.len() < BLOCK {
                part.push(PAD);
                part.resize(BLOCK, 0);
            }
            chained.iter_mut().zip(&part).for_each(|(byte, other)| *byte ^= other);
            self.0.encrypt_block((&mut chained).into());
        }
        let [a, b, c, d, ..] = chained;
        [a, b, c, d]
    }
}

/// A secret made up to whole blocks: a one bit, and zeros; always at least that bit.
pub(super) fn padded(secret: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (secret.len() + 1).next_multiple_of(BLOCK);
    let mut plain = Zeroizing::new(Vec::with_capacity(length));
    plain.extend_from_slice(secret);
    plain.push(PAD);
    plain.resize(length, 0);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hex;

    #[test]
    fn the_cipher_gives_the_answer_that_its_standard_names() {
        let known = hex("0123456789ABCDEFFEDCBA9876543210");
        let key = Key::new(known.as_slice().try_into().expect("16 bytes"));
        let sealed = key.seal(Zeroizing::new(known));
        assert_eq!(sealed.to_vec(), hex("681EDF34D206965E86B3E94F536E4246"));
    }

    #[test]
    fn a_secret_of_whole_blocks_gets_one_more() {
        assert_eq!(padded(&[7; 20]).len(), 32);
        assert_eq!(padded(&[7; 32]).len(), 48);
        assert_eq!(padded(&[7; 32])[32..], hex("80000000000000000000000000000000"));
        assert_eq!(padded(&[7; 63]).len(), 64);
    }
}
