//! What may go wrong on demand. Every fault is off by default.

use std::time::Duration;

use fob_wire::cable::CableError;

use crate::dice::Dice;

/// Faults of one fob and its cable. Counts are of exchanges from the moment they are set.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// The fob is pulled out at a chosen moment, and stays out until it is inserted again.
    pub vanish: Option<Vanish>,
    /// Every answer takes this much longer.
    pub slow: Duration,
    /// So many attempts to connect find the fob held by another program (`u32::MAX`: for ever).
    pub in_use: u32,
    /// Another program resets the fob once, before the exchange that follows so many more.
    pub reset_after: Option<u32>,
    /// After so many more true answers the fob answers otherwise.
    pub answers: Option<(u32, Answers)>,
    /// The smart card service is not running.
    pub no_service: bool,
    /// The system does not let this session use smart cards.
    pub denied: bool,
    /// The card does not answer the reader at all.
    pub mute: bool,
    /// What happens when the fob waits for a touch.
    pub finger: Finger,
    /// The OATH application is full at so many credentials (else the model's own limit).
    pub oath_limit: Option<usize>,
}

/// The fob is pulled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vanish {
    /// So many more exchanges go well.
    pub after: u32,
    /// Where in the exchange that follows them.
    pub at: Moment,
}

/// A moment in an exchange. What the other side learns of the last two is the same: `Lost`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the command is sent: nothing is executed, the cable says `Gone`.
    Between,
    /// The command is under way but not executed; the cable says `Lost`.
    Unheard,
    /// The command is executed, its answer never arrives; the cable says `Lost`.
    Unanswered,
}

impl Moment {
    /// All of them, for sweeps.
    pub const ALL: [Moment; 3] = [Moment::Between, Moment::Unheard, Moment::Unanswered];
}

/// How a hostile or broken fob answers. The command is executed first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Random bytes of random length up to 300, status word included.
    Garbage,
    /// `61FF` with 255 bytes, for ever.
    Endless,
    /// 64 KiB and `9000`.
    Huge,
    /// The true answer with its first length byte one too large.
    BadTlv,
    /// The true answer without its last data byte.
    Truncated,
    /// No byte at all, not even a status word.
    Nothing,
    /// Always at work: a busy flag over the keyboard interface, `6F00` over a reader.
    Busy,
    /// This status word and no data.
    Status(u16),
    /// Exactly these bytes.
    Exactly(Vec<u8>),
}

/// What happens when the fob waits for a touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finger {
    /// The fob waits so long for `touch()`, then refuses.
    Waits(Duration),
    /// A finger is always there.
    Always,
    /// Nobody touches: the fob refuses at once (tests wait zero time).
    Never,
}

impl Default for Finger {
    /// As long as a real fob waits.
    fn default() -> Self {
        Finger::Waits(Duration::from_secs(15))
    }
}

impl Faults {
    pub(crate) fn service(&self) -> Result<(), CableError> {
        if self.no_service {
            Err(CableError::NoService)
        } else if self.denied {
            Err(CableError::Denied)
        } else {
            Ok(())
        }
    }

    pub(crate) fn another_program_holds_it(&mut self) -> bool {
        match self.in_use {
            0 => false,
            u32::MAX => true,
            _ => {
                self.in_use -= 1;
                true
            }
        }
    }

    pub(crate) fn resets_now(&mut self) -> bool {
        let now = self.reset_after == Some(0);
        self.reset_after = self.reset_after.and_then(|n| n.checked_sub(1));
        now
    }

    pub(crate) fn vanishes_now(&mut self) -> Option<Moment> {
        let vanish = self.vanish.as_mut()?;
        if vanish.after == 0 {
            return Some(vanish.at);
        }
        vanish.after -= 1;
        None
    }

    /// The same for a report that is read.
    pub(crate) fn falsify_report(&mut self, mut report: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
        let control = match &self.answers {
            Some((0, Answers::Busy)) => 0x9F,
            // Parts of an answer that nobody can put in order, for ever.
            Some((0, Answers::Endless)) => 0x45,
            _ => return self.falsify(report, dice),
        };
        if let Some(last) = report.last_mut() {
            *last = control;
        }
        report
    }

    /// Turns a true answer into the one that is asked for.
    pub(crate) fn falsify(&mut self, mut answer: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
        let Some((after, answers)) = &mut self.answers else { return answer };
        if *after > 0 {
            *after -= 1;
            return answer;
        }
        match answers {
            Answers::Garbage => {
                let mut length = [0; 2];
                dice(&mut length);
                let mut noise = vec![0; usize::from(u16::from_be_bytes(length) % 301)];
                dice(&mut noise);
                noise
            }
            Answers::Endless => [vec![0x71; 255], vec![0x61, 0xFF]].concat(),
            Answers::Huge => [vec![0x71; 65_536], vec![0x90, 0x00]].concat(),
            Answers::BadTlv => {
                if answer.len() > 3 {
                    answer[1] = answer[1].wrapping_add(1);
                }
                answer
            }
            Answers::Truncated => {
                if answer.len() > 2 {
                    answer.remove(answer.len() - 3);
                }
                answer
            }
            Answers::Nothing => Vec::new(),
            Answers::Busy => vec![0x6F, 0x00],
            Answers::Status(status) => status.to_be_bytes().to_vec(),
            Answers::Exactly(bytes) => bytes.clone(),
        }
    }
}
