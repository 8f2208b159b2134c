//! A smart card service of one's own (pcscd with vpcd), and software fobs in its readers.
//!
//! Every [`Pcscd`] has its own socket, its own ports and its own copy of the driver for each
//! reader, so any number of them run side by side. It needs root (or user namespaces), pcscd and
//! vpcd. It ends, with its fobs, when it is dropped, and also when the test is killed: its programs
//! live only as long as their standard input.

use std::ffi::OsStr;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fob_sim::Model;
use tempfile::TempDir;

use super::soft_fob::READER;
pub use super::soft_fob::{PluggedFob, SoftFob};

/// Where clients of pcsc-lite look for the service's socket.
pub const SOCKET_VARIABLE: &str = "PCSCLITE_CSOCK_NAME";

/// How long anything may take before it is called broken.
const PATIENCE: Duration = Duration::from_secs(20);

const DRIVERS: [&str; 2] =
    ["/usr/lib/pcsc/drivers/serial/libifdvpcd.so", "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so"];

/// Runs pcscd on a folder of its own, until standard input ends.
const KEEPER: &str = r#"
mount --bind "$1/run" /run/pcscd || exit 1
pcscd -f -c "$1/conf" >"$1/pcscd.log" 2>&1 &
pid=$!
read -r _
kill "$pid"
wait "$pid"
"#;

/// A private smart card service with a fixed row of readers.
pub struct Pcscd {
    folder: TempDir,
    readers: Vec<Reader>,
    keeper: Option<Child>,
}

struct Reader {
    name: String,
    port: u16,
}

impl Pcscd {
    /// Starts the service with one reader for each model, named as the real one. (A second one
    /// with the same name gets a number, since the service would name both alike.)
    ///
    /// # Errors
    /// When something it needs is missing, or it does not start.
    pub fn start(models: &[Model]) -> anyhow::Result<Pcscd> {
        let mut tries = 0;
        loop {
            // Somebody else may have taken a port between the looking and the starting.
            match Pcscd::start_once(models) {
                Err(_) if tries < 3 => tries += 1,
                done => return done,
            }
        }
    }

    fn start_once(models: &[Model]) -> anyhow::Result<Pcscd> {
        let folder = TempDir::with_prefix("pcscd-")?;
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("run"))?;
        fs::create_dir(at("conf"))?;
        let driver = DRIVERS.into_iter().find(|path| Path::new(path).exists());
        let driver = driver.context("vpcd's driver is missing: install vsmartcard-vpcd")?;
        let mut readers: Vec<Reader> = Vec::new();
        let mut conf = String::new();
        for (n, model) in models.iter().enumerate() {
            let mut name = model.reader_name().to_owned();
            if readers.iter().any(|r| r.name == name) {
                name = format!("{name} {}", n + 1);
            }
            // One copy each: the driver keeps its readers in static data.
            let copy = at(&format!("reader{n}.so"));
            fs::copy(driver, &copy)?;
            let port = two_free_ports()?;
            conf += &format!(
                "FRIENDLYNAME \"{name}\"\nDEVICENAME /dev/null:{port:#06X}\n\
                 LIBPATH {}\nCHANNELID {port:#06X}\n",
                copy.display(),
            );
            readers.push(Reader { name, port });
        }
        fs::write(at("conf/readers.conf"), conf)?;
        let mut service = Pcscd { folder, readers, keeper: None };
        service.resume()?;
        Ok(service)
    }

    /// The socket for clients, as value of [`SOCKET_VARIABLE`].
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("run/pcscd.comm")
    }

    /// The full name of the reader at that place.
    pub fn reader(&self, place: usize) -> String {
        format!("{} 00 00", self.readers[place].name)
    }

    /// A command that finds this service.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env(SOCKET_VARIABLE, self.socket());
        command
    }

    /// Puts a fob into the reader at that place; returns when the service has powered it.
    ///
    /// # Errors
    /// When `fobsim` cannot be built or started, or the service does not take the fob.
    pub fn plug(&self, place: usize, fob: &SoftFob) -> anyhow::Result<PluggedFob> {
        let address = format!("127.0.0.1:{}", self.readers[place].port);
        fob.start(&["--vpcd", &address], READER)
    }

    /// Stops the service, as when it crashes or is updated; the fobs wait outside.
    pub fn stop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            // It ends because its input has; nothing can be done about it if not.
            drop(keeper.wait());
        }
        // What is left behind would look like a service.
        for file in ["pcscd.comm", "pcscd.pid"] {
            drop(fs::remove_file(self.folder.path().join("run").join(file)));
        }
    }

    /// Starts it again, on the same socket and ports.
    ///
    /// # Errors
    /// When it does not start.
    pub fn resume(&mut self) -> anyhow::Result<()> {
        let namespaces: &[&str] =
            if is_root() { &["--mount"] } else { &["--mount", "--map-root-user"] };
        fs::create_dir_all("/run/pcscd").context("/run/pcscd")?;
        let keeper = Command::new("unshare")
            .args(namespaces)
            .args(["sh", "-c", KEEPER, "sh"])
            .arg(self.folder.path())
            .stdin(Stdio::piped())
            .spawn()
            .context("unshare")?;
        self.keeper = Some(keeper);
        let until = Instant::now() + PATIENCE;
        let log = || fs::read_to_string(self.folder.path().join("pcscd.log")).unwrap_or_default();
        while UnixStream::connect(self.socket()).is_err() {
            if Instant::now() > until {
                bail!("pcscd does not start: {}", log());
            }
            thread::sleep(Duration::from_millis(5));
        }
        // The readers are there before the socket is.
        if log().contains("init failed") {
            bail!("pcscd did not get its readers: {}", log());
        }
        Ok(())
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The driver takes two neighbouring ports. They are sought below the range of outgoing
/// connections, from a place that differs from process to process.
fn two_free_ports() -> anyhow::Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    const FROM: u32 = 12_000;
    const PAIRS: u32 = 10_000;
    let start = process::id().wrapping_mul(31) % PAIRS;
    for _ in 0..PAIRS {
        let n = u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = u16::try_from(FROM + 2 * ((start + n) % PAIRS))?;
        let free = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port));
        if free(port).is_ok() && free(port + 1).is_ok() {
            return Ok(port);
        }
    }
    bail!("no free ports")
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
