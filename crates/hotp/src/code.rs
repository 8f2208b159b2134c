//! One code: what a fob shows and a person types.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use subtle::{Choice, ConstantTimeEq};

use crate::Digits;
use crate::decimal::{digit, is_separator};

/// A one-time code with its number of digits: `007 351` is not `07351`.
///
/// Printed (`Display`) as fobs show it, with leading zeros and nothing between; `Debug` hides the
/// value, as an unspent code opens a door. Compared in constant time.
#[derive(Clone, Copy)]
pub struct Code {
    value: u32,
    digits: Digits,
}

impl Code {
    /// The last digits of a number, as RFC 4226 §5.3 step 3 takes them from the 31-bit value.
    #[must_use]
    pub const fn of(number: u32, digits: Digits) -> Self {
        Self { value: number % digits.modulus(), digits }
    }

    /// Reads what a person typed for a token with so many digits.
    ///
    /// Spaces, dashes and invisible marks anywhere are passed over, and the decimal digits of
    /// every script count (full-width, Arabic-Indic, Devanagari …), mixed too.
    ///
    /// # Errors
    /// Nothing but separators, a mark that is neither digit nor separator, or another number of
    /// digits.
    pub fn parse(text: &str, digits: Digits) -> Result<Self, CodeError> {
        let (value, count) = read(text)?;
        if count == usize::from(digits.get()) {
            Ok(Self { value, digits })
        } else {
            Err(CodeError::Length { got: count, want: Some(digits) })
        }
    }

    /// The number without its leading zeros.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.value
    }

    /// How many digits the code has.
    #[must_use]
    pub const fn digits(self) -> Digits {
        self.digits
    }
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// No digit at all.
    Empty,
    /// Another number of digits than the token's codes have.
    Length {
        /// How many digits were typed.
        got: usize,
        /// How many the token's codes have; `None`: six to eight would do.
        want: Option<Digits>,
    },
    /// A letter or another mark that no code has.
    NotADigit {
        /// The mark.
        found: char,
        /// Its place among the characters of the text, from 0.
        at: usize,
    },
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no code was typed"),
            Self::Length { got, want: Some(want) } => {
                write!(f, "the code has {got} digits instead of {want}")
            }
            Self::Length { got, want: None } => {
                write!(f, "the code has {got} digits instead of 6, 7 or 8")
            }
            Self::NotADigit { found, at } => {
                write!(f, "{found:?} at place {} is not a digit", at.saturating_add(1))
            }
        }
    }
}

impl Error for CodeError {}

impl FromStr for Code {
    type Err = CodeError;

    /// As [`Code::parse`], with the number of digits taken from the text.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let (value, count) = read(text)?;
        let digits = u8::try_from(count).ok().and_then(|count| Digits::try_from(count).ok());
        let digits = digits.ok_or(CodeError::Length { got: count, want: None })?;
        Ok(Self { value, digits })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.value, width = usize::from(self.digits.get()))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({} digits)", self.digits)
    }
}

impl ConstantTimeEq for Code {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.value.ct_eq(&other.value) & self.digits.get().ct_eq(&other.digits.get())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.ct_eq(other).into()
    }
}

impl Eq for Code {}

/// The number and how many digits it was written with. The number means something only for
/// counts of at most eight: longer ones are counted, and refused by the callers.
fn read(text: &str) -> Result<(u32, usize), CodeError> {
    let (mut value, mut count) = (0_u32, 0_usize);
    for (at, c) in text.chars().enumerate() {
        if let Some(digit) = digit(c) {
            value = value.wrapping_mul(10).wrapping_add(digit);
            count = count.saturating_add(1);
        } else if !is_separator(c) {
            return Err(CodeError::NotADigit { found: c, at });
        }
    }
    if count == 0 { Err(CodeError::Empty) } else { Ok((value, count)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn leading_zeros_are_shown_and_kept() {
        let code = Code::of(7, Digits::EIGHT);
        assert_eq!(code.to_string(), "00000007");
        assert_eq!("00000007".parse(), Ok(code));
        assert_ne!("0000007".parse(), Ok(code));
    }

    #[test]
    fn a_debug_print_does_not_tell_the_code() {
        let shown = format!("{:?}", Code::of(287_082, Digits::SIX));
        assert_eq!(shown, "Code(6 digits)");
    }

    #[test]
    fn people_may_type_it_as_they_read_it() {
        let code = Code::of(755_224, Digits::SIX);
        for text in [
            "755224",
            " 755 224\r\n",
            "755-224",
            "75\u{a0}52\u{2009}24",
            "7–5—5−2‑2-4",
            "\u{200e}755\u{200b}224\u{feff}",
            "７５５２２４",
            "٧٥٥٢٢٤",
            "۷۵۵۲۲۴",
            "७५५२२४",
            "7５٥२२4",
        ] {
            assert_eq!(Code::parse(text, Digits::SIX), Ok(code), "{text:?}");
        }
    }

    #[test]
    fn a_wrong_length_says_both_lengths() {
        let want = Digits::SIX;
        let refused = |text: &str| Code::parse(text, want).expect_err("wrong length");
        assert_eq!(refused("12345"), CodeError::Length { got: 5, want: Some(want) });
        assert_eq!(refused("12345678"), CodeError::Length { got: 8, want: Some(want) });
        assert_eq!(refused(&"9".repeat(5000)), CodeError::Length { got: 5000, want: Some(want) });
        assert_eq!(refused(" - "), CodeError::Empty);
        assert_eq!("12345".parse::<Code>(), Err(CodeError::Length { got: 5, want: None }));
        assert_eq!(refused("12345").to_string(), "the code has 5 digits instead of 6");
    }

    #[test]
    fn a_letter_is_named_with_its_place() {
        let refused = Code::parse("75522O", Digits::SIX).expect_err("the letter O");
        assert_eq!(refused, CodeError::NotADigit { found: 'O', at: 5 });
        assert_eq!(refused.to_string(), "'O' at place 6 is not a digit");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number: u32, which in 0_usize..3) {
            let code = Code::of(number, Digits::ALL[which]);
            prop_assert_eq!(Code::parse(&code.to_string(), code.digits()), Ok(code));
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn any_text_is_a_code_or_a_reason(text: String) {
            if let Ok(code) = text.parse::<Code>() {
                prop_assert!(code.value() < code.digits().modulus());
            }
        }
    }
}
