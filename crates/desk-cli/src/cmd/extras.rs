//! `fobctl completions` and `fobctl man`: what packagers and shells want of a program.

use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;
use desk::{Cause, Fault};

use crate::session::Session;

/// The options of `completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

/// The options of `man`.
#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Save the pages of all commands in this folder instead
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints completions of the program, which is handed in as clap knows it.
pub(crate) fn completions(
    session: &Session,
    asked: &Completions,
    mut program: Command,
) -> Result<u8, Fault> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut program, "fobctl", &mut script);
    session.out.raw(&script);
    Ok(0)
}

/// Prints the manual page, or saves all of them.
pub(crate) fn man(session: &Session, asked: &Man, program: Command) -> Result<u8, Fault> {
    let failed = |file: &str, error: &std::io::Error| {
        Fault::from(Cause::FileUnwritable { file: file.to_owned() }).detailed(error.to_string())
    };
    if let Some(folder) = &asked.out {
        return clap_mangen::generate_to(program, folder)
            .map(|()| 0)
            .map_err(|error| failed(&folder.display().to_string(), &error));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(program).render(&mut page).map_err(|error| failed("-", &error))?;
    session.out.raw(&page);
    Ok(0)
}
