//! A workstation is gone: its backup and the paper open the ledger elsewhere.

use std::fs;

use desk::vault::{self, Setup};
use desk::{Desk, Key, Lang, NewPerson, Setting};
use desk_tests::props::stage::{Still, code};
use fob_sim::SimSockets;

fn desk_at(dir: &std::path::Path, passphrase: &str) -> Desk {
    Desk::new(Setting {
        dir: dir.to_owned(),
        key: Key::Passphrase(passphrase.to_owned().into()),
        world: std::sync::Arc::new(Still::new(5)),
        sockets: Box::new(SimSockets::new()),
        workstation: "second".to_owned(),
        operator: "os:tester".to_owned(),
        sign_in: None,
        lang: Lang::En,
    })
}

#[test]
fn a_backup_and_the_paper_bring_everything_back() {
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("x"));
    let (paper, backup) = (first.path().join("paper.txt"), first.path().join("backup.db"));
    let mut old = desk_at(&first.path().join("data"), "the old passphrase");
    let setup = Setup { key_out: Some(paper.clone()), ..Setup::default() };
    let made = vault::init(&mut old, &setup).expect("a vault");
    let anna = NewPerson { login: "anna".into(), name: "Anna".into(), ..NewPerson::default() };
    desk::people::add(&mut old, anna).expect("Anna");
    vault::backup(&mut old, &backup).expect("a backup");
    drop(old);

    let key = fs::read_to_string(paper).expect("the paper");
    let there = second.path().join("data");
    let other = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
    let mut new = desk_at(&there, "a new passphrase");
    assert_eq!(code(vault::restore(&mut new, &backup, other)), "recovery_key_wrong");
    let no_ledger = first.path().join("data").join("nothing.txt");
    fs::write(&no_ledger, "nothing").expect("a file");
    assert_eq!(code(vault::restore(&mut new, &no_ledger, &key)), "vault_damaged");
    assert!(!there.join("ledger.db").exists(), "nothing is left of a failed attempt");

    let back = vault::restore(&mut new, &backup, &key).expect("restored");
    assert_eq!(back.vault, made.vault);
    assert_eq!(desk::people::show(&mut new, "anna").expect("Anna").name, "Anna");
    let check = desk::history::verify(&mut new).expect("a history");
    assert_eq!(check.broken, None);
    assert!(!there.join("restore").exists());
    assert_eq!(code(vault::restore(&mut new, &backup, &key)), "vault_exists");
    drop(new);

    let mut again = desk_at(&there, "a new passphrase");
    assert!(desk::people::show(&mut again, "anna").is_ok(), "by the new passphrase from now on");
    let mut wrong = desk_at(&there, "another passphrase");
    assert_eq!(code(desk::people::show(&mut wrong, "anna")), "passphrase_wrong");
    let mut former = desk_at(&there, "the old passphrase");
    let still = desk::people::show(&mut former, "anna");
    assert!(still.is_ok(), "the backup's own passphrase opens it too, until the key is changed");
}
