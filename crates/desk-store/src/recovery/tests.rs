use super::*;
use crate::audit::Entry;
use crate::testing::Desk;

const COST: Cost = Cost { memory: 19_456, passes: 2, lanes: 1 };

fn set(desk: &mut Desk, person: PersonId, first: u8) -> RecoverySet {
    let hashes = (first..first + 10).map(|n| [n; 32]).collect();
    let new = NewSet {
        person,
        name: format!("S-{first}"),
        by: "os:olga".to_owned(),
        form: CodeForm::Symbols,
        hashes,
        greys: Vec::new(),
    };
    desk.change(|txn| txn.add_set(new)).expect("a set")
}

#[test]
fn one_salt_serves_all_sets_of_a_person() {
    let mut desk = Desk::new();
    let (anna, boris) = (desk.person("anna").id, desk.person("boris").id);
    let first = desk.change(|txn| txn.salt_or_new(anna, COST)).expect("a salt");
    let dearer = Cost { memory: 65_536, ..COST };
    let again = desk.change(|txn| txn.salt_or_new(anna, dearer)).expect("the salt");
    assert_eq!(first, again, "codes that are out there were hashed with the first cost");
    let other = desk.change(|txn| txn.salt_or_new(boris, COST)).expect("another salt");
    assert_ne!(first.salt, other.salt);
}

#[test]
fn only_the_last_set_is_valid() {
    let mut desk = Desk::new();
    let anna = desk.person("anna").id;
    let (first, second) = (set(&mut desk, anna, 1), set(&mut desk, anna, 101));
    assert_eq!((first.number, second.number, second.count), (1, 2, 10));
    let view = desk.ledger.view().expect("unlocked");
    let sets = view.sets(anna).expect("read");
    let voided: Vec<bool> = sets.iter().map(|set| set.voided.is_some()).collect();
    assert_eq!(voided, [true, false]);
    assert_eq!(view.codes_of(anna).expect("read").len(), 20);
    let old = view.codes(first.id).expect("read").remove(0);
    let new = view.codes(second.id).expect("read").remove(0);
    let spent = desk.change(|txn| txn.use_code(old.id, "os:olga", "login"));
    assert!(matches!(spent, Err(StoreError::CodeSpent { at: None, .. })));
    desk.change(|txn| txn.use_code(new.id, "os:olga", "login")).expect("the newest set is valid");
    assert!(desk.change(|txn| txn.void_set(second.id, "lost")).expect("voided"));
    assert!(!desk.change(|txn| txn.void_set(second.id, "lost")).expect("it was"));
    assert_eq!(set(&mut desk, anna, 201).number, 3);
}

#[test]
fn a_code_works_once_however_many_try_at_once() {
    let mut desk = Desk::new();
    let anna = desk.person("anna").id;
    let set = set(&mut desk, anna, 1);
    let code = desk.ledger.view().expect("unlocked").codes(set.id).expect("read").remove(3);
    assert_eq!((code.row, code.hash), (4, [4; 32]));
    let ledgers: Vec<_> = (0..6).map(|_| desk.second()).collect();
    let accepted = std::thread::scope(|scope| {
        let tries: Vec<_> = ledgers
            .into_iter()
            .map(|mut ledger| {
                scope.spawn(move || {
                    let mut txn = ledger.begin().expect("its turn comes");
                    txn.use_code(code.id, "os:olga", "login").is_ok()
                        && txn.commit(Entry::new("os:olga", "codes.verify")).is_ok()
                })
            })
            .collect();
        tries.into_iter().map(|each| each.join().expect("no panic")).filter(|won| *won).count()
    });
    assert_eq!(accepted, 1);
    let again = desk.change(|txn| txn.use_code(code.id, "os:boris", "login"));
    let Err(StoreError::CodeSpent { at: Some(_), by }) = again else {
        panic!("accepted twice");
    };
    assert_eq!(by.as_deref(), Some("os:olga"));
}

#[test]
fn failed_attempts_are_seen_by_other_processes_until_a_code_is_accepted() {
    let mut desk = Desk::new();
    let (anna, boris) = (desk.person("anna").id, desk.person("boris").id);
    let mut times = Vec::new();
    for who in [anna, anna, boris] {
        desk.world.pass(60_000);
        desk.change(|txn| {
            times.push(txn.at());
            txn.add_attempt(who)
        })
        .expect("noted");
    }
    let second = desk.second();
    let view = second.view().expect("unlocked");
    assert_eq!(view.attempts_for(anna, 0).expect("read"), times[..2]);
    assert_eq!(view.attempts_for(anna, times[1]).expect("read"), times[1..2]);
    assert_eq!(view.attempts_here(0).expect("read"), times);
    desk.change(|txn| txn.clear_attempts(anna)).expect("cleared");
    assert_eq!(view.attempts_here(0).expect("read"), times[2..]);
    let checked = view.check_everything().expect("looked");
    assert_eq!(checked.findings, []);
}

#[test]
fn a_used_code_cannot_be_made_fresh_behind_our_back() {
    let mut desk = Desk::new();
    let anna = desk.person("anna").id;
    let set = set(&mut desk, anna, 1);
    let code = desk.ledger.view().expect("unlocked").codes(set.id).expect("read").remove(0);
    desk.change(|txn| txn.use_code(code.id, "os:olga", "login")).expect("used");
    desk.behind("UPDATE recovery_codes SET used_at = NULL, used_by = NULL, used_for = NULL");
    let view = desk.ledger.view().expect("unlocked");
    assert!(matches!(view.codes(set.id), Err(StoreError::Tampered { .. })));
    let again = desk.change(|txn| txn.use_code(code.id, "os:olga", "login"));
    assert!(matches!(again, Err(StoreError::Tampered { .. })));
}
