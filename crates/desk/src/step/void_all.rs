//! Every valid set is voided: in the transaction that is open, whoever released it.

use desk_store::Txn;
use desk_store::audit::Entry;
use serde_json::json;

use crate::fault::Fault;

/// Voids every valid set; an entry for each person stands before the one that closes the
/// transaction. `entry` makes one in the operator's name. Returns how many sets there were.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn void_all(
    txn: &mut Txn<'_>,
    reason: &str,
    entry: impl Fn() -> Entry,
) -> Result<u32, Fault> {
    let mut voided = 0;
    for set in txn.valid_sets()? {
        if txn.void_set(set.id, reason)? {
            let detail = json!({ "set": set.name, "reason": reason });
            txn.record(entry().person(set.person).detail(detail));
            voided += 1;
        }
    }
    Ok(voided)
}
