use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::audit::Entry;
use crate::testing::{Desk, TestWorld, Witness, new_vault, temp};
use crate::{Ledger, Mark, NewPerson, StoreError, With, Wrap};

fn anna() -> NewPerson {
    NewPerson { login: "anna".to_owned(), ..NewPerson::default() }
}

#[test]
fn a_process_that_dies_at_a_commit_leaves_all_of_it_or_nothing() {
    let dir = temp();
    let world = Witness::of(dir.path());
    let wrap = Wrap::PracticeKey(dir.path().join("ledger.key"));
    let (mut ledger, _) =
        Ledger::create(dir.path(), world.clone(), new_vault(wrap)).expect("a vault");
    world.take();
    let mut txn = ledger.begin().expect("begun");
    txn.add_person(anna()).expect("added");
    txn.commit(Entry::new("os:olga", "person.add")).expect("committed");

    let copies = world.take();
    let names: Vec<&str> = copies.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["commit:before", "commit:after"]);
    for (name, copy) in copies {
        let mut left = Ledger::open(copy.path(), TestWorld::new()).expect("it opens");
        let key = copy.path().join("ledger.key");
        left.unlock(With::PracticeKey(&key), Mark::Respect).expect("its key");
        let view = left.view().expect("unlocked");
        let checked = view.check_everything().expect("looked");
        assert_eq!(checked.findings, [], "{name}");
        let there = view.person_by_login("anna").expect("read").is_some();
        assert_eq!(there, name == "commit:after", "{name}");
        assert_eq!(checked.audit.entries, if there { 2 } else { 1 }, "{name}");
    }
}

#[test]
fn a_dropped_transaction_leaves_nothing_and_frees_the_ledger() {
    let mut desk = Desk::new();
    let mut txn = desk.ledger.begin().expect("begun");
    txn.add_person(anna()).expect("added");
    drop(txn);
    let view = desk.ledger.view().expect("unlocked");
    assert_eq!(view.person_by_login("anna").expect("read"), None);
    assert_eq!(view.head().expect("read").n, 1);
    desk.second().begin().expect("nobody holds it");
}

#[test]
fn no_effect_remains_when_the_audit_entry_cannot_be_written() {
    let mut desk = Desk::new();
    desk.behind(
        "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    let mut txn = desk.ledger.begin().expect("begun");
    txn.add_person(anna()).expect("added");
    let refused = txn.commit(Entry::new("os:olga", "person.add"));
    assert!(matches!(refused, Err(StoreError::Sqlite(_))));
    let view = desk.ledger.view().expect("unlocked");
    assert_eq!(view.person_by_login("anna").expect("read"), None);
    assert_eq!(view.check_everything().expect("looked").findings, []);
}

#[test]
fn several_entries_of_one_transaction_stand_in_their_order_at_one_time() {
    let mut desk = Desk::new();
    let mut txn = desk.ledger.begin().expect("begun");
    txn.record(Entry::new("os:olga", "first"));
    txn.record(Entry::new("os:olga", "second"));
    assert_eq!(txn.commit(Entry::new("os:olga", "third")).expect("committed"), 4);
    let view = desk.ledger.view().expect("unlocked");
    let log = view.log(&crate::audit::Filter::default()).expect("read");
    let acts: Vec<&str> = log.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["vault.create", "first", "second", "third"]);
    assert_eq!(view.verify_log().expect("walked").broken, None);
}

#[test]
fn a_ledger_held_by_another_process_is_busy_after_a_while() {
    let mut desk = Desk::new();
    let mut second = desk.second();
    let first = desk.ledger.begin().expect("begun");
    assert!(matches!(second.begin(), Err(StoreError::Busy)));
    drop(first);
    second.begin().expect("now it is free");
}

#[test]
fn a_check_while_others_write_sees_one_moment_and_raises_no_alarm() {
    let desk = Desk::new();
    let (mut busy, looker) = (desk.second(), desk.second());
    let stop = AtomicBool::new(false);
    let stopped = || stop.load(Ordering::Relaxed);
    // A writer who is quicker than the looks would make each one longer than the last.
    let looked = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                while number > 20 * looked.load(Ordering::Relaxed) + 20 && !stopped() {
                    std::thread::yield_now();
                }
                if stopped() {
                    break;
                }
                let mut txn = busy.begin().expect("begun");
                let new = NewPerson { login: format!("p{number}"), ..NewPerson::default() };
                txn.add_person(new).expect("added");
                txn.commit(Entry::new("os:olga", "person.add")).expect("committed");
            }
        });
        let looks: Vec<_> = (0..60)
            .map(|_| {
                let view = looker.view().expect("unlocked");
                let broken = view.verify_log().expect("walked").broken;
                let findings = view.check_everything().expect("looked").findings;
                looked.fetch_add(1, Ordering::Relaxed);
                (broken, findings)
            })
            .collect();
        stop.store(true, Ordering::Relaxed);
        for (broken, findings) in looks {
            assert_eq!((broken, findings), (None, Vec::new()));
        }
    });
}
