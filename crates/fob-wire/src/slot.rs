//! The two keyboard slots of a YubiKey, over a smart card reader or its keyboard interface.
//!
//! Slots cannot be read: a write is known to have happened by the programming sequence, which
//! counts within one power session only. What a slot types is proven by typing it.

mod access_code;
mod config;
mod modhex;
mod status;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

pub use access_code::AccessCode;
pub(crate) use config::crc16;
pub use config::{Config, extra, mode, ticket};
pub use modhex::{TokenId, from_modhex, modhex};
pub use status::{Slot, Status};

use crate::apdu::{Command, SW_OK, grow};
use crate::cable::{CableError, Framing};
use crate::family::SlotTraits;
use crate::frame::{self, FrameAnswer};
use crate::{Refusal, Talk, WireError};

/// The application's identifier.
pub const AID: [u8; 7] = [0xA0, 0x00, 0x00, 0x05, 0x27, 0x20, 0x01];

const COMMAND: u8 = 0x01;
const STATUS: u8 = 0x03;
const SWAP: u8 = 0x06;
const SERIAL: u8 = 0x10;
const SCAN_MAP: u8 = 0x12;

/// The application of the two slots, selected.
pub struct SlotSession<'t, 'a> {
    talk: &'t mut Talk<'a>,
    status: Status,
}

