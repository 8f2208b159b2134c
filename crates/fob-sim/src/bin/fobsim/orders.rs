//! Orders on standard input.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::{Context, bail};
use fob_sim::{Answers, Finger, Moment, Vanish};

use crate::plug::Plug;

/// Follows the orders until `quit` (true) or until there are no more (false).
pub(crate) fn follow(card: &dyn Plug) -> bool {
    for line in io::stdin().lines() {
        let Ok(line) = line else { return false };
        let words: Vec<&str> = line.split_whitespace().collect();
        if words == ["quit"] {
            return true;
        }
        if let Err(error) = obey(card, &words) {
            eprintln!("fobsim: {line}: {error:#}");
        }
    }
    false
}

fn obey(card: &dyn Plug, words: &[&str]) -> anyhow::Result<()> {
    match words {
        [] => {}
        ["touch"] => card.fob().touch(),
        ["remove"] => card.remove(),
        ["insert"] => card.insert(),
        ["press", slot] => {
            let typed = slot
                .parse()
                .context("a slot is 1 or 2")
                .and_then(|slot| card.fob().press(slot).context("nothing is typed"));
            // One line for each press, whatever becomes of it.
            let line = typed.as_deref().unwrap_or("").trim_end_matches('\n');
            let mut out = io::stdout().lock();
            writeln!(out, "{line}").and_then(|()| out.flush()).context("standard output")?;
            drop(out);
            card.types(&typed?)?;
        }
        ["drop", count] => card.remove_after(count.parse().context("a count")?),
        ["drop", count, moment] => {
            let at = match *moment {
                "unheard" => Moment::Unheard,
                "unanswered" => Moment::Unanswered,
                _ => bail!("the moments are unheard and unanswered"),
            };
            let after = count.parse().context("a count")?;
            card.fob().faults(|faults| faults.vanish = Some(Vanish { after, at }));
        }
        ["exchanges"] => {
            let mut out = io::stdout().lock();
            let count = card.fob().exchanges();
            writeln!(out, "{count}").and_then(|()| out.flush()).context("standard output")?;
        }
        ["slow", time] => {
            let slow = Duration::from_millis(time.parse().context("milliseconds")?);
            card.fob().faults(|faults| faults.slow = slow);
        }
        ["patience", time] => {
            let patience = Duration::from_millis(time.parse().context("milliseconds")?);
            card.fob().faults(|faults| faults.finger = Finger::Waits(patience));
        }
        ["lie", how] => {
            let lie = lie(how)?;
            card.fob().faults(|faults| faults.answers = lie);
        }
        _ => bail!("not an order"),
    }
    Ok(())
}

/// How the fob answers from now on.
fn lie(how: &str) -> anyhow::Result<Option<(u32, Answers)>> {
    let answers = match how {
        "not" => return Ok(None),
        "garbage" => Answers::Garbage,
        "endless" => Answers::Endless,
        "bad-tlv" => Answers::BadTlv,
        "truncated" => Answers::Truncated,
        "nothing" => Answers::Nothing,
        "busy" => Answers::Busy,
        // As much as vpcd can carry.
        "huge" => Answers::Exactly([vec![0x71; 65_000], vec![0x90, 0x00]].concat()),
        _ => bail!("not, garbage, endless, huge, bad-tlv, truncated, nothing or busy"),
    };
    Ok(Some((0, answers)))
}
