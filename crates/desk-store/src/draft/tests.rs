use super::*;
use crate::testing::{TestWorld, Witness, new_vault, temp};
use crate::{FakeKeyring, KeyringError, Mark, With};

fn files(dir: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = std::fs::read_dir(dir).expect("the folder").map(name).collect();
    names.sort();
    names
}

#[test]
fn a_vault_is_never_made_beside_an_old_one() {
    let (dir, ring) = (temp(), FakeKeyring::new());
    let door = KeyringDoor::over(Box::new(ring.clone()));
    let wrap = || Wrap::Keyring(&door);
    drop(Ledger::create(dir.path(), TestWorld::new(), new_vault(wrap())).expect("the first"));
    let before = std::fs::read(dir.path().join("ledger.db")).expect("the file");
    // Not even when the keyring says that it has no key for it.
    for (user, _) in ring.entries() {
        ring.forget(&user);
    }
    let second = Ledger::create(dir.path(), TestWorld::new(), new_vault(wrap()));
    assert!(matches!(second, Err(StoreError::VaultExists)));
    assert_eq!(std::fs::read(dir.path().join("ledger.db")).expect("the file"), before);
    assert!(ring.entries().is_empty());
}

#[test]
fn a_draft_is_no_vault_and_leaves_nothing_when_dropped() {
    let (dir, ring) = (temp(), FakeKeyring::new());
    let door = KeyringDoor::over(Box::new(ring.clone()));
    let new = new_vault(Wrap::Keyring(&door));
    let draft = Draft::new(dir.path(), TestWorld::new(), new).expect("a draft");
    assert!(draft.paper().expose().starts_with("AGE-SECRET-KEY-1"));
    assert!(draft.paper().expose().ends_with(draft.paper().check_group()));
    let none = Ledger::open(dir.path(), TestWorld::new());
    assert!(matches!(none, Err(StoreError::NoVault)));
    assert_eq!(ring.entries().len(), 1);
    drop(draft);
    assert_eq!(files(dir.path()), ["ledger.new.lock"]);
    assert!(ring.entries().is_empty());
}

#[test]
fn what_a_dead_process_left_does_not_stand_in_the_way() {
    let dir = temp();
    for left in ["ledger.db.new", "ledger.db.new-wal", "ledger.db.new-shm", "ledger.key"] {
        std::fs::write(dir.path().join(left), b"half of something").expect("written");
    }
    let wrap = Wrap::PracticeKey(dir.path().join("ledger.key"));
    let (ledger, _) =
        Ledger::create(dir.path(), TestWorld::new(), new_vault(wrap)).expect("a vault");
    let view = ledger.view().expect("unlocked");
    assert_eq!(view.check_everything().expect("looked").findings, []);
    let left = files(dir.path());
    assert!(!left.iter().any(|name| name.starts_with("ledger.db.new")), "{left:?}");
}

#[test]
fn a_process_that_dies_while_it_makes_a_vault_leaves_none_and_the_next_attempt_succeeds() {
    let dir = temp();
    let world = Witness::of(dir.path());
    let key = |dir: &Path| Wrap::PracticeKey(dir.join("ledger.key"));
    let draft = Draft::new(dir.path(), world.clone(), new_vault(key(dir.path()))).expect("a draft");
    world.moment("draft");
    let mut copies = world.take();
    drop(draft.keep().expect("a vault"));
    copies.extend(world.take());
    let names: Vec<&str> = copies.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["commit:before", "commit:after", "draft"]);
    for (name, copy) in &copies {
        let none = Ledger::open(copy.path(), TestWorld::new());
        assert!(matches!(none, Err(StoreError::NoVault)), "{name}");
        let again = Ledger::create(copy.path(), TestWorld::new(), new_vault(key(copy.path())));
        let (ledger, _) = again.expect("nothing stands in the way");
        let view = ledger.view().expect("unlocked");
        assert_eq!(view.check_everything().expect("looked").findings, [], "{name}");
    }
}

#[test]
fn two_processes_never_make_a_vault_at_once() {
    let dir = temp();
    let new = || new_vault(Wrap::PracticeKey(dir.path().join("ledger.key")));
    let first = Draft::new(dir.path(), TestWorld::new(), new()).expect("a draft");
    let second = Draft::new(dir.path(), TestWorld::new(), new());
    assert!(matches!(second, Err(StoreError::Busy)));
    first.keep().expect("the first is not disturbed");
}

