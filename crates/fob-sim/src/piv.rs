//! The PIV application of the YubiKeys, as far as a fob is asked who made it: objects, the
//! management key, keys of P-256 that are made here, attestation, deletion.
//!
//! What it is not: all of PIV. Keys are not imported, PINs not changed over the wire.

mod attestation;
mod der;
mod key;
mod management;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::Body;
use crate::bytes::{hex, pop_tlv, push_tlv};
use crate::dice::Dice;
use crate::model::Version;
use attestation::Attestation;
use key::Key;
use management::ManagementKey;

pub use attestation::practice_root;

const NO_REFERENCE: u16 = 0x6A88;
const FACTORY_TRIES: u8 = 3;
const PIN: u8 = 0x80;
const PUK: u8 = 0x81;
const MANAGEMENT: u8 = 0x9B;
/// Fingerprints, pictures of face and eye, printed information (SP 800-73, table 3).
const BEHIND_THE_PIN: [&str; 4] = ["5fc103", "5fc108", "5fc109", "5fc121"];
const CERTIFICATE_OF_ATTESTATION: &str = "5fff01";

/// What the application remembers; tests reach in to make it misbehave.
#[derive(Serialize, Deserialize)]
pub struct Piv {
    pin: Secret,
    puk: Secret,
    management: ManagementKey,
    keys: BTreeMap<u8, Key>,
    /// By name in hexadecimal digits.
    objects: BTreeMap<String, Object>,
    attestation: Attestation,
}

/// A PIN as far as anybody may ask of it.
#[derive(Serialize, Deserialize)]
struct Secret {
    of_the_factory: bool,
    tries: u8,
}

