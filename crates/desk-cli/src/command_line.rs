//! Reads the command line, in the language that it asks for.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use desk::{Fault, Lang};

use crate::args::Cli;
use crate::every::system_lang;
use crate::out::Out;
use crate::usage;

/// What the command line comes to.
pub(crate) enum Asked {
    /// A command to run.
    Run(Box<Cli>),
    /// Help or the version: to be printed, exit 0.
    Print(String),
    /// Not understood.
    Wrong(Out, Fault),
}

/// Reads the arguments, the program's name first.
pub(crate) fn read(arguments: Vec<OsString>) -> Asked {
    let json = arguments.iter().any(|argument| argument == "--json");
    let lang = asked_lang(&arguments);
    let parsed = Cli::command()
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => Asked::Run(Box::new(cli)),
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            Asked::Print(error.render().to_string())
        }
        Err(error) => Asked::Wrong(Out::new(json, false, lang), usage::of(&error)),
    }
}

/// The language that was asked for, also where the rest makes no sense.
fn asked_lang(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    let named =
        |word: &str| [("en", Lang::En), ("ru", Lang::Ru)].iter().find(|l| l.0 == word).map(|l| l.1);
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(lang) = value.and_then(named) {
            return lang;
        }
    }
    system_lang()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_table_of_commands_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn json_anywhere_makes_a_usage_error_a_document() {
        for line in
            ["fobctl --json nonsense", "fobctl issue --json", "fobctl fobs --nonsense --json"]
        {
            let Asked::Wrong(out, fault) = read(words(line)) else {
                panic!("{line} was understood")
            };
            assert!(out.json, "{line}");
            assert_eq!(fault.cause.code(), "usage", "{line}");
        }
    }

    #[test]
    fn the_asked_language_holds_for_usage_errors_too() {
        for line in ["fobctl --lang ru nonsense", "fobctl nonsense --lang=ru"] {
            let Asked::Wrong(out, _) = read(words(line)) else { panic!("{line} was understood") };
            assert_eq!(out.lang, Lang::Ru, "{line}");
        }
    }

    #[test]
    fn a_usage_error_says_in_one_line_what_is_missing() {
        let Asked::Wrong(_, fault) = read(words("fobctl issue")) else { panic!("understood") };
        let detail = fault.detail.expect("what is missing");
        assert!(detail.contains("--person") && !detail.contains('\n'), "{detail}");
    }

    #[test]
    fn options_of_every_command_stand_before_and_behind_it() {
        for line in
            ["fobctl --json --practice=yubikey5,canokey fobs", "fobctl fobs --practice --json"]
        {
            let Asked::Run(cli) = read(words(line)) else { panic!("{line} was not understood") };
            assert!(cli.every.json && cli.every.practice.is_some(), "{line}");
        }
    }

    #[test]
    fn what_is_not_built_is_not_understood() {
        for line in ["fobctl push", "fobctl replace", "fobctl servers list"] {
            assert!(matches!(read(words(line)), Asked::Wrong(..)), "{line}");
        }
    }
}
