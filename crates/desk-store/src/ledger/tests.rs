use zeroize::Zeroizing;

use super::*;
use crate::testing::{Desk, TestWorld, new_vault, temp};
use crate::{FakeKeyring, PaperKey, PassphraseCost, Place};

const CHEAP: PassphraseCost = PassphraseCost { memory: 64, passes: 1, lanes: 1 };

/// A vault with a key in a fake keyring.
struct Kept {
    dir: tempfile::TempDir,
    world: Arc<TestWorld>,
    ring: FakeKeyring,
    door: KeyringDoor,
}

impl Kept {
    fn new() -> Self {
        let (dir, world, ring) = (temp(), TestWorld::new(), FakeKeyring::new());
        let door = KeyringDoor::over(Box::new(ring.clone()));
        let new = new_vault(Wrap::Keyring(&door));
        drop(Ledger::create(dir.path(), world.clone(), new).expect("a vault"));
        Self { dir, world, ring, door }
    }

    fn open(&self) -> Ledger {
        Ledger::open(self.dir.path(), self.world.clone()).expect("it is there")
    }

    fn unlocked(&self) -> (Ledger, Anchor) {
        let mut ledger = self.open();
        let anchor = ledger.unlock(With::Keyring(&self.door), Mark::Respect).expect("its key");
        (ledger, anchor)
    }

    fn act(&self) {
        let (mut ledger, _) = self.unlocked();
        let txn = ledger.begin().expect("begun");
        txn.commit(Entry::new("os:olga", "test")).expect("committed");
    }

    fn vault(&self) -> String {
        self.open().status().expect("read").vault
    }

    fn copy_to(&self, to: &Path) {
        let from = self.dir.path().join("ledger.db");
        std::fs::copy(from, to).expect("copied");
    }

    /// Puts an older copy of the whole file back.
    fn put_back(&self, from: &Path) {
        for file in ["ledger.db-wal", "ledger.db-shm"] {
            std::fs::remove_file(self.dir.path().join(file)).ok();
        }
        std::fs::copy(from, self.dir.path().join("ledger.db")).expect("put back");
    }
}

#[test]
fn a_ledger_and_its_door_can_go_to_another_thread() {
    fn sent<T: Send>() {}
    sent::<Ledger>();
    sent::<KeyringDoor>();
    sent::<PaperKey>();
}

#[test]
fn what_is_not_there_or_not_a_ledger_is_said_so() {
    let dir = temp();
    let open = || Ledger::open(dir.path(), TestWorld::new());
    assert!(matches!(open(), Err(StoreError::NoVault)));
    let path = dir.path().join("ledger.db");
    for other in [b"".as_slice(), &[b'x'; 8192]] {
        std::fs::write(&path, other).expect("written");
        assert!(matches!(open(), Err(StoreError::Damaged { .. })), "{} bytes", other.len());
        for file in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
            std::fs::remove_file(dir.path().join(file)).ok();
        }
    }
}

#[test]
fn a_ledger_of_a_newer_program_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    desk.behind("PRAGMA user_version = 99");
    let opened = Ledger::open(desk.path(), desk.world.clone());
    let ours = crate::schema::newest();
    assert!(matches!(opened, Err(StoreError::TooNew { schema: 99, ours: of }) if of == ours));
}

