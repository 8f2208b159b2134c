//! `fobctl house`: what stands on the house's papers.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use desk::Fault;
use desk::house::{self, HouseCard};

use crate::session::Session;

/// The options of `house`.
#[derive(Debug, clap::Args)]
pub(crate) struct House {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Show the logo, make a picture the logo, or remove it with `none`
    Logo {
        /// A PNG of at most 200 kB and 2000 × 2000 pixels, or `none`
        #[arg(value_name = "FILE.png|none")]
        file: Option<PathBuf>,
    },
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: &House) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    let Act::Logo { file } = &asked.act;
    let card = match file.as_deref() {
        None => house::show(&mut desk)?,
        Some(none) if none == Path::new("none") => house::drop_logo(&mut desk)?,
        Some(file) => house::set_logo(&mut desk, file)?,
    };
    out.result(&card, || line(session, &card));
    Ok(0)
}

fn line(session: &Session, card: &HouseCard) -> String {
    let Some(logo) = &card.logo else { return session.out.say("cli-logo-none", &[]) };
    let [width, height] = [logo.width, logo.height].map(|number| number.to_string());
    session.out.say("cli-logo", &[("width", &width), ("height", &height)])
}
