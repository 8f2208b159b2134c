//! What must be on the machine: Debian packages, and Yubico's client in a folder of its own.
//!
//! Looks first and installs only what is missing, so that a machine that is set up loses no time.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::shell::{Result, on_path, run, target_dir};

/// To build everything, the window too.
pub(crate) const BUILD: &[&str] =
    &["build-essential", "libpcsclite-dev", "libudev-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];
/// To build all but the window.
pub(crate) const BUILD_WITHOUT_WINDOW: &[&str] =
    &["build-essential", "libpcsclite-dev", "libudev-dev", "pkg-config"];
/// What tests without a window or a reader call: judges of codes, sheets and secrets.
pub(crate) const JUDGES: &[&str] =
    &["dbus", "gnome-keyring", "oathtool", "poppler-utils", "strace"];
/// The real PC/SC service with readers made of software.
pub(crate) const READERS: &[&str] = &["pcscd", "vsmartcard-vpcd"];
/// A printing system, to be run on a folder of its own.
pub(crate) const PRINTERS: &[&str] = &["cups", "cups-client"];
/// A display made of software, and what drives the window and the system's dialogs on it.
pub(crate) const DISPLAY: &[&str] =
    &["fonts-dejavu-core", "webkit2gtk-driver", "x11-utils", "xdotool", "xvfb"];

/// A small virtual machine, in which software fobs are HID devices; `binutils` makes programs
/// small.
pub(crate) const MACHINE: &[&str] = &["binutils", "busybox-static", "qemu-system-x86", "xz-utils"];

const YKMAN: &str = "yubikey-manager==5.9.2";
const SEARCH_PEERS: &[&str] = &["privacyidea==3.14", "pyotp==2.10.0"];

/// Installs what is missing of these packages.
pub(crate) fn packages(sets: &[&[&str]]) -> Result<()> {
    let wanted: Vec<&str> = sets.concat();
    if !on_path("dpkg-query") {
        println!("This is no Debian; these packages, or their like, must be there already:");
        println!("  {}", wanted.join(" "));
        return Ok(());
    }
    let missing = missing(&wanted);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Not there yet: {}", missing.join(" "));
    if !is_root() && !on_path("sudo") {
        return Err(format!("please install, as root: {}", missing.join(" ")));
    }
    update()?;
    let install = ["install", "--no-install-recommends"];
    apt(&[&install[..], &missing].concat())
}

/// Asks the archives what they have.
pub(crate) fn update() -> Result<()> {
    apt(&["update"])
}

fn apt(words: &[&str]) -> Result<()> {
    let mut all = if is_root() { vec![] } else { vec!["sudo"] };
    all.extend(["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]);
    all.extend(words);
    run("env").args(["DEBIAN_FRONTEND=noninteractive"]).args(all).must()
}

fn missing<'p>(wanted: &[&'p str]) -> Vec<&'p str> {
    let mut command = std::process::Command::new("dpkg-query");
    command.args(["--show", "--showformat", "${Package} ${db:Status-Abbrev}\n"]).args(wanted);
    // It fails if one of them is unknown, and lists the others all the same.
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    let there = installed(&String::from_utf8_lossy(&output));
    wanted.iter().copied().filter(|package| !there.contains(*package)).collect()
}

/// The packages that are wholly installed: `ii`, not removed with their settings left.
fn installed(listing: &str) -> HashSet<String> {
    let pairs = listing.lines().filter_map(|line| line.split_once(' '));
    pairs.filter(|(_, state)| state.starts_with("ii")).map(|(name, _)| name.to_owned()).collect()
}

fn is_root() -> bool {
    run("id").args(["-u"]).quiet().read().is_ok_and(|id| id.trim() == "0")
}

/// Yubico's client `ykman` in a Python environment of its own, below the target folder.
pub(crate) fn ykman() -> Result<PathBuf> {
    let bin = environment("venv", &["ykman", "--version"], &[YKMAN])?;
    Ok(bin.join("ykman"))
}

/// The Python that has the peers of the search for a code; an environment of half a gigabyte.
pub(crate) fn search_peers() -> Result<PathBuf> {
    let there = ["python", "-c", "import privacyidea.lib.tokens.HMAC, pyotp"];
    let bin = environment("venv-bench", &there, SEARCH_PEERS)?;
    Ok(bin.join("python"))
}

/// The programs' folder of a Python environment below the target folder. It is made anew if the
/// program that must run in it does not.
fn environment(folder: &str, must_run: &[&str], wanted: &[&str]) -> Result<PathBuf> {
    let venv = target_dir()?.join(folder);
    let bin = venv.join("bin");
    let runs = |words: &[&str]| match words {
        [program, arguments @ ..] => run(bin.join(program)).args(arguments).quiet().silently(),
        [] => true,
    };
    if runs(must_run) {
        return Ok(bin);
    }
    let makes =
        |python: &str| run(python).args(["-m", "venv", "--clear"]).args([&venv]).quiet().silently();
    if !makes("python3") && !makes("/usr/bin/python3") {
        packages(&[&["python3-venv"]])?;
        if !makes("/usr/bin/python3") {
            return Err(format!("python3 cannot make an environment for {}", wanted.join(", ")));
        }
    }
    let pip = bin.join("pip");
    let words = [&["install", "--quiet", "--disable-pip-version-check"], wanted].concat();
    if !run(&pip).args(&words).ok()? {
        // Something is not ready-made for this Python (pyscard, as a rule): build it.
        packages(&[&["libpcsclite-dev", "python3-dev", "swig"]])?;
        run(&pip).args(&words).must()?;
    }
    Ok(bin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_package_is_not_there() {
        let there = installed("pcscd ii \nxvfb rc \nstrace un \noathtool hi \ndbus ii \n");
        let mut there: Vec<_> = there.into_iter().collect();
        there.sort();
        assert_eq!(there, ["dbus", "pcscd"]);
    }
}
