//! Fuzzing on the stable compiler: the coverage that cargo-fuzz asks of a nightly one is asked of
//! LLVM directly. Without a sanitizer, which our safe code hardly needs: a panic, an overflow, a
//! hang or too much memory is a finding.

use std::time::Duration;

use crate::count::Count;
use crate::lines::sources;
use crate::shell::{Result, cargo, make_dir, root, run, target_dir};

const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Ccodegen-units=1 --cfg fuzzing";

/// Feeds one target, or with the name `all` each, for so many seconds; whether none broke.
pub(crate) fn one(name: &str, seconds: u64) -> Result<bool> {
    let targets = targets()?;
    if name == "all" {
        return Ok(each(seconds)?.failed == 0);
    }
    if !targets.iter().any(|target| target == name) {
        return Err(format!("there is no target `{name}`, only {}", targets.join(", ")));
    }
    let folder = build()?;
    feed(&folder, name, seconds)
}

/// Feeds each target for so many seconds; each counts one.
pub(crate) fn each(seconds: u64) -> Result<Count> {
    let folder = build()?;
    let mut count = Count::default();
    for target in targets()? {
        count += Count::one(feed(&folder, &target, seconds)?);
    }
    Ok(count)
}

/// The targets: the files of `fuzz/fuzz_targets/`.
fn targets() -> Result<Vec<String>> {
    let files = sources(&root().join("fuzz/fuzz_targets"), &["rs"])?;
    let names = files.iter().filter_map(|file| file.file_stem());
    Ok(names.map(|name| name.to_string_lossy().into_owned()).collect())
}

/// Builds all targets; the folder they lie in.
fn build() -> Result<String> {
    let version = run("rustc").args(["-vV"]).quiet().read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    // Naming the host as target keeps the flags away from build scripts.
    let host = host.ok_or("rustc does not name its host")?;
    let target = target_dir()?.join("fuzz");
    cargo(["build", "--release", "--quiet", "--manifest-path", "fuzz/Cargo.toml"])
        .args(["--target", host, "--target-dir"])
        .args([&target])
        .env("RUSTFLAGS", COVERAGE)
        .must()?;
    Ok(target.join(host).join("release").to_string_lossy().into_owned())
}

fn feed(folder: &str, name: &str, seconds: u64) -> Result<bool> {
    let (corpus, finds) = (format!("fuzz/corpus/{name}"), format!("fuzz/artifacts/{name}/"));
    make_dir(&root().join(&corpus))?;
    make_dir(&root().join(&finds))?;
    let options = [
        format!("-max_total_time={seconds}"),
        "-rss_limit_mb=512".into(),
        "-timeout=10".into(),
        "-verbosity=0".into(),
        "-print_final_stats=1".into(),
        format!("-artifact_prefix={finds}"),
        corpus,
    ];
    let program = format!("{folder}/{name}");
    let fed = run(program).args(options).quiet().limit(Duration::from_secs(seconds + 120));
    let (ok, said) = fed.hush()?;
    if ok {
        let inputs =
            said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        println!("{name}: nothing broke in {seconds} s,{} inputs", inputs.unwrap_or(" ?"));
    } else {
        println!("{name}: broken, see {finds}\n{said}");
    }
    Ok(ok)
}
