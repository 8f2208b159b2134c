//! How far the clock of a fob is off, in seconds and in a sentence. Such a clock makes the codes on
//! its display: what it is off, they are off.

use crate::step::plugged::Plugged;
use crate::words::{self, Lang};

/// So many seconds are nothing to speak of.
const RIGHT: u64 = 10;

/// How many seconds the fob's own clock was ahead of ours when it was asked, less than none where it
/// is slow; nothing where it has no clock. `now` in Unix milliseconds.
pub(crate) fn off(plugged: &Plugged, now: i64) -> Option<i64> {
    plugged.device.clock.map(|clock| i64::from(clock) - now.div_euclid(1000))
}

/// The same as people say it.
pub(crate) fn said(lang: Lang, off: i64) -> String {
    let seconds = off.unsigned_abs();
    if seconds <= RIGHT {
        return words::say(lang, "fob-clock-right", &[]);
    }
    let (unit, n) = match seconds {
        ..120 => ("seconds", seconds),
        120..7_200 => ("minutes", seconds / 60),
        7_200..172_800 => ("hours", seconds / 3_600),
        _ => ("days", seconds / 86_400),
    };
    let way = if off < 0 { "slow" } else { "fast" };
    words::say_count(lang, &format!("fob-clock-{way}-{unit}"), n, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_by_whatever_people_would_say() {
        for (off, said) in [
            (0, "Its clock is right."),
            (-10, "Its clock is right."),
            (11, "Its clock is 11 seconds fast."),
            (-180, "Its clock is 3 minutes slow."),
            (7_200, "Its clock is 2 hours fast."),
            (-86_400 * 400, "Its clock is 400 days slow."),
        ] {
            assert_eq!(super::said(Lang::En, off), said);
        }
        assert_eq!(super::said(Lang::Ru, -180), "Его часы отстают на 3 минуты.");
        assert_eq!(super::said(Lang::Ru, 21 * 60), "Его часы спешат на 21 минуту.");
        assert_eq!(super::said(Lang::Ru, i64::MIN + 1).find('{'), None);
    }
}
