use super::*;
use crate::testing::Desk;

/// A chain of six entries: the vault's, and five people's.
fn desk() -> Desk {
    let mut desk = Desk::new();
    for login in ["a", "b", "c", "d", "e"] {
        desk.person(login);
        desk.world.pass(1000);
    }
    desk
}

fn verified(desk: &Desk) -> Verified {
    desk.ledger.view().expect("unlocked").verify_log().expect("walked")
}

#[test]
fn a_sound_chain_verifies_from_any_handle() {
    let desk = desk();
    let here = verified(&desk);
    assert_eq!((here.entries, here.broken, here.head.n), (6, None, 6));
    let second = desk.second();
    assert_eq!(second.view().expect("unlocked").verify_log().expect("walked"), here);
}

#[test]
fn whatever_is_done_to_an_entry_is_noticed_where_it_was_done() {
    let swap = "UPDATE audit SET n = -3 WHERE n = 3; UPDATE audit SET n = 3 WHERE n = 4;
                UPDATE audit SET n = 4 WHERE n = -3;";
    let fork = "DELETE FROM audit WHERE n = 6; INSERT INTO audit SELECT 6, at, operator,
                workstation, act, fob, person, result, detail, state, hash, signature
                FROM audit WHERE n = 5;";
    let table = [
        ("time", "UPDATE audit SET at = at + 1 WHERE n = 3", 3),
        ("operator", "UPDATE audit SET operator = 'os:mallory' WHERE n = 2", 2),
        ("act", "UPDATE audit SET act = 'other' WHERE n = 6", 6),
        ("fob", "UPDATE audit SET fob = zeroblob(16) WHERE n = 1", 1),
        ("person", "UPDATE audit SET person = zeroblob(16) WHERE n = 1", 1),
        ("result", "UPDATE audit SET result = 'refused' WHERE n = 4", 4),
        ("detail", "UPDATE audit SET detail = '{}' WHERE n = 5", 5),
        ("state", "UPDATE audit SET state = zeroblob(32) WHERE n = 5", 5),
        ("hash", "UPDATE audit SET hash = zeroblob(32) WHERE n = 5", 5),
        ("signature", "UPDATE audit SET signature = zeroblob(64) WHERE n = 3", 3),
        ("workstation", "UPDATE audit SET workstation = zeroblob(16) WHERE n = 3", 3),
        ("first removed", "DELETE FROM audit WHERE n = 1", 1),
        ("middle removed", "DELETE FROM audit WHERE n = 3", 3),
        ("last removed", "DELETE FROM audit WHERE n = 6", 6),
        ("two last removed", "DELETE FROM audit WHERE n > 4", 5),
        ("all removed", "DELETE FROM audit", 1),
        ("reordered", swap, 3),
        ("last replaced by a duplicate", fork, 6),
        (
            "duplicate appended",
            "INSERT INTO audit SELECT 7, at, operator, workstation, act, fob, person, result,
             detail, state, hash, signature FROM audit WHERE n = 6",
            7,
        ),
        (
            "renumbered after a removal",
            "DELETE FROM audit WHERE n = 3; UPDATE audit SET n = n - 1 WHERE n > 3",
            3,
        ),
    ];
    for (what, sql, broken) in table {
        let desk = desk();
        desk.behind(sql);
        assert_eq!(verified(&desk).broken, Some(broken), "{what}");
    }
}

#[test]
fn an_entry_that_was_changed_is_not_shown() {
    let desk = desk();
    desk.behind("UPDATE audit SET operator = 'os:mallory' WHERE n = 2");
    let view = desk.ledger.view().expect("unlocked");
    let shown = view.log(&Filter::default());
    assert!(matches!(shown, Err(StoreError::Tampered { table: "audit", id }) if id == "2"));
}

#[test]
fn an_effect_taken_back_together_with_its_tags_contradicts_the_last_entry() {
    let mut desk = desk();
    let rows = "CREATE TEMP TABLE kept AS SELECT * FROM people;
                CREATE TEMP TABLE kept_roots AS SELECT * FROM roots WHERE id = 'people';";
    let conn = rusqlite::Connection::open(desk.path().join("ledger.db")).expect("the file");
    conn.execute_batch(rows).expect("an old copy of the rows and their root");
    desk.person("f");
    conn.execute_batch(
        "DELETE FROM people; INSERT INTO people SELECT * FROM kept;
         UPDATE roots SET sum = (SELECT sum FROM kept_roots),
             count = (SELECT count FROM kept_roots), tag = (SELECT tag FROM kept_roots)
         WHERE id = 'people'",
    )
    .expect("put back");
    let checked = desk.ledger.view().expect("unlocked").check_everything().expect("looked");
    assert_eq!(checked.audit.broken, Some(7));
    assert_eq!(checked.findings.len(), 1, "{:?}", checked.findings);
    let next = desk.ledger.begin();
    assert!(matches!(next, Err(StoreError::Tampered { table: "roots", .. })));
}

#[test]
fn the_log_is_filtered_and_keeps_its_order() {
    let mut desk = desk();
    let fob = desk.fob("4711").id;
    let anna = desk.person("anna").id;
    let mut txn = desk.ledger.begin().expect("begun");
    let at = txn.at();
    txn.set_policy("a", "b").expect("set");
    let detail = serde_json::json!({ "why": "test" });
    let entry = Entry::new("os:boris", "assign").fob(fob).person(anna).detail(detail.clone());
    txn.commit(entry.result("refused")).expect("committed");

    let view = desk.ledger.view().expect("unlocked");
    let log = |filter: Filter| view.log(&filter).expect("read");
    assert_eq!(log(Filter::default()).len(), 9);
    let last = log(Filter { last: Some(2), ..Filter::default() });
    assert_eq!(last.iter().map(|entry| entry.n).collect::<Vec<_>>(), [8, 9]);
    for filter in [
        Filter { fob: Some(fob), ..Filter::default() },
        Filter { person: Some(anna), ..Filter::default() },
    ] {
        let found = log(filter);
        let [entry] = found.as_slice() else { panic!("not one entry: {found:?}") };
        assert_eq!((entry.n, entry.at, entry.act.as_str()), (9, at, "assign"));
        assert_eq!((entry.result.as_str(), &entry.detail), ("refused", &detail));
        assert_eq!(entry.hash, view.head().expect("read").hash);
    }
    assert_eq!(log(Filter { since: Some(at), ..Filter::default() }).len(), 3);
}

#[test]
fn the_bytes_of_an_entry_are_as_documented() {
    let desk = Desk::new();
    let view = desk.ledger.view().expect("unlocked");
    let stored = view
        .conn
        .query_row("SELECT * FROM audit WHERE n = 1", [], Stored::read)
        .expect("the first entry");
    let piece =
        |bytes: &[u8]| [&u32::try_from(bytes.len()).expect("short").to_be_bytes(), bytes].concat();
    let genesis = [piece(b"fobdesk/audit/1/genesis"), piece(view.vault().as_bytes())].concat();
    let bytes = [
        piece(b"fobdesk/audit/1"),
        piece(&Sha256::digest(genesis)),
        piece(&[0, 0, 0, 0, 0, 0, 0, 1]),
        piece(&stored.at.to_be_bytes()),
        piece(b"os:olga"),
        piece(&stored.workstation),
        piece(b"vault.create"),
        piece(b""),
        piece(b""),
        piece(b"done"),
        piece(b"null"),
        piece(&stored.state),
    ];
    assert_eq!(stored.hash, *Sha256::digest(bytes.concat()));
}
