//! The table of people. Deleting blanks the row and keeps its key, so that the audit still means
//! somebody.

use rusqlite::{Row, ToSql, named_params};
use unicode_normalization::UnicodeNormalization;

use crate::row::Stored;
use crate::{PersonId, StoreError, Txn, View};

/// A person who may hold fobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The key; it outlives the person's deletion.
    pub id: PersonId,
    /// The login as it was typed; empty once deleted.
    pub login: String,
    /// The name; empty once deleted.
    pub name: String,
    /// The address, if any.
    pub email: Option<String>,
    /// The department, if any.
    pub department: Option<String>,
    /// The language of the person's papers, as a tag; none: that of the desk.
    pub language: Option<String>,
    /// When the row was made (Unix ms).
    pub created: i64,
    /// When it was blanked (Unix ms).
    pub deleted: Option<i64>,
}

/// What is needed to add a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// The login; unique after NFC and case folding.
    pub login: String,
    /// The name.
    pub name: String,
    /// The address, if any.
    pub email: Option<String>,
    /// The department, if any.
    pub department: Option<String>,
}

/// What changes in a person's row; `None` leaves the column as it is, `Some(None)` empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonChange {
    /// A new login.
    pub login: Option<String>,
    /// A new name.
    pub name: Option<String>,
    /// A new address.
    pub email: Option<Option<String>>,
    /// A new department.
    pub department: Option<Option<String>>,
    /// Another language of the papers.
    pub language: Option<Option<String>>,
}

/// The form in which logins are compared and texts are searched: NFC, then full case folding
/// (by way of capitals, so that `ß` and `ss`, `σ` and `ς` fall together), then NFC again.
#[must_use]
pub fn fold(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.to_uppercase().to_lowercase().nfc().collect()
}

impl View<'_> {
    /// The person of this key, deleted or not.
    pub fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }

    /// The person of this login, compared folded; a deleted person has none.
    pub fn person_by_login(&self, login: &str) -> Result<Option<Person>, StoreError> {
        self.one("WHERE login_key = :key", named_params! { ":key": fold(login) })
    }

    /// People whose login, name, address or department contains the text (folded), by login; at
    /// most `limit`. The empty text finds everybody.
    pub fn find_people(&self, text: &str, limit: u32) -> Result<Vec<Person>, StoreError> {
        let mut pattern = String::from("%");
        for letter in fold(text).chars() {
            if matches!(letter, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push('%');
        self.all(
            "WHERE search LIKE :pattern ESCAPE '\\' AND deleted IS NULL
             ORDER BY login_key LIMIT :limit",
            named_params! { ":pattern": pattern, ":limit": limit },
        )
    }
}

impl Txn<'_> {
    /// Adds a person.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`].
    pub fn add_person(&mut self, new: NewPerson) -> Result<Person, StoreError> {
        self.login_is_free(&new.login, None)?;
        let person = Person {
            id: PersonId(self.fresh_id()),
            login: new.login,
            name: new.name,
            email: new.email,
            department: new.department,
            language: None,
            created: self.at(),
            deleted: None,
        };
        let folded = person.folded();
        let mut columns = person.words(&folded).to_vec();
        columns.push(("id", &person.id));
        columns.push(("created", &person.created));
        self.insert("people", &columns)?;
        Ok(person)
    }

    /// Changes a person's row and returns it.
    ///
    /// # Errors
    /// [`StoreError::LoginTaken`]; [`StoreError::Unknown`] for a person who is not there or
    /// deleted.
    pub fn change_person(
        &mut self,
        id: PersonId,
        change: PersonChange,
    ) -> Result<Person, StoreError> {
        let mut person = self.living(id)?;
        if let Some(login) = change.login {
            self.login_is_free(&login, Some(id))?;
            person.login = login;
        }
        person.name = change.name.unwrap_or(person.name);
        person.email = change.email.unwrap_or(person.email);
        person.department = change.department.unwrap_or(person.department);
        person.language = change.language.unwrap_or(person.language);
        self.update("people", &id, "deleted IS NULL", &person.words(&person.folded()))?;
        Ok(person)
    }

    /// Gives a person another login. As [`Txn::change_person`] with the login alone.
    pub fn rename_person(&mut self, id: PersonId, login: &str) -> Result<Person, StoreError> {
        let change = PersonChange { login: Some(login.to_owned()), ..PersonChange::default() };
        self.change_person(id, change)
    }

    /// Blanks a person's row: login, name, address and department are gone from the ledger, the
    /// key stays. Whether somebody who still holds fobs may be deleted is the desk's to say.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] for a person who is not there or deleted already.
    pub fn blank_person(&mut self, id: PersonId) -> Result<(), StoreError> {
        let blank = Person {
            login: String::new(),
            name: String::new(),
            email: None,
            department: None,
            language: None,
            deleted: Some(self.at()),
            ..self.living(id)?
        };
        let folded = blank.folded();
        let mut columns = blank.words(&folded).to_vec();
        columns.push(("deleted", &blank.deleted));
        self.update("people", &id, "deleted IS NULL", &columns)?;
        Ok(())
    }

    fn living(&self, id: PersonId) -> Result<Person, StoreError> {
        let person = self.person(id)?.filter(|person| person.deleted.is_none());
        person.ok_or(StoreError::Unknown { what: "person" })
    }

    fn login_is_free(&self, login: &str, except: Option<PersonId>) -> Result<(), StoreError> {
        if login.is_empty() {
            return Err(StoreError::Invalid { what: "login" });
        }
        match self.person_by_login(login)? {
            Some(other) if Some(other.id) != except => {
                Err(StoreError::LoginTaken { login: other.login })
            }
            _ => Ok(()),
        }
    }
}

