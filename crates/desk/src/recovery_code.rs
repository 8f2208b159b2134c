//! How a recovery code looks: thirteen Crockford symbols (65 bits) and two check symbols, in three
//! groups of five, made to survive telephone and handwriting.
//!
//! The check symbols are a code over GF(32) with the polynomial x⁵ + x² + 1: they show every error
//! in one or two symbols, so a slip is told apart from a wrong code before anything is hashed. They
//! are computed from the code itself and tell an attacker nothing.

use zeroize::Zeroizing;

/// Data symbols of a code.
const DATA: usize = 13;
/// All symbols of a code.
const LENGTH: usize = DATA + 2;
/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// α¹ … α¹³ for α = 2.
const POWERS: [u8; DATA] = [2, 4, 8, 16, 5, 10, 20, 13, 26, 17, 7, 14, 28];

/// A well-formed recovery code: fifteen symbols, as values 0–31. Wiped when dropped, never printed
/// by accident.
pub struct RecoveryCode(Zeroizing<[u8; LENGTH]>);

/// Why typed text is not a well-formed code. Such text is never hashed and never counts as a wrong
/// code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// So many symbols were typed instead of fifteen.
    Length(usize),
    /// The symbol at this place (from 1) is in no alphabet we know.
    Symbol(usize),
    /// The check symbols do not fit; where one symbol explains it, its place (from 1).
    Check(Option<usize>),
}

impl RecoveryCode {
    /// Makes a code from thirteen random bytes (five bits of each are used). `None` for a code of
    /// all equal symbols, which people would take for a placeholder: draw again.
    #[must_use]
    pub fn from_random(random: &[u8; DATA]) -> Option<Self> {
        let mut symbols = Zeroizing::new([0; LENGTH]);
        for (symbol, byte) in symbols.iter_mut().zip(random) {
            *symbol = byte & 31;
        }
        let (c1, c2) = checks(&symbols[..DATA]);
        symbols[DATA] = c1;
        symbols[DATA + 1] = c2;
        let first = symbols[0];
        if symbols[..DATA].iter().all(|s| *s == first) { None } else { Some(Self(symbols)) }
    }

    /// Reads what a person typed or read aloud: any case, spaces and dashes anywhere, `I` and `L`
    /// for 1, `O` for 0, and Cyrillic letters that look like ours.
    ///
    /// # Errors
    /// A [`Slip`] when it is not a well-formed code.
    pub fn read(typed: &str) -> Result<Self, Slip> {
        let mut symbols = Zeroizing::new([0; LENGTH]);
        let mut count = 0;
        for letter in typed.chars().filter(|c| !is_filler(*c)) {
            let value = value_of(letter).ok_or(Slip::Symbol(count + 1))?;
            if let Some(place) = symbols.get_mut(count) {
                *place = value;
            }
            count += 1;
        }
        if count != LENGTH {
            return Err(Slip::Length(count));
        }
        let (c1, c2) = checks(&symbols[..DATA]);
        let (s1, s2) = (c1 ^ symbols[DATA], c2 ^ symbols[DATA + 1]);
        if (s1, s2) == (0, 0) { Ok(Self(symbols)) } else { Err(Slip::Check(culprit(s1, s2))) }
    }

    /// The code as it is printed: `XXXXX-XXXXX-XXXXX`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + 2));
        for (place, symbol) in self.0.iter().enumerate() {
            if place > 0 && place % 5 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*symbol)]));
        }
        text
    }

    /// The fifteen symbols as ASCII, without dashes: what is hashed.
    #[must_use]
    pub fn plain(&self) -> Zeroizing<[u8; LENGTH]> {
        let mut plain = Zeroizing::new([0; LENGTH]);
        for (letter, symbol) in plain.iter_mut().zip(self.0.iter()) {
            *letter = ALPHABET[usize::from(*symbol)];
        }
        plain
    }
}

fn is_filler(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '_' | '.' | '\u{feff}')
}

/// The value of a symbol, forgiving what people write and type.
fn value_of(letter: char) -> Option<u8> {
    let upper = letter.to_uppercase().next()?;
    let latin = match upper {
        'I' | 'L' | 'І' => '1',
        'O' | 'О' => '0',
        // Cyrillic letters with a Latin look.
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'З' => '3',
        other => other,
    };
    let index = ALPHABET.iter().position(|a| char::from(*a) == latin)?;
    u8::try_from(index).ok()
}

