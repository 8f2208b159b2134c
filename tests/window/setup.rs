//! The first start: a ledger is made, its recovery key saved and read back; then every morning's
//! start, with a passphrase or a keyring.

use serde_json::json;
use thirtyfour::Key;

use crate::office::{ORGANISATION, Office, PASSPHRASE};
use crate::person::Person;
use crate::stage::{Opening, Window};

/// The last six symbols of the saved recovery key.
fn read_back(office: &Office) -> String {
    let key = office.file("fobdesk-recovery-key.txt");
    let key = key.trim();
    key[key.len() - 6..].to_owned()
}

/// The words of a set-up in one language.
struct Words {
    lang: &'static str,
    title: &'static str,
    no_keyring: &'static str,
    organisation: &'static str,
    contact: &'static str,
    passphrase: &'static str,
    again: &'static str,
    differs: &'static str,
    key_title: &'static str,
    save: &'static str,
    saved: &'static str,
    last: &'static str,
    wrong: &'static str,
    done: &'static str,
}

const ENGLISH: Words = Words {
    lang: "en",
    title: "Set up this desk",
    no_keyring: "The ledger will open with a passphrase.",
    organisation: "Name of your organisation",
    contact: "How to reach your helpdesk",
    passphrase: "Passphrase for the ledger",
    again: "The same once more",
    differs: "The two are not the same.",
    key_title: "Put the recovery key on paper",
    save: "Save as text",
    saved: "Saved: ",
    last: "The last six characters of the key on the paper",
    wrong: "These are not the last six characters of the recovery key on the paper.",
    done: "The desk is set up. Keep the recovery key in a safe place.",
};

const RUSSIAN: Words = Words {
    lang: "ru",
    title: "Подготовка рабочего места",
    no_keyring: "Хранилище будет открываться по парольной фразе.",
    organisation: "Название организации",
    contact: "Как связаться с поддержкой",
    passphrase: "Парольная фраза хранилища",
    again: "Ещё раз то же самое",
    differs: "Фразы не совпадают.",
    key_title: "Ключ восстановления — на бумагу",
    save: "Сохранить текстом",
    saved: "Сохранено: ",
    last: "Последние шесть знаков ключа на бумаге",
    wrong: "Это не последние шесть знаков ключа восстановления",
    done: "Рабочее место готово. Храните ключ восстановления в надёжном месте.",
};

/// Three fields, a sheet, six symbols; wrong ones are told before they do harm.
async fn set_up(words: &Words, looked_at: bool) {
    let office = Office::bare();
    let lang = ["--lang", words.lang];
    let window = Window::open(Opening { words: &lang, asks: true, ..Opening::of(&office) }).await;
    window.says(&[words.title, words.no_keyring]).await;
    if looked_at {
        window.inspect("setup").await;
    }
    let mut person = Person::at(&window, 16);
    person.types(words.organisation, ORGANISATION).await;
    person.key(Key::Tab).await;
    person.types(words.contact, "+47 555 0123, room 12").await;
    // Past the line for the technician.
    person.key(Key::Tab).await;
    person.key(Key::Tab).await;
    person.types(words.passphrase, PASSPHRASE).await;
    person.key(Key::Tab).await;
    person.types(words.again, "something else").await;
    person.key(Key::Enter).await;
    window.says(&[words.differs]).await;
    if looked_at {
        window.inspect("setup-differs").await;
    }
    person.rewrites(words.again, PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.says(&[words.key_title]).await;
    if looked_at {
        window.inspect("setup-key").await;
    }
    assert_eq!(window.ask(json!({ "do": "setup_look" })).await["ledger"], false);
    person.clicks(words.save).await;
    window.says(&[words.saved]).await;
    person.types(words.last, "ZZZZZZ").await;
    person.key(Key::Enter).await;
    let notice = window.see("[data-code=check_group_wrong]").await;
    assert!(notice.contains(words.wrong), "{notice}");
    if looked_at {
        window.inspect("setup-wrong-group").await;
    }
    assert_eq!(window.ask(json!({ "do": "setup_look" })).await["ledger"], false);
    person.rewrites(words.last, &read_back(&office)).await;
    person.key(Key::Enter).await;
    window.says(&[words.done]).await;
    let card = window.ask(json!({ "do": "setup_look" })).await;
    assert_eq!((&card["open"], &card["organisation"]), (&json!(true), &json!(ORGANISATION)));
    person.done("set up a desk, with two mistakes");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_set_up_once_its_recovery_key_was_saved_and_read_back() {
    set_up(&ENGLISH, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn set_up_speaks_russian_too() {
    set_up(&RUSSIAN, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_that_is_given_up_leaves_nothing_behind() {
    let office = Office::bare();
    let window = Window::open(Opening { asks: true, ..Opening::of(&office) }).await;
    let mut person = Person::at(&window, 7);
    person.types("Name of your organisation", "Elsewhere").await;
    person.clicks("Passphrase for the ledger").await;
    person.types("Passphrase for the ledger", PASSPHRASE).await;
    person.key(Key::Tab).await;
    person.types("The same once more", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.says(&["Put the recovery key on paper"]).await;
    person.clicks("Back").await;
    window.says(&["Set up this desk"]).await;
    person.done("begin and give up");
    window.close().await;
    assert!(!office.data().join("ledger.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_desk_opens_with_its_passphrase_and_says_which_one_was_wrong() {
    let office = Office::ready();
    let window = Window::open(Opening { asks: true, ..Opening::of(&office) }).await;
    window.says(&["The ledger is locked", "It opens with its passphrase."]).await;
    window.inspect("unlock").await;
    let mut person = Person::at(&window, 4);
    person.types("Passphrase", "not this one").await;
    person.key(Key::Enter).await;
    let notice = window.see("[data-code=passphrase_wrong]").await;
    assert!(notice.contains("This passphrase does not open the ledger."), "{notice}");
    window.inspect("unlock-wrong").await;
    person.rewrites("Passphrase", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Bench").await;
    assert!(window.see("aside").await.contains(ORGANISATION));
    person.done("open in the morning, with one mistake");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_locked_by_one_chord_and_says_so_in_russian() {
    let office = Office::ready();
    let words = ["--lang", "ru"];
    let window = Window::open(Opening { words: &words, asks: true, ..Opening::of(&office) }).await;
    window.says(&["Хранилище заперто", "Оно открывается по парольной фразе."]).await;
    let mut person = Person::at(&window, 5);
    person.types("Парольная фраза", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Верстак").await;
    person.chord('l').await;
    window.says(&["Хранилище заперто"]).await;
    // Nothing of the people is left to be read, by no way.
    let asked = window.invoke("call", json!({ "ask": { "do": "people_find", "text": "" } })).await;
    assert_eq!(asked["thrown"]["code"], "vault_locked", "{asked}");
    person.types("Парольная фраза", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Верстак").await;
    person.done("unlock, lock, unlock");
    window.close().await;
}
