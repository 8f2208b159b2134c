//! The window, driven by WebDriver as a person drives it: a real page in a real web view, fobs in
//! a real smart card service.
//!
//! `FOBDESK_WINDOW` names the window's program (else `target/debug/fobdesk`), which must have been
//! built with the page inside. Pictures go to the folder that `FOBDESK_SCREENSHOTS` names (else
//! `tests/artifacts/`). Without a `DISPLAY` the tests bring their own.

mod bench;
mod fence;
mod fobs;
mod give;
mod looks;
mod office;
mod person;
mod setup;
mod stage;
