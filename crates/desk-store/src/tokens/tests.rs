use super::*;
use crate::Outcome;
use crate::audit::Entry;
use crate::testing::{Desk, new_line, new_token};

fn intended(desk: &mut Desk) -> Token {
    let fob = desk.fob("4711");
    desk.intend(&fob, Place::Oath, &[7; 20]).0
}

#[test]
fn a_token_moves_by_one_conditional_update_and_the_second_is_told_who_was_first() {
    let mut desk = Desk::new();
    let token = intended(&mut desk);
    let mut second = desk.second();

    let mut txn = desk.ledger.begin().expect("the first");
    txn.move_token(token.id, &[TokenState::Intended], TokenState::Written).expect("it was there");
    let at = txn.at();
    txn.commit(Entry::new("os:first", "issue.write").fob(token.fob)).expect("committed");

    let mut txn = second.begin().expect("the second");
    let late = txn.move_token(token.id, &[TokenState::Intended], TokenState::Abandoned);
    let Err(StoreError::Elsewhere { now, by, at: when }) = late else {
        panic!("both moved the same token");
    };
    assert_eq!((now, by.as_deref(), when), ("written", Some("os:first"), at));
}

#[test]
fn of_many_who_assign_at_once_exactly_one_does() {
    let mut desk = Desk::new();
    let token = intended(&mut desk).id;
    let people: Vec<_> = (0..8).map(|n| desk.person(&format!("p{n}")).id).collect();
    let ledgers: Vec<_> = people.iter().map(|_| desk.second()).collect();
    let won: Vec<PersonId> = std::thread::scope(|scope| {
        let tries: Vec<_> = people
            .into_iter()
            .zip(ledgers)
            .map(|(person, mut ledger)| {
                scope.spawn(move || {
                    let mut txn = ledger.begin().expect("its turn comes");
                    let from = [TokenState::Intended];
                    txn.give_token(token, &from, Some(person)).ok()?;
                    txn.move_token(token, &from, TokenState::Assigned).ok()?;
                    txn.commit(Entry::new("os:olga", "assign")).ok()?;
                    Some(person)
                })
            })
            .collect();
        tries.into_iter().filter_map(|each| each.join().expect("no panic")).collect()
    });
    assert_eq!(won.len(), 1);
    let view = desk.ledger.view().expect("unlocked");
    let token = view.token(token).expect("read").expect("there");
    assert_eq!(token.person, won.first().copied());
}

#[test]
fn a_moving_factor_only_goes_up() {
    let mut desk = Desk::new();
    let token = intended(&mut desk).id;
    assert_eq!(desk.change(|txn| txn.book(token, 5)).expect("up").next, 5);
    for spent in [5, 4, 0] {
        let again = desk.change(|txn| txn.book(token, spent));
        assert!(matches!(again, Err(StoreError::CounterBehind { next: 5 })), "{spent}");
    }
    let beyond = desk.change(|txn| txn.book(token, u64::MAX));
    assert!(matches!(beyond, Err(StoreError::Invalid { what: "moving factor" })));
}

#[test]
fn the_file_itself_refuses_to_take_a_moving_factor_back() {
    let mut desk = Desk::new();
    let token = intended(&mut desk).id;
    desk.change(|txn| txn.book(token, 5)).expect("up");
    let conn = rusqlite::Connection::open(desk.path().join("ledger.db")).expect("the file");
    let refused = conn.execute("UPDATE tokens SET next = 4", []).expect_err("the trigger");
    assert!(refused.to_string().contains("only goes up"), "{refused}");
    assert_eq!(conn.execute("UPDATE tokens SET next = 6", []).expect("upwards"), 1);
}