impl<'t, 'a> SlotSession<'t, 'a> {
    /// Selects the application; over the keyboard interface, which has no other, reads its status.
    ///
    /// # Errors
    /// `AppAbsent`; `Nonsense` when the answer is not a status.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        if talk.framing() == Framing::Report {
            return Self::open_keyboard(talk);
        }
        let status = Status::parse(&talk.select(&Command::select(&AID))?)?;
        Ok(Self { talk, status })
    }

    fn open_keyboard(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        let mut status = read_status(talk)?;
        if status.version.major == 3 {
            // A NEO brings its sequence up to date with the next command only: one it rejects.
            match talk.frame(SCAN_MAP, &[b'c'; 51]) {
                Ok(_) | Err(WireError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
            status = read_status(talk)?;
        }
        Ok(Self { talk, status })
    }

    /// The state of the slots, as of the last command.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What this firmware can do.
    pub fn traits(&self) -> SlotTraits {
        SlotTraits::of(self.status.version)
    }

    /// Writes a slot. `current` is the access code that it has now.
    ///
    /// # Errors
    /// `SlotProtected` when nothing was written; `NotSupported` for an update or old firmware.
    pub fn write(
        &mut self,
        slot: Slot,
        config: &Config,
        current: Option<&AccessCode>,
    ) -> Result<(), WireError> {
        if config.is_update() || !self.traits().hotp {
            return Err(WireError::NotSupported);
        }
        self.change(slot.pick(0x01, 0x03), config.block(), current)
    }

    /// Gives a slot other flags; it keeps its secret.
    ///
    /// # Errors
    /// As [`Self::write`]; `NotSupported` for flags that cannot be updated, and for another access
    /// code on firmware 4.3.2 to 4.3.5.
    pub fn update(
        &mut self,
        slot: Slot,
        config: &Config,
        current: Option<&AccessCode>,
    ) -> Result<(), WireError> {
        let traits = self.traits();
        let same_code = config.new_access_code() == bytes_of(current).as_slice();
        let possible = config.is_update()
            && config.updatable()
            && traits.update
            && (same_code || traits.update_changes_access_code);
        if !possible {
            return Err(WireError::NotSupported);
        }
        self.change(slot.pick(0x04, 0x05), config.block(), current)
    }

    /// Exchanges the two slots.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn swap(&mut self) -> Result<(), WireError> {
        if !self.traits().update {
            return Err(WireError::NotSupported);
        }
        self.change(SWAP, Zeroizing::default(), None)
    }

    /// Empties a slot.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn delete(&mut self, slot: Slot, current: Option<&AccessCode>) -> Result<(), WireError> {
        let nothing = Zeroizing::new(vec![0; config::BLOCK]);
        self.change(slot.pick(0x01, 0x03), nothing, current)
    }

    /// The fob's serial number. Not when both slots hide it.
    ///
    /// # Errors
    /// `NotSupported`, or a refusal, when it is hidden.
    pub fn serial(&mut self) -> Result<u32, WireError> {
        self.request(SERIAL, &[], false).map(u32::from_be_bytes)
    }

    /// Answers a challenge of at most 64 bytes with HMAC-SHA-1; `touch` announces a touch.
    ///
    /// # Errors
    /// `NotSupported` for a longer challenge; `TouchTimedOut`; a refusal by a slot that is
    /// something else.
    pub fn answer_hmac(
        &mut self,
        slot: Slot,
        challenge: &[u8],
        touch: bool,
    ) -> Result<[u8; 20], WireError> {
        // The fob takes off what repeats at the end: pad with what the challenge does not end in.
        let padding = u8::from(challenge.last() == Some(&0));
        let mut padded = [padding; 64];
        let room = padded.get_mut(..challenge.len()).ok_or(WireError::NotSupported)?;
        room.copy_from_slice(challenge);
        self.request(slot.pick(0x30, 0x38), &padded, touch)
    }

    /// Answers a challenge with an encrypted Yubico OTP block; `touch` announces a touch.
    ///
    /// # Errors
    /// As [`Self::answer_hmac`].
    pub fn answer_yubico(
        &mut self,
        slot: Slot,
        challenge: &[u8; 6],
        touch: bool,
    ) -> Result<[u8; 16], WireError> {
        self.request(slot.pick(0x20, 0x28), challenge, touch)
    }

    /// Asks for something, of which there are exactly `N` bytes.
    fn request<const N: usize>(
        &mut self,
        command: u8,
        data: &[u8],
        touch: bool,
    ) -> Result<[u8; N], WireError> {
        if self.talk.framing() == Framing::Report {
            return self.request_by_frame(command, data);
        }
        let command = Command::new(0x00, COMMAND, command, 0x00, data.to_vec());
        let answer = if touch { self.talk.ask_touch(&command) } else { self.talk.ask(&command) }?;
        match (answer.status, answer.data.as_slice().try_into()) {
            (SW_OK, Ok(data)) => Ok(data),
            (SW_OK, Err(_)) => Err(WireError::Nonsense("an answer of another length")),
            (0x6982, _) if touch => Err(WireError::Refused(Refusal::TouchTimedOut)),
            (0x6D00 | 0x6B00, _) => Err(WireError::NotSupported),
            (status, _) => Err(WireError::Refused(Refusal::Unknown(status))),
        }
    }

    fn request_by_frame<const N: usize>(
        &mut self,
        command: u8,
        data: &[u8],
    ) -> Result<[u8; N], WireError> {
        match self.talk.frame(command, data)? {
            FrameAnswer::Data(answer) => {
                let data = frame::checked(&answer, N)?;
                data.try_into().map_err(|_| WireError::Nonsense("an answer of another length"))
            }
            FrameAnswer::Status { touched: true, .. } => {
                Err(WireError::Refused(Refusal::TouchTimedOut))
            }
            FrameAnswer::Status { .. } => Err(WireError::Refused(Refusal::Rejected)),
        }
    }

    /// Changes the slots, and makes sure that it happened.
    fn change(
        &mut self,
        command: u8,
        mut payload: Zeroizing<Vec<u8>>,
        current: Option<&AccessCode>,
    ) -> Result<(), WireError> {
        grow(&mut payload, bytes_of(current));
        if self.talk.framing() == Framing::Report {
            return self.change_by_frame(command, &payload);
        }
        let answer = self.talk.ask(&Command::new(0x00, COMMAND, command, 0x00, payload))?;
        let after = match answer.status {
            SW_OK if answer.data.is_empty() => self.status_after()?,
            SW_OK => Status::parse(&answer.data)?,
            0x6982 | 0x6985 | 0x6A80 => return Err(WireError::Refused(Refusal::SlotProtected)),
            0x6D00 | 0x6B00 => return Err(WireError::NotSupported),
            status => return Err(WireError::Refused(Refusal::Unknown(status))),
        };
        let before = self.status;
        self.judge(before, after)
    }

    fn change_by_frame(&mut self, command: u8, payload: &[u8]) -> Result<(), WireError> {
        match self.talk.frame(command, payload)? {
            FrameAnswer::Status { before, after, .. } => {
                self.judge(Status::parse(&before)?, Status::parse(&after)?)
            }
            FrameAnswer::Data(_) => Err(WireError::Nonsense("data in answer to a change")),
        }
    }

    /// Whether a change happened, by the status before and after it.
    fn judge(&mut self, before: Status, after: Status) -> Result<(), WireError> {
        self.status = after;
        match after.changed_since(before) {
            true => Ok(()),
            false if after.prog_seq == before.prog_seq => {
                Err(WireError::Refused(Refusal::SlotProtected))
            }
            false => Err(WireError::Nonsense("the programming sequence jumped")),
        }
    }

    /// The status after a change that answered without one. Whatever fails here, the change may
    /// have happened.
    fn status_after(&mut self) -> Result<Status, WireError> {
        let command = Command::new(0x00, STATUS, 0x00, 0x00, Vec::new());
        let answer = self.talk.ask(&command).map_err(|_| CableError::Lost)?;
        Status::parse(&answer.data)
    }
}

/// The state of the slots as the keyboard interface shows it while nothing is asked.
fn read_status(talk: &mut Talk<'_>) -> Result<Status, WireError> {
    Status::parse(&frame::status(talk.idle_report()?))
}

/// An access code as it is sent: no code is six zeros.
fn bytes_of(code: Option<&AccessCode>) -> &[u8; 6] {
    code.map_or(&[0; 6], |code| code.bytes())
}
