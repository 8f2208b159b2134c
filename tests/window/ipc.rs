//! What passes between the page and the desk during the main job, both ways, word for word: no
//! seed and no key is in it, in any spelling.

#[path = "../desk/canary/search.rs"]
mod search;

use std::collections::BTreeSet;

use serde_json::json;
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::give::service;
use crate::office::{Office, PASSPHRASE};
use crate::person::Person;
use crate::stage::{Opening, Window};

use search::{Canaries, files_in};

/// Keeps everything that the page says (it says it by `fetch`) and hears (each answer and each
/// event is a callback).
const RECORD: &str = "window.heard = [];
    window.told = [];
    const text = (thing) => thing instanceof Uint8Array || thing instanceof ArrayBuffer
        ? [...new Uint8Array(thing)].join(',') : typeof thing === 'string' ? thing
        : JSON.stringify(thing);
    const plain = window.fetch;
    window.fetch = (to, how) => {
        window.told.push(`${to} ${text(how?.body)}`);
        return plain.call(window, to, how);
    };
    const { callbacks } = window.__TAURI_INTERNALS__;
    const get = callbacks.get.bind(callbacks);
    callbacks.get = (id) => {
        const hear = get(id);
        return hear && ((said) => { window.heard.push(text(said)); return hear(said); });
    };";

#[tokio::test(flavor = "multi_thread")]
async fn no_seed_and_no_key_ever_passes_between_the_page_and_the_desk() {
    let (service, office) = (service(), Office::bare());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening { asks: true, ..Opening::at(&office, &service) }).await;
    window.run(RECORD, &[]).await;

    // Set-up, somebody new, an entry for codes with its sheet, a slot with a pressed code.
    let mut person = Person::at(&window, 40);
    person.clicks("Name of your organisation").await;
    person.types("Name of your organisation", "Northwind").await;
    person.clicks("Passphrase for the ledger").await;
    person.types("Passphrase for the ledger", PASSPHRASE).await;
    person.clicks("The same once more").await;
    person.types("The same once more", PASSPHRASE).await;
    person.key(Key::Enter).await;
    person.clicks("Save as text").await;
    let key = || async {
        let path = office.files().join("fobdesk-recovery-key.txt");
        std::fs::read_to_string(path).ok().filter(|key| key.ends_with('\n'))
    };
    let key = window.wait("there is no recovery key", key).await;
    let key = key.trim();
    person.types("The last six characters", &key[key.len() - 6..]).await;
    person.key(Key::Enter).await;
    window.says(&["Plug in a fob"]).await;
    let mut fob = person.plugs(&service, 0, &glass.fob());
    window.see(&glass.card()).await;
    person.types("Who is it for?", "Greta Holm").await;
    person.key(Key::Enter).await;
    person.types("Login", "greta").await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Greta Holm").await;
    person.is_in("Who is it for?").await;
    person.key(Key::Enter).await;
    person.clicks("Save as text").await;
    window.see("[data-stage=done]").await;
    person.key(Key::Enter).await;
    person.is_in("Who is it for?").await;
    person.picks("How", "slot1-hotp").await;
    person.clicks("Who is it for?").await;
    person.types("Who is it for?", "greta").await;
    person.key(Key::Enter).await;
    person.is_in("Press the fob").await;
    person.presses(&mut fob, 1, false).await;
    window.see("[data-stage=sheet]").await;
    person.key(Key::F2).await;
    window.reads("[role=listbox]", "Greta Holm").await;
    person.key(Key::F10).await;
    window.says(&["Fob given"]).await;

    // What is searched for, and where it must be found.
    let entry = glass.secret("Northwind:greta");
    let slot = glass.slot_secret(1).expect("a secret");
    // What of it lies in one piece in the fob.
    let slot = &slot[..16];
    let mut seeds = Canaries::default();
    seeds.add("the entry's seed", &entry);
    seeds.add("the slot's seed", slot);
    let kept = seeds.found_in_files(&[office.path().join("12345678.fob")]);
    assert_eq!(&kept, seeds.names(), "the search finds the seeds in the fob");
    let mut secrets = Canaries::default();
    secrets.add_text("the recovery key", key);
    let sheet = files_in(&office.files()).into_iter().map(std::fs::read_to_string);
    let sheet: String = sheet.flatten().collect();
    for line in sheet.lines() {
        if let Some((_, code)) = line.split_once(". ") {
            secrets.add_text("a recovery code", code);
        }
    }
    assert_eq!(secrets.names().len(), 2, "{sheet}");

    let said = window.run("return [window.told, window.heard, [document.body.outerHTML]]", &[]);
    let said = said.await;
    let lines = |at: usize| -> Vec<u8> {
        let lines = said[at].as_array().expect("a list").iter();
        lines.flat_map(|line| [line.as_str().expect("text").as_bytes(), b"\n"].concat()).collect()
    };
    let (told, heard, page) = (lines(0), lines(1), lines(2));
    println!("the page said {} bytes and heard {}", told.len(), heard.len());
    let mut control = Canaries::default();
    control.add("the serial", b"12345678");
    let found = BTreeSet::from(["the serial".to_owned()]);
    assert_eq!(control.found_in(&heard), found);
    for act in ["setup_begin", "people_add", "issue", "verify", "codes_issue"] {
        let act = json!({ "do": act }).to_string();
        let act = act.trim_matches(['{', '}']);
        assert!(String::from_utf8_lossy(&told).contains(act), "{act} was not recorded");
    }
    assert!(String::from_utf8_lossy(&heard).contains("\"proven\""), "no event was recorded");
    for (place, hay) in
        [("what the page said", &told), ("what it heard", &heard), ("the page", &page)]
    {
        seeds.must_not_be_in(place, hay);
        secrets.must_not_be_in(place, hay);
    }
    // The passphrase goes in once and never comes back.
    let mut passphrase = Canaries::default();
    passphrase.add_text("the passphrase", PASSPHRASE);
    assert_eq!(passphrase.found_in(&told).len(), 1);
    passphrase.must_not_be_in("what the page heard", &heard);
    passphrase.must_not_be_in("the page", &page);
    window.close().await;
    // Nor does the web view keep any of it.
    for file in files_in(office.path()) {
        let name = file.display().to_string();
        if ["files/", ".fob", "passphrase"].iter().all(|part| !name.contains(part)) {
            let bytes = std::fs::read(&file).unwrap_or_default();
            seeds.must_not_be_in(&name, &bytes);
            secrets.must_not_be_in(&name, &bytes);
            passphrase.must_not_be_in(&name, &bytes);
        }
    }
}
