//! The ledger's key in a real keyring, in every state in which a desktop can be.

use serde_json::{Value, json};

use super::session::{Keyring, Session};
use super::{Office, contents};
use crate::stage::Stage;

/// Another session of the same person, with the keyring in that state.
fn sign_in(office: &mut Office, keyring: Keyring) -> Session {
    let session = Session::start(office.folder.path(), keyring);
    office.bus = Some(session.address());
    session
}

/// A ledger whose key is in the keyring of an open session.
fn with_keyring() -> (Office, Session) {
    let mut office = Office::bare();
    let session = sign_in(&mut office, Keyring::Open);
    let made = office.done(&["init", "--recovery-key-out", &office.name("recovery.key")]);
    assert_eq!(made["keyring"], true);
    (office, session)
}

/// There is a ledger, and nothing was made beside it: no second one, no key, no passphrase.
fn assert_no_second_key(office: &Office, before: &[(std::ffi::OsString, Vec<u8>)]) {
    let line = ["init", "--recovery-key-out", &office.name("second.key")];
    let (error, exit) = office.refused(&line);
    assert_eq!((&error["code"], exit), (&json!("vault_exists"), 1));
    assert!(!office.path("second.key").exists());
    let ledger = |all: &[(std::ffi::OsString, Vec<u8>)]| {
        let name = |(name, _): &(std::ffi::OsString, Vec<u8>)| name.to_string_lossy().into_owned();
        let keep = |name: &String| !name.ends_with("-wal") && !name.ends_with("-shm");
        all.iter().map(name).filter(keep).collect::<Vec<_>>()
    };
    let now = contents(&office.data());
    assert_eq!(ledger(&now), ledger(before), "no new file beside the ledger");
    let whole: Vec<u8> = now.into_iter().flat_map(|(_, bytes)| bytes).collect();
    let text = String::from_utf8_lossy(&whole);
    assert!(!text.contains("AGE-SECRET-KEY-"), "a key in the open");
}

/// A set-up that could not be: nothing is left of it.
fn assert_not_set_up(office: &Office, reason: &str) {
    let line = ["init", "--recovery-key-out", &office.name("never.key")];
    let (error, exit) = office.refused(&line);
    assert_eq!((&error["code"], exit), (&json!("passphrase_needed"), 2));
    let detail = error["detail"].as_str().expect("the reason");
    assert!(detail.starts_with(reason), "{detail}");
    assert!(!office.path("never.key").exists() && contents(&office.data()).is_empty());
}

#[test]
fn a_keyring_keeps_the_key_and_the_work_goes_on_without_a_question() {
    let (mut office, session) = with_keyring();
    let stage = Stage::yubikey5();
    office.socket = stage.service.socket();
    office.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    assert_eq!(office.done(&["issue", "--person", "anna"])["token"]["state"], "assigned");
    let status = office.done(&["vault", "status"]);
    let told = ["keyring", "locked", "anchor"].map(|key| status[key].clone());
    assert_eq!(told, [json!(true), json!(false), json!("pinned")]);
    assert_eq!(session.entries().len(), 2, "the key, and the head of the log");
    let doctor = office.done(&["doctor"])["checks"].take();
    let states: Vec<&Value> =
        doctor.as_array().expect("a list").iter().map(|check| &check["state"]).collect();
    assert_eq!(states, [&json!("ok"); 6], "{doctor}");
    // The next day.
    drop(session);
    let _session = sign_in(&mut office, Keyring::Open);
    assert_eq!(office.done(&["log", "verify"])["broken"], json!(null));
    assert_eq!(office.done(&["verify", "--fob", "12345678"])["token"]["next"], 2);
}

#[test]
fn a_passphrase_leaves_the_keyring_alone() {
    let mut office = Office::with_passphrase();
    let session = sign_in(&mut office, Keyring::Open);
    let made = office.done(&["init", "--recovery-key-out", &office.name("recovery.key")]);
    assert_eq!(made["keyring"], false);
    office.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    assert_eq!(session.entries(), Vec::<String>::new());
}

#[test]
fn an_entry_that_was_deleted_is_missing_and_no_new_key_is_made() {
    let (office, session) = with_keyring();
    let before = contents(&office.data());
    session.entries().iter().for_each(|entry| session.delete(entry));
    office.assert_said(
        &["people", "find", "a"],
        ("keyring_missing", 1),
        [
            "The ledger is here, but its key is not in this computer's keyring.",
            "Check that you are signed in as the user who set it up; if you are, fetch the recovery \
             key, and do not set up a new ledger.",
        ],
        [
            "Хранилище на месте, но его ключа в связке ключей этого компьютера нет.",
            "Проверьте, что вы вошли под тем же пользователем, который создал хранилище; если да, \
             достаньте ключ восстановления, а новое хранилище не создавайте.",
        ],
    );
    assert_no_second_key(&office, &before);
    assert_eq!(session.entries(), Vec::<String>::new());
}

