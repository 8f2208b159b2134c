//! The small change of the protocols: TLV, HMAC, CRC-16, modhex. Written here once more on purpose:
//! nothing is borrowed from the crates that this one judges.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

/// A hash under HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hash {
    /// SHA-1, code 1.
    Sha1,
    /// SHA-256, code 2.
    Sha256,
    /// SHA-512, code 3.
    Sha512,
}

impl Hash {
    pub(crate) fn from_code(code: u8) -> Option<Hash> {
        match code {
            1 => Some(Hash::Sha1),
            2 => Some(Hash::Sha256),
            3 => Some(Hash::Sha512),
            _ => None,
        }
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Hash::Sha1 => 1,
            Hash::Sha256 => 2,
            Hash::Sha512 => 3,
        }
    }

    pub(crate) fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        fn run<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
            let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes any key length");
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        }
        match self {
            Hash::Sha1 => run::<Hmac<Sha1>>(key, message),
            Hash::Sha256 => run::<Hmac<Sha256>>(key, message),
            Hash::Sha512 => run::<Hmac<Sha512>>(key, message),
        }
    }
}

/// Dynamic truncation (RFC 4226 §5.3): four bytes with the top bit cleared.
pub(crate) fn truncate(mac: &[u8]) -> [u8; 4] {
    let offset = mac.last().map_or(0, |last| usize::from(last & 0x0F));
    let mut four = [0; 4];
    four.copy_from_slice(&mac[offset..offset + 4]);
    four[0] &= 0x7F;
    four
}

/// The code as typed: `digits` decimal places of the truncated value.
pub(crate) fn digits(truncated: [u8; 4], digits: u8) -> String {
    let code = u32::from_be_bytes(truncated) % 10_u32.pow(u32::from(digits.min(9)));
    format!("{code:0width$}", width = usize::from(digits))
}

/// Appends tag, length and value.
pub(crate) fn push_tlv(out: &mut Vec<u8>, tag: u8, value: &[u8]) {
    out.push(tag);
    match u16::try_from(value.len()).expect("a fob's values are short").to_be_bytes() {
        [0, low @ ..=0x7F] => out.push(low),
        [0, low] => out.extend([0x81, low]),
        both => out.extend([0x82, both[0], both[1]]),
    }
    out.extend(value);
}

/// Takes one TLV off the front; `None` when it is not whole.
pub(crate) fn pop_tlv<'a>(data: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let (&tag, rest) = data.split_first()?;
    let (length, rest) = match *rest {
        [n @ ..=0x7F, ref rest @ ..] => (usize::from(n), rest),
        [0x81, n, ref rest @ ..] => (usize::from(n), rest),
        [0x82, a, b, ref rest @ ..] => (usize::from(u16::from_be_bytes([a, b])), rest),
        _ => return None,
    };
    let (value, rest) = rest.split_at_checked(length)?;
    *data = rest;
    Some((tag, value))
}

/// The checksum of the slot protocol (start FFFF, polynomial 8408 reflected, no inversion).
pub(crate) fn crc16(data: &[u8]) -> u16 {
    data.iter().fold(0xFFFF, |mut crc, byte| {
        crc ^= u16::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 };
        }
        crc
    })
}

/// The keyboard-proof alphabet.
pub(crate) fn modhex(data: &[u8]) -> String {
    const ALPHABET: &[u8; 16] = b"cbdefghijklnrtuv";
    data.iter()
        .flat_map(|b| [b >> 4, b & 0x0F])
        .map(|n| char::from(ALPHABET[usize::from(n)]))
        .collect()
}

/// Bytes as hexadecimal text in state files.
pub(crate) mod hex {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        bytes: impl AsRef<[u8]>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.serialize_str(&HEXLOWER.encode(bytes.as_ref()))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: TryFrom<Vec<u8>>>(
        input: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(input)?;
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(D::Error::custom)?;
        T::try_from(bytes).map_err(|_| D::Error::custom("wrong length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_a_block_with_its_checksum_is_the_residual() {
        let mut block = b"any fifty-two bytes".to_vec();
        block.extend((!crc16(&block)).to_le_bytes());
        assert_eq!(crc16(&block), 0xF0B8);
    }

    #[test]
    fn truncation_follows_the_worked_example_of_the_rfc() {
        let mac =
            data_encoding::HEXLOWER.decode(b"1f8698690e02ca16618550ef7f19da8e945b555a").unwrap();
        assert_eq!(digits(truncate(&mac), 6), "872921");
    }

    #[test]
    fn long_values_have_long_lengths_and_come_back() {
        for length in [0, 1, 127, 128, 255, 256, 1000] {
            let value = vec![7; length];
            let mut out = Vec::new();
            push_tlv(&mut out, 0x71, &value);
            let mut rest = &out[..];
            assert_eq!(pop_tlv(&mut rest), Some((0x71, &value[..])));
            assert!(rest.is_empty());
        }
    }

    #[test]
    fn a_torn_tlv_is_none() {
        for bad in [&[][..], &[0x71], &[0x71, 2, 1], &[0x71, 0x81], &[0x71, 0x83, 0, 0, 0]] {
            assert_eq!(pop_tlv(&mut &bad[..]), None);
        }
    }
}
