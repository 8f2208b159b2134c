//! Software fobs as HID devices of a real kernel (uhid, hidraw, the input layer), through the
//! cables of the product. `cargo xtask test hid` runs this in a small virtual machine; there is no
//! smart card service in it but where a story starts one.

mod both;
mod pull;
mod stage;
mod typing;
mod watch;
mod who;
