//! How sure a match is: the chance that made-up codes would have fitted as well.

use crate::Digits;

/// The probability that random codes match somewhere in a search:
/// P = 1 − (1 − 10^(−d·n))^(w·F), with d digits, n consecutive codes, w positions searched in each
/// of F fobs.
///
/// Computed without cancellation, so that 1e-17 comes out as 1e-17 and not as 0. No code typed
/// fits everything (1); nothing searched matches nothing (0). The small bias of the truncation
/// (2^31 is no multiple of 10^d: at most 1.025 times as likely) is left out.
#[must_use]
pub fn false_match(digits: Digits, codes: u8, positions: u64, fobs: u64) -> f64 {
    let tries = float(positions) * float(fobs);
    if tries == 0.0 {
        return 0.0;
    }
    let one = f64::from(digits.modulus()).powi(-i32::from(codes));
    -(tries * (-one).ln_1p()).exp_m1()
}

/// The word for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// More than 1 in 100 made-up codes would fit: ask for another code.
    Possible,
    /// Up to 1 in 100, but not less than 1 in 10,000,000: one code more makes it certain.
    Likely,
    /// Less than 1 in 10,000,000: two codes of six digits in a window of 100,000.
    Confirmed,
}

impl Certainty {
    /// The word for a false-match probability; what is not a probability confirms nothing.
    #[must_use]
    pub fn of(p_false: f64) -> Self {
        if (0.0..1e-7).contains(&p_false) {
            Self::Confirmed
        } else if (1e-7..=1e-2).contains(&p_false) {
            Self::Likely
        } else {
            Self::Possible
        }
    }

    /// The name in JSON: `possible`, `likely` or `confirmed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Confirmed => "confirmed",
        }
    }
}

/// The nearest float, without a lossy cast.
fn float(n: u64) -> f64 {
    let [a, b, c, d, e, f, g, h] = n.to_be_bytes();
    let high = u32::from_be_bytes([a, b, c, d]);
    let low = u32::from_be_bytes([e, f, g, h]);
    f64::from(high).mul_add(4_294_967_296.0, f64::from(low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_near(got: f64, want: f64, within: f64) {
        assert!((got / want - 1.0).abs() <= within, "{got:e} is not near {want:e}");
    }

    /// One code of six digits: 1 − (1 − 10^−6)^w, worked out with 40 decimal places.
    #[test]
    fn one_code_agrees_with_exact_arithmetic() {
        for (positions, want) in [
            (10, 9.999_955_000_120e-6),
            (1_000, 9.995_006_661_256e-4),
            (15_000, 1.488_806_778_528e-2),
            (100_000, 9.516_262_720_594e-2),
            (1_000_000, 6.321_207_427_684e-1),
        ] {
            assert_near(false_match(Digits::SIX, 1, positions, 1), want, 1e-11);
        }
    }

    #[test]
    fn tiny_chances_do_not_vanish() {
        assert_near(false_match(Digits::SIX, 2, 1_000, 1), 1e-9, 1e-8);
        assert_near(false_match(Digits::SIX, 3, 10, 1), 1e-17, 1e-12);
        assert_near(false_match(Digits::EIGHT, 3, 1, 1), 1e-24, 1e-12);
    }

    #[test]
    fn to_tell_which_of_five_thousand_fobs_it_is_needs_two_codes() {
        let one = false_match(Digits::SIX, 1, 1_000, 5_000);
        let two = false_match(Digits::SIX, 2, 1_000, 5_000);
        assert_eq!(Certainty::of(one), Certainty::Possible);
        assert_near(two, 5e-6, 1e-5);
        assert_eq!(Certainty::of(two), Certainty::Likely);
    }

    #[test]
    fn the_ends_of_the_scale() {
        assert_eq!(false_match(Digits::SIX, 0, 1, 1), 1.0);
        assert_eq!(false_match(Digits::SIX, 0, 0, 1), 0.0);
        assert_eq!(false_match(Digits::SIX, 1, 1, 0), 0.0);
        assert_eq!(false_match(Digits::SIX, 1, u64::MAX, u64::MAX), 1.0);
        assert_eq!(float(u64::MAX), 18_446_744_073_709_551_615.0);
    }

    #[test]
    fn two_codes_of_six_digits_are_certain_up_to_a_window_of_a_hundred_thousand() {
        let of = |window| Certainty::of(false_match(Digits::SIX, 2, window, 1));
        assert_eq!(of(100_000), Certainty::Confirmed);
        assert_eq!(of(100_001), Certainty::Likely);
    }

    #[test]
    fn the_words_change_at_one_percent_and_one_in_ten_million() {
        assert_eq!(Certainty::of(0.010_1), Certainty::Possible);
        assert_eq!(Certainty::of(0.01), Certainty::Likely);
        assert_eq!(Certainty::of(1e-7), Certainty::Likely);
        assert_eq!(Certainty::of(9.9e-8), Certainty::Confirmed);
        assert_eq!(Certainty::of(0.0), Certainty::Confirmed);
        assert_eq!(Certainty::of(f64::NAN), Certainty::Possible);
        assert_eq!(Certainty::of(-1.0), Certainty::Possible);
    }

    proptest! {
        #[test]
        fn it_is_a_probability_that_grows_with_the_search_and_falls_with_the_codes(
            which in 0_usize..3, codes in 1_u8..=3, positions in 1_u64..1 << 40, fobs in 1_u64..1 << 20,
        ) {
            let digits = Digits::ALL[which];
            let p = false_match(digits, codes, positions, fobs);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert!(false_match(digits, codes, positions + 1, fobs) >= p);
            prop_assert!(false_match(digits, codes, positions, fobs + 1) >= p);
            prop_assert!(false_match(digits, codes + 1, positions, fobs) <= p);
        }
    }
}
