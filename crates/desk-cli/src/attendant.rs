//! The person at the terminal, as a use case sees one: hears how far the work is, touches the fob,
//! types the code that a slot types.

use std::io::BufRead as _;
use std::time::Duration;

use desk::cable::{Go, Why};
use desk::{Attendant, Progress, Typed};

use crate::out::Out;
use crate::secret;

/// Where a typed code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codes {
    /// Standard input, one a line, read after the write.
    Piped,
    /// The person, where one sits at a terminal; nobody otherwise.
    Asked,
    /// Nobody: it is proven later.
    Later,
}

/// The attendant of one call.
pub(crate) struct Clerk<'a> {
    out: &'a Out,
    codes: Codes,
    /// Practice fobs are touched by a command.
    practises: bool,
    /// A touch is asked for once.
    asked_touch: bool,
    /// The last code that came through the pipe.
    piped: Option<String>,
}

impl<'a> Clerk<'a> {
    /// Somebody who speaks through `out`.
    pub(crate) fn new(out: &'a Out, codes: Codes, practises: bool) -> Self {
        Self { out, codes, practises, asked_touch: false, piped: None }
    }

    fn read_line(&self) -> Option<String> {
        let mut text = String::new();
        let read = std::io::stdin().lock().read_line(&mut text);
        let text = text.trim().to_owned();
        (read.is_ok() && !text.is_empty()).then_some(text)
    }
}

impl Attendant for Clerk<'_> {
    fn tell(&mut self, progress: &Progress) {
        let out = self.out;
        let text = match progress {
            // Over before anybody has read it.
            Progress::Searched { .. } => return,
            Progress::Sealed => out.say("cli-sealed", &[]),
            Progress::Written { place } => out.say("cli-written", &[("place", place)]),
            Progress::Proven => out.say("cli-proven", &[]),
            Progress::Given { login } => out.say("cli-given", &[("login", login)]),
            Progress::Codes { set } => out.say("cli-codes", &[("set", set)]),
            Progress::Settled { serial } => out.say("cli-settled", &[("serial", serial)]),
        };
        self.asked_touch = false;
        out.progress(&text);
    }

    fn pause(&mut self, time: Duration, why: Why) -> Go {
        if matches!(why, Why::Touch(_)) && !self.asked_touch {
            self.asked_touch = true;
            let id = if self.practises { "cli-touch-practice" } else { "cli-touch" };
            self.out.ask(&self.out.say(id, &[]));
        }
        std::thread::sleep(time);
        Go::On
    }

    fn code(&mut self, serial: &str, place: &str, again: bool) -> Typed {
        let line = match self.codes {
            Codes::Later => None,
            // When the pipe has no other code to offer, the wrong one stands, and is judged.
            Codes::Piped => {
                self.piped = self.read_line().or_else(|| self.piped.take());
                self.piped.clone()
            }
            Codes::Asked if secret::can_ask() => {
                let id = if again { "cli-type-again" } else { "cli-type" };
                let values = [("serial", serial), ("place", place)];
                self.out.ask(&self.out.say(id, &values));
                if self.practises {
                    self.out.ask(&self.out.say("cli-press-practice", &values));
                }
                self.read_line()
            }
            Codes::Asked => None,
        };
        line.map_or(Typed::Later, Typed::Code)
    }
}
