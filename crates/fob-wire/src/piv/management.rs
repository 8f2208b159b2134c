//! The management key as it comes from the factory, the same one in every fob and no secret: with
//! triple DES in older firmware, with AES-192 from 5.7 on.

use aes::Aes192;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use des::TdesEde3;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::WireError;

/// The name of the management key.
pub(super) const KEY: u8 = 0x9B;

const FACTORY: [u8; 24] = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8];

/// The algorithms that a key of the factory's length can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    TripleDes,
    Aes192,
}

impl Cipher {
    pub(super) fn of(code: &[u8]) -> Option<Self> {
        match code {
            [0x03] => Some(Self::TripleDes),
            [0x0A] => Some(Self::Aes192),
            _ => None,
        }
    }

    pub(super) fn code(self) -> u8 {
        match self {
            Self::TripleDes => 0x03,
            Self::Aes192 => 0x0A,
        }
    }

    /// The length of a block.
    pub(super) fn block(self) -> usize {
        match self {
            Self::TripleDes => 8,
            Self::Aes192 => 16,
        }
    }

    /// One block, decrypted.
    pub(super) fn decrypt(self, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let wrong = |_| WireError::Nonsense("a witness of another length");
        Ok(Zeroizing::new(match self {
            Self::TripleDes => {
                let mut block = <[u8; 8]>::try_from(block).map_err(wrong)?.into();
                TdesEde3::new(&FACTORY.into()).decrypt_block(&mut block);
                block.to_vec()
            }
            Self::Aes192 => {
                let mut block = <[u8; 16]>::try_from(block).map_err(wrong)?.into();
                Aes192::new(&FACTORY.into()).decrypt_block(&mut block);
                block.to_vec()
            }
        }))
    }

    /// Whether `answer` is the block, encrypted.
    pub(super) fn encrypts(self, block: &[u8], answer: &[u8]) -> bool {
        let expected = match (self, <[u8; 8]>::try_from(block), <[u8; 16]>::try_from(block)) {
            (Self::TripleDes, Ok(block), _) => {
                let mut block = block.into();
                TdesEde3::new(&FACTORY.into()).encrypt_block(&mut block);
                block.to_vec()
            }
            (Self::Aes192, _, Ok(block)) => {
                let mut block = block.into();
                Aes192::new(&FACTORY.into()).encrypt_block(&mut block);
                block.to_vec()
            }
            _ => return false,
        };
        expected.ct_eq(answer).into()
    }
}
