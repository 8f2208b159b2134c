//! The HID side of the cables: which interfaces of fobs there are, and a cable to one.
//!
//! * `ids.rs`: which USB ids and usages are a fob's, and how bytes travel there (a table);
//! * `address.rs`: where on the USB a node sits, out of `/sys`;
//! * `face.rs`: the interfaces that are plugged in, and what people call them;
//! * `node.rs`: who may open a node, and one owner at a time;
//! * `cable.rs`: reports, blocks and packets;
//! * `fault.rs`: what the driver's errors mean (a table).

mod address;
mod cable;
mod face;
mod fault;
mod ids;
mod node;

pub(crate) use address::UsbAddress;
pub(crate) use cable::HidCable;
pub(crate) use face::{Face, faces, names};
pub(crate) use node::{Owned, barred, own_face};

#[cfg(test)]
pub(crate) use face::tests;
