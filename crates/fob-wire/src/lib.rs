//! What to say to a fob and what its answers mean: no I/O, no clock, no dice.

pub mod cable;
