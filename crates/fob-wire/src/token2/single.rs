//! A single-profile token on a contactless reader: one account, which can only be written.

use super::answers::Info;
use super::channel::Channel;
use super::cipher::BLOCK;
use super::{LONGEST_SEED, Setting};
use crate::apdu::Command;
use crate::{Talk, WireError};

/// The key of every such token.
const KEY: [u8; BLOCK] = [
    0x8A, 0xD2, 0x06, 0x88, 0x3C, 0xA3, 0x69, 0x48, 0x2A, 0xB2, 0x71, 0x82, 0xB6, 0xE8, 0x32, 0x24,
];

/// A token that has told who it is.
pub struct SingleSession<'t, 'a> {
    channel: Channel<'t, 'a>,
    info: Info,
}

impl<'t, 'a> SingleSession<'t, 'a> {
    /// Asks the token who it is. There is nothing to select, and no key is tried.
    ///
    /// # Errors
    /// `Refused` or `Nonsense` for a card that is something else.
    pub fn open(talk: &'t mut Talk<'a>) -> Result<Self, WireError> {
        // Wrong keys are not counted (tokens made before 2025 may be locked already, by others).
        let mut channel = Channel::new(talk, &KEY, challenge, true);
        let ask = Command::new(0x80, 0x41, 0, 0, vec![0x02, 0x11]).without_le();
        let info = Info::parse(&channel.ask(&ask)?)?;
        Ok(Self { channel, info })
    }

    /// What the token told.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// Sets clock and configuration, then writes the seed. What was on the token is gone as soon as
    /// the first of the two is taken.
    ///
    /// # Errors
    /// `NotSupported` for what no such token can do; `KeyWrong`; `Halfway` when only the
    /// configuration was taken.
    pub fn put(&mut self, setting: Setting, seed: &[u8]) -> Result<(), WireError> {
        let config = setting.object(false).ok_or(WireError::NotSupported)?;
        if setting.digits != 6 || !(1..=LONGEST_SEED).contains(&seed.len()) {
            return Err(WireError::NotSupported);
        }
        self.channel.write([0xD4, 0, 0], &config)?;
        self.channel.write_sealed([0xC5, 1, 0], seed).map_err(WireError::halfway)
    }
}

fn challenge() -> Command {
    Command::new(0x80, 0x4B, 8, 0, vec![0]).without_le()
}
