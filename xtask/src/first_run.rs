//! `cargo xtask run`: sets up, builds, and does the desk's main job with a practice fob, step by
//! step, in the terminal. Where there is a display, the window opens at the end.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::shell::{Result, built, cargo, fresh_dir, run, target_dir};
use crate::{npm, setup};

/// Each step: what it does, in plain words, and the words for `fobctl`.
const STEPS: &[(&str, &[&str])] = &[
    ("What is plugged in? A practice fob, made of software.", &["fobs"]),
    (
        "A person who is to get it.",
        &["people", "add", "--login", "zoe", "--name", "Zoë Müller", "--department", "Accounts"],
    ),
    (
        "The main job: make a secret, seal it, write it to the fob, prove it by a live code, give \
         the fob to the person, and put recovery codes on paper.",
        &["issue", "--person", "zoe", "--codes-pdf", SHEET],
    ),
    ("How many recovery codes has she left?", &["codes", "status", "--person", "zoe"]),
    ("Is the history whole and unchanged?", &["log", "verify"]),
];

/// Stands for the path of the sheet.
const SHEET: &str = "SHEET";

/// A person may leave the window open.
const A_WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The whole of it.
pub(crate) fn do_it() -> Result<()> {
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
    setup::packages(&[if display { setup::BUILD } else { setup::BUILD_WITHOUT_WINDOW }])?;
    cargo(["build", "--workspace", "--locked", "--bin", "fobctl"]).must()?;
    let fobctl = built("fobctl")?;

    let place = target_dir()?.join("first-run");
    fresh_dir(&place)?;
    let sheet = main_job(&fobctl, &place)?;
    println!("\nDone. The recovery sheet, to look at or print: {}", sheet.display());
    println!(
        "Real fobs that are reached as keyboards need packaging/70-fobdesk.rules (see the guide)."
    );

    if display {
        println!("\nNow the window opens, with the same practice fob.");
        npm::build()?;
        cargo(["build", "--workspace", "--locked", "--bin", "fobdesk"]).must()?;
        let window = run(built("fobdesk")?).args(["--practice", "--data"]).args([&place]);
        window.limit(A_WEEK).must()
    } else {
        println!("There is no display here, so the window was not opened.");
        Ok(())
    }
}

/// The steps, in a fresh folder; where the sheet lies.
fn main_job(fobctl: &Path, place: &Path) -> Result<PathBuf> {
    let sheet = place.join("recovery-sheet.pdf");
    for (number, (what, words)) in (1..).zip(STEPS) {
        println!("\n{number}. {what}");
        let words = words
            .iter()
            .map(|&word| if word == SHEET { sheet.as_os_str().to_owned() } else { word.into() });
        run(fobctl).args(["--data"]).args([place]).args(["--practice"]).args(words).must()?;
    }
    if sheet.exists() { Ok(sheet) } else { Err("no sheet was made".into()) }
}
