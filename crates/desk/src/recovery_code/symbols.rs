//! The check symbols of the form *symbols*: a code over GF(32) with the polynomial x⁵ + x² + 1. They
//! show every error in one or two symbols, so a slip is told apart from a wrong code before anything
//! is hashed. They are computed from the code itself and tell an attacker nothing.

/// Data symbols of a code.
const DATA: usize = 13;
/// α¹ … α¹³ for α = 2.
const POWERS: [u8; DATA] = [2, 4, 8, 16, 5, 10, 20, 13, 26, 17, 7, 14, 28];

/// c1 = Σ dᵢ and c2 = Σ αⁱ·dᵢ over GF(32).
pub(super) fn checks(data: &[u8]) -> (u8, u8) {
    data.iter()
        .zip(POWERS)
        .fold((0, 0), |(c1, c2), (symbol, power)| (c1 ^ symbol, c2 ^ multiply(*symbol, power)))
}

/// What is wrong with all fifteen symbols: nothing; else the place (from 1) of the one symbol that
/// explains it, if one does.
pub(super) fn slip(symbols: &[u8]) -> Option<Option<usize>> {
    let (data, given) = symbols.split_at(DATA.min(symbols.len()));
    let (c1, c2) = checks(data);
    let [g1, g2] = given else { return Some(None) };
    match (c1 ^ g1, c2 ^ g2) {
        (0, 0) => None,
        (s1, s2) => Some(culprit(s1, s2)),
    }
}

/// The place (from 1) of the one symbol that explains both syndromes, if one does.
fn culprit(s1: u8, s2: u8) -> Option<usize> {
    match (s1, s2) {
        (_, 0) => Some(DATA + 1),
        (0, _) => Some(DATA + 2),
        _ => POWERS.iter().position(|power| multiply(s1, *power) == s2).map(|index| index + 1),
    }
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
