//! The journal of writes: a line is opened, durable, before the first byte goes to a fob, and
//! closed when the fob has been asked how it went. What is open at start is settled first.

use rusqlite::{Row, named_params};
use zeroize::{Zeroize, Zeroizing};

use crate::pieces::pieces;
use crate::row::Stored;
use crate::words::words;
use crate::{FobId, LineId, NewToken, Place, StoreError, Token, TokenId, TokenState, Txn, View};

words! {
    /// How a write ended.
    Outcome {
        /// The fob has the credential, and a code proved it.
        Done = "done",
        /// The write was given up; the fob does not have the credential.
        Abandoned = "abandoned",
        /// The write was replaced by a later one.
        Superseded = "superseded",
    }
}

/// One write to one fob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The key.
    pub id: LineId,
    /// The token that is being written.
    pub token: TokenId,
    /// The fob it goes to.
    pub fob: FobId,
    /// The fob's serial (or desk label), to be read again in the session of the write.
    pub serial: String,
    /// Where in the fob.
    pub place: Place,
    /// The name of the OATH credential.
    pub name: Option<String>,
    /// The last four characters of the serial, if the operator typed them to overwrite something.
    pub consent: Option<String>,
    /// The live token of ours that this one replaces; it was retired when the line was opened.
    pub replaces: Option<TokenId>,
    /// The fob in whose place this one is given: it is out of use once this one is.
    pub instead_of: Option<FobId>,
    /// Until when the fob is lent (Unix ms), if it is.
    pub lent_until: Option<i64>,
    /// Who does it.
    pub operator: String,
    /// When the line was opened (Unix ms).
    pub opened: i64,
    /// When it was closed (Unix ms).
    pub closed: Option<i64>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    present_code: Option<Vec<u8>>,
    former_code: Option<Vec<u8>>,
}

/// What the journal must hold about a write besides the token.
#[derive(Default)]
pub struct NewLine {
    /// The last four characters of the serial, as typed by the operator.
    pub consent: Option<String>,
    /// The live token of ours to be replaced: it is retired in the same transaction.
    pub replaces: Option<TokenId>,
    /// The fob in whose place this one is given.
    pub instead_of: Option<FobId>,
    /// Until when the fob is lent (Unix ms).
    pub lent_until: Option<i64>,
    /// Who does it.
    pub operator: String,
    /// Access codes of the slot.
    pub codes: AccessCodes,
}

/// The access codes of a slot: six bytes each. Wiped when dropped; no `Debug`, no `Clone`.
#[derive(Default)]
pub struct AccessCodes {
    /// The code that the slot has after the write.
    pub present: Option<[u8; 6]>,
    /// The code that the slot has before the write.
    pub former: Option<[u8; 6]>,
}

impl Drop for AccessCodes {
    fn drop(&mut self) {
        self.present.zeroize();
        self.former.zeroize();
    }
}

impl View<'_> {
    /// The lines that are not closed, the oldest first.
    pub fn open_lines(&self) -> Result<Vec<Line>, StoreError> {
        self.all("WHERE closed IS NULL ORDER BY opened, id", [])
    }

    /// The line of this key.
    pub fn line(&self, id: LineId) -> Result<Option<Line>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }

    /// The last line about a token.
    pub fn line_of(&self, token: TokenId) -> Result<Option<Line>, StoreError> {
        self.one(
            "WHERE token = :token ORDER BY opened DESC, id DESC LIMIT 1",
            named_params! { ":token": token },
        )
    }

    /// Every line by which a fob was given, or is to be given, in the place of this one.
    pub fn lines_instead_of(&self, fob: FobId) -> Result<Vec<Line>, StoreError> {
        self.all("WHERE instead_of = :fob ORDER BY opened, id", named_params! { ":fob": fob })
    }

    /// The access codes of a line.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] when a seal does not hold.
    pub fn access_codes(&self, line: &Line) -> Result<AccessCodes, StoreError> {
        Ok(AccessCodes {
            present: self.access_code(line.id, "present", line.present_code.as_deref())?,
            former: self.access_code(line.id, "former", line.former_code.as_deref())?,
        })
    }

    /// The access code that this slot of this fob has by the last write that was done.
    pub fn slot_code(&self, fob: FobId, place: Place) -> Result<Option<[u8; 6]>, StoreError> {
        let line: Option<Line> = self.one(
            "WHERE fob = :fob AND place = :place AND outcome = 'done'
             ORDER BY closed DESC, id DESC LIMIT 1",
            named_params! { ":fob": fob, ":place": place },
        )?;
        match line {
            Some(line) => Ok(self.access_codes(&line)?.present),
            None => Ok(None),
        }
    }

    fn access_code(
        &self,
        line: LineId,
        which: &str,
        sealed: Option<&[u8]>,
    ) -> Result<Option<[u8; 6]>, StoreError> {
        let Some(sealed) = sealed else { return Ok(None) };
        let tampered = || StoreError::Tampered { table: "journal", id: line.to_string() };
        let (nonce, sealed) = sealed.split_at_checked(24).ok_or_else(tampered)?;
        let about = about(self, line, which);
        let code = self.keys.open(nonce, sealed, &about).ok_or_else(tampered)?;
        <[u8; 6]>::try_from(code.as_slice()).map(Some).map_err(|_| tampered())
    }
}

