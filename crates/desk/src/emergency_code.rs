//! How an emergency code looks: nine digits and a check digit, in groups of three, three and four.
//! It lives for minutes and is read over the telephone, so it is short and has digits alone; the
//! check digit (Damm) shows every single slip and every swap of neighbours.

use zeroize::Zeroizing;

use crate::damm;
use crate::recovery_code::is_filler;

/// Digits of a code, the check digit among them.
const LENGTH: usize = 10;

/// A well-formed emergency code. Wiped when dropped, never printed by accident.
pub struct EmergencyCode(Zeroizing<[u8; LENGTH]>);

impl EmergencyCode {
    /// Makes a code of nine random digits: bytes of 250 and more are passed over, so that each
    /// digit is as likely as any other. `None` when too few bytes are left.
    #[must_use]
    pub fn from_random(random: &[u8]) -> Option<Self> {
        let mut digits = Zeroizing::new([0; LENGTH]);
        let mut fair = random.iter().filter(|byte| **byte < 250).map(|byte| byte % 10);
        for digit in &mut digits[..LENGTH - 1] {
            *digit = fair.next()?;
        }
        digits[LENGTH - 1] = damm::check(digits[..LENGTH - 1].iter().copied());
        Some(Self(digits))
    }

    /// Reads what was typed: ten digits, with anything between them that people put there.
    /// `None`: it has not the form of such a code; `Some(None)`: it has, but for a slip.
    #[must_use]
    pub fn read(typed: &str) -> Option<Option<Self>> {
        let mut digits = Zeroizing::new([0; LENGTH]);
        let mut count = 0;
        for letter in typed.chars().filter(|c| !is_filler(*c)) {
            let digit = u8::try_from(letter.to_digit(10)?).ok()?;
            if let Some(place) = digits.get_mut(count) {
                *place = digit;
            }
            count += 1;
        }
        if count != LENGTH {
            return None;
        }
        Some((damm::check(*digits) == 0).then_some(Self(digits)))
    }

    /// The code as it is shown: `123 456 7890`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + 2));
        for (place, digit) in self.0.iter().enumerate() {
            if place == 3 || place == 6 {
                text.push(' ');
            }
            text.push(char::from(b'0' + digit));
        }
        text
    }

    /// The ten digits as ASCII: what is hashed.
    #[must_use]
    pub fn plain(&self) -> Zeroizing<[u8; LENGTH]> {
        Zeroizing::new(self.0.map(|digit| b'0' + digit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<Option<String>> {
        EmergencyCode::read(typed).map(|code| code.map(|code| code.text().to_string()))
    }

    #[test]
    fn what_is_shown_is_read_back_however_it_is_typed() {
        let code = EmergencyCode::from_random(&[255, 1, 2, 3, 4, 5, 6, 7, 8, 9]).expect("nine");
        let text = code.text().to_string();
        assert_eq!(text.len(), 12);
        for typed in [text.clone(), text.replace(' ', ""), text.replace(' ', "-")] {
            assert_eq!(read(&typed), Some(Some(text.clone())));
        }
        assert!(EmergencyCode::from_random(&[255; 20]).is_none());
    }

    #[test]
    fn every_slip_of_one_digit_and_every_swap_of_neighbours_is_seen() {
        let code = EmergencyCode::from_random(&[9, 0, 7, 3, 3, 1, 8, 2, 6]).expect("nine");
        let text = code.text().replace(' ', "");
        for at in 0..10 {
            for digit in '0'..='9' {
                let mut slip: Vec<char> = text.chars().collect();
                let same = std::mem::replace(&mut slip[at], digit) == digit;
                let slip: String = slip.into_iter().collect();
                assert_eq!(read(&slip).expect("ten digits").is_some(), same, "{slip}");
            }
            let mut swapped: Vec<char> = text.chars().collect();
            if at < 9 && swapped[at] != swapped[at + 1] {
                swapped.swap(at, at + 1);
                let swapped: String = swapped.into_iter().collect();
                assert_eq!(read(&swapped), Some(None), "{swapped}");
            }
        }
        for other in ["", "123", "12345678901", "K7Q2M-9TXA1-FBDSK", "12345678x0"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
