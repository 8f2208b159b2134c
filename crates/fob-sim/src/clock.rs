//! The time that a fob with a clock of its own goes by, handed in.

use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the true time in Unix seconds; what a fob's own clock is off, the fob knows.
pub type Clock = Box<dyn Fn() -> u64 + Send>;

/// The clock of this computer.
pub fn wall() -> Clock {
    Box::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()))
}
