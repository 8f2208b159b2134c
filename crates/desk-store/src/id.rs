//! Keys of rows: UUIDs of version 7, one type per kind of row, so that a fob is never taken for a
//! person.

use std::cell::Cell;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use uuid::Uuid;

use crate::World;
use crate::unreadable::Unreadable;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes, as the ledger stores them.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Unreadable;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unreadable = |_| Unreadable { what: stringify!($name) };
                Uuid::parse_str(text).map(Self).map_err(unreadable)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.as_bytes())))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                <[u8; 16]>::column_result(value).map(|bytes| Self(Uuid::from_bytes(bytes)))
            }
        }
    )+};
}

ids! {
    /// A person.
    PersonId,
    /// A fob, whatever its maker and serial.
    FobId,
    /// A token: one credential in one place of one fob.
    TokenId,
    /// A line of the journal of writes.
    LineId,
    /// A set of recovery codes.
    SetId,
    /// One recovery code.
    CodeId,
    /// An emergency code.
    EmergencyId,
    /// Somebody who works at the desk.
    OperatorId,
    /// A suspension.
    SuspensionId,
    /// A loan.
    LoanId,
    /// A replacement that is owed.
    ReplacementId,
    /// A duty that was put off.
    DeferralId,
    /// A workstation that has a key to the vault.
    WorkstationId,
}

/// Makes UUIDs of version 7 out of the handed-in clock and dice. What one handle makes sorts in
/// the order it was made, even within one millisecond: the twelve bits after the time count.
#[derive(Default)]
pub(crate) struct Ids(Cell<(u64, u16)>);

impl Ids {
    pub(crate) fn next(&self, world: &dyn World) -> Uuid {
        let millis = u64::try_from(world.now()).unwrap_or(0);
        let (before, count) = self.0.get();
        let count = if millis == before { count.wrapping_add(1) & 0x0fff } else { 0 };
        self.0.set((millis, count));
        let mut random = [0; 10];
        world.fill(&mut random);
        let [high, low] = count.to_be_bytes();
        let [first, second, ..] = &mut random;
        (*first, *second) = (high, low);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestWorld;

    #[test]
    fn keys_made_within_one_millisecond_sort_in_their_order() {
        let (world, ids) = (TestWorld::new(), Ids::default());
        let mut made: Vec<Uuid> = (0..100).map(|_| ids.next(world.as_ref())).collect();
        world.pass(1);
        made.push(ids.next(world.as_ref()));
        assert!(made.is_sorted());
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
