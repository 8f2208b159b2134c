use super::*;
use crate::seeded;

fn answer(fob: &mut Fob, apdu: &[u8]) -> Vec<u8> {
    match fob.exchange(apdu) {
        Reply::Answer(answer) => answer,
        Reply::NeedsTouch => panic!("no touch is asked for here"),
    }
}

const SELECT_OATH: &[u8] = b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00";

fn selected(model: Model) -> Fob {
    let mut fob = Fob::new(model, Some(1), None, seeded(5));
    assert!(answer(&mut fob, SELECT_OATH).ends_with(&[0x90, 0x00]));
    fob
}

fn put(name: &str) -> Vec<u8> {
    let mut data = vec![0x71, u8::try_from(name.len()).expect("short")];
    data.extend(name.as_bytes());
    data.extend([0x73, 16, 0x21, 6]);
    data.extend([7; 14]);
    let mut apdu = vec![0, 1, 0, 0, u8::try_from(data.len()).expect("short")];
    apdu.extend(data);
    apdu
}

#[test]
fn nothing_is_understood_before_an_application_is_selected() {
    let mut fob = Fob::new(Model::Yubikey5, Some(1), None, seeded(5));
    assert_eq!(answer(&mut fob, &[0, 0xA1, 0, 0, 0]), [0x6D, 0x00]);
    assert_eq!(answer(&mut fob, &[0, 0xA4]), [0x67, 0x00]);
    assert_eq!(answer(&mut fob, &[0x80, 0xA4, 4, 0, 0]), [0x6E, 0x00]);
}

#[test]
fn an_application_that_is_not_there_is_not_found() {
    let openpgp = b"\x00\xA4\x04\x00\x06\xD2\x76\x00\x01\x24\x01\x00";
    assert_eq!(answer(&mut selected(Model::Yubikey5), openpgp), [0x6A, 0x82]);
    let piv = b"\x00\xA4\x04\x00\x05\xA0\x00\x00\x03\x08\x00";
    assert_eq!(answer(&mut selected(Model::Canokey), piv), [0x6A, 0x82]);
    let management = b"\x00\xA4\x04\x00\x08\xA0\x00\x00\x05\x27\x47\x11\x17\x00";
    assert_eq!(answer(&mut selected(Model::Canokey), management), [0x6A, 0x82]);
}

#[test]
fn a_chained_command_is_put_together() {
    let mut fob = selected(Model::Yubikey5Nfc);
    let whole = put("alice");
    let (first, second) = whole[5..].split_at(9);
    let mut start = vec![0x10, 1, 0, 0, 9];
    start.extend(first);
    let mut end = vec![0x00, 1, 0, 0, u8::try_from(second.len()).expect("short")];
    end.extend(second);
    assert_eq!(answer(&mut fob, &start), [0x90, 0x00]);
    assert_eq!(answer(&mut fob, &end), [0x90, 0x00]);
    assert_eq!(fob.credentials().len(), 1);
}

#[test]
fn extended_length_is_refused_where_it_is_not_known() {
    let list = [0, 0xA1, 0, 0, 0, 0, 0];
    assert_eq!(answer(&mut selected(Model::Yubikey5Nfc), &list), [0x67, 0x00]);
    assert_eq!(answer(&mut selected(Model::Yubikey5), &list), [0x90, 0x00]);
}

#[test]
fn a_long_answer_comes_in_portions_and_only_once() {
    let mut fob = selected(Model::Yubikey5);
    for n in 0..10 {
        assert_eq!(answer(&mut fob, &put(&format!("{n}{}", "x".repeat(60)))), [0x90, 0x00]);
    }
    let mut got = answer(&mut fob, &[0, 0xA1, 0, 0, 0]);
    let mut portions = 1;
    while got[got.len() - 2] == 0x61 {
        got.truncate(got.len() - 2);
        got.extend(answer(&mut fob, &[0, 0xA5, 0, 0, 0]));
        portions += 1;
    }
    assert_eq!((got.len(), portions), (10 * 64 + 2, 3));
    assert_eq!(answer(&mut fob, &[0, 0xA5, 0, 0, 0]), [0x69, 0x85]);
    // Another command in between makes the rest unreachable.
    answer(&mut fob, &[0, 0xA1, 0, 0, 0]);
    answer(&mut fob, &[0, 0xFF, 0, 0, 0]);
    assert_eq!(answer(&mut fob, &[0, 0xA5, 0, 0, 0]), [0x69, 0x85]);
}

#[test]
fn a_switched_off_application_is_not_found() {
    let mut fob = Fob::new(Model::Yubikey5, Some(1), None, seeded(5));
    answer(&mut fob, b"\x00\xA4\x04\x00\x08\xA0\x00\x00\x05\x27\x47\x11\x17\x00");
    let off = [0, 0x1C, 0, 0, 5, 4, 0x03, 0x02, 0x02, 0x1B];
    assert_eq!(answer(&mut fob, &off), [0x90, 0x00]);
    assert_eq!(answer(&mut fob, SELECT_OATH), [0x6A, 0x82]);
}

#[test]
fn a_saved_fob_is_the_same_fob() {
    for model in Model::ALL.into_iter().filter(|model| !model.has_display()) {
        let mut fob = selected(model);
        answer(&mut fob, &put("alice"));
        let saved = fob.save();
        let mut again = Fob::restore(&saved, seeded(6)).expect("its own state");
        assert_eq!(again.save(), saved);
        assert_eq!(again.credentials().len(), 1);
        assert_eq!(answer(&mut again, &[0, 0xA1, 0, 0, 0]), [0x6D, 0x00], "{model}");
    }
    assert!(Fob::restore("{}", seeded(6)).is_err());
    let token = Fob::new(Model::Molto2, Some(20_300_001), None, seeded(5));
    let again = Fob::restore(&token.save(), seeded(6)).expect("its own state");
    assert_eq!((again.save(), again.key_tries()), (token.save(), Some(10)));
}

#[test]
fn a_reset_forgets_the_selection_and_keeps_the_rest() {
    let mut fob = selected(Model::Yubikey5);
    answer(&mut fob, &put("alice"));
    fob.reset_card();
    assert_eq!(answer(&mut fob, &[0, 0xA1, 0, 0, 0]), [0x6D, 0x00]);
    assert_eq!(fob.credentials().len(), 1);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_a_fob_panic(
        commands in proptest::collection::vec(
            proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80), 0..20,
        ),
        which in 0..Model::ALL.len(),
    ) {
        let mut fob = Fob::new(Model::ALL[which], Some(1_234_567), None, seeded(5));
        answer(&mut fob, SELECT_OATH);
        for command in commands {
            if let Reply::NeedsTouch = fob.exchange(&command) {
                fob.resume(true);
            }
        }
    }
}
