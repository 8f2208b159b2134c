//! The programs and test programs of the house, and one way of naming them to cargo.
//!
//! Cargo decides which features outside crates get by the packages that are named, so every build
//! here names the whole workspace and then picks targets: `--package` would build half of what we
//! stand on once more, for each other choice of packages.

use std::path::PathBuf;

use crate::json::Json;
use crate::shell::{Result, Run, cargo, target_dir};

/// Tells the tests of `tests/` where the programs that they drive are already built.
pub(crate) const PROGRAMS: &str = "FOBDESK_PROGRAMS";

/// The stories, which have parts of their own.
const STORIES: &str = "desk-tests";
/// The window's package, which needs WebKit.
const WINDOW: &str = "fobdesk";

/// `cargo test` for all crates' own tests: those in libraries, in programs and in `tests/`
/// folders; without the window and the stories.
pub(crate) fn unit_tests() -> Result<Run> {
    let text = cargo(["metadata", "--format-version", "1", "--no-deps"]).quiet().read()?;
    let words = crates_own(&Json::parse(&text)?);
    Ok(cargo(["test", "--workspace", "--locked", "--no-fail-fast", "--lib"]).args(words))
}

/// `cargo test` for the examples in the documentation.
pub(crate) fn examples() -> Run {
    cargo(["test", "--workspace", "--locked", "--no-fail-fast", "--doc"])
}

/// Builds one test program of the stories with the programs that it drives, and gives the
/// `cargo test` that runs it.
pub(crate) fn story(name: &str, drives: &[&str]) -> Result<Run> {
    let programs = drives.iter().flat_map(|program| ["--bin", program]);
    let words = ["build", "--workspace", "--locked", "--test", name];
    cargo(words).args(programs).must()?;
    let words = ["test", "--workspace", "--locked", "--no-fail-fast", "--test", name];
    Ok(cargo(words).env(PROGRAMS, programs_dir()?))
}

/// Builds one test program of the stories with the programs that it drives, to be run elsewhere:
/// where they all lie, the test program first.
pub(crate) fn apart(name: &str, drives: &[&str]) -> Result<Vec<PathBuf>> {
    let programs = drives.iter().flat_map(|program| ["--bin", program]);
    let words = ["build", "--workspace", "--locked", "--test", name];
    cargo(words).args(programs.clone()).must()?;
    // Once more, for the answer: the test program's name has a number in it.
    let words = [&words[..], &["--message-format=json", "--quiet"]].concat();
    let told = cargo([]).args(words).args(programs).quiet().read()?;
    let test = executable(&told, name)?.ok_or_else(|| format!("{name} was not built"))?;
    let dir = programs_dir()?;
    Ok([test].into_iter().chain(drives.iter().map(|program| dir.join(program))).collect())
}

/// The program of a test, in what cargo tells of a build.
fn executable(told: &str, name: &str) -> Result<Option<PathBuf>> {
    for line in told.lines().filter(|line| line.starts_with('{')) {
        let line = Json::parse(line)?;
        let target = line.get("target").and_then(|target| target.get("name"));
        let program = line.get("executable").and_then(Json::text);
        if let (Some(target), Some(program)) = (target.and_then(Json::text), program)
            && target == name
        {
            return Ok(Some(PathBuf::from(program)));
        }
    }
    Ok(None)
}

/// The folder of the programs in the development build.
pub(crate) fn programs_dir() -> Result<PathBuf> {
    Ok(target_dir()?.join("debug"))
}

/// The words that pick the programs and test programs of the crates.
fn crates_own(metadata: &Json) -> Vec<String> {
    let mut words = Vec::new();
    for package in metadata.get("packages").map_or(&[][..], Json::list) {
        let name = package.get("name").and_then(Json::text);
        if name == Some(STORIES) || name == Some(WINDOW) {
            continue;
        }
        for target in package.get("targets").map_or(&[][..], Json::list) {
            let kinds = target.get("kind").map_or(&[][..], Json::list);
            let kind = kinds.first().and_then(Json::text);
            let name = target.get("name").and_then(Json::text);
            if let (Some(kind @ ("bin" | "test")), Some(name)) = (kind, name) {
                words.extend([format!("--{kind}"), name.to_owned()]);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_found_among_what_was_built() {
        let told = r#"{"reason":"compiler-artifact","target":{"name":"hid"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"desk"},"executable":"/t/debug/deps/desk-1"}
{"reason":"compiler-artifact","target":{"name":"hid"},"executable":"/t/debug/deps/hid-2"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(told, "hid"), Ok(Some(PathBuf::from("/t/debug/deps/hid-2"))));
        assert_eq!(executable(told, "pcsc"), Ok(None));
    }

    #[test]
    fn programs_and_test_programs_of_the_crates_are_picked() {
        let metadata = r#"{"packages": [
            {"name": "hotp", "targets": [{"kind": ["lib"], "name": "hotp"},
                {"kind": ["test"], "name": "oracles"}]},
            {"name": "desk-cli", "targets": [{"kind": ["bin"], "name": "fobctl"}]},
            {"name": "fobdesk", "targets": [{"kind": ["bin"], "name": "fobdesk"}]},
            {"name": "desk-tests", "targets": [{"kind": ["test"], "name": "desk"}]}]}"#;
        let words = crates_own(&Json::parse(metadata).unwrap());
        assert_eq!(words, ["--test", "oracles", "--bin", "fobctl"]);
    }
}
