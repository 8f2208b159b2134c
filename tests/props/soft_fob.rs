//! Software fobs outside this process (`fobsim`), plugged into a real stack: told what to do over
//! standard input. They end when they are dropped, and also when the test is killed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fob_sim::{Model, Version};

use super::programs::built;

/// How long anything may take before it is called broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stack, by what `fobsim` says once the fob is in and once it is out.
#[derive(Clone, Copy)]
pub(super) struct Stack {
    inside: &'static str,
    out: &'static str,
}

/// A reader of a smart card service.
pub(super) const READER: Stack =
    Stack { inside: "fobsim: powered", out: "fobsim: out of the reader" };
/// A kernel's HID.
const KEYBOARD: Stack = Stack { inside: "fobsim: plugged in", out: "fobsim: pulled" };

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

    /// Makes it a keyboard of this computer; returns when the kernel has been told.
    ///
    /// # Errors
    /// When `fobsim` cannot be built or started, or the kernel does not take it.
    pub fn as_keyboard(&self) -> anyhow::Result<PluggedFob> {
        self.start(&["--uhid"], KEYBOARD)
    }

    /// Plugs it in; returns when it is in.
    pub(super) fn start(&self, words: &[&str], stack: Stack) -> anyhow::Result<PluggedFob> {
        let mut command = Command::new(built("fob-sim", "fobsim")?);
        command.arg("--until-eof").args(["--model", self.model.name()]).args(words);
        if let Some(serial) = self.serial {
            command.args(["--serial", &serial.to_string()]);
        }
        if let Some(firmware) = self.firmware {
            command.args(["--firmware", &firmware.to_string()]);
        }
        if let Some(state) = &self.state {
            command.arg("--state").arg(state);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("fobsim")?;
        let orders = child.stdin.take();
        let typed = lines(child.stdout.take().context("fobsim's output")?);
        let says = lines(child.stderr.take().context("fobsim's messages")?);
        let mut fob = PluggedFob { stack, child, orders, typed, says };
        fob.is_in()?;
        Ok(fob)
    }
}

/// A software fob that is plugged in somewhere. Dropping it pulls it out for good.
pub struct PluggedFob {
    stack: Stack,
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

    /// Pulls it out. A smart card service notices within half a second.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn remove(&mut self) -> anyhow::Result<()> {
        self.order("remove")?;
        self.wait_until(self.stack.out)
    }

    /// Plugs it in again; returns when it is in.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn insert(&mut self) -> anyhow::Result<()> {
        self.says.try_iter().for_each(drop);
        self.order("insert")?;
        self.is_in()
    }

    /// Returns when the service has powered it once more, as after a restart of the service.
    ///
    /// # Errors
    /// See [`PluggedFob::touch`].
    pub fn is_in(&mut self) -> anyhow::Result<()> {
        self.wait_until(self.stack.inside)
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
