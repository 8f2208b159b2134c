//! `fobctl vault`: the ledger's key, and a copy of the ledger.

use std::path::PathBuf;

use clap::Subcommand;
use desk::vault::{self, VaultCard};
use desk::{Cause, Fault};

use crate::out::Out;
use crate::session::Session;

/// The options of `vault`.
#[derive(Debug, clap::Args)]
pub(crate) struct Vault {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Say how the ledger stands
    Status,
    /// Lock the ledger for every program, until it is unlocked
    Lock,
    /// Unlock the ledger by proving its key
    Unlock,
    /// Copy the ledger to a new file; what is sealed stays sealed
    Backup {
        /// The new file
        file: PathBuf,
    },
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: Vault) -> Result<u8, Fault> {
    let out = &session.out;
    match asked.act {
        Act::Status => {
            let mut desk = session.desk()?;
            let kept_out = desk.ledger().err().filter(|fault| fault.cause != Cause::VaultLocked);
            let card = vault::status(&mut desk)?;
            out.result(&card, || words(session, &card, kept_out.is_none()));
            if let Some(fault) = kept_out.filter(|_| !out.json) {
                out.notice(&fault);
            }
        }
        Act::Lock => {
            let card = vault::lock(&mut session.desk()?)?;
            out.result(&card, || out.say("cli-vault-now-locked", &[]));
        }
        Act::Unlock => {
            let mut desk = session.desk_after(|desk| vault::unlock(desk).map(drop))?;
            let card = vault::status(&mut desk)?;
            out.result(&card, || out.say("cli-vault-now-open", &[]));
        }
        Act::Backup { file } => {
            vault::backup(&mut session.open_desk()?, &file)?;
            let name = file.display().to_string();
            let document = serde_json::json!({ "file": name });
            out.result(&document, || out.say("cli-backup-made", &[("file", &name)]));
        }
    }
    Ok(0)
}

/// What is known of a ledger that could not be opened does not include whether it opens, or what
/// the keyring remembers of it.
fn words(session: &Session, card: &VaultCard, opened: bool) -> String {
    let out: &Out = &session.out;
    let key = match card.keyring {
        true => "cli-vault-keyring",
        false if session.practises() => "cli-vault-practice",
        false => "cli-vault-no-keyring",
    };
    let generation = card.generation.to_string();
    let mut lines = vec![out.say("cli-vault", &[("vault", &card.vault)])];
    if opened {
        let state = if card.locked { "cli-vault-locked" } else { "cli-vault-open" };
        lines.push(out.say(state, &[]));
    }
    lines.push(out.say(key, &[]));
    lines.push(out.say("cli-vault-generation", &[("n", &generation)]));
    if opened && !card.locked {
        lines.push(out.say(&format!("cli-anchor-{}", card.anchor), &[]));
    }
    lines.join("\n")
}
