//! Our OATH commands, byte for byte those of Yubico's own client, for random configurations.
//!
//! Left out on purpose: RENAME of HOTP credentials, whose new name that version of Yubico's
//! client builds by the rules for TOTP; and names that begin with `0/` or `+5/`, which it takes
//! for a period of 0 or 5 seconds.

mod common;

use common::{CASES, Card, Dice, Recorder, patient, tlv};
use fob_wire::Talk;
use fob_wire::apdu::Lengths;
use fob_wire::device::Maker;
use fob_wire::oath::{
    Algorithm, Entry, Kind, OathSession, Put, credential_name, derive_access_key, parse_name,
};
use yubikit::oath as yubico;

const TIME: u64 = 1_700_000_000;

/// What the card is, and what it answers to LIST and CALCULATE ALL.
#[derive(Clone, Default)]
struct Case {
    usb: bool,
    version: [u8; 3],
    salt: Vec<u8>,
    challenge: Option<Vec<u8>>,
    list: Vec<u8>,
    all: Vec<u8>,
}

impl Case {
    fn new(dice: &mut Dice, usb: bool) -> Self {
        Self {
            usb,
            version: *dice.pick(&[[4, 3, 7], [5, 1, 2], [5, 4, 3], [5, 7, 1], [6, 0, 0]]),
            salt: dice.bytes(8),
            ..Self::default()
        }
    }

    fn card(&self) -> Card {
        let case = self.clone();
        let mut selected = [tlv(0x79, &case.version), tlv(0x71, &case.salt)].concat();
        if let Some(challenge) = &case.challenge {
            selected.extend(tlv(0x74, challenge));
            selected.extend(tlv(0x7B, &[1]));
        }
        Box::new(move |apdu| match (apdu[1], apdu[2]) {
            (0xA4, 0x04) => (selected.clone(), 0x9000),
            (0xA4, 0x00) => (case.all.clone(), 0x9000),
            (0xA1, _) => (case.list.clone(), 0x9000),
            (0xA2, _) => (tlv(0x76, &[6, 0x12, 0x34, 0x56, 0x78]), 0x9000),
            _ => (Vec::new(), 0x9000),
        })
    }

    fn ours<T>(&self, act: impl FnOnce(&mut OathSession<'_, '_>) -> T) -> (T, Vec<Vec<u8>>) {
        let (mut card, heard) = Recorder::new(self.usb, self.card());
        let mut pause = patient();
        let mut talk = Talk::new(&mut card, &mut *pause);
        talk.remember_maker(Maker::Yubico);
        if self.usb {
            talk.use_lengths(Lengths::Extended(3062));
        }
        let result = act(&mut OathSession::open(&mut talk).expect("it opens"));
        (result, self.after_select(heard.take()))
    }

    fn theirs<T>(
        &self,
        act: impl FnOnce(&mut yubico::OathSession<Recorder>) -> T,
    ) -> (T, Vec<Vec<u8>>) {
        let (card, heard) = Recorder::new(self.usb, self.card());
        let mut session = yubico::OathSession::new(card).map_err(|(e, _)| e).expect("it opens");
        let result = act(&mut session);
        (result, self.after_select(heard.take()))
    }

    /// Yubico's client selects with short blocks and goes on with long ones over USB; ours is told
    /// once. So SELECT is compared over contactless cards only.
    fn after_select(&self, heard: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        heard.into_iter().skip(usize::from(self.usb)).collect()
    }
}

/// Runs a comparison for short blocks (contactless) and for long ones (USB).
fn for_random_cases(seed: u64, mut compare: impl FnMut(&mut Dice, Case)) {
    let mut dice = Dice::new(seed);
    for n in 0..CASES {
        let case = Case::new(&mut dice, n % 2 == 0);
        compare(&mut dice, case);
    }
}

/// Whether Yubico's client takes for a period what is none.
fn has_odd_period(name: &[u8]) -> bool {
    let text = String::from_utf8_lossy(name);
    let head = text.split_once('/').map_or("", |(head, _)| head);
    head.parse().is_ok_and(|period: u32| period == 0 || head.starts_with('+'))
}

/// The name of a random credential, and what it was made of.
struct Named {
    issuer: Option<String>,
    account: String,
    timed: bool,
    period: u32,
    name: Vec<u8>,
}

impl Named {
    fn new(dice: &mut Dice) -> Self {
        loop {
            let issuer = dice.flip().then(|| dice.text(0, 20));
            let account = dice.text(1, 40);
            let timed = dice.flip();
            let period = *dice.pick(&[30, 30, 60, 15, 7200]);
            let shown = timed.then_some(period);
            let name = credential_name(issuer.as_deref(), &account, shown);
            if let Some(name) = name.filter(|name| !has_odd_period(name)) {
                return Self { issuer, account, timed, period, name };
            }
        }
    }

