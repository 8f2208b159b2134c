//! The filing cabinet: people, fobs, tokens, sealed seeds, recovery sets and the audit chain in
//! one SQLite file.
//!
//! Four rules hold everywhere in this crate, and callers can build on them:
//!
//! * **No effect without an audit entry.** Reads go through a [`View`]; writes only through a
//!   [`Txn`], and [`Txn::commit`] takes the [`audit::Entry`] that tells of them. Dropping a `Txn`
//!   rolls back.
//! * **A row is checked when it is read.** Every row carries a keyed tag over all of its columns;
//!   a row that was changed behind our back is [`StoreError::Tampered`], never a value.
//! * **Seeds are sealed** and bound to their token, fob, generation and vault; they leave as
//!   [`hotp::Seed`] for the one call that needs them.
//! * **Somebody else may be first.** Every move is one conditional update; when it touches
//!   nothing, [`StoreError::Elsewhere`] says what is true now and who made it so.
//!
//! What is not here: policy, sentences, fobs, hashing of recovery codes, roles. They are the
//! desk's. Time and randomness are handed in as a [`World`].
//!
//! ```no_run
//! # use std::sync::Arc; use desk_store::*;
//! # fn main() -> Result<(), StoreError> {
//! let dir = std::path::Path::new("/var/lib/desk");
//! let door = KeyringDoor::system();
//! let mut ledger = Ledger::open(dir, Arc::new(SystemWorld))?;
//! ledger.unlock(With::Keyring(&door), Mark::Respect)?;
//! let mut txn = ledger.begin()?;
//! let anna = txn.add_person(NewPerson { login: "anna".into(), name: "Anna".into(), ..Default::default() })?;
//! txn.commit(audit::Entry::new("os:olga", "person.add").person(anna.id))?;
//! # Ok(()) }
//! ```

pub mod audit;
mod check;
mod copies;
mod draft;
mod emergency;
mod enrol;
mod error;
mod file;
mod fobs;
mod head;
mod id;
mod journal;
mod keyring;
mod ledger;
mod loans;
mod meta;
mod operators;
mod owed;
mod past;
mod people;
mod pictures;
mod pieces;
mod pin;
mod policy;
mod possession;
mod profiles;
#[cfg(test)]
mod promises;
mod recovery;
mod releases;
mod row;
mod schema;
mod seeds;
mod suspensions;
#[cfg(test)]
mod testing;
mod tokens;
mod txn;
mod unlock;
mod unreadable;
mod vault;
mod view;
mod words;
mod world;

pub use check::{Checked, Finding};
pub use draft::{Draft, NewVault};
pub use emergency::{Emergency, NewEmergency};
pub use enrol::Wrap;
pub use error::StoreError;
pub use fobs::{Fob, FobState, Sighting, UNKNOWN_MAKER};
pub use id::{
    CodeId, DeferralId, EmergencyId, FobId, LineId, LoanId, OperatorId, PersonId, ReplacementId,
    SetId, SuspensionId, TokenId, WorkstationId,
};
pub use journal::{AccessCodes, Line, NewLine, Outcome};
pub use keyring::{FakeKeyring, Keyring, KeyringDoor, KeyringError};
pub use ledger::{Ledger, Mark, Status};
pub use loans::Loan;
pub use meta::Workstation;
pub use operators::{NewOperator, Operator, Role};
pub use owed::{Deferral, Replacement};
pub use people::{NewPerson, Person, PersonChange, fold};
pub use pin::Anchor;
pub use profiles::Profile;
pub use recovery::{CodeForm, Cost, NewSet, RecoveryCode, RecoverySet, Salt};
pub use releases::{NewRelease, Release, ReleaseOutcome};
pub use suspensions::Suspension;
pub use tokens::{Algorithm, Kind, NewToken, Place, Token, TokenState};
pub use txn::Txn;
pub use unlock::With;
pub use unreadable::Unreadable;
pub use vault::{PaperKey, PassphraseCost, WrapKind};
pub use view::View;
pub use world::{SystemWorld, World};
