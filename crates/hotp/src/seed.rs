//! The seed of a token: the one type in which its bytes travel.

use zeroize::Zeroizing;

/// A token's secret key. It cannot be printed, copied by accident or serialised, and is wiped
/// when dropped.
///
/// ```compile_fail
/// let seed = hotp::Seed::new(vec![1]);
/// println!("{seed:?}");
/// ```
/// ```compile_fail
/// let seed = hotp::Seed::new(vec![1]);
/// let _copy = seed.clone();
/// ```
pub struct Seed(Zeroizing<Vec<u8>>);

impl Seed {
    /// Takes the bytes over; the caller's copy is gone.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the one call that needs them.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}
