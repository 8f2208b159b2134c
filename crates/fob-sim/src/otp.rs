//! The two keyboard slots (Yubico OTP application over CCID): write, update, swap, delete, ask.

mod slot;
mod typing;

use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::Body;
use crate::bytes::Hash;
use crate::management::Management;
use crate::model::Version;
use crate::silent::Silent;
use slot::{BLOCK, CODE};

pub use slot::{Slot, SlotKind};

/// What the application remembers.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Otp {
    slots: [Option<Slot>; 2],
    /// Counts accepted writes within one power session.
    prog_seq: u8,
    /// Firmware 5.0 to 5.4.2 shows the slot bits of the last SELECT.
    #[serde(skip)]
    stale_bits: Option<u16>,
}

impl Otp {
    pub(crate) fn slot(&self, number: u8) -> Option<&Slot> {
        self.slots.get(usize::from(number.checked_sub(1)?))?.as_ref()
    }

    pub(crate) fn prog_seq(&self) -> u8 {
        self.prog_seq
    }

    /// The programming sequence starts anew: at 1 if anything is programmed.
    pub(crate) fn power_on(&mut self) {
        self.prog_seq = u8::from(self.slots.iter().any(Option::is_some));
        for slot in self.slots.iter_mut().flatten() {
            slot.power_on();
        }
    }

    /// The answer to SELECT.
    pub(crate) fn greeting(&mut self, body: &Body<'_>) -> Vec<u8> {
        self.stale_bits = None;
        let status = self.status(body);
        if forgetful(body.firmware) {
            self.stale_bits = Some(self.bits());
        }
        status
    }

    /// Version, programming sequence, what the slots hold.
    pub(crate) fn status(&self, body: &Body<'_>) -> Vec<u8> {
        let Version(major, minor, patch) = body.firmware;
        let [low, high] = self.stale_bits.unwrap_or(self.bits()).to_le_bytes();
        vec![major, minor, patch, self.prog_seq, low, high]
    }

    /// The same as the keyboard interface shows it, which is never behind.
    pub(crate) fn status_now(&self, body: &Body<'_>) -> [u8; 6] {
        let Version(major, minor, patch) = body.firmware;
        let [low, high] = self.bits().to_le_bytes();
        [major, minor, patch, self.prog_seq, low, high]
    }

    fn bits(&self) -> u16 {
        let mut bits = 0;
        for (slot, (valid, touch)) in self.slots.iter().zip([(0x01, 0x04), (0x02, 0x08)]) {
            if let Some(slot) = slot {
                bits |= valid;
                bits |= if slot.needs_button() { touch } else { 0 };
                bits |= if slot.ext & slot::LED_INV != 0 { 0x10 } else { 0 };
            }
        }
        bits
    }

    pub(crate) fn act(
        &mut self,
        command: &Command,
        management: &Management,
        body: &mut Body<'_>,
    ) -> Answer {
        let data = &command.data[..];
        match (command.ins, command.p1) {
            (0x03, _) => Ok(Outcome::Data(self.status(body))),
            (0x01, 0x01) => self.write(0, data, body),
            (0x01, 0x03) => self.write(1, data, body),
            (0x01, 0x04) => self.update(0, data, body),
            (0x01, 0x05) => self.update(1, data, body),
            (0x01, 0x06) => self.swap(body),
            (0x01, 0x08) => self.ndef(0, data, body),
            (0x01, 0x09) => self.ndef(1, data, body),
            (0x01, 0x10) => self.serial(body),
            (0x01, 0x13) if body.firmware >= Version(4, 1, 0) => {
                Ok(management.config(data.first().copied().unwrap_or(0), body))
            }
            (0x01, 0x20) => self.challenge(0, SlotKind::ChallengeYubico, data, body),
            (0x01, 0x28) => self.challenge(1, SlotKind::ChallengeYubico, data, body),
            (0x01, 0x30) => self.challenge(0, SlotKind::ChallengeHmac, data, body),
            (0x01, 0x38) => self.challenge(1, SlotKind::ChallengeHmac, data, body),
            (0x01, _) => Err(sw::WRONG_P1P2),
            _ => Err(sw::UNKNOWN_INS),
        }
    }

    pub(crate) fn press(&mut self, number: u8, body: &mut Body<'_>) -> Result<String, Silent> {
        let index = usize::from(number.checked_sub(1).ok_or(Silent::NoSuchSlot)?);
        let slot = self.slots.get_mut(index).ok_or(Silent::NoSuchSlot)?;
        let typed = slot.as_mut().ok_or(Silent::Empty)?.type_out(body.dice)?;
        body.changed();
        Ok(typed)
    }

    fn write(&mut self, index: usize, data: &[u8], body: &mut Body<'_>) -> Answer {
        let (block, code) = split(data)?;
        if self.is_protected(index, code) {
            return self.refuse(sw::SECURITY, body);
        }
        if block.iter().all(|b| *b == 0) {
            if self.slots[index].take().is_none() {
                return self.refuse(sw::CONDITIONS, body);
            }
            return Ok(self.accept(body));
        }
        match Slot::read(block) {
            Some(slot) => self.slots[index] = Some(slot),
            None => return self.refuse(sw::WRONG_DATA, body),
        }
        Ok(self.accept(body))
    }

