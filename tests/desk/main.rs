//! The whole desk without a window.

mod canary;
mod cli;
mod codes;
mod hostile;
mod issue;
mod pull;
mod restore;
mod unfinished;
