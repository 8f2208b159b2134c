//! What the window is told when it is started: `--data DIR` (or `FOBDESK_DATA`), `--lang en|ru`
//! (or the system's) and `--practice[=MODEL,…]`, the same words as in the terminal.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use desk::Lang;

/// How this window was started.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// The ledger's folder, if another than the platform's.
    pub(crate) data: Option<PathBuf>,
    /// Software fobs instead of real ones: the models, perhaps none named.
    pub(crate) practice: Option<String>,
    /// The language of the window.
    pub(crate) lang: Lang,
}

/// Reads the options of this process.
///
/// # Errors
/// An option that is not known.
pub(crate) fn read() -> anyhow::Result<Options> {
    let locale = sys_locale::get_locale();
    let mut options = parse(std::env::args_os().skip(1), locale.as_deref())?;
    if options.data.is_none() {
        options.data = std::env::var_os("FOBDESK_DATA").map(PathBuf::from);
    }
    Ok(options)
}

fn parse(words: impl Iterator<Item = OsString>, locale: Option<&str>) -> anyhow::Result<Options> {
    let lang = Lang::from_locale(locale.unwrap_or_default());
    let mut options = Options { data: None, practice: None, lang };
    let mut words = words;
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (text, None),
        };
        match name {
            "--data" => {
                let folder = value.or_else(|| words.next()).context("--data needs a folder")?;
                options.data = Some(folder.into());
            }
            "--lang" => {
                let tag = value.or_else(|| words.next()).unwrap_or_default();
                let known = Lang::ALL.into_iter().find(|lang| tag == lang.tag());
                options.lang = known.context("--lang needs en or ru")?;
            }
            "--practice" => {
                let models = value.unwrap_or_default();
                options.practice = Some(models.to_string_lossy().into_owned());
            }
            _ => bail!("unknown option {}: known are --data, --lang, --practice", word.display()),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> anyhow::Result<Options> {
        parse(words.iter().map(OsString::from), Some("ru_RU.UTF-8"))
    }

    #[test]
    fn the_options_are_the_terminals() {
        let read = of(&["--data", "/desk", "--practice=yubikey5,canokey", "--lang", "en"]).unwrap();
        assert_eq!(read.data, Some("/desk".into()));
        assert_eq!(read.practice.as_deref(), Some("yubikey5,canokey"));
        assert_eq!(read.lang, Lang::En);
        assert_eq!(of(&["--data=/desk"]).unwrap().data, Some("/desk".into()));
        assert_eq!(of(&["--practice"]).unwrap().practice.as_deref(), Some(""));
    }

    #[test]
    fn without_options_the_system_decides() {
        let read = of(&[]).unwrap();
        assert_eq!(read, Options { data: None, practice: None, lang: Lang::Ru });
    }

    #[test]
    fn an_unknown_option_is_refused() {
        for words in [&["--date"][..], &["--data"], &["--lang", "de"], &["file"]] {
            assert!(of(words).is_err(), "{words:?}");
        }
    }
}
