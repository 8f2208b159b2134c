//! Codes of another fob than the one that is meant: it is named, and nothing is booked.

use desk::sync::{Ask, SyncWord, Whom, Windows, sync};
use desk::{Desk, whose};
use desk_tests::props::stage::{Clerk, Stage};
use hotp::{Algorithm, Digits, Key, Seed};

/// Takes a fob with this secret into the ledger, at its first codes.
fn adopt(desk: &mut Desk, fob: &str, person: &str, secret: u8) -> Key {
    let key = Key::new(Algorithm::Sha1, &Seed::new(vec![secret; 20]));
    let adoption = desk::adopt::Adoption {
        fob: fob.to_owned(),
        person: person.to_owned(),
        secret: data_encoding::BASE32.encode(&[secret; 20]).into(),
        codes: codes(&key, 0),
    };
    desk::adopt::adopt(desk, &mut Clerk::default(), &adoption).expect("taken in");
    key
}

/// Two codes in a row.
fn codes(key: &Key, at: u64) -> [String; 2] {
    [at, at + 1].map(|at| key.code(at, Digits::SIX).to_string())
}

/// Ten thousand times the codes of somebody else's fob, or of the person's own other one.
#[test]
fn of_ten_thousand_conversations_with_another_fob_the_fob_is_named_rightly() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    let people = ["anna", "anna", "boris", "boris", "boris", "boris"];
    let keys: Vec<Key> = (1..)
        .zip(people)
        .map(|(n, person)| adopt(&mut desk, &format!("C-{n}"), person, n))
        .collect();
    let asked = desk::people::show(&mut desk, "anna").expect("shown").tokens;
    let asked = asked.iter().find(|token| token.fob == "C-1").expect("hers").id.clone();
    let windows = Windows { resync: 1_000, back: 1_000, ..Windows::DESK };
    let (mut dice, mut right) = (7_u64, 0);
    let mut below = |end: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % end
    };
    for _ in 0..10_000 {
        let whose = usize::try_from(1 + below(5)).expect("small");
        let at = 2 + below(400);
        let whom = Whom::Token(asked.clone());
        let codes = codes(&keys[whose], at).to_vec();
        let ask = Ask { whom, codes, windows, cautious: false };
        let card = sync(&mut desk, &mut Clerk::default(), &ask).expect("a verdict");
        let fob = format!("C-{}", whose + 1);
        let named = card.other.is_some_and(|it| it.fob == fob && it.at_counter == at);
        right += u32::from(card.verdict == SyncWord::OtherFob && named);
    }
    println!("{right} of 10000 other fobs are named rightly");
    assert!(right >= 9_500, "{right} of 10000");
    assert!(stage.tokens().iter().all(|token| token.next == 2), "nothing was booked");
}

#[test]
fn where_two_fobs_show_the_same_codes_both_are_told_and_neither_is_called_the_one() {
    let stage = Stage::with(&[]);
    let mut desk = stage.desk();
    adopt(&mut desk, "C-1", "anna", 9);
    let key = adopt(&mut desk, "C-2", "boris", 9);
    let codes = codes(&key, 40);
    let found = whose::whose(&mut desk, &mut Clerk::default(), &codes, None).expect("looked");
    let mut people: Vec<_> = found.matches.iter().filter_map(|it| it.person.clone()).collect();
    people.sort();
    assert_eq!(people, ["anna", "boris"]);
    assert_eq!(found.say, "Several fobs could show these codes.");
}
