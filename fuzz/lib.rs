//! A fob that answers whatever the fuzzer says.

use fob_wire::Talk;
use fob_wire::cable::{Cable, CableError, Framing, Go};

/// Plays the input as answers: one byte of length, then that many bytes; the length 255 means the
/// rest. When the input is used up, the fob is gone.
struct Hostile<'d>(&'d [u8]);

impl Cable for Hostile<'_> {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn transfer(&mut self, _out: &[u8]) -> Result<Vec<u8>, CableError> {
        let (&length, rest) = self.0.split_first().ok_or(CableError::Gone)?;
        let length = if length == 255 { rest.len() } else { usize::from(length).min(rest.len()) };
        let (answer, rest) = rest.split_at(length);
        self.0 = rest;
        Ok(answer.to_vec())
    }
}

/// Lets `act` talk with such a fob; every touch is granted at once.
pub fn with_hostile_fob(answers: &[u8], act: impl FnOnce(&mut Talk<'_>)) {
    let mut fob = Hostile(answers);
    let mut pause = |_, _| Go::On;
    act(&mut Talk::new(&mut fob, &mut pause));
}