    fn kind(&self) -> (Kind, yubico::OathType) {
        if self.timed {
            (Kind::Totp, yubico::OathType::Totp)
        } else {
            (Kind::Hotp, yubico::OathType::Hotp)
        }
    }

    fn credential(&self, device_id: &str) -> yubico::Credential {
        yubico::Credential {
            device_id: device_id.to_owned(),
            id: self.name.clone(),
            issuer: self.issuer.clone(),
            name: self.account.clone(),
            oath_type: self.kind().1,
            period: self.period,
            touch_required: None,
        }
    }
}

#[test]
fn put_sends_what_yubico_sends() {
    let algorithms = [
        (Algorithm::Sha1, yubico::HashAlgorithm::Sha1),
        (Algorithm::Sha256, yubico::HashAlgorithm::Sha256),
        (Algorithm::Sha512, yubico::HashAlgorithm::Sha512),
    ];
    for_random_cases(1, |dice, case| {
        let named = Named::new(dice);
        let (kind, their_kind) = named.kind();
        let (algorithm, their_algorithm) = *dice.pick(&algorithms);
        let length = dice.within(1, 200);
        let secret = dice.bytes(length);
        let digits = *dice.pick(&[6, 7, 8]);
        let imf = u32::from_be_bytes(dice.array()) >> dice.within(0, 31);
        let imf = if named.timed || dice.flip() { 0 } else { imf };
        let touch = dice.flip();
        let (put, ours) = case.ours(|oath| {
            let name = &named.name;
            oath.put(&Put { name, kind, algorithm, digits, secret: &secret, imf, touch })
        });
        let (added, theirs) = case.theirs(|oath| {
            let data = yubico::CredentialData {
                name: named.account.clone(),
                oath_type: their_kind,
                hash_algorithm: their_algorithm,
                secret: secret.clone(),
                digits,
                period: named.period,
                counter: imf,
                issuer: named.issuer.clone(),
            };
            oath.put_credential(&data, touch)
        });
        assert_eq!(put, Ok(()));
        assert!(added.is_ok());
        assert_eq!(ours, theirs);
    });
}

#[test]
fn delete_and_rename_send_what_yubico_sends() {
    for_random_cases(2, |dice, case| {
        let old = Named::new(dice);
        let account = dice.text(1, 20);
        let (_, ours) = case.ours(|oath| {
            oath.delete(&old.name).expect("it deletes");
            if old.timed && oath.facts().traits().rename {
                let period = parse_name(&old.name, true).period;
                let new = credential_name(Some("x"), &account, period);
                // Too long a name is sent by theirs and not by ours.
                if let Some(new) = new {
                    oath.rename(&old.name, &new).expect("it renames");
                }
            }
        });
        let (_, theirs) = case.theirs(|oath| {
            oath.delete_credential(&old.name).expect("it deletes");
            if old.timed && oath.version() >= yubikit::core::Version(5, 3, 1) {
                let period = parse_name(&old.name, true).period;
                if credential_name(Some("x"), &account, period).is_some() {
                    oath.rename_credential(&old.name, &account, Some("x")).expect("it renames");
                }
            }
        });
        assert_eq!(ours, theirs);
    });
}

#[test]
fn calculate_sends_what_yubico_sends() {
    for_random_cases(3, |dice, case| {
        let named = Named::new(dice);
        let time = dice.next() >> dice.within(20, 60);
        let step = named.timed.then(|| time / u64::from(named.period));
        let (code, ours) = case.ours(|oath| oath.calculate(&named.name, step, dice.flip()));
        let (their_code, theirs) = case.theirs(|oath| {
            let credential = named.credential(oath.device_id());
            oath.calculate_code(&credential, time)
        });
        assert_eq!(ours, theirs);
        assert_eq!(code.expect("a code").code(), their_code.expect("a code").value);
    });
}

