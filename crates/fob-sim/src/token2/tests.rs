//! The tokens by themselves: the known exchanges, and what they refuse.

use data_encoding::HEXUPPER;

use super::*;
use crate::dice::seeded;

const NOW: u64 = 1_800_000_000;

/// A token on a desk.
struct Desk {
    token: Token2,
    model: Model,
    dice: Dice,
    changes: u64,
}

impl Desk {
    fn with(model: Model) -> Self {
        let token = Token2::of(model).expect("a token");
        Self { token, model, dice: seeded(7), changes: 0 }
    }

    fn ask(&mut self, command: &str) -> String {
        let command: String = command.split_whitespace().collect();
        let command = HEXUPPER.decode(command.as_bytes()).expect("hexadecimal");
        HEXUPPER.encode(&self.exchange(&command))
    }

    fn exchange(&mut self, command: &[u8]) -> Vec<u8> {
        let around = Around {
            model: self.model,
            serial: Some(8_659_622_000_001),
            now: NOW + 90,
            dice: &mut self.dice,
            changes: &mut self.changes,
        };
        self.token.exchange(command, around)
    }

    /// Shows the key that the token has.
    fn show_key(&mut self) {
        self.token.challenge = Some([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88]);
        let mut block = b"\x11\x22\x33\x44\x55\x66\x77\x88".to_vec();
        block.resize(16, 0);
        let mut command = b"\x80\xCE\0\0\x10".to_vec();
        command.extend(Key::new(&self.token.key).seal(&block));
        assert_eq!(self.exchange(&command), [0x90, 0x00]);
    }
}

const CONFIG: &str = "84D4000017 81111F01010F046B49D20086060A01010D011E 312AC85D";
const SEED: &str = "84C5010024
    5E5856092FD3228D4D33EEE3DAAC4B55CE37D18D332B7AC6A40E8661FA23042A F47B0153";

#[test]
fn the_known_exchanges_are_understood_and_the_display_shows_the_code() {
    let mut desk = Desk::with(Model::Token2Nfc);
    assert_eq!(desk.ask("8041000002 0211"), "811F020D383635393632323030303030310F046B49D25A9000");
    desk.token.challenge = Some([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88]);
    assert_eq!(desk.ask("80CE000010 8B7450F22721BC29985C2C460B65045D"), "9000");
    assert_eq!(desk.ask(CONFIG), "9000");
    assert_eq!(desk.token.show(0, NOW + 90), Err(Silent::Empty));
    assert_eq!(desk.ask(SEED), "9000");
    assert_eq!(
        desk.token.profile(0).map(|p| p.seed.as_slice()),
        Some(&b"12345678901234567890"[..])
    );
    // Its clock was set to 90 seconds ago. The code is that of RFC 4226's secret at that step.
    assert_eq!(desk.token.ahead, -90);
    let code = desk.token.show(0, NOW + 90).expect("a code");
    let mac = Hash::Sha1.hmac(b"12345678901234567890", &(NOW / 30).to_be_bytes());
    assert_eq!(code, digits(truncate(&mac), 6));
}

#[test]
fn a_new_configuration_erases_the_seed_where_time_sync_is_restricted() {
    let mut desk = Desk::with(Model::Token2Nfc);
    desk.show_key();
    for command in [SEED, CONFIG] {
        assert_eq!(desk.ask(command), "9000");
    }
    assert_eq!(desk.token.show(0, NOW), Err(Silent::Empty));
    desk.token.restricted = false;
    for command in [SEED, CONFIG] {
        assert_eq!(desk.ask(command), "9000");
    }
    assert!(desk.token.show(0, NOW).is_ok());
}

#[test]
fn a_challenge_is_good_for_one_answer_and_nothing_is_written_without_the_key() {
    let mut desk = Desk::with(Model::Token2Nfc);
    assert_eq!(desk.ask(SEED), "6982");
    let wrong = "80CE000010 00000000000000000000000000000000";
    assert_eq!(desk.ask(wrong), "6985");
    assert_eq!(desk.ask("804B080001 00").len(), 20);
    assert_eq!(desk.ask(wrong), "6983");
    assert_eq!(desk.ask("80CE000010 8B7450F22721BC29985C2C460B65045D"), "6985");
    desk.show_key();
    assert_eq!(desk.ask(&SEED.replace("F47B0153", "F47B0154")), "6982");
    assert_eq!(desk.changes, 0);
}

#[test]
fn commands_of_another_form_are_refused() {
    let mut desk = Desk::with(Model::Token2Nfc);
    for (command, status) in [
        ("00A4040007 A0000005272101 00", "6E00"),
        ("8041000000", "6700"),
        ("8041000002 0211 00", "6700"),
        ("80E6000000", "6D00"),
        ("84C50100000024", "6700"),
    ] {
        assert_eq!(desk.ask(command), status, "{command}");
    }
    let mut molto = Desk::with(Model::Molto2);
    for (command, status) in
        [("8041000001 70 00", "6FFB"), ("80E6000500", "6A83"), ("8041006401 70", "6B00")]
    {
        assert_eq!(molto.ask(command), status, "{command}");
    }
}

#[test]
fn a_molto_counts_wrong_keys_and_locks_itself() {
    let mut desk = Desk::with(Model::Molto2);
    for left in (0..TRIES).rev() {
        assert_eq!(desk.ask("804B080000").len(), 20);
        let refused = desk.ask("80CE000010 00000000000000000000000000000000");
        assert_eq!(refused, format!("63{left:02X}"));
    }
    assert_eq!(desk.ask("804B080000").len(), 20);
    assert_eq!(desk.ask("80CE000010 00000000000000000000000000000000"), "6983");
}

#[test]
fn a_molto_keeps_titles_settings_and_seeds_apart() {
    let mut desk = Desk::with(Model::Molto2);
    desk.show_key();
    for command in [
        "84D401001A 81141F01010F046B49D20086090A01010B01080D011E 5540F21F",
        "84D5000014 C7B78AC0A039EA2A9D922E0066D3B7ED 2C42430E",
        "84C5010024 5D848C69EB8E884E7D20591FF89ADEFF31FD80354BF08248E60D457774BBF06E 915C34AB",
    ] {
        assert_eq!(desk.ask(command), "9000", "{command}");
    }
    let told = desk.ask("8041000001 70");

    assert!(told.ends_with("011E08019000"), "{told}");
    assert_eq!(desk.token.show(0, NOW).map(|code| code.len()), Ok(8));
    assert_eq!(desk.ask("80E6000000"), "9000");
    let told = desk.ask("8041000001 70");
    assert!(told.contains("626F726973") && told.ends_with("011E08009000"), "{told}");
    assert_eq!(desk.token.show(0, NOW), Err(Silent::Empty));
}
