//! The passphrase of a desk that nobody types it at: read from a file, as by `fobctl`.

use std::path::Path;

use desk::{Cause, Fault};
use zeroize::Zeroizing;

/// The text of the file; one newline at its end is not part of it.
///
/// # Errors
/// `file_unreadable`.
pub(crate) fn from(file: &Path) -> Result<Zeroizing<String>, Fault> {
    let unreadable = |detail: String| {
        Fault::from(Cause::FileUnreadable { file: file.display().to_string() }).detailed(detail)
    };
    let bytes = std::fs::read(file).map(Zeroizing::new).map_err(|e| unreadable(e.to_string()))?;
    let text = std::str::from_utf8(&bytes).map_err(|e| unreadable(e.to_string()))?;
    let line = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    Ok(Zeroizing::new(line.unwrap_or(text).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_newline_at_the_end_is_not_part_of_it() {
        let file = std::env::temp_dir().join(format!("fobdesk-phrase-{}", std::process::id()));
        for (text, read) in [("two words\r\n", "two words"), ("two\n\n", "two\n"), (" x ", " x ")] {
            std::fs::write(&file, text).expect("a file");
            assert_eq!(from(&file).map(|text| text.to_string()).ok().as_deref(), Some(read));
        }
        std::fs::remove_file(&file).expect("gone");
        let cause = Cause::FileUnreadable { file: file.display().to_string() };
        assert_eq!(from(&file).map(drop).map_err(|fault| fault.cause), Err(cause));
    }
}
