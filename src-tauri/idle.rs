//! When a window was left alone: after so many seconds without a hand on it, or when the computer
//! has slept. What then happens is the door's; which seconds, the house's rules say.
//!
//! Sleep shows as a clock on the wall that ran while the monotonic one stood (Linux, macOS). On
//! Windows both run: there a sleep counts as time without a hand.

use std::time::{Duration, Instant, SystemTime};

/// A wall that is so much further than it should be: the computer slept, or somebody set the clock.
const SLEPT: Duration = Duration::from_secs(10);

/// The last hand on the window, and when the clocks were last looked at.
#[derive(Debug)]
pub(crate) struct Idle {
    hand: Instant,
    looked: (Instant, SystemTime),
}

impl Idle {
    /// A window that somebody has opened just now.
    pub(crate) fn new(now: Instant, wall: SystemTime) -> Self {
        Self { hand: now, looked: (now, wall) }
    }

    /// A hand is on it.
    pub(crate) fn touched(&mut self, now: Instant) {
        self.hand = now;
    }

    /// Whether it was left alone for so long, or slept since the last look.
    pub(crate) fn left_alone(&mut self, now: Instant, wall: SystemTime, limit: Duration) -> bool {
        let (then, then_wall) = std::mem::replace(&mut self.looked, (now, wall));
        let ran = wall.duration_since(then_wall).unwrap_or_default();
        let slept = ran > now.saturating_duration_since(then) + SLEPT;
        slept || now.saturating_duration_since(self.hand) >= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(240);

    #[test]
    fn it_is_left_alone_when_no_hand_was_on_it_for_so_long() {
        let (now, wall) = (Instant::now(), SystemTime::now());
        let after = |s| (now + Duration::from_secs(s), wall + Duration::from_secs(s));
        let mut idle = Idle::new(now, wall);
        let left = |idle: &mut Idle, s| idle.left_alone(after(s).0, after(s).1, LIMIT);
        assert!(!left(&mut idle, 239));
        assert!(left(&mut idle, 240));
        idle.touched(after(241).0);
        assert!(!left(&mut idle, 480));
        assert!(left(&mut idle, 481));
    }

    #[test]
    fn a_computer_that_slept_was_left_alone_however_short_it_seems() {
        let (now, wall) = (Instant::now(), SystemTime::now());
        let mut idle = Idle::new(now, wall);
        let (awake, hours) = (now + Duration::from_secs(1), wall + Duration::from_secs(7200));
        assert!(idle.left_alone(awake, hours, LIMIT));
        assert!(!idle.left_alone(awake, hours, LIMIT), "once");
        // A clock that is put back says nothing.
        assert!(!idle.left_alone(awake + Duration::from_secs(1), wall, LIMIT));
    }
}
