//! The work of the desk: one use case, one file; and the sentences.
//!
//! No driver, no window, no SQL: fobs come through [`fob_wire::cable::Sockets`], the ledger
//! through [`desk_store`]. A use case never calls another; what they share are the steps in
//! `step/`, which take the open transaction and never commit, and the clerk who finishes a line.

pub mod adopt;
pub mod cards;
pub mod check;
pub mod codes;
pub mod command;
mod damm;
pub mod defer;
mod desk;
pub mod doctor;
pub mod early;
pub mod emergency_code;
mod fault;
pub mod genuine;
pub mod history;
pub mod house;
pub mod issue;
pub mod letters;
pub mod loaner;
pub mod look;
pub mod lost;
pub mod operators;
pub mod people;
pub mod permit;
pub mod policy;
pub mod preview;
pub mod profiles;
pub mod recovery_code;
pub mod releases;
pub mod reminders;
pub mod replace;
mod report;
pub mod returned;
pub mod seat;
pub mod settle;
pub mod setup;
mod step;
pub mod suspend;
pub mod sync;
pub mod vault;
pub mod verify;
pub mod waiting;
pub mod whose;
mod words;

pub use crate::desk::{Attendant, Desk, Face, FileKind, Key, Progress, Setting, Typed, Unattended};
pub use crate::fault::{Cause, Fault, Kind, Left};
pub use crate::report::{Report, Severity};
pub use crate::step::house::House;
pub use crate::step::output::Output;
pub use crate::step::paper_size::PaperSize;
pub use crate::words::{Lang, say, say_count, say_now};

/// The words of the ledger that callers need.
pub use desk_store::{
    Algorithm, FakeKeyring, KeyringDoor, Kind as TokenKind, NewPerson, Place, Profile, SystemWorld,
    World,
};
/// What can be plugged in, and how the work waits.
pub use fob_wire::cable;
