//! Whether a signature fits: RSA (PKCS#1 v1.5) and ECDSA, as these certificates use them.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const RSA_KEY: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const EC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");

const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");

/// Whether `signature` over `message` is by that key, after that algorithm. What is not understood
/// does not fit.
pub(crate) fn fits(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    message: &[u8],
    signature: &[u8],
) -> bool {
    match algorithm.oid {
        RSA_SHA256 => rsa_fits(key, 1, &Sha256::digest(message), signature),
        RSA_SHA384 => rsa_fits(key, 2, &Sha384::digest(message), signature),
        RSA_SHA512 => rsa_fits(key, 3, &Sha512::digest(message), signature),
        ECDSA_SHA256 => ecdsa_fits(key, &Sha256::digest(message), signature),
        ECDSA_SHA384 => ecdsa_fits(key, &Sha384::digest(message), signature),
        ECDSA_SHA512 => ecdsa_fits(key, &Sha512::digest(message), signature),
        _ => false,
    }
}

/// Whether that point of P-256 signed this digest.
pub(crate) fn point_signed(point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = p256::ecdsa::VerifyingKey::from_sec1_bytes(point) else { return false };
    let Ok(signature) = p256::ecdsa::Signature::from_der(signature) else { return false };
    key.verify_prehash(digest, &signature).is_ok()
}

/// The point of a P-256 key.
pub(crate) fn p256_point(key: &SubjectPublicKeyInfoOwned) -> Option<&[u8]> {
    (curve(key) == Some(P256)).then(|| key.subject_public_key.as_bytes()).flatten()
}

fn curve(key: &SubjectPublicKeyInfoOwned) -> Option<ObjectIdentifier> {
    let parameters = key.algorithm.parameters.as_ref()?;
    (key.algorithm.oid == EC_KEY).then(|| parameters.decode_as().ok()).flatten()
}

/// `nth` is the last number of the hash's name: 2.16.840.1.101.3.4.2.`nth`.
fn rsa_fits(key: &SubjectPublicKeyInfoOwned, nth: u8, digest: &[u8], signature: &[u8]) -> bool {
    if key.algorithm.oid != RSA_KEY {
        return false;
    }
    let bytes = key.subject_public_key.as_bytes().unwrap_or_default();
    let Ok(key) = RsaPublicKey::from_pkcs1_der(bytes) else { return false };
    // The hash's name with an empty parameter behind it, or (some early fobs) with none: a
    // verifier may take both, and either way every byte of the padding is compared.
    prefixes(nth, digest.len()).into_iter().any(|prefix| {
        let scheme = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: prefix.into() };
        key.verify(scheme, digest, signature).is_ok()
    })
}

/// What stands before the digest: both forms of its `DigestInfo`.
fn prefixes(nth: u8, digest: usize) -> [Vec<u8>; 2] {
    let digest = u8::try_from(digest).expect("a digest is short");
    let name = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, nth];
    let with = [&[0x30, 17 + digest, 0x30, 13][..], &name, &[0x05, 0x00, 0x04, digest]].concat();
    let without = [&[0x30, 15 + digest, 0x30, 11][..], &name, &[0x04, digest]].concat();
    [with, without]
}

fn ecdsa_fits(key: &SubjectPublicKeyInfoOwned, digest: &[u8], signature: &[u8]) -> bool {
    let Some(point) = key.subject_public_key.as_bytes() else { return false };
    match curve(key) {
        Some(P256) => point_signed(point, digest, signature),
        Some(P384) => {
            let Ok(key) = p384::ecdsa::VerifyingKey::from_sec1_bytes(point) else { return false };
            let Ok(signature) = p384::ecdsa::Signature::from_der(signature) else { return false };
            key.verify_prehash(digest, &signature).is_ok()
        }
        _ => false,
    }
}
