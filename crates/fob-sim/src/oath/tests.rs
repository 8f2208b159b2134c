use crate::{Fob, Model, Reply, Version, seeded};

fn hex(text: &str) -> Vec<u8> {
    let text = text.replace(' ', "").to_uppercase();
    data_encoding::HEXUPPER.decode(text.as_bytes()).expect("hexadecimal")
}

fn fob(model: Model, firmware: Option<Version>) -> Fob {
    let mut fob = Fob::new(model, Some(0x0A0B_0C0D), firmware, seeded(7));
    assert!(say(&mut fob, "00A4040007A000000527210100").ends_with("9000"));
    fob
}

/// The answer in hexadecimal; `touch` when a finger is asked for.
fn say(fob: &mut Fob, apdu: &str) -> String {
    match fob.exchange(&hex(apdu)) {
        Reply::Answer(answer) => data_encoding::HEXUPPER.encode(&answer),
        Reply::NeedsTouch => "touch".to_owned(),
    }
}

/// The device manual's worked example: HOTP, six digits, moving factor 5.
const PUT_ALICE: &str = "00010000 39 7119 4578616D706C653A616C696365406578616D706C652E6F7267 \
     7316 1106 3132333435363738393031323334353637383930 7A0400000005";

/// HOTP `a` with the given fields after the key.
fn put_a(rest: &str) -> String {
    let data = format!("7101617316110631323334353637383930313233343536373839 30{rest}");
    let data = data.replace(' ', "");
    format!("00010000{:02X}{data}", data.len() / 2)
}

const CALCULATE_A: &str = "00A2000105 710161 7400 00";

fn code(answer: &str) -> u32 {
    assert!(answer.starts_with("760506") && answer.ends_with("9000"), "{answer}");
    u32::from_str_radix(&answer[6..14], 16).expect("four bytes") % 1_000_000
}

#[test]
fn the_worked_example_makes_the_code_it_promises() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(say(&mut fob, PUT_ALICE), "9000");
    let calculate = "00A200011D 7119 4578616D706C653A616C696365406578616D706C652E6F7267 7400 00";
    assert_eq!(code(&say(&mut fob, calculate)), 254_676);
    assert_eq!(fob.credential("Example:alice@example.org").expect("she").counter, 6);
}

#[test]
fn a_yubikey_overwrites_silently() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(say(&mut fob, &put_a("7A0400000005")), "9000");
    assert_eq!(say(&mut fob, &put_a("")), "9000");
    assert_eq!(fob.credentials().len(), 1);
    assert_eq!(fob.credential("a").expect("it").counter, 0);
}

#[test]
fn a_canokey_counts_before_it_computes_and_never_overwrites() {
    let mut fob = fob(Model::Canokey, None);
    assert_eq!(say(&mut fob, &put_a("")), "9000");
    assert_eq!(code(&say(&mut fob, CALCULATE_A)), 287_082);
    assert_eq!(say(&mut fob, &put_a("")), "6985");
    assert_eq!(say(&mut fob, &put_a("99")), "6700");
    assert_eq!(say(&mut fob, "0004DEAD00"), "6D00");
}

#[test]
fn a_canokey_without_le_promises_more_for_ever() {
    let mut fob = fob(Model::Canokey, None);
    assert_eq!(say(&mut fob, "00A10000"), "9000");
    assert_eq!(say(&mut fob, &put_a("")), "9000");
    assert_eq!(say(&mut fob, "00A50000"), "6985");
    assert_eq!(say(&mut fob, "00A10000"), "61FF");
    for _ in 0..100 {
        assert_eq!(say(&mut fob, "00A50000"), "61FF");
    }
    assert_eq!(say(&mut fob, "00A1000000"), "720211619000");
}

#[test]
fn a_canokey_types_the_credential_that_is_set() {
    let mut fob = fob(Model::Canokey, None);
    say(&mut fob, &put_a(""));
    assert_eq!(say(&mut fob, "0055010103 710161"), "9000");
    assert_eq!(fob.press(1), Ok("287082\n".to_owned()));
    assert_eq!(fob.press(1), Ok("359152\n".to_owned()));
    assert!(fob.press(2).is_err());
}

