//! The whole desk without a window.

mod cli;
mod issue;
mod pull;
