//! What to say to a fob and what its answers mean: no I/O, no clock, no dice.
//!
//! A [`Talk`] puts commands on a [`cable::Cable`] that somebody else opened. Over it, in this
//! order: [`device::identify`] tells what is plugged in (and remembers the maker in the talk),
//! then [`oath::OathSession`], [`slot::SlotSession`] or [`piv::PivSession`] opens one application.
//! Time, randomness and waiting are handed in.
//!
//! Every failure is a [`WireError`]; [`WireError::untouched`] says whether the fob can have acted.

pub mod accounts;
pub mod apdu;
pub mod cable;
pub mod device;
mod error;
pub mod family;
mod frame;
mod maker;
pub mod oath;
pub mod piv;
pub mod slot;
mod talk;
#[cfg(test)]
mod testing;
pub mod tlv;
pub mod token2;
mod version;

pub use error::{Refusal, WireError};
pub use talk::Talk;
pub use version::Version;
