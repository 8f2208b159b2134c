//! The table of profiles that the desk adds to the built-in ones.

use rusqlite::{Row, named_params};

use crate::row::{Stored, counter};
use crate::{Algorithm, Kind, Place, StoreError, Txn, View};

/// How tokens of this profile are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name, unique.
    pub name: String,
    /// Counter or time.
    pub kind: Kind,
    /// Where in the fob.
    pub place: Place,
    /// Digits of a code.
    pub digits: u8,
    /// The hash.
    pub algorithm: Algorithm,
    /// Seconds of a time step; `None` for counters.
    pub period: Option<u32>,
    /// The first moving factor.
    pub counter: u64,
    /// Ask for a touch.
    pub touch: bool,
    /// Type Enter after the code.
    pub enter: bool,
    /// The issuer in the credential's name.
    pub issuer: Option<String>,
}

impl View<'_> {
    /// The profile of this name.
    pub fn profile(&self, name: &str) -> Result<Option<Profile>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": name })
    }

    /// Every profile by name.
    pub fn profiles(&self) -> Result<Vec<Profile>, StoreError> {
        self.all("ORDER BY id", [])
    }
}

impl Txn<'_> {
    /// Adds a profile.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when there is one of this name.
    pub fn add_profile(&mut self, profile: &Profile) -> Result<(), StoreError> {
        if self.profile(&profile.name)?.is_some() {
            return Err(StoreError::Taken { what: profile.name.clone() });
        }
        let first = i64::try_from(profile.counter)
            .map_err(|_| StoreError::Invalid { what: "moving factor" })?;
        let at = self.at();
        self.insert(
            "profiles",
            &[
                ("id", &profile.name),
                ("kind", &profile.kind),
                ("place", &profile.place),
                ("digits", &profile.digits),
                ("algorithm", &profile.algorithm),
                ("period", &profile.period),
                ("counter", &first),
                ("touch", &i64::from(profile.touch)),
                ("enter", &i64::from(profile.enter)),
                ("issuer", &profile.issuer),
                ("created", &at),
            ],
        )
    }
}

impl Stored for Profile {
    const TABLE: &'static str = "profiles";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get("id")?,
            kind: row.get("kind")?,
            place: row.get("place")?,
            digits: row.get("digits")?,
            algorithm: row.get("algorithm")?,
            period: row.get("period")?,
            counter: counter(row, "counter")?,
            touch: row.get("touch")?,
            enter: row.get("enter")?,
            issuer: row.get("issuer")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    #[test]
    fn a_profile_comes_back_as_it_went_in_and_its_name_is_taken() {
        let mut desk = Desk::new();
        let profile = Profile {
            name: "night shift".to_owned(),
            kind: Kind::Totp,
            place: Place::Oath,
            digits: 8,
            algorithm: Algorithm::Sha256,
            period: Some(60),
            counter: 0,
            touch: true,
            enter: false,
            issuer: Some("Example".to_owned()),
        };
        desk.change(|txn| txn.add_profile(&profile)).expect("added");
        let again = desk.change(|txn| txn.add_profile(&profile));
        assert!(matches!(again, Err(StoreError::Taken { what }) if what == profile.name));
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.profile("night shift").expect("read"), Some(profile.clone()));
        assert_eq!(view.profiles().expect("read"), [profile]);
    }
}
