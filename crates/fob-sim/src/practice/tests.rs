use std::sync::mpsc;

use super::*;

const SELECT: &[u8] = b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00";
const PUT_TOUCH: &[u8] = b"\x00\x01\x00\x00\x17\x71\x01a\x73\x10\x11\x0612345678901234\x78\x02";
const CALCULATE: &[u8] = b"\x00\xA2\x00\x01\x05\x71\x01a\x74\x00\x00";
/// HOTP for slot 1: the device manual's worked example, moving factor 16.
const WRITE_SLOT: &str = "000101003A00000000000000000000000000000000373839300001313233343536\
    373839303132333435360000000000000034600000 00183F000000000000";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn connect(sockets: &mut PracticeSockets) -> Result<Box<dyn Cable>, CableError> {
    let reader = sockets.look().expect("a folder")[0].name.clone();
    sockets.connect(&reader)
}

fn oath(sockets: &mut PracticeSockets) -> Box<dyn Cable> {
    let mut cable = connect(sockets).expect("a plugged fob");
    assert!(cable.transfer(SELECT).expect("an answer").ends_with(&[0x90, 0x00]));
    cable
}

#[test]
fn the_first_use_makes_a_yubikey_and_the_next_finds_it() {
    let folder = folder();
    let first = PracticeSockets::open(folder.path(), &[]).expect("a folder").fobs();
    let fobs = first.expect("its fobs");
    assert_eq!(fobs.len(), 1);
    assert_eq!(fobs[0].model, Model::Yubikey5);
    assert_eq!(fobs[0].reader, "Yubico YubiKey OTP+FIDO+CCID 00 00");
    let again = PracticeSockets::open(folder.path(), &[]).expect("a folder").fobs();
    assert_eq!(again.expect("its fobs"), fobs);
}

#[test]
fn models_that_are_named_are_there_once_each() {
    let folder = folder();
    let wanted = [Model::Canokey, Model::Yubikey5, Model::Yubikey5];
    for _ in 0..2 {
        let sockets = PracticeSockets::open(folder.path(), &wanted).expect("a folder");
        let fobs = sockets.fobs().expect("its fobs");
        let serials: Vec<&str> = fobs.iter().map(|f| f.serial.as_str()).collect();
        assert_eq!(serials, ["9000001", "9000002", "9000003"]);
        assert_eq!(fobs[2].reader, "Yubico YubiKey OTP+FIDO+CCID 01 00");
    }
}

#[test]
fn a_slot_pressed_in_one_process_has_moved_in_the_next() {
    let folder = folder();
    let apdu = WRITE_SLOT.replace(' ', "");
    let apdu = data_encoding::HEXUPPER.decode(apdu.as_bytes()).expect("hexadecimal");
    let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let mut cable = connect(&mut sockets).expect("a plugged fob");
    cable.transfer(b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x20\x01\x00").expect("an answer");
    assert_eq!(cable.transfer(&apdu).expect("an answer")[3], 1);
    drop(cable);
    for code in ["186581\n", "447589\n", "903435\n"] {
        let sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
        assert_eq!(sockets.press(None, 1).expect("a code"), code);
    }
}

#[test]
fn the_power_session_lasts_from_process_to_process_and_ends_with_pulling() {
    let folder = folder();
    let apdu = WRITE_SLOT.replace(' ', "");
    let apdu = data_encoding::HEXUPPER.decode(apdu.as_bytes()).expect("hexadecimal");
    let select = b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x20\x01\x00";
    for sequence in 1..=3 {
        let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
        let mut cable = connect(&mut sockets).expect("a plugged fob");
        cable.transfer(select).expect("an answer");
        assert_eq!(cable.transfer(&apdu).expect("an answer")[3], sequence);
    }
    let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    sockets.remove(None).expect("a fob");
    sockets.insert(None).expect("a fob");
    let mut cable = connect(&mut sockets).expect("a plugged fob");
    assert_eq!(cable.transfer(select).expect("an answer")[3], 1);
}

#[test]
fn only_one_session_at_a_time() {
    let folder = folder();
    let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let mut other = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let cable = connect(&mut sockets).expect("a plugged fob");
    assert!(matches!(connect(&mut other), Err(CableError::InUse)));
    drop(cable);
    assert!(connect(&mut other).is_ok());
}

#[test]
fn a_touch_from_another_process_reaches_the_waiting_command() {
    let folder = folder();
    let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let other = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let mut cable = oath(&mut sockets);
    assert_eq!(cable.transfer(PUT_TOUCH), Ok(vec![0x90, 0x00]));
    let (send, answer) = mpsc::channel();
    thread::spawn(move || send.send((cable.transfer(CALCULATE), cable)));
    assert!(answer.recv_timeout(Duration::from_millis(100)).is_err());
    other.touch(None).expect("a fob");
    let (answer, cable) = answer.recv_timeout(Duration::from_secs(10)).expect("an answer");
    assert!(answer.expect("a code").ends_with(&[0x90, 0x00]));
    drop(cable);
    sockets.set_touch_time(Duration::ZERO);
    let mut cable = oath(&mut sockets);
    assert_eq!(cable.transfer(CALCULATE), Ok(vec![0x69, 0x82]));
}

#[test]
fn pulling_reaches_into_the_session_of_another_process() {
    let folder = folder();
    let mut sockets = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let other = PracticeSockets::open(folder.path(), &[]).expect("a folder");
    let mut cable = oath(&mut sockets);
    other.remove(Some("9000001")).expect("a fob");
    assert_eq!(cable.transfer(CALCULATE), Err(CableError::Gone));
    drop(cable);
    assert!(sockets.look().expect("a folder").is_empty());
    assert!(matches!(other.press(None, 1), Err(PracticeError::Silent(Silent::Unplugged))));
    other.insert(None).expect("a fob");
    assert!(connect(&mut sockets).is_ok());
}

#[test]
fn a_fob_is_named_by_its_serial_in_either_notation() {
    let folder = folder();
    let models = [Model::Yubikey5, Model::Canokey];
    let sockets = PracticeSockets::open(folder.path(), &models).expect("a folder");
    assert!(matches!(sockets.touch(None), Err(PracticeError::WhichFob)));
    assert!(sockets.touch(Some("9000002")).is_ok());
    assert!(sockets.touch(Some("00895442")).is_ok());
    assert!(matches!(sockets.touch(Some("1")), Err(PracticeError::NoSuchFob(_))));
}
