//! The table of seeds: sealed, one row per token, and nothing in the clear.
//!
//! A seed is sealed with XChaCha20-Poly1305 under the vault's seed key. The associated data are
//! the pieces `"fobdesk/seed/1"`, vault id, generation (u32), token key, the fob's serial or desk
//! label, kind, algorithm, digits (u8), each preceded by its length as four bytes, big-endian. So
//! a seed that is moved to another row, fob, generation or vault does not open, nor one whose
//! token was given other digits.

use rusqlite::{Row, named_params};

use crate::pieces::pieces;
use crate::row::{self, Stored};
use crate::vault::Keys;
use crate::{Fob, StoreError, Token, TokenId, Txn, View};

/// XChaCha20-Poly1305; other numbers leave room for other ciphers.
const XCHACHA: i64 = 1;

/// How many columns of other tables stand behind those of the token in [`View::seeds_after`].
const JOINED: usize = 5;

struct SealedSeed {
    token: TokenId,
    generation: u32,
    cipher: i64,
    nonce: Vec<u8>,
    sealed: Vec<u8>,
}

impl View<'_> {
    /// The seed of a token, for the one call that needs it.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when there is no such token or it has no seed;
    /// [`StoreError::Tampered`] when the row or the seal does not hold.
    pub fn seed(&self, id: TokenId) -> Result<hotp::Seed, StoreError> {
        let unknown = StoreError::Unknown { what: "seed" };
        let token = self.token(id)?.ok_or(StoreError::Unknown { what: "token" })?;
        let fob = self.fob(token.fob)?.ok_or(StoreError::Unknown { what: "fob" })?;
        let row: SealedSeed =
            self.one("WHERE id = :id", named_params! { ":id": id })?.ok_or(unknown)?;
        self.opened(&token, fob.called(), &row)
    }

    /// Opens a sealed seed. The seal holds all that gives it meaning, so that a row that opens is
    /// the right one, whether or not its tag was looked at.
    fn opened(
        &self,
        token: &Token,
        called: &str,
        row: &SealedSeed,
    ) -> Result<hotp::Seed, StoreError> {
        let tampered = || StoreError::Tampered { table: "seeds", id: row.token.to_string() };
        if row.cipher != XCHACHA || row.generation != self.keys.generation() {
            return Err(tampered());
        }
        let about = about(self.keys, row.generation, token, called);
        let mut seed = self.keys.open(&row.nonce, &row.sealed, &about).ok_or_else(tampered)?;
        Ok(hotp::Seed::new(std::mem::take(&mut *seed)))
    }

    /// Tokens with their seeds in the order of their keys, those behind `after` and at most so many:
    /// for a search through all of them, batch by batch. Retired ones are among them, as their
    /// fobs may lie in a drawer.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] when a row or a seal does not hold.
    pub fn seeds_after(
        &self,
        after: Option<TokenId>,
        most: u32,
    ) -> Result<Vec<(Token, hotp::Seed)>, StoreError> {
        let sql = "SELECT t.*, s.generation, s.cipher, s.nonce, s.sealed,
                   coalesce(f.serial, f.label) AS called
            FROM tokens t JOIN seeds s ON s.id = t.id JOIN fobs f ON f.id = t.fob
            WHERE t.id > :after ORDER BY t.id LIMIT :most";
        let mut statement = self.conn.prepare_cached(sql)?;
        let floor: &[u8] = after.as_ref().map_or(&[], |id| id.as_bytes());
        let mut rows = statement.query(named_params! { ":after": floor, ":most": most })?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            row::checked_first(self.keys, Token::TABLE, row, row.as_ref().column_count() - JOINED)?;
            let token = Token::read(row)?;
            let sealed = SealedSeed::read(row)?;
            let called: String = row.get("called")?;
            let seed = self.opened(&token, &called, &sealed)?;
            found.push((token, seed));
        }
        Ok(found)
    }
}

impl Txn<'_> {
    pub(crate) fn insert_seed(
        &mut self,
        token: &Token,
        fob: &Fob,
        seed: &hotp::Seed,
    ) -> Result<(), StoreError> {
        let generation = self.keys.generation();
        let about = about(self.keys, generation, token, fob.called());
        let (nonce, sealed) = self.keys.seal(self.world, seed.expose(), &about);
        self.insert(
            "seeds",
            &[
                ("id", &token.id),
                ("generation", &generation),
                ("cipher", &XCHACHA),
                ("nonce", &nonce.as_slice()),
                ("sealed", &sealed),
            ],
        )
    }
}

/// The associated data of a seed.
fn about(keys: &Keys, generation: u32, token: &Token, called: &str) -> Vec<u8> {
    pieces(&[
        b"fobdesk/seed/1",
        keys.vault().as_bytes(),
        &generation.to_be_bytes(),
        token.id.as_bytes(),
        called.as_bytes(),
        token.kind.as_str().as_bytes(),
        token.algorithm.as_str().as_bytes(),
        &[token.digits],
    ])
}

impl Stored for SealedSeed {
    const TABLE: &'static str = "seeds";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            token: row.get("id")?,
            generation: row.get("generation")?,
            cipher: row.get("cipher")?,
            nonce: row.get("nonce")?,
            sealed: row.get("sealed")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;
    use crate::testing::Desk;

    fn two(desk: &mut Desk) -> (Token, Token) {
        let fob = desk.fob("4711");
        let one = desk.intend(&fob, Place::Slot1, b"the first secret 123").0;
        let two = desk.intend(&fob, Place::Slot2, b"the second secret 12").0;
        (one, two)
    }

