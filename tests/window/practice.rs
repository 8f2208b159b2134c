//! Practice: fobs made of software, in a ledger of their own, for whoever wants to learn.

use serde_json::json;
use thirtyfour::Key;

use crate::give::{service, tokens};
use crate::office::{ORGANISATION, Office};
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_empty_bench_somebody_practises_and_comes_back_to_the_real_desk() {
    let (service, office) = (service(), Office::ready());
    let window = Window::open(Opening::at(&office, &service)).await;
    window.says(&["Plug in a fob", ORGANISATION]).await;
    let mut person = Person::at(&window, 14);
    person.clicks("Try it with practice fobs").await;
    assert_eq!(window.see(".practice").await, "Practice: these fobs are software");
    window.see("[data-practice] [data-act=pull]").await;
    window.says(&["2 fobs are plugged in", "Nitrokey 3", "YubiKey 5"]).await;
    window.inspect("practice").await;
    person.clicks("Pull out").await;
    window.says(&["One fob is plugged in"]).await;
    person.clicks("Plug in").await;
    window.says(&["2 fobs are plugged in"]).await;
    // The practice ledger knows nobody yet.
    person.alt('2').await;
    person.types("Who is it for?", "Tim").await;
    person.key(Key::Enter).await;
    person.rewrites("Login", "tim").await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Tim").await;
    person.key(Key::Enter).await;
    window.see("[data-stage=sheet]").await;
    assert_eq!(tokens(&window, "tim").await[0]["state"], "assigned");
    person.clicks("No sheet").await;
    window.inspect("practice-given").await;
    person.clicks("End practice").await;
    window.says(&["Plug in a fob", ORGANISATION]).await;
    assert_eq!(window.read(".practice").await, None);
    // The real ledger has heard nothing of it.
    let find = json!({ "do": "people_find", "text": "tim" });
    assert_eq!(window.ask(find).await, json!([]));
    person.done("practise and come back");
    window.close().await;
    assert!(office.data().join("practice/ledger.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_fob_types_into_the_page_when_its_panel_is_pressed() {
    let office = Office::bare();
    let words = ["--practice=yubikey5", "--lang", "ru"];
    let window = Window::open(Opening { words: &words, ..Opening::of(&office) }).await;
    window.see("article[data-serial]").await;
    window.inspect("practice-ru").await;
    let mut person = Person::at(&window, 10);
    person.picks("Каким способом", "slot1-hotp").await;
    person.clicks("Для кого?").await;
    person.types("Для кого?", "tim").await;
    person.key(Key::Enter).await;
    person.types("Имя", "Тимофей").await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Тимофей").await;
    person.is_in("Для кого?").await;
    person.key(Key::Enter).await;
    person.is_in("короткое касание").await;
    person.clicks("Коротко").await;
    window.see("[data-stage=sheet]").await;
    window.says(&["Выдан: Тимофей"]).await;
    person.done("practise with a slot");
    window.close().await;
}