impl Txn<'_> {
    /// Intends a write: retires what it replaces, adds the token (`intended`), its sealed seed and
    /// an open line. Only after the commit may the first byte go to the fob.
    ///
    /// # Errors
    /// [`StoreError::PlaceTaken`] when a live token of ours is there and is not the one to be
    /// replaced; [`StoreError::Unknown`] for a fob that is not there. After an error the
    /// transaction is to be dropped: what was to be replaced may be retired in it already.
    pub fn intend(
        &mut self,
        new: &NewToken,
        seed: &hotp::Seed,
        line: NewLine,
    ) -> Result<(Token, Line), StoreError> {
        let fob = self.fob(new.fob)?.ok_or(StoreError::Unknown { what: "fob" })?;
        if line.consent.as_ref().is_some_and(|typed| typed.chars().count() > 4) {
            return Err(StoreError::Invalid { what: "consent" });
        }
        if let Some(replaced) = line.replaces {
            self.supersede(replaced)?;
        }
        let token = self.insert_token(new)?;
        self.insert_seed(&token, &fob, seed)?;
        let id = LineId(self.fresh_id());
        let present = self.sealed_code(id, "present", line.codes.present.as_ref());
        let former = self.sealed_code(id, "former", line.codes.former.as_ref());
        let opened = self.at();
        self.insert(
            "journal",
            &[
                ("id", &id),
                ("token", &token.id),
                ("fob", &fob.id),
                ("serial", &fob.called()),
                ("place", &token.place),
                ("name", &token.name),
                ("consent", &line.consent),
                ("replaces", &line.replaces),
                ("instead_of", &line.instead_of),
                ("lent_until", &line.lent_until),
                ("operator", &line.operator),
                ("present_code", &present),
                ("former_code", &former),
                ("opened", &opened),
            ],
        )?;
        let line = self.line(id)?.ok_or(StoreError::Unknown { what: "line" })?;
        Ok((token, line))
    }

    /// Closes a line.
    ///
    /// # Errors
    /// [`StoreError::LineClosed`] when it was closed before.
    pub fn close_line(&mut self, id: LineId, outcome: Outcome) -> Result<(), StoreError> {
        let at = self.at();
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("closed", &at), ("outcome", &outcome)];
        if self.update("journal", &id, "closed IS NULL", columns)? {
            Ok(())
        } else {
            Err(StoreError::LineClosed)
        }
    }

    /// Opens a superseded line again: what superseded it is undone in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::LineClosed`] when it ended in another way.
    pub fn reopen_line(&mut self, id: LineId) -> Result<(), StoreError> {
        let (at, outcome): (Option<i64>, Option<Outcome>) = (None, None);
        let columns: &[(&str, &dyn rusqlite::ToSql)] = &[("closed", &at), ("outcome", &outcome)];
        if self.update("journal", &id, "outcome = 'superseded'", columns)? {
            Ok(())
        } else {
            Err(StoreError::LineClosed)
        }
    }

    /// Retires a live token and closes its open line, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Elsewhere`] when it is not live any more.
    pub fn supersede(&mut self, token: TokenId) -> Result<(), StoreError> {
        let live: Vec<TokenState> =
            TokenState::ALL.iter().copied().filter(|state| state.is_live()).collect();
        self.move_token(token, &live, TokenState::Retired)?;
        match self.line_of(token)? {
            Some(line) if line.closed.is_none() => self.close_line(line.id, Outcome::Superseded),
            _ => Ok(()),
        }
    }

    fn sealed_code(&self, line: LineId, which: &str, code: Option<&[u8; 6]>) -> Option<Vec<u8>> {
        let code = Zeroizing::new(*code?);
        let about = about(self, line, which);
        let (nonce, sealed) = self.keys.seal(self.world, code.as_slice(), &about);
        Some([nonce.as_slice(), &sealed].concat())
    }
}

