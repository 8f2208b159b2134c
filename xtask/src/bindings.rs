//! The page's types are those of Rust: `ui/src/bindings/` is what the crates' tests write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::lines::{read, sources};
use crate::shell::{Result, cargo, fresh_dir, root, target_dir};

/// Every binding that is stale, missing or left over, as sentences.
pub(crate) fn findings() -> Result<Vec<String>> {
    let fresh = target_dir()?.join("bindings");
    fresh_dir(&fresh)?;
    let words = ["test", "--quiet", "--workspace", "--locked", "--lib", "export_bindings"];
    let (ok, said) = cargo(words).env("TS_RS_EXPORT_DIR", &fresh).hush()?;
    if !ok {
        return Err(format!("the bindings cannot be made\n{said}"));
    }
    Ok(compare(&types(&fresh)?, &types(&root().join("ui/src/bindings"))?))
}

/// The files of a folder by their names, each with its text.
fn types(folder: &Path) -> Result<BTreeMap<String, String>> {
    let files = sources(folder, &["ts"])?;
    let named = files.iter().map(|file| {
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        Ok((name, read(file)?))
    });
    named.collect()
}

fn compare(fresh: &BTreeMap<String, String>, kept: &BTreeMap<String, String>) -> Vec<String> {
    let names: BTreeSet<&String> = fresh.keys().chain(kept.keys()).collect();
    let findings = names.into_iter().filter_map(|name| match (fresh.get(name), kept.get(name)) {
        (Some(fresh), Some(kept)) if fresh == kept => None,
        (Some(_), Some(_)) => Some(format!("{name} is stale: `cargo test -p desk` writes it anew")),
        (Some(_), None) => Some(format!("{name} is missing: `cargo test -p desk` writes it")),
        (None, _) => Some(format!("{name} is left over: no type of Rust is behind it")),
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_missing_and_left_over_bindings_are_told_apart() {
        let folder = |files: &[(&str, &str)]| {
            files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect()
        };
        let fresh = folder(&[("A.ts", "a"), ("B.ts", "b"), ("C.ts", "c")]);
        let kept = folder(&[("A.ts", "a"), ("B.ts", "old"), ("D.ts", "d")]);
        let found = compare(&fresh, &kept);
        assert_eq!(found.len(), 3);
        assert!(found[0].starts_with("B.ts is stale"));
        assert!(found[1].starts_with("C.ts is missing"));
        assert!(found[2].starts_with("D.ts is left over"));
    }
}