    /// Replaces the changeable flags and the access code; the secret and the counter stay.
    fn update(&mut self, index: usize, data: &[u8], body: &mut Body<'_>) -> Answer {
        let (block, code) = split(data)?;
        if self.is_protected(index, code) {
            return self.refuse(sw::SECURITY, body);
        }
        let keeps_code = (Version(4, 3, 2)..Version(4, 3, 6)).contains(&body.firmware);
        let updated = Slot::read_update(block)
            .zip(self.slots[index].as_mut())
            .is_some_and(|(change, slot)| slot.update(&change, keeps_code));
        if updated { Ok(self.accept(body)) } else { self.refuse(sw::CONDITIONS, body) }
    }

    fn swap(&mut self, body: &mut Body<'_>) -> Answer {
        let empty = self.slots.iter().all(Option::is_none);
        if empty || self.slots.iter().flatten().any(|s| s.access_code != [0; CODE]) {
            return self.refuse(sw::SECURITY, body);
        }
        self.slots.swap(0, 1);
        Ok(self.accept(body))
    }

    /// What a telephone reads over NFC: taken, not played.
    fn ndef(&mut self, index: usize, data: &[u8], body: &mut Body<'_>) -> Answer {
        if data.len() != 2 + 54 + CODE {
            return Err(sw::WRONG_LENGTH);
        }
        match &self.slots[index] {
            Some(slot) if slot.access_code == [0; CODE] => Ok(self.accept(body)),
            _ => self.refuse(sw::CONDITIONS, body),
        }
    }

    fn serial(&self, body: &Body<'_>) -> Answer {
        let mut programmed = self.slots.iter().flatten().peekable();
        let visible = programmed.peek().is_none()
            || programmed.any(|slot| slot.ext & slot::SERIAL_API_VISIBLE != 0);
        match body.serial {
            Some(serial) if visible => Ok(Outcome::Data(serial.to_be_bytes().to_vec())),
            _ => Err(sw::CONDITIONS),
        }
    }

    fn challenge(
        &mut self,
        index: usize,
        kind: SlotKind,
        data: &[u8],
        body: &mut Body<'_>,
    ) -> Answer {
        let slot = self.slots[index].as_mut().filter(|s| s.kind() == kind);
        let slot = slot.ok_or(sw::CONDITIONS)?;
        if slot.needs_button() && !body.touched {
            return Ok(Outcome::NeedsTouch);
        }
        if kind == SlotKind::ChallengeHmac {
            let challenge = slot.unpad(data).ok_or(sw::WRONG_LENGTH)?;
            return Ok(Outcome::Data(Hash::Sha1.hmac(&slot.secret(), challenge)));
        }
        let challenge = data.first_chunk::<6>().ok_or(sw::WRONG_LENGTH)?;
        let answer = slot.yubico_response(challenge, body.dice);
        body.changed();
        Ok(Outcome::Data(answer.to_vec()))
    }

    /// Whether the slot may not be written with this access code.
    fn is_protected(&self, index: usize, code: &[u8]) -> bool {
        let held = self.slots[index].as_ref().is_some_and(|slot| slot.access_code != code);
        let bit = |slot: &Option<Slot>| {
            slot.as_ref().is_some_and(|slot| slot.tkt & slot::PROTECT_CFG2 != 0)
        };
        held || (index == 1 && bit(&self.slots[0]) && !bit(&self.slots[1]))
    }

    fn accept(&mut self, body: &mut Body<'_>) -> Outcome {
        let any = self.slots.iter().any(Option::is_some);
        self.prog_seq = if any { self.prog_seq.wrapping_add(1) } else { 0 };
        body.changed();
        // This firmware says nothing after a write: one has to ask.
        if forgetful(body.firmware) {
            return Outcome::OK;
        }
        Outcome::Data(self.status(body))
    }

    /// From firmware 5 on with a status word, before with a status that has not moved.
    fn refuse(&self, why: u16, body: &Body<'_>) -> Answer {
        if body.firmware >= Version(5, 0, 0) {
            return Err(why);
        }
        Ok(Outcome::Data(self.status(body)))
    }
}

/// Firmware whose CCID interface has quirks.
fn forgetful(firmware: Version) -> bool {
    (Version(5, 0, 0)..Version(5, 4, 3)).contains(&firmware)
}

/// The new configuration, and the access code that proves the right to write it.
fn split(data: &[u8]) -> Result<(&[u8; BLOCK], &[u8]), u16> {
    let (block, code) = data.split_first_chunk().ok_or(sw::WRONG_LENGTH)?;
    if code.len() == CODE { Ok((block, code)) } else { Err(sw::WRONG_LENGTH) }
}

#[cfg(test)]
mod tests;
