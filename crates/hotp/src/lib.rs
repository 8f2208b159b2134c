//! HOTP and its time-based form: codes, look-ahead, search, certainty.

mod seed;

pub use seed::Seed;
