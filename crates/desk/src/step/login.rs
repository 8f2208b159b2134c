//! What can be a login: of a person, or of an operator.

use crate::fault::{Cause, Fault};

/// The longest login, in characters.
const LONGEST: usize = 64;

/// A login without blanks around it.
///
/// # Errors
/// `login_bad` for one that is empty, longer than 64 characters, or has a sign that cannot be seen.
pub(crate) fn good(login: &str) -> Result<String, Fault> {
    let login = login.trim();
    let bad =
        |c: char| c.is_control() || c.is_whitespace() || ('\u{200b}'..='\u{200f}').contains(&c);
    let length = login.chars().count();
    if length == 0 || length > LONGEST || login.chars().any(bad) {
        return Err(Cause::LoginBad { login: login.to_owned() }.into());
    }
    Ok(login.to_owned())
}
