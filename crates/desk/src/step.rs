//! Steps that use cases are composed of. A step that writes takes the open transaction and never
//! commits; the clerk in `finish` and the mint commit, because each of their commits must lie
//! between two acts in the world: before the fob is written, after the paper is there.

pub(crate) mod among;
pub(crate) mod ask;
pub(crate) mod attest;
mod blame;
pub(crate) mod complete;
pub(crate) mod copy;
pub(crate) mod duty;
pub(crate) mod emergency;
pub(crate) mod fate;
pub(crate) mod find;
pub(crate) mod finish;
pub(crate) mod fob_clock;
pub(crate) mod giving;
pub(crate) mod glance;
pub(crate) mod grey;
pub(crate) mod heir;
pub(crate) mod hold;
pub(crate) mod house;
pub(crate) mod key;
pub(crate) mod keyed;
pub(crate) mod letter;
pub(crate) mod loan;
pub(crate) mod login;
pub(crate) mod logo;
pub(crate) mod mint;
pub(crate) mod new_file;
pub(crate) mod new_vault;
pub(crate) mod operator;
pub(crate) mod output;
pub(crate) mod paper_size;
pub(crate) mod permit;
pub(crate) mod plugged;
pub(crate) mod printing;
pub(crate) mod profile;
pub(crate) mod prove;
pub(crate) mod release;
pub(crate) mod rights;
pub(crate) mod rules;
pub(crate) mod seated;
pub(crate) mod settle;
pub(crate) mod sheet;
pub(crate) mod slow;
pub(crate) mod sweep;
pub(crate) mod target;
pub(crate) mod throttle;
pub(crate) mod to;
pub(crate) mod typed;
pub(crate) mod undo;
pub(crate) mod void_all;
pub(crate) mod wipe;
pub(crate) mod write;

pub(crate) use blame::left_after;
