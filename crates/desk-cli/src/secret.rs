//! Where secrets come in: a file, standard input, or a prompt without echo. Never an argument.

use std::io::{BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use desk::{Cause, Fault};
use zeroize::Zeroizing;

/// A passphrase file is not larger than this.
const MOST_BYTES: u64 = 64 * 1024;

/// The text of a file that holds one secret. One newline at its end is not part of it.
///
/// # Errors
/// `file_unreadable`.
pub(crate) fn from_file(path: &Path) -> Result<Zeroizing<String>, Fault> {
    let unreadable = |detail: String| {
        Fault::from(Cause::FileUnreadable { file: path.display().to_string() }).detailed(detail)
    };
    let file = std::fs::File::open(path).map_err(|error| unreadable(error.to_string()))?;
    // Room for all of it at once: a buffer that grows leaves copies behind.
    let length = file.metadata().map_or(0, |data| data.len()).min(MOST_BYTES);
    let room = usize::try_from(length).unwrap_or(0).saturating_add(64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    strip_newline(&mut bytes);
    let text = std::str::from_utf8(&bytes).map_err(|error| unreadable(error.to_string()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// One line of standard input, asked for on a terminal without echo.
///
/// # Errors
/// `file_unreadable` when standard input is closed or not text.
pub(crate) fn from_stdin(question: &str) -> Result<Zeroizing<String>, Fault> {
    let unreadable = |detail: String| {
        Fault::from(Cause::FileUnreadable { file: "-".to_owned() }).detailed(detail)
    };
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(question)
            .map(Zeroizing::new)
            .map_err(|error| unreadable(error.to_string()));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    std::io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_until(b'\n', &mut bytes)
        .map_err(|error| unreadable(error.to_string()))?;
    strip_newline(&mut bytes);
    let text = std::str::from_utf8(&bytes).map_err(|error| unreadable(error.to_string()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// One line that somebody types at a terminal and may see.
///
/// # Errors
/// `file_unreadable` when the terminal is closed.
pub(crate) fn line(question: &str) -> Result<String, Fault> {
    let unreadable = |error: std::io::Error| {
        Fault::from(Cause::FileUnreadable { file: "-".to_owned() }).detailed(error.to_string())
    };
    let mut stderr = std::io::stderr().lock();
    stderr.write_all(question.as_bytes()).and_then(|()| stderr.flush()).map_err(unreadable)?;
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text).map_err(unreadable)?;
    Ok(text.trim().to_owned())
}

/// Whether a person sits there who can be asked.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

fn strip_newline(bytes: &mut Vec<u8>) {
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("secret");
        std::fs::write(&path, bytes).expect("a file");
        from_file(&path).map(|text| text.to_string()).map_err(|fault| fault.cause.code().to_owned())
    }

    #[test]
    fn exactly_one_newline_at_the_end_is_not_part_of_a_passphrase() {
        assert_eq!(read(b"correct horse\n").as_deref(), Ok("correct horse"));
        assert_eq!(read(b"correct horse").as_deref(), Ok("correct horse"));
        assert_eq!(read(b"correct horse\r\n").as_deref(), Ok("correct horse"));
        assert_eq!(read(b"two\n\n").as_deref(), Ok("two\n"));
        assert_eq!(read(b" spaces stay \n").as_deref(), Ok(" spaces stay "));
    }

    #[test]
    fn a_file_that_is_not_text_or_not_there_is_unreadable() {
        assert_eq!(
            read(b"\xFF\xFE\x00").as_deref().map_err(String::as_str),
            Err("file_unreadable")
        );
        let missing = from_file(Path::new("/nowhere/at/all")).map_err(|f| f.cause.code());
        assert_eq!(missing.err(), Some("file_unreadable"));
    }
}