#[test]
fn a_keyring_that_does_not_keep_the_key_gives_no_vault() {
    for state in [
        KeyringError::NoBus("test".to_owned()),
        KeyringError::NoService("test".to_owned()),
        KeyringError::NoCollection("test".to_owned()),
        KeyringError::LockedOrDismissed("test".to_owned()),
        KeyringError::Ambiguous,
        KeyringError::Oversize,
        KeyringError::Other("test".to_owned()),
    ] {
        let (dir, ring) = (temp(), FakeKeyring::new());
        ring.fail(Some(state.clone()));
        let door = KeyringDoor::over(Box::new(ring));
        let new = new_vault(Wrap::Keyring(&door));
        let made = Ledger::create(dir.path(), TestWorld::new(), new);
        assert!(matches!(made, Err(StoreError::Keyring(error)) if error == state));
        assert_eq!(files(dir.path()), ["ledger.new.lock"], "{state}: something was left");
    }
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (outer, world) = (temp(), TestWorld::new());
    let dir = outer.path().join("deep").join("vault");
    let wrap = Wrap::PracticeKey(dir.join("ledger.key"));
    let (mut ledger, _) = Ledger::create(&dir, world, new_vault(wrap)).expect("a vault");
    ledger.backup(&dir.join("copy.db")).expect("copied");
    ledger.begin().expect("begun").commit(Entry::new("os:olga", "test")).expect("committed");
    let mode =
        |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let names = files(&dir);
    assert!(names.iter().any(|name| name == "ledger.db-wal"));
    for name in names {
        assert_eq!(mode(&dir.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn the_paper_key_is_a_stock_age_identity_and_its_wrap_a_stock_age_file() {
    use std::io::Read;
    let dir = temp();
    let cost = crate::PassphraseCost { memory: 64, passes: 1, lanes: 1 };
    let wrap = Wrap::Passphrase(Zeroizing::new("correct horse".to_owned()), cost);
    let (ledger, paper) =
        Ledger::create(dir.path(), TestWorld::new(), new_vault(wrap)).expect("a vault");
    let conn = rusqlite::Connection::open(dir.path().join("ledger.db")).expect("the file");
    let read = "SELECT blob FROM key_wrap WHERE kind = 'paper'";
    let blob: Vec<u8> = conn.query_row(read, [], |row| row.get(0)).expect("the wrap");
    assert!(blob.starts_with(b"age-encryption.org/v1\n-> X25519 "));

    let identity: age::x25519::Identity = paper.expose().parse().expect("a stock identity");
    let decryptor = age::Decryptor::new(blob.as_slice()).expect("a stock file");
    let identity: &dyn age::Identity = &identity;
    let mut data = Vec::new();
    decryptor
        .decrypt(std::iter::once(identity))
        .expect("for this identity")
        .read_to_end(&mut data)
        .expect("the whole of it");
    let data: crate::vault::DataKey = Zeroizing::new(data.try_into().expect("32 bytes"));
    let fingerprint = vault::fingerprint(&data);
    assert_eq!(vault::vault_id(&fingerprint), ledger.status().expect("read").vault);
}

#[test]
fn the_paper_key_opens_the_vault_and_a_workstation_can_be_enrolled_with_it() {
    let (dir, world, ring) = (temp(), TestWorld::new(), FakeKeyring::new());
    let door = KeyringDoor::over(Box::new(ring.clone()));
    let new = new_vault(Wrap::Keyring(&door));
    let (ledger, paper) = Ledger::create(dir.path(), world.clone(), new).expect("a vault");
    drop(ledger);
    for (user, _) in ring.entries() {
        ring.forget(&user);
    }
    let typed = format!("# recovery key\n{}\n", paper.expose().to_lowercase());
    let paper = PaperKey::parse(&typed).expect("as typed");
    let mut ledger = Ledger::open(dir.path(), world.clone()).expect("it is there");
    ledger.unlock(With::Paper(&paper), Mark::Respect).expect("the paper key");
    assert!(ledger.view().expect("unlocked").check_everything().is_ok());
    assert!(matches!(ledger.begin(), Err(StoreError::NotEnrolled)));
    ledger.enrol("desk-2", "os:olga", Wrap::Keyring(&door)).expect("enrolled");
    drop(ledger);

    let mut ledger = Ledger::open(dir.path(), world).expect("it is there");
    ledger.unlock(With::Keyring(&door), Mark::Respect).expect("the new key");
    let view = ledger.view().expect("unlocked");
    assert_eq!(view.workstation().expect("enrolled").name, "desk-2");
    assert_eq!(view.check_everything().expect("looked").findings, []);
}

#[test]
fn a_paper_key_with_a_slip_of_the_pen_is_not_a_key() {
    let (paper, _) = PaperKey::generate();
    let mut slip = paper.expose().to_owned();
    let last = slip.pop().expect("it is long");
    slip.push(if last == 'Q' { 'P' } else { 'Q' });
    assert!(matches!(PaperKey::parse(&slip), Err(StoreError::WrongKey)));
    assert!(matches!(PaperKey::parse(""), Err(StoreError::WrongKey)));
}
