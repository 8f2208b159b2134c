//! Decimal digits in every script, and the marks that people put between them.

/// The value of a decimal digit of any script (Unicode category Nd): `7`, `７`, `٧`, `۷`, `७` are
/// all 7. Numerals that are not decimal digits (`Ⅶ`, `⑦`, `⁷`) are none.
pub(crate) fn digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    let below = ZEROS.partition_point(|&zero| zero <= code);
    let zero = ZEROS.get(below.checked_sub(1)?)?;
    Some(code - zero).filter(|&value| value <= 9)
}

/// Whether the mark means nothing inside a code: white space, dashes, and what copying out of a
/// web page or a message brings along unseen (zero-width and direction marks).
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}'
            | '\u{fe63}' | '\u{ff0d}' | '\u{30fc}'
            | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The zero of each block of ten, ascending. Unicode assigns decimal digits in such blocks only,
/// zero first.
#[rustfmt::skip]
const ZEROS: [u32; 74] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450,
    0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50,
    0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2,
    0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zeros_ascend_and_their_blocks_do_not_overlap() {
        assert!(ZEROS.windows(2).all(|pair| pair[0] + 10 <= pair[1]));
    }

    #[test]
    fn every_member_of_a_block_is_a_numeral_for_the_standard_library_too() {
        for zero in ZEROS {
            for value in 0..10 {
                let c = char::from_u32(zero + value).expect("digits are scalar values");
                assert!(c.is_numeric(), "U+{:04X}", zero + value);
                assert_eq!(digit(c), Some(value), "U+{:04X}", zero + value);
            }
        }
    }

    #[test]
    fn numerals_that_are_no_decimal_digits_are_refused() {
        for c in ['Ⅶ', '⑦', '⁷', '₇', '½', '七', 'a', '/', ':', '\0', char::MAX] {
            assert_eq!(digit(c), None, "{c}");
        }
    }

    #[test]
    fn no_digit_is_a_separator() {
        for code in 0..=u32::from(char::MAX) {
            if let Some(c) = char::from_u32(code) {
                assert!(digit(c).is_none() || !is_separator(c), "U+{code:04X}");
            }
        }
    }
}
