//! How fast we are, beside the peers: `cargo xtask bench [NAME] [--json]`.
//!
//! The release build, run in turn with the peers on the same work, so that what else the machine
//! does falls on all.

mod codes;
mod figures;
mod issue;
mod keyring;
mod sync;
mod whose;

use std::process::ExitCode;

use figures::Row;

/// A bench and what measures it.
type Bench = (&'static str, fn() -> anyhow::Result<Vec<Row>>);

const BENCHES: [Bench; 4] = [
    ("issue", issue::measure),
    ("sync", sync::measure),
    ("whose", whose::measure),
    ("codes", codes::measure),
];

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let json = words.iter().any(|word| word == "--json");
    let names: Vec<&str> = words.iter().map(String::as_str).filter(|w| *w != "--json").collect();
    let known = |name: &str| BENCHES.iter().any(|(bench, _)| *bench == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        eprintln!("there is no bench `{name}`, only {}", BENCHES.map(|(name, _)| name).join(", "));
        return ExitCode::from(2);
    }
    let mut rows = Vec::new();
    for (name, measure) in BENCHES {
        if names.is_empty() || names.contains(&name) {
            match measure() {
                Ok(measured) => rows.extend(measured),
                Err(error) => {
                    eprintln!("{name}: {error:#}");
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    println!("{}", if json { figures::json(&rows) } else { figures::table(&rows) });
    if rows.iter().all(Row::held) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
