//! The shape of the file and how it grows: a list of migrations, counted by `PRAGMA user_version`.

use rusqlite::Connection;

use crate::StoreError;

/// `Fobd`, so that `file` and careless hands can tell what this is.
const APPLICATION_ID: i64 = 0x466f_6264;

/// Each takes the file from its index to the next version; none is ever changed once released.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
    include_str!("schema/005.sql"),
    include_str!("schema/006.sql"),
    include_str!("schema/007.sql"),
    include_str!("schema/008.sql"),
];

/// The newest version this program knows.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Makes the tables in an empty file.
pub(crate) fn create(conn: &Connection) -> Result<(), StoreError> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(conn, 0)
}

/// Looks what the file is and brings it up to date.
pub(crate) fn check(conn: &Connection) -> Result<(), StoreError> {
    let (application, schema): (i64, i64) = conn
        .prepare(
            "SELECT a.application_id, v.user_version
                  FROM pragma_application_id a, pragma_user_version v",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if application != APPLICATION_ID || schema < 1 {
        return Err(StoreError::damaged("this is not a ledger"));
    }
    if schema > newest() {
        return Err(StoreError::TooNew { schema, ours: newest() });
    }
    if schema < newest() {
        migrate(conn, schema)?;
    }
    Ok(())
}

/// Each step is one transaction, and looks for itself whether another process was faster.
fn migrate(conn: &Connection, from: i64) -> Result<(), StoreError> {
    for (version, sql) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > from) {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let step = || -> Result<(), StoreError> {
            let now: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if now < version {
                conn.execute_batch(sql)?;
                conn.pragma_update(None, "user_version", version)?;
            }
            conn.execute_batch("COMMIT")?;
            Ok(())
        };
        step().inspect_err(|_| {
            // What failed is told; that the half of a step is gone needs no telling.
            let _ = conn.execute_batch("ROLLBACK");
        })?;
    }
    Ok(())
}
