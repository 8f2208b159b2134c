//! The window's desk, from set-up to a restored backup, through the one table of commands that the
//! page has; and the use cases that only the terminal has, beside it.

use std::collections::BTreeSet;

use desk::command::Command;
use desk::issue::{Order, issue};
use desk::{Algorithm, Output, Place, Profile, TokenKind};
use desk_store::{Ledger, Mark, With};
use desk_tests::props::stage::{desk_in, order};
use fob_sim::{Model, SimFob, SimSockets};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::house;
use super::play::{Dealer, Log, Play, kept, texts};
use super::search::{Canaries, files_in};

const PASSPHRASE: &str = "Kanarienvogel 7Q9 blau";
const WRONG_PASSPHRASE: &str = "Wellensittich 3X1 rot";
const NEW_PASSPHRASE: &str = "Zeisig 5K2 ganz gelb";
/// A passphrase that a broken page might send as a number.
const DIGITS: u64 = 3_141_592_653_589;
/// The secret of a fob that came from elsewhere, as bytes and as it stands in its letter.
const ADOPTED: (&[u8; 20], &str) =
    (b"12345678901234567890", "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");

fn set_up(play: &mut Play) {
    play.done(json!({ "do": "setup_look" }));
    let begin = |passphrase: &str| json!({ "do": "setup_begin", "organisation": "Example", "passphrase": passphrase });
    play.refused(begin("short"), "passphrase_short");
    play.done(begin(WRONG_PASSPHRASE));
    play.done(json!({ "do": "setup_cancel" }));
    play.done(begin(PASSPHRASE));
    play.refused(json!({ "do": "setup_finish", "typed": "" }), "check_group_wrong");
    play.done(json!({ "do": "setup_key", "to": { "kind": "text" } }));
    play.done(json!({ "do": "setup_key", "to": { "kind": "pdf" } }));
    let key = texts(&play.person.folder).remove(0);
    play.done(json!({ "do": "setup_finish", "typed": key[key.len() - 6..] }));
    play.refused(begin(PASSPHRASE), "vault_exists");
}

fn people_and_fobs(play: &mut Play) {
    let list = "login,name,email,department\nboris,Boris Ivanov,,\nclara,Clara Ek,,\n";
    std::fs::write(play.person.folder.join("people.csv"), list).expect("a list");
    play.done(json!({ "do": "people_add", "login": "anna", "name": "Anna Berg" }));
    play.done(json!({ "do": "people_list_open" }));
    play.done(json!({ "do": "people_list_take" }));
    play.done(json!({ "do": "people_rename", "old": "clara", "new": "klara" }));
    play.done(json!({ "do": "people_delete", "login": "klara" }));

    // Another issuer, and a secret of 32 bytes.
    let clock = Profile {
        name: "clock".into(),
        kind: TokenKind::Totp,
        place: Place::Oath,
        digits: 8,
        algorithm: Algorithm::Sha256,
        period: Some(60),
        counter: 0,
        touch: false,
        enter: false,
        issuer: Some("Clock".into()),
    };
    let added = desk::profiles::add(&mut play.desk, &clock);
    play.hear("profiles add", added).expect("a profile");
    let give = |person: &str, profile: &str, fob: &str| json!({ "do": "issue", "person": person, "profile": profile, "fob": fob });
    play.done(give("anna", "oath-hotp", "11"));
    play.done(give("anna", "slot1-hotp", "11"));
    play.done(give("anna", "clock", "11"));
    play.refused(give("anna", "oath-hotp", "11"), "name_in_use");
    play.refused(give("boris", "oath-hotp", "11"), "fob_taken");
    play.refused(give("anna", "slot1-hotp", "22"), "fob_cannot");
    let replace = json!({
        "do": "issue", "person": "anna", "profile": "slot1-hotp", "fob": "11", "overwrite": "11",
    });
    play.done(replace);
    let pressed = play.person.presses.press(1).expect("a code");
    let check = |code: &str| json!({ "do": "verify", "fob": "11", "code": code });
    play.done(check(&pressed));
    play.refused(check(&pressed), "code_used");
    play.refused(check("000000"), "code_wrong");
    let genuine = |consent: Option<&str>| json!({ "do": "genuine", "fob": "11", "consent": consent, "with_file": false });
    play.refused(genuine(None), "genuine_consent");
    play.done(genuine(Some("11")));
    in_step(play);

    // What only the terminal has: codes together with the fob, a fob from elsewhere.
    let text = Some(play.person.folder.join("boris.txt"));
    let with_codes = Order {
        fob: Some("22".into()),
        codes: Output { text, ..Output::default() },
        ..order("boris", "oath-hotp")
    };
    let issued = issue(&mut play.desk, &mut play.person, &with_codes);
    play.hear("issue with codes", issued).expect("issued");
    let key = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(ADOPTED.0.to_vec()));
    let codes = [7, 8].map(|counter| key.code(counter, hotp::Digits::SIX).to_string());
    for (codes, right) in [([codes[1].clone(), codes[0].clone()], false), (codes, true)] {
        let secret = ADOPTED.1.to_owned().into();
        let adoption =
            desk::adopt::Adoption { fob: "C-7".into(), person: "boris".into(), secret, codes };
        let adopted = desk::adopt::adopt(&mut play.desk, &mut play.person, &adoption);
        assert_eq!(play.hear("adopt", adopted).is_ok(), right);
    }
}