#[derive(Serialize, Deserialize)]
struct Object(#[serde(with = "hex")] Vec<u8>);

impl Piv {
    /// As from the factory: with an attestation key of its own.
    pub(crate) fn new(firmware: Version, dice: &mut Dice) -> Self {
        let secret = || Secret { of_the_factory: true, tries: FACTORY_TRIES };
        Piv {
            pin: secret(),
            puk: secret(),
            management: ManagementKey::of_the_factory(firmware),
            keys: BTreeMap::new(),
            objects: BTreeMap::new(),
            attestation: Attestation::of_the_factory(dice),
        }
    }

    /// Somebody has changed the PIN.
    pub fn change_pin(&mut self) {
        self.pin = Secret { of_the_factory: false, tries: FACTORY_TRIES - 1 };
    }

    /// Somebody has put another management key in.
    pub fn change_management_key(&mut self) {
        self.management.change();
    }

    /// Somebody keeps an object here: a certificate or what goes with it.
    pub fn keep_object(&mut self, name: [u8; 3], value: &[u8]) {
        self.objects.insert(name_of(&name), Object(value.to_vec()));
    }

    /// Somebody has made a key in that slot, which asks for the PIN.
    pub fn keep_key(&mut self, slot: u8, dice: &mut Dice) {
        self.keys.insert(slot, Key::made(2, 1, dice));
    }

    /// Somebody has made a key in that slot that asks for nothing.
    pub fn keep_plain_key(&mut self, slot: u8, dice: &mut Dice) {
        self.keys.insert(slot, Key::made(1, 1, dice));
    }

    /// The slots that hold a key.
    pub fn slots(&self) -> Vec<u8> {
        self.keys.keys().copied().collect()
    }

    /// Somebody has overwritten the attestation key and its certificate with their own.
    pub fn overwrite_attestation(&mut self, dice: &mut Dice) {
        self.attestation = Attestation::of_somebody(dice);
    }

    /// It attests the serial of another fob from now on.
    pub fn attest_as(&mut self, serial: u32) {
        self.attestation.attest_as(serial);
    }

    pub(crate) fn lock(&mut self) {
        self.management.lock();
    }

    /// The answer to SELECT.
    pub(crate) fn greeting(&self) -> Vec<u8> {
        let mut inner = Vec::new();
        push_tlv(&mut inner, 0x4F, &[0x00, 0x00, 0x10, 0x00, 0x01, 0x00]);
        push_tlv(&mut inner, 0x79, &[0x4F, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08]);
        let mut out = Vec::new();
        push_tlv(&mut out, 0x61, &inner);
        out
    }

    pub(crate) fn act(&mut self, command: &Command, body: &mut Body<'_>) -> Answer {
        let Version(major, minor, patch) = body.firmware;
        let data = &command.data[..];
        let since = |version| body.firmware >= version;
        match (command.ins, command.p1, command.p2) {
            (0xFD, ..) => Ok(Outcome::Data(vec![major, minor, patch])),
            (0xF8, ..) if since(Version(5, 0, 0)) => match body.serial {
                Some(serial) => Ok(Outcome::Data(serial.to_be_bytes().to_vec())),
                None => Err(sw::NOT_FOUND),
            },
            (0x20, 0x00, PIN) => self.verify(data, body),
            (0xF7, 0x00, of) if since(Version(5, 3, 0)) => self.metadata(of),
            (0xCB, 0x3F, 0xFF) => self.get(data, body),
            (0xDB, 0x3F, 0xFF) => self.put(data, body),
            (0x87, algorithm, MANAGEMENT) => self.management.authenticate(algorithm, data, body),
            (0xFF, 0xFF, 0xFF | 0xFE) => self.management.set(data, body),
            (0x87, 0x11, slot) => self.sign(slot, data),
            (0x47, 0x00, slot) => self.make(slot, data, body),
            (0xF9, slot, 0x00) if since(Version(4, 3, 0)) => self.attest(slot, body),
            (0xF6, to, from) if since(Version(5, 7, 0)) => self.move_key(from, to, body),
            (0x20 | 0xF7 | 0xCB | 0xDB | 0x87 | 0xFF | 0x47, ..) => Err(sw::WRONG_P1P2),
            _ => Err(sw::UNKNOWN_INS),
        }
    }

    /// An empty try tells how many are left, and costs none.
    fn verify(&mut self, pin: &[u8], body: &mut Body<'_>) -> Answer {
        if pin.is_empty() {
            return Err(0x63C0 | u16::from(self.pin.tries));
        }
        if self.pin.tries == 0 {
            return Err(sw::BLOCKED);
        }
        body.changed();
        if self.pin.of_the_factory && pin == b"123456\xFF\xFF" {
            self.pin.tries = FACTORY_TRIES;
            return Ok(Outcome::OK);
        }
        self.pin.tries -= 1;
        Err(0x63C0 | u16::from(self.pin.tries))
    }

    fn metadata(&self, of: u8) -> Answer {
        let secret = |secret: &Secret| {
            let mut out = Vec::new();
            push_tlv(&mut out, 0x01, &[0xFF]);
            push_tlv(&mut out, 0x05, &[u8::from(secret.of_the_factory)]);
            push_tlv(&mut out, 0x06, &[FACTORY_TRIES, secret.tries]);
            out
        };
        Ok(Outcome::Data(match of {
            PIN => secret(&self.pin),
            PUK => secret(&self.puk),
            MANAGEMENT => self.management.metadata(),
            slot => self.keys.get(&slot).ok_or(NO_REFERENCE)?.metadata(),
        }))
    }

    fn get(&self, mut data: &[u8], body: &Body<'_>) -> Answer {
        let Some((0x5C, name)) = pop_tlv(&mut data) else { return Err(sw::WRONG_DATA) };
        let name = name_of(name);
        // Whether there is any or not: nobody shows the PIN here.
        if BEHIND_THE_PIN.contains(&&*name) {
            return Err(sw::SECURITY);
        }
        let value = match self.objects.get(&name) {
            Some(object) => object.0.clone(),
            None if name == CERTIFICATE_OF_ATTESTATION => {
                let mut value = Vec::new();
                push_tlv(&mut value, 0x70, &self.attestation.certificate(body.firmware));
                push_tlv(&mut value, 0x71, &[0]);
                push_tlv(&mut value, 0xFE, &[]);
                value
            }
            None => return Err(sw::NOT_FOUND),
        };
        let mut out = Vec::new();
        push_tlv(&mut out, 0x53, &value);
        Ok(Outcome::Data(out))
    }

    fn put(&mut self, mut data: &[u8], body: &mut Body<'_>) -> Answer {
        self.management.shown()?;
        let Some((0x5C, name)) = pop_tlv(&mut data) else { return Err(sw::WRONG_DATA) };
        let Some((0x53, value)) = pop_tlv(&mut data) else { return Err(sw::WRONG_DATA) };
        let name = name_of(name);
        if value.is_empty() {
            self.objects.remove(&name);
        } else {
            self.objects.insert(name, Object(value.to_vec()));
        }
        body.changed();
        Ok(Outcome::OK)
    }

    fn sign(&self, slot: u8, data: &[u8]) -> Answer {
        let key = self.keys.get(&slot).ok_or(NO_REFERENCE)?;
        let Some((0x7C, mut inner)) = pop_tlv(&mut &data[..]) else { return Err(sw::WRONG_DATA) };
        let mut digest = None;
        while let Some((tag, value)) = pop_tlv(&mut inner) {
            digest = if tag == 0x81 { Some(value) } else { digest };
        }
        if key.asks() {
            return Err(sw::SECURITY);
        }
        let signature = key.sign(digest.ok_or(sw::WRONG_DATA)?).ok_or(sw::WRONG_DATA)?;
        let (mut inner, mut out) = (Vec::new(), Vec::new());
        push_tlv(&mut inner, 0x82, &signature);
        push_tlv(&mut out, 0x7C, &inner);
        Ok(Outcome::Data(out))
    }

    fn make(&mut self, slot: u8, data: &[u8], body: &mut Body<'_>) -> Answer {
        self.management.shown()?;
        if !is_slot(slot) {
            return Err(sw::WRONG_P1P2);
        }
        let Some((0xAC, mut inner)) = pop_tlv(&mut &data[..]) else { return Err(sw::WRONG_DATA) };
        let (mut algorithm, mut pin, mut touch) = (0, 2, 1);
        while let Some((tag, value)) = pop_tlv(&mut inner) {
            match (tag, value) {
                (0x80, [value]) => algorithm = *value,
                (0xAA, [value @ 1..=3]) => pin = *value,
                (0xAB, [value @ 1..=3]) => touch = *value,
                _ => return Err(sw::WRONG_DATA),
            }
        }
        if algorithm != 0x11 {
            return Err(sw::WRONG_DATA);
        }
        let key = Key::made(pin, touch, body.dice);
        let mut point = Vec::new();
        push_tlv(&mut point, 0x86, &key.point());
        self.keys.insert(slot, key);
        body.changed();
        let mut out = vec![0x7F];
        push_tlv(&mut out, 0x49, &point);
        Ok(Outcome::Data(out))
    }

    fn attest(&self, slot: u8, body: &mut Body<'_>) -> Answer {
        let key = self.keys.get(&slot).ok_or(NO_REFERENCE)?;
        Ok(Outcome::Data(self.attestation.attest(slot, key, body)))
    }

    /// Moves a key to an empty slot, or away.
    fn move_key(&mut self, from: u8, to: u8, body: &mut Body<'_>) -> Answer {
        self.management.shown()?;
        if to != 0xFF && (!is_slot(to) || self.keys.contains_key(&to)) {
            return Err(sw::WRONG_P1P2);
        }
        let key = self.keys.remove(&from).ok_or(NO_REFERENCE)?;
        if to != 0xFF {
            self.keys.insert(to, key);
        }
        body.changed();
        Ok(Outcome::OK)
    }
}

fn is_slot(slot: u8) -> bool {
    matches!(slot, 0x82..=0x95 | 0x9A | 0x9C | 0x9D | 0x9E)
}

fn name_of(name: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(name)
}
