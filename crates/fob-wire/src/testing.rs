//! A fob that was told beforehand what it will hear and what it shall answer.

use std::collections::VecDeque;
use std::time::Duration;

use data_encoding::HEXUPPER_PERMISSIVE;

use crate::Talk;
use crate::cable::{Cable, CableError, Framing, Go, Why};

/// Bytes from hexadecimal digits; spaces do not count.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let digits: String = digits.split_whitespace().collect();
    HEXUPPER_PERMISSIVE.decode(digits.as_bytes()).expect("hexadecimal")
}

/// What is heard, and what comes back; bytes, or a failure of the cable.
pub(crate) type Line<'s> = (&'s str, Result<&'s str, CableError>);

/// The same in bytes.
type Exchange = (Vec<u8>, Result<Vec<u8>, CableError>);

/// A cable that follows a script to the letter.
pub(crate) struct Script {
    lines: VecDeque<Exchange>,
    contactless: bool,
}

impl Script {
    /// Follows these lines, and fails the test at the first word that is not in them.
    pub(crate) fn new(lines: &[Line<'_>]) -> Self {
        let line = |(heard, answer): &Line<'_>| (hex(heard), answer.clone().map(hex));
        Self { lines: lines.iter().map(line).collect(), contactless: false }
    }

    /// Plays the whole script.
    pub(crate) fn play<T>(lines: &[Line<'_>], act: impl FnOnce(&mut Talk<'_>) -> T) -> T {
        Self::new(lines).follow(act)
    }

    /// The same on a contactless reader.
    pub(crate) fn play_contactless<T>(
        lines: &[Line<'_>],
        act: impl FnOnce(&mut Talk<'_>) -> T,
    ) -> T {
        Self { contactless: true, ..Self::new(lines) }.follow(act)
    }

    fn follow<T>(mut self, act: impl FnOnce(&mut Talk<'_>) -> T) -> T {
        let result = act(&mut Talk::new(&mut self, &mut |_: Duration, _: Why| Go::On));
        assert!(self.lines.is_empty(), "{} lines were never said", self.lines.len());
        result
    }
}

impl Cable for Script {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn contactless(&self) -> bool {
        self.contactless
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        let (heard, answer) = self.lines.pop_front().expect("another line in the script");
        assert_eq!(HEXUPPER_PERMISSIVE.encode(out), HEXUPPER_PERMISSIVE.encode(&heard));
        answer
    }
}