/// Whatever two codes may say, and what a fob says that is asked.
fn in_step(play: &mut Play) {
    let pressed = [(), ()].map(|()| play.person.presses.press(1).expect("a code"));
    let mut slip = pressed[1].clone();
    let last = if slip.pop() == Some('7') { '1' } else { '7' };
    slip.push(last);
    let sync = |first: &str, second: &str| json!({ "do": "sync", "person": "anna", "codes": [first, second] });
    for (first, second) in [
        (pressed[0].as_str(), pressed[0].as_str()),
        (&pressed[1], &pressed[0]),
        (&pressed[0], &slip),
        ("123456", "654321"),
        (&pressed[0], &pressed[1]),
        (&pressed[0], &pressed[1]),
    ] {
        play.done(sync(first, second));
    }
    play.refused(sync("12345", "123456"), "code_length");
    play.done(json!({ "do": "whose", "codes": pressed }));
    play.done(json!({ "do": "check", "fob": "11" }));
    play.done(json!({ "do": "check", "fob": "22" }));
    play.done(json!({ "do": "early_warnings" }));
}

/// A fob is lost and found, one comes back, a person does without.
fn life(play: &mut Play) {
    let lost = json!({ "do": "lost", "person": null, "fob": "11", "reason": "train", "uses": 2, "minutes": 60 });
    play.done(lost.clone());
    play.done(json!({ "do": "lost_undo", "fob": "11" }));
    let code = play.done(lost)["emergency"]["code"].clone();
    assert!(code.is_string(), "it is shown once");
    let letter = |kind: &str, emergency: &Value| {
        let to = json!({ "kind": "pdf" });
        json!({ "do": "letter", "kind": kind, "fob": "11", "emergency": emergency, "to": to })
    };
    play.done(letter("lost", &Value::Null));
    play.done(letter("lost", &code));
    play.refused(letter("lost", &json!("123 456 7890")), "letter_code");
    play.refused(letter("return", &Value::Null), "letter_nothing");
    play.done(json!({ "do": "codes_verify", "login": "anna", "code": "0000000000" }));
    play.done(json!({ "do": "codes_verify", "login": "anna", "code": "AAAAA-AAAAA-AAAAA" }));
    play.done(json!({ "do": "found", "fob": "11", "fate": "give_back" }));
    play.done(json!({ "do": "suspend", "login": "anna", "days": 3, "reason": "at home" }));
    play.done(json!({ "do": "resume", "login": "anna" }));
    play.done(json!({ "do": "codes_sets", "login": "anna" }));
    play.done(json!({ "do": "policy" }));
    play.done(json!({ "do": "policy_set", "key": "codes.low_water", "value": "4" }));
    play.refused(json!({ "do": "policy_set", "key": "codes.count", "value": "x" }), "policy_bad");
    play.done(json!({ "do": "fob_return", "fob": "C-7", "wipe": false }));
    play.done(json!({ "do": "fob_retire", "fob": "C-7", "reason": "broken" }));
    another_fob(play);
}

