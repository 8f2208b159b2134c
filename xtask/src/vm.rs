//! A small virtual machine in which fobs made of software are real HID devices: the kernel of a
//! build machine has no uhid, as a rule. A stock Debian kernel, a root folder of a few files, the
//! test program as its only task; what it prints comes over the serial line.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cpio::Archive;
use crate::setup;
use crate::shell::{Result, fresh_dir, make_dir, run, target_dir};

/// What the kernel must have; what these need besides is found out.
const MODULES: &[&str] = &["hid-generic", "uhid", "evdev"];

/// The first program of the machine. {modules} and {program} are filled in.
const INIT: &str = "\
#!/bin/busybox sh
/bin/busybox --install -s /bin
/bin/busybox mkdir -p /proc /sys /dev /tmp /run
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t tmpfs tmp /tmp
/bin/busybox ifconfig lo up
for module in {modules}; do /bin/busybox insmod /modules/$module; done
export PATH=/bin:/usr/sbin HOME=/tmp FOBDESK_PROGRAMS=/bin RUST_BACKTRACE=1
/bin/{program} --test-threads=1 --nocapture
echo \"the program ended with $?\"
/bin/busybox poweroff -f
";

/// The word of the machine that its program found nothing wrong.
const WELL: &str = "the program ended with 0";

/// Longer than all stories on a slow computer: a machine that hangs is ended.
const LIMIT: Duration = Duration::from_secs(600);

/// Boots a machine that runs the first of these programs; the others lie beside it, and the files
/// of a service where they are here. Whether it went well, and what it printed.
pub(crate) fn boot(programs: &[&Path], service: &[&str]) -> Result<(bool, String)> {
    setup::packages(&[setup::MACHINE])?;
    let place = target_dir()?.join("hid");
    let kernel = kernel(&place)?;
    let root = place.join("root.cpio");
    fs::write(&root, archive(&place, &kernel, programs, service)?)
        .map_err(|e| format!("{}: {e}", root.display()))?;
    // Without the machine's own acceleration, which hangs some kernels where it is only half there;
    // and with one processor, since a second one makes reports ten times slower.
    let machine = [
        "-accel",
        "tcg",
        "-smp",
        "1",
        "-machine",
        "pc",
        "-m",
        "768",
        "-nographic",
        "-no-reboot",
        "-nodefaults",
        "-serial",
        "stdio",
        "-append",
        "console=ttyS0 panic=-1 nokaslr quiet loglevel=3",
    ];
    let qemu = run("qemu-system-x86_64").args(machine).args(["-kernel"]);
    let qemu = qemu.args([kernel.join("vmlinuz")]).args(["-initrd"]).args([root]);
    let (ended, text) = qemu.limit(LIMIT).tee()?;
    Ok((ended && text.contains(WELL), text))
}

/// The root folder, packed.
fn archive(place: &Path, kernel: &Path, programs: &[&Path], service: &[&str]) -> Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.folder("dev");
    archive.file("bin/busybox", &read(Path::new("/bin/busybox"))?);
    let small = place.join("small");
    fresh_dir(&small)?;
    let mut libraries = BTreeSet::new();
    for program in programs {
        let name = name(program);
        let stripped = small.join(&name);
        // The lines for backtraces stay; what only a debugger reads is many times the program.
        run("strip").args(["--strip-debug", "-o"]).args([&stripped, *program]).quiet().must()?;
        archive.file(&format!("bin/{name}"), &read(&stripped)?);
        let told = run("ldd").args([program]).quiet().read()?;
        libraries.extend(paths(&told));
    }
    for file in service {
        archive.file(file, &read(Path::new(file))?);
        libraries.extend(paths(&run("ldd").args([file]).quiet().read()?));
    }
    for library in libraries {
        archive.file(&library, &read(Path::new(&library))?);
    }
    let mut modules = Vec::new();
    for module in MODULES {
        with_needs(kernel, module, &mut modules)?;
    }
    for module in &modules {
        archive.file(&format!("modules/{module}"), &read(&kernel.join(module))?);
    }
    let program = programs.first().map(|program| name(program)).unwrap_or_default();
    let init = INIT.replace("{modules}", &modules.join(" ")).replace("{program}", &program);
    archive.file("init", init.as_bytes());
    Ok(archive.finish())
}

/// The folder of a stock kernel and its modules, fetched once.
fn kernel(place: &Path) -> Result<PathBuf> {
    let kernel = place.join("kernel");
    if kernel.join("vmlinuz").exists() {
        return Ok(kernel);
    }
    let fetched = place.join("fetched");
    fresh_dir(&fetched)?;
    let download = || -> Result<bool> {
        let package = package()?;
        println!("A kernel for the machine: {package}");
        run("apt-get").args(["-q", "download", &package]).dir(&fetched).ok()
    };
    if !download()? {
        // The lists are older than the archive: it has a newer one by now.
        setup::update()?;
        if !download()? {
            return Err("no kernel can be fetched for the machine".into());
        }
    }
    let deb = found(&fetched, |name| name.ends_with(".deb"))?;
    run("dpkg-deb").args(["-x"]).args([&deb, &fetched]).must()?;
    let fresh = place.join("kernel.new");
    fresh_dir(&fresh)?;
    let boot = fetched.join("boot");
    copy(&found(&boot, |name| name.starts_with("vmlinuz"))?, &fresh.join("vmlinuz"))?;
    for folder in ["drivers/hid", "drivers/input"] {
        modules(&fetched, folder, &fresh)?;
    }
    make_dir(place)?;
    fs::rename(&fresh, &kernel).map_err(|e| format!("{}: {e}", kernel.display()))?;
    fs::remove_dir_all(&fetched).map_err(|e| format!("{}: {e}", fetched.display()))?;
    Ok(kernel)
}

