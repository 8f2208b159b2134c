//! The code that protects a slot against being written.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// The six bytes that a protected slot wants before any change. Wiped on drop, no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct AccessCode([u8; 6]);

impl AccessCode {
    /// This code. Six zeros are no protection.
    pub fn new(code: [u8; 6]) -> Self {
        Self(code)
    }

    /// The six bytes.
    pub fn bytes(&self) -> &[u8; 6] {
        &self.0
    }
}
