//! The attestation key of a fob, and the root that vouches for the software fobs' keys.
//!
//! That root's private key lies open here: whoever builds a fob of software may have it. It says
//! "made of software", and never that a fob is genuine.

use serde::{Deserialize, Serialize};

use super::der::{Draft, four_bytes};
use super::key::Key;
use crate::body::Body;
use crate::dice::Dice;
use crate::model::{Model, Version};

const ROOT: &str = "Fobdesk Practice Root";
const ROOT_SEED: &[u8] = b"Fobdesk practice root: this key is no secret";
const OF_THE_FACTORY: &str = "Fobdesk Practice Attestation";
const OF_SOMEBODY: &str = "Somebody's Own Attestation";

#[derive(Serialize, Deserialize)]
pub(super) struct Attestation {
    key: Key,
    /// Somebody put it there, and signed its certificate with itself.
    overwritten: bool,
    /// The serial that is attested instead of the fob's.
    other_serial: Option<u32>,
}

impl Attestation {
    pub(super) fn of_the_factory(dice: &mut Dice) -> Self {
        Attestation { key: Key::made(1, 1, dice), overwritten: false, other_serial: None }
    }

    pub(super) fn of_somebody(dice: &mut Dice) -> Self {
        Attestation { overwritten: true, ..Self::of_the_factory(dice) }
    }

    pub(super) fn attest_as(&mut self, serial: u32) {
        self.other_serial = Some(serial);
    }

    fn name(&self) -> &'static str {
        if self.overwritten { OF_SOMEBODY } else { OF_THE_FACTORY }
    }

    /// The certificate of the attestation key.
    pub(super) fn certificate(&self, Version(major, minor, patch): Version) -> Vec<u8> {
        let point = self.key.point();
        let draft = Draft {
            number: &point[1..17].iter().map(|byte| byte & 0x7F | 0x01).collect::<Vec<_>>(),
            issuer: if self.overwritten { OF_SOMEBODY } else { ROOT },
            subject: self.name(),
            point: &point,
            extensions: &[(3, vec![major, minor, patch])],
            signs: Some(0),
        };
        if self.overwritten { draft.sign(&self.key) } else { draft.sign(&root_key()) }
    }

    /// A certificate for the key in a slot, by the attestation key.
    pub(super) fn attest(&self, slot: u8, key: &Key, body: &mut Body<'_>) -> Vec<u8> {
        let mut number = [0; 16];
        (body.dice)(&mut number);
        number[0] = 0x01;
        let Version(major, minor, patch) = body.firmware;
        let mut extensions = vec![(3, vec![major, minor, patch])];
        let serial = self.other_serial.or(body.serial).filter(|_| major >= 5);
        extensions.extend(serial.map(|serial| (7, four_bytes(serial))));
        extensions.push((8, key.policy().to_vec()));
        if major >= 5 {
            extensions.push((9, vec![if body.model == Model::Yubikey5Nfc { 3 } else { 1 }]));
        }
        let draft = Draft {
            number: &number,
            issuer: self.name(),
            subject: &format!("YubiKey PIV Attestation {slot:02x}"),
            point: &key.point(),
            extensions: &extensions,
            signs: None,
        };
        draft.sign(&self.key)
    }
}

fn root_key() -> Key {
    Key::of(ROOT_SEED)
}

/// The certificate of the root that vouches for the software fobs.
pub fn practice_root() -> Vec<u8> {
    let key = root_key();
    let draft = Draft {
        number: &[1],
        issuer: ROOT,
        subject: ROOT,
        point: &key.point(),
        extensions: &[],
        signs: Some(1),
    };
    draft.sign(&key)
}