    #[test]
    fn a_seed_comes_back_as_it_went_in() {
        let mut desk = Desk::new();
        let (one, two) = two(&mut desk);
        let second = desk.second();
        let view = second.view().expect("unlocked");
        assert_eq!(view.seed(one.id).expect("open").expose(), b"the first secret 123");
        assert_eq!(view.seed(two.id).expect("open").expose(), b"the second secret 12");
    }

    #[test]
    fn all_seeds_come_in_batches_each_once_and_none_whose_row_was_changed() {
        let mut desk = Desk::new();
        let (one, two) = two(&mut desk);
        let view = desk.ledger.view().expect("unlocked");
        let first = view.seeds_after(None, 1).expect("read");
        let rest = view.seeds_after(Some(first[0].0.id), 9).expect("read");
        let all: Vec<_> = first.into_iter().chain(rest).collect();
        let seen: Vec<_> = all.iter().map(|(token, seed)| (token.id, seed.expose())).collect();
        let wanted: [(TokenId, &[u8]); 2] =
            [(one.id, b"the first secret 123"), (two.id, b"the second secret 12")];
        assert_eq!(seen, wanted);
        let row = "UPDATE tokens SET next = next + 1 WHERE place = 'slot2'";
        let nonce = "UPDATE seeds SET nonce = randomblob(24)";
        let swap = "UPDATE fobs SET serial = '4712'";
        for (change, table) in [(row, "tokens"), (nonce, "seeds"), (swap, "seeds")] {
            view.conn.execute_batch("SAVEPOINT tamper").expect("a savepoint");
            view.conn.execute_batch(change).expect("changed");
            let read = view.seeds_after(None, 9).map(drop).expect_err("noticed");
            assert!(matches!(read, StoreError::Tampered { table: of, .. } if of == table));
            view.conn.execute_batch("ROLLBACK TO tamper; RELEASE tamper").expect("as before");
        }
        assert_eq!(view.seeds_after(None, 9).expect("as before").len(), 2);
    }

    #[test]
    fn every_flipped_bit_of_a_seed_is_noticed() {
        let mut desk = Desk::new();
        let (one, _) = two(&mut desk);
        let view = desk.ledger.view().expect("unlocked");
        let hex = data_encoding::HEXUPPER.encode(one.id.as_bytes());
        for (column, bytes) in [("nonce", 24), ("sealed", 36), ("tag", 32)] {
            let read = format!("SELECT {column} FROM seeds WHERE id = X'{hex}'");
            let good: Vec<u8> = view.conn.query_row(&read, [], |row| row.get(0)).expect("read");
            assert_eq!(good.len(), bytes, "{column}");
            for bit in 0..bytes * 8 {
                let mut bad = good.clone();
                if let Some(byte) = bad.get_mut(bit / 8) {
                    *byte ^= 1 << (bit % 8);
                }
                let write = format!("UPDATE seeds SET {column} = :value WHERE id = X'{hex}'");
                view.conn.execute(&write, named_params! { ":value": bad }).expect("written");
                let opened = view.seed(one.id);
                assert!(matches!(opened, Err(StoreError::Tampered { .. })), "{column} {bit}");
            }
            let write = format!("UPDATE seeds SET {column} = :value WHERE id = X'{hex}'");
            view.conn.execute(&write, named_params! { ":value": good }).expect("written");
        }
        assert_eq!(view.seed(one.id).expect("as before").expose(), b"the first secret 123");
    }

    #[test]
    fn seeds_swapped_between_tokens_do_not_open_even_with_valid_tags() {
        let mut desk = Desk::new();
        let (one, two) = two(&mut desk);
        // Somebody who has the tag key, but swaps only ciphertexts: the associated data hold.
        desk.change(|txn| {
            let row =
                |id: TokenId| txn.one::<SealedSeed>("WHERE id = :id", named_params! { ":id": id });
            let (left, right) = (row(one.id)?.expect("there"), row(two.id)?.expect("there"));
            for (id, from) in [(one.id, right), (two.id, left)] {
                txn.update(
                    "seeds",
                    &id,
                    "1 = 1",
                    &[("nonce", &from.nonce), ("sealed", &from.sealed)],
                )?;
            }
            Ok(())
        })
        .expect("tags are valid");
        let view = desk.ledger.view().expect("unlocked");
        for token in [one.id, two.id] {
            assert!(matches!(view.seed(token), Err(StoreError::Tampered { .. })));
        }
    }

    #[test]
    fn a_token_given_other_digits_has_no_seed_any_more() {
        let mut desk = Desk::new();
        let (one, _) = two(&mut desk);
        desk.change(|txn| txn.update("tokens", &one.id, "1 = 1", &[("digits", &8)]))
            .expect("tagged");
        let view = desk.ledger.view().expect("unlocked");
        assert!(matches!(view.seed(one.id), Err(StoreError::Tampered { .. })));
    }

    #[test]
    fn no_seed_stands_in_the_file_or_its_log() {
        let mut desk = Desk::new();
        let (_, _) = two(&mut desk);
        let mut plain = false;
        for entry in std::fs::read_dir(desk.path()).expect("the folder") {
            let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
            for canary in [b"the first secret 123".as_slice(), b"the second secret 12"] {
                let hex = data_encoding::HEXLOWER.encode(canary).into_bytes();
                let base32 = data_encoding::BASE32.encode(canary).into_bytes();
                for form in [canary.to_vec(), hex, base32] {
                    assert!(!bytes.windows(form.len()).any(|window| window == form));
                }
            }
            plain |= bytes.windows(9).any(|window| window == b"oath-hotp");
        }
        assert!(plain, "the search does not even find what stands there in the clear");
    }
}
