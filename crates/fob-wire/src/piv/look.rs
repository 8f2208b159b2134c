//! Is PIV on this fob in use? Asked without spending a try of anything, and answered with *yes*
//! wherever it is not certain.

use zeroize::Zeroizing;

use super::management::{self, Cipher};
use super::{NEVER, P256, PivSession, SPARE, ins};
use crate::apdu::SW_OK;
use crate::{Refusal, WireError, tlv};

const PIN: u8 = 0x80;
const PUK: u8 = 0x81;
const RETIRED: std::ops::RangeInclusive<u8> = 0x82..=SPARE;
const OTHERS: [u8; 4] = [0x9A, 0x9C, 0x9D, 0x9E];

/// What a look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: all is as it came from the factory.
    Untouched,
    /// Nothing but a key in the spare slot, made in the fob, that asks for nobody: as
    /// [`PivSession::make`] makes them, whoever made it.
    SpareKey,
    /// Somebody uses it.
    InUse(Sign),
}

/// By what one knows that PIV is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The PIN is not the factory's, or was tried.
    Pin,
    /// The PUK is not the factory's.
    Puk,
    /// The management key is not the factory's.
    ManagementKey,
    /// A slot holds a key.
    Key,
    /// A certificate or another object is there.
    Object,
}

impl PivSession<'_, '_> {
    /// Looks for any sign of use.
    ///
    /// # Errors
    /// Those of the cable, and of answers that make no sense.
    pub fn look(&mut self) -> Result<Found, WireError> {
        if let Some(sign) = self.secrets()? {
            return Ok(Found::InUse(sign));
        }
        for slot in OTHERS.into_iter().chain(RETIRED).filter(|slot| *slot != SPARE) {
            if self.metadata(slot)?.is_some() {
                return Ok(Found::InUse(Sign::Key));
            }
        }
        for object in objects() {
            if self.object(&object)?.is_some() {
                return Ok(Found::InUse(Sign::Object));
            }
        }
        match self.metadata(SPARE)? {
            None => Ok(Found::Untouched),
            Some(facts) if is_as_made(&facts)? => Ok(Found::SpareKey),
            Some(_) => Ok(Found::InUse(Sign::Key)),
        }
    }

    /// Whether PIN, PUK and management key are the factory's, as the firmware tells.
    fn secrets(&mut self) -> Result<Option<Sign>, WireError> {
        for (what, sign) in [(PIN, Sign::Pin), (PUK, Sign::Puk)] {
            let facts = self.metadata(what)?.unwrap_or_default();
            if !is_default(&facts)? {
                return Ok(Some(sign));
            }
        }
        let facts = self.metadata(management::KEY)?.unwrap_or_default();
        let list = tlv::parse(&facts)?;
        self.cipher = tlv::find(&list, 0x01).and_then(Cipher::of);
        let untouched = matches!(tlv::find(&list, 0x02), Some([_, 0x00 | NEVER]));
        let factory = is_default(&facts)? && untouched && self.cipher.is_some();
        Ok((!factory).then_some(Sign::ManagementKey))
    }

    /// What the firmware tells of a key or PIN; nothing where there is none.
    fn metadata(&mut self, of: u8) -> Result<Option<Zeroizing<Vec<u8>>>, WireError> {
        let answer = self.ask([ins::METADATA, 0x00, of], Zeroizing::default())?;
        match answer.status {
            SW_OK => Ok(Some(answer.data)),
            0x6A88 | 0x6A82 => Ok(None),
            status => Err(WireError::Refused(Refusal::Unknown(status))),
        }
    }
}

fn is_default(facts: &[u8]) -> Result<bool, WireError> {
    Ok(tlv::find(&tlv::parse(facts)?, 0x05) == Some(&[1]))
}

/// Whether a key is as [`PivSession::make`] makes them.
fn is_as_made(facts: &[u8]) -> Result<bool, WireError> {
    const MADE_HERE: u8 = 0x01;
    let list = tlv::parse(facts)?;
    Ok(tlv::find(&list, 0x01) == Some(&[P256])
        && tlv::find(&list, 0x02) == Some(&[NEVER, NEVER])
        && tlv::find(&list, 0x03) == Some(&[MADE_HERE]))
}

/// Certificates of all slots, and what tools write when somebody begins to use PIV: the holder's
/// identifier, the capabilities, the history of keys, the security object, and what Yubico's own
/// tools note. Not what a fob shows after a PIN only (printed information, pictures, fingerprints):
/// it refuses these whether there is any or not.
fn objects() -> impl Iterator<Item = [u8; 3]> {
    let certificates = [0x05, 0x0A, 0x0B, 0x01].into_iter().chain(0x0D..=0x20);
    let others = [0x02, 0x07, 0x0C, 0x06];
    let standard = certificates.chain(others).map(|last| [0x5F, 0xC1, last]);
    standard.chain([[0x5F, 0xFF, 0x00]])
}
