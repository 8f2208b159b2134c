//! Events, counted; at the chosen one the program stops and waits to be killed.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};

use desk::cable::{Cable, CableError, Framing, Socket, Sockets};
use desk::{SystemWorld, World};
use fob_sim::PracticeSockets;

/// Counts events. Clones count together.
#[derive(Clone)]
pub(crate) struct Probe {
    at: usize,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Probe {
    /// Stops at the event of this number, from 1; 0: at none.
    pub(crate) fn at(at: usize) -> Self {
        Self { at, seen: Arc::default() }
    }

    /// Something happens now.
    pub(crate) fn event(&self, kind: &str) {
        let mut seen = self.seen.lock().expect("nobody panics while holding this");
        seen.push(kind.to_owned());
        if seen.len() == self.at {
            println!("at {kind}");
            std::io::stdout().flush().expect("the other side reads on");
            // Nothing more is done here, whatever happens: the other side kills us now. Should it
            // die instead, so do we.
            _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::abort();
        }
    }

    /// What has happened so far.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("nobody panics while holding this").clone()
    }
}

/// The real clock and dice; commits are events.
pub(crate) struct ProbedWorld(pub(crate) Probe);

impl World for ProbedWorld {
    fn now(&self) -> i64 {
        SystemWorld.now()
    }

    fn fill(&self, buffer: &mut [u8]) {
        SystemWorld.fill(buffer);
    }

    fn moment(&self, name: &str) {
        self.0.event(name);
    }
}

/// Practice fobs; each command that reaches one is an event, and so is its answer. What a fob has
/// done lies on the disk before it answers.
pub(crate) struct ProbedSockets {
    pub(crate) fobs: PracticeSockets,
    pub(crate) probe: Probe,
}

impl Sockets for ProbedSockets {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        self.fobs.look()
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let cable = self.fobs.connect(socket)?;
        Ok(Box::new(ProbedCable { cable, probe: self.probe.clone() }))
    }
}

struct ProbedCable {
    cable: Box<dyn Cable>,
    probe: Probe,
}

impl Cable for ProbedCable {
    fn framing(&self) -> Framing {
        self.cable.framing()
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        self.cable.turn(to)
    }

    fn contactless(&self) -> bool {
        self.cable.contactless()
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        self.probe.event("apdu:before");
        let answer = self.cable.transfer(out)?;
        self.probe.event("apdu:after");
        Ok(answer)
    }
}
