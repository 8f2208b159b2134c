//! The person and the fob that somebody named, as the ledger knows them.

use desk_store::{Fob, Person, PersonId, View};

use crate::fault::{Cause, Fault};
use crate::step::plugged::Plugged;

/// The person of that login.
pub(crate) fn person(view: &View<'_>, login: &str) -> Result<Person, Fault> {
    let unknown = || Cause::UnknownPerson { login: login.to_owned() };
    Ok(view.person_by_login(login)?.ok_or_else(unknown)?)
}

/// The login of a person, or nothing for one who was deleted.
pub(crate) fn login_of(view: &View<'_>, id: PersonId) -> Result<Option<String>, Fault> {
    Ok(view.person(id)?.filter(|p| p.deleted.is_none()).map(|p| p.login))
}

/// The last four characters of a serial or desk label: what stands for consent.
pub(crate) fn last_four(name: &str) -> String {
    let length = name.chars().count();
    name.chars().skip(length.saturating_sub(4)).collect()
}

/// The ledger's row of the fob that is meant.
pub(crate) fn fob(
    view: &View<'_>,
    named: Option<&str>,
    plugged: Option<&Plugged>,
) -> Result<Fob, Fault> {
    let name = named.map(str::to_owned).or_else(|| plugged.and_then(Plugged::serial));
    let name = name.unwrap_or_default();
    if let Some(fob) = plugged.map(|p| p.row(view, None)).transpose()?.flatten() {
        return Ok(fob);
    }
    let mut rows = view.fobs_called(&name)?;
    match rows.len() {
        0 => Err(Cause::UnknownFob { serial: name }.into()),
        1 => Ok(rows.remove(0)),
        _ => Err(Cause::SerialTwice { serial: name }.into()),
    }
}