/// Another fob for somebody, and what there is to think of; who left.
fn another_fob(play: &mut Play) {
    let replace =
        |fob: &str, how: Option<&str>| json!({ "do": "replace", "fob": fob, "identified": how });
    play.refused(replace("C-7", Some("seen")), "fob_out_of_use");
    let lend =
        json!({ "do": "lend", "person": "anna", "fob": "11", "days": 3, "identified": "seen" });
    play.refused(lend, "not_to_lend");
    play.done(json!({ "do": "permit", "login": "anna" }));
    play.refused(
        json!({ "do": "defer", "login": "anna", "days": 3, "reason": "on leave" }),
        "nothing_to_defer",
    );
    play.done(json!({ "do": "people_leavers_open", "reason": "left" }));
    play.done(json!({ "do": "people_leavers_take" }));
    play.done(json!({ "do": "reminders" }));
}

fn recovery_codes(play: &mut Play) {
    let issue = |to: &str| json!({ "do": "codes_issue", "login": "anna", "to": { "kind": to } });
    play.done(issue("text"));
    play.done(issue("text"));
    let mut files = files_in(&play.person.folder);
    files.retain(|file| file.to_string_lossy().ends_with("-recovery-codes-anna.txt"));
    files.sort();
    let set = |file| -> Vec<String> {
        let text = std::fs::read_to_string(file).expect("a set");
        text.lines().map(|line| line.split_once(". ").expect("N. CODE").1.to_owned()).collect()
    };
    let sets: Vec<Vec<String>> = files.iter().map(set).collect();
    let mut verdicts = Vec::new();
    for code in sets.iter().flat_map(|set| &set[..2]).chain(&sets[0][..1]) {
        let verdict = desk::codes::verify(&mut play.desk, "anna", code);
        verdicts.push(play.hear("codes verify", verdict).expect("a verdict").verdict);
    }
    assert!(verdicts.contains(&desk::codes::Word::Accepted), "{verdicts:?}");
    assert!(verdicts.contains(&desk::codes::Word::Void), "{verdicts:?}");
    for typed in [&sets[0][0].replace('-', ""), &sets[0][0][..16], "AAAAA-AAAAA-AAAAA"] {
        let verdict = desk::codes::verify(&mut play.desk, "boris", typed);
        play.hear("codes verify", verdict).expect("a verdict");
    }
    let void = desk::codes::void(&mut play.desk, "anna");
    play.hear("codes void", void).expect("voided");
    play.done(issue("pdf"));
    play.done(json!({ "do": "codes_status", "login": "anna" }));
    play.done(json!({ "do": "sheet_preview", "login": "anna", "paper": "a5" }));
    play.done(json!({ "do": "people_language", "login": "anna", "language": "ru" }));
}

fn look_at_everything(play: &mut Play) {
    for name in ["printers", "fobs", "doctor", "settle", "waiting", "profiles", "history_verify"] {
        play.done(json!({ "do": name }));
    }
    play.done(json!({ "do": "people_find", "text": "a" }));
    play.done(json!({ "do": "people_show", "login": "anna" }));
    play.done(json!({ "do": "history" }));
    play.done(json!({ "do": "vault_status" }));
}

