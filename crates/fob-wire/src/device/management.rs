//! The management application's pages: what a YubiKey says of itself from firmware 4.1 on.

use zeroize::Zeroizing;

use super::{App, Apps, Device, Edition, FormFactor, Maker, Model, Modern, Reach, Series};
use crate::apdu::{Command, SW_OK};
use crate::cable::Framing;
use crate::frame::{self, FrameAnswer};
use crate::{Refusal, Talk, Version, WireError, tlv};

pub(super) const AID: [u8; 8] = [0xA0, 0x00, 0x00, 0x05, 0x27, 0x47, 0x11, 0x17];

const READ_CONFIG: u8 = 0x1D;
/// The same over the keyboard interface.
const CAPABILITIES: u8 = 0x13;
const MOST_PAGES: u8 = 8;

mod tag {
    pub(super) const USB_SUPPORTED: u8 = 0x01;
    pub(super) const SERIAL: u8 = 0x02;
    pub(super) const USB_ENABLED: u8 = 0x03;
    pub(super) const FORM_FACTOR: u8 = 0x04;
    pub(super) const VERSION: u8 = 0x05;
    pub(super) const LOCKED: u8 = 0x0A;
    pub(super) const NFC_SUPPORTED: u8 = 0x0D;
    pub(super) const NFC_ENABLED: u8 = 0x0E;
    pub(super) const FURTHER_PAGES: u8 = 0x10;
    pub(super) const PIN_COMPLEXITY: u8 = 0x16;
    pub(super) const QUALIFIER: u8 = 0x19;
}

/// Reads all pages, with the application selected or over the keyboard interface; their objects,
/// one behind the other.
pub(super) fn read_pages(talk: &mut Talk<'_>) -> Result<Vec<u8>, WireError> {
    let mut objects = Vec::new();
    let mut further = 1;
    for page in 0..MOST_PAGES {
        let answer = match talk.framing() {
            Framing::Report => page_by_frame(talk, page)?,
            _ => page_by_apdu(talk, page)?,
        };
        let body = match answer.split_first() {
            Some((length, body)) if usize::from(*length) == body.len() => body,
            _ => return Err(WireError::Nonsense("a management page of another length")),
        };
        objects.extend_from_slice(body);
        let told = tlv::find(&tlv::parse(body)?, tag::FURTHER_PAGES).and_then(number);
        further = told.unwrap_or(further - 1);
        if further == 0 {
            return Ok(objects);
        }
    }
    Err(WireError::TooMuch)
}

fn page_by_apdu(talk: &mut Talk<'_>, page: u8) -> Result<Zeroizing<Vec<u8>>, WireError> {
    let answer = talk.ask(&Command::new(0x00, READ_CONFIG, page, 0x00, Vec::new()))?;
    match answer.status {
        SW_OK => Ok(answer.data),
        status => Err(WireError::Refused(Refusal::Unknown(status))),
    }
}

/// Over the keyboard interface the answer is filled up; its first byte says how long it is.
fn page_by_frame(talk: &mut Talk<'_>, page: u8) -> Result<Zeroizing<Vec<u8>>, WireError> {
    match talk.frame(CAPABILITIES, &[page])? {
        FrameAnswer::Data(answer) => {
            let length = answer.first().map_or(0, |length| usize::from(*length) + 1);
            Ok(Zeroizing::new(frame::checked(&answer, length)?.to_vec()))
        }
        FrameAnswer::Status { .. } => Err(WireError::Refused(Refusal::Rejected)),
    }
}

