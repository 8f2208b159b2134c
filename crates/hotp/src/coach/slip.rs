//! One slip between what a fob shows and what is typed.

use crate::Code;

/// Which digit of which code is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which code, from 0.
    pub code: u8,
    /// Which digit of it, from 0 at the left; of two that changed places, the left one.
    pub digit: u8,
    /// What happened to it.
    pub how: Slipped,
}

/// What happened to a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slipped {
    /// Another one was typed.
    Other {
        /// The digit that was typed.
        typed: u8,
        /// The digit that the fob shows.
        meant: u8,
    },
    /// It changed places with its right neighbour.
    Swapped,
}

impl Slip {
    /// The one slip that makes `meant` into `typed`, if one does.
    pub(super) fn between(code: u8, typed: Code, meant: Code) -> Option<Self> {
        if typed.digits() != meant.digits() {
            return None;
        }
        let (typed, meant) = (decimals(typed), decimals(meant));
        let differing: Vec<usize> = (0..typed.len()).filter(|&n| typed[n] != meant[n]).collect();
        let (first, how) = match *differing.as_slice() {
            [at] => (at, Slipped::Other { typed: typed[at], meant: meant[at] }),
            [at, next]
                if next == at + 1 && typed[at] == meant[next] && typed[next] == meant[at] =>
            {
                (at, Slipped::Swapped)
            }
            _ => return None,
        };
        Some(Self { code, digit: u8::try_from(first).ok()?, how })
    }
}

/// The digits, the leftmost first.
fn decimals(code: Code) -> Vec<u8> {
    code.to_string().bytes().map(|byte| byte - b'0').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(typed: &str, meant: &str) -> Option<Slip> {
        let [typed, meant] = [typed, meant].map(|text| text.parse().expect("a code"));
        Slip::between(1, typed, meant)
    }

    #[test]
    fn one_digit_or_two_neighbours_are_a_slip_and_more_is_none() {
        let other = |digit, typed, meant| {
            Some(Slip { code: 1, digit, how: Slipped::Other { typed, meant } })
        };
        assert_eq!(between("755274", "755224"), other(4, 7, 2));
        assert_eq!(between("055224", "755224"), other(0, 0, 7));
        let swapped = Some(Slip { code: 1, digit: 2, how: Slipped::Swapped });
        assert_eq!(between("752524", "755224"), swapped);
        for typed in ["755224", "557224", "755442", "123456", "7552240"] {
            assert_eq!(between(typed, "755224"), None, "{typed}");
        }
    }
}
