//! Codes in a row as a person types, pastes or presses them: how many there are, and each as a
//! token of so many digits reads it.

use desk_store::Token;
use hotp::{Code, CodeError, Digits};

use crate::fault::{Cause, Fault};
use crate::step::prove;

/// The codes one by one. Lists are taken apart at commas, semicolons, tabs and line ends, and at
/// blanks where each part is a whole code: `755224 287082` is two, `755 224` is one.
///
/// # Errors
/// `codes_two_needed` when there are not two or three.
pub(crate) fn in_a_row(typed: &[String]) -> Result<Vec<String>, Fault> {
    let pieces = typed.iter().flat_map(|text| text.split([',', ';', '\t', '\n', '\r']));
    let codes: Vec<String> =
        pieces.filter(|piece| !piece.trim().is_empty()).flat_map(parts).collect();
    match codes.len() {
        2 | 3 => Ok(codes),
        got => Err(Cause::CodesTwoNeeded { got: got.to_string() }.into()),
    }
}

/// One code, or several that stand in one line.
fn parts(piece: &str) -> Vec<String> {
    let parts: Vec<&str> = piece.split_whitespace().collect();
    let whole = |part: &&str| part.parse::<Code>().is_ok();
    if parts.len() > 1 && parts.iter().all(whole) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![piece.to_owned()]
    }
}

/// The codes as this token's.
///
/// # Errors
/// `code_letter`, `code_length`: which code, and what is wrong with it.
pub(crate) fn of_token(token: &Token, typed: &[String]) -> Result<Vec<Code>, Fault> {
    let digits = prove::digits_of(token);
    let read = |(nth, text): (usize, &String)| {
        prove::read(token, text).or_else(|_| {
            Code::parse(text, digits).map_err(|error| unreadable(nth, error, &digits.to_string()))
        })
    };
    typed.iter().enumerate().map(read).collect()
}

/// The codes as those of any token: all of the same length, 6 to 8 digits.
///
/// # Errors
/// As [`of_token`].
pub(crate) fn of_any(typed: &[String]) -> Result<Vec<Code>, Fault> {
    let read = |(nth, text): (usize, &String)| {
        let code = with_identifier(text).or_else(|| text.parse().ok());
        code.map_or_else(|| text.parse::<Code>().map_err(|error| unreadable(nth, error, "6–8")), Ok)
    };
    let codes: Vec<Code> = typed.iter().enumerate().map(read).collect::<Result<_, Fault>>()?;
    let digits = codes.first().map_or(Digits::SIX, |code| code.digits());
    match codes.iter().position(|code| code.digits() != digits) {
        None => Ok(codes),
        Some(nth) => {
            let got = usize::from(codes[nth].digits().get());
            let error = CodeError::Length { got, want: Some(digits) };
            Err(unreadable(nth, error, &digits.to_string()))
        }
    }
}

/// A slot may type twelve signs that name the token before the code (OATH token identifier).
fn with_identifier(text: &str) -> Option<Code> {
    let (name, code) = text.trim().split_at_checked(12)?;
    let named = name.is_ascii() && name.bytes().any(|b| b.is_ascii_alphabetic());
    code.parse().ok().filter(|_| named)
}

fn unreadable(nth: usize, error: CodeError, digits: &str) -> Fault {
    let nth = (nth + 1).to_string();
    let digits = digits.to_owned();
    match error {
        CodeError::Empty => Cause::CodeLength { nth, got: "0".to_owned(), digits },
        CodeError::Length { got, .. } => Cause::CodeLength { nth, got: got.to_string(), digits },
        CodeError::NotADigit { found, .. } => Cause::CodeLetter { nth, found: found.to_string() },
    }
    .into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(typed: &[&str]) -> Result<Vec<String>, Cause> {
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        in_a_row(&typed).map_err(|fault| fault.cause)
    }

    fn any(typed: &[&str]) -> Result<Vec<String>, Cause> {
        let codes = of_any(&row(typed)?).map_err(|fault| fault.cause)?;
        Ok(codes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn codes_come_one_by_one_or_as_a_list_in_whatever_form() {
        for typed in [
            &["755224", "287082"][..],
            &["755224,287082"],
            &["755224 287082"],
            &["755224;\n287082\r\n"],
            &["755 224", "287-082"],
            &[" 755224\t287082 "],
            &["٧٥٥٢٢٤", "２８７０８２"],
            &["ubhe12345678755224", "ubhe12345678287082"],
        ] {
            assert_eq!(any(typed), Ok(vec!["755224".into(), "287082".into()]), "{typed:?}");
        }
        assert_eq!(row(&["755224 287082 359152"]).map(|all| all.len()), Ok(3));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_codes_of_one_length_or_a_sentence(
            typed in prop::collection::vec("[0-9,; \\tO\u{661}-]{0,24}|.{0,12}", 0..4),
        ) {
            if let Ok(codes) = in_a_row(&typed).and_then(|typed| of_any(&typed)) {
                prop_assert!((2..=3).contains(&codes.len()));
                prop_assert!(codes.iter().all(|code| code.digits() == codes[0].digits()));
            }
        }
    }

    #[test]
    fn each_mistake_has_its_own_sentence() {
        let two_needed = |got: &str| Err(Cause::CodesTwoNeeded { got: got.into() });
        assert_eq!(row(&["755224"]), two_needed("1"));
        assert_eq!(row(&["", " "]), two_needed("0"));
        assert_eq!(row(&["755224,287082,359152,969429"]), two_needed("4"));
        let letter = |nth: &str, found: &str| {
            Err(Cause::CodeLetter { nth: nth.into(), found: found.into() })
        };
        assert_eq!(any(&["755224", "28708O"]), letter("2", "O"));
        assert_eq!(any(&["75522З", "287082"]), letter("1", "З"));
        let length = |nth: &str, got: &str, digits: &str| {
            Err(Cause::CodeLength { nth: nth.into(), got: got.into(), digits: digits.into() })
        };
        assert_eq!(any(&["75522", "287082"]), length("1", "5", "6–8"));
        assert_eq!(any(&["755224", "287082123"]), length("2", "9", "6–8"));
        assert_eq!(any(&["755224", "28708212"]), length("2", "8", "6"));
    }
}
