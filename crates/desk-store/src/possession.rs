//! Grey letters: two beside each row of a sheet, by which somebody shows that the sheet is at hand
//! without spending a code. The letters themselves never come here, only keyed hashes. A row is
//! asked once in its life, and its answer stands.

use crate::{CodeId, StoreError, Txn};

impl Txn<'_> {
    /// Books that a row is asked; false when it was asked before, has no letters, or its set is not
    /// valid any more.
    pub fn ask_row(&mut self, id: CodeId, by: &str) -> Result<bool, StoreError> {
        let at = self.at();
        let guard = "asked_at IS NULL AND grey IS NOT NULL AND set_id IN
            (SELECT id FROM recovery_sets WHERE voided IS NULL)";
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("asked_at", &at), ("asked_by", &by)];
        self.update("recovery_codes", &id, guard, columns)
    }

    /// Books the answer to a row that was asked; false when none is awaited.
    pub fn answer_row(&mut self, id: CodeId, right: bool) -> Result<bool, StoreError> {
        let guard = "asked_at IS NOT NULL AND answered IS NULL AND set_id IN
            (SELECT id FROM recovery_sets WHERE voided IS NULL)";
        self.update("recovery_codes", &id, guard, &[("answered", &right)])
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;
    use crate::{CodeForm, NewSet};

    #[test]
    fn a_row_is_asked_once_and_answered_once_and_never_of_a_void_set() {
        let mut desk = Desk::new();
        let person = desk.person("anna").id;
        let new = NewSet {
            person,
            name: "S-1".to_owned(),
            by: "os:olga".to_owned(),
            form: CodeForm::Bitrix,
            hashes: vec![[1; 32], [2; 32]],
            greys: vec![[3; 32], [4; 32]],
        };
        let set = desk.change(|txn| txn.add_set(new)).expect("a set");
        assert_eq!(set.form, CodeForm::Bitrix);
        let codes = desk.ledger.view().expect("unlocked").codes(set.id).expect("read");
        let (first, second) = (codes[0].id, codes[1].id);
        assert_eq!((codes[0].grey, codes[1].asked_at), (Some([3; 32]), None));
        let answer = |desk: &mut Desk, id, right| desk.change(|txn| txn.answer_row(id, right));
        assert!(!answer(&mut desk, first, true).expect("nobody asked"));
        assert!(desk.change(|txn| txn.ask_row(first, "os:olga")).expect("asked"));
        assert!(!desk.change(|txn| txn.ask_row(first, "os:igor")).expect("once"));
        assert!(answer(&mut desk, first, false).expect("answered"));
        assert!(!answer(&mut desk, first, true).expect("the first answer stands"));
        let code = desk.ledger.view().expect("unlocked").codes(set.id).expect("read").remove(0);
        assert_eq!((code.asked_by.as_deref(), code.answered), (Some("os:olga"), Some(false)));
        assert_eq!(code.used_at, None, "a question spends no code");
        desk.change(|txn| txn.void_set(set.id, "voided")).expect("voided");
        assert!(!desk.change(|txn| txn.ask_row(second, "os:olga")).expect("void"));
        let view = desk.ledger.view().expect("unlocked");
        let again = view.conn.execute("UPDATE recovery_codes SET asked_at = 1 WHERE row = 1", []);
        assert!(again.is_err(), "not past every door either");
    }
}
