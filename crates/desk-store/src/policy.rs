//! The table of policy: keys and values; what they mean is the desk's.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{StoreError, Txn, View};

struct Setting {
    key: String,
    value: String,
}

impl View<'_> {
    /// The value of a key, if it was ever set.
    pub fn policy(&self, key: &str) -> Result<Option<String>, StoreError> {
        let setting: Option<Setting> = self.one("WHERE id = :id", named_params! { ":id": key })?;
        Ok(setting.map(|setting| setting.value))
    }

    /// Every key that was set, with its value, by key.
    pub fn policies(&self) -> Result<Vec<(String, String)>, StoreError> {
        let all: Vec<Setting> = self.all("ORDER BY id", [])?;
        Ok(all.into_iter().map(|setting| (setting.key, setting.value)).collect())
    }
}

impl Txn<'_> {
    /// Sets a key.
    pub fn set_policy(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        if self.update("policy", &key, "1 = 1", &[("value", &value)])? {
            return Ok(());
        }
        self.insert("policy", &[("id", &key), ("value", &value)])
    }
}

impl Stored for Setting {
    const TABLE: &'static str = "policy";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { key: row.get("id")?, value: row.get("value")? })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn a_policy_can_be_set_and_set_again() {
        let mut desk = Desk::new();
        for value in ["10", "12"] {
            desk.change(|txn| txn.set_policy("codes.count", value)).expect("set");
        }
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.policy("codes.count").expect("read").as_deref(), Some("12"));
        assert_eq!(view.policy("codes.print_only").expect("read"), None);
        assert_eq!(view.policies().expect("read"), [("codes.count".to_owned(), "12".to_owned())]);
    }
}
