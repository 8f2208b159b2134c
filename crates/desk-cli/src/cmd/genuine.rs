//! `fobctl genuine`: does the maker vouch for the plugged-in fob?

use std::path::PathBuf;

use desk::Fault;
use desk::genuine::{self, Ask, GenuineCard, GenuineWord};

use crate::attendant::{Clerk, Codes};
use crate::session::Session;

/// The options of `genuine`.
#[derive(Debug, clap::Args)]
pub(crate) struct Genuine {
    /// The fob's serial [default: the only one plugged in]
    #[arg(long, value_name = "SERIAL")]
    fob: Option<String>,
    /// The last four digits of its serial: a key may be made on it, in PIV slot 95
    #[arg(long, value_name = "LAST4")]
    consent: Option<String>,
    /// Yubico's intermediate certificates (PEM), for firmware from 5.7.4 on
    #[arg(long, value_name = "FILE")]
    intermediates: Option<PathBuf>,
}

/// Runs it. A script that goes on at 0 goes on with fobs that are vouched for, and with no others.
pub(crate) fn run(session: &Session, asked: &Genuine) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let ask = Ask {
        fob: asked.fob.clone(),
        consent: asked.consent.clone(),
        intermediates: asked.intermediates.clone(),
    };
    let mut clerk = Clerk::new(out, Codes::Later, session.practises());
    let card = genuine::genuine(&mut desk, &mut clerk, &ask)?;
    out.result(&card, || words(&card));
    Ok(match card.verdict {
        GenuineWord::Genuine => 0,
        GenuineWord::NotGenuine => 1,
        GenuineWord::CannotTell => 3,
    })
}

fn words(card: &GenuineCard) -> String {
    format!("{}\n{}", card.say, card.now)
}
