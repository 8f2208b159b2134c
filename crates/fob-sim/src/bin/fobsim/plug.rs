//! What every way of being plugged in can do, whichever real stack the fob is behind.

use std::thread;

use fob_sim::SimFob;

/// A fob behind a real stack.
pub(crate) trait Plug {
    /// The fob itself.
    fn fob(&self) -> &SimFob;

    /// Pulls it.
    fn remove(&self);

    /// Plugs it in again.
    fn insert(&self);

    /// Pulls it after so many more exchanges.
    fn remove_after(&self, exchanges: u32);

    /// A slot was pressed: types its text, where there is a keyboard.
    ///
    /// # Errors
    /// When the keys do not arrive.
    fn types(&self, text: &str) -> anyhow::Result<()>;

    /// Never returns.
    fn stay(&self) {
        loop {
            thread::park();
        }
    }
}
