//! A bench of software fobs in this process: readers that come and go with their fobs.

use std::sync::{Arc, Mutex, MutexGuard};

use fob_wire::cable::{Cable, CableError, Framing, Socket, Sockets, Transport};

use crate::model::Model;
use crate::sim::SimFob;

/// Everything plugged in at a bench. Clones are handles to the same bench.
///
/// A USB fob brings its own reader, named as the smart card service names it
/// (`Yubico YubiKey OTP+FIDO+CCID 00 00`, the next one `… 01 00`); a contactless reader stays when
/// its fob is taken away.
#[derive(Clone, Default)]
pub struct SimSockets(Arc<Mutex<Bench>>);

#[derive(Default)]
struct Bench {
    readers: Vec<Reader>,
    no_service: bool,
    denied: bool,
    looks: u64,
}

struct Reader {
    name: String,
    /// `None`: an empty contactless reader.
    fob: Option<SimFob>,
    stays: bool,
}

impl SimSockets {
    /// An empty bench: no reader at all.
    pub fn new() -> SimSockets {
        SimSockets::default()
    }

    /// A bench with these fobs plugged in.
    pub fn with(fobs: impl IntoIterator<Item = SimFob>) -> SimSockets {
        let bench = SimSockets::new();
        for fob in fobs {
            bench.plug(&fob);
        }
        bench
    }

    /// Gives the fob a reader of its own and returns the reader's name.
    pub fn plug(&self, fob: &SimFob) -> String {
        fob.insert();
        let mut bench = self.lock();
        let name = bench.free_name(fob.model(), fob.framing());
        let stays = fob.model().contactless();
        bench.readers.push(Reader { name: name.clone(), fob: Some(fob.clone()), stays });
        name
    }

    /// Puts up an empty contactless reader of that name.
    pub fn add_reader(&self, name: &str) {
        self.lock().readers.push(Reader { name: name.to_owned(), fob: None, stays: true });
    }

    /// Takes a reader away, with what is in it.
    pub fn remove_reader(&self, name: &str) {
        let mut bench = self.lock();
        let gone = bench.readers.iter().position(|r| r.name == name);
        if let Some(Reader { fob: Some(fob), .. }) = gone.map(|at| bench.readers.remove(at)) {
            fob.remove();
        }
    }

    /// Lays a fob on an empty contactless reader; `false` when there is none of that name.
    pub fn lay(&self, name: &str, fob: &SimFob) -> bool {
        let mut bench = self.lock();
        let free = bench.readers.iter_mut().find(|r| r.name == name && !r.occupied());
        free.is_some_and(|reader| {
            fob.insert();
            reader.fob = Some(fob.clone());
            true
        })
    }

    /// Stops or starts the smart card service.
    pub fn set_service(&self, runs: bool) {
        self.lock().no_service = !runs;
    }

    /// Whether the system lets this session use smart cards.
    pub fn set_allowed(&self, allowed: bool) {
        self.lock().denied = !allowed;
    }

    /// How often somebody has looked.
    pub fn looks(&self) -> u64 {
        self.lock().looks
    }

    fn lock(&self) -> MutexGuard<'_, Bench> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Sockets for SimSockets {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        let mut bench = self.lock();
        bench.looks += 1;
        bench.service()?;
        let seen = |r: &Reader| Socket {
            name: r.name.clone(),
            transport: r.transport(),
            occupied: r.occupied(),
        };
        Ok(bench.readers.iter().filter(|r| r.stays || r.occupied()).map(seen).collect())
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let bench = self.lock();
        bench.service()?;
        let reader = bench.readers.iter().find(|r| r.name == socket).ok_or(CableError::Gone)?;
        let fob = reader.fob.as_ref().ok_or(CableError::Gone)?;
        Ok(Box::new(fob.connect()?))
    }
}

impl Bench {
    fn service(&self) -> Result<(), CableError> {
        if self.no_service {
            return Err(CableError::NoService);
        }
        if self.denied {
            return Err(CableError::Denied);
        }
        self.readers.iter().filter_map(|r| r.fob.as_ref()).try_for_each(SimFob::service)
    }

    fn free_name(&self, model: Model, framing: Framing) -> String {
        let named = |n: u32| match framing {
            Framing::Apdu => numbered(model, n),
            _ => keyboard_name(model, n),
        };
        (0..)
            .map(named)
            .find(|name| self.readers.iter().all(|r| r.name != *name))
            .expect("there are more numbers than readers")
    }
}

impl Reader {
    fn transport(&self) -> Transport {
        match self.fob.as_ref().map(SimFob::framing) {
            None | Some(Framing::Apdu) => Transport::Pcsc,
            Some(_) => Transport::Hid,
        }
    }

    fn occupied(&self) -> bool {
        self.fob.as_ref().is_some_and(SimFob::is_plugged)
    }
}

/// The reader's name as the smart card service would number it.
pub(crate) fn numbered(model: Model, n: u32) -> String {
    format!("{} {n:02X} 00", model.reader_name())
}

/// The name of a keyboard interface; the second one of a make is numbered.
pub(crate) fn keyboard_name(model: Model, n: u32) -> String {
    match n {
        0 => format!("{} (USB)", model.reader_name()),
        n => format!("{} (USB {})", model.reader_name(), n + 1),
    }
}
