//! The terminal: `fobctl` as scripts and people meet it. The real program is run, with practice
//! fobs, in a folder of its own; documents, exit codes and sentences are compared to the letter.

mod bad_input;
mod bad_lists;
mod exchange;
mod families;
mod fobs;
mod issue;
mod life;
mod operators;
mod papers;
mod people;
mod recovery;
mod slots;
mod sync;
mod usage;
mod vault;
