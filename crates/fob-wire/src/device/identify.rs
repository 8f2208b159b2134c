//! Finding out what is plugged in: management pages where there are any, else the other
//! applications.

use zeroize::Zeroizing;

use super::Device;
use super::capability::{App, Apps, Reach};
use super::management;
use super::model::{FormFactor, Model, Modern};
use super::token2;
use crate::apdu::{Command, SW_OK};
use crate::cable::Framing;
use crate::family::Dialect;
use crate::maker::Maker;
use crate::oath::{self, OathSession};
use crate::slot::SlotSession;
use crate::{Refusal, Talk, Version, WireError};

const CANOKEY_ADMIN: [u8; 5] = [0xF0, 0x00, 0x00, 0x00, 0x00];

/// Finds out what is at the other end, and tells the talk whose it is (the dialect of its OATH
/// application depends on that). Selects other applications: open sessions after it. The reader's
/// name is a hint only.
///
/// # Errors
/// `AppAbsent` for a card that is no fob we know; else what the cable and the answers bring.
pub fn identify(talk: &mut Talk<'_>, reader_name: &str) -> Result<Device, WireError> {
    if talk.framing() == Framing::Report {
        return keyboard(talk);
    }
    let reader_name = reader_name.to_ascii_lowercase();
    if reader_name.contains("molto2")
        && let Some(device) = token2::molto(talk)?
    {
        talk.remember_maker(device.maker);
        return Ok(device);
    }
    let named_canokey = reader_name.contains("canokey");
    let management = select(talk, &management::AID)?;
    // Early CanoKeys answer for the management application with this version, and no more.
    let canokey = named_canokey || management.as_ref().is_some_and(|text| **text == *b"5.5.5");
    let mut device = match management {
        Some(text) if !canokey => yubikey(talk, Version::find_in(&text))?,
        _ => without_management(talk, canokey)?,
    };
    device.contactless = talk.contactless();
    talk.remember_maker(device.maker);
    Ok(device)
}

/// Behind the keyboard interface of a YubiKey.
fn keyboard(talk: &mut Talk<'_>) -> Result<Device, WireError> {
    let version = SlotSession::open(talk)?.status().version;
    let pages = match version >= Version::new(4, 1, 0) || version.major == 0 {
        true => if_there(management::read_pages(talk))?,
        false => None,
    };
    let device = match pages {
        Some(pages) => management::parse(&pages, Some(version))?,
        None => early_yubikey(talk, Some(version), false)?
            .ok_or(WireError::Refused(Refusal::AppAbsent))?,
    };
    talk.remember_maker(device.maker);
    Ok(device)
}

fn yubikey(talk: &mut Talk<'_>, version: Option<Version>) -> Result<Device, WireError> {
    // Firmware that was never sold calls itself 0.0.1 here, and the truth on its pages.
    if version.is_none_or(|version| version >= Version::new(4, 1, 0) || version.major == 0)
        && let Some(pages) = if_there(management::read_pages(talk))?
    {
        return management::parse(&pages, version);
    }
    if version.is_some_and(|version| version.major == 3) {
        // A NEO gets stuck without this malformed "deselect".
        talk.send_raw(&[0xA4, 0x04, 0x00, 0x08])?;
    }
    let oath = if_there(OathSession::open(talk).map(drop))?.is_some();
    match early_yubikey(talk, version, oath)? {
        Some(device) => Ok(device),
        None => Err(WireError::Refused(Refusal::AppAbsent)),
    }
}

fn without_management(talk: &mut Talk<'_>, canokey: bool) -> Result<Device, WireError> {
    let oath = if_there(OathSession::open(talk).map(|session| session.facts().clone()))?;
    if let Some(facts) = &oath
        && facts.dialect == Dialect::Nitrokey
    {
        return Ok(plain(Maker::Nitrokey, Model::Nitrokey3, facts, facts.serial));
    }
    if let Some(facts) = &oath
        && (canokey || facts.dialect == Dialect::CanoKey)
        && select(talk, &CANOKEY_ADMIN)?.is_some()
    {
        let serial = read(talk, 0x32)?.and_then(|serial| serial.as_slice().try_into().ok());
        let serial = serial.map(u32::from_be_bytes);
        let version = read(talk, 0x31)?.and_then(|text| Version::find_in(&text));
        let mut device = plain(Maker::CanoKey, Model::CanoKey, facts, serial);
        device.firmware = version.unwrap_or(facts.version);
        return Ok(device);
    }
    match (early_yubikey(talk, None, oath.is_some())?, oath) {
        (Some(device), _) => Ok(device),
        (None, Some(facts)) => Ok(plain(Maker::Other, Model::OathCard, &facts, None)),
        // Only what answers to nothing else is asked a question that no other fob knows.
        (None, None) if talk.contactless() => {
            token2::single(talk)?.ok_or(WireError::Refused(Refusal::AppAbsent))
        }
        (None, None) => Err(WireError::Refused(Refusal::AppAbsent)),
    }
}

/// A YubiKey that has no pages: what its keyboard slots tell.
fn early_yubikey(
    talk: &mut Talk<'_>,
    version: Option<Version>,
    oath: bool,
) -> Result<Option<Device>, WireError> {
    let Some(mut slots) = if_there(SlotSession::open(talk))? else { return Ok(None) };
    let firmware = version.unwrap_or_default().max(slots.status().version);
    let serial = if_there(slots.serial())?.map(u64::from);
    let apps = Apps::default().with(App::Otp);
    let reach = Reach::all(if oath { apps.with(App::Oath) } else { apps });
    let (model, form_factor) = match firmware.major {
        0..=2 => (Model::YubiKey, FormFactor::Unknown),
        3 => (Model::YubiKeyNeo, FormFactor::AKeychain),
        4 => (Model::YubiKey4, FormFactor::Unknown),
        _ => (Model::Modern(Modern::UNKNOWN), FormFactor::Unknown),
    };
    Ok(Some(Device {
        maker: Maker::Yubico,
        model,
        serial,
        firmware,
        form_factor,
        usb: reach,
        nfc: (model == Model::YubiKeyNeo).then_some(reach),
        contactless: false,
        locked: false,
        clock: None,
    }))
}

/// A fob of which nothing is known but its OATH application.
fn plain(maker: Maker, model: Model, facts: &oath::Facts, serial: Option<u32>) -> Device {
    let reach = Reach::all(Apps::default().with(App::Oath));
    Device {
        maker,
        model,
        serial: serial.filter(|serial| *serial != 0).map(u64::from),
        firmware: facts.version,
        form_factor: FormFactor::Unknown,
        usb: reach,
        nfc: Some(reach),
        contactless: false,
        locked: false,
        clock: None,
    }
}

fn select(talk: &mut Talk<'_>, aid: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, WireError> {
    match talk.select(&Command::select(aid)) {
        Err(WireError::Refused(_)) => Ok(None),
        answer => answer.map(Some),
    }
}

fn read(talk: &mut Talk<'_>, ins: u8) -> Result<Option<Zeroizing<Vec<u8>>>, WireError> {
    let answer = talk.ask(&Command::new(0x00, ins, 0x00, 0x00, Vec::new()))?;
    Ok((answer.status == SW_OK).then_some(answer.data))
}

/// Takes a no for "not there"; passes on everything that is not an answer.
pub(super) fn if_there<T>(result: Result<T, WireError>) -> Result<Option<T>, WireError> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(WireError::Refused(_) | WireError::NotSupported) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
