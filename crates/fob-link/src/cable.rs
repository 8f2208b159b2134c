//! The PC/SC cable: the caller's end of a session (`session.rs`).

use std::ffi::CString;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use fob_wire::cable::{Cable, CableError, Framing};
use pcsc::Context;
use zeroize::Zeroizing;

use crate::patience::Patience;
use crate::session::{Answer, Block, Session, Word};

/// How long one call may block before another program is blamed: pcsc-lite lets us wait for the
/// end of others' transactions, without a limit, even in connecting.
const TURN: Duration = Duration::from_secs(3);

/// A session with one card: shared mode, one transaction, ended when dropped; the card is left as
/// it is. Once the fob is gone or lost, nothing more is sent: every later block is `Gone`.
#[derive(Debug)]
pub struct PcscCable {
    blocks: Option<Sender<Block>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    contactless: bool,
    limit: Duration,
}

impl PcscCable {
    /// Connects and begins a transaction. `limit`: the longest wait for one answer.
    pub(crate) fn begin(
        context: Option<Context>,
        reader: CString,
        patience: Patience,
        limit: Duration,
    ) -> Result<Self, CableError> {
        let (blocks, inbox) = channel();
        let (outbox, answers) = channel();
        let (words, said) = channel();
        let session = Session { context, reader, patience, words, blocks: inbox, answers: outbox };
        let thread = Builder::new()
            .name("fob".to_owned())
            .spawn(move || session.run())
            .map_err(|error| CableError::Other(error.to_string()))?;
        let mut cable =
            Self { blocks: Some(blocks), answers, thread: Some(thread), contactless: false, limit };
        loop {
            match said.recv_timeout(TURN) {
                Ok(Word::Trying) => {}
                Ok(Word::Begun { contactless }) => {
                    cable.contactless = contactless;
                    return Ok(cable);
                }
                Ok(Word::Failed(error)) => return Err(error),
                Err(RecvTimeoutError::Timeout) => {
                    cable.leave_behind();
                    return Err(CableError::InUse);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(CableError::Other("the reader's driver broke".to_owned()));
                }
            }
        }
    }

    /// Gives the thread up: it lets go of the card by itself once its present call returns.
    fn leave_behind(&mut self) {
        self.blocks = None;
        self.thread = None;
    }
}

impl Cable for PcscCable {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn contactless(&self) -> bool {
        self.contactless
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        let Some(blocks) = &self.blocks else { return Err(CableError::Gone) };
        if blocks.send(Zeroizing::new(out.to_vec())).is_err() {
            self.blocks = None;
            return Err(CableError::Gone);
        }
        let answer = match self.answers.recv_timeout(self.limit) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => {
                tracing::warn!(limit = ?self.limit, "the fob does not answer; left behind");
                self.leave_behind();
                Err(CableError::Lost)
            }
            // The thread broke during the command.
            Err(RecvTimeoutError::Disconnected) => Err(CableError::Lost),
        };
        if matches!(answer, Err(CableError::Gone | CableError::Lost)) {
            self.blocks = None;
        }
        answer
    }
}

impl Drop for PcscCable {
    fn drop(&mut self) {
        self.blocks = None;
        let Some(thread) = self.thread.take() else { return };
        // Wait until the card is really free: whoever connects next must not find it held. But
        // even letting go may have to wait for another program.
        if matches!(self.answers.recv_timeout(TURN), Err(RecvTimeoutError::Timeout)) {
            tracing::warn!("the fob is not let go in time; left behind");
        } else if thread.join().is_err() {
            tracing::warn!("the cable's thread broke");
        }
    }
}
