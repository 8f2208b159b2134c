//! Is PIV on this fob in use? Asked without spending a try of anything, and answered with *yes*
//! wherever it is not certain.

use zeroize::Zeroizing;

use super::management::{self, Cipher};
use super::{NEVER, P256, PivSession, SPARE, TELLS, ins};
use crate::apdu::SW_OK;
use crate::{Refusal, WireError, tlv};

const PIN: u8 = 0x80;
const PUK: u8 = 0x81;
const RETIRED: std::ops::RangeInclusive<u8> = 0x82..=SPARE;
const OTHERS: [u8; 4] = [0x9A, 0x9C, 0x9D, 0x9E];

/// A fob from the factory allows so many wrong PINs.
const FACTORY_TRIES: u16 = 0x63C3;

/// What a look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: all is as it came from the factory.
    Untouched,
    /// Nothing but a key in the spare slot, made in the fob, that asks for nobody (as far as the
    /// firmware tells).
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
        let tells = self.version >= TELLS;
        let first = if tells { self.secrets()? } else { self.tries()? };
        if let Some(sign) = first {
            return Ok(Found::InUse(sign));
        }
        for slot in OTHERS.into_iter().chain(RETIRED) {
            let empty = if tells { self.is_empty(slot)? } else { !self.is_attested(slot)? };
            if !empty && slot != SPARE {
                return Ok(Found::InUse(Sign::Key));
            }
        }
        for object in objects() {
            if self.object(&object)?.is_some() {
                return Ok(Found::InUse(Sign::Object));
            }
        }
        match (tells, self.metadata(SPARE)) {
            (true, Ok(None)) => Ok(Found::Untouched),
            (true, Ok(Some(facts))) if is_ours(&facts)? => Ok(Found::SpareKey),
            (true, Ok(Some(_))) => Ok(Found::InUse(Sign::Key)),
            (true, Err(error)) => Err(error),
            (false, _) if self.is_attested(SPARE)? => Ok(Found::SpareKey),
            (false, _) => Ok(Found::Untouched),
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

    /// What firmware without metadata tells of the PIN: how many tries it has, by an empty try
    /// that costs none.
    fn tries(&mut self) -> Result<Option<Sign>, WireError> {
        let answer = self.ask([ins::VERIFY, 0x00, PIN], Zeroizing::default())?;
        Ok((answer.status != FACTORY_TRIES).then_some(Sign::Pin))
    }

    fn is_empty(&mut self, slot: u8) -> Result<bool, WireError> {
        Ok(self.metadata(slot)?.is_none())
    }

    /// Whether the slot has a key that was made in the fob: all that older firmware tells of it.
    fn is_attested(&mut self, slot: u8) -> Result<bool, WireError> {
        let answer = self.ask([ins::ATTEST, slot, 0x00], Zeroizing::default())?;
        Ok(answer.status == SW_OK)
    }

    /// What the firmware tells of a key or PIN; nothing where there is none.
    fn metadata(&mut self, of: u8) -> Result<Option<Zeroizing<Vec<u8>>>, WireError> {
        if self.version < TELLS {
            return Ok(None);
        }
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
fn is_ours(facts: &[u8]) -> Result<bool, WireError> {
    const MADE_HERE: u8 = 0x01;
    let list = tlv::parse(facts)?;
    Ok(tlv::find(&list, 0x01) == Some(&[P256])
        && tlv::find(&list, 0x02) == Some(&[NEVER, NEVER])
        && tlv::find(&list, 0x03) == Some(&[MADE_HERE]))
}

/// Certificates of all slots, and what tools write when somebody begins to use PIV: the holder's
/// identifier, the capabilities, the history of keys, the security object, printed information.
fn objects() -> impl Iterator<Item = [u8; 3]> {
    let certificates = [0x05, 0x0A, 0x0B, 0x01].into_iter().chain(0x0D..=0x20);
    let others = [0x02, 0x07, 0x0C, 0x06, 0x09];
    certificates.chain(others).map(|last| [0x5F, 0xC1, last])
}
