//! `fobctl people`: add, import, find, show, rename, language, delete.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use desk::cards::PersonCard;
use desk::people;
use desk::{Fault, Lang, NewPerson};

use crate::out::{Out, table};
use crate::session::{Session, read_file};

/// The options of `people`.
#[derive(Debug, clap::Args)]
pub(crate) struct People {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Add one person
    Add {
        /// What the person types when signing in
        #[arg(long)]
        login: String,
        /// The name in full, as it shall stand on the sheet
        #[arg(long)]
        name: String,
        /// The e-mail address
        #[arg(long)]
        email: Option<String>,
        /// The department
        #[arg(long)]
        department: Option<String>,
    },
    /// Add everybody on a list (CSV with the header login,name,email,department)
    Import {
        /// The list
        file: PathBuf,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
    /// End everything of everybody on a list of people who left (CSV with the header login)
    Leavers {
        /// The list
        file: PathBuf,
        /// Why; it stands in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
    /// Find people by a part of their login, name, e-mail or department, or by a fob's serial
    Find {
        /// What to look for
        text: String,
    },
    /// Show one person with tokens and recovery codes
    Show {
        /// The person's login
        login: String,
    },
    /// Give a person another login
    Rename {
        /// The login until now
        old: String,
        /// The login from now on
        new: String,
    },
    /// Say in which language a person's papers are
    Language {
        /// The person's login
        login: String,
        /// The language; none: that of the desk
        #[arg(value_enum)]
        language: Tongue,
    },
    /// Delete a person; the log keeps what was done
    Delete {
        /// The person's login
        login: String,
    },
}

/// A language of papers.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tongue {
    /// English
    En,
    /// Russian
    Ru,
    /// That of the desk
    None,
}

/// Runs it.
pub(crate) fn run(session: &Session, people: People) -> Result<u8, Fault> {
    let out = &session.out;
    match people.act {
        Act::Add { login, name, email, department } => {
            let new = NewPerson { login, name, email, department };
            let card = people::add(&mut session.open_desk()?, new)?;
            out.result(&card, || out.say("cli-person-added", &[("login", &card.login)]));
        }
        Act::Import { file, dry_run } => return import(session, &file, dry_run),
        Act::Leavers { file, reason, dry_run } => {
            return leavers(session, &file, &reason, dry_run);
        }
        Act::Find { text } => {
            let cards = people::find(&mut session.open_desk()?, &text)?;
            out.result(&cards, || list(out, &cards));
        }
        Act::Show { login } => {
            let card = people::show(&mut session.open_desk()?, &login)?;
            out.result(&card, || page(out, &card));
        }
        Act::Rename { old, new } => {
            let card = people::rename(&mut session.open_desk()?, &old, &new)?;
            let values = [("old", old.as_str()), ("new", card.login.as_str())];
            out.result(&card, || out.say("cli-person-renamed", &values));
        }
        Act::Language { login, language } => {
            let lang = match language {
                Tongue::En => Some(Lang::En),
                Tongue::Ru => Some(Lang::Ru),
                Tongue::None => None,
            };
            let card = people::language(&mut session.open_desk()?, &login, lang)?;
            out.result(&card, || match lang {
                None => out.say("cli-person-language-none", &[("login", &card.login)]),
                Some(lang) => {
                    let name = out.say(&format!("cli-language-{}", lang.tag()), &[]);
                    out.say("cli-person-language", &[("login", &card.login), ("lang", &name)])
                }
            });
        }
        Act::Delete { login } => {
            people::delete(&mut session.open_desk()?, &login)?;
            let document = serde_json::json!({ "login": login, "deleted": true });
            out.result(&document, || out.say("cli-person-deleted", &[("login", &login)]));
        }
    }
    Ok(0)
}

fn import(session: &Session, file: &std::path::Path, dry_run: bool) -> Result<u8, Fault> {
    let out = &session.out;
    let bytes = read_file(file)?;
    let done = people::import(&mut session.open_desk()?, &bytes, dry_run)?;
    out.result(&done, || {
        let number = |n: usize| n.to_string();
        let (rows, new, known) = (number(done.rows), number(done.new), number(done.known));
        let values = [("rows", rows.as_str()), ("new", &new), ("known", &known)];
        let id = if dry_run { "cli-import-would" } else { "cli-import-done" };
        let mut text = out.say(id, &values);
        for refused in &done.refused {
            let row = refused.row.to_string();
            text.push('\n');
            let values = [("row", row.as_str()), ("why", refused.why.as_str())];
            text.push_str(&out.say("cli-import-refused", &values));
        }
        text
    });
    Ok(0)
}

fn leavers(
    session: &Session,
    file: &std::path::Path,
    reason: &str,
    dry_run: bool,
) -> Result<u8, Fault> {
    let out = &session.out;
    let bytes = read_file(file)?;
    let done = people::leavers(&mut session.open_desk()?, &bytes, reason, dry_run)?;
    out.result(&done, || {
        let (rows, swept) = (done.rows.to_string(), done.swept.to_string());
        let id = if dry_run { "cli-swept-would" } else { "cli-swept" };
        let mut lines = vec![out.say(id, &[("rows", &rows), ("swept", &swept)])];
        lines.extend(done.fobs.iter().map(|fob| {
            out.say("cli-swept-collect", &[("serial", &fob.serial), ("person", &fob.person)])
        }));
        lines.extend(done.unknown.iter().map(|it| out.say("cli-swept-unknown", &[("login", it)])));
        lines.extend(done.refused.iter().map(|refused| {
            let row = refused.row.to_string();
            out.say("cli-import-refused", &[("row", &row), ("why", &refused.why)])
        }));
        lines.join("\n")
    });
    Ok(0)
}

fn list(out: &Out, cards: &[PersonCard]) -> String {
    if cards.is_empty() {
        return out.say("cli-nobody-found", &[]);
    }
    let headings = ["cli-login", "cli-name", "cli-department", "cli-fobs"];
    let rows: Vec<Vec<String>> = cards
        .iter()
        .map(|card| {
            let mut fobs: Vec<&str> = card.tokens.iter().map(|t| t.fob.as_str()).collect();
            fobs.dedup();
            vec![
                card.login.clone(),
                card.name.clone(),
                card.department.clone().unwrap_or_default(),
                fobs.join(", "),
            ]
        })
        .collect();
    table(&headings.map(|id| out.say(id, &[])), &rows)
}

fn page(out: &Out, card: &PersonCard) -> String {
    let mut lines = vec![format!("{} ({})", card.name, card.login)];
    lines.extend(card.email.clone());
    lines.extend(card.department.clone());
    if card.tokens.is_empty() {
        lines.push(out.say("cli-no-tokens", &[]));
    } else {
        let headings = ["cli-fob", "cli-place", "cli-kind", "cli-state", "cli-next", "cli-token"];
        let rows: Vec<Vec<String>> = card
            .tokens
            .iter()
            .map(|t| {
                vec![
                    t.fob.clone(),
                    t.place.clone(),
                    format!("{} {} {}", t.kind, t.digits, t.algorithm),
                    out.say(&format!("cli-state-{}", t.state.replace('_', "-")), &[]),
                    t.next.to_string(),
                    t.id.clone(),
                ]
            })
            .collect();
        lines.push(table(&headings.map(|id| out.say(id, &[])), &rows).trim_end().to_owned());
    }
    if let Some(loan) = &card.loan {
        lines.push(out.say("cli-loan", &[("serial", &loan.fob), ("until", &loan.until)]));
    }
    if let Some(must) = &card.must {
        lines.push(match (&must.until, must.deferred) {
            (Some(until), true) => out.say("cli-must-deferred", &[("until", until)]),
            (Some(until), false) => out.say("cli-must", &[("until", until)]),
            (None, _) => out.say("cli-must-good", &[]),
        });
    }
    lines.push(match &card.recovery {
        None => out.say("cli-no-codes", &[]),
        Some(set) => {
            let (left, count) = (set.left.to_string(), set.count.to_string());
            let values = [("set", set.set.as_str()), ("left", &left), ("count", &count)];
            out.say("cli-codes-left", &values)
        }
    });
    lines.join("\n")
}
