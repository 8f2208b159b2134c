//! The one table of commands: it gives the dispatcher behind the window's one door and the
//! TypeScript types of both sides. What is not in it, the page cannot do.

use serde::Deserialize;
use serde_json::Value;
use ts_rs::TS;

use crate::cards::PersonCard;
use crate::codes::{self, SetCard};
use crate::desk::Desk;
use crate::doctor::{self, Checkup};
use crate::fault::{Cause, Fault};
use crate::history::{self, LogCard, LogCheck, Which};
use crate::look::{self, Plugs};
use crate::people;
use crate::profiles::{self, ProfileCard};
use crate::vault::{self, VaultCard};
use desk_store::NewPerson;

macro_rules! commands {
    ($( $(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* } -> $reply:ty
        = |$desk:ident| $body:expr; )+) => {
        /// A request: `{"do": "people_show", "login": "anna"}`.
        #[derive(Debug, Deserialize)]
        #[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
        #[allow(non_camel_case_types, reason = "the table writes names as the page says them")]
        pub enum Command {
            $( $(#[$doc])* $name { $(#[doc = stringify!($field)] $field: $type),* }, )+
        }

        impl Command {
            /// Does it.
            ///
            /// # Errors
            /// Whatever the use case says.
            pub fn run(self, desk: &mut Desk) -> Result<Value, Fault> {
                match self {
                    $( Self::$name { $($field),* } => {
                        let $desk = desk;
                        let reply: $reply = $body?;
                        in_json(&reply)
                    } )+
                }
            }

            /// The table as a TypeScript type: arguments and reply of each command.
            #[must_use]
            pub fn typescript() -> String {
                let config = ts_rs::Config::from_env();
                let mut rows: Vec<String> = Vec::new();
                let mut names: Vec<String> = Vec::new();
                $(
                    let arguments: Vec<String> = vec![
                        $( format!("{}: {}", stringify!($field), <$type as TS>::name(&config)) ),*
                    ];
                    let reply = <$reply as TS>::name(&config);
                    names.push(reply.clone());
                    let arguments = match arguments.is_empty() {
                        true => "Record<never, never>".to_owned(),
                        false => format!("{{ {} }}", arguments.join("; ")),
                    };
                    rows.push(format!(
                        "  {}: {{ args: {arguments}; reply: {reply} }};",
                        stringify!($name),
                    ));
                )+
                table(&rows, &names)
            }
        }
    };
}

commands! {
    /// What is plugged in.
    fobs {} -> Plugs = |desk| look::fobs(desk);
    /// Is this desk fit for work?
    doctor {} -> Checkup = |desk| Ok::<_, Fault>(doctor::checkup(desk));
    /// People by a text.
    people_find { text: String } -> Vec<PersonCard> = |desk| people::find(desk, &text);
    /// One person.
    people_show { login: String } -> PersonCard = |desk| people::show(desk, &login);
    /// A new person.
    people_add { login: String, name: String, email: Option<String>, department: Option<String> }
        -> PersonCard
        = |desk| people::add(desk, NewPerson { login, name, email, department });
    /// Another login for a person.
    people_rename { old: String, new: String } -> PersonCard
        = |desk| people::rename(desk, &old, &new);
    /// Every profile.
    profiles {} -> Vec<ProfileCard> = |desk| profiles::list(desk);
    /// A person's set of recovery codes.
    codes_status { login: String } -> SetCard = |desk| codes::status(desk, &login);
    /// The history.
    history { fob: Option<String>, person: Option<String> } -> Vec<LogCard>
        = |desk| history::log(desk, &Which { fob, person, since: None });
    /// Whether the history holds.
    history_verify {} -> LogCheck = |desk| history::verify(desk);
    /// How the vault stands.
    vault_status {} -> VaultCard = |desk| vault::status(desk);
}

/// Reads a request as it came from the page.
///
/// # Errors
/// `usage` for a command that is not in the table, or with other arguments.
pub fn parse(request: Value) -> Result<Command, Fault> {
    serde_json::from_value(request)
        .map_err(|error| Fault::from(Cause::Usage).detailed(error.to_string()))
}

fn in_json(reply: &impl serde::Serialize) -> Result<Value, Fault> {
    serde_json::to_value(reply)
        .map_err(|error| Fault::from(Cause::Unexpected).detailed(error.to_string()))
}

fn table(rows: &[String], replies: &[String]) -> String {
    let mut names: Vec<&str> = replies.iter().map(|name| plain(name)).collect();
    names.sort_unstable();
    names.dedup();
    let imports: Vec<String> =
        names.iter().map(|name| format!("import type {{ {name} }} from \"./{name}\";")).collect();
    format!(
        "// This file was generated from the table in crates/desk. Do not edit it.\n{}\n\n\
         export type Commands = {{\n{}\n}};\n",
        imports.join("\n"),
        rows.join("\n")
    )
}

/// `Array<X>` is imported as `X`.
fn plain(name: &str) -> &str {
    name.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn export_bindings_of_the_table() {
        let dir = std::env::var("TS_RS_EXPORT_DIR").unwrap_or_else(|_| "bindings".to_owned());
        std::fs::create_dir_all(&dir).expect("a folder for the types");
        let file = std::path::Path::new(&dir).join("commands.ts");
        std::fs::write(file, Command::typescript()).expect("the types are written");
    }

    #[test]
    fn what_is_not_in_the_table_cannot_be_done() {
        for request in [
            serde_json::json!({ "do": "seed", "token": "x" }),
            serde_json::json!({ "do": "people_show", "login": "anna", "also": "her seed" }),
            serde_json::json!({ "do": "people_show" }),
            serde_json::json!("fobs"),
        ] {
            let fault = parse(request).expect_err("refused");
            assert_eq!(fault.cause, Cause::Usage);
        }
        assert!(parse(serde_json::json!({ "do": "fobs" })).is_ok());
    }
}
