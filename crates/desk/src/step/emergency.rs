//! An emergency code: made, hashed, and shown once.

use std::path::PathBuf;

use desk_store::{NewEmergency, Person, PersonId, Salt, Txn, View};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::cards::rfc3339;
use crate::desk::Desk;
use crate::emergency_code::EmergencyCode;
use crate::fault::{Cause, Fault};
use crate::step::mint;
use crate::step::new_file::NewFile;

/// The label under which the vault's key peppers the hashes.
const PEPPER: &str = "emergency code";
/// The most uses, and the longest time in minutes (a week).
const MOST_USES: u32 = 20;
const MOST_MINUTES: u32 = 7 * 24 * 60;

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How often it may be used; once if nothing is said.
    pub uses: Option<u32>,
    /// For how many minutes; an hour if nothing is said.
    pub minutes: Option<u32>,
    /// A new file that it goes to instead of being shown.
    pub out: Option<PathBuf>,
}

/// A code as it is shown, once. A debug print does not tell it.
#[derive(Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct EmergencyCard {
    /// The code; nothing if it went to a file.
    pub code: Option<String>,
    /// How often it may be used.
    pub uses: u32,
    /// Until when.
    pub until: String,
}

impl std::fmt::Debug for EmergencyCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmergencyCard({} uses, until {})", self.uses, self.until)
    }
}

/// A code that is ready to be booked.
pub(crate) struct Drawn {
    code: EmergencyCode,
    hash: [u8; 32],
    uses: u32,
    until: i64,
    file: Option<NewFile>,
}

/// Draws a code and hashes it, before the transaction that books it: hashing takes its time.
///
/// # Errors
/// `emergency_bad`, `file_exists`, `file_unwritable`.
pub(crate) fn draw(desk: &mut Desk, person: &Person, wanted: &Wanted) -> Result<Drawn, Fault> {
    let (uses, minutes) = (wanted.uses.unwrap_or(1), wanted.minutes.unwrap_or(60));
    if !(1..=MOST_USES).contains(&uses) || !(1..=MOST_MINUTES).contains(&minutes) {
        return Err(Cause::EmergencyBad.into());
    }
    let file = wanted.out.as_deref().map(NewFile::create).transpose()?;
    let world = desk.setting.world.clone();
    let code = loop {
        let mut random = Zeroizing::new([0; 32]);
        world.fill(&mut *random);
        if let Some(code) = EmergencyCode::from_random(&*random) {
            break code;
        }
    };
    let salt = mint::salt(desk, person)?;
    let hash = hash(&desk.ledger()?.view()?, &salt, &code)?;
    let until = world.now().saturating_add(i64::from(minutes) * 60_000);
    Ok(Drawn { code, hash, uses, until, file })
}

impl Drawn {
    /// Books it with whatever else the transaction does.
    ///
    /// # Errors
    /// `file_unwritable`, and those of the ledger.
    pub(crate) fn book(
        &mut self,
        txn: &mut Txn<'_>,
        person: PersonId,
        fob: Option<desk_store::FobId>,
        by: &str,
    ) -> Result<(), Fault> {
        if let Some(file) = &mut self.file {
            file.write(self.code.text().as_bytes())?;
        }
        let Self { hash, uses, until, .. } = *self;
        txn.add_emergency(NewEmergency { person, fob, hash, uses, until, by: by.to_owned() })?;
        Ok(())
    }

    /// It is valid now: it is shown, or its file stays.
    pub(crate) fn show(mut self) -> EmergencyCard {
        if let Some(file) = &mut self.file {
            file.keep();
        }
        let code = self.file.is_none().then(|| self.code.text().to_string());
        EmergencyCard { code, uses: self.uses, until: rfc3339(self.until) }
    }
}

/// The hash that the ledger holds of a code.
///
/// # Errors
/// `unexpected` for a cost that the hash does not take.
pub(crate) fn hash(view: &View<'_>, salt: &Salt, code: &EmergencyCode) -> Result<[u8; 32], Fault> {
    mint::slow_hash(view, salt, &*code.plain(), PEPPER)
}
