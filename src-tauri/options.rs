//! What the window is told when it is started, in the same words as the terminal: `--data DIR` (or
//! `FOBDESK_DATA`), `--lang en|ru` (or the system's), `--practice[=MODEL,…]`,
//! `--passphrase-file FILE`; and `--files DIR`, the folder of a desk that is never asked where a
//! file goes.

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
    /// Where files go and come from without asking anybody.
    pub(crate) files: Option<PathBuf>,
    /// The ledger is opened with the passphrase in this file.
    pub(crate) passphrase_file: Option<PathBuf>,
}

impl Options {
    /// Whether this is the person's own desk. Only that one is opened once; a window with a folder
    /// of its own, or one for practice, may stand beside it.
    pub(crate) fn usual(&self) -> bool {
        self.data.is_none() && self.practice.is_none()
    }
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
    let mut options =
        Options { data: None, practice: None, lang, files: None, passphrase_file: None };
    let mut words = words;
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (text, None),
        };
        match name {
            "--data" => options.data = Some(path(value, &mut words, name)?),
            "--files" => options.files = Some(path(value, &mut words, name)?),
            "--passphrase-file" => {
                options.passphrase_file = Some(path(value, &mut words, name)?);
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
            _ => bail!(
                "unknown option {}: known are --data, --files, --lang, --passphrase-file, \
                 --practice",
                word.display()
            ),
        }
    }
    Ok(options)
}

/// The path after an option, or after its equals sign.
fn path(
    value: Option<OsString>,
    words: &mut impl Iterator<Item = OsString>,
    name: &str,
) -> anyhow::Result<PathBuf> {
    let path = value.or_else(|| words.next()).filter(|path| !path.is_empty());
    Ok(path.with_context(|| format!("{name} needs a path"))?.into())
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
        let kiosk = of(&["--files", "/sheets", "--passphrase-file=/key"]).unwrap();
        assert_eq!(kiosk.files, Some("/sheets".into()));
        assert_eq!(kiosk.passphrase_file, Some("/key".into()));
        assert!(kiosk.usual() && !read.usual());
    }

    #[test]
    fn without_options_the_system_decides() {
        let read = of(&[]).unwrap();
        assert_eq!((read.data, read.practice, read.lang), (None, None, Lang::Ru));
        assert_eq!((read.files, read.passphrase_file), (None, None));
    }

    #[test]
    fn an_unknown_option_is_refused() {
        for words in [&["--date"][..], &["--data"], &["--files="], &["--lang", "de"], &["file"]] {
            assert!(of(words).is_err(), "{words:?}");
        }
    }
}
