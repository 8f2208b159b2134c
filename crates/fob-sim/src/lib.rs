//! Fobs made of software: for tests, for practice, for teaching.
