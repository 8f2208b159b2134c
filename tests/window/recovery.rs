//! Somebody has no fob at hand: codes of the sheet, a lost fob, some days without one, a fob that is
//! found or comes back. What is recorded, what the page shows, and how few acts it takes.

mod codes;
mod exchange;
mod fobs;
mod sheets;
