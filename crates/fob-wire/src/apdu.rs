//! Command and response APDUs (ISO 7816-4), and the one conversation that a command is: chaining
//! on the way out, continuation on the way back. A state machine: it never touches a cable.
//!
//! Commands carry Le unless they say otherwise: CanoKey answers a LIST without it with `61FF` for
//! ever, and a Token2 refuses some commands that have it.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::WireError;
use crate::cable::{CableError, Why};

#[cfg(test)]
mod tests;

/// Done.
pub const SW_OK: u16 = 0x9000;

const GET_RESPONSE: u8 = 0xC0;
const CHAINED: u8 = 0x10;
const SHORT_DATA: usize = 0xFF;
const MAX_ANSWER: usize = 64 * 1024;
const MAX_CONTINUATIONS: usize = 300;

/// One command to a fob. Its data may be a secret: wiped on drop, never shown by `Debug`.
pub struct Command {
    header: [u8; 4],
    data: Zeroizing<Vec<u8>>,
    continuation: u8,
    le: bool,
}

impl Command {
    /// A command with class `cla`, instruction `ins`, two parameters, and `data` (perhaps empty).
    pub fn new(cla: u8, ins: u8, p1: u8, p2: u8, data: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        Self { header: [cla, ins, p1, p2], data: data.into(), continuation: GET_RESPONSE, le: true }
    }

    /// SELECT an application by its identifier.
    pub fn select(aid: &[u8]) -> Self {
        Self::new(0x00, 0xA4, 0x04, 0x00, aid.to_vec())
    }

    /// Asks for the rest of a long answer with instruction `ins` instead of GET RESPONSE (C0):
    /// A5 in the OATH family.
    #[must_use]
    pub fn continued_by(mut self, ins: u8) -> Self {
        self.continuation = ins;
        self
    }

    /// Sends no Le, until the fob itself says which one is right.
    #[must_use]
    pub fn without_le(mut self) -> Self {
        self.le = false;
        self
    }

    fn short(&self, class_bit: u8, data: &[u8], le: u8) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let length = u8::try_from(data.len()).map_err(|_| WireError::NotSupported)?;
        let mut block = self.opened(class_bit, data.len());
        if length > 0 {
            block.push(length);
            block.extend_from_slice(data);
        }
        if self.le || le > 0 {
            block.push(le);
        }
        Ok(block)
    }

    fn extended(&self, le: u8) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let length = u16::try_from(self.data.len()).map_err(|_| WireError::NotSupported)?;
        let mut block = self.opened(0, self.data.len());
        block.push(0);
        if length > 0 {
            block.extend_from_slice(&length.to_be_bytes());
            block.extend_from_slice(&self.data);
        }
        if self.le || le > 0 {
            block.extend_from_slice(&[0, le]);
        }
        Ok(block)
    }

    /// The header in a buffer that is large enough never to be moved: nothing is left behind.
    fn opened(&self, class_bit: u8, data: usize) -> Zeroizing<Vec<u8>> {
        let mut block = Zeroizing::new(Vec::with_capacity(data + 9));
        block.extend_from_slice(&self.header);
        block[0] |= class_bit;
        block
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [cla, ins, p1, p2] = self.header;
        write!(f, "Command({cla:02X} {ins:02X} {p1:02X} {p2:02X}, {} bytes)", self.data.len())
    }
}

/// What a fob answered. The data may be secret: wiped on drop, never shown by `Debug`.
pub struct Answer {
    /// The data before the status word, all parts joined.
    pub data: Zeroizing<Vec<u8>>,
    /// The status word; 61xx and (where it can be helped) 6Cxx never appear.
    pub status: u16,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({:04X}, {} bytes)", self.status, self.data.len())
    }
}

/// How long one block may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lengths {
    /// Short blocks; more than 255 bytes of data go out in a chain. Every fob and reader can.
    Short,
    /// Extended blocks of at most this many bytes, whatever the data; longer data in a chain.
    Extended(usize),
}

/// What the conversation wants next.
pub enum Step {
    /// Send this block and come back with its answer.
    Send(Zeroizing<Vec<u8>>),
    /// Ask the caller for patience, then come back with nothing.
    Wait(Duration, Why),
    /// It is over.
    Done(Result<Answer, WireError>),
}

