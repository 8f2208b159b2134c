//! The programs of this workspace, built and found.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context, ensure};

/// The path of a program of this workspace, built first if need be (once per test process; not
/// where `FOBDESK_PROGRAMS` names the folder of programs that were built for the tests).
///
/// # Errors
/// When it cannot be built.
pub fn built(package: &str, program: &str) -> anyhow::Result<PathBuf> {
    if let Some(folder) = env::var_os("FOBDESK_PROGRAMS") {
        let path = Path::new(&folder).join(program);
        ensure!(path.exists(), "{} was not built", path.display());
        return Ok(path);
    }
    static BUILT: Mutex<Option<HashMap<String, PathBuf>>> = Mutex::new(None);
    let mut built = BUILT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let built = built.get_or_insert_default();
    if let Some(path) = built.get(program) {
        return Ok(path.clone());
    }
    // Test programs lie in `target/PROFILE/deps`, the others one folder above.
    let here = env::current_exe().context("this program's own path")?;
    let profile = here.ancestors().nth(2).context("a target folder")?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", package, "--bin", program]);
    if profile.file_name() == Some("release".as_ref()) {
        command.arg("--release");
    }
    let status = command.current_dir(workspace()).status().context("cargo build")?;
    ensure!(status.success(), "{program} cannot be built");
    let path = profile.join(program);
    built.insert(program.to_owned(), path.clone());
    Ok(path)
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
