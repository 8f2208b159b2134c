//! Tag, length, value: one-byte tags, lengths of one byte (to 7F), `81 xx` or `82 xx xx`.

use zeroize::Zeroizing;

use crate::WireError;
use crate::apdu::grow;

/// The tag and the value of one object.
pub type Tlv<'a> = (u8, &'a [u8]);

/// Takes a list of objects apart.
///
/// # Errors
/// `Nonsense` when the bytes are not a whole number of objects.
pub fn parse(mut bytes: &[u8]) -> Result<Vec<Tlv<'_>>, WireError> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let (tlv, rest) = split(bytes).ok_or(WireError::Nonsense("bad tag-length-value list"))?;
        found.push(tlv);
        bytes = rest;
    }
    Ok(found)
}

/// The value of the first object with this tag.
pub fn find<'a>(list: &[Tlv<'a>], tag: u8) -> Option<&'a [u8]> {
    list.iter().find(|(found, _)| *found == tag).map(|(_, value)| *value)
}

fn split(bytes: &[u8]) -> Option<(Tlv<'_>, &[u8])> {
    let (length, body) = match bytes {
        [_, 0x81, length, body @ ..] => (usize::from(*length), body),
        [_, 0x82, high, low, body @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), body),
        [_, length @ ..=0x7F, body @ ..] => (usize::from(*length), body),
        _ => return None,
    };
    let (value, rest) = body.split_at_checked(length)?;
    Some(((bytes[0], value), rest))
}

/// Puts a list of objects together in a buffer that is wiped when dropped.
#[derive(Default)]
pub struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    /// An empty list.
    pub fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(256)))
    }

    /// Appends an object whose value is `parts`, joined. At most 65,535 bytes.
    #[must_use]
    pub fn tlv(mut self, tag: u8, parts: &[&[u8]]) -> Self {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let length = u16::try_from(length).expect("values are built here, from bounded parts");
        match length.to_be_bytes() {
            [0, low @ ..=0x7F] => grow(&mut self.0, &[tag, low]),
            [0, low] => grow(&mut self.0, &[tag, 0x81, low]),
            [high, low] => grow(&mut self.0, &[tag, 0x82, high, low]),
        }
        parts.iter().for_each(|part| grow(&mut self.0, part));
        self
    }

    /// Appends bytes as they are: the OATH family has one object without a length.
    #[must_use]
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        grow(&mut self.0, bytes);
        self
    }

    /// The list.
    pub fn done(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}
