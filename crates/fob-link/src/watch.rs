//! The watcher: a thread that waits for the service to tell of readers and fobs, and looks for HID
//! fobs each time it wakes, once a second at least. (What tells of those by itself needs a udev
//! that runs, or another driver beside the one that reads; a look reads a few small files.)
//!
//! What a change means is decided by the scene and the board (`scene.rs`, `board.rs`); this file
//! only asks and waits.

use std::ffi::CString;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

use fob_wire::cable::Transport;
use pcsc::{Context, Error, PNP_NOTIFICATION, ReaderState, Scope, State};

use crate::board::{Board, Event, Sight};
use crate::channel::Channels;
use crate::fault;
use crate::hid;
use crate::scene::Scene;
use crate::sockets::list;

/// The longest wait for one answer of the service; all readers are listed again after it.
const ROUND: Duration =
    if cfg!(target_os = "windows") { Duration::from_millis(750) } else { Duration::from_secs(1) };
/// Whether the service tells of new readers by itself. macOS does not know the pseudo-reader, and
/// on some Windows systems waiting for it fails: there each round lists the readers.
const TELLS_OF_READERS: bool = fault::LITE;
/// The pause before the service is asked for again after it went away.
const PAUSE: Duration = Duration::from_secs(1);

/// The present call, so that another thread can end it.
type Call = Arc<Mutex<Option<Context>>>;

/// Tells when readers and fobs come and go, until it is dropped.
#[derive(Debug)]
pub struct Watch {
    stop: Option<Sender<()>>,
    call: CallHandle,
    thread: Option<JoinHandle<()>>,
}

struct CallHandle(Call);

impl std::fmt::Debug for CallHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallHandle")
    }
}

impl Watch {
    /// Starts to watch. What is there already is told first, in the same words as what comes
    /// later; if the service does not run, that is told first, unless a fob is there without it. It survives restarts of the
    /// service and ends by itself when nobody listens any more.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start() -> io::Result<(Self, Receiver<Event>)> {
        let (events, told) = channel();
        let (stop, stopped) = channel();
        let call = Call::default();
        let round = Rounds {
            board: Board::new(!fault::SLEEPS),
            scene: Scene::default(),
            channels: Channels::default(),
            unmissed: false,
            events,
            stopped,
            call: call.clone(),
        };
        let thread = Builder::new().name("readers".to_owned()).spawn(move || round.run())?;
        Ok((Self { stop: Some(stop), call: CallHandle(call), thread: Some(thread) }, told))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop = None;
        let Some(thread) = self.thread.take() else { return };
        while !thread.is_finished() {
            // A cancel that comes just before the wait begins is lost, hence again.
            if let Some(context) = &*self.call.0.lock().unwrap_or_else(PoisonError::into_inner)
                && let Err(error) = context.cancel()
            {
                tracing::debug!(?error, "the watcher ends after its round");
            }
            sleep(Duration::from_millis(10));
        }
        if thread.join().is_err() {
            tracing::warn!("the watcher's thread broke");
        }
    }
}

struct Rounds {
    board: Board,
    scene: Scene,
    channels: Channels,
    /// The service does not run, and this was not told.
    unmissed: bool,
    events: Sender<Event>,
    stopped: Receiver<()>,
    call: Call,
}

/// Somebody asked the thread to end, or nobody listens.
struct Over;

impl Rounds {
    fn run(mut self) {
        while self.serve_one_life().is_ok() {}
    }

