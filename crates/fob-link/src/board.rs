//! What changed between two looks at the readers and the other sockets: pure, time is an argument.
//!
//! Arrivals are told at once. Departures are told 250 ms late, and not at all when the same
//! socket is filled again meanwhile: a USB key that starts anew leaves and returns, a fob on a
//! contactless reader flickers. The return is then told as an arrival: it may be another fob.

use std::time::{Duration, Instant};

use fob_wire::cable::{Socket, Transport};

/// How long a departure is kept back.
pub(crate) const DEBOUNCE: Duration = Duration::from_millis(250);

/// Something happened at the readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: What,
    /// Where, and whether something is in it now; none for the service's own events.
    pub socket: Option<Socket>,
    /// When the service told it: the return of `SCardGetStatusChange`. For a departure the moment
    /// it was first seen, though it is told 250 ms later.
    pub at: Instant,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A reader is new. Something in it is told by an `Inserted` of its own. (A fob that is there
    /// over HID alone brings no reader.)
    ReaderAdded,
    /// A reader is gone.
    ReaderRemoved,
    /// Something is in the socket that was not there before, or was taken out and put back: ask it
    /// who it is, even if the socket was filled already.
    Inserted,
    /// The socket is empty, and has been for 250 ms.
    Removed,
    /// The smart card service does not run (any more). What was plugged in is told as removed
    /// unless it is there when the service is back.
    ServiceGone,
    /// The smart card service runs again.
    ServiceBack,
}

/// One reader as the service shows it at a moment, or a fob that is there over HID alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sight {
    pub(crate) name: String,
    pub(crate) transport: Transport,
    /// Something is in it.
    pub(crate) present: bool,
    /// It does not answer the reader.
    pub(crate) mute: bool,
    /// The reader's count of insertions and removals, 16 bits; always 0 where there is none. Over
    /// HID any number that changes with each insertion.
    pub(crate) count: u32,
}

/// What has been seen and told so far.
#[derive(Debug)]
pub(crate) struct Board {
    readers: Vec<Reader>,
    running: bool,
    tells_service: bool,
}

#[derive(Debug)]
struct Reader {
    last: Sight,
    /// Whether somebody was told that something is in it.
    told: bool,
    /// Since when it is empty though told to be filled.
    empty_since: Option<Instant>,
    /// Since when the reader itself is missing.
    missing_since: Option<Instant>,
}

impl Board {
    /// An empty board. `tells_service`: whether a service that stops is worth telling (not where
    /// it sleeps whenever no reader is plugged in).
    pub(crate) fn new(tells_service: bool) -> Self {
        Self { readers: Vec::new(), running: true, tells_service }
    }

    /// Whether the service runs. When it stops, every reader counts as missing.
    pub(crate) fn service(&mut self, at: Instant, running: bool) -> Vec<Event> {
        if running == self.running {
            return Vec::new();
        }
        self.running = running;
        if !running {
            self.miss(at, &[]);
        }
        if !self.tells_service {
            return Vec::new();
        }
        let what = if running { What::ServiceBack } else { What::ServiceGone };
        vec![Event { what, socket: None, at }]
    }

    /// Whether the service runs, as far as anybody was told.
    pub(crate) fn runs(&self) -> bool {
        self.running
    }

    /// Whether there is any reader whose departure was not told yet.
    pub(crate) fn holds_any(&self) -> bool {
        !self.readers.is_empty()
    }

    /// All readers there are at this moment. Departures are only noted: ask [`Board::due`].
    pub(crate) fn see(&mut self, at: Instant, sights: &[Sight]) -> Vec<Event> {
        let mut events = Vec::new();
        self.miss(at, sights);
        for sight in sights {
            let Some(reader) = self.readers.iter_mut().find(|r| r.last.name == sight.name) else {
                if sight.transport == Transport::Pcsc {
                    events.push(event(What::ReaderAdded, sight, sight.present, at));
                }
                if sight.present {
                    events.push(event(What::Inserted, sight, true, at));
                }
                self.readers.push(Reader {
                    last: sight.clone(),
                    told: sight.present,
                    empty_since: None,
                    missing_since: None,
                });
                continue;
            };
            if sight.present {
                let anew = !reader.last.present
                    || reader.last.count != sight.count
                    || (reader.last.mute && !sight.mute);
                if anew {
                    events.push(event(What::Inserted, sight, true, at));
                    reader.told = true;
                }
                reader.empty_since = None;
            } else if reader.told && reader.empty_since.is_none() {
                reader.empty_since = Some(at);
            }
            reader.missing_since = None;
            reader.last = sight.clone();
        }
        events
    }

    /// The departures whose time has come.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<Event> {
        let over = |since: Option<Instant>| since.filter(|since| now >= *since + DEBOUNCE);
        let mut events = Vec::new();
        self.readers.retain_mut(|reader| {
            if let Some(at) = over(reader.empty_since) {
                events.push(event(What::Removed, &reader.last, false, at));
                (reader.told, reader.empty_since) = (false, None);
            }
            let missing = over(reader.missing_since);
            if let Some(at) = missing.filter(|_| reader.last.transport == Transport::Pcsc) {
                events.push(event(What::ReaderRemoved, &reader.last, false, at));
            }
            missing.is_none()
        });
        events
    }

    /// When the next departure is to be told, if one is kept back.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        let since = |reader: &Reader| [reader.empty_since, reader.missing_since];
        self.readers.iter().flat_map(since).flatten().min().map(|since| since + DEBOUNCE)
    }

    /// Notes the readers that are not among these as missing, and what was in them as gone.
    fn miss(&mut self, at: Instant, sights: &[Sight]) {
        for reader in &mut self.readers {
            if sights.iter().any(|sight| sight.name == reader.last.name) {
                continue;
            }
            reader.last.present = false;
            reader.missing_since.get_or_insert(at);
            if reader.told {
                reader.empty_since.get_or_insert(at);
            }
        }
    }
}

fn event(what: What, sight: &Sight, occupied: bool, at: Instant) -> Event {
    let socket = Socket { name: sight.name.clone(), transport: sight.transport, occupied };
    Event { what, socket: Some(socket), at }
}

#[cfg(test)]
mod tests;
