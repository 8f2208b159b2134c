//! The commands of the OATH application, one function each.

use super::{AccessKey, Credential, Oath, OathKind, Typed};
use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::Body;
use crate::bytes::{Hash, pop_tlv, push_tlv, truncate};
use crate::model::{Model, Version};

const LONGEST_NAME: usize = 64;
const LONGEST_SECRET: usize = 64;

impl Oath {
    pub(super) fn put(&mut self, data: &[u8], body: &mut Body<'_>) -> Answer {
        let fresh = read_credential(data, body)?;
        let same = self.credentials.iter().position(|c| c.name == fresh.name);
        let place = match (same, body.model) {
            (Some(_), Model::Canokey) => return Err(sw::CONDITIONS),
            (Some(_), Model::Nitrokey3) => return Err(sw::BLOCKED),
            (Some(at), _) => Some(at),
            // Early YubiKey 4 take a stored name that merely begins like the new one for it.
            (None, _) if Version(4, 0, 0) < body.firmware && body.firmware < Version(4, 3, 5) => {
                self.credentials.iter().position(|c| c.name.starts_with(&fresh.name))
            }
            (None, _) => None,
        };
        match place {
            Some(at) => self.credentials[at] = fresh,
            None if self.credentials.len() >= limit(body) => return Err(sw::FULL),
            None => self.credentials.push(fresh),
        }
        body.changed();
        Ok(Outcome::OK)
    }

    pub(super) fn delete(&mut self, mut data: &[u8], body: &mut Body<'_>) -> Answer {
        let at = self.find(expect(&mut data, 0x71)?, body)?;
        self.credentials.remove(at);
        body.changed();
        Ok(Outcome::OK)
    }

    pub(super) fn rename(&mut self, mut data: &[u8], body: &mut Body<'_>) -> Answer {
        let old = expect(&mut data, 0x71)?;
        let new = checked_name(expect(&mut data, 0x71)?)?;
        let at = self.find(old, body)?;
        if old != new && self.credentials.iter().any(|c| c.name == new) {
            return Err(match body.model {
                Model::Canokey => sw::CONDITIONS,
                Model::Nitrokey3 => sw::BLOCKED,
                _ => sw::WRONG_DATA,
            });
        }
        self.credentials[at].name = new.to_vec();
        body.changed();
        Ok(Outcome::OK)
    }

    pub(super) fn list(&self, data: &[u8], body: &Body<'_>) -> Outcome {
        // A Nitrokey tells more when it is asked for "version 1".
        let properties = body.model == Model::Nitrokey3 && data == [1];
        let mut out = Vec::new();
        for credential in &self.credentials {
            let mut entry = vec![credential.type_byte()];
            entry.extend(&credential.name);
            if properties {
                entry.push(u8::from(credential.touch));
            }
            push_tlv(&mut out, 0x72, &entry);
        }
        Outcome::Data(out)
    }

    pub(super) fn calculate(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        let short = match (command.p1, command.p2, body.model) {
            (0, 1, _) => true,
            (0, 0, model) if model != Model::Nitrokey3 => false,
            _ => return Err(sw::WRONG_P1P2),
        };
        let mut data = &command.data[..];
        let name = expect(&mut data, 0x71)?;
        let challenge = expect(&mut data, 0x74)?;
        let at = self.find(name, body)?;
        let credential = &mut self.credentials[at];
        if body.model == Model::Nitrokey3 && credential.hash == Hash::Sha512 {
            return Err(sw::NOT_SUPPORTED);
        }
        if credential.touch && !body.touched {
            return Ok(Outcome::NeedsTouch);
        }
        let mac = credential.spend(challenge);
        if credential.kind == OathKind::Hotp {
            body.changed();
        }
        let mut out = Vec::new();
        push_code(&mut out, credential.digits, &mac, short);
        Ok(Outcome::Data(out))
    }

    /// TOTP codes without touch; of the others the digits only. Spends nothing.
    pub(super) fn calculate_all(&mut self, command: &Command) -> Answer {
        let short = match (command.p1, command.p2) {
            (0, 1) => true,
            (0, 0) => false,
            _ => return Err(sw::WRONG_P1P2),
        };
        let challenge = expect(&mut &command.data[..], 0x74)?;
        let mut out = Vec::new();
        for credential in &mut self.credentials {
            push_tlv(&mut out, 0x71, &credential.name);
            if credential.kind == OathKind::Hotp {
                push_tlv(&mut out, 0x77, &[credential.digits]);
            } else if credential.touch {
                push_tlv(&mut out, 0x7C, &[credential.digits]);
            } else {
                let mac = credential.spend(challenge);
                push_code(&mut out, credential.digits, &mac, short);
            }
        }
        Ok(Outcome::Data(out))
    }

    pub(super) fn set_code(&mut self, mut data: &[u8], body: &mut Body<'_>) -> Answer {
        let key = match (data, body.model) {
            ([], Model::Canokey) => &[][..],
            _ => expect(&mut data, 0x73)?,
        };
        let Some((&header, key)) = key.split_first() else {
            self.access_key = None;
            body.changed();
            return Ok(Outcome::OK);
        };
        let challenge = expect(&mut data, 0x74)?;
        let proof = expect(&mut data, 0x75)?;
        if header & 0x0F != Hash::Sha1.code() || key.is_empty() {
            return Err(sw::WRONG_DATA);
        }
        if Hash::Sha1.hmac(key, challenge) != proof {
            return Err(sw::NO_SUCH);
        }
        self.access_key = Some(AccessKey { key: key.to_vec() });
        // A NEO wants to be selected and unlocked anew.
        self.unlocked = body.model != Model::YubikeyNeo;
        body.changed();
        Ok(Outcome::OK)
    }

