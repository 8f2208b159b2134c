//! Every valid set is voided: in the transaction that is open, whoever released it.

use desk_store::Txn;
use desk_store::audit::Entry;
use serde_json::json;

use crate::fault::Fault;

/// Voids every valid set in the name of whoever asked for it; an entry for each person stands
/// before the one that closes the transaction. Returns how many sets there were.
///
/// # Errors
/// Only those of the ledger.
pub(crate) fn void_all(txn: &mut Txn<'_>, reason: &str, by: &str) -> Result<u32, Fault> {
    let mut voided = 0;
    for set in txn.valid_sets()? {
        if txn.void_set(set.id, reason)? {
            let detail = json!({ "set": set.name, "reason": reason });
            txn.record(Entry::new(by, "codes.voided").person(set.person).detail(detail));
            voided += 1;
        }
    }
    Ok(voided)
}