/// The newest small kernel of the kind that this was made with, else the newest that the archive
/// has.
fn package() -> Result<String> {
    let search = || -> Result<Option<String>> {
        for kind in ["linux-image-6[.]1[.].*-cloud-amd64", "linux-image-.*-cloud-amd64"] {
            let told = run("apt-cache").args(["search", "--names-only", kind]).quiet().read()?;
            if let Some(package) = newest(&told) {
                return Ok(Some(package));
            }
        }
        Ok(None)
    };
    if let Some(package) = search()? {
        return Ok(package);
    }
    setup::update()?;
    search()?.ok_or_else(|| "the archive has no kernel linux-image-*-cloud-amd64".into())
}

/// Of the lines of a search the package with the highest numbers in its name.
fn newest(listing: &str) -> Option<String> {
    let names = listing.lines().filter_map(|line| line.split_whitespace().next());
    let kernels = names.filter(|name| {
        let version =
            name.strip_prefix("linux-image-").and_then(|n| n.strip_suffix("-cloud-amd64"));
        version.is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
    });
    let numbers = |name: &str| -> Vec<u64> {
        name.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
    };
    kernels.max_by_key(|name| numbers(name)).map(str::to_owned)
}

/// Copies all modules below a folder of the kernel, unpacked, into one.
fn modules(fetched: &Path, folder: &str, into: &Path) -> Result<()> {
    let versions = fetched.join("lib/modules");
    let versions = if versions.exists() { versions } else { fetched.join("usr/lib/modules") };
    let folder = found(&versions, |_| true)?.join("kernel").join(folder);
    let entries = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = name(&path);
        if name.ends_with(".ko") {
            copy(&path, &into.join(name))?;
        } else if name.ends_with(".ko.xz") {
            let target = into.join(&name);
            copy(&path, &target)?;
            run("xz").args(["--decompress", "--force"]).args([target]).quiet().must()?;
        }
    }
    Ok(())
}

/// Adds a module's file to the list, behind those that it needs.
fn with_needs(kernel: &Path, module: &str, list: &mut Vec<String>) -> Result<()> {
    let file = [module.to_owned(), module.replace('_', "-")]
        .into_iter()
        .map(|name| format!("{name}.ko"))
        .find(|name| kernel.join(name).exists())
        .ok_or_else(|| format!("the kernel has no module {module}"))?;
    if list.contains(&file) {
        return Ok(());
    }
    for need in needs(&read(&kernel.join(&file))?) {
        with_needs(kernel, &need, list)?;
    }
    list.push(file);
    Ok(())
}

/// The modules that a module says it needs.
fn needs(module: &[u8]) -> Vec<String> {
    const WORD: &[u8] = b"\0depends=";
    let Some(at) = module.windows(WORD.len()).position(|window| window == WORD) else {
        return Vec::new();
    };
    let list = module[at + WORD.len()..].split(|byte| *byte == 0).next().unwrap_or_default();
    let list = String::from_utf8_lossy(list);
    list.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The files that `ldd` names.
fn paths(told: &str) -> Vec<String> {
    let words =
        told.lines().filter_map(|line| line.split_whitespace().find(|word| word.starts_with('/')));
    words.map(str::to_owned).collect()
}

fn found(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = entries.flatten().map(|entry| entry.path());
    let found = paths.find(|path| fits(&name(path)));
    found.ok_or_else(|| format!("{} lacks something", folder.display()))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|e| format!("{}: {e}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).map_err(|e| format!("{}: {e}", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_kernel_is_taken_and_no_spare_part_of_one() {
        let listing = "linux-image-6.1.0-9-cloud-amd64 - Linux 6.1 (signed)\n\
            linux-image-6.1.0-50-cloud-amd64 - Linux 6.1 (signed)\n\
            linux-image-6.1.0-54-cloud-amd64-dbg - Debug symbols\n\
            linux-image-6.1.0-54-cloud-amd64-unsigned - Linux 6.1\n\
            linux-image-cloud-amd64 - the one that follows the newest\n";
        assert_eq!(newest(listing).as_deref(), Some("linux-image-6.1.0-50-cloud-amd64"));
        assert_eq!(newest(""), None);
    }

    #[test]
    fn a_module_says_what_it_needs() {
        assert_eq!(
            needs(b"\x7fELF\0license=GPL\0depends=hid,usbcore\0name=x\0"),
            ["hid", "usbcore"]
        );
        assert_eq!(needs(b"\x7fELF\0depends=\0name=hid\0"), Vec::<String>::new());
        assert_eq!(needs(b"no module"), Vec::<String>::new());
    }

    #[test]
    fn the_libraries_of_a_program_are_found() {
        let told = "\tlinux-vdso.so.1 (0x00007ffc)\n\
            \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n\
            \t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n";
        assert_eq!(paths(told), ["/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2"]);
    }
}