#[test]
fn a_ledger_of_an_older_program_is_brought_up_to_date_and_every_row_still_holds() {
    let mut desk = Desk::new();
    let fob = desk.fob("4711");
    let token = desk.intend(&fob, Place::Oath, b"the first secret 123").0;
    desk.behind(
        "ALTER TABLE tokens DROP COLUMN drift; ALTER TABLE people DROP COLUMN language;
         DROP TABLE emergency_codes;
         DROP TABLE suspensions; DROP TABLE releases; DROP TABLE operators;
         DROP TABLE recovery_copies;
         DROP TRIGGER recovery_codes_asked_once; ALTER TABLE recovery_sets DROP COLUMN form;
         ALTER TABLE recovery_codes DROP COLUMN grey;
         ALTER TABLE recovery_codes DROP COLUMN asked_at;
         ALTER TABLE recovery_codes DROP COLUMN asked_by;
         ALTER TABLE recovery_codes DROP COLUMN answered; DROP TABLE loans;
         DROP TABLE replacements; DROP TABLE deferrals; DROP TABLE pictures;
         ALTER TABLE journal DROP COLUMN instead_of; ALTER TABLE journal DROP COLUMN lent_until;
         PRAGMA user_version = 1",
    );
    let opened = [desk.second(), desk.second()];
    for ledger in &opened {
        let view = ledger.view().expect("unlocked");
        let there = view.token(token.id).expect("it holds").expect("it is there");
        assert_eq!((there.drift, there.next), (None, token.next));
        assert_eq!(view.seed(token.id).expect("open").expose(), b"the first secret 123");
    }
    desk.ledger = desk.second();
    let drifted = desk.change(|txn| txn.set_drift(token.id, -7)).expect("it can be written");
    assert_eq!(drifted.drift, Some(-7));
    let checked = desk.ledger.view().expect("unlocked").check_everything().expect("readable");
    assert!(checked.findings.is_empty(), "{checked:?}");
}

#[test]
fn the_passphrase_opens_and_any_other_does_not() {
    let (dir, world) = (temp(), TestWorld::new());
    let wrap = Wrap::Passphrase(Zeroizing::new("correct horse".to_owned()), CHEAP);
    drop(Ledger::create(dir.path(), world.clone(), new_vault(wrap)).expect("a vault"));
    let mut ledger = Ledger::open(dir.path(), world).expect("it is there");
    for wrong in ["correct horsf", "", "correct horse "] {
        let opened = ledger.unlock(With::Passphrase(wrong), Mark::Respect);
        assert!(matches!(opened, Err(StoreError::WrongPassphrase)), "{wrong:?}");
        assert!(matches!(ledger.view(), Err(StoreError::Locked)));
        assert!(matches!(ledger.begin(), Err(StoreError::Locked)));
    }
    let anchor = ledger.unlock(With::Passphrase("correct horse"), Mark::Respect);
    assert_eq!(anchor.expect("opens"), Anchor::None);
    ledger.begin().expect("it signs").commit(Entry::new("os:olga", "test")).expect("committed");
    let status = ledger.status().expect("read");
    assert_eq!(status.wraps, [WrapKind::Paper, WrapKind::Passphrase]);
    assert!(!status.keyring && !status.locked && status.unlocked);
    let ring = KeyringDoor::over(Box::new(FakeKeyring::new()));
    let other = ledger.unlock(With::Keyring(&ring), Mark::Respect);
    assert!(matches!(other, Err(StoreError::NoWrap { kind: WrapKind::Workstation })));
}

#[test]
fn each_state_of_the_keyring_is_an_error_of_its_own_and_never_a_new_key() {
    let kept = Kept::new();
    let text = || "test".to_owned();
    for state in [
        KeyringError::NoBus(text()),
        KeyringError::NoService(text()),
        KeyringError::NoCollection(text()),
        KeyringError::LockedOrDismissed(text()),
        KeyringError::TimedOut,
        KeyringError::Ambiguous,
        KeyringError::WrongValue,
        KeyringError::MissingEntry,
        KeyringError::Oversize,
        KeyringError::Other(text()),
    ] {
        kept.ring.fail(Some(state.clone()));
        let before = kept.ring.entries();
        let mut ledger = kept.open();
        let opened = ledger.unlock(With::Keyring(&kept.door), Mark::Respect);
        assert!(matches!(opened, Err(StoreError::Keyring(error)) if error == state));
        assert!(matches!(ledger.view(), Err(StoreError::Locked)));
        assert_eq!(kept.ring.entries(), before);
    }
    kept.ring.fail(None);
    kept.unlocked();
}