#[test]
fn calculate_all_sends_and_understands_what_yubico_does() {
    for_random_cases(4, |dice, mut case| {
        for _ in 0..dice.within(0, 6) {
            let named = Named::new(dice);
            let digits = *dice.pick(&[6, 7, 8]);
            let code: [u8; 4] = dice.array();
            let code = [&[digits, code[0] & 0x7F][..], &code[1..]].concat();
            case.all.extend(tlv(0x71, &named.name));
            case.all.extend(match dice.within(0, 2) {
                0 if !named.timed => tlv(0x77, &[digits]),
                1 => tlv(0x7C, &[digits]),
                _ => tlv(0x76, &code),
            });
        }
        let (entries, ours) = case.ours(|oath| {
            let entries = oath.calculate_all(TIME / 30).expect("all");
            // The codes of other periods are asked for one by one: theirs does that by itself.
            entries.into_iter().map(|entry| finish(oath, entry)).collect::<Vec<_>>()
        });
        let (their_entries, theirs) = case.theirs(|oath| oath.calculate_all(TIME).expect("all"));
        assert_eq!(ours, theirs);
        let understood: Vec<_> = their_entries
            .into_iter()
            .map(|(credential, code)| (credential.id, code.map(|code| code.value)))
            .collect();
        assert_eq!(entries, understood);
    });
}

fn finish(oath: &mut OathSession<'_, '_>, entry: Entry) -> (Vec<u8>, Option<String>) {
    let period = parse_name(&entry.name, true).period.expect("timed");
    let other_period = entry.kind == Kind::Totp && entry.touch == Some(false) && period != 30;
    let code = if other_period {
        Some(oath.calculate(&entry.name, Some(TIME / u64::from(period)), false).expect("a code"))
    } else {
        entry.code
    };
    (entry.name, code.map(|code| code.code()))
}

#[test]
fn list_is_understood_as_yubico_understands_it() {
    for_random_cases(5, |dice, mut case| {
        for _ in 0..dice.within(0, 6) {
            let named = Named::new(dice);
            let what = if named.timed { 0x20 } else { 0x10 } | *dice.pick(&[1, 2, 3]);
            case.list.extend(tlv(0x72, &[&[what][..], &named.name].concat()));
        }
        let (list, ours) = case.ours(|oath| oath.list().expect("a list"));
        let (their_list, theirs) = case.theirs(|oath| oath.list_credentials().expect("a list"));
        assert_eq!(ours, theirs);
        let understood = list.into_iter().map(|entry| {
            let parts = parse_name(&entry.name, entry.kind == Kind::Totp);
            (parts.issuer, parts.account, parts.period.unwrap_or(0))
        });
        let expected = their_list.into_iter().map(|entry| (entry.issuer, entry.name, entry.period));
        assert_eq!(understood.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    });
}

#[test]
fn the_access_key_is_proven_and_set_as_yubico_does() {
    for_random_cases(6, |dice, mut case| {
        let key: [u8; 16] = dice.array();
        let their_key = yubico::OathAccessKey::new(&key).expect("16 bytes");
        let (_, theirs) = case.theirs(|oath| {
            oath.set_key(&their_key).expect("it sets");
            oath.unset_key().expect("it clears");
        });
        // Their challenge is made of their own randomness, and stands in what they sent.
        let challenge = challenge_in(&theirs[theirs.len() - 2]);
        let (_, ours) = case.ours(|oath| {
            oath.set_access_key(&key, challenge).expect("it sets");
            oath.clear_access_key().expect("it clears");
        });
        assert_eq!(ours, theirs);

        case.challenge = Some(dice.bytes(8));
        // The card's proof is missing: both refuse it, and both have sent all they would.
        let (unlocked, theirs) = case.theirs(|oath| oath.validate(&their_key));
        assert!(unlocked.is_err());
        let challenge = challenge_in(theirs.last().expect("they validate"));
        let (unlocked, ours) = case.ours(|oath| oath.unlock(&key, challenge));
        assert!(unlocked.is_err());
        assert_eq!(ours, theirs);
    });
}

/// The host's challenge in a SET CODE or VALIDATE.
fn challenge_in(apdu: &[u8]) -> [u8; 8] {
    let body = if apdu[4] == 0 { &apdu[7..apdu.len() - 2] } else { &apdu[5..apdu.len() - 1] };
    let list = fob_wire::tlv::parse(body).expect("objects");
    let challenge = fob_wire::tlv::find(&list, 0x74).expect("a challenge");
    challenge.try_into().expect("8 bytes")
}

#[test]
fn passwords_become_the_same_access_keys() {
    let mut dice = Dice::new(7);
    for _ in 0..100 {
        let (password, salt) = (dice.text(0, 30), dice.bytes(8));
        let theirs = yubico::derive_key(&salt, &password);
        assert_eq!(derive_access_key(&password, &salt).as_slice(), theirs.expose_secret());
    }
}

#[test]
fn the_application_is_named_as_yubico_names_it() {
    for_random_cases(8, |_, case| {
        let (ours, _) = case.ours(|oath| oath.facts().device_id());
        let (theirs, _) = case.theirs(|oath| oath.device_id().to_owned());
        assert_eq!(ours, Some(theirs));
    });
}
