//! People: add, find, show, rename, delete, and a list.

use desk_tests::props::terminal::{Terminal, assert_keys};
use serde_json::json;

const PERSON: [&str; 10] = [
    "department",
    "email",
    "language",
    "loan",
    "login",
    "must",
    "name",
    "recovery",
    "suspended",
    "tokens",
];

#[test]
fn a_person_has_all_the_keys_of_the_contract() {
    let terminal = Terminal::practising();
    let added = terminal
        .done(&["people", "add", "--login", "anna", "--name", "Anna Ek", "--email", "a@x.org"]);
    assert_keys(&added, &PERSON);
    let shown = terminal.done(&["people", "show", "ANNA"]);
    assert_eq!(added, shown);
    assert_eq!(
        shown,
        json!({
            "login": "anna", "name": "Anna Ek", "email": "a@x.org", "department": null, "language": null,
            "tokens": [], "recovery": null, "suspended": null,
            "loan": null, "must": null,
        })
    );
}

#[test]
fn find_answers_an_array_and_rename_and_delete_hold() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    terminal.done(&["people", "add", "--login", "zoë", "--name", "Zoë Müller"]);
    let found = terminal.done(&["people", "find", "müller"]);
    assert_eq!(found.as_array().expect("an array").len(), 1);
    assert_keys(&found[0], &PERSON);
    assert_eq!(terminal.done(&["people", "find", "nobody at all"]), json!([]));
    assert_eq!(terminal.done(&["people", "rename", "zoë", "zoe"])["login"], "zoe");
    assert_eq!(terminal.refused(&["people", "show", "zoë"]), ("unknown_person".into(), 2));
    terminal.done(&["people", "delete", "zoe"]);
    assert_eq!(terminal.refused(&["people", "show", "zoe"]), ("unknown_person".into(), 2));
    assert_eq!(terminal.done(&["people", "find", "Zoë"]), json!([]));
}

#[test]
fn a_login_is_unique_however_it_is_written() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "Zoë", "--name", "Zoë"]);
    for same in ["zoë", "ZOË", "zoe\u{308}"] {
        let refused = terminal.refused(&["people", "add", "--login", same, "--name", "Z"]);
        assert_eq!(refused, ("login_taken".into(), 1), "{same}");
    }
}

#[test]
fn a_list_is_imported_and_a_dry_run_changes_nothing() {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna"]);
    let list = "login,name,email,department\nanna,Anna,,\nbo,Bo,b@x.org,IT\n,Nobody,,\nBO,Bo,,\n";
    let file = terminal.file("people.csv", list.as_bytes());
    let would = terminal.done(&["people", "import", &file, "--dry-run"]);
    assert_keys(&would, &["format", "known", "new", "refused", "rows"]);
    assert_eq!(terminal.refused(&["people", "show", "bo"]).0, "unknown_person");
    let done = terminal.done(&["people", "import", &file, "--lang", "en"]);
    assert_eq!((&done["rows"], &done["new"], &done["known"]), (&json!(4), &json!(1), &json!(1)));
    assert_eq!(
        done["refused"],
        json!([
            { "row": 4, "why": "The line has no login." },
            { "row": 5, "why": "The login “BO” stands in the list twice; the first line was taken." },
        ])
    );
    assert_eq!(terminal.done(&["people", "show", "bo"])["department"], "IT");
    let again = terminal.done(&["people", "import", &file]);
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(2)));
}

#[test]
fn profiles_are_listed_and_added() {
    let terminal = Terminal::practising();
    let names = |list: &serde_json::Value| -> Vec<String> {
        let list = list.as_array().expect("an array");
        list.iter().map(|p| p["name"].as_str().expect("a name").to_owned()).collect()
    };
    let built_in = names(&terminal.done(&["profiles"]));
    assert_eq!(built_in, ["oath-hotp", "oath-totp", "slot1-hotp", "slot2-hotp"]);
    let line = ["profiles", "add", "vpn", "--kind", "totp", "--where", "oath", "--digits", "8"];
    let added = terminal.done(&line);
    assert_eq!((&added["digits"], &added["period"]), (&json!(8), &json!(30)));
    assert_eq!(names(&terminal.done(&["profiles"])).last().map(String::as_str), Some("vpn"));
    assert_eq!(terminal.refused(&line), ("profile_taken".into(), 1));
    let bad = ["profiles", "add", "odd", "--kind", "totp", "--where", "slot1"];
    assert_eq!(terminal.refused(&bad), ("profile_bad".into(), 2));
}
