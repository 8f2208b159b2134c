//! One command over the keyboard interface: a frame of 70 bytes out in reports of 8, and the
//! answer back in reports of 8. A state machine: it never touches a cable and never sleeps.
//!
//! A fob acts once the last report of a frame has arrived, and not before: that is what decides
//! whether a command that was cut off may have been acted upon. (`ykdef.h`, `ykcore.c`.)

use std::time::Duration;

use zeroize::Zeroizing;

use crate::WireError;
use crate::apdu::grow;
use crate::cable::{CableError, Go, Why};
use crate::slot::crc16;

#[cfg(test)]
mod tests;

/// What a frame carries beside its command and checksum.
const PAYLOAD: usize = 64;
/// Of a report, all but the control byte.
const CHUNK: usize = 7;
/// The number of the last report of a frame.
const LAST: u8 = 9;

/// The control byte's flags.
mod flag {
    /// Out: a part of a frame. In: the fob has not taken the last part yet.
    pub(super) const WRITE: u8 = 0x80;
    /// A part of an answer.
    pub(super) const ANSWER: u8 = 0x40;
    /// The fob waits for a finger; the lower bits are seconds.
    pub(super) const TOUCH: u8 = 0x20;
    /// The number of the part, or the seconds.
    pub(super) const NUMBER: u8 = 0x1F;
}

/// Ends an answer, or a wait for a finger.
const RESET: u8 = 0xFF;
/// The report that does.
pub(crate) const RESET_REPORT: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, RESET];
/// How often, and with which pauses, a fob is asked whether it takes the next part.
const READY: (u32, Duration) = (20, Duration::from_millis(50));
/// The pause while the fob works, and while it waits for a finger.
const WORK: Duration = Duration::from_millis(20);
const FINGER: Duration = Duration::from_millis(100);
/// The longest that one command may keep a desk waiting. A touch takes 15 s at most.
const PATIENCE: Duration = Duration::from_secs(25);
/// So many reports with no meaning end it too.
const MOST_IDLE: u32 = 64;

/// What the fob answered.
pub(crate) enum FrameAnswer {
    /// Data, its checksum behind it and whatever fills the last report.
    Data(Zeroizing<Vec<u8>>),
    /// None: the six bytes of its status, before and after.
    Status {
        /// Read just before the command was sent.
        before: [u8; 6],
        /// Once the fob had done with it.
        after: [u8; 6],
        /// Whether it had waited for a finger.
        touched: bool,
    },
}

/// What the conversation wants next.
pub(crate) enum FrameStep {
    /// Read a report, and come back with it.
    Read,
    /// Write this report, and come back with how that went.
    Write(Zeroizing<Vec<u8>>),
    /// Ask the caller for patience.
    Wait(Duration, Why),
    /// It is over.
    Done(Result<FrameAnswer, WireError>),
}

/// What the caller brings.
pub(crate) enum Heard {
    /// Nothing yet.
    Begin,
    /// The report that was read, or nothing for one that was written; or the cable's failure.
    Cable(Result<Zeroizing<Vec<u8>>, CableError>),
    /// The answer to a wait.
    Go(Go),
}

/// Where the conversation stands.
enum Stand {
    /// Before the first report.
    Idle,
    /// The state before the command is being read.
    Before,
    /// The fob is asked whether it takes the next part; so many times still.
    Ready(u32),
    /// A pause between two such questions.
    Pausing(u32),
    /// The next part is on its way.
    Sending,
    /// All is sent: the answer is being read.
    Answering,
    /// A pause for a fob that works, or (true) waits for a finger.
    Waiting(bool),
    /// The last report is on its way, and then this is the result.
    Closing(Option<Result<FrameAnswer, WireError>>),
}

/// One command on its way out and its answer on the way back.
pub(crate) struct FrameConversation {
    parts: Vec<(u8, Zeroizing<Vec<u8>>)>,
    next_part: usize,
    stand: Stand,
    before: [u8; 6],
    answer: Zeroizing<Vec<u8>>,
    expected: u8,
    touched: bool,
    waited: Duration,
    idle: u32,
}

impl FrameConversation {
    /// A conversation about a command with a payload of at most 64 bytes.
    ///
    /// # Errors
    /// `NotSupported` for a longer payload.
    pub(crate) fn new(command: u8, payload: &[u8]) -> Result<Self, WireError> {
        Ok(Self {
            parts: parts(&frame(command, payload)?),
            next_part: 0,
            stand: Stand::Idle,
            before: [0; 6],
            answer: Zeroizing::default(),
            expected: 0,
            touched: false,
            waited: Duration::ZERO,
            idle: 0,
        })
    }

