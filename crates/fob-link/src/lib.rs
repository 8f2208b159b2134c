//! The cables: PC/SC readers; what is plugged in, and when that changes.
//!
//! * [`PcscSockets`] lists the readers of this computer and opens a [`PcscCable`] to what lies in
//!   one: the real side of `fob_wire::cable`.
//! * [`Watch`] tells when readers and fobs come and go.
//! * [`suspects`] names running programs that usually hold a reader. Nothing here ends a program.
//!
//! What is decided (what changed, which error means what, whether to try again) lives in files
//! without a driver and is tested without one; `tests/pcsc/link.rs` tells the same stories against
//! the real service. Bytes are never logged here, only their number: they may be a seed.

mod board;
mod cable;
mod fault;
mod patience;
mod session;
mod sockets;
mod suspects;
mod watch;

pub use board::{Event, What};
pub use cable::PcscCable;
pub use sockets::PcscSockets;
pub use suspects::suspects;
pub use watch::Watch;
