//! Certificates in a text file, one behind the other, as makers publish them.

use x509_cert::der::pem;

use crate::certificate::{Certificate, Unreadable};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The most that one file may hold.
const MOST: usize = 64;

/// Reads every certificate of the text; what stands between them is left aside.
///
/// # Errors
/// [`Unreadable`] when there is none that can be read, or when there are too many.
pub fn read_chain(text: &str) -> Result<Vec<Certificate>, Unreadable> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(BEGIN) {
        let block = &rest[start..];
        let end = block.find(END).ok_or(Unreadable)? + END.len();
        let (_, der) = pem::decode_vec(&block.as_bytes()[..end]).map_err(|_| Unreadable)?;
        // The maker's file holds those of other applications, too.
        found.extend(Certificate::read(&der));
        if found.len() > MOST {
            return Err(Unreadable);
        }
        rest = &block[end..];
    }
    if found.is_empty() { Err(Unreadable) } else { Ok(found) }
}