    /// One life of the service: from the first context to its death.
    fn serve_one_life(&mut self) -> Result<(), Over> {
        let error = match Context::establish(Scope::User) {
            Ok(context) => {
                let back = self.board.service(Instant::now(), true);
                self.tell(back)?;
                *self.call.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.clone());
                let error = self.watch(&context)?;
                *self.call.lock().unwrap_or_else(PoisonError::into_inner) = None;
                error
            }
            Err(error) => error,
        };
        tracing::debug!(?error, "the service is away");
        let until = Instant::now() + PAUSE;
        loop {
            self.see(Instant::now(), None)?;
            if Instant::now() >= until {
                return Ok(());
            }
            self.nap(until)?;
        }
    }

    /// Tells what has changed. No readers: the service does not run. While a fob is there without
    /// it, nobody misses the service; it is told once the fob has gone.
    fn see(&mut self, at: Instant, readers: Option<Vec<Sight>>) -> Result<(), Over> {
        let faces = hid::faces();
        let runs = readers.is_some();
        let readers = readers.unwrap_or_default();
        let counts: Vec<_> =
            readers.iter().map(|sight| (sight.name.clone(), sight.count)).collect();
        let pairs = self.channels.group(&counts, &faces);
        let sights = self.scene.merge(at, runs, readers, &faces, &pairs);
        self.unmissed = !runs
            && self.board.runs()
            && (!faces.is_empty() || (self.unmissed && self.board.holds_any()));
        let mut news = self.board.service(at, runs || self.unmissed);
        news.extend(self.board.see(at, &sights));
        news.extend(self.board.due(at));
        self.tell(news)
    }

    /// When something that is kept back is to be told.
    fn next_due(&self) -> Option<Instant> {
        [self.board.next_due(), self.scene.next_due()].into_iter().flatten().min()
    }

    /// Watches until the context fails with the error returned.
    fn watch(&mut self, context: &Context) -> Result<Error, Over> {
        let mut states = Vec::new();
        if TELLS_OF_READERS {
            states.push(ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE));
        }
        loop {
            self.go_on()?;
            let names = match list(context) {
                Ok(names) => names,
                Err(error) => return Ok(error),
            };
            let shrunk = follow(&mut states, names);
            let now = Instant::now();
            let end = self.next_due().map_or(now + ROUND, |due| due.min(now + ROUND));
            let wait = if shrunk { Duration::ZERO } else { end.saturating_duration_since(now) };
            if states.is_empty() {
                self.nap(now + wait)?;
            } else {
                match context.get_status_change(wait, &mut states) {
                    Ok(()) | Err(Error::Timeout) => {}
                    // A reader went between the two questions, or we are asked to end.
                    Err(Error::UnknownReader | Error::Cancelled) => continue,
                    Err(error) => return Ok(error),
                }
            }
            let at = Instant::now();
            states.iter_mut().for_each(ReaderState::sync_current_state);
            let sights: Vec<Sight> = states.iter().filter_map(sight).collect();
            self.see(at, Some(sights))?;
        }
    }

    fn tell(&self, events: Vec<Event>) -> Result<(), Over> {
        events.into_iter().try_for_each(|event| {
            tracing::debug!(what = ?event.what, socket = ?event.socket, "readers");
            self.events.send(event).map_err(|_| Over)
        })
    }

    fn go_on(&self) -> Result<(), Over> {
        self.nap(Instant::now())
    }

    /// Sleeps until then, or until the next departure is due.
    fn nap(&self, until: Instant) -> Result<(), Over> {
        let end = self.next_due().map_or(until, |due| due.min(until));
        match self.stopped.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Ok(()) | Err(RecvTimeoutError::Disconnected) => Err(Over),
        }
    }
}

/// Makes the states follow the list of readers; says whether one went.
fn follow(states: &mut Vec<ReaderState>, names: Vec<CString>) -> bool {
    let before = states.len();
    states.retain(|state| is_pseudo(state) || names.iter().any(|name| **name == *state.name()));
    let shrunk = states.len() < before;
    for name in names {
        if !states.iter().any(|state| *state.name() == *name) {
            states.push(ReaderState::new(name, State::UNAWARE));
        }
    }
    shrunk
}

/// What a state says about its reader; none for a reader that is gone.
fn sight(state: &ReaderState) -> Option<Sight> {
    let bits = state.event_state();
    if is_pseudo(state) || bits.contains(State::UNKNOWN) {
        return None;
    }
    Some(Sight {
        name: state.name().to_string_lossy().into_owned(),
        transport: Transport::Pcsc,
        present: bits.contains(State::PRESENT),
        mute: bits.contains(State::MUTE),
        count: state.event_count(),
    })
}

fn is_pseudo(state: &ReaderState) -> bool {
    state.name() == PNP_NOTIFICATION()
}
