//! How a recovery code looks, in three forms made to survive telephone and handwriting:
//!
//! * **symbols**: thirteen Crockford symbols (65 bits) and two check symbols, `XXXXX-XXXXX-XXXXX`;
//! * **bitrix**: eight small letters and digits (41 bits), `xxxx-xxxx`, as 1C-Bitrix prints them;
//!   without a check symbol, so that only its shape tells a slip from a wrong code;
//! * **digits**: nineteen digits (63 bits) and Damm's check digit, `1234-5678-9012-3456-7890`.
//!
//! The forms have different lengths, and an emergency code has another one again: what was typed
//! tells its form. What was typed becomes one code at most, since each code that is checked costs
//! one slow hash.

mod symbols;
mod typed;

use zeroize::Zeroizing;

pub use desk_store::CodeForm as Form;

use crate::damm;
pub(crate) use typed::{is_filler, other_keyboard, same_key, same_look};

/// As many random bytes as a code needs, and those that are passed over to be fair.
pub const RANDOM: usize = 64;

/// Crockford's alphabet: no I, L, O, U.
const CROCKFORD: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITRIX: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const DIGITS: &[u8] = b"0123456789";

/// A well-formed recovery code. Wiped when dropped, never printed by accident.
pub struct RecoveryCode {
    form: Form,
    /// Its symbols as values of the form's alphabet.
    symbols: Zeroizing<Vec<u8>>,
}

/// Why typed text is not a well-formed code. Such text is never hashed and never counts as a wrong
/// code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// So many symbols were typed, and no code has so many.
    Length(usize),
    /// The symbol at this place (from 1) is in no alphabet we know.
    Symbol(usize),
    /// The check symbols do not fit; where one symbol explains it, its place (from 1).
    Check(Option<usize>),
}

impl RecoveryCode {
    /// Makes a code from [`RANDOM`] random bytes, each symbol as likely as any other: bytes from
    /// the last, incomplete round are passed over. `None` when too few are left, and for a code of
    /// all equal symbols, which people would take for a placeholder: draw again.
    #[must_use]
    pub fn from_random(form: Form, random: &[u8]) -> Option<Self> {
        let base = u8::try_from(alphabet(form).len()).ok()?;
        let fair = 256 - 256 % u16::from(base);
        let wanted = length(form) - checks(form);
        let mut symbols = Zeroizing::new(Vec::with_capacity(length(form)));
        let drawn = random.iter().filter(|byte| u16::from(**byte) < fair).map(|byte| byte % base);
        symbols.extend(drawn.take(wanted));
        if symbols.len() < wanted || symbols.iter().all(|symbol| Some(symbol) == symbols.first()) {
            return None;
        }
        match form {
            Form::Symbols => {
                let (c1, c2) = symbols::checks(&symbols);
                symbols.extend([c1, c2]);
            }
            Form::Digits => {
                let check = damm::check(symbols.iter().copied());
                symbols.push(check);
            }
            Form::Bitrix => {}
        }
        Some(Self { form, symbols })
    }

    /// Reads what a person typed or read aloud, if it has one of these forms: any case, spaces and
    /// dashes anywhere, letters taken for others that look alike, Cyrillic letters that look like
    /// ours, and the same keys on a Russian keyboard.
    ///
    /// # Errors
    /// A [`Slip`] when it is not a well-formed code of one of them.
    pub fn read(typed: &str, forms: &[Form]) -> Result<Self, Slip> {
        let mut letters = Zeroizing::new(Vec::with_capacity(typed.len()));
        letters.extend(typed.chars().filter(|letter| !is_filler(*letter)));
        let count = letters.len();
        let fits = forms.iter().find(|form| length(**form) == count);
        let Some(form) = fits else {
            let keyboard = other_keyboard(&letters);
            let known = |letter: char| {
                let read = |form: &Form| {
                    value(*form, letter, false).is_some()
                        || (keyboard && value(*form, letter, true).is_some())
                };
                forms.iter().any(read)
            };
            let foreign = letters.iter().position(|letter| !known(*letter));
            return Err(foreign.map_or(Slip::Length(count), |index| Slip::Symbol(index + 1)));
        };
        let by_look = || Self::whole(*form, &letters, false);
        if !other_keyboard(&letters) {
            return by_look();
        }
        let by_key = || Self::whole(*form, &letters, true);
        match form {
            // No check symbol tells the two apart: whoever types nothing but Cyrillic has the
            // other keyboard more often than a code of nothing but letters that look alike.
            Form::Bitrix => by_key().or_else(|_| by_look()),
            Form::Symbols | Form::Digits => by_look().or_else(|slip| by_key().map_err(|_| slip)),
        }
    }

    /// Which form it has.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// The code as it is printed, in its groups.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let group = match self.form {
            Form::Symbols => 5,
            Form::Bitrix | Form::Digits => 4,
        };
        let plain = self.plain();
        let mut text = Zeroizing::new(String::with_capacity(2 * plain.len()));
        for (place, symbol) in plain.iter().enumerate() {
            if place > 0 && place % group == 0 {
                text.push('-');
            }
            text.push(char::from(*symbol));
        }
        text
    }

    /// Its symbols as ASCII, without dashes: what is hashed.
    #[must_use]
    pub fn plain(&self) -> Zeroizing<Vec<u8>> {
        let alphabet = alphabet(self.form);
        let letter = |symbol: &u8| alphabet[usize::from(*symbol)];
        Zeroizing::new(self.symbols.iter().map(letter).collect())
    }

    /// Reads as many letters as the form has, by their look or by their key.
    fn whole(form: Form, letters: &[char], by_key: bool) -> Result<Self, Slip> {
        let mut symbols = Zeroizing::new(Vec::with_capacity(letters.len()));
        for (index, letter) in letters.iter().enumerate() {
            symbols.push(value(form, *letter, by_key).ok_or(Slip::Symbol(index + 1))?);
        }
        let slip = match form {
            Form::Symbols => symbols::slip(&symbols),
            Form::Digits => (damm::check(symbols.iter().copied()) != 0).then_some(None),
            Form::Bitrix => None,
        };
        match slip {
            None => Ok(Self { form, symbols }),
            Some(place) => Err(Slip::Check(place)),
        }
    }
}

/// How many symbols a code of this form has.
#[must_use]
pub fn length(form: Form) -> usize {
    match form {
        Form::Symbols => 15,
        Form::Bitrix => 8,
        Form::Digits => 20,
    }
}

/// How many of them are check symbols.
fn checks(form: Form) -> usize {
    match form {
        Form::Symbols => 2,
        Form::Bitrix => 0,
        Form::Digits => 1,
    }
}

fn alphabet(form: Form) -> &'static [u8] {
    match form {
        Form::Symbols => CROCKFORD,
        Form::Bitrix => BITRIX,
        Form::Digits => DIGITS,
    }
}

/// The value of a letter in the form's alphabet, forgiving what people write and type.
fn value(form: Form, letter: char, by_key: bool) -> Option<u8> {
    let latin = if by_key { same_key(letter)? } else { same_look(letter)? };
    // Where an alphabet has no letters that could be meant, digits are.
    let meant = match (form, latin) {
        (Form::Bitrix, other) => other.to_ascii_lowercase(),
        (Form::Symbols | Form::Digits, 'I' | 'L') => '1',
        (Form::Symbols | Form::Digits, 'O') => '0',
        (Form::Symbols | Form::Digits, other) => other,
    };
    let index = alphabet(form).iter().position(|symbol| char::from(*symbol) == meant)?;
    u8::try_from(index).ok()
}

#[cfg(test)]
mod tests;
