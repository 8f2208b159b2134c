//! Which running programs usually hold a reader: a hint for people, nothing is done to them.

use std::collections::BTreeSet;
use std::path::Path;

/// Programs known to hold a reader or a key, as the kernel names them (15 characters at most).
const USUAL: &[&str] = &[
    "authenticator",
    "authenticator-h",
    "gpg-agent",
    "gsd-smartcard",
    "keepassxc",
    "opensc-explorer",
    "opensc-notify",
    "opensc-tool",
    "pcsc_scan",
    "pkcs11-tool",
    "pkcs15-tool",
    "scdaemon",
    "ssh-pkcs11-help",
    "ykman",
    "ykman-gui",
    "yubico-piv-tool",
    "yubikey-agent",
    "yubioath",
    "yubioath-deskto",
    "yubioath-flutte",
];

/// Names of running programs that usually hold a reader, sorted, each once: what to tell the
/// staff when a fob is in use. Empty where the system has no `/proc`.
#[must_use]
pub fn suspects() -> Vec<String> {
    suspects_under(Path::new("/proc"))
}

fn suspects_under(proc: &Path) -> Vec<String> {
    let Ok(entries) = proc.read_dir() else { return Vec::new() };
    let found: BTreeSet<String> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().bytes().all(|b| b.is_ascii_digit()))
        // A process that ends meanwhile is no suspect.
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("comm")).ok())
        .map(|name| name.trim_end().to_owned())
        .filter(|name| is_usual(name))
        .collect();
    found.into_iter().collect()
}

fn is_usual(name: &str) -> bool {
    let name: String = name.chars().take(15).collect();
    USUAL.iter().any(|usual| usual.eq_ignore_ascii_case(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_holders_are_named_once_and_others_are_not() {
        let proc = tempfile::tempdir().expect("a temporary folder");
        for (pid, comm) in
            [("12", "scdaemon\n"), ("13", "scdaemon\n"), ("9", "KeePassXC\n"), ("7", "bash\n")]
        {
            std::fs::create_dir(proc.path().join(pid)).expect("a process");
            std::fs::write(proc.path().join(pid).join("comm"), comm).expect("its name");
        }
        std::fs::create_dir(proc.path().join("sys")).expect("not a process");
        std::fs::write(proc.path().join("sys/comm"), "ykman\n").expect("not a process's name");
        std::fs::create_dir(proc.path().join("99")).expect("a process that just ended");
        assert_eq!(suspects_under(proc.path()), ["KeePassXC", "scdaemon"]);
    }

    #[test]
    fn without_proc_nobody_is_suspected() {
        assert!(suspects_under(Path::new("/nonexistent")).is_empty());
    }

    #[test]
    fn every_usual_name_fits_into_what_the_kernel_keeps() {
        assert!(USUAL.iter().all(|name| name.len() <= 15 && is_usual(name)));
    }
}