#[test]
fn a_value_that_is_not_ours_or_not_of_this_vault_does_not_open() {
    let kept = Kept::new();
    let vault = kept.vault();
    let long = [b'A'; 600];
    let garbage: [(&[u8], KeyringError); 4] = [
        (b"", KeyringError::WrongValue),
        (b"a password of something else", KeyringError::WrongValue),
        (b"Zm9iZGVzay9zdGF0aW9uLzEK", KeyringError::WrongValue),
        (&long, KeyringError::Oversize),
    ];
    for (value, expected) in garbage {
        kept.ring.put("fobdesk", &vault, value);
        let opened = kept.open().unlock(With::Keyring(&kept.door), Mark::Respect);
        assert!(matches!(opened, Err(StoreError::Keyring(error)) if error == expected));
    }
    let other = crate::vault::station::Station::generate(kept.world.as_ref()).to_value();
    assert!(other.len() < 512);
    kept.ring.put("fobdesk", &vault, other.as_bytes());
    let opened = kept.open().unlock(With::Keyring(&kept.door), Mark::Respect);
    assert!(matches!(opened, Err(StoreError::Keyring(KeyringError::WrongValue))));
    kept.ring.forget(&vault);
    let opened = kept.open().unlock(With::Keyring(&kept.door), Mark::Respect);
    assert!(matches!(opened, Err(StoreError::Keyring(KeyringError::MissingEntry))));
}

#[test]
fn the_mark_locks_every_handle_until_somebody_proves_the_key() {
    let kept = Kept::new();
    let (mut here, _) = kept.unlocked();
    let (mut there, _) = kept.unlocked();
    here.lock().expect("locked");
    assert!(there.status().expect("read").locked);
    assert!(matches!(there.view(), Err(StoreError::Locked)));
    assert!(matches!(there.begin(), Err(StoreError::Locked)));
    let ordinary = there.unlock(With::Keyring(&kept.door), Mark::Respect);
    assert!(matches!(ordinary, Err(StoreError::Locked)));

    kept.ring.fail(Some(KeyringError::LockedOrDismissed("test".to_owned())));
    assert!(there.unlock(With::Keyring(&kept.door), Mark::Lift).is_err());
    assert!(there.status().expect("read").locked, "nothing was proved");
    kept.ring.fail(None);
    there.unlock(With::Keyring(&kept.door), Mark::Lift).expect("proved");
    assert!(!here.status().expect("read").locked);
    here.unlock(With::Keyring(&kept.door), Mark::Respect).expect("as before");
}

#[test]
fn the_head_is_pinned_when_the_ledger_is_dropped_and_an_ancestor_is_normal() {
    let kept = Kept::new();
    let head = format!("{}/head", kept.vault());
    let pinned = || kept.ring.entries().into_iter().find(|(user, _)| *user == head);
    let first = pinned().expect("pinned when the vault was made").1;
    assert!(first.starts_with(b"1 "));
    kept.act();
    assert!(pinned().expect("pinned").1.starts_with(b"2 "));
    kept.ring.put("fobdesk", &head, &first);
    assert_eq!(kept.unlocked().1, Anchor::Pinned, "the pin may lag behind");
    kept.ring.forget(&head);
    assert_eq!(kept.unlocked().1, Anchor::None);
    kept.act();
    assert_eq!(kept.unlocked().1, Anchor::Pinned);
}

#[test]
fn a_pin_never_goes_down_and_a_failed_one_only_warns() {
    let kept = Kept::new();
    let (mut late, _) = kept.unlocked();
    late.begin().expect("begun").commit(Entry::new("os:olga", "test")).expect("committed");
    let head = format!("{}/head", kept.vault());
    let higher = format!("9 {}", "00".repeat(32));
    kept.ring.put("fobdesk", &head, higher.as_bytes());
    late.pin().expect("there is a higher one");
    let entries = kept.ring.entries();
    assert!(entries.contains(&(head, higher.into_bytes())));

    late.begin().expect("begun").commit(Entry::new("os:olga", "test")).expect("committed");
    kept.ring.fail(Some(KeyringError::NoBus("test".to_owned())));
    assert!(late.pin().is_err());
    assert_eq!(late.view().expect("unlocked").head().expect("read").n, 3, "it is committed");
}