    /// The next step.
    pub(crate) fn next(&mut self, heard: Heard) -> FrameStep {
        match heard {
            Heard::Begin => {
                self.stand = Stand::Before;
                FrameStep::Read
            }
            Heard::Go(go) => self.waited(go),
            Heard::Cable(Err(error)) => self.failed(error),
            Heard::Cable(Ok(report)) => self.hear(&report),
        }
    }

    fn hear(&mut self, report: &[u8]) -> FrameStep {
        match &mut self.stand {
            Stand::Sending => return self.sent(),
            Stand::Closing(result) => {
                let result = result.take();
                return FrameStep::Done(result.unwrap_or(Err(WireError::TooMuch)));
            }
            _ => {}
        }
        let Ok(report) = <[u8; 8]>::try_from(report) else {
            return self.broken(WireError::Nonsense("a report of another length"));
        };
        match self.stand {
            Stand::Ready(left) => self.ready(report, left),
            Stand::Answering => self.answered(report),
            _ => {
                self.before = status(report);
                self.stand = Stand::Ready(READY.0);
                self.ready(report, READY.0)
            }
        }
    }

    /// The fob says whether it takes the next part.
    fn ready(&mut self, report: [u8; 8], left: u32) -> FrameStep {
        if report[CHUNK] & flag::WRITE == 0 {
            self.stand = Stand::Sending;
            return match self.parts.get(self.next_part) {
                Some((_, part)) => FrameStep::Write(part.clone()),
                None => FrameStep::Done(Err(WireError::TooMuch)),
            };
        }
        if left == 0 || self.waited >= PATIENCE {
            return self.broken(WireError::TooMuch);
        }
        self.waited += READY.1;
        self.stand = Stand::Pausing(left - 1);
        FrameStep::Wait(READY.1, Why::Busy)
    }

    fn sent(&mut self) -> FrameStep {
        self.next_part += 1;
        self.stand = if self.acted() { Stand::Answering } else { Stand::Ready(READY.0) };
        FrameStep::Read
    }

    fn answered(&mut self, report: [u8; 8]) -> FrameStep {
        let [data @ .., control] = report;
        let number = control & flag::NUMBER;
        if control & flag::WRITE == 0 && control & flag::ANSWER != 0 {
            if number == self.expected && self.expected < flag::NUMBER {
                grow(&mut self.answer, &data);
                self.expected += 1;
                self.idle = 0;
                return FrameStep::Read;
            }
            if number == 0 && !self.answer.is_empty() {
                let answer = std::mem::take(&mut self.answer);
                return self.close(Ok(FrameAnswer::Data(answer)));
            }
            self.idle += 1;
            return if self.idle < MOST_IDLE {
                FrameStep::Read
            } else {
                self.close(Err(WireError::TooMuch))
            };
        }
        if control == 0 {
            let (before, after) = (self.before, status(report));
            return FrameStep::Done(match self.answer.is_empty() {
                true => Ok(FrameAnswer::Status { before, after, touched: self.touched }),
                false => Err(WireError::Nonsense("an answer that breaks off")),
            });
        }
        let finger = control & flag::WRITE == 0 && control & flag::TOUCH != 0;
        let pause = if finger { FINGER } else { WORK };
        self.touched |= finger;
        if self.waited >= PATIENCE {
            return self.close(Err(WireError::TooMuch));
        }
        self.waited += pause;
        self.stand = Stand::Waiting(finger);
        FrameStep::Wait(pause, if finger { Why::Touch(Some(number)) } else { Why::Busy })
    }

    fn waited(&mut self, go: Go) -> FrameStep {
        match (&self.stand, go) {
            // Nothing is done yet, and half a frame is forgotten with the next one.
            (Stand::Pausing(_), Go::Stop) => FrameStep::Done(Err(WireError::Stopped)),
            // What waits for a finger has not happened; the fob is told that nobody comes.
            (Stand::Waiting(true), Go::Stop) => self.close(Err(WireError::Stopped)),
            (Stand::Pausing(left), Go::On) => {
                self.stand = Stand::Ready(*left);
                FrameStep::Read
            }
            // A fob at work cannot be stopped; it is soon done.
            _ => {
                self.stand = Stand::Answering;
                FrameStep::Read
            }
        }
    }