/// What the pages say. `selected` is the version that SELECT told.
pub(super) fn parse(objects: &[u8], selected: Option<Version>) -> Result<Device, WireError> {
    let list = tlv::parse(objects)?;
    let number = |tag| tlv::find(&list, tag).and_then(number);
    let apps = |tag| {
        number(tag).map(|bits| Apps::from_bits(u16::try_from(bits & 0xFFFF).expect("masked")))
    };
    let flag = |tag| tlv::find(&list, tag) == Some(&[1]);

    let firmware = tlv::find(&list, tag::VERSION).and_then(Version::from_bytes).or(selected);
    let firmware =
        firmware.ok_or(WireError::Nonsense("the management application gives no version"))?;
    let firmware = match tlv::find(&list, tag::QUALIFIER) {
        Some(qualifier) => unreleased(qualifier)?.unwrap_or(firmware),
        None => firmware,
    };

    let four = firmware.major == 4;
    let supported = match apps(tag::USB_SUPPORTED).unwrap_or_default() {
        _ if firmware == Version::new(4, 2, 4) => Apps::from_bits(0x3F),
        supported => supported,
    };
    // The fourth generation reports what is enabled wrongly.
    let enabled = apps(tag::USB_ENABLED).filter(|_| !four).unwrap_or(supported);
    let serial = number(tag::SERIAL).filter(|serial| *serial != 0);
    let form_byte = number(tag::FORM_FACTOR).map_or(0, |byte| byte.to_be_bytes()[3]);
    let form = FormFactor::of(form_byte);
    let without_nfc = form.is_nano()
        || form == FormFactor::CLightning
        || (form == FormFactor::CKeychain && firmware < Version::new(5, 2, 4));
    let nfc = apps(tag::NFC_SUPPORTED).filter(|_| !without_nfc);
    let nfc = nfc
        .map(|supported| Reach { supported, enabled: apps(tag::NFC_ENABLED).unwrap_or(supported) });

    let seen = Seen {
        firmware,
        form,
        usb: supported,
        nfc: nfc.is_some(),
        fips: form_byte & 0x80 != 0
            || firmware.within(Version::new(4, 4, 0), Version::new(4, 5, 0)),
        security_key: form_byte & 0x40 != 0
            || (serial.is_none() && firmware < Version::new(5, 2, 8) && supported.fido_only()),
        with_serial: serial.is_some(),
        enhanced_pin: flag(tag::PIN_COMPLEXITY),
    };
    Ok(Device {
        maker: Maker::Yubico,
        model: seen.model(),
        serial: serial.map(u64::from),
        firmware,
        form_factor: form,
        usb: Reach { supported, enabled },
        nfc,
        contactless: false,
        locked: flag(tag::LOCKED),
        clock: None,
    })
}

/// What a model's name depends on.
struct Seen {
    firmware: Version,
    form: FormFactor,
    usb: Apps,
    nfc: bool,
    fips: bool,
    security_key: bool,
    with_serial: bool,
    enhanced_pin: bool,
}

impl Seen {
    fn model(&self) -> Model {
        let edge = Apps::default().with(App::Otp).with(App::U2f);
        match self.firmware.major {
            _ if self.security_key && self.firmware < Version::new(5, 1, 0) => Model::SecurityKey,
            0..=2 => Model::YubiKey,
            3 => Model::YubiKeyNeo,
            4 if self.fips => Model::YubiKey4Fips,
            4 if self.usb == edge => Model::YubiKeyEdge,
            4 => Model::YubiKey4,
            _ if is_preview(self.firmware) && !self.security_key => Model::YubiKeyPreview,
            _ => Model::Modern(self.modern()),
        }
    }

    fn modern(&self) -> Modern {
        let bio = self.form.is_bio();
        let series = match () {
            () if self.security_key => Series::SecurityKey,
            () if bio => Series::Bio,
            () => Series::Five,
        };
        let edition = match () {
            () if self.fips => Edition::Fips,
            () if bio && self.usb.fido_only() => Edition::Fido,
            () if bio && self.usb.has(App::Piv) => Edition::MultiProtocol,
            () if bio => Edition::Plain,
            () if self.security_key && self.with_serial => Edition::Enterprise,
            () if self.enhanced_pin && !self.security_key => Edition::EnhancedPin,
            () => Edition::Plain,
        };
        Modern { series, form: self.form, nfc: self.nfc, edition }
    }
}

/// The version of firmware that is not final, if the qualifier says so.
fn unreleased(qualifier: &[u8]) -> Result<Option<Version>, WireError> {
    const FINAL: u32 = 2;
    let list = tlv::parse(qualifier)?;
    let kind = tlv::find(&list, 0x02).and_then(number).unwrap_or(FINAL);
    let version = tlv::find(&list, 0x01).and_then(Version::from_bytes);
    Ok(version.filter(|_| kind != FINAL))
}

/// Ranges of firmware that was handed out before it was sold.
fn is_preview(version: Version) -> bool {
    let v = Version::new;
    version.within(v(5, 0, 0), v(5, 1, 0))
        || version.within(v(5, 2, 0), v(5, 2, 3))
        || version.within(v(5, 5, 0), v(5, 5, 2))
}

/// A number of one to four bytes.
fn number(bytes: &[u8]) -> Option<u32> {
    let fits = matches!(bytes.len(), 1..=4);
    fits.then(|| bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}
