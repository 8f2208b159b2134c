//! The management application of the YubiKeys: who am I, what can I do, what is switched on.

use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::{Application, Body};
use crate::bytes::{pop_tlv, push_tlv};
use crate::model::{Model, Version};

const OTP: u16 = 0x0001;
const PIV: u16 = 0x0010;
const OATH: u16 = 0x0020;

/// What is switched on; `None`: as from the factory, everything.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Management {
    usb_enabled: Option<u16>,
    nfc_enabled: Option<u16>,
}

impl Management {
    /// The answer to SELECT: a text with the version in it.
    pub(crate) fn greeting(&self, body: &Body<'_>) -> Vec<u8> {
        format!("Virtual mgr - FW version {}", body.firmware).into_bytes()
    }

    /// Whether the application is switched on for the way the fob is connected.
    pub(crate) fn allows(&self, application: Application, body: &Body<'_>) -> bool {
        let bit = match application {
            Application::Otp => OTP,
            Application::Oath => OATH,
            Application::Piv => PIV,
            Application::Management | Application::Admin => return true,
        };
        let enabled = if body.model.contactless() { self.nfc_enabled } else { self.usb_enabled };
        enabled.is_none_or(|enabled| enabled & bit != 0)
    }

    pub(crate) fn act(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        match command.ins {
            0x1D if body.firmware >= Version(4, 1, 0) => Ok(self.config(command.p1, body)),
            0x1C if body.firmware >= Version(5, 0, 0) => self.write(&command.data, body),
            _ => Err(sw::UNKNOWN_INS),
        }
    }

    /// READ CONFIG: one page, its length before it.
    pub(crate) fn config(&self, page: u8, body: &Body<'_>) -> Outcome {
        let page = self.page(page, body);
        let mut data = vec![u8::try_from(page.len()).expect("a page is short")];
        data.extend(page);
        Outcome::Data(data)
    }

    fn page(&self, page: u8, body: &Body<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        let paged = body.firmware >= Version(5, 7, 0);
        match (page, paged) {
            (0, _) => self.first_page(body, &mut out),
            (1, true) => more(body.firmware, &mut out),
            _ => {}
        }
        if page == 0 && paged {
            push_tlv(&mut out, 0x10, &[1]);
        }
        out
    }

    fn first_page(&self, body: &Body<'_>, out: &mut Vec<u8>) {
        let supported = supported(body.firmware);
        let usb = self.usb_enabled.unwrap_or(supported);
        let Version(major, minor, patch) = body.firmware;
        push_tlv(out, 0x01, &mask(supported));
        if let Some(serial) = body.serial {
            push_tlv(out, 0x02, &serial.to_be_bytes());
        }
        push_tlv(out, 0x03, &mask(usb));
        push_tlv(out, 0x04, &[0x01]);
        push_tlv(out, 0x05, &[major, minor, patch]);
        push_tlv(out, 0x06, &[0, 0]);
        push_tlv(out, 0x07, &[15]);
        push_tlv(out, 0x08, &[0]);
        if body.model == Model::Yubikey5Nfc {
            push_tlv(out, 0x0D, &mask(supported));
            push_tlv(out, 0x0E, &mask(self.nfc_enabled.unwrap_or(supported)));
        }
        push_tlv(out, 0x0A, &[0]);
    }

    /// Switches applications on and off; lock codes are not played.
    fn write(&mut self, data: &[u8], body: &mut Body<'_>) -> Answer {
        let (&length, mut rest) = data.split_first().ok_or(sw::WRONG_LENGTH)?;
        if usize::from(length) != rest.len() {
            return Err(sw::WRONG_LENGTH);
        }
        let (mut usb, mut nfc) = (self.usb_enabled, self.nfc_enabled);
        while !rest.is_empty() {
            let enabled = |value: &[u8]| {
                let value = value.iter().fold(0, |mask, b| (mask << 8) | u16::from(*b));
                Some(value & supported(body.firmware))
            };
            match pop_tlv(&mut rest).ok_or(sw::WRONG_DATA)? {
                (0x03, value) => usb = enabled(value),
                (0x0E, value) if body.model == Model::Yubikey5Nfc => nfc = enabled(value),
                (0x06 | 0x07 | 0x08 | 0x0C, _) => {}
                _ => return Err(sw::WRONG_DATA),
            }
        }
        (self.usb_enabled, self.nfc_enabled) = (usb, nfc);
        body.changed();
        Ok(Outcome::OK)
    }
}

/// OTP, U2F, OpenPGP, PIV, OATH; from 5 on FIDO2; from 5.4.3 on HSM Auth.
fn supported(firmware: Version) -> u16 {
    match firmware {
        v if v >= Version(5, 4, 3) => 0x033B,
        v if v >= Version(5, 0, 0) => 0x023B,
        _ => 0x003B,
    }
}

fn mask(bits: u16) -> Vec<u8> {
    match bits.to_be_bytes() {
        [0, low] => vec![low],
        both => both.to_vec(),
    }
}

/// The second page of newer firmware.
fn more(Version(major, minor, patch): Version, out: &mut Vec<u8>) {
    push_tlv(out, 0x14, &[0, 0]);
    push_tlv(out, 0x15, &[0, 0]);
    push_tlv(out, 0x16, &[0]);
    push_tlv(out, 0x17, &[0]);
    push_tlv(out, 0x18, &[0, 0]);
    let mut qualifier = Vec::new();
    push_tlv(&mut qualifier, 0x01, &[major, minor, patch]);
    push_tlv(&mut qualifier, 0x02, &[2]);
    push_tlv(&mut qualifier, 0x03, &[0]);
    push_tlv(out, 0x19, &qualifier);
}