#[test]
fn an_older_copy_put_back_is_noticed_and_writing_waits_for_a_new_anchor() {
    let (kept, old) = (Kept::new(), temp());
    let old = old.path().join("old.db");
    kept.act();
    kept.copy_to(&old);
    kept.act();
    kept.put_back(&old);
    let (mut ledger, anchor) = kept.unlocked();
    assert_eq!(anchor, Anchor::Ahead);
    assert_eq!(ledger.status().expect("read").anchor, Anchor::Ahead);
    assert!(ledger.view().expect("reading works").check_everything().is_ok());
    assert!(matches!(ledger.begin(), Err(StoreError::RolledBack)));
    ledger.re_anchor().expect("asked for");
    ledger.begin().expect("begun").commit(Entry::new("os:olga", "restore")).expect("committed");
    drop(ledger);
    assert_eq!(kept.unlocked().1, Anchor::Pinned);
}

#[test]
fn a_ledger_that_went_another_way_is_noticed() {
    let (kept, old) = (Kept::new(), temp());
    let old = old.path().join("old.db");
    kept.copy_to(&old);
    kept.act();
    kept.put_back(&old);
    // The same number of entries as pinned, and one more, but not the same history.
    for _ in 0..2 {
        kept.ring.fail(Some(KeyringError::NoBus("test".to_owned())));
        kept.world.pass(1000);
        let station = kept.ring.entries().into_iter().find(|(user, _)| !user.contains('/'));
        let station = station.expect("its key").1;
        let blind = FakeKeyring::new();
        blind.put("fobdesk", &kept.vault(), &station);
        let door = KeyringDoor::over(Box::new(blind));
        let mut ledger = kept.open();
        ledger.unlock(With::Keyring(&door), Mark::Respect).expect("its key");
        ledger.begin().expect("begun").commit(Entry::new("os:eve", "test")).expect("committed");
        drop(ledger);
        kept.ring.fail(None);
        assert_eq!(kept.unlocked().1, Anchor::Ahead);
    }
    let head = format!("{}/head", kept.vault());
    kept.ring.put("fobdesk", &head, b"not a head");
    assert_eq!(kept.unlocked().1, Anchor::Ahead, "an unknown pin is no pin of ours");
}

#[test]
fn a_backup_is_whole_opens_with_the_same_key_and_is_never_written_over() {
    let mut desk = Desk::new();
    let anna = desk.person("anna");
    let copy = temp();
    let to = copy.path().join("ledger.db");
    desk.ledger.backup(&to).expect("copied");
    assert!(matches!(desk.ledger.backup(&to), Err(StoreError::Io { .. })));
    desk.person("boris");
    let mut restored = Ledger::open(copy.path(), desk.world.clone()).expect("it is one file");
    let key = desk.path().join("ledger.key");
    restored.unlock(With::PracticeKey(&key), Mark::Respect).expect("the same key");
    let view = restored.view().expect("unlocked");
    assert_eq!(view.find_people("", 10).expect("read"), [anna]);
    assert_eq!(view.check_everything().expect("looked").findings, []);
}

#[test]
fn a_row_that_was_removed_or_put_back_is_found() {
    let mut desk = Desk::new();
    let anna = desk.person("anna").id;
    let findings = |desk: &Desk| {
        let view = desk.ledger.view().expect("unlocked");
        let checked = view.check_everything().expect("looked");
        checked.findings.into_iter().map(|found| (found.table, found.id)).collect::<Vec<_>>()
    };
    assert_eq!(findings(&desk), []);
    desk.behind("CREATE TABLE kept AS SELECT * FROM people");
    desk.change(|txn| txn.rename_person(anna, "anya")).expect("renamed");
    desk.behind("DELETE FROM people; INSERT INTO people SELECT * FROM kept");
    assert_eq!(findings(&desk), [("people".to_owned(), None)], "an old row with a valid tag");
    desk.behind("DELETE FROM people");
    assert_eq!(findings(&desk), [("people".to_owned(), None)], "no row at all");
    desk.behind("INSERT INTO people SELECT * FROM kept; UPDATE people SET email = 'x'");
    let changed = ("people".to_owned(), Some(anna.to_string()));
    assert_eq!(findings(&desk), [changed, ("people".to_owned(), None)]);
    desk.behind("UPDATE roots SET count = 0 WHERE id = 'people'");
    let looked = desk.ledger.view().expect("unlocked").check_everything();
    assert!(matches!(looked, Err(StoreError::Tampered { table: "roots", id }) if id == "people"));
    assert!(matches!(desk.ledger.begin(), Err(StoreError::Tampered { table: "roots", .. })));
}
