//! What a start does first: writes that were cut off are finished.

pub use crate::step::settle::Settled;

use serde::Serialize;

use crate::desk::{Attendant, Desk, Face};
use crate::fault::Fault;
use crate::report::Report;
use crate::step::settle;

/// Settles every open write whose fob is plugged in; what a person must type waits for the person.
///
/// # Errors
/// Only those of the ledger; what a fob says stands in the outcomes.
pub fn settle(desk: &mut Desk, who: &mut dyn Attendant) -> Result<Vec<Settled>, Fault> {
    settle::settle(desk, who)
}

/// What became of an open write, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SettledCard {
    /// The fob's serial or desk label.
    pub serial: String,
    /// The token's state, if it moved on.
    pub state: Option<String>,
    /// Why it is still open, if it is.
    pub why: Option<Report>,
}

/// As [`settle`], in words.
///
/// # Errors
/// Only those of the ledger.
pub fn cards(desk: &mut Desk, who: &mut dyn Face) -> Result<Vec<SettledCard>, Fault> {
    let lang = desk.lang();
    let settled = settle::settle(desk, who)?;
    let card = |one: Settled| match one.outcome {
        Ok(state) => SettledCard { serial: one.serial, state: Some(state), why: None },
        Err(fault) => {
            SettledCard { serial: one.serial, state: None, why: Some(Report::of(&fault, lang)) }
        }
    };
    Ok(settled.into_iter().map(card).collect())
}
