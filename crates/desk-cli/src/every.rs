//! The options that every command takes.

use std::path::PathBuf;

use clap::ValueEnum;
use desk::Lang;

/// Options that stand before or behind any command.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Every {
    /// The folder with the ledger [default: this system's folder for program data]
    #[arg(long, global = true, value_name = "DIR", env = "FOBDESK_DATA", hide_env_values = true)]
    pub(crate) data: Option<PathBuf>,
    /// Print exactly one JSON document (with --watch: one a line)
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Speak this language [default: the system's]
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Tongue>,
    /// Open the ledger with the passphrase in this file; one newline at its end is ignored
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Sign in as this operator
    #[arg(long, global = true, value_name = "LOGIN")]
    pub(crate) operator: Option<String>,
    /// The operator's passphrase is in this file; one newline at its end is ignored
    #[arg(long, global = true, value_name = "FILE", requires = "operator")]
    pub(crate) operator_passphrase_file: Option<PathBuf>,
    /// The next code of the operator's own fob, in the place of the passphrase
    #[arg(
        long,
        global = true,
        value_name = "CODE",
        requires = "operator",
        conflicts_with = "operator_passphrase_file"
    )]
    pub(crate) operator_code: Option<String>,
    /// Print nothing but failures
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Work with fobs made of software, and a ledger of their own, to practise
    #[arg(
        long,
        global = true,
        value_name = "MODEL,...",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
    )]
    pub(crate) practice: Option<String>,
}

impl Every {
    /// The language that was asked for, else the system's.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.map_or_else(system_lang, Lang::from)
    }
}

/// A language as the option names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// English
    En,
    /// Russian
    Ru,
}

impl From<Tongue> for Lang {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::En,
            Tongue::Ru => Self::Ru,
        }
    }
}

/// The language of the system.
pub(crate) fn system_lang() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::from_locale(&locale))
}
