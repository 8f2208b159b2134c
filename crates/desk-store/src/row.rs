//! Row tags and roots: how a changed, added or removed row is noticed.
//!
//! **Tag** of a row: HMAC-SHA-256 under the vault's tag key over
//! `"fobdesk/row/1"`, the table's name, and for every column that is not NULL (without `tag`
//! itself), in the byte order of the column names: the name, one byte for the type
//! (1 integer, 2 real, 3 text, 4 blob) and the value (integers as eight bytes, big-endian). Each
//! of these pieces is preceded by its length as four bytes, big-endian. NULL columns are left out,
//! so that a migration that adds a nullable column leaves every tag valid.
//!
//! **Root** of a table: the sum of the tags of its rows modulo 2^256 and their count, under a tag
//! of its own. It changes in the same transaction as the rows; a removed row, a row put back and a
//! copied row change the sum.

use std::collections::{BTreeMap, BTreeSet};

use hmac::Mac;
use rusqlite::types::{FromSql, ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Row, named_params};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::StoreError;
use crate::head::Head;
use crate::pieces::{feed, pieces};
use crate::vault::Keys;

/// The tables whose rows carry tags.
pub(crate) const TABLES: &[&str] = &[
    "deferrals",
    "emergency_codes",
    "fobs",
    "journal",
    "loans",
    "meta",
    "operators",
    "people",
    "pictures",
    "policy",
    "profiles",
    "recovery_attempts",
    "recovery_codes",
    "recovery_copies",
    "recovery_salts",
    "recovery_sets",
    "releases",
    "replacements",
    "seeds",
    "suspensions",
    "tokens",
    "workstations",
];

/// A row tag, or a sum of row tags as a number of 256 bits, big-endian.
pub(crate) type Tag = [u8; 32];

/// Something that is read from one tagged table by `SELECT *`.
pub(crate) trait Stored: Sized {
    /// The table.
    const TABLE: &'static str;
    /// Reads the columns; the tag has been checked.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

/// A row as names and values, `tag` among them.
pub(crate) type Columns = BTreeMap<String, Value>;

/// Takes all columns of a row out of a `SELECT *` and checks the tag.
pub(crate) fn checked(
    keys: &Keys,
    table: &'static str,
    row: &Row<'_>,
) -> Result<(Columns, Tag), StoreError> {
    checked_first(keys, table, row, row.as_ref().column_count())
}

/// As [`checked`], where only the first so many columns are the table's: behind them stand those
/// of joined tables.
pub(crate) fn checked_first(
    keys: &Keys,
    table: &'static str,
    row: &Row<'_>,
    count: usize,
) -> Result<(Columns, Tag), StoreError> {
    let statement = row.as_ref();
    let mut columns = Columns::new();
    for (index, name) in statement.column_names().enumerate().take(count) {
        columns.insert(name.to_owned(), value_of(row.get_ref(index)?)?);
    }
    let tag = tag_of(keys, table, &columns);
    match columns.get("tag") {
        Some(Value::Blob(stored)) if same(stored, &tag) => Ok((columns, tag)),
        _ => Err(StoreError::Tampered { table, id: printable(columns.get("id")) }),
    }
}

/// The tag that these columns must carry.
pub(crate) fn tag_of(keys: &Keys, table: &str, columns: &Columns) -> Tag {
    let mut mac = keys.tagger();
    feed(&mut mac, b"fobdesk/row/1");
    feed(&mut mac, table.as_bytes());
    for (name, value) in columns {
        if name == "tag" {
            continue;
        }
        let (kind, bytes): (u8, &[u8]) = match value {
            Value::Null => continue,
            Value::Integer(number) => (1, &number.to_be_bytes()),
            Value::Real(number) => (2, &number.to_be_bytes()),
            Value::Text(text) => (3, text.as_bytes()),
            Value::Blob(bytes) => (4, bytes),
        };
        feed(&mut mac, name.as_bytes());
        feed(&mut mac, &[kind]);
        feed(&mut mac, bytes);
    }
    mac.finalize().into_bytes().into()
}

/// A value that is about to be written, owned.
pub(crate) fn owned(value: &dyn ToSql) -> Result<Value, StoreError> {
    Ok(match value.to_sql()? {
        ToSqlOutput::Borrowed(value) => value_of(value)?,
        ToSqlOutput::Owned(value) => value,
        _ => return Err(StoreError::Invalid { what: "a streamed value" }),
    })
}

fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

fn value_of(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Value::column_result(value).map_err(|_| StoreError::damaged("a text is not UTF-8"))
}

/// A counter: SQLite holds it as a signed number that is never negative.
pub(crate) fn counter(row: &Row<'_>, name: &str) -> rusqlite::Result<u64> {
    let number: i64 = row.get(name)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::InvalidQuery)
}

