//! The table of operators: who works at the desk, in which role, and the hash of their passphrase.
//! What a role may do is the desk's to say. Nobody is ever removed: the history names them.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::words::words;
use crate::{Cost, OperatorId, PersonId, StoreError, Txn, View, fold};

words! {
    /// What somebody is at the desk.
    Role {
        /// Looks, and changes nothing.
        Viewer = "viewer",
        /// Helps people whose fob is at hand, lost, or out of step.
        Helpdesk = "helpdesk",
        /// Gives fobs out and takes them back, too.
        Provisioner = "provisioner",
        /// Reads everything, changes nothing; may release what others ask for.
        Auditor = "auditor",
        /// May do everything.
        Admin = "admin",
    }
}

/// Somebody who works at the desk.
#[derive(Clone, PartialEq, Eq)]
pub struct Operator {
    /// The key.
    pub id: OperatorId,
    /// The login, as it was typed.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The person whose fobs are this operator's own, if one was named.
    pub person: Option<PersonId>,
    /// The salt of the passphrase's hash.
    pub salt: [u8; 16],
    /// What the hash costs.
    pub cost: Cost,
    /// The hash of the passphrase.
    pub hash: [u8; 32],
    /// When the row was made (Unix ms).
    pub created: i64,
    /// Who made it.
    pub by: String,
    /// Since when the operator may not sign in any more (Unix ms).
    pub disabled: Option<i64>,
}

impl std::fmt::Debug for Operator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Operator({}, {}, disabled: {:?})", self.login, self.role, self.disabled)
    }
}

/// What is needed to add an operator.
#[derive(Clone)]
pub struct NewOperator {
    /// The login; unique after NFC and case folding.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The person whose fobs are this operator's own.
    pub person: Option<PersonId>,
    /// The salt of the passphrase's hash.
    pub salt: [u8; 16],
    /// What the hash costs.
    pub cost: Cost,
    /// The hash of the passphrase.
    pub hash: [u8; 32],
    /// Who adds it.
    pub by: String,
}

impl View<'_> {
    /// Everybody who ever worked here, by login.
    pub fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        self.all("ORDER BY login_key", [])
    }

    /// The operator of this key.
    pub fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }

    /// The operator of this login, compared folded.
    pub fn operator_by_login(&self, login: &str) -> Result<Option<Operator>, StoreError> {
        self.one("WHERE login_key = :key", named_params! { ":key": fold(login) })
    }
}

impl Txn<'_> {
    /// Adds an operator.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`].
    pub fn add_operator(&mut self, new: NewOperator) -> Result<Operator, StoreError> {
        if let Some(other) = self.operator_by_login(&new.login)? {
            return Err(StoreError::LoginTaken { login: other.login });
        }
        let id = OperatorId(self.fresh_id());
        let (key, at) = (fold(&new.login), self.at());
        self.insert(
            "operators",
            &[
                ("id", &id),
                ("login", &new.login),
                ("login_key", &key),
                ("name", &new.name),
                ("role", &new.role),
                ("person", &new.person),
                ("salt", &new.salt),
                ("memory", &new.cost.memory),
                ("passes", &new.cost.passes),
                ("lanes", &new.cost.lanes),
                ("hash", &new.hash),
                ("created", &at),
                ("by", &new.by),
            ],
        )?;
        self.known_operator(id)
    }

    /// Another passphrase for an operator.
    ///
    /// # Errors
    /// [`StoreError::Unknown`].
    pub fn set_passphrase(
        &mut self,
        id: OperatorId,
        salt: [u8; 16],
        cost: Cost,
        hash: [u8; 32],
    ) -> Result<Operator, StoreError> {
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[
            ("salt", &salt),
            ("memory", &cost.memory),
            ("passes", &cost.passes),
            ("lanes", &cost.lanes),
            ("hash", &hash),
        ];
        self.update("operators", &id, "1 = 1", columns)?;
        self.known_operator(id)
    }

    /// Another role for an operator.
    ///
    /// # Errors
    /// [`StoreError::Unknown`].
    pub fn set_role(&mut self, id: OperatorId, role: Role) -> Result<Operator, StoreError> {
        self.update("operators", &id, "1 = 1", &[("role", &role)])?;
        self.known_operator(id)
    }

    /// Ends or brings back an operator's right to sign in; false when it was so before.
    pub fn set_disabled(&mut self, id: OperatorId, disabled: bool) -> Result<bool, StoreError> {
        let at = disabled.then_some(self.at());
        let guard = if disabled { "disabled IS NULL" } else { "disabled IS NOT NULL" };
        self.update("operators", &id, guard, &[("disabled", &at)])
    }

    fn known_operator(&self, id: OperatorId) -> Result<Operator, StoreError> {
        self.operator(id)?.ok_or(StoreError::Unknown { what: "operator" })
    }
}

impl Stored for Operator {
    const TABLE: &'static str = "operators";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let cost = Cost {
            memory: row.get("memory")?,
            passes: row.get("passes")?,
            lanes: row.get("lanes")?,
        };
        Ok(Self {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            role: row.get("role")?,
            person: row.get("person")?,
            salt: row.get("salt")?,
            cost,
            hash: row.get("hash")?,
            created: row.get("created")?,
            by: row.get("by")?,
            disabled: row.get("disabled")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    fn new(login: &str) -> NewOperator {
        NewOperator {
            login: login.to_owned(),
            name: "Olga".to_owned(),
            role: Role::Helpdesk,
            person: None,
            salt: [1; 16],
            cost: Cost { memory: 8, passes: 1, lanes: 1 },
            hash: [2; 32],
            by: "os:olga".to_owned(),
        }
    }

    #[test]
    fn a_login_is_one_operators_whatever_its_case() {
        let mut desk = Desk::new();
        let olga = desk.change(|txn| txn.add_operator(new("Olga"))).expect("added");
        let again = desk.change(|txn| txn.add_operator(new("OLGA")));
        assert!(matches!(again, Err(StoreError::LoginTaken { login }) if login == "Olga"));
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.operator_by_login("olga").expect("read"), Some(olga));
        assert_eq!(view.operators().expect("read").len(), 1);
    }

    #[test]
    fn role_and_passphrase_change_and_nobody_is_disabled_twice() {
        let mut desk = Desk::new();
        let id = desk.change(|txn| txn.add_operator(new("olga"))).expect("added").id;
        let changed = desk.change(|txn| {
            txn.set_role(id, Role::Admin)?;
            txn.set_passphrase(id, [3; 16], Cost { memory: 9, passes: 2, lanes: 1 }, [4; 32])
        });
        let changed = changed.expect("changed");
        assert_eq!((changed.role, changed.hash, changed.cost.memory), (Role::Admin, [4; 32], 9));
        for (off, did) in [(true, true), (true, false), (false, true), (false, false)] {
            let done = desk.change(|txn| txn.set_disabled(id, off)).expect("read");
            assert_eq!(done, did);
        }
        assert!(!format!("{changed:?}").contains('4'), "{changed:?}");
    }
}
