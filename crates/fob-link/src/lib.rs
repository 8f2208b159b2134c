//! The cables: PC/SC readers and USB HID; what is plugged in, and when that changes.
//!
//! * [`Ports`] lists the readers of this computer and the fobs that are there over HID, one socket
//!   for each fob, and opens a cable to it: the real side of `fob_wire::cable`.
//! * [`PcscSockets`] is its smart card half, [`PcscCable`] a session with a card.
//! * [`Watch`] tells when readers and fobs come and go.
//! * [`suspects`] names running programs that usually hold a reader. Nothing here ends a program.
//!
//! What is decided (what changed, which interfaces are one fob, which error means what, whether to
//! try again) lives in files without a driver and is tested without one; `tests/pcsc/link.rs` and
//! `tests/hid` tell the same stories against the real service and the real kernel. Bytes are never
//! logged here, only their number: they may be a seed.

mod board;
mod cable;
mod channel;
mod fault;
mod hid;
mod pairing;
mod patience;
mod port;
mod ports;
mod scene;
mod session;
mod sockets;
mod suspects;
mod watch;

pub use board::{Event, What};
pub use cable::PcscCable;
pub use ports::Ports;
pub use sockets::PcscSockets;
pub use suspects::suspects;
pub use watch::Watch;