#[test]
fn a_locked_keyring_without_a_display_is_said_to_be_locked() {
    let (mut office, session) = with_keyring();
    let before = contents(&office.data());
    drop(session);
    let _session = sign_in(&mut office, Keyring::Shut);
    office.assert_said(
        &["people", "find", "a"],
        ("keyring_locked", 3),
        [
            "The computer's keyring is locked.",
            "Try again and type your login password when the keyring asks for it; if nothing asks, \
             sign in on the computer's own desktop and try there.",
        ],
        [
            "Связка ключей компьютера заперта.",
            "Повторите и, когда связка спросит, введите пароль для входа в систему; если вопроса \
             нет, войдите на рабочий стол самого компьютера и повторите там.",
        ],
    );
    // Asking how the ledger stands does not make out that it is open.
    let status = office.call(&["--lang", "en", "vault", "status"]);
    assert!(status.err.starts_with("The computer's keyring is locked.\n"), "{status:?}");
    assert!(!status.out.contains("open") && !status.out.contains("remember"), "{status:?}");
    assert_no_second_key(&office, &before);
    std::fs::rename(office.data(), office.path("kept")).expect("out of the way");
    assert_not_set_up(&office, "the keyring is locked: ");
}

#[test]
fn a_keyring_program_without_a_keyring_is_no_place_for_a_key() {
    let mut office = Office::bare();
    let session = sign_in(&mut office, Keyring::Shut);
    assert_not_set_up(&office, "no keyring collection: ");
    let answer = office.call(&["--json", "doctor"]);
    let checks = answer.document()["checks"].take();
    let keyring = checks.as_array().and_then(|all| all.iter().find(|c| c["name"] == "keyring"));
    assert_eq!(
        keyring.map(|check| check["what"].clone()),
        Some(json!("The computer has a keyring program, but no keyring of yours in it."))
    );
    // A ledger of another session, whose keyring is not here.
    drop(session);
    let home = Office::bare();
    let (elsewhere, other) = with_keyring();
    let before = contents(&elsewhere.data());
    drop(other);
    let mut stranger = Office { folder: home.folder, ..elsewhere };
    std::fs::create_dir(stranger.data()).expect("a folder");
    for (name, bytes) in before.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        std::fs::write(stranger.data().join(name), bytes).expect("a copy");
    }
    let before = contents(&stranger.data());
    let _session = sign_in(&mut stranger, Keyring::Shut);
    let (error, exit) = stranger.refused(&["people", "find", "a"]);
    assert_eq!((&error["code"], exit), (&json!("keyring_missing"), 1));
    assert_no_second_key(&stranger, &before);
}

#[test]
fn a_session_without_a_bus_or_without_a_keyring_program_is_told_apart() {
    let (mut office, session) = with_keyring();
    let before = contents(&office.data());
    drop(session);
    office.bus = None;
    office.assert_said(
        &["people", "find", "a"],
        ("keyring_no_bus", 1),
        [
            "The computer's keyring cannot be reached from this session.",
            "Sign in on the computer's own desktop and try there; a ledger with a passphrase opens \
             here too (--passphrase-file FILE).",
        ],
        [
            "Из этого сеанса нельзя обратиться к связке ключей компьютера.",
            "Войдите на рабочий стол самого компьютера и повторите там; хранилище с парольной \
             фразой откроется и здесь (--passphrase-file ФАЙЛ).",
        ],
    );
    assert_no_second_key(&office, &before);
    let session = sign_in(&mut office, Keyring::None);
    office.assert_said(
        &["people", "find", "a"],
        ("keyring_no_service", 1),
        [
            "No keyring is running on this computer.",
            "Start one (on Linux: GNOME Keyring or KDE Wallet); a ledger with a passphrase opens \
             without it (--passphrase-file FILE).",
        ],
        [
            "На этом компьютере не запущена связка ключей.",
            "Запустите её (в Linux это GNOME Keyring или KDE Wallet); хранилище с парольной фразой \
             откроется и без неё (--passphrase-file ФАЙЛ).",
        ],
    );
    assert_no_second_key(&office, &before);
    std::fs::rename(office.data(), office.path("kept")).expect("out of the way");
    assert_not_set_up(&office, "no Secret Service: ");
    drop(session);
    office.bus = None;
    assert_not_set_up(&office, "no session bus: ");
}
