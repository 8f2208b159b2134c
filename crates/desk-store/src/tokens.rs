//! The table of tokens: one credential in one place of one fob. Several per fob and several per
//! person are normal and independent of each other.

use rusqlite::{Row, named_params};

use crate::audit::Filter;
use crate::row::{Stored, counter};
use crate::words::{one_of, words};
use crate::{FobId, PersonId, StoreError, TokenId, Txn, View};

words! {
    /// What moves the code on.
    Kind {
        /// A counter (RFC 4226).
        Hotp = "hotp",
        /// The time (RFC 6238).
        Totp = "totp",
    }
}

words! {
    /// Where in the fob the credential lives.
    Place {
        /// A named credential of the OATH application.
        Oath = "oath",
        /// The slot of the short press.
        Slot1 = "slot1",
        /// The slot of the long press.
        Slot2 = "slot2",
    }
}

words! {
    /// The hash under the HMAC.
    Algorithm {
        /// SHA-1.
        Sha1 = "sha1",
        /// SHA-256.
        Sha256 = "sha256",
        /// SHA-512.
        Sha512 = "sha512",
    }
}

words! {
    /// Where a token is in its life.
    TokenState {
        /// The seed is sealed and durable; the fob may or may not have it.
        Intended = "intended",
        /// The fob took it.
        Written = "written",
        /// A code from the fob proved it.
        Verified = "verified",
        /// It is a person's.
        Assigned = "assigned",
        /// The person has signed for it.
        HandedOver = "handed_over",
        /// The person may not use it for now.
        Suspended = "suspended",
        /// The fob was reported lost.
        Lost = "lost",
        /// The fob came back.
        Returned = "returned",
        /// Never to be used again.
        Retired = "retired",
        /// The write was given up before it was proved.
        Abandoned = "abandoned",
    }
}

impl TokenState {
    /// Whether a token in this state occupies its place: not returned, retired or abandoned.
    #[must_use]
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Returned | Self::Retired | Self::Abandoned)
    }
}

/// A token. The seed is not in it: [`View::seed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The key.
    pub id: TokenId,
    /// In which fob.
    pub fob: FobId,
    /// For whom; reserved from the moment it is intended.
    pub person: Option<PersonId>,
    /// Counter or time.
    pub kind: Kind,
    /// Where in the fob.
    pub place: Place,
    /// The name of the OATH credential (`ISSUER:login`); slots have none.
    pub name: Option<String>,
    /// The issuer, if any.
    pub issuer: Option<String>,
    /// The hash.
    pub algorithm: Algorithm,
    /// Digits of a code, 6 to 8.
    pub digits: u8,
    /// Seconds of a time step; `None` for counters.
    pub period: Option<u32>,
    /// The fob asks for a touch before it computes.
    pub touch: bool,
    /// The slot types Enter after the code.
    pub enter: bool,
    /// The profile by which it was made.
    pub profile: String,
    /// Where it is in its life.
    pub state: TokenState,
    /// The next moving factor (time step for time-based tokens): a lower bound of the fob's,
    /// and it only goes up.
    pub next: u64,
    /// How many steps a clock was off when it was last put right; positive: it ran ahead.
    pub drift: Option<i64>,
    /// When it was intended (Unix ms).
    pub created: i64,
    /// When it last changed (Unix ms).
    pub changed: i64,
}

/// A token about to be written; see [`Txn::intend`](crate::Txn::intend). The fields mean what they
/// mean in [`Token`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Token")]
pub struct NewToken {
    pub fob: FobId,
    pub person: Option<PersonId>,
    pub kind: Kind,
    pub place: Place,
    pub name: Option<String>,
    pub issuer: Option<String>,
    pub algorithm: Algorithm,
    pub digits: u8,
    pub period: Option<u32>,
    pub touch: bool,
    pub enter: bool,
    pub profile: String,
    pub next: u64,
}

impl View<'_> {
    /// The token of this key.
    pub fn token(&self, id: TokenId) -> Result<Option<Token>, StoreError> {
        self.one("WHERE id = :id", named_params! { ":id": id })
    }

    /// Every token that was ever in this fob, the oldest first.
    pub fn tokens_in(&self, fob: FobId) -> Result<Vec<Token>, StoreError> {
        self.all("WHERE fob = :fob ORDER BY created, id", named_params! { ":fob": fob })
    }

    /// Every token that is or was this person's, the oldest first.
    pub fn tokens_of(&self, person: PersonId) -> Result<Vec<Token>, StoreError> {
        self.all("WHERE person = :person ORDER BY created, id", named_params! { ":person": person })
    }

    /// The live token in this place of this fob.
    pub fn live_token(
        &self,
        fob: FobId,
        place: Place,
        name: Option<&str>,
    ) -> Result<Option<Token>, StoreError> {
        self.one(
            "WHERE fob = :fob AND place = :place AND coalesce(name, '') = :name
             AND state NOT IN ('returned', 'retired', 'abandoned')",
            named_params! { ":fob": fob, ":place": place, ":name": name.unwrap_or_default() },
        )
    }

    /// Every live token, the oldest first.
    pub fn live_tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.all("WHERE state NOT IN ('returned', 'retired', 'abandoned') ORDER BY created, id", [])
    }
}