    /// The cable failed: has the fob acted?
    fn failed(&mut self, error: CableError) -> FrameStep {
        let last_part = self.next_part + 1 == self.parts.len();
        let acted = self.acted();
        FrameStep::Done(match &mut self.stand {
            // The answer is complete; only the thanks for it did not arrive.
            Stand::Closing(result) => result.take().unwrap_or(Err(WireError::TooMuch)),
            // Even "no such device" may be told of a report that arrived before it was pulled.
            Stand::Sending if last_part && error == CableError::Gone => {
                Err(CableError::Lost.into())
            }
            Stand::Sending if last_part => Err(error.into()),
            _ if acted => Err(CableError::Lost.into()),
            // Whatever arrived was no whole frame.
            _ => Err(match error {
                CableError::Lost | CableError::Other(_) => CableError::Gone.into(),
                certain => certain.into(),
            }),
        })
    }

    /// Something came that makes no sense.
    fn broken(&mut self, error: WireError) -> FrameStep {
        let acted = self.acted();
        FrameStep::Done(Err(match acted {
            true => error,
            // Before the frame was whole nothing can have changed.
            false => WireError::Deaf,
        }))
    }

    /// Ends an answer or a wait, and then it is over.
    fn close(&mut self, result: Result<FrameAnswer, WireError>) -> FrameStep {
        self.stand = Stand::Closing(Some(result));
        FrameStep::Write(Zeroizing::new(RESET_REPORT.to_vec()))
    }

    /// Whether the whole frame was sent.
    fn acted(&self) -> bool {
        self.next_part == self.parts.len()
    }
}

/// What a report says of an interface that nobody has asked anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// It rests, and shows its status.
    Idle,
    /// An answer was not read to its end.
    Answer,
    /// It works, or waits for a finger.
    Busy,
}

/// How often, and how far apart, an interface is looked at until it rests.
pub(crate) const MOST_LOOKS: u32 = 40;
/// See [`MOST_LOOKS`].
pub(crate) const LOOK: Duration = Duration::from_millis(50);

/// What the report says of the interface.
pub(crate) fn rest_of(report: &[u8; 8]) -> Rest {
    match report[CHUNK] {
        0 => Rest::Idle,
        control if control & flag::WRITE == 0 && control & flag::ANSWER != 0 => Rest::Answer,
        _ => Rest::Busy,
    }
}

/// The six bytes of the slots' status in a report.
pub(crate) fn status(report: [u8; 8]) -> [u8; 6] {
    let [_, status @ .., _] = report;
    status
}

/// The data of an answer of `length` bytes, once its checksum is right.
///
/// # Errors
/// `Nonsense` when it is too short, or the checksum is wrong.
pub(crate) fn checked(answer: &[u8], length: usize) -> Result<&[u8], WireError> {
    match answer.get(..length + 2) {
        Some(whole) if crc16(whole) == 0xF0B8 => Ok(&whole[..length]),
        _ => Err(WireError::Nonsense("an answer with a wrong checksum")),
    }
}

/// The 70 bytes: payload, command, checksum.
fn frame(command: u8, payload: &[u8]) -> Result<Zeroizing<Vec<u8>>, WireError> {
    let mut frame = Zeroizing::new(vec![0; PAYLOAD + 6]);
    frame[..PAYLOAD]
        .get_mut(..payload.len())
        .ok_or(WireError::NotSupported)?
        .copy_from_slice(payload);
    frame[PAYLOAD] = command;
    let checksum = crc16(&frame[..PAYLOAD]);
    frame[PAYLOAD + 1..PAYLOAD + 3].copy_from_slice(&checksum.to_le_bytes());
    Ok(frame)
}

/// The reports of a frame, by their numbers; those with nothing in them are left out, but for the
/// first and the last.
fn parts(frame: &[u8]) -> Vec<(u8, Zeroizing<Vec<u8>>)> {
    let told = |(number, chunk): &(u8, &[u8])| {
        *number == 0 || *number == LAST || chunk.iter().any(|byte| *byte != 0)
    };
    let report = |(number, chunk): (u8, &[u8])| {
        let mut report = Zeroizing::new(Vec::with_capacity(CHUNK + 1));
        report.extend_from_slice(chunk);
        report.push(flag::WRITE | number);
        (number, report)
    };
    (0..=LAST).zip(frame.chunks(CHUNK)).filter(told).map(report).collect()
}
