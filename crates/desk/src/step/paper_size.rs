//! The papers of a sheet: which there are, and which one is meant.

use std::str::FromStr;

use desk_store::View;
use paper::Page;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::step::house::House;
use crate::step::rules::Rule;

/// What a sheet is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PaperSize {
    /// A4.
    A4,
    /// US Letter.
    Letter,
    /// A5.
    A5,
    /// A card for the wallet, to be cut out of the paper that lies in the printer.
    Card,
}

/// Their names, as the house's rule takes them.
pub(crate) const SIZES: [&str; 4] = ["a4", "letter", "a5", "card"];

impl FromStr for PaperSize {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "a4" => Ok(Self::A4),
            "letter" => Ok(Self::Letter),
            "a5" => Ok(Self::A5),
            "card" => Ok(Self::Card),
            _ => Err(()),
        }
    }
}

impl PaperSize {
    /// The one that was asked for, else the house's.
    pub(crate) fn or_usual(asked: Option<Self>, view: &View<'_>) -> Result<Self, Fault> {
        let usual = Rule::of("paper.size")?.now(view)?;
        // The rule takes nothing else.
        Ok(asked.or(usual.parse().ok()).unwrap_or(Self::A4))
    }

    /// As the paper crate has it; a card is cut out of the house's paper.
    pub(crate) fn page(self, house: &House) -> Page {
        match (self, house.letter) {
            (Self::A4, _) => Page::A4,
            (Self::Letter, _) => Page::Letter,
            (Self::A5, _) => Page::A5,
            (Self::Card, false) => Page::CardOnA4,
            (Self::Card, true) => Page::CardOnLetter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_of_the_rule_is_a_paper() {
        for word in SIZES {
            let size: PaperSize = word.parse().expect("a size");
            assert_eq!(serde_json::to_value(size).expect("a word"), word);
        }
        assert!("a3".parse::<PaperSize>().is_err());
    }
}