impl View<'_> {
    /// How many tokens there are in all, live ones and others.
    pub fn token_count(&self) -> Result<u64, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT count(*) AS next FROM tokens")?;
        Ok(statement.query_row([], |row| counter(row, "next"))?)
    }
}

impl Txn<'_> {
    /// Moves a token from one of these states to another by one conditional update.
    ///
    /// # Errors
    /// [`StoreError::Elsewhere`] when it is in none of them: somebody else was first, and this is
    /// who. [`StoreError::Unknown`] when there is no such token.
    pub fn move_token(
        &mut self,
        id: TokenId,
        from: &[TokenState],
        to: TokenState,
    ) -> Result<Token, StoreError> {
        let guard = one_of(from);
        let at = self.at();
        if !self.update("tokens", &id, &guard, &[("state", &to), ("changed", &at)])? {
            return Err(self.elsewhere(id)?);
        }
        self.present(id)
    }

    /// Gives a token to a person, or to nobody, under the same condition as
    /// [`Txn::move_token`]. The state stays.
    pub fn give_token(
        &mut self,
        id: TokenId,
        from: &[TokenState],
        person: Option<PersonId>,
    ) -> Result<Token, StoreError> {
        let guard = one_of(from);
        let at = self.at();
        if !self.update("tokens", &id, &guard, &[("person", &person), ("changed", &at)])? {
            return Err(self.elsewhere(id)?);
        }
        self.present(id)
    }

    /// Books moving factors: the next one is `next` from now on. Only upwards.
    ///
    /// # Errors
    /// [`StoreError::CounterBehind`] when the ledger is at `next` or beyond: whoever was first has
    /// spent that code. [`StoreError::Invalid`] above 2^63 - 1.
    pub fn book(&mut self, id: TokenId, next: u64) -> Result<Token, StoreError> {
        let new = stored(next)?;
        let at = self.at();
        if !self.update("tokens", &id, "next < :next", &[("next", &new), ("changed", &at)])? {
            let token = self.present(id)?;
            return Err(StoreError::CounterBehind { next: token.next });
        }
        self.present(id)
    }

    /// Notes how far a clock is off, in steps; positive: it runs ahead.
    pub fn set_drift(&mut self, id: TokenId, drift: i64) -> Result<Token, StoreError> {
        let at = self.at();
        self.update("tokens", &id, "1 = 1", &[("drift", &drift), ("changed", &at)])?;
        self.present(id)
    }

    pub(crate) fn insert_token(&mut self, new: &NewToken) -> Result<Token, StoreError> {
        if let Some(there) = self.live_token(new.fob, new.place, new.name.as_deref())? {
            return Err(StoreError::PlaceTaken { token: there.id });
        }
        let next = stored(new.next)?;
        let id = TokenId(self.fresh_id());
        let at = self.at();
        self.insert(
            "tokens",
            &[
                ("id", &id),
                ("fob", &new.fob),
                ("person", &new.person),
                ("kind", &new.kind),
                ("place", &new.place),
                ("name", &new.name),
                ("issuer", &new.issuer),
                ("algorithm", &new.algorithm),
                ("digits", &new.digits),
                ("period", &new.period),
                ("touch", &i64::from(new.touch)),
                ("enter", &i64::from(new.enter)),
                ("profile", &new.profile),
                ("state", &TokenState::Intended),
                ("next", &next),
                ("created", &at),
                ("changed", &at),
            ],
        )?;
        self.present(id)
    }

    fn present(&self, id: TokenId) -> Result<Token, StoreError> {
        self.token(id)?.ok_or(StoreError::Unknown { what: "token" })
    }

    /// Who was first: the last audit entry about the token's fob at the time of its last change.
    fn elsewhere(&self, id: TokenId) -> Result<StoreError, StoreError> {
        let token = self.present(id)?;
        let since = Some(token.changed);
        let entries = self.log(&Filter { fob: Some(token.fob), since, ..Filter::default() })?;
        let same = entries.into_iter().rev().find(|entry| entry.at == token.changed);
        let by = same.map(|entry| entry.operator);
        Ok(StoreError::Elsewhere { now: token.state.as_str(), by, at: token.changed })
    }
}

/// A moving factor as SQLite holds it.
fn stored(next: u64) -> Result<i64, StoreError> {
    i64::try_from(next).map_err(|_| StoreError::Invalid { what: "moving factor" })
}

impl Stored for Token {
    const TABLE: &'static str = "tokens";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            fob: row.get("fob")?,
            person: row.get("person")?,
            kind: row.get("kind")?,
            place: row.get("place")?,
            name: row.get("name")?,
            issuer: row.get("issuer")?,
            algorithm: row.get("algorithm")?,
            digits: row.get("digits")?,
            period: row.get("period")?,
            touch: row.get("touch")?,
            enter: row.get("enter")?,
            profile: row.get("profile")?,
            state: row.get("state")?,
            next: counter(row, "next")?,
            drift: row.get("drift")?,
            created: row.get("created")?,
            changed: row.get("changed")?,
        })
    }
}

#[cfg(test)]
mod tests;
