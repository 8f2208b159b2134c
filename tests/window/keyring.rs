//! A desk whose key lies in the keyring of a desktop session: set up without a passphrase, open by
//! itself, and what one reads when the keyring is not there, or shut, or has lost the key.

#[path = "../pcsc/fobctl/session.rs"]
mod session;

use thirtyfour::Key;

use crate::office::{ORGANISATION, Office};
use crate::person::Person;
use crate::stage::{Opening, Window};

use session::{Keyring, Session};

/// A window in that session.
async fn window(office: &Office, session: &Session, lang: &str) -> Window {
    let bus = Some(session.address());
    let words = ["--lang", lang];
    Window::open(Opening { asks: true, bus, words: &words, ..Opening::of(office) }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_a_keyring_nobody_needs_a_passphrase() {
    let office = Office::bare();
    let session = Session::start(office.path(), Keyring::Open);
    let desk = window(&office, &session, "en").await;
    desk.says(&["This computer's keyring will keep the ledger's key."]).await;
    desk.inspect("setup-keyring").await;
    let mut person = Person::at(&desk, 5);
    person.types("Name of your organisation", ORGANISATION).await;
    person.key(Key::Enter).await;
    person.clicks("Save as text").await;
    desk.says(&["Saved: "]).await;
    let key = office.file("fobdesk-recovery-key.txt");
    let key = key.trim();
    person.types("The last six characters", &key[key.len() - 6..]).await;
    person.key(Key::Enter).await;
    desk.reads("h1", "Bench").await;
    person.done("set up a desk with a keyring");
    desk.close().await;

    // The next morning: it opens by itself.
    let desk = window(&office, &session, "ru").await;
    desk.reads("h1", "Верстак").await;
    desk.close().await;

    // Somebody has tidied the keyring up.
    let entries = session.entries();
    assert!(!entries.is_empty(), "the key is in the keyring");
    entries.iter().for_each(|entry| session.delete(entry));
    let desk = window(&office, &session, "en").await;
    let notice = desk.see("[data-code=keyring_missing]").await;
    let what = "The ledger is here, but its key is not in this computer's keyring.";
    assert!(notice.contains(what), "{notice}");
    desk.inspect("unlock-no-key").await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyring_that_is_shut_or_missing_is_named() {
    let office = Office::bare();
    let session = Session::start(office.path(), Keyring::None);
    let desk = window(&office, &session, "ru").await;
    desk.says(&[
        "Хранилище будет открываться по парольной фразе.",
        "На этом компьютере не запущена связка ключей.",
    ])
    .await;
    desk.close().await;
    drop(session);
    let session = Session::start(office.path(), Keyring::Shut);
    let desk = window(&office, &session, "en").await;
    desk.says(&["The ledger will open with a passphrase."]).await;
    desk.see("[data-code=keyring_no_collection]").await;
    desk.close().await;
}
