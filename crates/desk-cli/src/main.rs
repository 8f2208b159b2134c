//! `fobctl`: the work of the desk from a terminal, and for scripts.
//!
//! It chooses the cables, hands them to the desk, and prints what comes back: one JSON document,
//! or words for a person. No rule of the desk lives here.

mod args;
mod attendant;
mod cmd;
mod command_line;
mod every;
mod out;
mod secret;
mod session;
mod usage;

use std::process::ExitCode;

use clap::CommandFactory as _;
use desk::Fault;

use crate::args::{Cli, Command};
use crate::command_line::Asked;
use crate::session::Session;

fn main() -> ExitCode {
    log_if_asked();
    let (out, fault) = match command_line::read(std::env::args_os().collect()) {
        Asked::Print(text) => {
            out::Out::new(false, false, every::system_lang()).raw(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Asked::Wrong(out, fault) => (out, fault),
        Asked::Run(cli) => {
            let Cli { every, command } = *cli;
            let session = Session::new(every);
            match run(&session, command) {
                Ok(code) => return ExitCode::from(code),
                Err(fault) => (session.out, fault),
            }
        }
    };
    out.fault(&fault);
    ExitCode::from(fault.cause.kind().exit_code())
}

/// Runs one command; the exit code is not 0 where the result is a verdict that means no.
fn run(session: &Session, command: Command) -> Result<u8, Fault> {
    match command {
        Command::Init(init) => cmd::init::run(session, &init),
        Command::Fobs(fobs) => cmd::fobs::run(session, &fobs),
        Command::People(people) => cmd::people::run(session, people),
        Command::Profiles(profiles) => cmd::profiles::run(session, profiles),
        Command::Issue(issue) => cmd::issue::run(session, &issue),
        Command::Verify(verify) => cmd::verify::run(session, &verify),
        Command::Sync(sync) => cmd::sync::run(session, &sync),
        Command::Check(check) => cmd::check::run(session, &check),
        Command::Genuine(genuine) => cmd::genuine::run(session, &genuine),
        Command::Whose(whose) => cmd::whose::run(session, &whose),
        Command::Warnings => cmd::whose::warnings(session),
        Command::Adopt(adopt) => cmd::adopt::run(session, &adopt),
        Command::Lost(lost) => cmd::life::lost(session, &lost),
        Command::Replace(replace) => cmd::exchange::replace(session, &replace),
        Command::Loaner(loaner) => cmd::exchange::lend(session, &loaner),
        Command::Found(found) => cmd::life::found(session, &found),
        Command::Return(back) => cmd::life::take_back(session, &back),
        Command::Retire(retire) => cmd::life::retire(session, &retire),
        Command::Suspend(suspend) => cmd::life::suspend(session, &suspend),
        Command::Resume(resume) => cmd::life::resume(session, &resume),
        Command::Defer(defer) => cmd::remind::defer(session, &defer),
        Command::Reminders => cmd::remind::list(session),
        Command::Codes(codes) => cmd::codes::run(session, codes),
        Command::Letter(letter) => cmd::letter::run(session, letter),
        Command::Policy(policy) => cmd::policy::run(session, &policy),
        Command::House(house) => cmd::house::run(session, &house),
        Command::Operators(operators) => cmd::operators::run(session, operators),
        Command::Approve(approve) => cmd::operators::approve(session, &approve),
        Command::Log(log) => cmd::log::run(session, log),
        Command::Vault(vault) => cmd::vault::run(session, vault),
        Command::Doctor => cmd::doctor::run(session),
        Command::Practice(practice) => cmd::practice::run(session, practice),
        Command::Completions(completions) => {
            cmd::extras::completions(session, &completions, Cli::command())
        }
        Command::Man(man) => cmd::extras::man(session, &man, Cli::command()),
    }
}

/// A log on standard error, only where `FOBDESK_LOG` asks for one (as `RUST_LOG` is written).
/// Nothing that is logged holds a secret.
fn log_if_asked() {
    if std::env::var_os("FOBDESK_LOG").is_some_and(|filter| !filter.is_empty()) {
        tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::from_env("FOBDESK_LOG"))
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .init();
    }
}
