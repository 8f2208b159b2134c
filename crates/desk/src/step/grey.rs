//! Two grey letters beside each row of a sheet. Whoever reads them out has the sheet at hand; they
//! have nothing to do with the code beside them, and the ledger holds keyed hashes alone.

use desk_store::{Salt, View, World};
use zeroize::Zeroizing;

use crate::recovery_code::{is_filler, other_keyboard, same_key, same_look};

/// Twenty letters that are not taken for one another or for a digit.
const LETTERS: &[u8; 20] = b"ABCDEFHJKLMNPRSTVXYZ";
/// The label under which the vault's key hashes them.
const LABEL: &str = "grey letters";

/// Draws two letters; bytes of 240 and more are passed over, so that each is as likely as another.
pub(crate) fn draw(world: &dyn World) -> Zeroizing<String> {
    let mut letters = Zeroizing::new(String::with_capacity(2));
    let mut random = Zeroizing::new([0; 16]);
    while letters.len() < 2 {
        world.fill(&mut *random);
        let fair = random.iter().filter(|byte| **byte < 240);
        let drawn = fair.map(|byte| char::from(LETTERS[usize::from(byte % 20)]));
        letters.extend(drawn.take(2));
        letters.truncate(2);
    }
    letters
}

/// What was typed, if it is two such letters: in any case, by their look or on a keyboard that is
/// set to Russian.
pub(crate) fn read(typed: &str) -> Option<Zeroizing<String>> {
    let mut typed_letters = Zeroizing::new(Vec::with_capacity(typed.len()));
    typed_letters.extend(typed.chars().filter(|letter| !is_filler(*letter)));
    let read = |meant: fn(char) -> Option<char>| -> Option<Zeroizing<String>> {
        let ours = |letter: &char| u8::try_from(*letter).is_ok_and(|b| LETTERS.contains(&b));
        let letters = typed_letters.iter().map(|letter| meant(*letter).filter(ours));
        letters.collect::<Option<String>>().map(Zeroizing::new)
    };
    if typed_letters.len() != 2 {
        return None;
    }
    let by_look = read(same_look);
    by_look.or_else(|| other_keyboard(&typed_letters).then(|| read(same_key)).flatten())
}

/// The hash that the ledger holds of a row's letters: keyed, and bound to the person's set and the
/// row.
pub(crate) fn hash(view: &View<'_>, salt: &Salt, number: u32, row: u32, letters: &str) -> [u8; 32] {
    let mut bytes = Zeroizing::new(Vec::with_capacity(32));
    bytes.extend_from_slice(&salt.salt);
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(&row.to_be_bytes());
    bytes.extend_from_slice(letters.as_bytes());
    view.keyed_hash(LABEL, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_however_they_are_typed() {
        for (typed, meant) in
            [("kt", "KT"), (" K-T ", "KT"), ("кт", "KT"), ("лф", "KA"), ("НХ", "HX"), ("zя", "")]
        {
            let read = read(typed).map(|letters| letters.to_string()).unwrap_or_default();
            assert_eq!(read, meant, "{typed}");
        }
        for other in ["", "K", "KTA", "K7", "IO", "ÄB"] {
            assert!(read(other).is_none(), "{other}");
        }
    }
}
