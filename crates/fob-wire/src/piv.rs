//! The PIV application, as far as a fob is asked who made it: a key is made in a slot that nobody
//! uses, attested by the fob's own attestation key, used once, and deleted where that is possible.
//!
//! What it is not: a tool for PIV. No PIN is ever asked for or tried, of the management key only
//! the factory's, once; and on a fob where [`PivSession::look`] finds any sign of use, nothing may
//! be made. What the certificates are worth is judged elsewhere.

mod look;
mod management;

use zeroize::Zeroizing;

pub use look::{Found, Sign};

use crate::apdu::{Answer, Command, SW_OK};
use crate::tlv::{self, Writer};
use crate::{Refusal, Talk, Version, WireError};
use management::Cipher;

/// The application's identifier.
pub const AID: [u8; 11] = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00];

/// The slot that a key is made in: the last one for retired keys, which nothing uses by itself.
pub const SPARE: u8 = 0x95;

/// Metadata came with this firmware, and with it the certainty whether anybody uses PIV. (It can
/// attest from 4.3 on; but there a key that was imported looks like none.)
pub const TELLS: Version = Version::new(5, 3, 0);
/// Keys can be deleted.
const DELETES: Version = Version::new(5, 7, 0);

const P256: u8 = 0x11;
const NEVER: u8 = 0x01;
const ATTESTATION_CERTIFICATE: [u8; 3] = [0x5F, 0xFF, 0x01];

mod ins {
    pub(super) const GENERATE: u8 = 0x47;
    pub(super) const AUTHENTICATE: u8 = 0x87;
    pub(super) const GET_DATA: u8 = 0xCB;
    pub(super) const MOVE_KEY: u8 = 0xF6;
    pub(super) const METADATA: u8 = 0xF7;
    pub(super) const SERIAL: u8 = 0xF8;
    pub(super) const ATTEST: u8 = 0xF9;
    pub(super) const VERSION: u8 = 0xFD;
}

mod tag {
    pub(super) const WITNESS: u8 = 0x80;
    pub(super) const CHALLENGE: u8 = 0x81;
    pub(super) const RESPONSE: u8 = 0x82;
    pub(super) const DYNAMIC: u8 = 0x7C;
    pub(super) const OBJECT: u8 = 0x53;
    pub(super) const CERTIFICATE: u8 = 0x70;
    pub(super) const CERTIFICATE_INFO: u8 = 0x71;
}

/// The PIV application, selected.
pub struct PivSession<'t, 'a> {
    talk: &'t mut Talk<'a>,
    version: Version,
    /// The algorithm of the management key, as a look found it; nothing before one.
    cipher: Option<Cipher>,
}

