//! The table of pictures: bytes under a name. What they show, and whether they can be read at all,
//! is the desk's.

use rusqlite::{Row, named_params};

use crate::row::Stored;
use crate::{StoreError, Txn, View};

struct Picture {
    png: Vec<u8>,
}

impl View<'_> {
    /// The picture of that name, if there is one.
    pub fn picture(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let picture: Option<Picture> = self.one("WHERE id = :id", named_params! { ":id": name })?;
        Ok(picture.map(|picture| picture.png))
    }
}

impl Txn<'_> {
    /// Keeps a picture in the place of the one of that name.
    pub fn set_picture(&mut self, name: &str, png: &[u8]) -> Result<(), StoreError> {
        if self.update(Picture::TABLE, &name, "1 = 1", &[("png", &png)])? {
            return Ok(());
        }
        self.insert(Picture::TABLE, &[("id", &name), ("png", &png)])
    }

    /// Removes a picture; whether there was one.
    pub fn drop_picture(&mut self, name: &str) -> Result<bool, StoreError> {
        self.remove(Picture::TABLE, &name)
    }
}

impl Stored for Picture {
    const TABLE: &'static str = "pictures";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { png: row.get("png")? })
    }
}

#[cfg(test)]
mod tests {
    use crate::StoreError;
    use crate::testing::Desk;

    #[test]
    fn a_picture_is_kept_replaced_and_removed() {
        let mut desk = Desk::new();
        for png in [&b"one"[..], b"two"] {
            desk.change(|txn| txn.set_picture("logo", png)).expect("kept");
            let view = desk.ledger.view().expect("unlocked");
            assert_eq!(view.picture("logo").expect("read").as_deref(), Some(png));
        }
        assert!(desk.change(|txn| txn.drop_picture("logo")).expect("removed"));
        assert!(!desk.change(|txn| txn.drop_picture("logo")).expect("nothing is there"));
        assert_eq!(desk.ledger.view().expect("unlocked").picture("logo").expect("read"), None);
    }

    #[test]
    fn a_picture_that_was_changed_behind_our_back_is_an_error() {
        let mut desk = Desk::new();
        desk.change(|txn| txn.set_picture("logo", b"ours")).expect("kept");
        desk.behind("UPDATE pictures SET png = x'00'");
        let read = desk.ledger.view().expect("unlocked").picture("logo");
        assert!(matches!(read, Err(StoreError::Tampered { table: "pictures", .. })), "{read:?}");
    }
}
