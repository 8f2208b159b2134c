//! The main job: a ledger is set up, fobs of several makes are written, proven and given; `ykman`
//! reads back what was written, and `oathtool` makes the same codes.

use desk_tests::props::pcscd::Pcscd;
use fob_sim::Model;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::judges::{Glass, hotp, totp};
use super::{Office, keys_of};
use crate::stage::RFC_KEY_BASE32;

const SERIAL: u32 = 12_345_678;

#[test]
fn a_new_desk_gives_out_its_first_fob_and_everybody_agrees_on_its_codes() {
    let memory = TempDir::new().expect("a folder");
    let (stage, glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    let card = office.first_fob();
    let slot = |n| json!({ "slot": n, "used": false, "ours": false });
    for (key, value) in [
        ("serial", json!("12345678")),
        ("model", json!("YubiKey 5A")),
        ("firmware", json!("5.4.3")),
        ("transport", json!("pcsc")),
        ("reader", json!(stage.service.reader(0))),
        ("apps", json!(["oath", "otp", "piv", "openpgp", "fido2", "u2f", "hsmauth"])),
        ("slots", json!([slot(1), slot(2)])),
        ("state", json!("new")),
        ("person", json!(null)),
    ] {
        assert_eq!(card.get(key), Some(&value), "{key}: {card}");
    }
    assert_eq!(office.done(&["fobs"]), json!([card]), "one entry for one fob");

    let sheet = office.name("anna.pdf");
    let issued = office.done(&["issue", "--person", "anna", "--codes-pdf", &sheet]);
    assert_eq!(keys_of(&issued), ["fob", "person", "recovery", "token", "verified"]);
    let token = &issued["token"];
    assert_eq!(keys_of(token), ["algorithm", "digits", "id", "kind", "next", "state"]);
    assert_eq!((&token["state"], &token["next"]), (&json!("assigned"), &json!(1)));
    assert_eq!(issued["verified"], json!({ "how": "calculated", "at_counter": 0 }));
    assert_eq!((&issued["person"], &issued["recovery"]["count"]), (&json!("anna"), &json!(10)));
    assert!(std::fs::read(&sheet).expect("the sheet").starts_with(b"%PDF-"));
    let fob = office.first_fob();
    assert_eq!((&fob["state"], &fob["person"]), (&json!("assigned"), &json!("anna")));

    let listed = stage.ykman_does("oath accounts list --oath-type");
    assert_eq!(listed.trim(), "Fobdesk:anna, HOTP");
    let secret = glass.secret("Fobdesk:anna");
    assert_eq!(secret.len(), 40, "20 bytes for SHA-1");
    let code = stage.ykman_does("oath accounts code --single Fobdesk:anna");
    assert_eq!(code.trim(), hotp(&secret, 1), "the second code: the first was the proof");
    let verified = office.done(&["verify", "--fob", "12345678", "--code", code.trim()]);
    assert_eq!(verified["verified"], json!({ "how": "typed", "at_counter": 1 }));
    let (again, exit) = office.refused(&["verify", "--fob", "12345678", "--code", code.trim()]);
    assert_eq!((&again["code"], exit), (&json!("code_used"), 1));
    // Without a code the fob is asked, and its third code is booked.
    let asked = office.done(&["verify", "--fob", "12345678"]);
    assert_eq!(asked["verified"], json!({ "how": "calculated", "at_counter": 2 }));
    assert_eq!(office.only_token("anna")["next"], 3);
}

#[test]
fn codes_by_the_clock_are_the_same_for_the_desk_ykman_and_oathtool() {
    let memory = TempDir::new().expect("a folder");
    let (stage, glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    let profile = "--kind totp --where oath --digits 8 --algorithm sha256 --issuer VPN";
    let words: Vec<&str> = "profiles add vpn".split(' ').chain(profile.split(' ')).collect();
    office.done(&words);
    let issued = office.done(&["issue", "--person", "boris", "--profile", "vpn"]);
    let kind = ["kind", "algorithm", "state"].map(|key| issued["token"][key].clone());
    assert_eq!(kind, ["totp", "sha256", "assigned"].map(Value::from));
    assert_eq!(stage.ykman_does("oath accounts list -o").trim(), "VPN:boris, TOTP");
    let secret = glass.secret("VPN:boris");
    assert_eq!(secret.len(), 64, "32 bytes for SHA-256");
    // The clock may step on between the two.
    let ours = totp(&secret, "sha256", 8);
    let code = stage.ykman_does("oath accounts code --single VPN:boris");
    assert!(ours.contains(&code.trim().to_owned()), "{code} is none of {ours:?}");
    // The built-in profile, a second token of the same person on the same fob.
    let second = office.done(&["issue", "--person", "boris", "--profile", "oath-totp"]);
    assert_eq!(second["token"]["digits"], 6);
    let mut names = glass.names();
    names.sort();
    assert_eq!(names, ["Fobdesk:boris", "VPN:boris"]);
    let ours = totp(&glass.secret("Fobdesk:boris"), "sha1", 6);
    let code = stage.ykman_does("oath accounts code --single Fobdesk:boris");
    assert!(ours.contains(&code.trim().to_owned()), "{code} is none of {ours:?}");
}

#[test]
fn every_make_lies_on_one_desk_and_takes_its_fob_by_serial() {
    let memory = TempDir::new().expect("a folder");
    // Make, first counter: one of them counts before it computes.
    let makes = [
        (Model::Yubikey5Nfc, 0),
        (Model::Yubikey4, 0),
        (Model::YubikeyNeo, 0),
        (Model::Canokey, 1),
        (Model::Nitrokey3, 0),
    ];
    let service = Pcscd::start(&makes.map(|(model, _)| model)).expect("a service");
    let office = Office::at(&service);
    let mut plugged = Vec::new();
    for (place, ((model, _), serial)) in makes.into_iter().zip(7_000_001..).enumerate() {
        let fob = Glass::of(memory.path(), serial).fob(model, serial);
        plugged.push(service.plug(place, &fob).expect("a fob"));
    }
    for ((model, first), serial) in makes.into_iter().zip(7_000_001..) {
        let serial_text = office
            .done(&["fobs"])
            .as_array()
            .and_then(|all| all.iter().find(|fob| fob["state"] == "new"))
            .map(|fob| fob["serial"].as_str().expect("a serial").to_owned())
            .unwrap_or_else(|| panic!("{model} is not on the desk"));
        let line = ["issue", "--person", "anna", "--fob", &serial_text];
        let issued = office.done(&line);
        assert_eq!(issued["verified"]["at_counter"], first, "{model}");
        let next = issued["token"]["next"].as_u64().expect("a counter");
        assert_eq!(next, first + 1, "{model}");
        let secret = Glass::of(memory.path(), serial).secret("Fobdesk:anna");
        let line = ["verify", "--fob", &serial_text, "--code", &hotp(&secret, next)];
        assert_eq!(office.done(&line)["verified"]["at_counter"], next, "{model}");
    }
    let anna = office.done(&["people", "show", "anna"]);
    assert_eq!(anna["tokens"].as_array().map(Vec::len), Some(makes.len()), "{anna}");
}

#[test]
fn a_fob_in_use_is_taken_in_and_then_is_a_fob_like_any_other() {
    let memory = TempDir::new().expect("a folder");
    let (mut stage, glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    std::fs::write(office.path("secret"), RFC_KEY_BASE32).expect("a file");
    stage.ykman_does(&format!("oath accounts add -o HOTP old {RFC_KEY_BASE32}"));
    let secret = glass.secret("old");
    let codes = [0, 1].map(|n| {
        let code = stage.ykman_does("oath accounts code -s old").trim().to_owned();
        assert_eq!(code, hotp(&secret, n));
        code
    });
    let (file, codes) = (office.name("secret"), codes.join(","));
    let line = [
        "adopt",
        "--fob",
        "12345678",
        "--person",
        "boris",
        "--secret-file",
        &file,
        "--codes",
        &codes,
    ];
    let adopted = office.done(&line);
    assert_eq!((&adopted["token"]["next"], &adopted["person"]), (&json!(2), &json!("boris")));
    let fob = office.first_fob();
    assert_eq!((&fob["state"], &fob["person"]), (&json!("assigned"), &json!("boris")));
    let (again, exit) = office.refused(&line);
    assert_eq!((&again["code"], exit), (&json!("already_ours"), 1));

    let line = ["issue", "--person", "boris", "--profile", "slot2-hotp", "--verify-later"];
    assert_eq!(office.done(&line)["token"]["state"], "written");
    let typed = stage.fob.press(2).expect("it types");
    office.done(&["verify", "--fob", "12345678", "--code", typed.trim()]);
    let third = stage.ykman_does("oath accounts code -s old");
    let verified = office.done(&["verify", "--fob", "12345678", "--code", third.trim()]);
    assert_eq!(verified["verified"]["at_counter"], 2);
}

#[test]
fn a_fob_taken_in_from_afar_is_known_when_it_is_plugged_in() {
    let memory = TempDir::new().expect("a folder");
    let (mut stage, glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    std::fs::write(office.path("secret"), RFC_KEY_BASE32).expect("a file");
    stage.ykman_does(&format!("oath accounts add -o HOTP old {RFC_KEY_BASE32}"));
    let codes = [0, 1].map(|n| hotp(&glass.secret("old"), n)).join(",");
    stage.fob.remove().expect("out");
    let file = office.name("secret");
    office.done(&[
        "adopt",
        "--fob",
        "12345678",
        "--person",
        "anna",
        "--secret-file",
        &file,
        "--codes",
        &codes,
    ]);
    stage.fob.insert().expect("in");
    let fob = office.first_fob();
    assert_eq!((&fob["state"], &fob["person"]), (&json!("assigned"), &json!("anna")));
    // What is written to it later goes to the same fob in the ledger.
    office.done(&["issue", "--person", "anna"]);
    let code = hotp(&glass.secret("Fobdesk:anna"), 1);
    office.done(&["verify", "--fob", "12345678", "--code", &code]);
    let (error, _) = office.refused(&["issue", "--person", "boris"]);
    assert_eq!(error["code"], "fob_taken");
}

#[test]
fn the_ledger_is_locked_unlocked_checked_and_tells_what_was_done() {
    let memory = TempDir::new().expect("a folder");
    let (stage, _glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    office.done(&["issue", "--person", "anna"]);
    assert_eq!(office.done(&["vault", "lock"])["locked"], true);
    let (error, exit) = office.refused(&["issue", "--person", "boris"]);
    assert_eq!((&error["code"], exit), (&json!("vault_locked"), 3));
    // Looking needs no ledger: the fob is there, and nobody's as far as can be said.
    let fob = office.first_fob();
    assert_eq!(
        (&fob["serial"], &fob["state"], &fob["person"]),
        (&json!("12345678"), &json!(null), &json!(null))
    );
    let states = |office: &Office| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("a word").to_owned();
        let checks = office.done(&["doctor"])["checks"].take();
        let checks = checks.as_array().expect("a list").clone();
        checks.iter().map(|check| (text(&check["name"]), text(&check["state"]))).collect()
    };
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let fobs = [("readers", "ok"), ("fobs", "ok"), ("rules", "ok")];
    assert_eq!(states(&office), pairs(&[&fobs[..], &[("ledger", "warn")]].concat()));
    assert_eq!(office.done(&["vault", "unlock"])["locked"], false);
    let ledger = [("ledger", "ok"), ("clock", "ok")];
    assert_eq!(states(&office), pairs(&[&fobs[..], &ledger].concat()));

    let log = office.done(&["log", "--fob", "12345678"]);
    let acts: Vec<&str> =
        log.as_array().expect("a list").iter().filter_map(|entry| entry["act"].as_str()).collect();
    assert_eq!(acts, ["issue.sealed", "issue.written", "issue.proven", "issue.given"]);
    let whole = office.done(&["log", "verify"]);
    assert_eq!((&whole["broken"], &whole["entries"]), (&json!(null), &json!(7)));
}

#[test]
fn a_fob_that_signed_in_elsewhere_is_put_in_step_at_the_desk_and_by_codes_over_the_telephone() {
    let memory = TempDir::new().expect("a folder");
    let (stage, glass) = Glass::stage(&memory, Model::Yubikey5, SERIAL);
    let office = Office::at(&stage.service);
    office.done(&["issue", "--person", "anna"]);
    let secret = glass.secret("Fobdesk:anna");
    // Another program asks the fob for codes: the ledger does not see it.
    for _ in 0..14 {
        stage.ykman_does("oath accounts code --single Fobdesk:anna");
    }
    let before = std::time::Instant::now();
    let shown = office.first_fob();
    println!(
        "a look with a glance at the credentials, the whole program: {:.0?}",
        before.elapsed()
    );
    let glance = &shown["glances"][0];
    assert_eq!((&glance["verdict"], &glance["place"]), (&json!("cannot_tell"), &json!("oath")));
    let checked = office.done(&["check", "--fob", "12345678"]);
    let found = json!([checked["verdict"], checked["from"], checked["next"], checked["spent"]]);
    assert_eq!(found, json!(["moved", 1, 17, 2]));
    assert_eq!(checked["say"], "14 ahead, put in step.");
    let codes = format!("{},{}", hotp(&secret, 60), hotp(&secret, 61));
    let synced = office.done(&["sync", "--person", "anna", "--codes", &codes]);
    assert_eq!((&synced["verdict"], &synced["next"]), (&json!("moved"), &json!(62)));
    let whose =
        office.done(&["whose", "--codes", &format!("{},{}", hotp(&secret, 63), hotp(&secret, 64))]);
    assert_eq!(whose["matches"][0]["person"], "anna");
    // The fob is behind the ledger now: somebody read out codes that it will make one day.
    let (behind, exit) = office.judged(&["check", "--fob", "12345678"]);
    assert_eq!((&behind["verdict"], &behind["next"], exit), (&json!("behind"), &json!(62), 1));
    stage.ykman_does("oath accounts delete --force Fobdesk:anna");
    let gone = &office.first_fob()["glances"][0];
    assert_eq!(gone["verdict"], "rewritten");
    let (rewritten, exit) = office.judged(&["check", "--fob", "12345678"]);
    assert_eq!(
        (&rewritten["verdict"], &rewritten["spent"], exit),
        (&json!("rewritten"), &json!(0), 1)
    );
}
