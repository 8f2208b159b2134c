//! The source files of the house, and how long they may be.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Result, root};

/// More lines than this, tests included, and a file holds more than one idea.
const MOST: usize = 400;

/// What is built, fetched or not ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "gen", "corpus", "artifacts"];

/// Every source file that is too long, as sentences.
pub(crate) fn findings() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for file in sources(root(), &["rs", "ts", "svelte"])? {
        let lines = read(&file)?.lines().count();
        if lines > MOST {
            findings.push(format!("{} has {lines} lines, more than {MOST}", shown(&file)));
        }
    }
    Ok(findings)
}

/// The files below a folder with one of these endings, in order.
pub(crate) fn sources(dir: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(dir) = dirs.pop() {
        let entries = fs::read_dir(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if path.is_dir() {
                if !name.starts_with('.') && !NOT_OURS.contains(&&*name) {
                    dirs.push(path);
                }
            } else if endings.iter().any(|&e| path.extension().is_some_and(|is| is == e)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file.
pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))
}

/// The path as seen from the root of the checkout.
pub(crate) fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}
