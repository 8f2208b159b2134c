//! HOTP (RFC 4226) and its time-based form (RFC 6238): codes, look-ahead, search, certainty.
//!
//! Pure: no clock, no dice, no I/O. The caller says what time it is, where a fob's ledger line
//! stands and how far to look. A counter here is always **the next moving factor**: the one that
//! the next pressed code will use. A TOTP code is the HOTP code at its time step, so one search
//! serves both.
//!
//! ```
//! use hotp::{Algorithm, Code, Digits, Key, Seed, find};
//!
//! let key = Key::new(Algorithm::Sha1, &Seed::new(b"12345678901234567890".to_vec()));
//! let typed = [
//!     Code::parse("969 429", Digits::SIX).expect("six digits"),
//!     Code::parse("338-314", Digits::SIX).expect("six digits"),
//! ];
//! let found = find(&key, 0, 10, &typed).expect("counters 3 and 4");
//! assert_eq!((found.position(), found.next()), (3, 5));
//! ```

mod algorithm;
mod certainty;
mod coach;
mod code;
mod decimal;
mod digits;
mod key;
mod lanes;
mod past;
mod search;
mod seed;
mod states;
mod steps;
mod watched;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use certainty::{Certainty, false_match};
pub use coach::{Judgement, Slip, Slipped, Standing, Verdict, Windows, judge};
pub use code::{Code, CodeError};
pub use digits::{Digits, DigitsError};
pub use key::{Key, truncate};
pub use lanes::Lanes;
pub use past::{Past, find_before};
pub use search::{Found, find, find_around, positions, positions_with};
pub use seed::Seed;
pub use steps::Steps;
pub use watched::{
    Fob, Go, REPORT_EVERY, Seen, Stopped, WINDOWS, Widened, find_among, find_watched, find_widening,
};
