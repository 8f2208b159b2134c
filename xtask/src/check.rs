//! The part `check`: what can be judged without running the desk.

use std::time::Duration;

use crate::count::Count;
use crate::shell::{Result, cargo, on_path};
use crate::{arrows, bindings, lines, npm, purity, setup};

/// Every check in turn; each counts one.
pub(crate) fn check() -> Result<Count> {
    setup::packages(&[setup::BUILD])?;
    npm::build_if_missing()?;
    let mut count = Count::default();
    count += Count::one(cargo(["fmt", "--all", "--check", "--", "-l"]).ok()?);
    count += Count::one(
        cargo(["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml", "--", "-l"]).ok()?,
    );
    count += listed("arrows", &arrows::findings()?);
    count += listed("words that do not belong", &purity::findings()?);
    count += listed("long files", &lines::findings()?);
    count += Count::one(clippy()?);
    count += listed("the page's types", &bindings::findings().unwrap_or_else(|what| vec![what]));
    if on_path("cargo-deny") {
        count += Count::one(cargo(["deny", "check", "bans", "licenses", "sources"]).ok()?);
    } else {
        println!("cargo-deny is not installed: licences are not checked");
    }
    Ok(count)
}

fn clippy() -> Result<bool> {
    let words =
        ["clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    cargo(words).limit(Duration::from_secs(25 * 60)).ok()
}

fn listed(what: &str, findings: &[String]) -> Count {
    if findings.is_empty() {
        println!("{what}: nothing wrong");
    }
    for finding in findings {
        println!("{what}: {finding}");
    }
    Count::one(findings.is_empty())
}
