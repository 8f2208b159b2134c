//! The one framing of everything that is hashed, signed or bound to a seal: pieces, each with its
//! length in front.

use hmac::Mac;

/// Pieces with their lengths (four bytes, big-endian) in front: no two lists look alike.
pub(crate) fn pieces(list: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for piece in list {
        bytes.extend_from_slice(&length(piece));
        bytes.extend_from_slice(piece);
    }
    bytes
}

/// One more piece for a keyed tag, framed in the same way.
pub(crate) fn feed(mac: &mut impl Mac, piece: &[u8]) {
    mac.update(&length(piece));
    mac.update(piece);
}

fn length(piece: &[u8]) -> [u8; 4] {
    u32::try_from(piece.len()).unwrap_or(u32::MAX).to_be_bytes()
}
