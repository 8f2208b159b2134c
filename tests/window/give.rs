//! The main job: a fob is written, proven and given, with the acts counted, and whatever gets in
//! the way of it.

mod slots;
mod touch;
mod trouble;
mod who;

use desk_tests::props::pcscd::Pcscd;
use fob_sim::Model;
use serde_json::{Value, json};

use crate::office::Office;
use crate::stage::Window;

/// One reader for a YubiKey.
pub(crate) fn service() -> Pcscd {
    Pcscd::start(&[Model::Yubikey5]).expect("a smart card service")
}

/// Waits until these steps are ticked off.
async fn ticked(window: &Window, steps: &[&str]) {
    for step in steps {
        window.see(&format!("[data-step={step}].done")).await;
    }
}

/// The live tokens of a person, as the ledger has them.
pub(crate) async fn tokens(window: &Window, login: &str) -> Vec<Value> {
    let person = window.ask(json!({ "do": "people_show", "login": login })).await;
    let all = person["tokens"].as_array().expect("a list").clone();
    let over = ["retired", "abandoned"].map(Value::from);
    all.into_iter().filter(|token| !over.contains(&token["state"])).collect()
}

/// The acts in the ledger about a fob, oldest first.
async fn acts(window: &Window, serial: &str) -> Vec<String> {
    let log = window.ask(json!({ "do": "history", "fob": serial, "person": null })).await;
    let entries = log.as_array().expect("a list").iter();
    entries.map(|entry| entry["act"].as_str().expect("a word").to_owned()).collect()
}

/// The code of that secret at a counter.
pub(crate) fn code(secret: &[u8], counter: u64) -> String {
    let key = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(secret.to_vec()));
    key.code(counter, hotp::Digits::SIX).to_string()
}

/// The only sheet in the folder for files.
fn sheet(office: &Office) -> Vec<u8> {
    let entries = std::fs::read_dir(office.files()).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let sheets: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "pdf")).collect();
    assert_eq!(sheets.len(), 1, "{sheets:?}");
    std::fs::read(&sheets[0]).expect("a sheet")
}