/// The key of a row in a form for a message.
pub(crate) fn printable(id: Option<&Value>) -> String {
    match id {
        Some(Value::Blob(bytes)) => match <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(bytes) => uuid::Uuid::from_bytes(bytes).to_string(),
            Err(_) => data_encoding::HEXLOWER.encode(bytes),
        },
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Integer(number)) => number.to_string(),
        _ => "?".to_owned(),
    }
}

/// The sum and the count of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Root {
    /// Sum of the tags modulo 2^256, big-endian.
    pub(crate) sum: Tag,
    /// Number of rows.
    pub(crate) count: i64,
}

impl Root {
    /// One row more.
    pub(crate) fn add(&mut self, tag: &Tag) {
        let mut carry = 0_u16;
        for (sum, byte) in self.sum.iter_mut().zip(tag).rev() {
            let total = u16::from(*sum) + u16::from(*byte) + carry;
            [_, *sum] = total.to_be_bytes();
            carry = total >> 8;
        }
        self.count = self.count.wrapping_add(1);
    }

    /// One row less.
    pub(crate) fn take(&mut self, tag: &Tag) {
        let mut borrow = 0_u16;
        for (sum, byte) in self.sum.iter_mut().zip(tag).rev() {
            let total = 0x100 + u16::from(*sum) - u16::from(*byte) - borrow;
            [_, *sum] = total.to_be_bytes();
            borrow = 1 - (total >> 8);
        }
        self.count = self.count.wrapping_sub(1);
    }

