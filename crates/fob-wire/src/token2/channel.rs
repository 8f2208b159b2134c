//! Commands of these tokens: plain questions, the proof that we know the key, and signed writes.
//! What a status word means is said here, and nowhere else.

use zeroize::Zeroizing;

use super::cipher::{BLOCK, Key, padded};
use crate::apdu::{Answer, Command, SW_OK, grow};
use crate::{Refusal, Talk, WireError};

const PLAIN: u8 = 0x80;
const SIGNED: u8 = 0x84;

const CHALLENGE: usize = 8;

/// A token, its key, and whether we have proven that we know it.
pub(super) struct Channel<'t, 'a> {
    talk: &'t mut Talk<'a>,
    key: Key,
    /// How the challenge is asked for: the kinds differ.
    challenge: fn() -> Command,
    /// Whether wrong keys are not counted, so that a second proof costs nothing.
    tries_again: bool,
    proven: bool,
}

impl<'t, 'a> Channel<'t, 'a> {
    pub(super) fn new(
        talk: &'t mut Talk<'a>,
        key: &[u8; BLOCK],
        challenge: fn() -> Command,
        tries_again: bool,
    ) -> Self {
        Self { talk, key: Key::new(key), challenge, tries_again, proven: false }
    }

    /// Asks without a key.
    pub(super) fn ask(&mut self, command: &Command) -> Result<Zeroizing<Vec<u8>>, WireError> {
        accept(self.talk.ask(command)?)
    }

    /// Shows that we know the key, once in a session.
    ///
    /// # Errors
    /// `KeyWrong`.
    pub(super) fn prove(&mut self) -> Result<(), WireError> {
        if self.proven {
            return Ok(());
        }
        let mut proof = self.try_key();
        let refused = matches!(proof, Err(WireError::Refused(Refusal::KeyWrong { tries: None })));
        if refused && self.tries_again {
            // The challenge may have been an old one: a new one, and once more.
            proof = self.try_key();
        }
        self.proven = proof.is_ok();
        proof
    }

    fn try_key(&mut self) -> Result<(), WireError> {
        let challenge = accept(self.talk.ask(&(self.challenge)())?)?;
        if challenge.len() != CHALLENGE {
            return Err(WireError::Nonsense("bad length of a challenge"));
        }
        let mut block = Zeroizing::new(challenge.to_vec());
        block.resize(BLOCK, 0);
        let command = Command::new(PLAIN, 0xCE, 0, 0, self.key.seal(block)).without_le();
        accept(self.talk.ask(&command)?).map(drop)
    }

    /// Writes something that may be read by others.
    pub(super) fn write(&mut self, head: [u8; 3], body: &[u8]) -> Result<(), WireError> {
        self.prove()?;
        let [ins, p1, p2] = head;
        let length = u8::try_from(body.len()).map_err(|_| WireError::NotSupported)?;
        // Signed is the plain class, and the length without the signature.
        let mut signed = Zeroizing::new(Vec::with_capacity(body.len() + 5));
        signed.extend_from_slice(&[PLAIN, ins, p1, p2, length]);
        signed.extend_from_slice(body);
        let mut data = Zeroizing::new(Vec::with_capacity(body.len() + 4));
        data.extend_from_slice(body);
        grow(&mut data, &self.key.sign(&signed));
        accept(self.talk.ask(&Command::new(SIGNED, ins, p1, p2, data).without_le())?).map(drop)
    }

    /// Writes something that nobody else may read.
    pub(super) fn write_sealed(&mut self, head: [u8; 3], plain: &[u8]) -> Result<(), WireError> {
        let sealed = self.key.seal(padded(plain));
        self.write(head, &sealed)
    }
}

/// The data of a successful answer, else what the status word means.
pub(super) fn accept(answer: Answer) -> Result<Zeroizing<Vec<u8>>, WireError> {
    Err(WireError::Refused(match answer.status {
        SW_OK => return Ok(answer.data),
        // "Press the button": of nothing that is sent here, so nobody knows what it would do.
        0x9060 => return Err(WireError::Nonsense("the token waits for its button")),
        0x6983 => Refusal::KeyWrong { tries: None },
        status @ 0x6300..=0x63FF => {
            // A count of tries is the whole byte, or its lower half as ISO 7816 has it.
            let [_, tries] = status.to_be_bytes();
            let tries = if tries & 0xF0 == 0xC0 { tries & 0x0F } else { tries };
            Refusal::KeyWrong { tries: Some(tries) }
        }
        0x6A80 => Refusal::WrongData,
        0x6A83 => Refusal::NoSuchCredential,
        0x6A84 => Refusal::Full,
        status => Refusal::Unknown(status),
    }))
}
