//! Operators from a terminal: every command needs one, and a second one releases.

use desk_tests::props::terminal::{Terminal, assert_keys};
use serde_json::json;

const ADA: &str = "correct horse battery";
const OLGA: &str = "staple of another kind";

/// A terminal with Ada (administrator) and Olga (helpdesk); each signs in with her own file.
fn house() -> (Terminal, [String; 2]) {
    let terminal = Terminal::practising();
    terminal.done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    let ada = terminal.file("ada", format!("{ADA}\n").as_bytes());
    let olga = terminal.file("olga", OLGA.as_bytes());
    let add = ["operators", "add", "--login", "ada", "--role", "admin"];
    let added = terminal.done(&[&add[..], &["--new-passphrase-file", &ada]].concat());
    assert_keys(&added, &["disabled", "login", "name", "person", "role"]);
    let add = ["operators", "add", "--login", "olga", "--name", "Olga P", "--role", "helpdesk"];
    let line = [&as_("ada", &ada)[..], &add[..], &["--new-passphrase-file", &olga]].concat();
    terminal.done(&line);
    (terminal, [ada, olga])
}

fn as_<'a>(login: &'a str, file: &'a str) -> [&'a str; 4] {
    ["--operator", login, "--operator-passphrase-file", file]
}

#[test]
fn once_there_are_operators_every_command_needs_one() {
    let (terminal, [ada, olga]) = house();
    let needs = ("sign_in_needed".to_owned(), 4);
    for line in [
        &["fobs"][..],
        &["people", "show", "anna"],
        &["codes", "status", "--person", "anna"],
        &["log"],
        &["policy"],
        &["operators", "list"],
        &["issue", "--person", "anna"],
        &["suspend", "--person", "anna", "--days", "1", "--reason", "x"],
        &["approve"],
    ] {
        assert_eq!(terminal.refused(line), needs, "{line:?}");
    }
    let wrong = [&as_("olga", &ada)[..], &["people", "find", ""]].concat();
    assert_eq!(terminal.refused(&wrong), ("sign_in_wrong".to_owned(), 4));
    let right = [&as_("olga", &olga)[..], &["people", "find", ""]].concat();
    assert_eq!(terminal.done(&right)[0]["login"], "anna");
    let all = terminal.done(&[&as_("olga", &olga)[..], &["operators", "list"]].concat());
    assert_eq!(json!([all[0]["login"], all[1]["role"]]), json!(["ada", "helpdesk"]));
    let two = terminal.lines("ru", &["people", "find", ""]);
    assert!(two[0].contains("никто не вошёл"), "{two:?}");
    // Whoever is about to leave locks the ledger all the same, and looks whether all is well.
    terminal.done(&["vault", "status"]);
    assert_eq!(terminal.call(&["doctor", "--json"]).document()["error"], json!(null));
}

#[test]
fn a_second_operator_releases_by_number_and_the_terminal_is_no_way_around() {
    let (terminal, [ada, olga]) = house();
    let (ada, olga) = (as_("ada", &ada), as_("olga", &olga));
    let act = ["suspend", "--person", "anna", "--for-good", "--reason", "long leave"];
    let (error, exit) = terminal.failed(&[&ada[..], &act[..]].concat());
    assert_eq!((error["code"].as_str(), exit), (Some("needs_approval"), 4));
    let id = error["detail"].as_str().expect("the number").to_owned();
    assert!(error["now"].as_str().is_some_and(|now| now.contains(&format!("approve {id}"))));
    let own = terminal.refused(&[&ada[..], &["approve", &id]].concat());
    assert_eq!(own, ("release_own".to_owned(), 4));
    let waits = terminal.done(&[&olga[..], &["approve"]].concat());
    assert_eq!(
        json!([waits[0]["id"], waits[0]["by"], waits[0]["whom"]]),
        json!([id, "ada", "anna"])
    );
    let shown = terminal.call(&[&olga[..], &["approve"]].concat());
    assert!(shown.out.contains("anna · long leave"), "{shown:?}");
    let done = terminal.done(&[&olga[..], &["approve", &id]].concat());
    assert_eq!(done["outcome"], "released");
    let anna = terminal.done(&[&olga[..], &["people", "show", "anna"]].concat());
    assert_eq!(anna["suspended"]["until"], json!(null));
    assert!(anna["suspended"].is_object(), "{anna}");
    let rule = terminal.refused(&[&ada[..], &["policy", "two.for_good", "no"]].concat());
    assert_eq!(rule, ("needs_approval".to_owned(), 4));
    let helpdesk = terminal.refused(&[&olga[..], &["policy", "codes.count", "5"]].concat());
    assert_eq!(helpdesk, ("not_allowed".to_owned(), 4));
}

#[test]
fn whoever_holds_the_recovery_key_helps_an_administrator_who_forgot() {
    let terminal = Terminal::with(&[]);
    let vault = terminal.file("vault", b"the passphrase of the vault");
    let key = terminal.path("key.txt").display().to_string();
    let open = ["--passphrase-file", vault.as_str()];
    terminal.done(&[&open[..], &["init", "--recovery-key-out", &key]].concat());
    let first = terminal.file("first", ADA.as_bytes());
    let second = terminal.file("second", OLGA.as_bytes());
    let add = ["operators", "add", "--login", "ada", "--role", "admin"];
    terminal.done(&[&open[..], &add[..], &["--new-passphrase-file", &first]].concat());
    let rescue = |key: &str| {
        let line = ["operators", "passphrase", "ada", "--recovery-key-file", key];
        terminal
            .call(&[&["--json"], &open[..], &line, &["--new-passphrase-file", &second]].concat())
    };
    let other = terminal.file(
        "other",
        b"AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ\n",
    );
    assert_eq!(rescue(&other).error()["code"], "recovery_key_wrong");
    assert_eq!(rescue(&key).code, 0);
    let signed = |file: &str| {
        let line = [&open[..], &as_("ada", file)[..], &["operators", "list"]].concat();
        terminal.call(&line).code
    };
    assert_eq!((signed(&first), signed(&second)), (4, 0));
}
