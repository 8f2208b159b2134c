//! Writing: a [`Txn`] reads as a [`View`] does, and ends in its audit entries or in nothing.

use std::ops::Deref;

use rusqlite::types::{ToSql, Value};
use rusqlite::{OptionalExtension, named_params};

use crate::audit::{self, Entry};
use crate::head::Head;
use crate::row::{self, Columns, Roots, Tag};
use crate::{StoreError, View};

/// An open transaction. It holds the ledger's one write lock from the beginning, so what it reads
/// stays true until it ends. Without [`Txn::commit`] nothing of it remains.
pub struct Txn<'a> {
    view: View<'a>,
    roots: Roots,
    earlier: Vec<Entry>,
    at: i64,
    open: bool,
    last: &'a mut Option<Head>,
}

impl<'a> Deref for Txn<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> Txn<'a> {
    pub(crate) fn begin(view: View<'a>, last: &'a mut Option<Head>) -> Result<Self, StoreError> {
        view.conn.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let at = view.world.now();
        let roots = Roots::empty(view.keys.vault());
        let mut txn = Self { view, roots, earlier: Vec::new(), at, open: true, last };
        // Should this fail, dropping the transaction ends it.
        txn.roots = Roots::read(txn.view.conn, txn.view.keys)?;
        txn.continues()?;
        Ok(txn)
    }

    /// The time of this transaction (Unix ms): one moment for all of its rows and entries.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Moves the time of this transaction: for walks through many histories without a commit.
    #[cfg(test)]
    pub(crate) fn set_clock(&mut self, at: i64) {
        self.at = at;
    }

    /// A further audit entry of the same transaction; it stands before the closing one.
    pub fn record(&mut self, entry: Entry) {
        self.earlier.push(entry);
    }

    /// Makes everything durable, together with the entry that tells of it, and returns the number
    /// of that entry. When this returns `Ok`, the effects survive a loss of power.
    ///
    /// # Errors
    /// Whatever fails, nothing of the transaction remains.
    pub fn commit(mut self, entry: Entry) -> Result<u64, StoreError> {
        let state = self.roots.digest();
        self.earlier.push(entry);
        for entry in std::mem::take(&mut self.earlier) {
            self.roots.head = audit::append(&self.view, &self.roots.head, entry, self.at, &state)?;
        }
        self.roots.write(self.view.conn, self.view.keys)?;
        self.view.world.moment("commit:before");
        self.view.conn.prepare_cached("COMMIT")?.execute([])?;
        self.open = false;
        self.view.world.moment("commit:after");
        let head = self.roots.head;
        *self.last = Some(head);
        Ok(head.n)
    }

    /// Checks that the tables are as the last entry of the audit left them, so that no entry of
    /// ours ever vouches for rows that were put back.
    fn continues(&self) -> Result<(), StoreError> {
        let head = self.roots.head;
        if head.n == 0 {
            return Ok(());
        }
        let n = i64::try_from(head.n).map_err(|_| StoreError::Invalid { what: "entry number" })?;
        let mut statement =
            self.view.conn.prepare_cached("SELECT hash, state FROM audit WHERE n = :n")?;
        let last: Option<(Tag, Tag)> = statement
            .query_row(named_params! { ":n": n }, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if last == Some((head.hash, self.roots.digest())) {
            return Ok(());
        }
        Err(StoreError::Tampered { table: "roots", id: "state".to_owned() })
    }

    /// Adds a row and its tag.
    pub(crate) fn insert(
        &mut self,
        table: &'static str,
        columns: &[(&str, &dyn ToSql)],
    ) -> Result<(), StoreError> {
        let mut row = Columns::new();
        for (name, value) in columns {
            row.insert((*name).to_owned(), row::owned(*value)?);
        }
        let tag = row::tag_of(self.view.keys, table, &row);
        row.insert("tag".to_owned(), Value::Blob(tag.to_vec()));
        let names: Vec<&str> = row.keys().map(String::as_str).collect();
        let sql =
            format!("INSERT INTO {table} ({}) VALUES (:{})", names.join(", "), names.join(", :"));
        let mut statement = self.view.conn.prepare_cached(&sql)?;
        bind(&mut statement, &row)?;
        statement.raw_execute()?;
        self.roots.of(table).add(&tag);
        Ok(())
    }

    /// Changes columns of one row by one conditional update; false when the row is not there or
    /// `guard` (an SQL condition over the old columns) does not hold.
    ///
    /// The row is checked first: a row that was tampered with never gets a valid tag this way.
    pub(crate) fn update(
        &mut self,
        table: &'static str,
        id: &dyn ToSql,
        guard: &str,
        columns: &[(&str, &dyn ToSql)],
    ) -> Result<bool, StoreError> {
        let Some((mut row, before)) = self.columns(table, id)? else { return Ok(false) };
        let mut sets = Vec::new();
        for (name, value) in columns {
            row.insert((*name).to_owned(), row::owned(*value)?);
            sets.push(format!("{name} = :{name}"));
        }
        let after = row::tag_of(self.view.keys, table, &row);
        let sql = format!(
            "UPDATE {table} SET {}, tag = :tag WHERE id = :id AND ({guard})",
            sets.join(", ")
        );
        row.retain(|name, _| name == "id" || columns.iter().any(|(set, _)| set == name));
        row.insert("tag".to_owned(), Value::Blob(after.to_vec()));
        let mut statement = self.view.conn.prepare_cached(&sql)?;
        bind(&mut statement, &row)?;
        if statement.raw_execute()? == 0 {
            return Ok(false);
        }
        let root = self.roots.of(table);
        root.take(&before);
        root.add(&after);
        Ok(true)
    }

    /// Removes one row; false when it is not there.
    pub(crate) fn remove(
        &mut self,
        table: &'static str,
        id: &dyn ToSql,
    ) -> Result<bool, StoreError> {
        let Some((_, tag)) = self.columns(table, id)? else { return Ok(false) };
        let sql = format!("DELETE FROM {table} WHERE id = :id");
        self.view.conn.prepare_cached(&sql)?.execute(&[(":id", id)])?;
        self.roots.of(table).take(&tag);
        Ok(true)
    }

    fn columns(
        &self,
        table: &'static str,
        id: &dyn ToSql,
    ) -> Result<Option<(Columns, Tag)>, StoreError> {
        let sql = format!("SELECT * FROM {table} WHERE id = :id");
        let mut statement = self.view.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(&[(":id", id)])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        row::checked(self.view.keys, table, row).map(Some)
    }
}

impl Drop for Txn<'_> {
    fn drop(&mut self) {
        if self.open && self.view.conn.execute_batch("ROLLBACK").is_err() {
            // SQLite has rolled back by itself (a full disk, an I/O error).
            tracing::debug!("the transaction had ended by itself");
        }
    }
}

fn bind(statement: &mut rusqlite::CachedStatement<'_>, row: &Columns) -> Result<(), StoreError> {
    for (name, value) in row {
        if let Some(index) = statement.parameter_index(&format!(":{name}"))? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
