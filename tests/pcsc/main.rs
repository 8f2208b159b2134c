//! Software fobs through the real smart card service (pcscd, vpcd), used by Yubico's own client.
//!
//! `ykman` is taken from the variable `YKMAN`, else from the path.

mod fobctl;
mod link;
mod oath;
mod service;
mod slots;
mod stage;
mod terminal;
mod who;
