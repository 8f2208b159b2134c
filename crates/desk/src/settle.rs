//! What a start does first: writes that were cut off are finished.

pub use crate::step::settle::Settled;

use crate::desk::{Attendant, Desk};
use crate::fault::Fault;
use crate::step::settle;

/// Settles every open write whose fob is plugged in; what a person must type waits for the person.
///
/// # Errors
/// Only those of the ledger; what a fob says stands in the outcomes.
pub fn settle(desk: &mut Desk, who: &mut dyn Attendant) -> Result<Vec<Settled>, Fault> {
    settle::settle(desk, who)
}
