//! Time steps: the moving factor of TOTP (RFC 6238 §4.2).

use std::num::NonZeroU32;

/// How a time token counts: steps of `period` seconds since `t0`.
///
/// It holds no clock: the caller says what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Steps {
    t0: i64,
    period: NonZeroU32,
}

impl Steps {
    /// Steps of 30 seconds since 1970, as nearly every token counts.
    pub const STANDARD: Self =
        Self { t0: 0, period: NonZeroU32::new(30).expect("thirty is not zero") };

    /// Steps of `period` seconds counted from the Unix time `t0` (some makers count from the year
    /// 2000). `None` for a period of zero.
    #[must_use]
    pub const fn new(t0: i64, period: u32) -> Option<Self> {
        match NonZeroU32::new(period) {
            Some(period) => Some(Self { t0, period }),
            None => None,
        }
    }

    /// The Unix time of the start of step 0, in seconds.
    #[must_use]
    pub const fn t0(self) -> i64 {
        self.t0
    }

    /// The length of a step in seconds.
    #[must_use]
    pub const fn period(self) -> u32 {
        self.period.get()
    }

    /// The step at a Unix time in seconds; `None` before `t0`.
    #[must_use]
    pub fn step_at(self, unix: i64) -> Option<u64> {
        let since = i128::from(unix) - i128::from(self.t0);
        u64::try_from(since).ok().map(|seconds| seconds / u64::from(self.period.get()))
    }

    /// The first second of a step as Unix time; `None` if that is beyond the calendar.
    #[must_use]
    pub fn start_of(self, step: u64) -> Option<i64> {
        let since = u128::from(step) * u128::from(self.period.get());
        i64::try_from(i128::try_from(since).ok()? + i128::from(self.t0)).ok()
    }

    /// How far a token's clock is off, in steps: the step its code was found at against the step
    /// that the true time has. Positive: the token runs ahead. `None` for a distance no clock has
    /// (beyond `i64`).
    #[must_use]
    pub fn drift(self, found: u64, now: u64) -> Option<i64> {
        found.checked_signed_diff(now)
    }

    /// The step that a token with this drift shows when the true time has step `now`; it stops at
    /// either end of the range.
    #[must_use]
    pub fn drifted(self, now: u64, drift: i64) -> u64 {
        now.saturating_add_signed(drift)
    }
}

impl Default for Steps {
    fn default() -> Self {
        Self::STANDARD
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_change_at_the_full_period() {
        let steps = Steps::STANDARD;
        assert_eq!(steps.step_at(0), Some(0));
        assert_eq!(steps.step_at(29), Some(0));
        assert_eq!(steps.step_at(30), Some(1));
        assert_eq!(steps.step_at(20_000_000_000), Some(0x27BC_86AA));
        assert_eq!(steps.step_at(-1), None);
    }

    #[test]
    fn a_token_may_count_from_another_day() {
        let since_2000 = Steps::new(946_684_800, 60).expect("a period of a minute");
        assert_eq!(since_2000.step_at(946_684_799), None);
        assert_eq!(since_2000.step_at(946_684_800 + 119), Some(1));
        assert_eq!(since_2000.start_of(1), Some(946_684_860));
    }

    #[test]
    fn a_period_of_zero_is_refused() {
        assert_eq!(Steps::new(0, 0), None);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_overflow() {
        let early = Steps::new(i64::MIN, 1).expect("a period of a second");
        assert_eq!(early.step_at(i64::MAX), Some(u64::MAX));
        assert_eq!(early.start_of(u64::MAX), Some(i64::MAX));
        assert_eq!(Steps::STANDARD.start_of(u64::MAX), None);
        assert_eq!(early.drifted(u64::MAX, i64::MAX), u64::MAX);
        assert_eq!(early.drifted(3, -4), 0);
        assert_eq!(early.drift(u64::MAX, 0), None);
    }

    proptest! {
        #[test]
        fn every_second_lies_in_its_step(t0: i32, period in 1_u32.., after: u32) {
            let steps = Steps::new(i64::from(t0), period).expect("not zero");
            let unix = i64::from(t0) + i64::from(after);
            let step = steps.step_at(unix).expect("after t0");
            let start = steps.start_of(step).expect("within the calendar");
            prop_assert!(start <= unix && unix - start < i64::from(period));
        }

        #[test]
        fn drift_leads_back_to_the_found_step(now in 0_u64..1 << 40, drift in -1000_i64..1000) {
            let found = Steps::STANDARD.drifted(now, drift);
            let measured = Steps::STANDARD.drift(found, now).expect("a small distance");
            prop_assert!(measured == drift || found == 0);
        }
    }
}
