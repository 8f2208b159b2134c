//! The parts of `cargo xtask test`: each sets up what it needs, runs, and says how it went.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::check;
use crate::count::Count;
use crate::display::Display;
use crate::shell::{Result, Run, cargo, root, run, target_dir};
use crate::{fuzz, npm, setup, targets, vm};

/// A part and how it is run.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    name: &'static str,
    run: fn() -> Result<Count>,
}

/// Format, lints, arrows, bindings.
pub(crate) const CHECK: Part = Part { name: "check", run: check::check };
/// The sweeps in full, for `cargo xtask sweep`.
pub(crate) const FULL_SWEEP: Part = Part { name: "sweep", run: full_sweep };
/// The window's tests, which leave pictures, for `cargo xtask screenshots`.
pub(crate) const SCREENSHOTS: Part = Part { name: "screenshots", run: screenshots };

/// Everything that CI runs, what tells most in the shortest time first.
const ALL: [Part; 9] = [
    CHECK,
    Part { name: "unit", run: unit },
    Part { name: "desk", run: desk },
    Part { name: "pcsc", run: pcsc },
    Part { name: "hid", run: hid },
    Part { name: "page", run: page },
    Part { name: "window", run: window },
    Part { name: "sweep", run: sweep },
    Part { name: "fuzz", run: fuzz },
];

/// A smart card service for the machine of the part `hid`, with its driver for software fobs.
const SERVICE: &[&str] = &["/usr/sbin/pcscd", "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"];

/// The names of the parts.
pub(crate) fn names() -> Vec<&'static str> {
    ALL.iter().map(|part| part.name).collect()
}

/// The parts with these names; all if there are no names.
pub(crate) fn named(names: &[&str]) -> Result<Vec<Part>> {
    let find = |name: &&str| {
        let part = ALL.iter().find(|part| part.name == *name);
        part.copied().ok_or_else(|| format!("there is no part `{name}`"))
    };
    if names.is_empty() { Ok(ALL.to_vec()) } else { names.iter().map(find).collect() }
}

/// Runs the parts, each to its end whatever the others did; whether nothing failed.
pub(crate) fn test(parts: &[Part]) -> Result<bool> {
    let mut all = Count::default();
    let mut lines = Vec::new();
    for part in parts {
        println!("\n== {}", part.name);
        let started = Instant::now();
        let count = (part.run)().unwrap_or_else(|what| {
            println!("{}: {what}", part.name);
            Count::one(false)
        });
        all += count;
        println!("\n{}: {:.1} s", part.name, started.elapsed().as_secs_f64());
        lines.push(closing(part.name, count));
        println!("{}", lines[lines.len() - 1]);
    }
    if parts.len() > 1 {
        println!("\n{}\n{}", lines.join("\n"), closing("all", all));
    }
    Ok(all.failed == 0)
}

fn closing(name: &str, count: Count) -> String {
    format!("{name}: {} passed, {} failed", count.passed, count.failed)
}

/// The crates, each by itself, and the examples in their documentation.
fn unit() -> Result<Count> {
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::JUDGES])?;
    let mut count = counted(targets::unit_tests()?)?;
    count += counted(targets::examples())?;
    Ok(count)
}

/// The whole desk without a window.
fn desk() -> Result<Count> {
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::JUDGES])?;
    let mut count = stories("desk", |test| test)?;
    // The same stories once more, slots over the keyboard interface and the rest over the reader;
    // what drives a program has its own fobs and would only be repeated.
    let skipped = ["--", "--skip", "cli::", "--skip", "program", "--skip", "killed"];
    count += stories("desk", |test| test.env("FOBDESK_WIRES", "apart").args(skipped))?;
    Ok(count)
}

/// The desk over the real PC/SC service, judged by Yubico's own client.
fn pcsc() -> Result<Count> {
    let sets = [setup::BUILD_WITHOUT_WINDOW, setup::JUDGES, setup::READERS, setup::PRINTERS];
    setup::packages(&sets)?;
    let ykman = setup::ykman()?;
    stories("pcsc", |test| test.env("YKMAN", ykman))
}

/// The desk over the real HID of a kernel, in a small virtual machine.
fn hid() -> Result<Count> {
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::READERS])?;
    let programs = targets::apart("hid", &["fobctl", "fobsim"])?;
    let programs: Vec<_> = programs.iter().map(PathBuf::as_path).collect();
    let (ok, output) = vm::boot(&programs, SERVICE)?;
    Ok(Count::of_cargo(ok, &output))
}

/// Kill and pull sweeps, bounded.
fn sweep() -> Result<Count> {
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::JUDGES])?;
    stories("sweep", |test| test)
}

/// Kill and pull sweeps at every moment there is.
fn full_sweep() -> Result<Count> {
    setup::packages(&[setup::BUILD_WITHOUT_WINDOW, setup::JUDGES])?;
    let hours = Duration::from_secs(3 * 60 * 60);
    stories("sweep", |test| test.env("FOBDESK_SWEEP", "full").limit(hours))
}

/// A few seconds of fuzzing for each parser.
fn fuzz() -> Result<Count> {
    setup::packages(&[&["build-essential"]])?;
    fuzz::each(4)
}

/// The page by itself: types, lints, tests.
fn page() -> Result<Count> {
    npm::packages()?;
    let npm = |script: &str| run("npm").args(["run", "--silent", script]).dir("ui").ok();
    let mut count = Count::one(npm("check")?);
    count += Count::one(npm("lint")?);
    let report = target_dir()?.join("vitest.json");
    let _ = std::fs::remove_file(&report);
    let mut out = OsString::from("--outputFile.json=");
    out.push(&report);
    let words = ["--no-install", "vitest", "run", "--reporter=default", "--reporter=json"];
    let ok = run("npx").args(words).args([out]).dir("ui").ok()?;
    count += match std::fs::read_to_string(&report) {
        Ok(report) => Count::of_vitest(ok, &report)?,
        Err(_) => Count::one(false),
    };
    Ok(count)
}

/// The window, driven by WebDriver on a display made of software.
fn window() -> Result<Count> {
    through_the_window(None)
}

fn screenshots() -> Result<Count> {
    through_the_window(Some("docs/screenshots"))
}

fn through_the_window(pictures: Option<&str>) -> Result<Count> {
    let tools = [setup::JUDGES, setup::READERS, setup::PRINTERS, setup::DISPLAY].concat();
    setup::packages(&[setup::BUILD, &tools])?;
    npm::build()?;
    // What the window's own files test, before it is opened.
    let own = ["test", "--workspace", "--locked", "--bin", "fobdesk"];
    let mut count = counted(cargo(own))?;
    let test = targets::story("window", &["fobdesk", "fobsim"])?;
    let window = targets::programs_dir()?.join("fobdesk");
    let display = Display::start()?;
    let mut test = test
        .env("FOBDESK_WINDOW", window)
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        // No accessibility bus or keyring prompt of the person's own session.
        .env("NO_AT_BRIDGE", "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    if let Some(folder) = pictures {
        test = test.env("FOBDESK_SCREENSHOTS", root().join(folder));
    }
    count += counted(test)?;
    Ok(count)
}

/// A test program of `tests/`.
fn stories(name: &str, prepare: impl FnOnce(Run) -> Run) -> Result<Count> {
    counted(prepare(targets::story(name, &["fobctl", "fobsim"])?))
}

fn counted(test: Run) -> Result<Count> {
    let (ok, output) = test.tee()?;
    Ok(Count::of_cargo(ok, &output))
}
