//! The whole desk without a window.

mod barred;
mod bitrix;
mod canary;
mod cli;
mod clock;
mod codes;
mod duty;
mod exchange;
mod genuine;
mod hostile;
mod in_hand;
mod issue;
mod keyboard;
mod killed;
mod life;
mod logo;
mod operators;
mod other_fobs;
mod papers;
mod pull;
mod restore;
mod rules;
mod sync;
mod token2;
mod unfinished;