/// What is compared and searched instead of a person's words; nothing once deleted.
struct Folded {
    login: Option<String>,
    search: String,
}

impl Person {
    fn folded(&self) -> Folded {
        if self.deleted.is_some() {
            return Folded { login: None, search: String::new() };
        }
        let email = self.email.as_deref().unwrap_or_default();
        let department = self.department.as_deref().unwrap_or_default();
        let all = [&self.login, &self.name, email, department].join("\n");
        Folded { login: Some(fold(&self.login)), search: fold(&all) }
    }

    /// The columns that a person's words fill.
    fn words<'a>(&'a self, folded: &'a Folded) -> [(&'static str, &'a dyn ToSql); 7] {
        [
            ("login", &self.login),
            ("login_key", &folded.login),
            ("search", &folded.search),
            ("name", &self.name),
            ("email", &self.email),
            ("department", &self.department),
            ("language", &self.language),
        ]
    }
}

impl Stored for Person {
    const TABLE: &'static str = "people";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            email: row.get("email")?,
            department: row.get("department")?,
            language: row.get("language")?,
            created: row.get("created")?,
            deleted: row.get("deleted")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    #[test]
    fn a_login_is_taken_whatever_its_case_and_composition() {
        let mut desk = Desk::new();
        desk.person("Zoe\u{308}");
        for again in ["zo\u{eb}", "ZO\u{cb}", "zoe\u{308}"] {
            let new = NewPerson { login: again.to_owned(), ..NewPerson::default() };
            let error = desk.change(|txn| txn.add_person(new)).err();
            let Some(StoreError::LoginTaken { login }) = error else {
                panic!("{again} was taken as new: {error:?}");
            };
            assert_eq!(login, "Zoe\u{308}");
        }
        let empty = desk.change(|txn| txn.add_person(NewPerson::default()));
        assert!(matches!(empty, Err(StoreError::Invalid { what: "login" })));
    }

    #[test]
    fn folding_brings_together_what_people_take_for_the_same() {
        for (left, right) in
            [("STRASSE", "straße"), ("ΟΔΟΣ", "οδος"), ("οδοσ", "οδος"), ("Ёж", "ёЖ")]
        {
            assert_eq!(fold(left), fold(right), "{left} {right}");
        }
        assert_ne!(fold("anna"), fold("anne"));
    }

