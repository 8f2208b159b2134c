//! The whole ledger looked over: SQLite's own checks, every row tag, every root, every seal, the
//! audit chain. For `doctor` and for idle hours.

use rusqlite::types::Value;

use crate::row::{self, Root, Roots, TABLES};
use crate::{RecoverySet, StoreError, TokenId, View, audit};

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The table, or `file`.
    pub table: String,
    /// The key of the row, if it is about one.
    pub id: Option<String>,
    /// What was found, for experts.
    pub what: String,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many rows carry a tag.
    pub rows: u64,
    /// The audit chain.
    pub audit: audit::Verified,
    /// What is not as it should be; empty in a sound ledger.
    pub findings: Vec<Finding>,
}

impl View<'_> {
    /// Looks over everything. Damage is a result; an error means that looking was impossible.
    pub fn check_everything(&self) -> Result<Checked, StoreError> {
        self.at_once(|| self.check_all())
    }

    fn check_all(&self) -> Result<Checked, StoreError> {
        let mut findings = Vec::new();
        self.check_file(&mut findings)?;
        let roots = Roots::read(self.conn, self.keys)?;
        let mut rows = 0;
        for table in TABLES.iter().copied() {
            rows += self.check_table(table, &roots, &mut findings)?;
        }
        self.check_seals(&mut findings)?;
        let audit = self.verify_log()?;
        if let Some(n) = audit.broken {
            findings.push(Finding {
                table: "audit".to_owned(),
                id: Some(n.to_string()),
                what: "the chain breaks here".to_owned(),
            });
        }
        Ok(Checked { rows, audit, findings })
    }

    fn check_file(&self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let mut note = |what| findings.push(Finding { table: "file".to_owned(), id: None, what });
        let mut statement = self.conn.prepare("PRAGMA integrity_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                note(line);
            }
        }
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            note(format!("{table} points to a row of {parent} that is not there"));
        }
        Ok(())
    }

    fn check_table(
        &self,
        table: &'static str,
        roots: &Roots,
        findings: &mut Vec<Finding>,
    ) -> Result<u64, StoreError> {
        let mut note = |id, what: &str| {
            findings.push(Finding { table: table.to_owned(), id, what: what.to_owned() });
        };
        let mut statement = self.conn.prepare(&format!("SELECT * FROM {table}"))?;
        let mut rows = statement.query([])?;
        let mut sum = Root::default();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += 1;
            match row::checked(self.keys, table, row) {
                Ok((_, tag)) => sum.add(&tag),
                Err(StoreError::Tampered { id, .. }) => {
                    note(Some(id), "the row does not carry its tag");
                }
                Err(other) => return Err(other),
            }
        }
        if sum != roots.get(table) {
            note(None, "rows were added, removed or put back");
        }
        Ok(count)
    }

    fn check_seals(&self, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare("SELECT id FROM seeds")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: Value = row.get(0)?;
            let token: Result<TokenId, _> = row.get(0);
            if token.map_or(true, |token| self.seed(token).is_err()) {
                findings.push(Finding {
                    table: "seeds".to_owned(),
                    id: Some(row::printable(Some(&id))),
                    what: "the seed does not open".to_owned(),
                });
            }
        }
        for set in self.copied_sets()? {
            let owner: Option<RecoverySet> =
                self.one("WHERE id = :id", rusqlite::named_params! { ":id": set })?;
            if owner.is_none_or(|set| self.copy(&set).is_err()) {
                findings.push(Finding {
                    table: "recovery_copies".to_owned(),
                    id: Some(set.to_string()),
                    what: "the copy does not open".to_owned(),
                });
            }
        }
        Ok(())
    }
}
