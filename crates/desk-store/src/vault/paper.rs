//! The paper recovery key.

use age::secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::StoreError;

/// The recovery key that is printed when a vault is made: an age X25519 identity. It is not kept;
/// dropping it forgets it. No `Debug`, no `Clone`.
///
/// If Fobdesk is gone, the data key can still be had with stock tools: the wrap for the paper key
/// is a plain age file (binary) of 32 bytes.
///
/// ```sh
/// sqlite3 ledger.db "SELECT writefile('wrap.age', blob) FROM key_wrap WHERE kind = 'paper'"
/// age -d -i recovery-key.txt wrap.age | xxd -p -c 32      # the data key, in hexadecimal
/// ```
/// `recovery-key.txt` holds the line that begins with `AGE-SECRET-KEY-1`.
pub struct PaperKey(Zeroizing<String>);

impl PaperKey {
    pub(crate) fn generate() -> (Self, age::x25519::Recipient) {
        let identity = age::x25519::Identity::generate();
        let text = identity.to_string();
        (Self(Zeroizing::new(text.expose_secret().to_owned())), identity.to_public())
    }

    /// Reads a key as people type it: spaces, line ends and lower case do not matter, and lines
    /// that begin with `#` are skipped.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] when it is not an age identity (its own checksum tells).
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let mut key = Zeroizing::new(String::with_capacity(text.len()));
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            key.extend(line.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()));
        }
        let paper = Self(key);
        paper.identity().map(|_| paper)
    }

    /// The key, `AGE-SECRET-KEY-1…`, for the one file or sheet it is written to.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last six symbols: the operator types them back from the paper to show that it is
    /// readable.
    #[must_use]
    pub fn check_group(&self) -> &str {
        let start = self.0.len().saturating_sub(6);
        self.0.get(start..).unwrap_or_default()
    }

    pub(crate) fn identity(&self) -> Result<age::x25519::Identity, StoreError> {
        self.0.parse().map_err(|_| StoreError::WrongKey)
    }
}