    #[test]
    fn people_are_found_by_any_part_and_no_letter_is_a_wildcard() {
        let mut desk = Desk::new();
        desk.person("anna");
        desk.person("a_na");
        desk.person("Борис");
        let view = desk.ledger.view().expect("unlocked");
        let logins = |text: &str| -> Vec<String> {
            let found = view.find_people(text, 10).expect("a search");
            found.into_iter().map(|person| person.login).collect()
        };
        assert_eq!(logins("NN"), ["anna"]);
        assert_eq!(logins("_"), ["a_na"]);
        assert_eq!(logins("борИ"), ["Борис"]);
        assert_eq!(logins("%"), [""; 0]);
        assert_eq!(logins("").len(), 3);
        assert_eq!(view.find_people("", 2).expect("a search").len(), 2);
    }

    #[test]
    fn a_renamed_person_keeps_the_key_and_frees_the_login() {
        let mut desk = Desk::new();
        let anna = desk.person("anna");
        let boris = desk.person("boris");
        let taken = desk.change(|txn| txn.rename_person(anna.id, "BORIS"));
        assert!(matches!(taken, Err(StoreError::LoginTaken { .. })));
        let renamed = desk.change(|txn| txn.rename_person(anna.id, "Anna")).expect("her own login");
        assert_eq!((renamed.id, renamed.login.as_str()), (anna.id, "Anna"));
        desk.change(|txn| txn.rename_person(anna.id, "anya")).expect("a free login");
        desk.change(|txn| txn.rename_person(boris.id, "anna")).expect("now it is free");
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.person_by_login("ANYA").expect("read").map(|p| p.id), Some(anna.id));
    }

    #[test]
    fn deleting_blanks_the_row_and_keeps_the_key() {
        let mut desk = Desk::new();
        let anna = desk.person("anna");
        desk.change(|txn| txn.blank_person(anna.id)).expect("deleted");
        let view = desk.ledger.view().expect("unlocked");
        let left = view.person(anna.id).expect("read").expect("the row stays");
        assert_eq!((left.login.as_str(), left.name.as_str()), ("", ""));
        assert!(left.deleted.is_some());
        assert!(view.find_people("", 10).expect("read").is_empty());
        assert!(desk.change(|txn| txn.blank_person(anna.id)).is_err());
        desk.person("anna");
    }

    #[test]
    fn the_language_of_the_papers_is_nobodys_until_it_is_said_and_goes_with_the_person() {
        let mut desk = Desk::new();
        let anna = desk.person("anna");
        assert_eq!(anna.language, None);
        let speaks = |tag: Option<&str>| PersonChange {
            language: Some(tag.map(str::to_owned)),
            ..PersonChange::default()
        };
        let changed = desk.change(|txn| txn.change_person(anna.id, speaks(Some("ru"))));
        assert_eq!(changed.expect("changed").language.as_deref(), Some("ru"));
        desk.change(|txn| txn.rename_person(anna.id, "anya")).expect("a free login");
        let read = |desk: &Desk| {
            let view = desk.ledger.view().expect("unlocked");
            view.person(anna.id).expect("read").expect("the row").language
        };
        assert_eq!(read(&desk).as_deref(), Some("ru"), "another change leaves it");
        desk.change(|txn| txn.change_person(anna.id, speaks(None))).expect("emptied");
        assert_eq!(read(&desk), None);
        desk.change(|txn| txn.change_person(anna.id, speaks(Some("ru")))).expect("changed");
        desk.change(|txn| txn.blank_person(anna.id)).expect("deleted");
        assert_eq!(read(&desk), None, "nothing of the person is left");
    }

    #[test]
    fn a_name_that_was_changed_behind_our_back_is_not_believed() {
        let mut desk = Desk::new();
        let anna = desk.person("anna");
        desk.behind("UPDATE people SET name = 'Mallory'");
        let view = desk.ledger.view().expect("unlocked");
        let read = view.person(anna.id);
        assert!(matches!(read, Err(StoreError::Tampered { table: "people", .. })));
        let change = PersonChange { name: Some("Anna".to_owned()), ..PersonChange::default() };
        let healed = desk.change(|txn| txn.change_person(anna.id, change));
        assert!(matches!(healed, Err(StoreError::Tampered { .. })), "a write gave it a valid tag");
    }
}
