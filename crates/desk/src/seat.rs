//! Who sits at this desk, and at which computer, as the system says: for the faces, which hand it
//! to the desk.

use std::ffi::OsString;

/// Who works here, for the audit: `os:` and the user's name.
#[must_use]
pub fn operator() -> String {
    let user = first(&["USER", "LOGNAME", "USERNAME"], env).or_else(user_of_process);
    format!("os:{}", user.unwrap_or_else(unknown))
}

/// This computer's name, for people.
#[must_use]
pub fn workstation() -> String {
    // The kernel's word first: the variables are the caller's.
    let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().and_then(named);
    kernel.or_else(|| first(&["COMPUTERNAME", "HOSTNAME"], env)).unwrap_or_else(unknown)
}

/// Whether paper is US Letter here: where the locale says a country that prints on it.
#[must_use]
pub fn letter() -> bool {
    let locale = first(&["LC_ALL", "LC_PAPER", "LANG"], env).unwrap_or_default();
    letter_in(&locale)
}

fn letter_in(locale: &str) -> bool {
    let country = locale.split(['_', '-']).nth(1).unwrap_or_default();
    let country = country.split(['.', '@']).next().unwrap_or_default();
    ["US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE"].contains(&country)
}

fn env(key: &str) -> Option<OsString> {
    std::env::var_os(key)
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// The first of these variables that names anything.
fn first(keys: &[&str], env: impl Fn(&str) -> Option<OsString>) -> Option<String> {
    keys.iter().filter_map(|key| env(key)?.into_string().ok()).find_map(named)
}

/// A name without blanks around it, unless nothing is left.
fn named(text: String) -> Option<String> {
    let name = text.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The user's name by the number of this process's owner, where the environment does not say.
#[cfg(unix)]
fn user_of_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = std::fs::metadata("/proc/self").ok()?.uid();
    name_of(owner, &std::fs::read_to_string("/etc/passwd").ok()?)
}

#[cfg(not(unix))]
fn user_of_process() -> Option<String> {
    None
}

/// The name of a user's number in a list as `/etc/passwd` is written.
#[cfg(unix)]
fn name_of(number: u32, list: &str) -> Option<String> {
    let number = number.to_string();
    let owned = |line: &&str| line.split(':').nth(2) == Some(number.as_str());
    list.lines().find(owned)?.split(':').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_follows_the_country() {
        for letter in ["en_US.UTF-8", "es-MX", "fr_CA@euro"] {
            assert!(letter_in(letter), "{letter}");
        }
        for a4 in ["", "C.UTF-8", "en_GB.UTF-8", "ru_RU", "de"] {
            assert!(!letter_in(a4), "{a4}");
        }
    }

    #[test]
    fn the_first_variable_that_names_anything_is_taken() {
        let env = |key: &str| match key {
            "A" => Some(OsString::from(" ")),
            "C" => Some(OsString::from("olga\n")),
            _ => None,
        };
        assert_eq!(first(&["A", "B", "C"], env).as_deref(), Some("olga"));
        assert_eq!(first(&["A", "B"], env), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_user_is_found_by_number() {
        let list = "root:x:0:0:root:/root:/bin/sh\nolga:x:1000:100:Olga,,,:/home/olga:/bin/sh\n";
        assert_eq!(name_of(1000, list).as_deref(), Some("olga"));
        assert_eq!(name_of(100, list), None);
    }

    #[test]
    fn somebody_always_sits_somewhere() {
        assert!(operator().strip_prefix("os:").is_some_and(|name| !name.is_empty()));
        assert!(!workstation().is_empty());
    }
}
