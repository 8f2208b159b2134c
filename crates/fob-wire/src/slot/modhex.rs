//! Modhex and token identifiers: what a slot types in front of its code.

use std::fmt;

const ALPHABET: &[u8; 16] = b"cbdefghijklnrtuv";

/// Writes bytes in modhex, two letters a byte.
pub fn modhex(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    nibbles.map(|nibble| char::from(ALPHABET[usize::from(nibble)])).collect()
}

/// Reads modhex (either case); `None` when it is not.
pub fn from_modhex(text: &str) -> Option<Vec<u8>> {
    let value = |letter: &u8| {
        let place = ALPHABET.iter().position(|known| known == &letter.to_ascii_lowercase())?;
        u8::try_from(place).ok()
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some(value(high)? << 4 | value(low)?)).collect()
}

/// The identifier that a HOTP slot types before its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenId([u8; 6]);

impl TokenId {
    /// Yubico's own: `ubhe` and eight digits of the serial number. `None` above 99,999,999.
    pub fn of_serial(serial: u32) -> Option<Self> {
        let mut bytes = [0xE1, 0x63, 0, 0, 0, 0];
        let mut rest = serial;
        for byte in bytes[2..].iter_mut().rev() {
            let pair = u8::try_from(rest % 100).expect("below 100");
            *byte = pair / 10 * 16 + pair % 10;
            rest /= 100;
        }
        (rest == 0).then_some(Self(bytes))
    }

    /// As it stands in the slot.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The code that follows this identifier in what a slot typed.
    pub fn strip<'t>(&self, typed: &'t str) -> Option<&'t str> {
        typed.strip_prefix(self.to_string().as_str())
    }
}

/// As it is typed.
impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&modhex(&self.0[..2]))?;
        self.0[2..].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenId, from_modhex, modhex};

    #[test]
    fn a_token_identifier_is_typed_as_yubico_types_it() {
        let id = TokenId::of_serial(12_345_678).expect("eight digits");
        assert_eq!(id.bytes(), [0xE1, 0x63, 0x12, 0x34, 0x56, 0x78]);
        assert_eq!(id.to_string(), "ubhe12345678");
        assert_eq!(id.strip("ubhe12345678186581"), Some("186581"));
        assert_eq!(id.strip("186581"), None);
        assert_eq!(TokenId::of_serial(7).map(|id| id.to_string()), Some("ubhe00000007".into()));
        assert_eq!(TokenId::of_serial(100_000_000), None);
    }

    #[test]
    fn modhex_is_read_as_it_is_written() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_modhex(&modhex(&all)), Some(all));
        assert_eq!(modhex(&[0x01, 0xEF]), "cbuv");
        assert_eq!(from_modhex("CBUV"), Some(vec![0x01, 0xEF]));
        assert_eq!(from_modhex("cbu"), None);
        assert_eq!(from_modhex("ca"), None);
        assert_eq!(from_modhex("ж"), None);
    }
}
