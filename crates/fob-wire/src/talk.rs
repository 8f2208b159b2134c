//! Straight-line talk with a fob: a command, an answer. What the pause answers is obeyed.

use zeroize::Zeroizing;

use crate::apdu::{Answer, ApduConversation, Command, Lengths, SW_OK, Step};
use crate::cable::{Cable, CableError, Framing, Go, Pause, Why};
use crate::frame::{self, FrameAnswer, FrameConversation, FrameStep, Heard, Rest};
use crate::maker::Maker;
use crate::{Refusal, WireError};

/// A cable in use, from the moment it was connected until it is dropped.
pub struct Talk<'a> {
    cable: &'a mut dyn Cable,
    pause: &'a mut Pause<'a>,
    exchanges: usize,
    lengths: Lengths,
    maker: Option<Maker>,
    touch_workaround: bool,
    long_answer_before: bool,
}

impl<'a> Talk<'a> {
    /// A talk over `cable`; `pause` is asked before every touch.
    pub fn new(cable: &'a mut dyn Cable, pause: &'a mut Pause<'a>) -> Self {
        Self {
            cable,
            pause,
            exchanges: 0,
            lengths: Lengths::Short,
            maker: None,
            touch_workaround: false,
            long_answer_before: false,
        }
    }

    /// Sends a command and returns the whole answer, whatever its status word.
    ///
    /// # Errors
    /// `Cable`, `TooMuch`, or `NotSupported` when the cable carries no APDUs. Once the fob has
    /// begun to answer, every failure of the cable is [`CableError::Lost`].
    pub fn ask(&mut self, command: &Command) -> Result<Answer, WireError> {
        self.converse(command, false)
    }

    /// As [`Self::ask`], for a command that waits for a finger: the pause is told so (with no
    /// time) before sending, since the cable then blocks until the touch.
    ///
    /// # Errors
    /// As [`Self::ask`]; `Stopped` when the pause said so (nothing was sent).
    pub fn ask_touch(&mut self, command: &Command) -> Result<Answer, WireError> {
        self.converse(command, true)
    }

    /// Sends a SELECT, and returns what the application says of itself.
    pub(crate) fn select(&mut self, command: &Command) -> Result<Zeroizing<Vec<u8>>, WireError> {
        let answer = self.ask(command)?;
        Err(WireError::Refused(match answer.status {
            SW_OK => return Ok(answer.data),
            0x6A82 | 0x6B00 | 0x6D00 | 0x6E00 | 0x6999 => Refusal::AppAbsent,
            status => Refusal::Unknown(status),
        }))
    }

    /// Sends a command over the keyboard interface and returns its answer. What waits for a finger
    /// is told to the pause as often as the fob says so.
    ///
    /// # Errors
    /// `Cable`, where what failed before the command was whole is `Gone` and after it `Lost`;
    /// `NotSupported` when the cable carries no reports; `Stopped` during a wait for a finger.
    pub(crate) fn frame(&mut self, command: u8, payload: &[u8]) -> Result<FrameAnswer, WireError> {
        if self.cable.framing() != Framing::Report {
            return Err(WireError::NotSupported);
        }
        let mut conversation = FrameConversation::new(command, payload)?;
        let mut heard = Heard::Begin;
        loop {
            heard = match conversation.next(heard) {
                FrameStep::Read => Heard::Cable(self.send_raw(&[])),
                FrameStep::Write(report) => Heard::Cable(self.send_raw(&report)),
                FrameStep::Wait(time, why) => Heard::Go((self.pause)(time, why)),
                FrameStep::Done(result) => return result,
            }
        }
    }

    /// The report that the keyboard interface shows while nothing is asked. The rest of an answer
    /// that somebody else did not read to its end is put away first, and work is waited for.
    ///
    /// # Errors
    /// `Deaf` when it never comes to rest; `Stopped`, `Cable`, `Nonsense`.
    pub(crate) fn idle_report(&mut self) -> Result<[u8; 8], WireError> {
        for _ in 0..frame::MOST_LOOKS {
            let report = self.send_raw(&[])?;
            let report = report.as_slice().try_into();
            let report = report.map_err(|_| WireError::Nonsense("a report of another length"))?;
            match frame::rest_of(&report) {
                Rest::Idle => return Ok(report),
                Rest::Answer => drop(self.send_raw(&frame::RESET_REPORT)?),
                Rest::Busy => match (self.pause)(frame::LOOK, Why::Busy) {
                    Go::On => {}
                    Go::Stop => return Err(WireError::Stopped),
                },
            }
        }
        Err(WireError::Deaf)
    }

    /// How bytes are wrapped on the cable in use.
    pub fn framing(&self) -> Framing {
        self.cable.framing()
    }

    /// How many blocks were sent so far.
    pub fn exchanges(&self) -> usize {
        self.exchanges
    }

    /// Whether the fob lies on a contactless reader.
    pub fn contactless(&self) -> bool {
        self.cable.contactless()
    }

    /// Whose fob this is, once [`crate::device::identify`] has found out.
    pub fn maker(&self) -> Option<Maker> {
        self.maker
    }

    /// Sends blocks of these lengths from now on; short ones at first.
    pub fn use_lengths(&mut self, lengths: Lengths) {
        self.lengths = lengths;
    }

    /// Takes the fob for one of this maker's, as [`crate::device::identify`] does.
    pub fn remember_maker(&mut self, maker: Maker) {
        self.maker = Some(maker);
    }

    /// Firmware 4.2.0 to 4.2.6 over USB misses the touch for a command that comes soon after a
    /// long answer: extended blocks, and something harmless in between.
    pub(crate) fn work_around_touch(&mut self) {
        self.lengths = Lengths::Extended(2038);
        self.touch_workaround = true;
    }

    /// Sends one block as it is; nothing, to read a report.
    pub(crate) fn send_raw(&mut self, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, CableError> {
        self.exchanges += 1;
        self.cable.transfer(block).map(Zeroizing::new)
    }

    fn converse(&mut self, command: &Command, touch: bool) -> Result<Answer, WireError> {
        if self.cable.framing() != Framing::Apdu {
            return Err(WireError::NotSupported);
        }
        if std::mem::take(&mut self.long_answer_before) && self.touch_workaround {
            self.send_raw(&[0; 7])?;
        }
        let mut conversation = ApduConversation::new(command, self.lengths, touch);
        let mut heard: Option<Zeroizing<Vec<u8>>> = None;
        loop {
            match conversation.next(heard.take().as_ref().map(|block| block.as_slice())) {
                Step::Wait(time, why) => match (self.pause)(time, why) {
                    Go::On => {}
                    Go::Stop => return Err(WireError::Stopped),
                },
                Step::Send(block) => {
                    let acted = conversation.acted();
                    let lost = |error| if acted { CableError::Lost } else { error };
                    heard = Some(self.send_raw(&block).map_err(lost)?);
                }
                Step::Done(result) => {
                    self.long_answer_before =
                        matches!(&result, Ok(answer) if answer.data.len() > 54);
                    return result;
                }
            }
        }
    }
}
