//! A smart card service of one's own (pcscd with vpcd), and software fobs in its readers.
//!
//! Every [`Pcscd`] has its own socket, its own ports and its own copy of the driver for each
//! reader, so any number of them run side by side. It needs root (or user namespaces), pcscd and
//! vpcd. It ends, with its fobs, when it is dropped, and also when the test is killed: its programs
//! live only as long as their standard input.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{self, Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fob_sim::{Model, Version};
use tempfile::TempDir;

use super::programs::built;

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
        let mut command = Command::new(built("fob-sim", "fobsim")?);
        command.arg("--until-eof").args(["--model", fob.model.name()]);
        command.args(["--vpcd", &format!("127.0.0.1:{}", self.readers[place].port)]);
        if let Some(serial) = fob.serial {
            command.args(["--serial", &serial.to_string()]);
        }
        if let Some(firmware) = fob.firmware {
            command.args(["--firmware", &firmware.to_string()]);
        }
        if let Some(state) = &fob.state {
            command.arg("--state").arg(state);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("fobsim")?;
        let orders = child.stdin.take();
        let typed = lines(child.stdout.take().context("fobsim's output")?);
        let says = lines(child.stderr.take().context("fobsim's messages")?);
        let mut fob = PluggedFob { child, orders, typed, says };
        fob.wait_until("fobsim: powered")?;
        Ok(fob)
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

/// Which fob to plug in.
#[derive(Clone, Debug)]
pub struct SoftFob {
    model: Model,
    serial: Option<u32>,
    firmware: Option<Version>,
    state: Option<PathBuf>,
}

impl SoftFob {
    /// A new fob of that make, without a serial.
    pub fn new(model: Model) -> SoftFob {
        SoftFob { model, serial: None, firmware: None, state: None }
    }

    /// Gives it a serial.
    pub fn serial(mut self, serial: u32) -> SoftFob {
        self.serial = Some(serial);
        self
    }

    /// Gives it another firmware than usual.
    pub fn firmware(mut self, firmware: Version) -> SoftFob {
        self.firmware = Some(firmware);
        self
    }

    /// Keeps its state in that file: it is the same fob when it is plugged in again.
    pub fn state(mut self, file: &Path) -> SoftFob {
        self.state = Some(file.to_owned());
        self
    }
}

/// A software fob in a reader. Dropping it pulls it out for good.
pub struct PluggedFob {
    child: Child,
    orders: Option<ChildStdin>,
    typed: Receiver<String>,
    says: Receiver<String>,
}

impl PluggedFob {
    /// Touches it: for the command that waits, or for the next one that asks.
    ///
    /// # Errors
    /// When `fobsim` has died; so for all of these.
    pub fn touch(&mut self) -> anyhow::Result<()> {
        self.order("touch")
    }

    /// Pulls it out. The service notices within half a second.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn remove(&mut self) -> anyhow::Result<()> {
        self.order("remove")?;
        self.wait_until("fobsim: out of the reader")
    }

    /// Plugs it in again; returns when the service has powered it.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn insert(&mut self) -> anyhow::Result<()> {
        self.says.try_iter().for_each(drop);
        self.order("insert")?;
        self.wait_until("fobsim: powered")
    }

    /// Returns when the service has powered it once more, as after a restart of the service.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn is_in(&mut self) -> anyhow::Result<()> {
        self.wait_until("fobsim: powered")
    }

    /// What slot 1 or 2 types, without Enter; empty when it types nothing.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn press(&mut self, slot: u8) -> anyhow::Result<String> {
        self.order(&format!("press {slot}"))?;
        self.typed.recv_timeout(PATIENCE).context("fobsim types nothing")
    }

    /// Lets it vanish after so many more exchanges; `moment` is `""`, `"unheard"` or
    /// `"unanswered"`.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn drop_after(&mut self, exchanges: u32, moment: &str) -> anyhow::Result<()> {
        self.order(&format!("drop {exchanges} {moment}"))
    }

    /// Slows every answer down.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn slow(&mut self, milliseconds: u32) -> anyhow::Result<()> {
        self.order(&format!("slow {milliseconds}"))
    }

    /// How many exchanges have reached it since it was started.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn exchanges(&mut self) -> anyhow::Result<u64> {
        self.order("exchanges")?;
        let count = self.typed.recv_timeout(PATIENCE).context("fobsim does not count")?;
        count.parse().context("a count")
    }

    /// Any other order.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn order(&mut self, order: &str) -> anyhow::Result<()> {
        let orders = self.orders.as_mut().context("fobsim's input")?;
        writeln!(orders, "{order}").context("fobsim has died")
    }

    /// Waits for a message of `fobsim`.
    fn wait_until(&mut self, message: &str) -> anyhow::Result<()> {
        let until = Instant::now() + PATIENCE;
        let mut said = String::new();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.says.recv_timeout(left) {
                Ok(line) if line == message => return Ok(()),
                Ok(line) => said = said + &line + "\n",
                Err(_) => bail!("fobsim does not say {message:?}; it said {said:?}"),
            }
        }
    }
}

impl Drop for PluggedFob {
    fn drop(&mut self) {
        drop(self.orders.take());
        // It ends because its input has; the killing is for one that hangs.
        thread::sleep(Duration::from_millis(1));
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The lines of a stream, as they come.
fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
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
