//! Fobs made of software: for tests, for practice, for teaching.
//!
//! A [`Fob`] is a whole device: bytes in, bytes out, with its own secrets, its own counters and its
//! own opinion of what is allowed. It shares nothing with the crate that talks to fobs but the
//! cable's vocabulary, and reads every byte with its own eyes: so that each judges the other. It
//! is itself judged by Yubico's own client.
//!
//! * [`Fob`]: the device alone, no cable, no thread, no clock;
//! * [`SimFob`], [`SimSockets`]: the device behind a cable in this process, with [`Faults`];
//! * [`PracticeSockets`]: practice fobs that stay plugged in from one process to the next;
//! * the program `fobsim`: the device behind a real smart card service.
//!
//! What it is not: a secure place. A state file holds the fob's secrets in the open.

mod admin;
mod apdu;
mod body;
mod bytes;
mod clock;
mod dice;
mod faults;
mod fob;
mod keyboard;
mod management;
mod model;
mod oath;
mod otp;
mod piv;
mod practice;
mod silent;
mod sim;
mod sockets;
mod state_file;
mod token2;

pub use bytes::Hash;
pub use clock::{Clock, wall};
pub use dice::{Dice, seeded, system};
pub use faults::{Answers, Faults, Finger, Moment, Vanish};
pub use fob::{Fob, Reply};
pub use model::{Model, UnknownModel, Version};
pub use oath::{Credential, OathKind};
pub use otp::{Slot, SlotKind};
pub use piv::{Piv, practice_root};
pub use practice::{PracticeError, PracticeFob, PracticeSockets};
pub use silent::Silent;
pub use sim::{SimCable, SimFob, Wires};
pub use sockets::SimSockets;
pub use state_file::{StateError, read_state, write_state};
pub use token2::DisplayProfile;
