//! Reading: a [`View`] gives rows, and none whose tag does not hold.

use rusqlite::{Connection, Params};
use uuid::Uuid;

use crate::id::Ids;
use crate::row::{self, Stored};
use crate::vault::Keys;
use crate::{StoreError, World};

/// The ledger for reading. Each row is checked by its tag on the way out.
pub struct View<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) keys: &'a Keys,
    pub(crate) world: &'a dyn World,
    pub(crate) ids: &'a Ids,
}

impl View<'_> {
    /// Reads everything as of one moment, whatever other processes commit meanwhile.
    pub(crate) fn at_once<T>(
        &self,
        look: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.conn.execute_batch("SAVEPOINT look")?;
        let seen = look();
        self.conn.execute_batch("RELEASE look")?;
        seen
    }

    /// The present moment (Unix ms), by the clock that was handed in.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.world.now()
    }

    /// The key of a row that is about to be written.
    pub(crate) fn fresh_id(&self) -> Uuid {
        self.ids.next(self.world)
    }

    /// The first row of a table that fits the clause.
    pub(crate) fn one<T: Stored>(
        &self,
        clause: &str,
        params: impl Params,
    ) -> Result<Option<T>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT * FROM {} {clause}", T::TABLE))?;
        let mut rows = statement.query(params)?;
        let Some(row) = rows.next()? else { return Ok(None) };
        row::checked(self.keys, T::TABLE, row)?;
        Ok(Some(T::read(row)?))
    }

    /// Every row of a table that fits the clause.
    pub(crate) fn all<T: Stored>(
        &self,
        clause: &str,
        params: impl Params,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT * FROM {} {clause}", T::TABLE))?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            row::checked(self.keys, T::TABLE, row)?;
            found.push(T::read(row)?);
        }
        Ok(found)
    }
}