impl<'t, 'a> PivSession<'t, 'a> {
    /// Selects the application.
    ///
    /// # Errors
    /// `AppAbsent` where it is missing or switched off on this transport; `NotSupported` where it
    /// does not tell whether it is in use, being too old or another maker's.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        talk.select(&Command::select(&AID))?;
        let answer = talk.ask(&Command::new(0x00, ins::VERSION, 0x00, 0x00, Vec::new()))?;
        if answer.status != SW_OK {
            return Err(WireError::NotSupported);
        }
        let version = Version::from_bytes(&answer.data)
            .ok_or(WireError::Nonsense("the PIV application gives no version"))?;
        if version < TELLS {
            return Err(WireError::NotSupported);
        }
        Ok(Self { talk, version, cipher: None })
    }

    /// The firmware.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Whether a key that was made can be deleted again.
    pub fn can_delete(&self) -> bool {
        self.version >= DELETES
    }

    /// The serial number; nothing where the firmware does not tell it here.
    ///
    /// # Errors
    /// Those of the cable.
    pub fn serial(&mut self) -> Result<Option<u32>, WireError> {
        let answer = self.ask([ins::SERIAL, 0x00, 0x00], Zeroizing::default())?;
        let bytes = (answer.status == SW_OK).then_some(&answer.data[..]);
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes))
    }

    /// The certificate of the fob's attestation key; nothing where there is none.
    ///
    /// # Errors
    /// `Nonsense` when the object is none that holds a certificate.
    pub fn attestation_certificate(&mut self) -> Result<Option<Vec<u8>>, WireError> {
        let Some(object) = self.object(&ATTESTATION_CERTIFICATE)? else { return Ok(None) };
        let list = tlv::parse(&object)?;
        let plain = matches!(tlv::find(&list, tag::CERTIFICATE_INFO), None | Some([0]));
        match tlv::find(&list, tag::CERTIFICATE) {
            Some(certificate) if plain => Ok(Some(certificate.to_vec())),
            _ => Err(WireError::Nonsense("the attestation certificate is wrapped strangely")),
        }
    }

    /// Proves to know the management key, as it came from the factory, and has the fob prove it
    /// too. Tried once: there is no counter of tries, but a key that is another one is somebody's.
    /// `challenge` must be random.
    ///
    /// # Errors
    /// `ManagementKeyWrong` when it is not the factory's.
    pub fn authenticate(&mut self, challenge: [u8; 16]) -> Result<(), WireError> {
        let cipher = self.cipher.unwrap_or(Cipher::TripleDes);
        let act = [ins::AUTHENTICATE, cipher.code(), management::KEY];
        let witness = self.authenticated(act, &[(tag::WITNESS, &[])], tag::WITNESS)?;
        let known = cipher.decrypt(&witness)?;
        let challenge = &challenge[..cipher.block()];
        let parts = [(tag::WITNESS, &known[..]), (tag::CHALLENGE, challenge)];
        let answer = self.authenticated(act, &parts, tag::RESPONSE)?;
        if !cipher.encrypts(challenge, &answer) {
            return Err(WireError::Nonsense("the fob does not know its management key"));
        }
        Ok(())
    }

    /// Makes a key in the spare slot that asks for neither PIN nor touch; its public key, a point
    /// of P-256. What was in the slot is gone: look first.
    ///
    /// # Errors
    /// `ManagementKeyWrong` without [`Self::authenticate`]; `WrongData` where the fob allows no
    /// such key.
    pub fn make(&mut self) -> Result<Vec<u8>, WireError> {
        let wanted = Writer::new()
            .tlv(0x80, &[&[P256]])
            .tlv(0xAA, &[&[NEVER]])
            .tlv(0xAB, &[&[NEVER]])
            .done();
        let data = Writer::new().tlv(0xAC, &[&wanted]).done();
        let answer = accept(self.ask([ins::GENERATE, 0x00, SPARE], data)?)?;
        // The outer tag has two bytes; behind the first one it is as any other.
        let (_, object) = answer.split_first().ok_or(WireError::Nonsense("no key was told"))?;
        let list = tlv::parse(object)?;
        let inner = tlv::parse(tlv::find(&list, 0x49).unwrap_or_default())?;
        match tlv::find(&inner, 0x86) {
            Some(point) if point.len() == 65 => Ok(point.to_vec()),
            _ => Err(WireError::Nonsense("the key that was made is no point")),
        }
    }

    /// The certificate that the fob makes for the key in the spare slot.
    ///
    /// # Errors
    /// A refusal where there is no key, or none that was made in the fob.
    pub fn attest(&mut self) -> Result<Vec<u8>, WireError> {
        let answer = self.ask([ins::ATTEST, SPARE, 0x00], Zeroizing::default())?;
        accept(answer).map(|data| data.to_vec())
    }

    /// Has the key in the spare slot sign a digest.
    ///
    /// # Errors
    /// `PinNeeded` for a key that is not one of [`Self::make`]'s.
    pub fn sign(&mut self, digest: &[u8; 32]) -> Result<Vec<u8>, WireError> {
        let act = [ins::AUTHENTICATE, P256, SPARE];
        let parts = [(tag::RESPONSE, &[][..]), (tag::CHALLENGE, &digest[..])];
        match self.authenticated(act, &parts, tag::RESPONSE) {
            Err(WireError::Refused(Refusal::ManagementKeyWrong)) => {
                Err(WireError::Refused(Refusal::PinNeeded))
            }
            other => other.map(|signature| signature.to_vec()),
        }
    }

    /// Deletes the key in the spare slot.
    ///
    /// # Errors
    /// `NotSupported` by this firmware; `ManagementKeyWrong` without [`Self::authenticate`].
    pub fn delete(&mut self) -> Result<(), WireError> {
        if !self.can_delete() {
            return Err(WireError::NotSupported);
        }
        let answer = self.ask([ins::MOVE_KEY, 0xFF, SPARE], Zeroizing::default())?;
        accept(answer).map(drop)
    }

    /// One round of GENERAL AUTHENTICATE: these objects out, the value of `wanted` back.
    fn authenticated(
        &mut self,
        act: [u8; 3],
        parts: &[(u8, &[u8])],
        wanted: u8,
    ) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let inner = parts.iter().fold(Writer::new(), |out, (tag, value)| out.tlv(*tag, &[value]));
        let data = Writer::new().tlv(tag::DYNAMIC, &[&inner.done()]).done();
        let answer = accept(self.ask(act, data)?)?;
        let list = tlv::parse(&answer)?;
        let inner = tlv::parse(tlv::find(&list, tag::DYNAMIC).unwrap_or_default())?;
        let value = tlv::find(&inner, wanted);
        let value = value.ok_or(WireError::Nonsense("an authentication without its answer"))?;
        Ok(Zeroizing::new(value.to_vec()))
    }

    /// What is in an object; nothing where there is none, or an empty one.
    fn object(&mut self, name: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
        let data = Writer::new().tlv(0x5C, &[name]).done();
        let answer = self.ask([ins::GET_DATA, 0x3F, 0xFF], data)?;
        if matches!(answer.status, 0x6A82 | 0x6A88) {
            return Ok(None);
        }
        let answer = accept(answer)?;
        let list = tlv::parse(&answer)?;
        let value = tlv::find(&list, tag::OBJECT);
        let value = value.ok_or(WireError::Nonsense("an object without its wrapping"))?;
        Ok((!value.is_empty()).then(|| value.to_vec()))
    }

    fn ask(
        &mut self,
        [ins, p1, p2]: [u8; 3],
        data: Zeroizing<Vec<u8>>,
    ) -> Result<Answer, WireError> {
        self.talk.ask(&Command::new(0x00, ins, p1, p2, data))
    }
}

/// The data of a successful answer, else what the status word means here.
fn accept(answer: Answer) -> Result<Zeroizing<Vec<u8>>, WireError> {
    Err(WireError::Refused(match answer.status {
        SW_OK => return Ok(answer.data),
        0x6D00 | 0x6A81 => return Err(WireError::NotSupported),
        0x6982 => Refusal::ManagementKeyWrong,
        0x6A80 => Refusal::WrongData,
        status => Refusal::Unknown(status),
    }))
}