fn lock_and_restore(play: &mut Play) {
    let unlock = |passphrase: &str| json!({ "do": "unlock", "passphrase": passphrase });
    play.done(json!({ "do": "lock" }));
    play.refused(json!({ "do": "people_show", "login": "anna" }), "vault_locked");
    play.refused(unlock(WRONG_PASSPHRASE), "passphrase_wrong");
    // What a broken page sends is not said back to it.
    for passphrase in [json!({ "text": PASSPHRASE }), json!(DIGITS)] {
        play.refused(json!({ "do": "unlock", "passphrase": passphrase }), "usage");
    }
    play.done(unlock(PASSPHRASE));
    house::ada_again(play);
    let to = play.place("backup.db");
    let copied = desk::vault::backup(&mut play.desk, &to);
    play.hear("backup", copied).expect("a copy");

    let key = texts(&play.person.folder).into_iter().find(|t| t.starts_with("AGE-")).expect("it");
    let restore = |key: &str| json!({ "do": "setup_restore", "recovery_key": key, "passphrase": NEW_PASSPHRASE });
    play.moves_to("restored");
    play.refused(
        restore(&key.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1Q")),
        "recovery_key_wrong",
    );
    play.done(restore(&key));
    house::ada_again(play);
    look_at_everything(play);
}

/// Every secret of the play, by now.
fn secrets(play: &Play, fobs: &[SimFob]) -> Canaries {
    let mut canaries = Canaries::default();
    let typed = [PASSPHRASE, WRONG_PASSPHRASE, NEW_PASSPHRASE];
    for passphrase in typed.into_iter().chain(house::TYPED) {
        canaries.add_text(passphrase, passphrase);
    }
    canaries.add_text("digits", &DIGITS.to_string());
    for (n, text) in (1..).zip(texts(&play.person.folder)) {
        canaries.add_text(&format!("paper {n}"), &text);
    }
    canaries.add_text("adopted secret", &ADOPTED.1.replace(' ', ""));
    canaries.add("adopted secret", ADOPTED.0);
    for fob in fobs {
        fob.inside(|fob| {
            for credential in fob.credentials() {
                let name = String::from_utf8_lossy(&credential.name).into_owned();
                canaries.add(&format!("seed {name}"), &credential.secret);
            }
            for (number, slot) in [1, 2].into_iter().filter_map(|n| Some((n, fob.slot(n)?))) {
                canaries.add(&format!("seed of slot {number}"), &slot.key);
                canaries.add(&format!("seed of slot {number}"), &slot.secret());
            }
        });
    }
    // Data keys and signing keys; seeds, also those that were replaced; codes before they are text.
    for (what, length) in [("key", 32), ("dealt seed", 20), ("dealt code", 13)] {
        for (n, piece) in (1..).zip(play.world.dealt(length)) {
            canaries.add(&format!("{what} {n}"), &piece);
        }
    }
    canaries
}

/// The first two pieces of 32 bytes are the data key and the signing key: a key file for practice,
/// which is made to hold them, shows it.
fn keys_are_dealt_first() {
    let (folder, world) = (TempDir::new().expect("a folder"), Dealer::new());
    let mut desk = desk_in(folder.path(), world.clone(), Box::new(SimSockets::new()));
    desk.ledger().expect("a practice ledger");
    let mut canaries = Canaries::default();
    let keys = world.dealt(32);
    assert_eq!(keys.len(), 2);
    for (name, key) in ["data key", "signing key"].into_iter().zip(&keys) {
        canaries.add(name, key);
    }
    assert_eq!(&canaries.found_in_files(&[folder.path().join("ledger.key")]), canaries.names());
}

/// A command that is new in the table must find its place in this play.
fn every_command_was_asked(asked: &BTreeSet<String>) {
    let table = Command::typescript();
    let named = |line: &str| Some(line.split_once(": { args: ")?.0.trim().to_owned());
    let all: BTreeSet<String> = table.lines().filter_map(named).collect();
    assert!(all.len() > 10, "the table is not read: {table}");
    assert_eq!(asked, &all, "commands that the play does not ask for, or that are no more");
}

#[test]
fn no_secret_leaves_the_desk_but_to_where_it_belongs() {
    let folder = TempDir::new().expect("a folder");
    let states = folder.path().join("fobs");
    std::fs::create_dir(&states).expect("a folder");
    let fobs = [kept(Model::Yubikey5, 11, &states), kept(Model::Canokey, 22, &states)];
    let mut play = Play::new(&fobs, folder);
    let log = Log::default();
    let decoy = "a decoy that is logged on purpose";
    tracing::subscriber::with_default(log.subscriber(), || {
        tracing::trace!(decoy, "the log is kept at its finest level");
        set_up(&mut play);
        people_and_fobs(&mut play);
        recovery_codes(&mut play);
        house::sheet_at_hand(&mut play);
        house::logo(&mut play);
        life(&mut play);
        house::operators(&mut play);
        look_at_everything(&mut play);
        lock_and_restore(&mut play);
    });
    let canaries = secrets(&play, &fobs);

    // The search finds what is where it belongs: the seeds in the fobs, the codes and the recovery
    // key in the person's files, a decoy in the log, and the keys in a key file made to hold them.
    let home = [files_in(&play.person.folder), files_in(&states)].concat();
    let at_home = canaries.found_in_files(&home);
    for name in canaries.names().iter().filter(|n| n.starts_with("seed") || n.starts_with("paper"))
    {
        assert!(at_home.contains(name), "{name} is not where it belongs: {at_home:?}");
    }
    assert_eq!(play.world.dealt(20).len(), 4, "a seed for each token, no other use of 20 bytes");
    keys_are_dealt_first();
    let mut decoys = Canaries::default();
    decoys.add("decoy", decoy.as_bytes());
    assert_eq!(decoys.found_in(&log.bytes()).len(), 1, "the log is not kept");

    // And nowhere else. The same search finds what is no secret.
    let mut plain = Canaries::default();
    plain.add("name", b"Anna Berg");
    plain.add("act", b"issue.given");
    assert_eq!(&plain.found_in_files(&files_in(&play.place("data"))), plain.names());
    let said: String = play.said.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(&plain.found_in(said.as_bytes()), plain.names());
    canaries.must_not_be_in("the log", &log.bytes());
    for (what, text) in &play.said {
        canaries.must_not_be_in(&format!("the reply to {what}"), text.as_bytes());
    }
    canaries.must_not_be_in("the progress", format!("{:?}", play.person.heard).as_bytes());
    let mut searched = BTreeSet::new();
    let places = [play.place("data"), play.place("restored")];
    let files = places.iter().flat_map(|place| files_in(place)).chain([play.place("backup.db")]);
    for file in files {
        let name = file.strip_prefix(play.folder.path()).expect("below").display().to_string();
        canaries.must_not_be_in(&name, &std::fs::read(&file).expect("readable"));
        searched.insert(name);
    }
    for name in ["data/ledger.db", "restored/ledger.db", "restored/ledger.db-wal", "backup.db"] {
        assert!(searched.contains(name), "{name} was not searched, only {searched:?}");
    }
    every_command_was_asked(&play.asked);
    // The seeds in the restored ledger are those that were looked for.
    let mut ledger = Ledger::open(&play.place("restored"), play.world.clone()).expect("a ledger");
    ledger.unlock(With::Passphrase(NEW_PASSPHRASE), Mark::Respect).expect("its passphrase");
    let view = ledger.view().expect("unlocked");
    for token in view.fobs().expect("fobs").iter().flat_map(|fob| view.tokens_in(fob.id)).flatten()
    {
        let seed = view.seed(token.id).expect("sealed");
        assert!(!canaries.found_in(seed.expose()).is_empty(), "a seed was not looked for");
    }
}
