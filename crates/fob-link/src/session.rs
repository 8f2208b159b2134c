//! The thread behind a cable: connects, begins one transaction, answers blocks, ends it and leaves
//! the card as it is.
//!
//! A thread, for two reasons. Nearly every call may block without a limit, while another program
//! has its turn or the card waits for a finger: the thread can be left behind, the caller not. And
//! the transaction borrows the connection, which a thread's stack expresses without a trick.

use std::ffi::CString;
use std::sync::mpsc::{Receiver, Sender};
use std::thread::sleep;

use fob_wire::cable::CableError;
use pcsc::{
    Card, Context, Disposition, Error, MAX_ATR_SIZE, MAX_BUFFER_SIZE_EXTENDED, Protocols, Scope,
    ShareMode,
};
use zeroize::{Zeroize as _, Zeroizing};

use crate::fault;
use crate::patience::{Next, Patience};

/// How often a card that others keep resetting is taken up again within one session.
const REVIVALS: u32 = 3;

/// A block on its way to the fob. It may hold a seed.
pub(crate) type Block = Zeroizing<Vec<u8>>;
/// What came back for a block.
pub(crate) type Answer = Result<Vec<u8>, CableError>;

/// What the thread says until the session stands.
#[derive(Debug)]
pub(crate) enum Word {
    /// A call that may block follows.
    Trying,
    /// The transaction has begun, with a card on a contactless reader or another.
    Begun {
        /// Whether it lies on a contactless reader.
        contactless: bool,
    },
    /// It will not come to be.
    Failed(CableError),
}

/// What the thread needs.
pub(crate) struct Session {
    /// A connection to the service, if there is one already.
    pub(crate) context: Option<Context>,
    /// The reader's name.
    pub(crate) reader: CString,
    /// The tries to connect.
    pub(crate) patience: Patience,
    /// Where words go; nobody listens once somebody gave up.
    pub(crate) words: Sender<Word>,
    /// Where blocks come from; the session ends with it.
    pub(crate) blocks: Receiver<Block>,
    /// Where their answers go.
    pub(crate) answers: Sender<Answer>,
}

/// Nobody listens any more.
struct Alone;

impl Session {
    /// The thread's whole life.
    pub(crate) fn run(mut self) {
        match self.connect() {
            Ok(Ok(mut card)) => {
                if let Err(error) = self.hold(&mut card) {
                    tracing::debug!(?error, "the session ended early");
                    // Only of interest to somebody who waits for the beginning still.
                    let _late = self.say(Word::Failed(fault::of_connect(error)));
                }
                leave(card);
            }
            Ok(Err(error)) => {
                let _late = self.say(Word::Failed(error));
            }
            Err(Alone) => tracing::debug!("nobody waits for this fob any more"),
        }
    }

    fn connect(&mut self) -> Result<Result<Card, CableError>, Alone> {
        loop {
            self.say(Word::Trying)?;
            let context = match self.context.take() {
                Some(context) => Ok(context),
                None => Context::establish(Scope::User),
            };
            let outcome = context.and_then(|context| {
                let card = context.connect(&self.reader, ShareMode::Shared, Protocols::ANY);
                self.context = Some(context);
                card
            });
            let error = match outcome {
                Ok(card) => return Ok(Ok(card)),
                Err(error) => error,
            };
            match self.patience.after(error) {
                Next::Again(pause) => sleep(pause),
                Next::Renew => self.context = None,
                Next::Stop(end) => return Ok(Err(end)),
            }
        }
    }

    /// One transaction; after a reset by another program the connection is taken up again, so
    /// that the next block finds it.
    fn hold(&self, card: &mut Card) -> Result<(), Error> {
        let mut begun = false;
        for revivals_left in (0..=REVIVALS).rev() {
            if !begun && self.say(Word::Trying).is_err() {
                return Ok(());
            }
            let stopped = match card.transaction2() {
                Ok(turn) => {
                    if !begun {
                        // Asking for the ATR waits for others' turns too, hence only now.
                        let contactless = atr(&turn).is_some_and(|atr| fault::is_contactless(&atr));
                        begun = self.say(Word::Begun { contactless }).is_ok();
                    }
                    let stopped = if begun { self.serve(&turn) } else { None };
                    if let Err((_, error)) = turn.end(Disposition::LeaveCard) {
                        tracing::debug!(?error, "the transaction was over already");
                    }
                    stopped
                }
                Err((_, error)) => Some(error),
            };
            let how = match stopped {
                None => return Ok(()),
                Some(Error::ResetCard) if revivals_left > 0 => Disposition::LeaveCard,
                Some(Error::UnpoweredCard) if revivals_left > 0 => Disposition::ResetCard,
                Some(error) => return Err(error),
            };
            card.reconnect(ShareMode::Shared, Protocols::ANY, how)?;
        }
        Ok(())
    }

    /// Answers blocks until nobody sends any more (none) or the card was reset (the error).
    fn serve(&self, card: &Card) -> Option<Error> {
        let mut buffer = vec![0; MAX_BUFFER_SIZE_EXTENDED];
        while let Ok(block) = self.blocks.recv() {
            let result = card.transmit(&block, &mut buffer).map(<[u8]>::to_vec);
            drop(block);
            let (answer, stopped) = match result {
                // The card died during the command: the service says nothing of it.
                Ok(answer) if answer.len() < 2 => (Err(CableError::Lost), None),
                Ok(answer) => {
                    buffer[..answer.len()].zeroize();
                    (Ok(answer), None)
                }
                Err(error) => {
                    tracing::debug!(?error, "a block came back without an answer");
                    let answer = fault::of_transfer(error, fault::LITE);
                    let reset = answer == CableError::Reset;
                    (Err(answer), reset.then_some(error))
                }
            };
            if self.answers.send(answer).is_err() {
                break;
            }
            if stopped.is_some() {
                return stopped;
            }
        }
        None
    }

    fn say(&self, word: Word) -> Result<(), Alone> {
        self.words.send(word).map_err(|_| Alone)
    }
}

/// Disconnects and leaves the card as it is.
pub(crate) fn leave(card: Card) {
    if let Err((card, error)) = card.disconnect(Disposition::LeaveCard) {
        tracing::debug!(?error, "the connection was over already");
        if !fault::is_dead(error) {
            // Dropping it would reset the card, which is not ours to do.
            std::mem::forget(card);
        }
    }
}

fn atr(card: &Card) -> Option<Vec<u8>> {
    let (mut names, mut atr) = ([0; 1024], [0; MAX_ATR_SIZE]);
    card.status2(&mut names, &mut atr).ok().map(|status| status.atr().to_vec())
}
