//! The whole desk without a window.

mod cli;
mod codes;
mod issue;
mod pull;