#[test]
fn one_place_of_a_fob_has_one_live_token_and_other_places_are_free() {
    let mut desk = Desk::new();
    let fob = desk.fob("4711");
    let (first, _) = desk.intend(&fob, Place::Oath, &[1; 20]);
    desk.intend(&fob, Place::Slot1, &[2; 20]);
    desk.intend(&fob, Place::Slot2, &[3; 20]);
    let new = new_token(&fob, Place::Oath);
    let seed = hotp::Seed::new(vec![4; 20]);
    let second = desk.change(|txn| txn.intend(&new, &seed, new_line()));
    assert!(matches!(second, Err(StoreError::PlaceTaken { token }) if token == first.id));

    let other = NewToken { name: Some("Example:boris".to_owned()), ..new.clone() };
    desk.change(|txn| txn.intend(&other, &seed, new_line())).expect("another name is free");
    desk.change(|txn| txn.move_token(first.id, &[TokenState::Intended], TokenState::Abandoned))
        .expect("given up");
    desk.change(|txn| txn.intend(&new, &seed, new_line())).expect("now the place is free");
    let view = desk.ledger.view().expect("unlocked");
    assert_eq!(view.tokens_in(fob.id).expect("read").len(), 5);
    assert_eq!(view.live_tokens().expect("read").len(), 4);
}

#[test]
fn a_replaced_token_is_retired_with_the_intention_of_the_new_one() {
    let mut desk = Desk::new();
    let fob = desk.fob("4711");
    let (old, old_line) = desk.intend(&fob, Place::Slot1, &[1; 20]);
    let line = crate::NewLine { replaces: Some(old.id), ..new_line() };
    let new = new_token(&fob, Place::Slot1);
    let seed = hotp::Seed::new(vec![2; 20]);
    let (token, line) = desk.change(|txn| txn.intend(&new, &seed, line)).expect("replaced");
    assert_eq!(line.replaces, Some(old.id));
    let view = desk.ledger.view().expect("unlocked");
    let state = |id| view.token(id).expect("read").expect("there").state;
    assert_eq!((state(old.id), state(token.id)), (TokenState::Retired, TokenState::Intended));
    let old_line = view.line(old_line.id).expect("read").expect("there");
    assert_eq!(old_line.outcome, Some(Outcome::Superseded));
    assert_eq!(view.open_lines().expect("read").len(), 1);
    assert_eq!(view.seed(old.id).expect("old seeds stay readable").expose(), [1; 20]);
}

/// Bookings by two handles in any order, and attempts past every door: the ledger keeps the highest.
#[test]
fn a_counter_only_goes_up_whatever_is_tried() {
    let mut desk = Desk::new();
    let fob = desk.fob("4711");
    let token = desk.intend(&fob, Place::Slot1, &[1; 20]).0;
    let mut others = desk.second();
    let mut highest = token.next;
    let mut dice = 1_u64;
    for turn in 0..4_000 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let wanted = (highest + (dice >> 33) % 20).saturating_sub(10);
        let booked = match turn % 3 {
            0 => {
                let mut txn = others.begin().expect("writable");
                let booked = txn.book(token.id, wanted).map(|token| token.next);
                match booked {
                    Ok(_) => txn.commit(Entry::new("os:olga", "token.synced")).map(|_| wanted),
                    Err(error) => Err(error),
                }
            }
            _ => desk.change(|txn| txn.book(token.id, wanted)).map(|token| token.next),
        };
        match booked {
            Ok(next) => {
                assert!(next == wanted && wanted > highest, "{turn}: {wanted} at {highest}");
                highest = wanted;
            }
            Err(StoreError::CounterBehind { next }) => {
                assert!(next == highest && wanted <= highest, "{turn}: {wanted} at {highest}");
            }
            Err(error) => panic!("{turn}: {error}"),
        }
        let view = desk.ledger.view().expect("unlocked");
        let back = "UPDATE tokens SET next = next - 1";
        assert!(highest == 0 || view.conn.execute(back, []).is_err(), "past every door");
    }
    let view = desk.ledger.view().expect("unlocked");
    assert_eq!(view.token(token.id).expect("it holds").expect("there").next, highest);
    assert!(view.verify_log().expect("readable").broken.is_none());
}

#[test]
fn the_words_of_the_states_are_those_of_the_contract() {
    let words: Vec<&str> = TokenState::ALL.iter().map(|state| state.as_str()).collect();
    let contract = [
        "intended",
        "written",
        "verified",
        "assigned",
        "handed_over",
        "suspended",
        "lost",
        "returned",
        "retired",
        "abandoned",
    ];
    assert_eq!(words, contract);
    for word in words {
        assert_eq!(word.parse::<TokenState>().expect("its own word").as_str(), word);
    }
    assert!("gone".parse::<TokenState>().is_err());
}
