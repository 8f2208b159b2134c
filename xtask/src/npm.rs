//! The page's tools: Node.js, the packages of `ui/package-lock.json`, and the built page.

use std::fs;

use crate::shell::{Result, on_path, root, run};

/// The oldest Node.js that the page's build runs on.
const NODE: (u32, u32) = (20, 19);

/// Fetches the packages that the lock file names, unless just those are there.
pub(crate) fn packages() -> Result<()> {
    if !on_path("node") || !on_path("npm") {
        return Err(format!("the page needs Node.js {}.{} or newer, with npm", NODE.0, NODE.1));
    }
    let version = run("node").args(["--version"]).quiet().read()?;
    if version_of(&version).is_none_or(|version| version < NODE) {
        let (major, minor) = NODE;
        return Err(format!(
            "the page needs Node.js {major}.{minor} or newer, not {}",
            version.trim()
        ));
    }
    let ui = root().join("ui");
    let lock = fs::read(ui.join("package-lock.json")).map_err(|e| format!("ui: {e}"))?;
    let stamp = ui.join("node_modules").join(".fetched-lock.json");
    if fs::read(&stamp).is_ok_and(|fetched| fetched == lock) {
        return Ok(());
    }
    run("npm").args(["ci", "--no-audit", "--no-fund"]).dir("ui").must()?;
    fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Builds the page, which the window's program then embeds.
pub(crate) fn build() -> Result<()> {
    packages()?;
    run("npm").args(["run", "--silent", "build"]).dir("ui").must()
}

/// Builds the page if there is none yet: the window's program does not compile without one.
pub(crate) fn build_if_missing() -> Result<()> {
    if root().join("ui/dist/index.html").exists() { Ok(()) } else { build() }
}

fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version_of("v20.9.1\n") < Some(NODE));
        assert!(version_of("v22.1.0\n") > Some(NODE));
        assert_eq!(version_of("20"), None);
    }
}
