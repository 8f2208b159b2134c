//! `fobctl adopt`: a fob that is in use already comes into the ledger.

use std::path::PathBuf;

use desk::Fault;
use desk::adopt::{self, Adoption};

use crate::attendant::{Clerk, Codes};
use crate::session::Session;
use crate::{secret, usage};

/// The options of `adopt`.
#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// The fob's serial
    #[arg(long, value_name = "SERIAL")]
    fob: String,
    /// The login of the person who has it
    #[arg(long, value_name = "LOGIN")]
    person: String,
    /// The file with its secret: one line, hexadecimal digits or Base32
    #[arg(long, value_name = "FILE")]
    secret_file: PathBuf,
    /// Two codes of the fob, one right after the other
    #[arg(long, value_name = "A,B")]
    codes: String,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Adopt) -> Result<u8, Fault> {
    let codes: Vec<String> = asked.codes.split(',').map(|code| code.trim().to_owned()).collect();
    let codes = <[String; 2]>::try_from(codes)
        .map_err(|_| usage::wrong("--codes takes two codes with a comma between them"))?;
    let adoption = Adoption {
        fob: asked.fob.clone(),
        person: asked.person.clone(),
        secret: secret::from_file(&asked.secret_file)?,
        codes,
    };
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let adopted = adopt::adopt(&mut desk, &mut clerk, &adoption)?;
    out.result(&adopted, || {
        let values = [("serial", adopted.fob.serial.as_str()), ("person", adopted.person.as_str())];
        out.say("cli-adopted", &values)
    });
    Ok(0)
}
