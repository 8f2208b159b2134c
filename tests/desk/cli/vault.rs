//! The ledger's key without a keyring, and the log.

use desk_tests::props::terminal::{Terminal, assert_keys, is_private};
use serde_json::{Value, json};

/// A terminal with a real ledger that opens with a passphrase, and no smart card service.
fn with_passphrase() -> Terminal {
    let mut terminal = Terminal::with(&[]);
    let file = terminal.file("passphrase", b"correct horse battery\n");
    terminal.always("--passphrase-file");
    terminal.always(&file);
    let key = terminal.path("recovery.key").display().to_string();
    let made = terminal.done(&["init", "--recovery-key-out", &key]);
    assert_keys(&made, &["keyring", "vault"]);
    assert_eq!(made["keyring"], false);
    terminal
}

#[test]
fn a_ledger_is_made_with_its_recovery_key_on_paper_and_in_a_file() {
    let mut terminal = Terminal::with(&[]);
    let file = terminal.file("passphrase", b"correct horse battery\n");
    terminal.always("--passphrase-file");
    terminal.always(&file);
    let (key, sheet) = (terminal.path("recovery.key"), terminal.path("recovery.pdf"));
    assert_eq!(terminal.refused(&["init"]), ("recovery_output_needed".into(), 2));
    assert!(!terminal.data().join("ledger.db").exists());
    let (key_name, sheet_name) = (key.display().to_string(), sheet.display().to_string());
    let line = ["init", "--recovery-key-out", &key_name, "--recovery-sheet", &sheet_name];
    terminal.done(&line);
    let text = std::fs::read_to_string(&key).expect("the key");
    assert!(text.starts_with("AGE-SECRET-KEY-1"));
    assert!(std::fs::read(&sheet).expect("the sheet").starts_with(b"%PDF-"));
    assert!(is_private(&key) && is_private(&sheet));
    assert_eq!(terminal.refused(&line), ("vault_exists".into(), 1));
    assert_eq!(std::fs::read_to_string(&key).expect("the key"), text, "the old key stays");
}

#[test]
fn without_a_keyring_a_passphrase_is_needed_and_must_be_right() {
    let terminal = with_passphrase();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    let wrong = terminal.file("wrong", b"wrong horse battery\n");
    let data = terminal.data().display().to_string();
    let elsewhere = Terminal::at(&data);
    assert_eq!(elsewhere.refused(&["people", "show", "anna"]), ("passphrase_needed".into(), 2));
    let line = ["people", "show", "anna", "--passphrase-file", &wrong];
    assert_eq!(elsewhere.refused(&line), ("passphrase_wrong".into(), 1));
    let missing = ["people", "show", "anna", "--passphrase-file", "/nowhere/at/all"];
    assert_eq!(elsewhere.refused(&missing), ("file_unreadable".into(), 2));
}

#[test]
fn a_locked_ledger_answers_not_now_until_it_is_unlocked() {
    let terminal = with_passphrase();
    let status = terminal.done(&["vault", "status"]);
    assert_keys(&status, &["anchor", "generation", "keyring", "locked", "vault"]);
    assert_eq!((&status["locked"], &status["anchor"]), (&json!(false), &json!("none")));
    assert_eq!(terminal.done(&["vault", "lock"])["locked"], true);
    assert_eq!(terminal.refused(&["people", "find", "a"]), ("vault_locked".into(), 3));
    assert_eq!(terminal.refused(&["log"]), ("vault_locked".into(), 3));
    assert_eq!(terminal.done(&["vault", "status"])["locked"], true);
    let wrong = terminal.file("wrong", b"wrong horse battery\n");
    let elsewhere = Terminal::at(&terminal.data().display().to_string());
    let locked = elsewhere.refused(&["people", "find", "a"]);
    assert_eq!(locked, ("vault_locked".into(), 3), "also for who gives no passphrase");
    let line = ["vault", "unlock", "--passphrase-file", &wrong];
    assert_eq!(elsewhere.refused(&line), ("passphrase_wrong".into(), 1));
    assert_eq!(terminal.done(&["vault", "unlock"])["locked"], false);
    assert_eq!(terminal.done(&["people", "find", "a"]), json!([]));
}

#[test]
fn a_backup_is_a_new_file_and_opens_with_the_same_passphrase() {
    let terminal = with_passphrase();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    let copy = terminal.path("copy");
    std::fs::create_dir(&copy).expect("a folder");
    let file = copy.join("ledger.db");
    let name = file.display().to_string();
    terminal.done(&["vault", "backup", &name]);
    assert!(is_private(&file));
    assert_eq!(terminal.refused(&["vault", "backup", &name]), ("file_exists".into(), 2));
    let nowhere = terminal.path("nowhere").join("ledger.db").display().to_string();
    assert_eq!(terminal.refused(&["vault", "backup", &nowhere]), ("file_unwritable".into(), 1));
    let log = terminal.done(&["log"]);
    let copies = log.as_array().expect("entries").iter().filter(|e| e["act"] == "vault.backup");
    assert_eq!(copies.count(), 1, "what was not copied is not told");
    let mut elsewhere = Terminal::at(&copy.display().to_string());
    elsewhere.always("--passphrase-file");
    elsewhere.always(&terminal.path("passphrase").display().to_string());
    assert_eq!(elsewhere.done(&["people", "show", "anna"])["name"], "Anna");
}

#[test]
fn the_log_tells_every_act_and_holds() {
    let terminal = with_passphrase();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    terminal.done(&["people", "add", "--login", "bo", "--name", "Bo"]);
    let log = terminal.done(&["log"]);
    let entries = log.as_array().expect("an array");
    assert_eq!(entries.len(), 3);
    let keys =
        ["act", "at", "fob", "hash", "n", "operator", "person", "result", "row", "workstation"];
    for (entry, n) in entries.iter().zip(1..) {
        assert_keys(entry, &keys);
        assert_eq!((&entry["n"], &entry["operator"]), (&json!(n), &json!("os:olga")));
        assert!(entry["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{entry}");
    }
    let annas = terminal.done(&["log", "--person", "anna"]);
    assert_eq!(annas.as_array().map(Vec::len), Some(1));
    assert_eq!(terminal.done(&["log", "--since", "2999-01-01"]), json!([]));
    let check = terminal.done(&["log", "verify"]);
    assert_keys(&check, &["broken", "entries", "head"]);
    let head = &entries[2]["hash"];
    assert_eq!(check, json!({ "entries": 3, "broken": Value::Null, "head": head }));
    let file = terminal.path("log.jsonl");
    let name = file.display().to_string();
    assert_eq!(terminal.done(&["log", "export", "--out", &name])["entries"], 3);
    assert_eq!(std::fs::read_to_string(&file).expect("the export").lines().count(), 3);
    assert_eq!(terminal.refused(&["log", "export", "--out", &name]), ("file_exists".into(), 2));
}

#[test]
fn a_command_that_needs_a_ledger_says_so_where_there_is_none() {
    let terminal = Terminal::with(&[]);
    assert_eq!(terminal.refused(&["people", "find", "a"]), ("no_vault".into(), 2));
    assert_eq!(terminal.refused(&["vault", "status"]), ("no_vault".into(), 2));
}
