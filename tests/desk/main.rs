//! The whole desk without a window.

mod cli;
mod codes;
mod hostile;
mod issue;
mod pull;
