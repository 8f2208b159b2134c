//! The readers of this computer, and the way to what lies in them.

use std::ffi::CString;
use std::time::Duration;

use fob_wire::cable::{Cable, CableError, Socket, Sockets, Transport};
use pcsc::{Context, Error, ReaderState, Scope, State};

use crate::cable::PcscCable;
use crate::fault;
use crate::patience::Patience;

/// The longest wait for one answer: a touch may take 15 s, and staff want a sentence within 30.
const LIMIT: Duration = Duration::from_secs(25);

/// The smart card readers of this computer.
///
/// The connection to the service is made at the first look and made anew when the old one died;
/// a session takes it along, since a card that waits for a finger blocks its whole connection.
pub struct PcscSockets {
    context: Option<Context>,
    seen: Vec<Seen>,
    limit: Duration,
}

struct Seen {
    raw: CString,
    socket: Socket,
    /// The reader's count of insertions and removals.
    count: u32,
}

impl PcscSockets {
    /// All readers of this computer. Nothing is asked yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(LIMIT)
    }

    /// The same with another limit than 25 s for one answer. A fob that is silent for longer is
    /// `Lost`; its reader stays busy until it answers or is pulled.
    #[must_use]
    pub fn with_limit(limit: Duration) -> Self {
        Self { context: None, seen: Vec::new(), limit }
    }

    /// The readers of the last look by name, each with its count of insertions and removals.
    pub(crate) fn counts(&self) -> Vec<(String, u32)> {
        self.seen.iter().map(|seen| (seen.socket.name.clone(), seen.count)).collect()
    }

    /// Opens a session with what lies in the reader. `reclaims`: its card may hide for a while,
    /// since another interface of the same fob is or was in use.
    pub(crate) fn begin(&mut self, reader: &str, reclaims: bool) -> Result<PcscCable, CableError> {
        let raw = self.raw(reader)?;
        PcscCable::begin(self.context.take(), raw, Patience::new(reclaims), self.limit)
    }

    /// A way back to a reader whose fob has another interface.
    pub(crate) fn reader(&self, name: &str) -> Result<Reader, CableError> {
        Ok(Reader { raw: self.raw(name)?, limit: self.limit })
    }

    fn raw(&self, reader: &str) -> Result<CString, CableError> {
        match self.seen.iter().find(|seen| seen.socket.name == reader) {
            Some(seen) => Ok(seen.raw.clone()),
            // A name with a zero byte is no reader's.
            None => CString::new(reader).map_err(|_| CableError::Gone),
        }
    }

    /// The connection to the service, and whether it was made just now.
    fn context(&mut self) -> Result<(Context, bool), Error> {
        match self.context.take() {
            Some(context) => Ok((context, false)),
            None => Ok((Context::establish(Scope::User)?, true)),
        }
    }

    fn survey(&mut self) -> Result<Vec<Seen>, Error> {
        loop {
            let (context, fresh) = self.context()?;
            match survey(&context) {
                Ok(seen) => {
                    self.context = Some(context);
                    return Ok(seen);
                }
                Err(error) if fresh => return Err(error),
                Err(error) => tracing::debug!(?error, "the service is asked anew"),
            }
        }
    }
}

impl Default for PcscSockets {
    fn default() -> Self {
        Self::new()
    }
}

impl Sockets for PcscSockets {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        self.seen = match self.survey() {
            Ok(seen) => seen,
            Err(error) => match fault::of_service(error) {
                CableError::NoService if fault::SLEEPS => Vec::new(),
                other => return Err(other),
            },
        };
        Ok(self.seen.iter().map(|seen| seen.socket.clone()).collect())
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let seen = self.seen.iter().find(|seen| seen.socket.name == socket);
        let reclaims = seen.is_some_and(|seen| reclaims(&seen.socket));
        Ok(Box::new(self.begin(socket, reclaims)?))
    }

    fn suspects(&self) -> Vec<String> {
        crate::suspects()
    }
}

/// One reader, for a cable that left it and may come back.
pub(crate) struct Reader {
    raw: CString,
    limit: Duration,
}

impl Reader {
    /// Opens a session with the card in it, which may hide for a while.
    pub(crate) fn begin(&self) -> Result<PcscCable, CableError> {
        PcscCable::begin(None, self.raw.clone(), Patience::new(true), self.limit)
    }
}

/// Whether "no card" in this socket may pass: only keys of this maker hide their card for a while
/// after another of their interfaces was used. On any other reader it means a fob was lifted.
fn reclaims(socket: &Socket) -> bool {
    socket.occupied && socket.name.to_ascii_lowercase().contains("yubi")
}

/// The names of all readers; none is no error.
pub(crate) fn list(context: &Context) -> Result<Vec<CString>, Error> {
    // A reader that comes between asking for the length and for the names makes them too long.
    let mut attempts = (0..3).map(|_| context.list_readers_owned());
    let settled = |found: &Result<_, Error>| !matches!(found, Err(Error::InsufficientBuffer));
    attempts.find(settled).unwrap_or(Err(Error::InsufficientBuffer))
}

fn survey(context: &Context) -> Result<Vec<Seen>, Error> {
    for _ in 0..3 {
        let mut states: Vec<ReaderState> =
            list(context)?.into_iter().map(|raw| ReaderState::new(raw, State::UNAWARE)).collect();
        if states.is_empty() {
            return Ok(Vec::new());
        }
        match context.get_status_change(Duration::ZERO, &mut states) {
            Ok(()) | Err(Error::Timeout) => return Ok(states.iter().map(seen).collect()),
            // A reader was pulled between the two questions.
            Err(Error::UnknownReader) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::UnknownReader)
}

fn seen(state: &ReaderState) -> Seen {
    let socket = Socket {
        name: state.name().to_string_lossy().into_owned(),
        transport: Transport::Pcsc,
        occupied: state.event_state().contains(State::PRESENT),
    };
    Seen { raw: state.name().to_owned(), socket, count: state.event_count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_filled_key_of_the_maker_that_hides_its_card_is_waited_for() {
        let socket = |name: &str, occupied| Socket {
            name: name.to_owned(),
            transport: Transport::Pcsc,
            occupied,
        };
        assert!(reclaims(&socket("Yubico YubiKey OTP+FIDO+CCID 00 00", true)));
        assert!(!reclaims(&socket("Yubico YubiKey OTP+FIDO+CCID 00 00", false)));
        assert!(!reclaims(&socket("ACS ACR1252 00 00", true)));
    }
}
