//! `fobsim`: a fob made of software behind a real stack: a smart card service (pcscd with vpcd), or
//! a kernel's HID (uhid).
//!
//! It is pulled, touched and pressed through standard input. What a slot types goes to standard
//! output, one line for each press; everything else that is worth saying goes to standard error.

mod keys;
mod orders;
mod plug;
mod uhid;
mod vpcd;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{ArgGroup, Parser};
use fob_sim::{Fob, Model, SimFob, Version, read_state, system};

use crate::plug::Plug;

/// A fob made of software, plugged into pcscd through vpcd, or into this kernel as a keyboard.
///
/// Orders on standard input, one a line: touch; remove; insert; press 1|2; drop N
/// [unheard|unanswered]; slow MS; patience MS (for a touch); lie
/// not|garbage|endless|huge|bad-tlv|truncated|nothing|busy; quit.
#[derive(Parser)]
#[command(version, group = ArgGroup::new("stack").args(["vpcd", "uhid"]).required(true))]
struct Options {
    /// Where vpcd listens for this reader.
    #[arg(long, value_name = "HOST:PORT")]
    vpcd: Option<String>,
    /// Is a USB keyboard of this computer, through Linux's /dev/uhid: what a slot types is typed.
    #[arg(long)]
    uhid: bool,
    /// Which fob to be: yubikey5, yubikey5-nfc, yubikey4, yubikey-neo, canokey, nitrokey3, token2-nfc
    /// or molto2.
    #[arg(long)]
    model: Model,
    /// The serial number; without it the fob has none.
    #[arg(long, value_name = "N")]
    serial: Option<u64>,
    /// Keeps the fob's state, its secrets included, in this file.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The firmware version, if not the model's usual one.
    #[arg(long, value_name = "X.Y.Z")]
    firmware: Option<Version>,
    /// Ends when standard input ends (else it goes on without orders).
    #[arg(long)]
    until_eof: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fobsim: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> anyhow::Result<()> {
    let fob = plug_in(&options)?;
    let plug: Box<dyn Plug> = match options.vpcd {
        Some(address) => Box::new(vpcd::Card::start(fob, address)),
        None => Box::new(uhid::Keyboard::start(fob)?),
    };
    if !orders::follow(plug.as_ref()) && !options.until_eof {
        plug.stay();
    }
    Ok(())
}

/// The fob of the state file, or a new one. Starting the program is plugging the fob in.
fn plug_in(options: &Options) -> anyhow::Result<SimFob> {
    let fresh = || Fob::new(options.model, options.serial, options.firmware, system());
    let Some(file) = &options.state else { return Ok(SimFob::new(fresh())) };
    let mut fob = read_state(file, system())?.unwrap_or_else(fresh);
    if fob.model() != options.model {
        bail!("{} holds a {}, not a {}", file.display(), fob.model(), options.model);
    }
    if options.serial.is_some() && fob.serial() != options.serial {
        bail!("{} holds a fob with another serial", file.display());
    }
    fob.power_on();
    SimFob::kept_in(fob, file.clone()).context("the state cannot be kept")
}
