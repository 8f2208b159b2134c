//! Canaries: secrets that are known to the test and must turn up nowhere but where they belong:
//! not in the ledger or its logs, not in a backup, not in what the page is told, not in a log at
//! its finest level, not on a command line, in an environment or in a file left behind.

mod house;
mod page;
mod play;
mod program;
mod search;
