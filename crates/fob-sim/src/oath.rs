//! The OATH application (YKOATH) and its dialects.

mod commands;
mod credential;

use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Command, sw};
use crate::body::Body;
use crate::bytes::{Hash, hex, push_tlv};
use crate::dice::Dice;
use crate::model::{Model, Version};
use crate::silent::Silent;

pub use credential::{Credential, OathKind};

/// What the application remembers.
#[derive(Serialize, Deserialize)]
pub(crate) struct Oath {
    #[serde(with = "hex")]
    salt: [u8; 8],
    access_key: Option<AccessKey>,
    credentials: Vec<Credential>,
    /// What a CanoKey types on a short and on a long touch.
    typed: [Option<Typed>; 2],
    /// Given out at SELECT, answered by VALIDATE.
    #[serde(skip)]
    challenge: [u8; 8],
    #[serde(skip)]
    unlocked: bool,
}

#[derive(Serialize, Deserialize)]
struct AccessKey {
    #[serde(with = "hex")]
    key: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Typed {
    #[serde(with = "hex")]
    name: Vec<u8>,
    enter: bool,
}

impl Oath {
    pub(crate) fn new(dice: &mut Dice) -> Oath {
        let mut salt = [0; 8];
        dice(&mut salt);
        Oath {
            salt,
            access_key: None,
            credentials: Vec::new(),
            typed: [None, None],
            challenge: [0; 8],
            unlocked: false,
        }
    }

    pub(crate) fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    pub(crate) fn lock(&mut self) {
        self.unlocked = false;
    }

    /// Wipes everything and takes a new salt.
    pub(crate) fn reset(&mut self, body: &mut Body<'_>) {
        *self = Oath::new(body.dice);
        body.changed();
    }

    /// The answer to SELECT.
    pub(crate) fn greeting(&mut self, body: &mut Body<'_>) -> Vec<u8> {
        let Version(major, minor, patch) = match body.model {
            // A NEO gives its applet's own version, a CanoKey always the same.
            Model::YubikeyNeo => Version(2, 1, 1),
            Model::Canokey => Version(6, 0, 0),
            _ => body.firmware,
        };
        let mut out = Vec::new();
        push_tlv(&mut out, 0x79, &[major, minor, patch]);
        push_tlv(&mut out, 0x71, &self.salt);
        if self.access_key.is_some() {
            (body.dice)(&mut self.challenge);
            push_tlv(&mut out, 0x74, &self.challenge);
            push_tlv(&mut out, 0x7B, &[Hash::Sha1.code()]);
        }
        if let (Model::Nitrokey3, Some(serial)) = (body.model, body.serial) {
            push_tlv(&mut out, 0x8F, &serial.to_be_bytes());
        }
        out
    }

    pub(crate) fn act(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        let model = body.model;
        let data = &command.data[..];
        let renames = match model {
            Model::Canokey => true,
            Model::Nitrokey3 => false,
            _ => body.firmware >= Version(5, 3, 1),
        };
        match (command.ins, model) {
            (0x03 | 0x05 | 0xA3, Model::Nitrokey3) => return Err(sw::CONDITIONS),
            (0xA4, Model::Nitrokey3) | (0x04, Model::Canokey) => return Err(sw::UNKNOWN_INS),
            (0x04, _) => return self.wipe(command, body),
            (0xA3, _) => return self.validate(data),
            _ => {}
        }
        if self.access_key.is_some() && !self.unlocked {
            return Err(sw::SECURITY);
        }
        match (command.ins, model) {
            (0x01, _) => self.put(data, body),
            (0x02, _) => self.delete(data, body),
            (0x03, _) => self.set_code(data, body),
            (0x05, _) if renames => self.rename(data, body),
            (0xB7, Model::Nitrokey3) => self.rename(data, body),
            (0x55, Model::Canokey) => self.set_default(command, body),
            (0xA1, _) => Ok(self.list(data, body)),
            (0xA2, _) => self.calculate(command, body),
            (0xA4, _) => self.calculate_all(command),
            _ => Err(sw::UNKNOWN_INS),
        }
    }

    /// What a CanoKey types on a short (1) or long (2) touch.
    pub(crate) fn press(&mut self, slot: u8, body: &mut Body<'_>) -> Result<String, Silent> {
        let index = usize::from(slot.checked_sub(1).ok_or(Silent::NoSuchSlot)?);
        let typed = self.typed.get(index).ok_or(Silent::NoSuchSlot)?;
        let typed = typed.as_ref().ok_or(Silent::Empty)?;
        let chosen = self.credentials.iter_mut().find(|c| c.name == typed.name);
        let mut text = chosen.ok_or(Silent::Empty)?.type_code();
        if typed.enter {
            text.push('\n');
        }
        body.changed();
        Ok(text)
    }
}

#[cfg(test)]
mod tests;
