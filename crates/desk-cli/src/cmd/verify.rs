//! `fobctl verify`: a live code proves a fob; finishes one that was written and not yet proven.

use desk::Fault;
use desk::verify::{self, Check};

use crate::attendant::{Clerk, Codes};
use crate::cmd::issue::{CodesTo, words};
use crate::session::Session;

/// The options of `verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// The fob's serial [default: the only one plugged in]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// The token itself, where a fob holds several
    #[arg(long, value_name = "ID", conflicts_with = "fob")]
    token: Option<String>,
    /// A code of the fob; it need not be plugged in then
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    codes: CodesTo,
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &Verify) -> Result<u8, Fault> {
    let check = Check {
        fob: asked.fob.clone(),
        token: asked.token.clone(),
        code: asked.code.clone(),
        codes: asked.codes.output(),
    };
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let mut clerk = Clerk::new(out, Codes::Asked, session.practises());
    let verified = verify::verify(&mut desk, &mut clerk, &check)?;
    out.result(&verified, || words(out, &verified, &check.codes));
    Ok(0)
}
