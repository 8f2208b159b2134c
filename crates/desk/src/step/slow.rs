//! The one slow hash of the desk: of codes and passphrases alike, each kind under a label of its
//! own.

use argon2::{Algorithm, Argon2, Params, Version};
use desk_store::{Cost, View};
use zeroize::Zeroizing;

use crate::fault::{Cause, Fault};

/// What one evaluation costs (OWASP: 19 MiB, two passes, one lane).
pub(crate) const COST: Cost = Cost { memory: 19_456, passes: 2, lanes: 1 };

/// Argon2id under a salt, then a keyed hash under the vault's key: a copy of the ledger alone is
/// of no use for guessing.
///
/// # Errors
/// `unexpected` for a cost that the hash does not take.
pub(crate) fn hash(
    view: &View<'_>,
    salt: &[u8; 16],
    cost: Cost,
    plain: &[u8],
    label: &str,
) -> Result<[u8; 32], Fault> {
    let bad = |e: argon2::Error| Fault::from(Cause::Unexpected).detailed(e.to_string());
    let Cost { memory, passes, lanes } = cost;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(bad)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = Zeroizing::new([0; 32]);
    argon.hash_password_into(plain, salt, &mut *out).map_err(bad)?;
    Ok(view.keyed_hash(label, &*out))
}
