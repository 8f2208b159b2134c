//! What a verdict looks like: one shape for the page, for scripts and for tests.

use serde::Serialize;

/// What the codes say, in a word; the order is that in which it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SyncWord {
    /// One code was given twice.
    SameCodeTwice,
    /// Just where the ledger has it.
    InStep,
    /// Ahead, and booked.
    Moved,
    /// Behind: used before, or passed over.
    AlreadyUsed,
    /// The second one first.
    Swapped,
    /// One or two left out between them.
    SkippedOne,
    /// One fits, and the other is a slip away from it.
    Mistyped,
    /// The clock is off by too much.
    ClockOff,
    /// Of another token.
    OtherFob,
    /// Of none.
    NotFound,
}

/// What the codes say.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SyncCard {
    /// The token that was judged.
    pub token: Option<String>,
    /// What the codes say.
    pub verdict: SyncWord,
    /// The next moving factor before (a clock: the first step that could be accepted).
    #[ts(type = "number | null")]
    pub from: Option<u64>,
    /// The next moving factor now.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
    /// Counters: how many presses beyond. Clocks: how many steps it is off, ahead if positive.
    #[ts(type = "number | null")]
    pub distance: Option<i64>,
    /// How probable it is that made-up codes had fitted as well.
    pub p_false: Option<f64>,
    /// How many codes were left out between those given.
    pub skipped: Option<u8>,
    /// Whose codes they are instead.
    pub other: Option<OtherCard>,
    /// What it is, in a sentence.
    pub say: String,
    /// What to do now.
    pub now: String,
    /// `confirmed`, `likely` or `possible`.
    pub certainty: Option<String>,
    /// The ledger's counter was moved, and the codes are spent.
    pub recorded: bool,
    /// One more code is wanted before anything is booked.
    pub third: bool,
    /// What is to be written on the server.
    pub server: Option<String>,
    /// Which digit to look at.
    pub slip: Option<SlipCard>,
    /// `hotp` or `totp`.
    pub kind: Option<String>,
    /// The fob's serial or desk label.
    pub fob: Option<String>,
    /// The login of the person whose token it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
}

/// A slip of the eye or of the finger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SlipCard {
    /// Which code, from 1.
    pub code: u8,
    /// Which digit of it, from 1.
    pub digit: u8,
    /// The digit that was typed.
    pub typed: String,
    /// The digit that the fob shows.
    pub meant: String,
    /// This digit and the next changed places.
    pub swapped: bool,
}

/// Another token that makes the codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct OtherCard {
    /// The token.
    pub token: String,
    /// Its fob's serial or desk label.
    pub fob: String,
    /// The login of the person whose it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// Where the token is in its life.
    pub state: String,
    /// The counter or step of the first code.
    #[ts(type = "number")]
    pub at_counter: u64,
    /// It is the former secret of a fob that was asked about, from before it was last written.
    pub former: bool,
}
