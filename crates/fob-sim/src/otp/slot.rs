//! One slot: its 52 bytes, taken apart.

use serde::{Deserialize, Serialize};

use crate::bytes::{crc16, hex};

/// Length of a configuration with its checksum, and of an access code.
pub(super) const BLOCK: usize = 52;
pub(super) const CODE: usize = 6;

pub(super) const SERIAL_API_VISIBLE: u8 = 0x04;
pub(super) const LED_INV: u8 = 0x80;
const ALLOW_UPDATE: u8 = 0x20;
pub(super) const DORMANT: u8 = 0x40;

pub(super) const PROTECT_CFG2: u8 = 0x80;
const OATH_OR_CHALLENGE: u8 = 0x40;
const UPDATABLE_TKT: u8 = 0x3F;

const SHORT_OR_EIGHT: u8 = 0x02;
const LT64: u8 = 0x04;
const BUTTON: u8 = 0x08;
const STATIC_OR_CHALLENGE: u8 = 0x20;
const UPDATABLE_CFG: u8 = 0x0C;

/// What a slot does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// Types a Yubico OTP.
    YubicoOtp,
    /// Types an HOTP code.
    Hotp,
    /// Types a fixed text, stored as keyboard codes.
    Password,
    /// Types a fixed text derived from its key.
    StaticTicket,
    /// Answers with HMAC-SHA1.
    ChallengeHmac,
    /// Answers with an encrypted block.
    ChallengeYubico,
}

/// A programmed slot as the fob holds it: here its secret can be seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The fixed part: public id, token id, or the start of a password.
    #[serde(with = "hex")]
    pub fixed: Vec<u8>,
    /// The private id, or the end of an HMAC key and the initial moving factor.
    #[serde(with = "hex")]
    pub uid: [u8; 6],
    /// The key, or its first 16 bytes.
    #[serde(with = "hex")]
    pub key: [u8; 16],
    /// The code that protects the slot; zeros: none.
    #[serde(with = "hex")]
    pub access_code: [u8; CODE],
    /// EXT flags.
    pub ext: u8,
    /// TKT flags.
    pub tkt: u8,
    /// CFG flags.
    pub cfg: u8,
    /// HOTP: the next moving factor. Yubico OTP: the use counter.
    pub counter: u64,
    /// Yubico OTP: uses in this power session.
    #[serde(skip)]
    pub(super) session: u8,
}

impl Slot {
    /// Reads a configuration; `None` when its checksum or its sizes are wrong.
    pub(super) fn read(block: &[u8; BLOCK]) -> Option<Slot> {
        let size = usize::from(block[44]);
        if crc16(block) != 0xF0B8 || size > 16 || block[48..50] != [0, 0] {
            return None;
        }
        let part = |from: usize, length: usize| &block[from..from + length];
        let mut slot = Slot {
            fixed: part(0, size).to_vec(),
            uid: part(16, 6).try_into().ok()?,
            key: part(22, 16).try_into().ok()?,
            access_code: part(38, CODE).try_into().ok()?,
            ext: block[45],
            tkt: block[46],
            cfg: block[47],
            counter: 0,
            session: 0,
        };
        if slot.kind() == SlotKind::Hotp {
            let sixteens = u16::from_be_bytes([slot.uid[4], slot.uid[5]]);
            slot.counter = u64::from(sixteens) * 16;
        }
        if slot.kind() == SlotKind::Password {
            // A password fills all three fields, whatever size is given.
            slot.fixed = part(0, 16).to_vec();
        }
        Some(slot)
    }

    /// Reads an update, in which everything that cannot change must be zero.
    pub(super) fn read_update(block: &[u8; BLOCK]) -> Option<Slot> {
        let slot = Slot::read(block)?;
        // Yubico's own clients give a size of 16 for the fixed part all the same.
        let idle = block[..38].iter().all(|b| *b == 0);
        let flags = slot.tkt & !UPDATABLE_TKT == 0 && slot.cfg & !UPDATABLE_CFG == 0;
        (idle && flags).then_some(slot)
    }

    /// Takes over what may change; `false` when the slot does not allow it.
    pub(super) fn update(&mut self, change: &Slot, keeps_code: bool) -> bool {
        let code_moves = change.access_code != self.access_code;
        if self.ext & (ALLOW_UPDATE | DORMANT) == 0 || (keeps_code && code_moves) {
            return false;
        }
        self.access_code = change.access_code;
        self.ext = change.ext;
        self.tkt = (self.tkt & !UPDATABLE_TKT) | change.tkt;
        // In a challenge slot these bits mean something else and stay.
        if !self.answers_challenges() {
            self.cfg = (self.cfg & !UPDATABLE_CFG) | change.cfg;
        }
        true
    }

    /// What the slot does.
    pub fn kind(&self) -> SlotKind {
        let two = self.cfg & SHORT_OR_EIGHT != 0;
        match (self.tkt & OATH_OR_CHALLENGE != 0, self.cfg & STATIC_OR_CHALLENGE != 0) {
            (true, true) if two => SlotKind::ChallengeHmac,
            (true, true) => SlotKind::ChallengeYubico,
            (true, false) => SlotKind::Hotp,
            (false, true) => SlotKind::StaticTicket,
            (false, false) if two => SlotKind::Password,
            (false, false) => SlotKind::YubicoOtp,
        }
    }

    /// The 20 bytes of an HMAC key.
    pub fn secret(&self) -> Vec<u8> {
        [&self.key[..], &self.uid[..4]].concat()
    }

    /// Digits of an HOTP code.
    pub fn digits(&self) -> u8 {
        if self.cfg & SHORT_OR_EIGHT != 0 { 8 } else { 6 }
    }

    /// Whether it asks for a finger.
    pub(super) fn needs_button(&self) -> bool {
        !self.answers_challenges() || self.cfg & BUTTON != 0
    }

    fn answers_challenges(&self) -> bool {
        matches!(self.kind(), SlotKind::ChallengeHmac | SlotKind::ChallengeYubico)
    }

    pub(super) fn power_on(&mut self) {
        self.session = 0;
        if self.kind() == SlotKind::YubicoOtp {
            self.counter = (self.counter + 1).min(0x7FFF);
        }
    }

    /// The challenge without its padding: 64 bytes, of which the last run of equal bytes is
    /// padding when the slot takes shorter ones.
    pub(super) fn unpad<'a>(&self, data: &'a [u8]) -> Option<&'a [u8]> {
        let (&last, _) = data.split_last()?;
        if data.len() != 64 {
            return None;
        }
        if self.cfg & LT64 == 0 {
            return Some(data);
        }
        let end = data.iter().rposition(|b| *b != last).map_or(0, |at| at + 1);
        Some(&data[..end])
    }
}
