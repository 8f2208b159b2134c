//! One certificate as it was read: its bytes, and what the rules ask of it.

use std::time::Duration;

use x509_cert::Certificate as Parsed;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::{Decode, Encode, Reader, SliceReader};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};
use x509_cert::name::Name;

use crate::extension::Attested;
use crate::signature;

/// The longest certificate that is looked at; a fob's are below 2 KiB.
const LONGEST: usize = 8 * 1024;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// Bytes that are no certificate of a kind that is understood here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate that can be read")]
pub struct Unreadable;

/// A certificate.
#[derive(Clone, Debug)]
pub struct Certificate {
    parsed: Parsed,
    /// The part that is signed, byte for byte as it came: never encoded anew.
    signed: Vec<u8>,
    public_key: Vec<u8>,
    constraints: Option<BasicConstraints>,
    usage: Option<KeyUsage>,
}

impl Certificate {
    /// Reads one from its DER bytes.
    ///
    /// # Errors
    /// [`Unreadable`]; also where a critical extension is not one that the rules know.
    pub fn read(der: &[u8]) -> Result<Self, Unreadable> {
        if der.len() > LONGEST {
            return Err(Unreadable);
        }
        let unreadable = |_| Unreadable;
        let parsed = Parsed::from_der(der).map_err(unreadable)?;
        let signed = signed_part(der)?;
        let tbs = &parsed.tbs_certificate;
        let public_key = tbs.subject_public_key_info.to_der().map_err(unreadable)?;
        let constraints = tbs.get::<BasicConstraints>().map_err(unreadable)?.map(|(_, it)| it);
        let usage = tbs.get::<KeyUsage>().map_err(unreadable)?.map(|(_, it)| it);
        let known = [BasicConstraints::OID, KeyUsage::OID];
        let strange = |it: &x509_cert::ext::Extension| it.critical && !known.contains(&it.extn_id);
        if tbs.extensions.iter().flatten().any(strange) {
            return Err(Unreadable);
        }
        Ok(Self { signed, public_key, constraints, usage, parsed })
    }

    /// The common name of whom it is about; empty where there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        common_name(&self.parsed.tbs_certificate.subject)
    }

    /// The common name of who signed it; empty where there is none.
    #[must_use]
    pub fn issuer(&self) -> String {
        common_name(&self.parsed.tbs_certificate.issuer)
    }

    /// What the maker's own extensions say of the fob and the key.
    #[must_use]
    pub fn attested(&self) -> Attested {
        Attested::of(self.parsed.tbs_certificate.extensions.iter().flatten())
    }

    /// The public key as a point of P-256, `04` and two numbers; nothing for any other key.
    #[must_use]
    pub fn p256_point(&self) -> Option<&[u8]> {
        signature::p256_point(&self.parsed.tbs_certificate.subject_public_key_info)
    }

    /// The public key with its algorithm, in DER.
    pub(crate) fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    /// Whether `other` calls itself what this one calls its issuer.
    pub(crate) fn names_as_issuer(&self, other: &Self) -> bool {
        self.parsed.tbs_certificate.issuer == other.parsed.tbs_certificate.subject
    }

    /// Whether the key of `issuer` made the signature under this one.
    pub(crate) fn is_signed_by(&self, issuer: &Self) -> bool {
        // What is signed names the algorithm too: both must say the same.
        self.parsed.signature_algorithm == self.parsed.tbs_certificate.signature
            && self.parsed.signature.as_bytes().is_some_and(|signature| {
                signature::fits(
                    &issuer.parsed.tbs_certificate.subject_public_key_info,
                    &self.parsed.signature_algorithm,
                    &self.signed,
                    signature,
                )
            })
    }

    /// Whether it holds at that second (since 1970, UTC).
    pub(crate) fn holds_at(&self, second: u64) -> bool {
        let validity = &self.parsed.tbs_certificate.validity;
        let now = Duration::from_secs(second);
        validity.not_before.to_unix_duration() <= now
            && now <= validity.not_after.to_unix_duration()
    }

    /// Whether it may sign certificates, with so many others that may below it. A certificate that
    /// says nothing of it may not, unless `silent` is forgiven.
    pub(crate) fn may_sign(&self, below: u8, silent: bool) -> bool {
        let usage = self.usage.is_none_or(|usage| usage.key_cert_sign());
        usage
            && self.constraints.as_ref().map_or(silent, |constraints| {
                constraints.ca && constraints.path_len_constraint.is_none_or(|most| below <= most)
            })
    }
}

/// The first element of the outer sequence, with its header.
fn signed_part(der: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let unreadable = |_| Unreadable;
    let mut reader = SliceReader::new(der).map_err(unreadable)?;
    let part = reader.sequence(|inner| {
        let part = inner.tlv_bytes()?.to_vec();
        while !inner.is_finished() {
            inner.tlv_bytes()?;
        }
        Ok(part)
    });
    part.map_err(unreadable)
}

fn common_name(name: &Name) -> String {
    let parts = name.0.iter().flat_map(|rdn| rdn.0.iter());
    let found = parts.into_iter().find(|part| part.oid == COMMON_NAME);
    let text = found.map(|part| String::from_utf8_lossy(part.value.value()).into_owned());
    text.unwrap_or_default().chars().filter(|c| !c.is_control()).take(64).collect()
}
