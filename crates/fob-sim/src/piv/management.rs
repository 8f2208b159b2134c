//! The management key: who knows it may write.

use aes::Aes192;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use des::TdesEde3;
use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Outcome, sw};
use crate::body::Body;
use crate::bytes::{hex, pop_tlv, push_tlv};
use crate::model::Version;

const TRIPLE_DES: u8 = 0x03;
const AES_192: u8 = 0x0A;

#[derive(Serialize, Deserialize)]
pub(super) struct ManagementKey {
    algorithm: u8,
    #[serde(with = "hex")]
    key: Vec<u8>,
    /// Whoever talks now has shown it.
    #[serde(skip)]
    shown: bool,
    /// The witness that waits for its answer.
    #[serde(skip)]
    witness: Vec<u8>,
}

impl ManagementKey {
    pub(super) fn of_the_factory(firmware: Version) -> Self {
        let algorithm = if firmware >= Version(5, 7, 0) { AES_192 } else { TRIPLE_DES };
        let key = factory();
        ManagementKey { algorithm, key, shown: false, witness: Vec::new() }
    }

    /// Another one.
    pub(super) fn change(&mut self) {
        self.key = vec![0x5A; 24];
    }

    pub(super) fn lock(&mut self) {
        self.shown = false;
        self.witness.clear();
    }

    pub(super) fn shown(&self) -> Result<(), u16> {
        if self.shown { Ok(()) } else { Err(sw::SECURITY) }
    }

    pub(super) fn metadata(&self) -> Vec<u8> {
        let mut out = Vec::new();
        push_tlv(&mut out, 0x01, &[self.algorithm]);
        push_tlv(&mut out, 0x02, &[0x00, 0x01]);
        push_tlv(&mut out, 0x05, &[u8::from(self.key == factory())]);
        out
    }

    /// Both sides show that they know the key: a witness out, and back in the clear with a
    /// challenge; that one back, encrypted.
    pub(super) fn authenticate(
        &mut self,
        algorithm: u8,
        data: &[u8],
        body: &mut Body<'_>,
    ) -> Answer {
        if algorithm != self.algorithm {
            return Err(sw::WRONG_P1P2);
        }
        let Some((0x7C, mut inner)) = pop_tlv(&mut &data[..]) else { return Err(sw::WRONG_DATA) };
        let first = pop_tlv(&mut inner).ok_or(sw::WRONG_DATA)?;
        let second = pop_tlv(&mut inner);
        let witness = std::mem::take(&mut self.witness);
        let (tag, value) = match (first, second) {
            ((0x80, []), None) => {
                self.witness = vec![0; self.block()];
                (body.dice)(&mut self.witness);
                (0x80, self.encrypt(&self.witness).ok_or(sw::WRONG_DATA)?)
            }
            ((0x80, known), Some((0x81, challenge))) => {
                if witness.is_empty() || known != witness {
                    return Err(sw::SECURITY);
                }
                let answer = self.encrypt(challenge).ok_or(sw::WRONG_DATA)?;
                self.shown = true;
                (0x82, answer)
            }
            _ => return Err(sw::WRONG_DATA),
        };
        let (mut inner, mut out) = (Vec::new(), Vec::new());
        push_tlv(&mut inner, tag, &value);
        push_tlv(&mut out, 0x7C, &inner);
        Ok(Outcome::Data(out))
    }

    /// Another key: its algorithm, its name, its length and itself.
    pub(super) fn set(&mut self, data: &[u8], body: &mut Body<'_>) -> Answer {
        self.shown()?;
        let Some((&[algorithm, 0x9B, 24], key)) = data.split_first_chunk() else {
            return Err(sw::WRONG_DATA);
        };
        if !matches!(algorithm, TRIPLE_DES | AES_192) || key.len() != 24 {
            return Err(sw::WRONG_DATA);
        }
        (self.algorithm, self.key) = (algorithm, key.to_vec());
        body.changed();
        Ok(Outcome::OK)
    }

    fn block(&self) -> usize {
        if self.algorithm == TRIPLE_DES { 8 } else { 16 }
    }

    fn encrypt(&self, block: &[u8]) -> Option<Vec<u8>> {
        if self.algorithm == TRIPLE_DES {
            let mut block = <[u8; 8]>::try_from(block).ok()?.into();
            TdesEde3::new_from_slice(&self.key).ok()?.encrypt_block(&mut block);
            return Some(block.to_vec());
        }
        let mut block = <[u8; 16]>::try_from(block).ok()?.into();
        Aes192::new_from_slice(&self.key).ok()?.encrypt_block(&mut block);
        Some(block.to_vec())
    }
}

fn factory() -> Vec<u8> {
    [1, 2, 3, 4, 5, 6, 7, 8].repeat(3)
}

#[cfg(test)]
mod tests {
    use aes::cipher::BlockCipherDecrypt;

    use super::*;

    #[test]
    fn what_the_key_encrypts_it_also_decrypts() {
        let old = ManagementKey::of_the_factory(Version(5, 4, 3));
        let out = old.encrypt(&[7; 8]).expect("a block");
        let mut block = <[u8; 8]>::try_from(&out[..]).expect("a block").into();
        TdesEde3::new_from_slice(&old.key).expect("its length").decrypt_block(&mut block);
        assert_eq!(block[..], [7; 8]);
        assert!(old.encrypt(&[7; 16]).is_none());
        let new = ManagementKey::of_the_factory(Version(5, 7, 0));
        assert_eq!(new.encrypt(&[7; 16]).expect("a block").len(), 16);
    }
}
