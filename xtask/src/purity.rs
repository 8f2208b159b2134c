//! What `cargo metadata` cannot see, since it comes with the standard library or through an arrow
//! that is allowed: files, sockets, threads and clocks in crates that have none.
//!
//! It reads words, not meanings: enough to catch the slip, no proof against intent.

use crate::lines::{read, shown, sources};
use crate::shell::{Result, root};

/// What the ground crates must not name: they get bytes, time and chance handed in.
const WORLD: &[&str] =
    &["std::env", "std::fs", "std::net", "std::process", "std::thread", "std::os"];
const CLOCKS: &[&str] = &["SystemTime", "Instant", "Timestamp::now", "Zoned::now"];

/// Words that a folder's code, its tests left aside, must not hold.
const RULES: &[(&str, &[&str])] = &[
    ("crates/hotp/src", WORLD),
    ("crates/hotp/src", CLOCKS),
    ("crates/fob-wire/src", WORLD),
    ("crates/fob-wire/src", CLOCKS),
    ("crates/paper/src", WORLD),
    ("crates/paper/src", CLOCKS),
    ("crates/attest/src", WORLD),
    ("crates/attest/src", CLOCKS),
    ("crates/desk/src", CLOCKS),
    // Printing goes through the system's own program, so `std::process` is the desk's.
    ("crates/desk/src", &["std::net", "std::thread"]),
];

/// Files that a rule leaves out. A program that hangs is given up by a thread that waits for it.
const EXCEPT: &[(&str, &str)] = &[("crates/desk/src/step/printing.rs", "std::thread")];

/// Every forbidden word, as sentences.
pub(crate) fn findings() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (folder, words) in RULES {
        for file in sources(&root().join(folder), &["rs"])? {
            if file.file_name().is_some_and(|name| name == "tests.rs") {
                continue;
            }
            for (line, word) in forbidden(&read(&file)?, words) {
                if EXCEPT.contains(&(&shown(&file), word)) {
                    continue;
                }
                findings.push(format!("{}:{line} names {word}", shown(&file)));
            }
        }
    }
    for file in sources(&root().join("crates/fob-sim/src"), &["rs"])? {
        for line in beyond_the_cable(&read(&file)?) {
            let file = shown(&file);
            findings.push(format!("{file}:{line} uses more of fob-wire than its cable"));
        }
    }
    Ok(findings)
}

/// The lines, from 1, that hold one of the words.
fn forbidden(text: &str, words: &[&'static str]) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (at, line) in code(text) {
        for &word in words {
            if names(line, word) {
                found.push((at, word));
            }
        }
    }
    found
}

/// Whether a line names the word, `std::{fs, io}` included.
fn names(line: &str, word: &str) -> bool {
    if line.match_indices(word).any(|(at, _)| whole(line, at, word.len())) {
        return true;
    }
    let (Some(part), Some((_, group))) = (word.strip_prefix("std::"), line.split_once("std::{"))
    else {
        return false;
    };
    group.match_indices(part).any(|(at, _)| whole(group, at, part.len()))
}

/// Whether what stands at `at` is a word and no part of a longer one.
fn whole(text: &str, at: usize, len: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !text[..at].ends_with(part) && !text[at + len..].starts_with(part)
}

/// The lines that use anything of `fob_wire` but `fob_wire::cable`: the software fob reads bytes
/// with its own eyes, so that one misreading does not hide the other.
fn beyond_the_cable(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, line) in code(text) {
        let uses = line.match_indices("fob_wire");
        let beyond = |(at, word): (usize, &str)| {
            let rest = &line[at + word.len()..];
            !rest.starts_with("::cable::") && !rest.starts_with("::cable;")
        };
        if uses.into_iter().any(beyond) {
            found.push(at);
        }
    }
    found
}

/// The lines with their numbers, without comments and without the unit tests at the foot.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let own = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    let code = own.map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    (1..).zip(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_imported() {
        let text = "//! std::fs\nuse std::{fmt, fs};\nlet a = std::fs::read(b);\nuse std::fsx;\n";
        assert_eq!(forbidden(text, WORLD), [(2, "std::fs"), (3, "std::fs")]);
        assert_eq!(forbidden("use std::time::Instant;", CLOCKS), [(1, "Instant")]);
        assert_eq!(forbidden("fn instantly(an: Instantiation) {}", CLOCKS), []);
    }

    #[test]
    fn unit_tests_may_do_as_they_like() {
        assert_eq!(forbidden("fn a() {}\n#[cfg(test)]\nmod tests { use std::fs; }", WORLD), []);
    }

    #[test]
    fn the_software_fob_shares_the_cable_only() {
        let text = "use fob_wire::cable::Cable;\nuse fob_wire::oath::List;\nuse fob_wire::{cable};";
        assert_eq!(beyond_the_cable(text), [2, 3]);
    }
}