    fn tag(&self, keys: &Keys, table: &str) -> Tag {
        let mut mac = keys.tagger();
        for bytes in [b"fobdesk/root/1".as_slice(), table.as_bytes(), &self.sum] {
            feed(&mut mac, bytes);
        }
        feed(&mut mac, &self.count.to_be_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// The roots of all tables, and the head of the audit under the same key.
pub(crate) struct Roots {
    roots: BTreeMap<String, Root>,
    changed: BTreeSet<&'static str>,
    /// The last entry of the audit; stored as a root whose sum is the hash and whose count is the
    /// number.
    pub(crate) head: Head,
}

/// The row that holds the head of the audit.
const AUDIT: &str = "audit";

impl Roots {
    /// The roots of an empty ledger.
    pub(crate) fn empty(vault: &str) -> Self {
        let all = TABLES.iter().map(|table| ((*table).to_owned(), Root::default()));
        Self { roots: all.collect(), changed: BTreeSet::new(), head: Head::genesis(vault) }
    }

    /// Writes every one of them: in a new ledger.
    pub(crate) fn write_all(mut self, conn: &Connection, keys: &Keys) -> Result<(), StoreError> {
        self.changed.extend(TABLES);
        self.write(conn, keys)
    }

    /// Reads and checks them.
    pub(crate) fn read(conn: &Connection, keys: &Keys) -> Result<Self, StoreError> {
        let tampered = |id: &str| StoreError::Tampered { table: "roots", id: id.to_owned() };
        let mut statement = conn.prepare_cached("SELECT id, sum, count, tag FROM roots")?;
        let mut rows = statement.query([])?;
        let mut roots = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let table: String = row.get(0)?;
            let read = || Ok((row.get(1)?, row.get(2)?, row.get(3)?));
            let (sum, count, tag): (Tag, i64, Tag) =
                read().map_err(|_: rusqlite::Error| tampered(&table))?;
            let root = Root { sum, count };
            if !same(&tag, &root.tag(keys, &table)) {
                return Err(tampered(&table));
            }
            roots.insert(table, root);
        }
        let head = roots.remove(AUDIT).ok_or_else(|| tampered(AUDIT))?;
        let n = u64::try_from(head.count).map_err(|_| tampered(AUDIT))?;
        let head = Head { n, hash: head.sum };
        Ok(Self { roots, changed: BTreeSet::new(), head })
    }

    /// The root of a table, to be changed.
    pub(crate) fn of(&mut self, table: &'static str) -> &mut Root {
        self.changed.insert(table);
        self.roots.entry(table.to_owned()).or_default()
    }

    /// The root of a table as it is.
    pub(crate) fn get(&self, table: &str) -> Root {
        self.roots.get(table).copied().unwrap_or_default()
    }

    /// Writes those that changed, and the head.
    pub(crate) fn write(&self, conn: &Connection, keys: &Keys) -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(
            "INSERT INTO roots (id, sum, count, tag) VALUES (:id, :sum, :count, :tag)
             ON CONFLICT (id) DO UPDATE SET sum = :sum, count = :count, tag = :tag",
        )?;
        let count =
            i64::try_from(self.head.n).map_err(|_| StoreError::Invalid { what: "entry number" })?;
        let head = (AUDIT, Root { sum: self.head.hash, count });
        for (table, root) in
            self.changed.iter().map(|table| (*table, self.get(table))).chain([head])
        {
            statement.execute(named_params! {
                ":id": table, ":sum": root.sum, ":count": root.count,
                ":tag": root.tag(keys, table),
            })?;
        }
        Ok(())
    }

    /// SHA-256 over the roots of all tables: what an audit entry binds itself to. The pieces are
    /// the table's name, the sum and the count (i64), tables in byte order, each preceded by its
    /// length. Tables without rows are left out, so that a migration can add one.
    pub(crate) fn digest(&self) -> Tag {
        let mut hash = Sha256::new();
        for (table, root) in self.roots.iter().filter(|(_, root)| **root != Root::default()) {
            let count = root.count.to_be_bytes();
            hash.update(pieces(&[table.as_bytes(), &root.sum, &count]));
        }
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_root_does_not_depend_on_the_order_and_comes_back(
            tags in prop::collection::vec(any::<[u8; 32]>(), 0..20),
        ) {
            let (mut there, mut back) = (Root::default(), Root::default());
            for tag in &tags {
                there.add(tag);
            }
            for tag in tags.iter().rev() {
                back.add(tag);
            }
            prop_assert_eq!(there, back);
            for tag in &tags {
                back.take(tag);
            }
            prop_assert_eq!(back, Root::default());
        }
    }

    #[test]
    fn a_sum_wraps_at_two_to_the_256() {
        let mut root = Root::default();
        root.add(&[0xff; 32]);
        let mut one = [0; 32];
        one[31] = 2;
        root.add(&one);
        one[31] = 1;
        assert_eq!((root.sum, root.count), (one, 2));
    }

    #[test]
    fn columns_cannot_be_moved_between_names_tables_or_types() {
        let keys = Keys::derive("v", 1, zeroize::Zeroizing::new([1; 32]), None);
        let row = |columns: &[(&str, Value)]| -> Columns {
            columns.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let tags = [
            tag_of(&keys, "people", &row(&[("a", text("x")), ("b", text("y"))])),
            tag_of(&keys, "people", &row(&[("a", text("y")), ("b", text("x"))])),
            tag_of(&keys, "people", &row(&[("a", text("xy"))])),
            tag_of(&keys, "people", &row(&[("ax", text("y"))])),
            tag_of(&keys, "fobs", &row(&[("a", text("x")), ("b", text("y"))])),
            tag_of(&keys, "people", &row(&[("a", Value::Blob(b"xy".to_vec()))])),
            tag_of(&keys, "people", &row(&[("a", text(""))])),
            tag_of(&keys, "people", &row(&[])),
        ];
        let different: BTreeSet<Tag> = tags.into_iter().collect();
        assert_eq!(different.len(), tags.len());
        let nothing = tag_of(&keys, "people", &row(&[("a", Value::Null), ("tag", text("t"))]));
        assert_eq!(nothing, tag_of(&keys, "people", &row(&[])), "NULL and the tag are left out");
    }
}
