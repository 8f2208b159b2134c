//! What a row of the table of commands becomes: a variant of [`Command`](super::Command), an arm of
//! the dispatcher, and a line of TypeScript. The rows themselves are not here.

use serde_json::Value;

use crate::fault::{Cause, Fault};

macro_rules! commands {
    ($( $(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* } -> $reply:ty
        = |$desk:ident, $face:ident| $body:expr; )+) => {
        /// A request: `{"do": "people_show", "login": "anna"}`.
        #[derive(serde::Deserialize)]
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
            pub fn run(
                self,
                desk: &mut $crate::desk::Desk,
                face: &mut dyn $crate::desk::Face,
            ) -> Result<serde_json::Value, $crate::fault::Fault> {
                match self {
                    $( Self::$name { $($field),* } => {
                        #[allow(unused_variables, reason = "not every row needs a face")]
                        let ($desk, $face) = (desk, face);
                        let reply: $reply = $body?;
                        $crate::command::table::in_json(&reply)
                    } )+
                }
            }

            /// The table as a TypeScript type: arguments and reply of each command.
            #[must_use]
            #[allow(clippy::vec_init_then_push, reason = "one push a row of the table")]
            pub fn typescript() -> String {
                let config = ts_rs::Config::from_env();
                let mut rows: Vec<String> = Vec::new();
                let mut names: Vec<String> = Vec::new();
                $(
                    let arguments: Vec<String> = vec![
                        $( format!(
                            "{}: {}",
                            stringify!($field),
                            <$type as ts_rs::TS>::name(&config),
                        ) ),*
                    ];
                    let reply = <$reply as ts_rs::TS>::name(&config);
                    names.push(reply.clone());
                    $( names.push(<$type as ts_rs::TS>::name(&config)); )*
                    let arguments = match arguments.is_empty() {
                        true => "Record<never, never>".to_owned(),
                        false => format!("{{ {} }}", arguments.join("; ")),
                    };
                    rows.push(format!(
                        "  {}: {{ args: {arguments}; reply: {reply} }};",
                        stringify!($name),
                    ));
                )+
                $crate::command::table::typescript(&rows, &names)
            }
        }
    };
}

pub(super) use commands;

/// A reply as the page gets it.
pub(super) fn in_json(reply: &impl serde::Serialize) -> Result<Value, Fault> {
    serde_json::to_value(reply)
        .map_err(|error| Fault::from(Cause::Unexpected).detailed(error.to_string()))
}

/// The types of all rows, and what they import.
pub(super) fn typescript(rows: &[String], replies: &[String]) -> String {
    let own = |name: &&str| name.starts_with(|c: char| c.is_ascii_uppercase());
    let mut names: Vec<&str> = replies.iter().map(|name| plain(name)).filter(own).collect();
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

/// `Array<X>` is imported as `X`, a type of the language not at all.
fn plain(name: &str) -> &str {
    let name = name.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(name);
    name.strip_suffix(" | null").unwrap_or(name)
}
