//! How many digits a token's codes have.

use std::error::Error;
use std::fmt;

/// Six, seven or eight digits (RFC 4226 §5.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(Count);

/// The enum makes a fourth count impossible, not only unlikely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Count {
    #[default]
    Six,
    Seven,
    Eight,
}

impl Digits {
    /// Six digits, the default of every server.
    pub const SIX: Self = Self(Count::Six);
    /// Seven digits.
    pub const SEVEN: Self = Self(Count::Seven);
    /// Eight digits.
    pub const EIGHT: Self = Self(Count::Eight);
    /// All of them, fewest first.
    pub const ALL: [Self; 3] = [Self::SIX, Self::SEVEN, Self::EIGHT];

    /// The number: 6, 7 or 8.
    #[must_use]
    pub const fn get(self) -> u8 {
        match self.0 {
            Count::Six => 6,
            Count::Seven => 7,
            Count::Eight => 8,
        }
    }

    /// How many different codes there are: 10 to the power of the digits.
    #[must_use]
    pub const fn modulus(self) -> u32 {
        match self.0 {
            Count::Six => 1_000_000,
            Count::Seven => 10_000_000,
            Count::Eight => 100_000_000,
        }
    }
}

/// A number of digits that no token here has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitsError(
    /// The number that was asked for.
    pub u8,
);

impl fmt::Display for DigitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "codes have 6, 7 or 8 digits, not {}", self.0)
    }
}

impl Error for DigitsError {}

impl TryFrom<u8> for Digits {
    type Error = DigitsError;

    fn try_from(count: u8) -> Result<Self, DigitsError> {
        match count {
            6 => Ok(Self::SIX),
            7 => Ok(Self::SEVEN),
            8 => Ok(Self::EIGHT),
            other => Err(DigitsError(other)),
        }
    }
}

impl From<Digits> for u8 {
    fn from(digits: Digits) -> Self {
        digits.get()
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_seven_and_eight_exist() {
        let taken: Vec<u8> =
            (0..=u8::MAX).filter(|&n| Digits::try_from(n).is_ok_and(|d| d.get() == n)).collect();
        assert_eq!(taken, [6, 7, 8]);
        assert_eq!(Digits::try_from(9), Err(DigitsError(9)));
    }

    #[test]
    fn the_modulus_is_ten_to_the_power_of_the_digits() {
        for digits in Digits::ALL {
            assert_eq!(digits.modulus(), 10_u32.pow(u32::from(digits.get())));
        }
    }
}
