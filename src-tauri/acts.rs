//! What the window's shell does by itself, without the desk's lock: stopping what the desk is at,
//! and practice. The page's side is `ui/src/shell.ts`.

use desk::{Cause, Fault, command};
use serde::Deserialize;
use serde_json::Value;

/// The names of the shell's acts, as they stand in `ui/src/shell.ts`.
const NAMES: [&str; 7] = [
    "awake",
    "stop",
    "practice_start",
    "practice_end",
    "practice_fobs",
    "practice",
    "practice_slow",
];

/// A request of the page.
pub(crate) enum Ask {
    /// One that the shell answers.
    Shell(Act),
    /// One out of the desk's table.
    Desk(command::Command),
}

/// An act of the shell.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Act {
    /// Somebody has a hand on the window.
    Awake {},
    /// Stops what the desk is doing.
    Stop {},
    /// Practice fobs from now on.
    PracticeStart {
        /// Which models, separated by commas; perhaps none.
        models: String,
    },
    /// Real fobs from now on.
    PracticeEnd {},
    /// The practice fobs there are.
    PracticeFobs {},
    /// Something done to a practice fob.
    Practice {
        /// What.
        act: Hand,
        /// To which.
        serial: String,
    },
    /// How much longer practice fobs take for an answer.
    PracticeSlow {
        /// Milliseconds.
        ms: u32,
    },
}

/// What a hand can do to a practice fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hand {
    /// Plug it in.
    Plug,
    /// Pull it out.
    Pull,
    /// Touch it.
    Touch,
    /// A short press: what is in slot 1 is typed.
    Press1,
    /// A long press: what is in slot 2 is typed.
    Press2,
}

/// Reads a request as it came from the page.
///
/// # Errors
/// `usage` for an act that neither the shell nor the desk knows, or with other arguments.
pub(crate) fn parse(ask: Value) -> Result<Ask, Fault> {
    let ours = ask["do"].as_str().is_some_and(|name| NAMES.contains(&name));
    if !ours {
        return command::parse(ask).map(Ask::Desk);
    }
    serde_json::from_value(ask)
        .map(Ask::Shell)
        .map_err(|error| Fault::from(Cause::Usage).detailed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_page_knows_the_same_acts() {
        let page = include_str!("../ui/src/shell.ts");
        let (_, acts) = page.split_once("ShellCommands = {").expect("the page's acts");
        let acts = acts.split("\n};").next().unwrap_or_default();
        let rows = acts.lines().filter_map(|line| line.split_once(": { args:"));
        let known: Vec<&str> = rows.map(|(name, _)| name.trim()).collect();
        assert_eq!(known, NAMES);
        let hands = "'plug' | 'pull' | 'touch' | 'press1' | 'press2'";
        assert!(page.contains(&format!("PracticeAct = {hands};")), "{hands}");
    }

    #[test]
    fn an_act_is_the_shells_or_the_desks() {
        let shell = |ask: Value| match parse(ask) {
            Ok(Ask::Shell(act)) => Some(act),
            _ => None,
        };
        assert_eq!(shell(json!({ "do": "stop" })), Some(Act::Stop {}));
        let press = json!({ "do": "practice", "act": "press2", "serial": "7" });
        let act = Act::Practice { act: Hand::Press2, serial: "7".into() };
        assert_eq!(shell(press), Some(act));
        assert!(matches!(parse(json!({ "do": "fobs" })), Ok(Ask::Desk(_))));
        for wrong in [
            json!({ "do": "stop", "now": true }),
            json!({ "do": "practice", "act": "break", "serial": "7" }),
            json!({ "do": "practice_seeds" }),
            json!(["stop"]),
        ] {
            assert_eq!(parse(wrong).err().map(|fault| fault.cause), Some(Cause::Usage));
        }
    }
}
