//! The check bites: made-up workspaces with one wrong arrow each.

use super::*;

/// A graph from lines like `desk: hotp, serde` and `desk (test): fob-sim`. What is named in `OURS`
/// is a member.
fn graph(lines: &str) -> Graph {
    let mut graph = Graph::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (from, uses) = line.split_once(':').expect("a colon");
        let (from, kind) = match from.strip_suffix(" (test)") {
            Some(from) => (from, Kind::Test),
            None => (from, Kind::Use),
        };
        let uses = uses.split(',').map(str::trim).filter(|name| !name.is_empty());
        for name in std::iter::once(from).chain(uses.clone()) {
            graph.names.insert(name.into(), name.into());
            graph.uses.entry(name.into()).or_default();
            let ours = OURS.iter().any(|(ours, ..)| *ours == name) || name.starts_with("our-");
            if ours && !graph.members.iter().any(|member| member == name) {
                graph.members.push(name.into());
            }
        }
        let list = graph.uses.get_mut(from).expect("just put there");
        list.extend(uses.map(|name| (name.to_owned(), kind)));
    }
    graph
}

fn found(lines: &str) -> Vec<String> {
    judge(&graph(lines))
}

#[test]
fn the_house_as_it_is_drawn_passes() {
    let house = "
        desk: desk-store, fob-wire, hotp, paper, serde
        desk (test): fob-sim, insta
        desk-store: hotp, rusqlite, getrandom, keyring-core
        rusqlite: libsqlite3-sys
        keyring-core: zbus
        fob-link: fob-wire, pcsc
        fob-sim: fob-wire, getrandom
        hotp: hmac
        hmac: digest
        fobdesk: desk, fob-link, fob-sim, tauri
        desk-cli: desk, fob-link, fob-sim
        desk-tests (test): tokio";
    assert_eq!(found(house), [""; 0]);
}

#[test]
fn an_arrow_that_runs_back_is_found() {
    assert_eq!(found("hotp: fob-wire"), ["hotp uses fob-wire: no arrow goes that way"]);
    assert_eq!(found("desk-store: desk"), ["desk-store uses desk: no arrow goes that way"]);
    assert_eq!(found("fob-link: fob-sim"), ["fob-link uses fob-sim: no arrow goes that way"]);
}

#[test]
fn a_test_may_not_run_back_either() {
    let finding = "fob-wire tests itself with fob-sim: no arrow goes that way";
    assert_eq!(found("fob-wire (test): fob-sim"), [finding]);
    assert_eq!(found("desk: fob-sim"), ["desk uses fob-sim: no arrow goes that way"]);
}

#[test]
fn a_driver_in_the_wrong_hands_is_found() {
    let finding = "desk-cli uses rusqlite: that is for desk-store alone";
    assert_eq!(found("desk-cli: rusqlite"), [finding]);
    let finding = "desk uses getrandom: that is for desk-store or fob-sim alone";
    assert_eq!(found("desk: getrandom"), [finding]);
}

#[test]
fn a_driver_behind_others_is_found_with_the_way_to_it() {
    let lines = "paper: jiff\n jiff: tz, serde\n tz: mio";
    assert_eq!(found(lines), ["mio must not be reached: paper → jiff → tz → mio"]);
    let lines = "desk: card\n card: pcsc\n card: serde\n serde: card";
    assert_eq!(found(lines), ["pcsc must not be reached: desk → card → pcsc"]);
}

#[test]
fn what_only_tests_reach_is_not_reached() {
    assert_eq!(found("hotp (test): yubikit\n yubikit: pcsc"), [""; 0]);
}

#[test]
fn a_crate_nobody_drew_is_found() {
    assert_eq!(found("our-novelty: serde"), ["our-novelty has no line in xtask/src/arrows.rs"]);
}

#[test]
fn the_chores_stay_plain() {
    assert_eq!(found("xtask: anyhow"), ["xtask uses anyhow: it is plain std"]);
}

#[test]
fn the_words_of_cargo_are_read() {
    let json = r#"{"packages": [{"id": "p#desk", "name": "desk"}, {"id": "r#pcsc", "name": "pcsc"}],
        "workspace_members": ["p#desk"],
        "resolve": {"nodes": [{"id": "r#pcsc", "deps": []}, {"id": "p#desk", "deps": [
            {"pkg": "r#pcsc", "dep_kinds": [{"kind": null, "target": null}, {"kind": "dev"}]}]}]}}"#;
    let graph = Graph::read(&Json::parse(json).unwrap()).unwrap();
    assert_eq!(
        judge(&graph),
        [
            "desk uses pcsc: that is for fob-link or desk-tests alone",
            "desk tests itself with pcsc: that is for fob-link or desk-tests alone",
            "pcsc must not be reached: desk → pcsc",
        ]
    );
    assert!(Graph::read(&Json::parse("{}").unwrap()).is_err());
}
