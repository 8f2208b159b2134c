//! Firmware versions. Compared as "at least", never as "exactly": majors above 5 exist.

use std::fmt;

/// A firmware version, `major.minor.patch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The generation of the fob.
    pub major: u8,
    /// The feature level.
    pub minor: u8,
    /// The correction level.
    pub patch: u8,
}

impl Version {
    /// The version `major.minor.patch`.
    pub const fn new(major: u8, minor: u8, patch: u8) -> Self {
        Self { major, minor, patch }
    }

    /// Whether this version lies in `from..below`.
    pub fn within(self, from: Self, below: Self) -> bool {
        from <= self && self < below
    }

    /// The version in the first three bytes, if there are three.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().map(|[major, minor, patch]| Self::new(*major, *minor, *patch))
    }

    /// The first `x.y.z` that stands anywhere in a text, as management applications give it.
    pub fn find_in(text: &[u8]) -> Option<Self> {
        text.split(|byte| !byte.is_ascii_digit() && *byte != b'.').find_map(Self::from_text)
    }

    fn from_text(text: &[u8]) -> Option<Self> {
        let mut numbers = text
            .split(|byte| *byte == b'.')
            .map(|number| std::str::from_utf8(number).ok().and_then(|number| number.parse().ok()));
        let mut next = || numbers.next().flatten();
        Some(Self::new(next()?, next()?, next()?))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_version_is_found_in_the_words_around_it() {
        let text = b"Virtual mgr - FW version 5.4.3";
        assert_eq!(Version::find_in(text), Some(Version::new(5, 4, 3)));
        assert_eq!(Version::find_in(b"3.4.0"), Some(Version::new(3, 4, 0)));
        for text in [&b""[..], b"no version", b"5.4", b"300.1.1", b"..."] {
            assert_eq!(Version::find_in(text), None);
        }
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert!(Version::new(5, 10, 0) > Version::new(5, 9, 9));
        assert!(Version::new(4, 3, 4).within(Version::new(4, 3, 2), Version::new(4, 3, 6)));
        assert!(!Version::new(4, 3, 6).within(Version::new(4, 3, 2), Version::new(4, 3, 6)));
    }
}
