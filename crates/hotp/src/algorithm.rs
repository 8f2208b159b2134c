//! The three hashes that tokens use, and what follows from each.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// The hash under a token's HMAC. RFC 4226 knows SHA-1 only; RFC 6238 and the fobs' OATH applet
/// know all three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// HMAC-SHA-1: what every fob and every server understands.
    #[default]
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512; some fobs refuse it.
    Sha512,
}

impl Algorithm {
    /// All of them, weakest first.
    pub const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// The name in files, options and JSON: `sha1`, `sha256` or `sha512`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// How many bytes a seed made for this hash has: its output length (RFC 4226 §4 R6 asks for
    /// 20 with SHA-1; RFC 6238 appendix B uses 32 and 64 with the others).
    #[must_use]
    pub const fn seed_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// The hash's block length in bytes; a longer HMAC key is hashed first (RFC 2104), which some
    /// fobs leave to the host.
    #[must_use]
    pub const fn block_len(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha256 => 64,
            Self::Sha512 => 128,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names none of the three hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAlgorithm;

impl fmt::Display for UnknownAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of sha1, sha256, sha512")
    }
}

impl Error for UnknownAlgorithm {}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    /// Reads the name as files spell it: in any case, with or without a dash, with or without
    /// `HMAC` before it (`SHA1`, `sha-256`, `HmacSHA512`).
    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.strip_prefix("hmac").unwrap_or(&plain) {
            "sha1" => Ok(Self::Sha1),
            "sha256" => Ok(Self::Sha256),
            "sha512" => Ok(Self::Sha512),
            _ => Err(UnknownAlgorithm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_as_it_was_written() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
    }

    #[test]
    fn the_spellings_of_files_are_understood() {
        for text in ["SHA256", "Sha-256", "HMAC-SHA256", "HmacSHA256", "hmac_sha_256"] {
            assert_eq!(text.parse(), Ok(Algorithm::Sha256), "{text}");
        }
        for text in ["", "sha", "sha224", "md5", "sha1 sha1"] {
            assert_eq!(text.parse::<Algorithm>(), Err(UnknownAlgorithm), "{text}");
        }
    }
}
