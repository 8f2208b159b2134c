//! One file for each command: its options, and its way to the desk and back.

pub(crate) mod adopt;
pub(crate) mod check;
pub(crate) mod codes;
pub(crate) mod doctor;
pub(crate) mod exchange;
pub(crate) mod extras;
pub(crate) mod fobs;
pub(crate) mod genuine;
pub(crate) mod house;
pub(crate) mod init;
pub(crate) mod issue;
pub(crate) mod letter;
pub(crate) mod life;
pub(crate) mod log;
pub(crate) mod operators;
pub(crate) mod people;
pub(crate) mod policy;
pub(crate) mod practice;
pub(crate) mod profiles;
pub(crate) mod remind;
pub(crate) mod sync;
pub(crate) mod vault;
pub(crate) mod verify;
pub(crate) mod whose;
