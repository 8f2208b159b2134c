//! The copy of a set that the house's rules may keep: a line a row, the code and its grey letters.
//! It exists in the clear only between two calls, and is wiped.

use zeroize::Zeroizing;

use crate::fault::{Cause, Fault};

/// A row as it is printed.
pub(crate) struct Row {
    /// The code in its groups.
    pub(crate) code: Zeroizing<String>,
    /// Its grey letters.
    pub(crate) grey: Zeroizing<String>,
}

/// The rows as the ledger seals them.
pub(crate) fn written(rows: &[Row]) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(Vec::with_capacity(rows.len() * 32));
    for row in rows {
        for part in [row.code.as_bytes(), b" ", row.grey.as_bytes(), b"\n"] {
            text.extend_from_slice(part);
        }
    }
    text
}

/// The rows out of what the ledger opened.
///
/// # Errors
/// `unexpected`: it opened, and is not ours.
pub(crate) fn read(copy: &[u8]) -> Result<Vec<Row>, Fault> {
    let text = std::str::from_utf8(copy).map_err(|_| Cause::Unexpected)?;
    let row = |line: &str| {
        let (code, grey) = line.split_once(' ').ok_or(Cause::Unexpected)?;
        let [code, grey] = [code, grey].map(|part| Zeroizing::new(part.to_owned()));
        Ok(Row { code, grey })
    };
    text.lines().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let row = |code: &str, grey: &str| Row {
            code: Zeroizing::new(code.to_owned()),
            grey: Zeroizing::new(grey.to_owned()),
        };
        let written = written(&[row("k3x9-0oil", "KT"), row("aaaa-bbbb", "AZ")]);
        let read = read(&written).expect("ours");
        let parts: Vec<_> = read.iter().map(|row| (row.code.as_str(), row.grey.as_str())).collect();
        assert_eq!(parts, [("k3x9-0oil", "KT"), ("aaaa-bbbb", "AZ")]);
    }
}
