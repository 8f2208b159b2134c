//! Does the maker vouch for the key in this fob? Certificates and a signature in, a finding out.
//!
//! A fob that makes a key can attest it: with its own attestation key, which was put into it at the
//! factory, it signs a certificate that says "this key was made in here, and I am number so and
//! so". [`judge`] follows that certificate to a root that is known ([`Roots`]), and checks that it
//! speaks of the key that the fob has just shown that it holds.
//!
//! What it is not: a web browser's idea of a chain. No name of a host, no revocation, no system
//! store: the few rules that these certificates follow are written out in `chain.rs`. No I/O, no
//! clock: the time is handed in.

mod certificate;
mod chain;
mod extension;
mod judge;
mod pem;
mod roots;
mod signature;

pub use certificate::{Certificate, Unreadable};
pub use extension::Attested;
pub use judge::{Evidence, Finding, Judgement, judge};
pub use pem::read_chain;
pub use roots::{Kind, Root, Roots};
