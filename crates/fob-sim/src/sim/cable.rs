//! The cable of a software fob: the end that the desk gets.

use fob_wire::cable::{Cable, CableError, Framing};

use super::SimFob;

/// A cable to a [`SimFob`]; dropping it ends the session and leaves the fob as it is.
pub struct SimCable {
    pub(super) fob: SimFob,
    pub(super) insertion: u64,
    pub(super) framing: Framing,
}

impl Cable for SimCable {
    fn framing(&self) -> Framing {
        self.framing
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        if to == self.framing {
            return Ok(true);
        }
        if !self.fob.reaches(to) {
            return Ok(false);
        }
        if !self.fob.lock().is_still(self.insertion) {
            return Err(CableError::Gone);
        }
        self.fob.lock().fob.reset_card();
        self.framing = to;
        Ok(true)
    }

    fn contactless(&self) -> bool {
        self.fob.model().contactless()
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        self.fob.transfer(self.insertion, self.framing, out)
    }
}

impl Drop for SimCable {
    fn drop(&mut self) {
        let mut inside = self.fob.lock();
        // A cable from before the last insertion does not end the session of its successor.
        if inside.insertion == self.insertion {
            inside.session_open = false;
        }
    }
}
