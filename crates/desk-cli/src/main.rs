//! Fobdesk from a terminal.
fn main() {}
