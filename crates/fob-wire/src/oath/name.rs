//! The name of a credential: its key in the fob, and all that says who it is for.

/// The longest name in bytes, issuer and period included.
pub const LONGEST_NAME: usize = 64;

const DEFAULT_PERIOD: u32 = 30;

/// The name `[period/][issuer:]account`. `period` is that of a TOTP credential in seconds (30 is
/// not written); `None` for HOTP. `None` comes back for a name longer than 64 bytes or empty.
pub fn credential_name(
    issuer: Option<&str>,
    account: &str,
    period: Option<u32>,
) -> Option<Vec<u8>> {
    let mut name = match period {
        None | Some(DEFAULT_PERIOD) => String::new(),
        Some(period) => format!("{period}/"),
    };
    if let Some(issuer) = issuer {
        name.push_str(issuer);
        name.push(':');
    }
    name.push_str(account);
    (!account.is_empty() && name.len() <= LONGEST_NAME).then(|| name.into_bytes())
}

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameParts {
    /// Who issued the account.
    pub issuer: Option<String>,
    /// Whose account it is.
    pub account: String,
    /// The period of a TOTP credential in seconds; `None` for HOTP.
    pub period: Option<u32>,
}

/// Takes a stored name apart; `timed` says whether it names a TOTP credential. Bytes that are not
/// UTF-8 are shown as replacement characters.
pub fn parse_name(name: &[u8], timed: bool) -> NameParts {
    let text = String::from_utf8_lossy(name);
    let (period, rest) = match text.split_once('/').and_then(|(digits, rest)| {
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        let period = digits.parse().ok().filter(|period| *period > 0 && all_digits)?;
        Some((period, rest))
    }) {
        Some((period, rest)) if timed => (period, rest),
        _ => (DEFAULT_PERIOD, text.as_ref()),
    };
    let (issuer, account) = match rest.split_once(':') {
        Some((issuer, account)) if !issuer.is_empty() => (Some(issuer.to_owned()), account),
        _ => (None, rest),
    };
    NameParts { issuer, account: account.to_owned(), period: timed.then_some(period) }
}

#[cfg(test)]
mod tests {
    use super::{NameParts, credential_name, parse_name};

    fn parts(issuer: Option<&str>, account: &str, period: Option<u32>) -> NameParts {
        NameParts { issuer: issuer.map(str::to_owned), account: account.to_owned(), period }
    }

    #[test]
    fn a_name_survives_the_way_there_and_back() {
        for (issuer, account, period) in [
            (Some("Example"), "alice@example.org", None),
            (Some("Example"), "bob", Some(60)),
            (None, "иван", Some(30)),
            (Some("a/b"), "c", Some(30)),
        ] {
            let name = credential_name(issuer, account, period).expect("short enough");
            assert_eq!(parse_name(&name, period.is_some()), parts(issuer, account, period));
        }
    }

    #[test]
    fn odd_names_are_read_as_yubico_reads_them() {
        assert_eq!(parse_name(b":x", true), parts(None, ":x", Some(30)));
        assert_eq!(parse_name(b"a:b:c", false), parts(Some("a"), "b:c", None));
        assert_eq!(parse_name(b"60/a:b", false), parts(Some("60/a"), "b", None));
        assert_eq!(parse_name(b"x/a:b", true), parts(Some("x/a"), "b", Some(30)));
    }

    #[test]
    fn a_period_of_no_seconds_is_not_a_period() {
        assert_eq!(parse_name(b"0/a", true), parts(None, "0/a", Some(30)));
        assert_eq!(parse_name(b"+5/a", true), parts(None, "+5/a", Some(30)));
    }

    #[test]
    fn a_name_that_is_too_long_is_refused() {
        assert!(credential_name(None, &"a".repeat(64), None).is_some());
        assert!(credential_name(None, &"a".repeat(65), None).is_none());
        assert!(credential_name(Some("i"), &"ж".repeat(32), None).is_none());
        assert!(credential_name(Some("i"), "", None).is_none());
    }
}
