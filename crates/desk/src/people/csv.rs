//! A list of people as a file: bytes in, rows out. No ledger here.
//!
//! Accepted as spreadsheets save it: UTF-8 with or without a byte-order mark, UTF-16 with one;
//! commas, semicolons or tabs; the columns in any order, found by the header line
//! `login,name,email,department` (the last two may be missing).

use crate::fault::{Cause, Fault};

/// A larger list is refused: it is not a list of people.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// One data row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line's number in the file, the header being 1.
    pub line: u64,
    /// The fields, or why the row cannot be used.
    pub fields: Result<Fields, Bad>,
}

/// A row's fields, trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// The address, if any.
    pub email: Option<String>,
    /// The department, if any.
    pub department: Option<String>,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bad {
    /// It has no login.
    NoLogin,
    /// It has no name.
    NoName,
    /// It has more fields than the header.
    TooManyFields,
}

/// Reads a whole list.
///
/// # Errors
/// `csv_encoding`, `csv_empty`, `csv_no_header`, `csv_too_large`: nothing of the file is used then.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    rows(bytes, false)
}

/// Reads a list of logins alone: other columns are left aside, and a row needs no name.
///
/// # Errors
/// As [`read`].
pub fn read_logins(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    rows(bytes, true)
}

fn rows(bytes: &[u8], logins_alone: bool) -> Result<Vec<Row>, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Cause::CsvTooLarge.into());
    }
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Cause::CsvEmpty.into());
    }
    let first = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(first))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| Cause::CsvNoHeader)?;
    let columns = Columns::from_header(header, logins_alone).ok_or(Cause::CsvNoHeader)?;
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|e| Fault::from(Cause::CsvEncoding).detailed(e.to_string()))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = lines.line_of(record.position().map_or(0, csv::Position::byte));
        rows.push(Row { line, fields: columns.fields(&record) });
    }
    Ok(rows)
}

/// Counts lines: the reader's own number is that of the blank lines before a row.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The number of the line in which the row at this byte begins. Bytes only go up.
    fn line_of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(sign) = self.text.get(self.at) {
            if self.at >= start && !matches!(sign, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*sign == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Text out of UTF-8 or UTF-16; anything else is refused rather than guessed at.
fn decode(bytes: &[u8]) -> Result<String, Fault> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => Err(Cause::CsvEncoding.into()),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Fault> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Cause::CsvEncoding.into())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    if !bytes.len().is_multiple_of(2) {
        return Err(Cause::CsvEncoding.into());
    }
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).map_err(|_| Cause::CsvEncoding.into())
}

/// The separator that the header line uses most.
fn delimiter(header: &str) -> u8 {
    let count = |sign: u8| header.bytes().filter(|b| *b == sign).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',')
}

/// Where each column stands.
struct Columns {
    login: usize,
    /// None where logins alone are read.
    name: Option<usize>,
    email: Option<usize>,
    department: Option<usize>,
    width: usize,
}

impl Columns {
    fn from_header(header: &csv::StringRecord, logins_alone: bool) -> Option<Self> {
        let find = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
        Some(Self {
            login: find("login")?,
            name: if logins_alone { None } else { Some(find("name")?) },
            email: find("email"),
            department: find("department"),
            width: header.len(),
        })
    }

    fn fields(&self, record: &csv::StringRecord) -> Result<Fields, Bad> {
        if record.iter().skip(self.width).any(|extra| !extra.is_empty()) {
            return Err(Bad::TooManyFields);
        }
        let text = |index: usize| record.get(index).unwrap_or_default().to_owned();
        let optional = |index: Option<usize>| index.map(text).filter(|t| !t.is_empty());
        let fields = Fields {
            login: text(self.login),
            name: self.name.map(text).unwrap_or_default(),
            email: optional(self.email),
            department: optional(self.department),
        };
        match () {
            () if fields.login.is_empty() => Err(Bad::NoLogin),
            () if self.name.is_some() && fields.name.is_empty() => Err(Bad::NoName),
            () => Ok(fields),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logins(bytes: &[u8]) -> Vec<String> {
        let rows = read(bytes).expect("a readable list");
        rows.into_iter().filter_map(|r| r.fields.ok()).map(|f| f.login).collect()
    }

    fn code(bytes: &[u8]) -> &'static str {
        read(bytes).expect_err("an unreadable list").cause.code()
    }

    #[test]
    fn a_list_is_read_as_spreadsheets_save_it() {
        let plain = "login,name,email,department\nanna,Anna,a@x,IT\nzoë,Zoë,,\n";
        assert_eq!(logins(plain.as_bytes()), ["anna", "zoë"]);
        assert_eq!(logins(format!("\u{feff}{plain}").as_bytes()), ["anna", "zoë"]);
        assert_eq!(logins(plain.replace(',', ";").as_bytes()), ["anna", "zoë"]);
        let tabs = plain.replace(',', "\t");
        let mut little = vec![0xFF, 0xFE];
        little.extend(tabs.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(logins(&little), ["anna", "zoë"]);
        let mut big = vec![0xFE, 0xFF];
        big.extend(plain.replace('\n', "\r\n").encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(logins(&big), ["anna", "zoë"]);
    }

    #[test]
    fn columns_may_stand_in_any_order_and_quotes_hold_commas() {
        let rows = read(b"Name,Login\n\"Doe, John\",jdoe\n").expect("readable");
        let fields = rows[0].fields.clone().expect("a good row");
        assert_eq!((fields.name.as_str(), fields.login.as_str()), ("Doe, John", "jdoe"));
        assert_eq!(fields.email, None);
    }

    #[test]
    fn a_list_of_logins_needs_no_names_and_leaves_the_rest_aside() {
        let rows = read_logins(b"left on;LOGIN\n1 May;anna\n;\n2 May;\n").expect("readable");
        let logins: Vec<_> = rows.iter().map(|r| r.fields.clone().map(|f| f.login)).collect();
        assert_eq!(logins, [Ok("anna".to_owned()), Err(Bad::NoLogin)]);
        let code = read_logins(b"name\nAnna\n").expect_err("no logins").cause.code();
        assert_eq!(code, "csv_no_header");
    }

    #[test]
    fn a_bad_row_says_why_and_spoils_no_other() {
        let rows = read(b"login,name\n,Nobody\nbob,\ncarl,Carl,x\n\ndan,Dan\n").expect("readable");
        let bad: Vec<_> = rows.iter().map(|r| (r.line, r.fields.clone().err())).collect();
        assert_eq!(
            bad,
            [
                (2, Some(Bad::NoLogin)),
                (3, Some(Bad::NoName)),
                (4, Some(Bad::TooManyFields)),
                (6, None)
            ]
        );
    }

    #[test]
    fn files_that_are_no_list_are_refused_as_a_whole() {
        assert_eq!(code(b""), "csv_empty");
        assert_eq!(code(b"\xEF\xBB\xBF \r\n"), "csv_empty");
        assert_eq!(code(b"anna;Anna\nbob;Bob\n"), "csv_no_header");
        assert_eq!(code(b"login,name\n\xC0\xEB,x\n"), "csv_encoding");
        assert_eq!(code(b"\xFF\xFEl\0o"), "csv_encoding");
        assert_eq!(code(b"PK\x03\x04\0\0\0"), "csv_encoding");
    }
}
