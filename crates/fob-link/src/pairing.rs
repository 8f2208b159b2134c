//! Which reader and which HID interface are two faces of one fob: pure.
//!
//! The USB address settles it where both are known. Where one is not (the system says nothing, or
//! the reader is made of software), the only reader and the only interface that may belong
//! together do; with more of either, nobody can tell, and each stays by itself. Whoever goes from
//! one face to the other asks the fob anew who it is, so a wrong pair is noticed before a write.

use crate::hid::{Face, UsbAddress};

/// A reader, as far as pairing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reader<'a> {
    pub(crate) name: &'a str,
    pub(crate) address: Option<UsbAddress>,
}

/// For each face the reader of the same fob, by its place in the list.
pub(crate) fn pair(readers: &[Reader<'_>], faces: &[Face]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> =
        faces.iter().map(|face| readers.iter().position(|reader| certain(reader, face))).collect();
    for (at, face) in faces.iter().enumerate() {
        let candidate = |reader: &usize| possible(&readers[*reader], face, &pairs, *reader);
        let mut candidates = (0..readers.len()).filter(candidate);
        let (Some(reader), None, None) = (candidates.next(), candidates.next(), pairs[at]) else {
            continue;
        };
        let rival = |other: &usize| {
            *other != at
                && possible(&readers[reader], &faces[*other], &pairs, reader)
                && pairs[*other].is_none()
        };
        if !(0..faces.len()).any(|other| rival(&other)) {
            pairs[at] = Some(reader);
        }
    }
    pairs
}

/// The same place on the USB.
fn certain(reader: &Reader<'_>, face: &Face) -> bool {
    face.has_reader() && reader.address.is_some() && reader.address == face.address
}

/// Nothing speaks against it: the name fits, the reader is free, and not both addresses are known.
fn possible(reader: &Reader<'_>, face: &Face, pairs: &[Option<usize>], at: usize) -> bool {
    face.has_reader()
        && face.kind.may_be(reader.name)
        && is_first_slot(reader.name)
        && (reader.address.is_none() || face.address.is_none())
        && !pairs.contains(&Some(at))
}

/// Whether a reader, as pcsc-lite names it (`… 00 01`: number, slot), is the first slot of its
/// device. A fob has no second one.
fn is_first_slot(reader: &str) -> bool {
    let mut ends = reader.rsplit(' ');
    let two = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (ends.next(), ends.next()) {
        (Some(slot), Some(number)) if two(slot) && two(number) => slot == "00",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hid::tests::yubikey;

    const KEY: &str = "Yubico YubiKey OTP+FIDO+CCID 00 00";
    const OTHER: &str = "Yubico YubiKey OTP+FIDO+CCID 01 00";

    fn at(device: u32) -> Option<UsbAddress> {
        Some(UsbAddress { bus: 1, device })
    }

    fn reader(name: &str, address: Option<UsbAddress>) -> Reader<'_> {
        Reader { name, address }
    }

    #[test]
    fn one_place_on_the_usb_is_one_fob() {
        let readers = [reader(KEY, at(7)), reader(OTHER, at(9)), reader("ACS 02 00", at(3))];
        let faces = [yubikey("hidraw0", true, at(9)), yubikey("hidraw1", true, at(7))];
        assert_eq!(pair(&readers, &faces), [Some(1), Some(0)]);
    }

    #[test]
    fn two_places_are_two_fobs_even_if_there_is_nothing_else() {
        let faces = [yubikey("hidraw0", true, at(9))];
        assert_eq!(pair(&[reader(KEY, at(7))], &faces), [None]);
    }

    #[test]
    fn without_addresses_the_only_two_that_fit_are_one() {
        let one = [yubikey("hidraw0", true, at(9))];
        assert_eq!(pair(&[reader("ACS 00 00", None), reader(KEY, None)], &one), [Some(1)]);
        assert_eq!(pair(&[reader(KEY, at(9))], &[yubikey("hidraw0", true, None)]), [Some(0)]);
        let spare = reader("Yubico YubiKey OTP+FIDO+CCID 00 01", None);
        assert_eq!(pair(&[spare, reader(KEY, None)], &one), [Some(1)], "a fob has one slot");
        assert!(is_first_slot("Yubico YubiKey OTP+FIDO+CCID 0"), "as Windows names it");
        // Two readers, or two interfaces: nobody can tell.
        assert_eq!(pair(&[reader(KEY, None), reader(OTHER, None)], &one), [None]);
        let two = [yubikey("hidraw0", true, None), yubikey("hidraw1", true, None)];
        assert_eq!(pair(&[reader(KEY, None)], &two), [None, None]);
        // What is certain leaves one of each.
        let readers = [reader(KEY, at(9)), reader(OTHER, None)];
        let faces = [yubikey("hidraw0", true, at(9)), yubikey("hidraw1", true, None)];
        assert_eq!(pair(&readers, &faces), [Some(0), Some(1)]);
    }

    #[test]
    fn a_key_without_a_reader_of_its_own_is_never_in_one() {
        let face = [yubikey("hidraw0", false, None)];
        assert_eq!(pair(&[reader(KEY, None)], &face), [None]);
        assert_eq!(pair(&[reader("Yubico YubiKey FIDO+CCID 00 00", None)], &face), [None]);
        assert_eq!(pair(&[], &face), [None]);
    }
}
