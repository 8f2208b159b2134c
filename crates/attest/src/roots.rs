//! The roots that are known: the maker's, and that of the software fobs, which vouches for nothing.

use crate::certificate::Certificate;
use crate::pem;

const YUBICO: [&str; 3] = [
    include_str!("../roots/yubico-piv-root-263751.pem"),
    include_str!("../roots/yubico-u2f-root-457200631.pem"),
    include_str!("../roots/yubico-attestation-root-1.pem"),
];
const PRACTICE: &str = include_str!("../roots/practice-root.pem");

/// What a chain that ends here means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The maker vouches.
    Maker,
    /// The fob is made of software: its root's key lies open in its source.
    Software,
}

/// A root.
#[derive(Clone, Debug)]
pub struct Root {
    pub(crate) certificate: Certificate,
    pub(crate) kind: Kind,
}

/// All roots that are known.
#[derive(Clone, Debug)]
pub struct Roots(Vec<Root>);

impl Roots {
    /// Yubico's three (early and later fobs, and firmware from 5.7.4 on), and that of the software
    /// fobs.
    #[must_use]
    pub fn known() -> Self {
        let mut roots = Vec::new();
        for (text, kind) in
            YUBICO.into_iter().map(|text| (text, Kind::Maker)).chain([(PRACTICE, Kind::Software)])
        {
            let read = pem::read_chain(text).expect("the roots are part of the program");
            roots.extend(read.into_iter().map(|certificate| Root { certificate, kind }));
        }
        Self(roots)
    }

    /// These, and before them one that vouches. For tests: the program itself never calls it.
    #[must_use]
    pub fn and(mut self, certificate: Certificate) -> Self {
        self.0.insert(0, Root { certificate, kind: Kind::Maker });
        self
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Root> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::{BASE64, HEXUPPER};
    use sha2::{Digest, Sha256};

    use super::*;

    /// The digests by which the maker's certificates are known.
    const DIGESTS: [&str; 3] = [
        "63ECE914E54DD87915F34033C85AF4C0696BA1512F8ADD66CED738331207B546",
        "0FA1386F80EB8713263AE5C1D84DEB455BDF08AEA50AB05503CEFEE82B092D42",
        "62760C6A6EF91679F454C8902B80FD009825B3F25DA90F1FBACE2EC6586CD5A8",
    ];

    #[test]
    fn the_roots_are_those_that_the_maker_published() {
        for (text, digest) in YUBICO.into_iter().zip(DIGESTS) {
            let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
            let der = BASE64.decode(body.as_bytes()).expect("a certificate");
            assert_eq!(HEXUPPER.encode(&Sha256::digest(&der)), digest);
        }
    }

    #[test]
    fn every_root_signed_itself() {
        let roots = Roots::known();
        assert_eq!(roots.iter().count(), 4);
        for root in roots.iter() {
            let it = &root.certificate;
            assert!(it.names_as_issuer(it) && it.is_signed_by(it), "{}", it.subject());
        }
    }

    #[test]
    fn only_the_software_fobs_root_vouches_for_nothing() {
        let named = |root: &Root| (root.certificate.subject(), root.kind);
        let roots: Vec<_> = Roots::known().iter().map(named).collect();
        let software: Vec<_> = roots.iter().filter(|root| root.1 == Kind::Software).collect();
        assert_eq!(software, [&("Fobdesk Practice Root".to_owned(), Kind::Software)]);
        assert!(
            roots.iter().all(|(name, kind)| name.starts_with("Yubico ") == (*kind == Kind::Maker))
        );
    }
}