/// One command on its way out and its answer on the way back.
pub struct ApduConversation<'c> {
    command: &'c Command,
    lengths: Lengths,
    announce: bool,
    /// How much of the data has been accepted by the fob, when it goes out in a chain.
    chained: usize,
    answer: Zeroizing<Vec<u8>>,
    continuations: usize,
    length_corrected: bool,
    sent_whole: bool,
}

impl<'c> ApduConversation<'c> {
    /// A conversation about `command`; with `touch` it begins by announcing the touch, since the
    /// reader blocks from the moment of sending.
    pub fn new(command: &'c Command, lengths: Lengths, touch: bool) -> Self {
        Self {
            command,
            lengths,
            announce: touch,
            chained: 0,
            answer: Zeroizing::new(Vec::new()),
            continuations: 0,
            length_corrected: false,
            sent_whole: false,
        }
    }

    /// Whether the fob has begun to answer the whole command: whatever fails now, it has acted.
    pub fn acted(&self) -> bool {
        self.continuations > 0
    }

    /// The next step. `heard` is the answer to the block of the last [`Step::Send`], else `None`.
    pub fn next(&mut self, heard: Option<&[u8]>) -> Step {
        match heard {
            None if std::mem::take(&mut self.announce) => {
                Step::Wait(Duration::ZERO, Why::Touch(None))
            }
            None => self.send(0),
            Some(block) => match block.split_last_chunk() {
                Some((data, status)) => self.hear(data, u16::from_be_bytes(*status)),
                // What PC/SC gives when the fob dies at work: success, and nothing in it.
                None => Step::Done(Err(CableError::Lost.into())),
            },
        }
    }

    fn send(&mut self, le: u8) -> Step {
        let rest = &self.command.data[self.chained..];
        let block = match self.lengths {
            Lengths::Extended(limit) if self.chained == 0 && rest.len() + 9 <= limit => {
                self.sent_whole = true;
                self.command.extended(le)
            }
            _ if rest.len() > SHORT_DATA => self.command.short(CHAINED, &rest[..SHORT_DATA], le),
            _ => {
                self.sent_whole = true;
                self.command.short(0, rest, le)
            }
        };
        block.map_or_else(|error| Step::Done(Err(error)), Step::Send)
    }

    fn hear(&mut self, data: &[u8], status: u16) -> Step {
        if !self.sent_whole && status == SW_OK {
            self.chained += SHORT_DATA;
            return self.send(0);
        }
        if self.answer.len() + data.len() > MAX_ANSWER {
            return Step::Done(Err(WireError::TooMuch));
        }
        grow(&mut self.answer, data);
        let [kind, detail] = status.to_be_bytes();
        match kind {
            0x61 => self.go_on(),
            // Wrong Le, so nothing was executed: the fob says which one is right. Believed once.
            0x6C if self.continuations == 0 && self.answer.is_empty() && !self.length_corrected => {
                self.length_corrected = true;
                self.send(detail)
            }
            _ => Step::Done(Ok(Answer { data: std::mem::take(&mut self.answer), status })),
        }
    }

    fn go_on(&mut self) -> Step {
        if self.continuations == MAX_CONTINUATIONS {
            return Step::Done(Err(WireError::TooMuch));
        }
        // "More", and nothing with it, right after the command: that is the T=0 transport of a
        // contact reader speaking, and not the application. It knows GET RESPONSE only.
        let transport = self.continuations == 0 && self.answer.is_empty();
        let ins = if transport { GET_RESPONSE } else { self.command.continuation };
        self.continuations += 1;
        Step::Send(Zeroizing::new(vec![0x00, ins, 0x00, 0x00, 0x00]))
    }
}

/// Appends without leaving a copy of a secret behind when the buffer has to move.
pub(crate) fn grow(buffer: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    let length = buffer.len() + more.len();
    if length > buffer.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(length.max(2 * buffer.capacity())));
        larger.extend_from_slice(buffer);
        *buffer = larger;
    }
    buffer.extend_from_slice(more);
}
