//! The finding: what the certificates and the signature say together.

use crate::certificate::Certificate;
use crate::chain::{self, End};
use crate::roots::{Kind, Roots};
use crate::signature;

/// What a fob brought forward.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'e> {
    /// The certificate that the fob made for the key in the slot, in DER.
    pub attestation: &'e [u8],
    /// The certificate of its attestation key, in DER.
    pub in_fob: &'e [u8],
    /// The slot of the key.
    pub slot: u8,
    /// The key as the fob told it when it made it, a point of P-256; nothing for one that was
    /// there before.
    pub made: Option<&'e [u8]>,
    /// A digest that nobody could foresee.
    pub challenge: &'e [u8; 32],
    /// The key's signature over it, in DER.
    pub proof: &'e [u8],
    /// The serial number that the fob tells in every session.
    pub serial: Option<u32>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A root of the maker vouches for the key, the fob holds the key, and the serial (where it is
    /// attested) is the fob's.
    Genuine,
    /// The fob is made of software.
    Software,
    /// Nobody who is known vouches for the attestation key: not the maker's fob, or the factory's
    /// key was overwritten.
    Stranger {
        /// Who signed it instead.
        issuer: String,
    },
    /// A signature, a name or a limit in the chain does not hold.
    Broken,
    /// The certificate speaks of another fob.
    OtherSerial {
        /// The serial in it.
        attested: u32,
    },
    /// The certificate speaks of another key than the one the fob holds.
    OtherKey,
    /// A certificate between the fob's and the root is needed and not at hand.
    IntermediateMissing {
        /// Its name.
        issuer: String,
    },
    /// A certificate does not hold at this time: most often this computer's clock is wrong.
    NotNow,
    /// A certificate cannot be read.
    Unreadable,
}

/// The finding and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What was found.
    pub finding: Finding,
    /// The root at the end of the chain.
    pub root: Option<String>,
    /// Whether the attested serial is the fob's; nothing where one of them is not told, or where
    /// no known root vouches for it.
    pub serial_matches: Option<bool>,
}

/// Judges what a fob brought forward, at that second (since 1970, UTC). `between` are the maker's
/// certificates between fobs and roots.
#[must_use]
pub fn judge(
    evidence: &Evidence<'_>,
    between: &[Certificate],
    roots: &Roots,
    second: u64,
) -> Judgement {
    let bare = |finding| Judgement { finding, root: None, serial_matches: None };
    let read = |der| Certificate::read(der);
    let (Ok(leaf), Ok(in_fob)) = (read(evidence.attestation), read(evidence.in_fob)) else {
        return bare(Finding::Unreadable);
    };
    if !leaf.names_as_issuer(&in_fob) || !leaf.is_signed_by(&in_fob) {
        return bare(Finding::Broken);
    }
    let root = match chain::follow(&in_fob, between, roots, second) {
        End::Root(root) => root,
        End::Broken => return bare(Finding::Broken),
        End::NotNow => return bare(Finding::NotNow),
        End::Missing(issuer) => return bare(Finding::IntermediateMissing { issuer }),
        End::Stranger(issuer) => return bare(Finding::Stranger { issuer }),
    };
    let attested = leaf.attested().serial;
    let serial_matches = attested.zip(evidence.serial).map(|(one, other)| one == other);
    let finding = match attested {
        _ if !leaf.holds_at(second) => Finding::NotNow,
        _ if !is_of_this_key(evidence, &leaf) => Finding::OtherKey,
        Some(attested) if serial_matches == Some(false) => Finding::OtherSerial { attested },
        _ if root.kind == Kind::Software => Finding::Software,
        _ => Finding::Genuine,
    };
    Judgement { finding, root: Some(root.certificate.subject()), serial_matches }
}

/// Whether the certificate is of the slot, of the key that the fob made there, and the fob holds
/// that key now: else old certificates could be played back.
fn is_of_this_key(evidence: &Evidence<'_>, leaf: &Certificate) -> bool {
    let Some(point) = leaf.p256_point() else { return false };
    let slot = format!("YubiKey PIV Attestation {:02x}", evidence.slot);
    leaf.subject().eq_ignore_ascii_case(&slot)
        && evidence.made.is_none_or(|made| made == point)
        && signature::point_signed(point, evidence.challenge, evidence.proof)
}