/// The associated data of an access code: `"fobdesk/code/1"`, vault id, line, present or former.
fn about(view: &View<'_>, line: LineId, which: &str) -> Vec<u8> {
    pieces(&[
        b"fobdesk/code/1",
        view.keys.vault().as_bytes(),
        &view.keys.generation().to_be_bytes(),
        line.as_bytes(),
        which.as_bytes(),
    ])
}

impl Stored for Line {
    const TABLE: &'static str = "journal";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            token: row.get("token")?,
            fob: row.get("fob")?,
            serial: row.get("serial")?,
            place: row.get("place")?,
            name: row.get("name")?,
            consent: row.get("consent")?,
            replaces: row.get("replaces")?,
            instead_of: row.get("instead_of")?,
            lent_until: row.get("lent_until")?,
            operator: row.get("operator")?,
            opened: row.get("opened")?,
            closed: row.get("closed")?,
            outcome: row.get("outcome")?,
            present_code: row.get("present_code")?,
            former_code: row.get("former_code")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, new_line, new_token};

    #[test]
    fn a_line_stays_open_until_it_is_closed_once() {
        let mut desk = Desk::new();
        let fob = desk.fob("4711");
        let (token, line) = desk.intend(&fob, Place::Slot1, &[1; 20]);
        let open = desk.second().view().expect("unlocked").open_lines().expect("read");
        assert_eq!(open, std::slice::from_ref(&line));
        assert_eq!((line.token, line.serial.as_str()), (token.id, "4711"));
        desk.change(|txn| txn.close_line(line.id, Outcome::Done)).expect("closed");
        let again = desk.change(|txn| txn.close_line(line.id, Outcome::Abandoned));
        assert!(matches!(again, Err(StoreError::LineClosed)));
        let view = desk.ledger.view().expect("unlocked");
        assert!(view.open_lines().expect("read").is_empty());
        let closed = view.line_of(token.id).expect("read").expect("there");
        assert_eq!(closed.outcome, Some(Outcome::Done));
    }

    #[test]
    fn access_codes_are_sealed_and_the_slot_is_known_by_its_last_write() {
        let mut desk = Desk::new();
        let fob = desk.fob("4711");
        let codes = AccessCodes { present: Some(*b"secret"), former: Some(*b"former") };
        let line = NewLine { codes, consent: Some("4711".to_owned()), ..new_line() };
        let new = new_token(&fob, Place::Slot2);
        let seed = hotp::Seed::new(vec![1; 20]);
        let (_, line) = desk.change(|txn| txn.intend(&new, &seed, line)).expect("intended");
        let view = desk.ledger.view().expect("unlocked");
        let codes = view.access_codes(&line).expect("open");
        assert_eq!((codes.present, codes.former), (Some(*b"secret"), Some(*b"former")));
        assert_eq!(view.slot_code(fob.id, Place::Slot2).expect("read"), None, "not written yet");
        desk.change(|txn| txn.close_line(line.id, Outcome::Done)).expect("closed");
        let view = desk.ledger.view().expect("unlocked");
        assert_eq!(view.slot_code(fob.id, Place::Slot2).expect("read"), Some(*b"secret"));
        for file in ["ledger.db", "ledger.db-wal"] {
            let bytes = std::fs::read(desk.path().join(file)).expect("a file");
            assert!(!bytes.windows(6).any(|window| window == b"secret"), "{file}");
        }
    }

    #[test]
    fn an_intention_that_is_not_committed_leaves_nothing() {
        let mut desk = Desk::new();
        let fob = desk.fob("4711");
        let mut txn = desk.ledger.begin().expect("begun");
        let seed = hotp::Seed::new(vec![1; 20]);
        txn.intend(&new_token(&fob, Place::Slot1), &seed, new_line()).expect("intended");
        drop(txn);
        let view = desk.ledger.view().expect("unlocked");
        assert!(view.open_lines().expect("read").is_empty());
        assert!(view.tokens_in(fob.id).expect("read").is_empty());
        assert!(view.check_everything().expect("looked").findings.is_empty());
    }

    #[test]
    fn a_consent_is_the_last_four_and_not_more() {
        let mut desk = Desk::new();
        let fob = desk.fob("4711");
        let line = NewLine { consent: Some("94711".to_owned()), ..new_line() };
        let seed = hotp::Seed::new(vec![1; 20]);
        let new = new_token(&fob, Place::Slot1);
        let refused = desk.change(|txn| txn.intend(&new, &seed, line));
        assert!(matches!(refused, Err(StoreError::Invalid { what: "consent" })));
    }
}
