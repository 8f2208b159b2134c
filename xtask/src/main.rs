//! Chores: `cargo xtask …`. Plain std, so that it builds on a bare machine before anything is
//! installed. Each chore sets up what it needs and says in plain words what it does.

mod arrows;
mod bench;
mod bindings;
mod check;
mod count;
mod cpio;
mod display;
mod first_run;
mod fuzz;
mod json;
mod limit;
mod lines;
mod npm;
mod parts;
mod purity;
mod setup;
mod shell;
mod targets;
mod vm;

use std::env;
use std::process::ExitCode;

use shell::Result;

const USAGE: &str = "\
cargo xtask run                  set up, build, and do the main job with a practice fob
cargo xtask test [PART...]       set up what each part needs and run it; without a part: all, as CI
cargo xtask check                the part `check`: format, lints, arrows, bindings
cargo xtask sweep                the kill and pull sweeps in full
cargo xtask fuzz NAME SECONDS    feed one parser for so long (NAME `all`: each of them)
cargo xtask bench [NAME] [--json]  how fast we are, beside the peers
cargo xtask screenshots          drive the window and write docs/screenshots/*.png";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => first_run::do_it().map(|()| true),
        ["test", parts @ ..] => match parts::named(parts) {
            Ok(parts) => parts::test(&parts),
            Err(unknown) => return usage(&unknown),
        },
        ["check"] => parts::test(&[parts::CHECK]),
        ["sweep"] => parts::test(&[parts::FULL_SWEEP]),
        ["screenshots"] => parts::test(&[parts::SCREENSHOTS]),
        ["fuzz", name, seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::one(name, seconds),
            Err(_) => return usage(&format!("`{seconds}` is not a number of seconds")),
        },
        ["bench", options @ ..] => bench::bench(options),
        [] => return usage("which chore?"),
        [chore, ..] => return usage(&format!("`{chore}` is no chore, or lacks something")),
    };
    finish(done)
}

fn finish(done: Result<bool>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(what) => {
            eprintln!("xtask: {what}");
            ExitCode::FAILURE
        }
    }
}

fn usage(what: &str) -> ExitCode {
    eprintln!("xtask: {what}\n\n{USAGE}\n\nparts: {}", parts::names().join(", "));
    ExitCode::from(2)
}
