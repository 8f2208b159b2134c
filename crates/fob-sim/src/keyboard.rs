//! The keyboard interface of a YubiKey, as it takes commands: feature reports of 8 bytes, of which
//! ten make a frame, and the answer read in the same way.

use crate::apdu::{Answer, Command, Outcome};
use crate::bytes::crc16;

/// Seven bytes of a part and a control byte.
pub(crate) type Report = [u8; 8];

const PART: usize = 7;
const PARTS: usize = 10;

const TO_WRITE: u8 = 0x80;
const TO_READ: u8 = 0x40;
const TO_TOUCH: u8 = 0x20;
const NUMBER: u8 = 0x1F;
/// Two clients, two ways of saying "never mind".
const NEVER_MIND: [u8; 2] = [0xFF, 0x8F];

/// What lies between the interface and the slots.
#[derive(Default)]
pub(crate) struct Keyboard {
    frame: [[u8; PART]; PARTS],
    /// The parts of this frame that have come; what does not come is zeros.
    next: usize,
    state: State,
}

#[derive(Default)]
enum State {
    /// Shows the status.
    #[default]
    Idle,
    /// At work: shows so once.
    Busy(Box<State>),
    /// The command waits for a finger.
    Waiting(Command),
    /// An answer is being read: its bytes, checksum included, and the number of the next part.
    Answering(Vec<u8>, u8),
}

impl Keyboard {
    /// Hears one report. A whole frame with a right checksum is a command.
    pub(crate) fn hear(&mut self, report: Report) -> Option<Command> {
        let [part @ .., control] = report;
        if NEVER_MIND.contains(&control) {
            *self = Keyboard::default();
            return None;
        }
        let number = usize::from(control & NUMBER);
        if control & TO_WRITE == 0 || number >= PARTS {
            return None;
        }
        if number == 0 {
            self.frame = Default::default();
        } else if number < self.next {
            return None;
        }
        self.next = number + 1;
        self.frame[number] = part;
        self.state = State::Idle;
        if self.next < PARTS {
            return None;
        }
        self.next = PARTS;
        let frame = self.frame.concat();
        let (payload, rest) = frame.split_at(64);
        let command = rest[0];
        let sound = crc16(payload).to_le_bytes() == rest[1..3];
        sound.then(|| Command {
            class: 0,
            ins: 0x01,
            p1: command,
            p2: 0,
            data: payload[..length(command)].to_vec(),
            le: None,
            extended: false,
        })
    }

    /// What becomes of the command. The status speaks for changes, and for refusals.
    pub(crate) fn answer(&mut self, command: Command, answer: Answer) {
        let next = match answer {
            Ok(Outcome::NeedsTouch) => State::Waiting(command),
            Ok(Outcome::Data(mut data)) if tells(command.p1) => {
                let checksum = !crc16(&data);
                data.extend(checksum.to_le_bytes());
                State::Answering(data, 0)
            }
            _ => State::Idle,
        };
        self.state = State::Busy(Box::new(next));
    }

    /// Whether it has been seen to wait for a finger.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.state, State::Waiting(_))
    }

    /// The command that waited, which waits no more.
    pub(crate) fn resume(&mut self) -> Option<Command> {
        match std::mem::take(&mut self.state) {
            State::Waiting(command) => Some(command),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// The report that is read. `status` is that of the slots, `seconds` what is left for a touch.
    pub(crate) fn show(&mut self, status: [u8; 6], seconds: u8) -> Report {
        let idle = |control| {
            let [a, b, c, d, e, f] = status;
            [0, a, b, c, d, e, f, control]
        };
        match &mut self.state {
            State::Idle => idle(0),
            State::Busy(next) => {
                self.state = std::mem::take(next);
                idle(TO_WRITE)
            }
            State::Waiting(_) => idle(TO_TOUCH | seconds.min(NUMBER)),
            State::Answering(data, next) => {
                let mut report = [0; 8];
                let number = *next;
                match data.chunks(PART).nth(usize::from(number)) {
                    Some(chunk) => {
                        report[..chunk.len()].copy_from_slice(chunk);
                        report[PART] = TO_READ | number;
                        *next += 1;
                    }
                    // All was read: so it stays until somebody says that it may rest.
                    None => report[PART] = TO_READ,
                }
                report
            }
        }
    }
}

/// How much of the payload belongs to a command; the rest fills the frame.
fn length(command: u8) -> usize {
    match command {
        0x01 | 0x03 | 0x04 | 0x05 => 58,
        0x06 | 0x10 => 0,
        0x08 | 0x09 => 62,
        0x13 => 1,
        _ => 64,
    }
}

/// Whether the command is answered with data; the others with a status.
fn tells(command: u8) -> bool {
    matches!(command, 0x10 | 0x13 | 0x20 | 0x28 | 0x30 | 0x38)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(payload: &[u8], command: u8) -> Vec<Report> {
        let mut frame = payload.to_vec();
        frame.resize(64, 0);
        let checksum = crc16(&frame);
        frame.push(command);
        frame.extend(checksum.to_le_bytes());
        frame.resize(70, 0);
        let report = |(number, chunk): (u8, &[u8])| {
            let mut report = [0; 8];
            report[..7].copy_from_slice(chunk);
            report[7] = 0x80 | number;
            report
        };
        (0..).zip(frame.chunks(7)).map(report).collect()
    }

    #[test]
    fn parts_that_are_all_zeros_need_not_come() {
        let mut keyboard = Keyboard::default();
        let mut payload = vec![0; 58];
        payload[16] = 7;
        let parts = parts(&payload, 0x03);
        let told = [0, 2, 9].map(|number| keyboard.hear(parts[number]));
        let [None, None, Some(command)] = told else { panic!("no command") };
        assert_eq!((command.p1, command.data), (0x03, payload));
    }

    #[test]
    fn a_wrong_checksum_is_no_command() {
        let mut keyboard = Keyboard::default();
        let mut parts = parts(&[1, 2, 3], 0x03);
        parts[9][2] ^= 1;
        assert!(parts.into_iter().all(|part| keyboard.hear(part).is_none()));
    }

    #[test]
    fn an_answer_is_shown_part_by_part_until_it_is_thanked_for() {
        let mut keyboard = Keyboard::default();
        let command = parts(&[], 0x10).into_iter().filter_map(|part| keyboard.hear(part)).next();
        let command = command.expect("a command");
        keyboard.answer(command, Ok(Outcome::Data(vec![0, 1, 2, 3])));
        let mut read = || keyboard.show([5, 4, 3, 1, 0, 0], 0);
        assert_eq!(read()[7], 0x80);
        let first = read();
        assert_eq!((&first[..4], first[7]), (&[0, 1, 2, 3][..], 0x40));
        assert_eq!(crc16(&first[..6]), 0xF0B8);
        assert_eq!(read()[7], 0x40);
        assert_eq!(keyboard.hear([0, 0, 0, 0, 0, 0, 0, 0xFF]).map(drop), None);
        assert_eq!(keyboard.show([5, 4, 3, 1, 0, 0], 0), [0, 5, 4, 3, 1, 0, 0, 0]);
    }
}
