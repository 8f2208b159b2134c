//! Whose fob is this? Two codes in a row are looked for on every secret of the ledger; nothing is
//! spent. (A fob that can be plugged in tells by its serial.)

use desk_store::TokenState;
use hotp::{Certainty, false_match};
use serde::Serialize;

use crate::cards;
use crate::desk::{Attendant, Desk};
use crate::fault::Fault;
use crate::step::among::{self, Match, Searched};
use crate::step::typed;
use crate::words;

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct WhoseCard {
    /// Every token that makes the codes; more than one: ask for the next code.
    pub matches: Vec<WhoseMatch>,
    /// How many tokens were looked at.
    #[ts(type = "number")]
    pub searched: u64,
    /// How long it took.
    pub seconds: f64,
    /// What was found, in a sentence.
    pub say: String,
    /// What to do now.
    pub now: String,
}

/// A token that makes the codes.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct WhoseMatch {
    /// The token's key.
    pub token: String,
    /// The fob's serial or desk label.
    pub fob: String,
    /// The fob's model, if it was ever seen.
    pub model: Option<String>,
    /// The login of the person whose it is.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// Where the token is in its life.
    pub state: String,
    /// Where on the fob: `oath`, `slot1`, `slot2`.
    pub place: String,
    /// The counter or step of the first code.
    #[ts(type = "number")]
    pub at_counter: u64,
    /// How probable it is that made-up codes had fitted somewhere as well.
    pub p_false: f64,
}

/// Looks for two or three codes in a row on all tokens, retired ones too; `window` counters ahead
/// of each; by itself between 100 and 1,000 and, where nothing is found so near, up to 100,000 as
/// far as that is quickly done.
///
/// # Errors
/// `codes_two_needed`, `code_letter`, `code_length`; `stopped`.
pub fn whose(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    codes: &[String],
    window: Option<u64>,
) -> Result<WhoseCard, Fault> {
    let codes = typed::of_any(&typed::in_a_row(codes)?)?;
    let world = desk.setting.world.clone();
    let (now, lang) = (world.now(), desk.lang());
    let view = desk.ledger()?.view()?;
    let mut looked = among::among(&view, who, &codes, window, &[], now)?;
    let far = among::far(looked.tokens);
    if looked.matches.is_empty() && window.is_none() && far > looked.window {
        // A fob out of a drawer may have run far ahead.
        looked = among::among(&view, who, &codes, Some(far), &[], now)?;
    }
    let Searched { mut matches, tokens, window } = looked;
    // Tokens in use first; of a fob that was written twice with one secret, the newer.
    matches.sort_by_key(|it| (!it.token.state.is_live(), std::cmp::Reverse(it.token.created)));
    let digits = codes.first().map(|code| code.digits()).unwrap_or_default();
    let count = u8::try_from(codes.len()).unwrap_or(u8::MAX);
    let p_false = false_match(digits, count, window, tokens);
    let found: Vec<WhoseMatch> =
        matches.iter().map(|it| card(&view, it, p_false)).collect::<Result<_, Fault>>()?;
    let certain = Certainty::of(p_false) == Certainty::Confirmed;
    let searched = tokens.to_string();
    let (id, values) = match found.as_slice() {
        [] => ("whose-nobodys", vec![("searched", searched.as_str())]),
        [one] => {
            let name = one.name.as_deref().or(one.person.as_deref());
            let id = match (name, certain) {
                _ if one.state == TokenState::Lost.as_str() => "whose-lost",
                (None, _) => "whose-found-nobodys",
                (Some(_), true) => "whose-found",
                (Some(_), false) => "whose-likely",
            };
            (id, vec![("fob", one.fob.as_str()), ("name", name.unwrap_or_default())])
        }
        _ => ("whose-several", vec![]),
    };
    let took = u32::try_from(world.now().saturating_sub(now)).unwrap_or(0);
    let seconds = f64::from(took) / 1000.0;
    Ok(WhoseCard {
        say: words::say(lang, id, &values),
        now: words::say_now(lang, id, &values),
        matches: found,
        searched: tokens,
        seconds,
    })
}

fn card(view: &desk_store::View<'_>, found: &Match, p_false: f64) -> Result<WhoseMatch, Fault> {
    let token = &found.token;
    let fob = view.fob(token.fob)?;
    let person = token.person.map(|id| view.person(id)).transpose()?.flatten();
    let person = person.filter(|person| person.deleted.is_none());
    Ok(WhoseMatch {
        token: token.id.to_string(),
        fob: cards::fob_name(view, token)?,
        model: fob.and_then(|fob| fob.model),
        person: person.as_ref().map(|person| person.login.clone()),
        name: person.map(|person| person.name),
        state: token.state.to_string(),
        place: token.place.to_string(),
        at_counter: found.at,
        p_false,
    })
}
