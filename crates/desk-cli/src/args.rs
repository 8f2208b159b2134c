//! The command line as clap reads it: the table of commands. Each command's own options stand with
//! its work in `cmd/`, and those of every command in `every.rs`.

use clap::{Parser, Subcommand};

use crate::cmd;
use crate::every::Every;

/// Provision OTP fobs, prove them, give them to people, and keep recovery codes on paper.
///
/// Every command answers in two lines where something is wrong: what happened, and what to do
/// now. Exit codes: 0 done; 1 failed, or a verdict that means no; 2 wrong usage or something
/// missing; 3 not now; 4 not allowed.
#[derive(Debug, Parser)]
#[command(name = "fobctl", version, disable_help_subcommand = true, subcommand_required = true)]
pub(crate) struct Cli {
    /// The options of every command.
    #[command(flatten)]
    pub(crate) every: Every,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Everything that can be asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set up a ledger, and save its recovery key to be kept on paper
    Init(cmd::init::Init),
    /// Show the fobs that are plugged in
    Fobs(cmd::fobs::Fobs),
    /// Add, import, find, show, rename or delete people
    People(cmd::people::People),
    /// Show the profiles, or add one: what is written to a fob, and where
    Profiles(cmd::profiles::Profiles),
    /// Write a new secret to a fob, prove it, and give the fob to a person
    Issue(cmd::issue::Issue),
    /// Prove a fob by a live code; finishes a fob that was written and not yet proven
    Verify(cmd::verify::Verify),
    /// Put a fob's counter in step by two codes in a row
    Sync(cmd::sync::Sync),
    /// Compare a plugged-in fob with the ledger; takes a code from it
    Check(cmd::check::Check),
    /// Ask a plugged-in fob whether its maker vouches for it
    Genuine(cmd::genuine::Genuine),
    /// Say whose fob shows two codes in a row
    Whose(cmd::whose::Whose),
    /// List the fobs that are likely to fail soon, with reasons
    Warnings,
    /// Take a fob that is in use already into the ledger
    Adopt(cmd::adopt::Adopt),
    /// Take a lost fob out of use, with a way in for the meantime
    Lost(cmd::life::Lost),
    /// Give a fob in the place of another, with what that one held
    Replace(cmd::exchange::Replace),
    /// Lend a fob for some days; the person's own ones sleep until it is back
    Loaner(cmd::exchange::Loaner),
    /// Decide over a fob that was lost and is found
    Found(cmd::life::Found),
    /// Take a fob back, and empty it
    Return(cmd::life::Return),
    /// Take a fob out of use for good
    Retire(cmd::life::Retire),
    /// Let a person do without codes for some days, or for good
    Suspend(cmd::life::Suspend),
    /// End a suspension before its time
    Resume(cmd::life::Resume),
    /// Let somebody who must have a fob do without one for a while longer
    Defer(cmd::remind::Defer),
    /// List what to think of: loans, lost and owed fobs, sheets, people who must have a fob
    Reminders,
    /// Issue, count, void or check a person's recovery codes
    Codes(cmd::codes::CodesOf),
    /// Write a letter about a fob: lost, handed in, or in use
    Letter(cmd::letter::Letter),
    /// Show the house's rules, or change one
    Policy(cmd::policy::Policy),
    /// Show, set or remove the logo on the house's papers
    House(cmd::house::House),
    /// List, add or change who works at the desk
    Operators(cmd::operators::Operators),
    /// Release what another operator asked for, or list what waits
    Approve(cmd::operators::Approve),
    /// Show the audit log, check it, or export it
    Log(cmd::log::Log),
    /// Look after the ledger's key: status, lock, unlock, backup
    Vault(cmd::vault::Vault),
    /// Check that everything that is needed is in order
    Doctor,
    /// Handle the practice fobs: press, touch, remove, insert
    Practice(cmd::practice::Practice),
    /// Print the completions for a shell
    Completions(cmd::extras::Completions),
    /// Print the manual page, or save the pages of all commands
    Man(cmd::extras::Man),
}
