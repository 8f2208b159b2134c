//! The clock and the dice, handed in.

use std::time::{SystemTime, UNIX_EPOCH};

/// Time and randomness as the ledger sees them, and a probe at the moments that matter.
pub trait World: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;

    /// Fills the buffer with random bytes fit for keys.
    fn fill(&self, buf: &mut [u8]);

    /// Called at named moments: `commit:before` and `commit:after` around each commit. A sweep
    /// ends the process here; the real world does nothing.
    fn moment(&self, name: &str) {
        let _ = name;
    }
}

/// The real clock and the operating system's random source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemWorld;

impl World for SystemWorld {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn fill(&self, buf: &mut [u8]) {
        getrandom::fill(buf).expect("an operating system without random bytes cannot keep keys");
    }
}