#[test]
fn a_canokey_tells_its_serial_and_resets_only_with_the_pin() {
    let mut fob = fob(Model::Canokey, None);
    say(&mut fob, &put_a(""));
    assert_eq!(say(&mut fob, "00A4040005F00000000000"), "9000");
    assert_eq!(say(&mut fob, "0032000000"), "0A0B0C0D9000");
    assert_eq!(say(&mut fob, "00050000"), "6982");
    assert_eq!(say(&mut fob, "0020000006 303030303030"), "63C2");
    assert_eq!(say(&mut fob, "0020000006 313233343536"), "9000");
    assert_eq!(say(&mut fob, "00050000"), "9000");
    assert!(fob.credentials().is_empty());
}

#[test]
fn a_nitrokey_has_its_own_words_for_no() {
    let mut fob = fob(Model::Nitrokey3, None);
    let greeting = say(&mut fob, "00A4040007A000000527210100");
    assert!(greeting.starts_with("7903040D00") && greeting.ends_with("8F040A0B0C0D9000"));
    assert_eq!(say(&mut fob, &put_a("7A0400000000")), "9000");
    assert_eq!(say(&mut fob, &put_a("7A0400000000")), "6983");
    assert_eq!(say(&mut fob, "00A400010A 7408 0000000000000001 00"), "6D00");
    assert_eq!(say(&mut fob, "0003000002 7300"), "6985");
    assert_eq!(say(&mut fob, "0002000003 710162"), "6A82");
    assert_eq!(say(&mut fob, "00A2000005 710161 7400 00"), "6B00");
    assert_eq!(code(&say(&mut fob, CALCULATE_A)), 755_224);
    assert_eq!(say(&mut fob, "00A10000010100"), "72031161009000");
    assert_eq!(say(&mut fob, "0004DEAD00"), "touch");
    assert_eq!(fob.resume(true), [0x90, 0x00]);
    assert!(fob.credentials().is_empty());
}

#[test]
fn a_touch_that_never_comes_spends_nothing() {
    let mut fob = fob(Model::Yubikey5, None);
    assert_eq!(say(&mut fob, &put_a("7802")), "9000");
    assert_eq!(say(&mut fob, CALCULATE_A), "touch");
    assert_eq!(fob.resume(false), [0x69, 0x82]);
    assert_eq!(fob.credential("a").expect("it").counter, 0);
    assert_eq!(say(&mut fob, CALCULATE_A), "touch");
    assert_eq!(code(&data_encoding::HEXUPPER.encode(&fob.resume(true))), 755_224);
}

#[test]
fn what_the_firmware_does_not_know_it_refuses() {
    let sha512 = "0001000019 710161 7314 2306 3132333435363738393031323334353637 38";
    assert_eq!(say(&mut fob(Model::Yubikey4, Some(Version(4, 3, 0))), sha512), "6A80");
    assert_eq!(say(&mut fob(Model::Yubikey4, None), sha512), "9000");
    assert_eq!(say(&mut fob(Model::Yubikey4, Some(Version(4, 2, 4))), &put_a("7802")), "6A80");
    let rename = "0005000006 710161 710162";
    assert_eq!(say(&mut fob(Model::Yubikey5, Some(Version(5, 2, 7))), rename), "6D00");
    assert_eq!(say(&mut fob(Model::Yubikey5, None), rename), "6984");
}

#[test]
fn an_early_yubikey_4_mistakes_a_longer_name_for_the_new_one() {
    for (firmware, left) in [(Version(4, 3, 4), 1), (Version(4, 3, 5), 2)] {
        let mut fob = fob(Model::Yubikey4, Some(firmware));
        assert_eq!(say(&mut fob, PUT_ALICE), "9000");
        let put = "0001000019 710145 7314 1106 3132333435363738393031323334353637 38";
        assert_eq!(say(&mut fob, put), "9000");
        assert_eq!(fob.credentials().len(), left, "{firmware}");
    }
}

#[test]
fn nonsense_is_refused_and_changes_nothing() {
    let mut fob = fob(Model::Yubikey5, None);
    let before = fob.changes();
    for bad in [
        "00010000",
        "0001000002 7105",
        "0001000003 710161",
        "0001000005 710161 7300",
        "0001000007 710161 7302 3106",
        "0001000008 710161 7303 110501",
        "0001000008 710161 7303 110901",
        "000100000B 710161 7303 110601 7801 99",
    ] {
        let answer = say(&mut fob, bad);
        assert!(answer.starts_with('6'), "{bad}: {answer}");
    }
    assert_eq!(say(&mut fob, "00FF000000"), "6D00");
    assert_eq!(fob.changes(), before);
}
