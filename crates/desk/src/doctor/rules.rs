//! May this session use the fobs that are plugged in as keyboards? On Linux a rules file says so;
//! elsewhere there is nothing to check.

use super::{Check, State};
use crate::desk::Desk;
use crate::words::{say, say_now};

/// The check; nothing where the system has no such rules.
pub(super) fn check(desk: &mut Desk) -> Option<Check> {
    let barred = desk.setting.sockets.barred()?;
    let lang = desk.lang();
    let name = "rules".to_owned();
    if barred.is_empty() {
        let what = say(lang, "doctor-rules", &[]);
        return Some(Check { name, state: State::Ok, what, now: None });
    }
    let fobs = barred.join(", ");
    let values = [("fobs", fobs.as_str())];
    Some(Check {
        name,
        state: State::Warn,
        what: say(lang, "doctor-rules-missing", &values),
        now: Some(say_now(lang, "doctor-rules-missing", &values)),
    })
}
