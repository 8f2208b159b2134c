//! Certificates, written: as much of DER as they need.

use super::key::Key;
use sha2::{Digest, Sha256};

/// A certificate to be signed.
pub(super) struct Draft<'d> {
    pub(super) number: &'d [u8],
    pub(super) issuer: &'d str,
    pub(super) subject: &'d str,
    /// The public key, a point of P-256.
    pub(super) point: &'d [u8],
    /// Each extension's name behind the maker's prefix, and its value.
    pub(super) extensions: &'d [(u8, Vec<u8>)],
    /// How many certificates may follow, for one that may sign.
    pub(super) signs: Option<u8>,
}

impl Draft<'_> {
    /// The certificate, signed by that key.
    pub(super) fn sign(&self, key: &Key) -> Vec<u8> {
        let algorithm = sequence(&[&oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])]);
        let validity = sequence(&[
            &wrapped(0x18, &[b"20160314000000Z"]),
            &wrapped(0x18, &[b"20520417000000Z"]),
        ]);
        let signed = sequence(&[
            &wrapped(0xA0, &[&wrapped(0x02, &[&[2]])]),
            &wrapped(0x02, &[self.number]),
            &algorithm,
            &name(self.issuer),
            &validity,
            &name(self.subject),
            &public_key(self.point),
            &wrapped(0xA3, &[&self.extensions()]),
        ]);
        let signature = key.sign(&Sha256::digest(&signed)).expect("a digest has its length");
        sequence(&[&signed, &algorithm, &bits(&signature)])
    }

    fn extensions(&self) -> Vec<u8> {
        let mut all = Vec::new();
        if let Some(most) = self.signs {
            let value = sequence(&[&wrapped(0x01, &[&[0xFF]]), &wrapped(0x02, &[&[most]])]);
            let critical = wrapped(0x01, &[&[0xFF]]);
            let name = oid(&[0x55, 0x1D, 0x13]);
            all.push(sequence(&[&name, &critical, &wrapped(0x04, &[&value])]));
        }
        for (nth, value) in self.extensions {
            // 1.3.6.1.4.1.41482.3.nth
            let name = oid(&[0x2B, 6, 1, 4, 1, 0x82, 0xC4, 0x0A, 3, *nth]);
            all.push(sequence(&[&name, &wrapped(0x04, &[value])]));
        }
        let parts: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        sequence(&parts)
    }
}

/// A number as a fob writes it: four bytes, whatever it is.
pub(super) fn four_bytes(number: u32) -> Vec<u8> {
    wrapped(0x02, &[&number.to_be_bytes()])
}

fn public_key(point: &[u8]) -> Vec<u8> {
    let ec = oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]);
    let p256 = oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]);
    sequence(&[&sequence(&[&ec, &p256]), &bits(point)])
}

fn name(common: &str) -> Vec<u8> {
    let part = sequence(&[&oid(&[0x55, 0x04, 0x03]), &wrapped(0x0C, &[common.as_bytes()])]);
    sequence(&[&wrapped(0x31, &[&part])])
}

fn bits(bytes: &[u8]) -> Vec<u8> {
    wrapped(0x03, &[&[0], bytes])
}

fn oid(bytes: &[u8]) -> Vec<u8> {
    wrapped(0x06, &[bytes])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    wrapped(0x30, parts)
}

/// DER's lengths are those of the fob's own objects.
fn wrapped(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    crate::bytes::push_tlv(&mut out, tag, &parts.concat());
    out
}
