//! The window, driven by WebDriver as a person drives it: a real page in a real web view, fobs in
//! a real smart card service.
//!
//! `FOBDESK_WINDOW` names the window's program (else `target/debug/fobdesk`), which must have been
//! built with the page inside. Pictures go to `tests/artifacts/`, and those that the documents show
//! also to the folder that `FOBDESK_SCREENSHOTS` names. Each window has a display of its own.

mod bench;
mod chooser;
mod fence;
mod fobs;
mod gallery;
mod give;
mod house;
mod ipc;
mod keyring;
mod looks;
mod maker;
mod office;
mod operators;
mod pages;
mod person;
mod place;
mod practice;
mod printing;
mod recovery;
mod restore;
mod setup;
mod speed;
mod stage;
mod sync;
