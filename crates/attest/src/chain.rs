//! From a fob's attestation certificate to a root, by the few rules that these chains follow.
//!
//! A root counts by its name and its key alone (RFC 5280, 6.1.1 d): Yubico's older roots limit
//! their paths to a length that its own fobs exceed. Everything below a root is held to it: who
//! signed whom, who may sign, how long a path may be, and when it holds.

use crate::certificate::Certificate;
use crate::roots::{Root, Roots};

/// Longer paths do not exist.
const LONGEST: u8 = 6;

/// The maker's name at the head of its certificates' names.
const MAKER: &str = "Yubico ";

/// What the certificates in the fobs are called; early ones do not say that they may sign.
const IN_FOBS: &str = "Yubico PIV Attestation";

/// Where a path ends.
#[derive(Clone, Debug)]
pub(crate) enum End<'r> {
    /// At a root.
    Root(&'r Root),
    /// A root or certificate of that name is there, and did not sign what says so; or who signed
    /// may not.
    Broken,
    /// It holds, but not now.
    NotNow,
    /// One of the maker's certificates in between is missing; this is its name.
    Missing(String),
    /// Nobody who is known signed it; this is the name of whoever did.
    Stranger(String),
}

/// Follows the certificate that is in the fob.
pub(crate) fn follow<'r>(
    in_fob: &Certificate,
    between: &[Certificate],
    roots: &'r Roots,
    second: u64,
) -> End<'r> {
    if !in_fob.may_sign(0, in_fob.subject().starts_with(IN_FOBS)) {
        return End::Broken;
    }
    let mut at = in_fob;
    for below in 1..=LONGEST {
        if !at.holds_at(second) {
            return End::NotNow;
        }
        let named = roots.iter().filter(|root| at.names_as_issuer(&root.certificate));
        let mut broken = false;
        for root in named {
            if at.is_signed_by(&root.certificate) {
                return End::Root(root);
            }
            broken = true;
        }
        let mut next = None;
        for candidate in between.iter().filter(|it| at.names_as_issuer(it)) {
            if at.is_signed_by(candidate) && candidate.may_sign(below, false) {
                next = Some(candidate);
                break;
            }
            broken = true;
        }
        match next {
            Some(next) if next.public_key() != at.public_key() => at = next,
            _ if broken => return End::Broken,
            _ if at.issuer().starts_with(MAKER) => return End::Missing(at.issuer()),
            _ => return End::Stranger(at.issuer()),
        }
    }
    End::Broken
}
