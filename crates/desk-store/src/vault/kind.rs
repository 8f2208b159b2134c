//! The ways to the data key, by name.

use crate::words::words;

words! {
    /// What a wrap of the data key is opened with.
    WrapKind {
        /// The workstation's key in the keyring.
        Workstation = "workstation",
        /// The recovery key on paper.
        Paper = "paper",
        /// A passphrase.
        Passphrase = "passphrase",
        /// A key file beside a practice ledger.
        Practice = "practice",
    }
}