/// c1 = Σ dᵢ and c2 = Σ αⁱ·dᵢ over GF(32).
fn checks(data: &[u8]) -> (u8, u8) {
    data.iter()
        .zip(POWERS)
        .fold((0, 0), |(c1, c2), (symbol, power)| (c1 ^ symbol, c2 ^ multiply(*symbol, power)))
}

/// Multiplies in GF(32) modulo x⁵ + x² + 1.
fn multiply(a: u8, b: u8) -> u8 {
    let mut product = 0;
    let mut shifted = a;
    for bit in 0..5 {
        if b >> bit & 1 == 1 {
            product ^= shifted;
        }
        shifted <<= 1;
        if shifted & 32 != 0 {
            shifted ^= 0b10_0101;
        }
    }
    product
}

/// The place (from 1) of the one symbol that explains both syndromes, if one does.
fn culprit(s1: u8, s2: u8) -> Option<usize> {
    match (s1, s2) {
        (_, 0) => Some(DATA + 1),
        (0, _) => Some(DATA + 2),
        _ => POWERS.iter().position(|power| multiply(s1, *power) == s2).map(|index| index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(text: &str) -> [u8; DATA] {
        let values: Vec<u8> = text.chars().filter_map(value_of).collect();
        values.try_into().expect("thirteen symbols")
    }

    #[test]
    fn the_worked_examples_get_their_check_symbols() {
        for (symbols, whole) in
            [("FBDSK7Q2M9TXA", "FBDSK-7Q2M9-TXA1A"), ("0123456789ABC", "01234-56789-ABCCT")]
        {
            let code = RecoveryCode::from_random(&data(symbols)).expect("not all equal");
            assert_eq!(code.text().as_str(), whole);
        }
        assert!(RecoveryCode::from_random(&[7; DATA]).is_none());
    }

    #[test]
    fn a_code_is_read_however_people_write_it() {
        let code = RecoveryCode::from_random(&data("FBDSK7Q2M9TXA")).expect("a code");
        for typed in ["fbdsk 7q2m9 txala", "FBDSK7Q2M9TXAIA", "fbdsk–7q2м9 тхaiа"] {
            let read = RecoveryCode::read(typed).ok().map(|c| c.text().to_string());
            assert_eq!(read.as_deref(), Some(code.text().as_str()), "{typed}");
        }
    }

    #[test]
    fn every_single_slip_is_found_and_pointed_at() {
        let code = RecoveryCode::from_random(&data("FBDSK7Q2M9TXA")).expect("a code");
        for place in 0..LENGTH {
            for other in *ALPHABET {
                let mut plain = *code.plain();
                if plain[place] == other {
                    continue;
                }
                plain[place] = other;
                let typed = String::from_utf8(plain.to_vec()).expect("ASCII");
                assert_eq!(RecoveryCode::read(&typed).err(), Some(Slip::Check(Some(place + 1))));
            }
        }
    }

    #[test]
    fn every_swap_of_two_symbols_is_found() {
        let code = RecoveryCode::from_random(&data("0123456789ABC")).expect("a code");
        for a in 0..LENGTH {
            for b in a + 1..LENGTH {
                let mut plain = *code.plain();
                plain.swap(a, b);
                if plain == *code.plain() {
                    continue;
                }
                let typed = String::from_utf8(plain.to_vec()).expect("ASCII");
                assert!(matches!(RecoveryCode::read(&typed), Err(Slip::Check(_))), "{a} {b}");
            }
        }
    }

    #[test]
    fn other_lengths_and_foreign_symbols_are_slips() {
        assert_eq!(RecoveryCode::read("").err(), Some(Slip::Length(0)));
        assert_eq!(RecoveryCode::read("FBDSK-7Q2M9").err(), Some(Slip::Length(10)));
        assert_eq!(RecoveryCode::read("FBDSK-7Q2M9-TXAU").err(), Some(Slip::Symbol(14)));
        assert_eq!(RecoveryCode::read(&"A".repeat(900)).err(), Some(Slip::Length(900)));
    }
}
