//! The codes judged by others: the vectors of the RFCs, the totp-rs crate, and oathtool.

mod dice;
mod oathtool;
mod rfc;
mod totp_rs;
