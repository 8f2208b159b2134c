//! Keys of rows: UUIDs of version 7, one type per kind of row, so that a fob is never taken for a
//! person.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use uuid::Uuid;

use crate::{StoreError, World};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl $name {
            pub(crate) fn fresh(world: &dyn World) -> Self {
                Self(fresh(world))
            }

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
            type Err = StoreError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unknown = |_| StoreError::Unknown { what: stringify!($name) };
                Uuid::parse_str(text).map(Self).map_err(unknown)
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
    /// A workstation that has a key to the vault.
    WorkstationId,
}

/// A UUID of version 7 out of the handed-in clock and dice.
pub(crate) fn fresh(world: &dyn World) -> Uuid {
    let mut random = [0; 10];
    world.fill(&mut random);
    let millis = u64::try_from(world.now()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