    pub(super) fn validate(&mut self, mut data: &[u8]) -> Answer {
        let key = &self.access_key.as_ref().ok_or(sw::NO_SUCH)?.key;
        let response = expect(&mut data, 0x75)?;
        let challenge = expect(&mut data, 0x74)?;
        if Hash::Sha1.hmac(key, &self.challenge) != response {
            return Err(sw::WRONG_DATA);
        }
        let mut out = Vec::new();
        push_tlv(&mut out, 0x75, &Hash::Sha1.hmac(key, challenge));
        self.unlocked = true;
        Ok(Outcome::Data(out))
    }

    pub(super) fn wipe(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        if (command.p1, command.p2) != (0xDE, 0xAD) {
            return Err(sw::WRONG_P1P2);
        }
        if body.model == Model::Nitrokey3 && !body.touched {
            return Ok(Outcome::NeedsTouch);
        }
        self.reset(body);
        Ok(Outcome::OK)
    }

    /// CanoKey: which HOTP credential a touch types.
    pub(super) fn set_default(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        let index = usize::from(command.p1.checked_sub(1).ok_or(sw::WRONG_P1P2)?);
        if index > 1 || command.p2 > 1 {
            return Err(sw::WRONG_P1P2);
        }
        let name = expect(&mut &command.data[..], 0x71)?;
        let at = self.find(name, body)?;
        if self.credentials[at].kind != OathKind::Hotp {
            return Err(sw::CONDITIONS);
        }
        self.typed[index] = Some(Typed { name: name.to_vec(), enter: command.p2 == 1 });
        body.changed();
        Ok(Outcome::OK)
    }

    fn find(&self, name: &[u8], body: &Body<'_>) -> Result<usize, u16> {
        let missing = if body.model == Model::Nitrokey3 { sw::NOT_FOUND } else { sw::NO_SUCH };
        self.credentials.iter().position(|c| c.name == name).ok_or(missing)
    }
}

/// How many credentials fit.
fn limit(body: &Body<'_>) -> usize {
    body.oath_limit.unwrap_or(match body.model {
        Model::Canokey => 100,
        Model::Nitrokey3 => 50,
        _ if body.firmware >= Version(5, 7, 0) => 64,
        _ => 32,
    })
}

/// Reads the data of PUT: name, key, and in this order perhaps properties and the moving factor.
fn read_credential(mut data: &[u8], body: &Body<'_>) -> Result<Credential, u16> {
    let name = checked_name(expect(&mut data, 0x71)?)?;
    let &[header, digits, ref secret @ ..] = expect(&mut data, 0x73)? else {
        return Err(sw::WRONG_DATA);
    };
    let kind = match header & 0xF0 {
        0x10 => OathKind::Hotp,
        0x20 => OathKind::Totp,
        _ => return Err(sw::WRONG_DATA),
    };
    let hash = Hash::from_code(header & 0x0F).ok_or(sw::WRONG_DATA)?;
    let yubikey = body.model.is_yubikey();
    if yubikey && hash == Hash::Sha512 && body.firmware < Version(4, 3, 1) {
        return Err(sw::WRONG_DATA);
    }
    let fewest = if body.model == Model::Canokey { 4 } else { 6 };
    if !(fewest..=8).contains(&digits) || secret.is_empty() || secret.len() > LONGEST_SECRET {
        return Err(sw::WRONG_DATA);
    }
    let mut properties = 0;
    // This one tag has no length byte.
    if let [0x78, flags, rest @ ..] = data {
        (properties, data) = (*flags, rest);
    }
    let touch = properties & 0x02 != 0;
    if yubikey && touch && body.firmware < Version(4, 2, 6) {
        return Err(sw::WRONG_DATA);
    }
    let mut counter = 0;
    if data.first() == Some(&0x7A) {
        let factor = <[u8; 4]>::try_from(expect(&mut data, 0x7A)?).map_err(|_| sw::WRONG_DATA)?;
        if kind == OathKind::Totp {
            return Err(sw::WRONG_DATA);
        }
        counter = u64::from(u32::from_be_bytes(factor));
    }
    if !data.is_empty() {
        return Err(if body.model == Model::Canokey { sw::WRONG_LENGTH } else { sw::WRONG_DATA });
    }
    if body.model == Model::Canokey && kind == OathKind::Hotp {
        // It counts before it computes.
        counter += 1;
    }
    Ok(Credential {
        name: name.to_vec(),
        kind,
        hash,
        digits,
        secret: secret.to_vec(),
        counter,
        touch,
    })
}

fn checked_name(name: &[u8]) -> Result<&[u8], u16> {
    if name.is_empty() || name.len() > LONGEST_NAME { Err(sw::WRONG_DATA) } else { Ok(name) }
}

fn expect<'a>(data: &mut &'a [u8], tag: u8) -> Result<&'a [u8], u16> {
    match pop_tlv(data) {
        Some((found, value)) if found == tag => Ok(value),
        _ => Err(sw::WRONG_DATA),
    }
}

fn push_code(out: &mut Vec<u8>, digits: u8, mac: &[u8], short: bool) {
    let (tag, code) = if short { (0x76, &truncate(mac)[..]) } else { (0x75, mac) };
    let mut value = vec![digits];
    value.extend(code);
    push_tlv(out, tag, &value);
}
