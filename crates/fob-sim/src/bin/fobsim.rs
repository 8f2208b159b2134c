//! A software fob behind vpcd.
fn main() {}
