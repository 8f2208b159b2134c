//! Letters as people type them: what stands between the symbols, Cyrillic letters that look like
//! Latin ones, and the Latin letter on the same key of a Russian keyboard.

/// Whether it only stands between symbols: a space, any dash, a dot, a mark that nobody sees.
pub(crate) fn is_filler(letter: char) -> bool {
    letter.is_whitespace()
        || ('\u{2010}'..='\u{2015}').contains(&letter)
        || matches!(
            letter,
            '-' | '_' | '.' | '−' | '﹘' | '﹣' | '－' | '\u{ad}' | '\u{200b}' | '\u{feff}'
        )
}

/// The capital Latin letter, or the digit, that a letter is or looks like.
pub(crate) fn same_look(letter: char) -> Option<char> {
    let upper = letter.to_uppercase().next()?;
    Some(match upper {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' | 'Ё' => 'E',
        'Н' => 'H',
        'І' => 'I',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'З' => '3',
        other if other.is_ascii_alphanumeric() => other,
        _ => return None,
    })
}

/// The capital Latin letter on the key that types this letter on a Russian keyboard; digits are the
/// same on both.
pub(crate) fn same_key(letter: char) -> Option<char> {
    const RUSSIAN: &str = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ";
    const LATIN: &str = "QWERTYUIOPASDFGHJKLZXCVBNM";
    let upper = letter.to_uppercase().next()?;
    if upper.is_ascii_digit() {
        return Some(upper);
    }
    let key = RUSSIAN.chars().position(|russian| russian == upper)?;
    LATIN.chars().nth(key)
}

/// Whether it may have been typed on a keyboard that was set to Russian: there are Cyrillic letters
/// in it, and no Latin ones.
pub(crate) fn other_keyboard(letters: &[char]) -> bool {
    let cyrillic = letters.iter().any(|letter| ('\u{400}'..='\u{4ff}').contains(letter));
    cyrillic && !letters.iter().any(char::is_ascii_alphabetic)
}
