//! `fobctl operators` and `fobctl approve`: who works at the desk, and what waits for a second one
//! of them.

use std::path::PathBuf;

use clap::Subcommand;
use desk::Fault;
use desk::operators::{self, NewOperator, OperatorCard};
use desk::releases::{self, ReleaseCard};
use zeroize::Zeroizing;

use crate::out::{Out, table};
use crate::secret;
use crate::session::Session;

/// The options of `operators`.
#[derive(Debug, clap::Args)]
pub(crate) struct Operators {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// List everybody who ever worked here
    List,
    /// Add an operator; the first one has to be an administrator, and from then on everybody signs in
    Add {
        /// The login
        #[arg(long, value_name = "LOGIN")]
        login: String,
        /// The name [default: the login]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// What the operator may do: viewer, helpdesk, provisioner, auditor, admin
        #[arg(long, value_name = "ROLE")]
        role: String,
        /// The person whose fobs are the operator's own
        #[arg(long, value_name = "LOGIN")]
        person: Option<String>,
        #[command(flatten)]
        new: New,
    },
    /// End an operator's right to sign in, at once and everywhere
    Disable {
        /// The login
        login: String,
    },
    /// Give it back
    Enable {
        /// The login
        login: String,
    },
    /// Give an operator another role
    Role {
        /// The login
        login: String,
        /// viewer, helpdesk, provisioner, auditor, admin
        role: String,
    },
    /// Give an operator another passphrase
    Passphrase {
        /// The login
        login: String,
        #[command(flatten)]
        new: New,
        /// The ledger's recovery key, where no administrator can sign in any more
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
    },
}

/// The new passphrase.
#[derive(Debug, clap::Args)]
struct New {
    /// The new passphrase is in this file [default: it is read from standard input]
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
}

impl New {
    fn read(&self, out: &Out) -> Result<Zeroizing<String>, Fault> {
        match &self.new_passphrase_file {
            Some(file) => secret::from_file(file),
            None => secret::from_stdin(&format!("{} ", out.say("cli-new-passphrase", &[]))),
        }
    }
}

/// Runs it.
pub(crate) fn run(session: &Session, asked: Operators) -> Result<u8, Fault> {
    let out = &session.out;
    let one = |id: &str, card: &OperatorCard| {
        let role = out.say(&format!("cli-role-{}", card.role), &[]);
        out.say(id, &[("login", &card.login), ("role", &role)])
    };
    match asked.act {
        Act::List => {
            let all = operators::list(&mut session.open_desk()?)?;
            out.result(&all, || rows(out, &all));
        }
        Act::Add { login, name, role, person, new } => {
            let mut desk = session.open_desk()?;
            let name = name.unwrap_or_else(|| login.clone());
            let passphrase = new.read(out)?;
            let new = NewOperator { login, name, role, person };
            let card = operators::add(&mut desk, new, &passphrase)?;
            out.result(&card, || one("cli-operator-added", &card));
        }
        Act::Disable { login } => {
            let card = operators::disable(&mut session.open_desk()?, &login, true)?;
            out.result(&card, || one("cli-operator-disabled", &card));
        }
        Act::Enable { login } => {
            let card = operators::disable(&mut session.open_desk()?, &login, false)?;
            out.result(&card, || one("cli-operator-enabled", &card));
        }
        Act::Role { login, role } => {
            let card = operators::role(&mut session.open_desk()?, &login, &role)?;
            out.result(&card, || one("cli-operator-role", &card));
        }
        Act::Passphrase { login, new, recovery_key_file: Some(file) } => {
            let key = secret::from_file(&file)?;
            let passphrase = new.read(out)?;
            let card = operators::rescue(&mut session.desk()?, &login, key.trim(), &passphrase)?;
            out.result(&card, || one("cli-operator-passphrase", &card));
        }
        Act::Passphrase { login, new, recovery_key_file: None } => {
            let mut desk = session.open_desk()?;
            let old = session.proof()?;
            let passphrase = new.read(out)?;
            let card = operators::passphrase(&mut desk, &login, old, &passphrase)?;
            out.result(&card, || one("cli-operator-passphrase", &card));
        }
    }
    Ok(0)
}

/// The options of `approve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Approve {
    /// The number of what waits [default: list everything that waits]
    id: Option<String>,
    /// Refuse it, or take back what you asked for yourself
    #[arg(long, requires = "id")]
    refuse: bool,
}

/// Runs `approve`.
pub(crate) fn approve(session: &Session, asked: &Approve) -> Result<u8, Fault> {
    let out = &session.out;
    let mut desk = session.open_desk()?;
    match &asked.id {
        None => {
            let all = releases::list(&mut desk)?;
            out.result(&all, || match all.as_slice() {
                [] => out.say("cli-nothing-waits", &[]),
                all => all.iter().map(|one| line(out, one)).collect::<Vec<_>>().join("\n"),
            });
        }
        Some(id) => {
            let (done, word) = match asked.refuse {
                true => (releases::refuse(&mut desk, id)?, "cli-refused"),
                false => (releases::give(&mut desk, id, None)?, "cli-released"),
            };
            out.result(&done, || out.say(word, &[("id", &done.id), ("by", &done.by)]));
        }
    }
    Ok(0)
}

fn line(out: &Out, one: &ReleaseCard) -> String {
    let about = [&one.whom, &one.key, &one.value, &one.reason];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    let about = about.join(" · ");
    let values = [
        ("id", one.id.as_str()),
        ("act", &one.act),
        ("about", &about),
        ("by", &one.by),
        ("until", &one.until),
    ];
    out.say("cli-waits", &values)
}

fn rows(out: &Out, all: &[OperatorCard]) -> String {
    if all.is_empty() {
        return out.say("cli-no-operators", &[]);
    }
    let headings = ["login", "name", "role", "person", "since"]
        .map(|column| out.say(&format!("cli-operators-{column}"), &[]));
    let cells = |one: &OperatorCard| {
        vec![
            one.login.clone(),
            one.name.clone(),
            out.say(&format!("cli-role-{}", one.role), &[]),
            one.person.clone().unwrap_or_default(),
            one.disabled.clone().unwrap_or_default(),
        ]
    };
    table(&headings, &all.iter().map(cells).collect::<Vec<_>>())
}
