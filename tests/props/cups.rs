//! A printing system of one's own (cupsd on a socket), whose printers put what they print into a
//! folder.
//!
//! Any number of them run side by side, and none knows the machine's own printers. It needs the
//! packages `cups` and `cups-client`. It ends when it is dropped, and also when the test is killed:
//! it lives only as long as its standard input.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tempfile::TempDir;

/// Where clients look for the printing system.
pub const SERVER_VARIABLE: &str = "CUPS_SERVER";

/// How long anything may take before it is called broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs cupsd on a folder of its own, until standard input ends.
const KEEPER: &str = r#"
cupsd -f -c "$1/cupsd.conf" -s "$1/cups-files.conf" >"$1/cupsd.log" 2>&1 &
pid=$!
read -r _
kill "$pid"
wait "$pid"
"#;

/// A printer's last part (the sixth word is the job's file, if it is not on standard input): the
/// paper appears in the folder all at once.
const BACKEND: &str = r#"#!/bin/sh
[ $# -eq 0 ] && exit 0
folder=${DEVICE_URI#folder:}
cat "${6:--}" >"$folder/.$1" && mv "$folder/.$1" "$folder/$1.pdf"
"#;

/// Anybody on the socket may do anything; no job is kept once it is printed.
const SETTINGS: &str = "\
LogLevel warn
WebInterface No
Browsing No
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
";

/// A private printing system.
pub struct Cups {
    folder: TempDir,
    keeper: Option<Child>,
}

impl Cups {
    /// Starts one with these printers.
    ///
    /// # Errors
    /// When something it needs is missing, or it does not start.
    pub fn start(printers: &[&str]) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("cups-")?;
        let worker = Worker::find()?;
        let mut cups = Self { folder, keeper: None };
        cups.furnish(&worker)?;
        cups.run()?;
        for name in printers {
            let tray = cups.tray(name);
            fs::create_dir(&tray)?;
            worker.owns(&tray)?;
            let uri = format!("folder:{}", tray.display());
            cups.does("lpadmin", &["-p", name, "-E", "-v", &uri, "-m", "raw"])?;
        }
        Ok(cups)
    }

    /// What goes into [`SERVER_VARIABLE`].
    #[must_use]
    pub fn server(&self) -> PathBuf {
        self.folder.path().join("cups.sock")
    }

    /// From now on this printer takes nothing.
    ///
    /// # Errors
    /// When the printing system does not do it.
    pub fn refuses(&self, printer: &str) -> anyhow::Result<()> {
        self.does("cupsreject", &[printer])
    }

    /// Waits for the next paper in this printer's tray and takes it out; its bytes.
    ///
    /// # Errors
    /// When nothing is printed.
    pub fn paper(&self, printer: &str) -> anyhow::Result<Vec<u8>> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(path) = papers(&self.tray(printer))?.pop() {
                let bytes = fs::read(&path)?;
                fs::remove_file(path)?;
                return Ok(bytes);
            }
            ensure!(Instant::now() < until, "nothing is printed: {}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether nothing lies in any tray, and the spooler has put every job's file away.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn is_empty(&self) -> anyhow::Result<bool> {
        let spool = self.folder.path().join("spool");
        let mut empty = true;
        for entry in fs::read_dir(spool)? {
            // Jobs' files begin with a d; their labels, which hold no page, with a c.
            empty &= !entry?.file_name().as_encoded_bytes().starts_with(b"d");
        }
        for entry in fs::read_dir(self.folder.path().join("trays"))? {
            empty &= papers(&entry?.path())?.is_empty();
        }
        Ok(empty)
    }

    fn tray(&self, printer: &str) -> PathBuf {
        self.folder.path().join("trays").join(printer)
    }

    /// Folders, settings, and programs of its own beside the system's.
    fn furnish(&self, worker: &Worker) -> anyhow::Result<()> {
        let at = |name: &str| self.folder.path().join(name);
        // Whoever prints must get in.
        fs::set_permissions(self.folder.path(), Permissions::from_mode(0o755))?;
        for name in ["bin", "bin/backend", "cache", "root", "run", "spool", "tmp", "trays"] {
            fs::create_dir(at(name))?;
        }
        for name in ["cache", "run", "spool", "tmp"] {
            worker.owns(&at(name))?;
        }
        let system = Path::new("/usr/lib/cups");
        for entry in fs::read_dir(system).context("cups is not installed")? {
            let name = entry?.file_name();
            if name != "backend" {
                symlink(system.join(&name), at("bin").join(&name))?;
            }
        }
        let backend = at("bin/backend/folder");
        fs::write(&backend, BACKEND)?;
        fs::set_permissions(backend, Permissions::from_mode(0o755))?;
        let socket = self.server();
        fs::write(at("cupsd.conf"), format!("Listen {}\n{SETTINGS}", socket.display()))?;
        let Worker { name, group, .. } = worker;
        let mut files = format!("User {name}\nGroup {group}\nSystemGroup root\nPrintcap\n");
        for (what, name) in [
            ("ServerRoot", "root"),
            ("ServerBin", "bin"),
            ("CacheDir", "cache"),
            ("StateDir", "run"),
            ("RequestRoot", "spool"),
            ("TempDir", "tmp"),
            ("AccessLog", "access.log"),
            ("ErrorLog", "error.log"),
            ("PageLog", "page.log"),
        ] {
            files += &format!("{what} {}\n", at(name).display());
        }
        fs::write(at("cups-files.conf"), files)?;
        Ok(())
    }

    fn run(&mut self) -> anyhow::Result<()> {
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh"])
            .arg(self.folder.path())
            .stdin(Stdio::piped())
            .spawn()
            .context("sh")?;
        self.keeper = Some(keeper);
        let until = Instant::now() + PATIENCE;
        while UnixStream::connect(self.server()).is_err() {
            ensure!(Instant::now() < until, "cupsd does not start: {}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn does(&self, program: &str, words: &[&str]) -> anyhow::Result<()> {
        let mut command = Command::new(program);
        command.args(words).env(SERVER_VARIABLE, self.server()).stdin(Stdio::null());
        let done = command.output().context("cups-client is not installed")?;
        if !done.status.success() {
            bail!("{program}: {} {}", String::from_utf8_lossy(&done.stderr), self.log());
        }
        Ok(())
    }

    fn log(&self) -> String {
        let read = |name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        [read("cupsd.log"), read("error.log")].concat()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            // It ends because its input has; nothing can be done about it if not.
            drop(keeper.wait());
        }
    }
}

/// What lies in a tray.
fn papers(tray: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut papers = Vec::new();
    for entry in fs::read_dir(tray)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            papers.push(path);
        }
    }
    Ok(papers)
}

/// As whom cupsd does its work: `lp` where root has started it, which it must not stay; else
/// whoever has.
struct Worker {
    name: String,
    user: u32,
    group: u32,
    /// Whether files are handed over.
    other: bool,
}

impl Worker {
    fn find() -> anyhow::Result<Self> {
        let own = fs::metadata("/proc/self")?.uid();
        let users = fs::read_to_string("/etc/passwd")?;
        let users = users.lines().filter_map(|line| {
            let [name, _, user, group, ..] = line.split(':').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some((name, user.parse::<u32>().ok()?, group.parse::<u32>().ok()?))
        });
        let other = own == 0;
        let mut fit =
            users.filter(|(name, user, _)| if other { *name == "lp" } else { *user == own });
        let (name, user, group) = fit.next().context("nobody in /etc/passwd who could print")?;
        Ok(Self { name: name.to_owned(), user, group, other })
    }

    fn owns(&self, folder: &Path) -> anyhow::Result<()> {
        if self.other {
            chown(folder, Some(self.user), Some(self.group))?;
        }
        Ok(())
    }
}
