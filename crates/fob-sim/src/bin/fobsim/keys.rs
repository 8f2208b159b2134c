//! Keys of a keyboard: which one is pressed for a letter, on a US layout (HID usage tables).

/// Left Shift among the modifiers.
const SHIFT: u8 = 0x02;
/// From usage 4 on.
const PLAIN: &[u8] = b"abcdefghijklmnopqrstuvwxyz1234567890\n\x1B\x08\t -=[]\\\0;'`,./";
const SHIFTED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\0\0\0\0\0_+{}|\0:\"~<>?";

/// Modifiers and key for each letter; a letter that the layout lacks is left out.
pub(crate) fn of(text: &str) -> Vec<(u8, u8)> {
    text.bytes().filter_map(key).collect()
}

fn key(letter: u8) -> Option<(u8, u8)> {
    let place = |row: &[u8]| {
        let at = row.iter().position(|key| *key == letter && letter != 0)?;
        Some(u8::try_from(at).ok()? + 4)
    };
    place(PLAIN).map(|key| (0, key)).or_else(|| place(SHIFTED).map(|key| (SHIFT, key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_enter_have_their_keys() {
        assert_eq!(
            of("aZ10\n\t /"),
            [
                (0, 0x04),
                (SHIFT, 0x1D),
                (0, 0x1E),
                (0, 0x27),
                (0, 0x28),
                (0, 0x2B),
                (0, 0x2C),
                (0, 0x38),
            ]
        );
        assert_eq!(of("\0ж"), []);
    }
}
