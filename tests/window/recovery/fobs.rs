//! A fob that is lost, found, taken back or retired.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::give::{service, tokens};
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};
use crate::sync::{ANNAS, anna_has};

/// What the ledger says of Anna's only token.
async fn state(window: &Window) -> Value {
    tokens(window, "anna").await[0]["state"].clone()
}

/// What the desk says of a code of Anna's.
async fn verdict(window: &Window, code: &str) -> Value {
    let ask = json!({ "do": "codes_verify", "login": "anna", "code": code });
    window.ask(ask).await["verdict"].clone()
}

/// Reports Anna's fob lost, as on another day; the code for the meantime.
async fn lost(window: &Window) -> String {
    let ask = json!({
        "do": "lost", "person": "anna", "fob": null, "reason": "Left on a train",
        "uses": 3, "minutes": 60,
    });
    let fate = window.ask(ask).await;
    fate["emergency"]["code"].as_str().expect("a code").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_fob_is_out_of_use_in_five_acts_and_the_code_is_shown_once() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            ["Who is it?", "What happened?", "Emergency code for Anna Ek", "Works once", "Done"],
        ),
        (
            ["--lang", "ru"],
            ["Кто это?", "Что случилось?", "Аварийный код: Anna Ek", "Действует 1 раз", "Готово"],
        ),
    ] {
        let [who, happened, title, once, done] = words;
        let (service, office) = (service(), Office::ready());
        let glass = Glass::yubikey(&office, 12_345_678);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        anna_has(&window, &service, &glass).await;

        let mut person = Person::at(&window, 5);
        person.key(Key::F5).await;
        person.types(who, "anna").await;
        window.see("[data-holder=anna]").await;
        person.key(Key::F7).await;
        person.is_in(happened).await;
        window.inspect(&format!("recovery-lost-{}", lang[1])).await;
        person.types_anywhere("1").await;
        person.key(Key::Enter).await;
        let shown = window.see("[data-emergency]").await;
        person.done("a fob is lost, with a code for the meantime");
        assert!(shown.contains(title) && shown.contains(once), "{shown}");
        assert_eq!(state(&window).await, "lost");
        window.inspect(&format!("recovery-emergency-{}", lang[1])).await;
        let read = window.see("[data-emergency-code]").await;
        let code: String = read.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(code.len(), 10, "{read}");

        let mut person = Person::at(&window, 2);
        // One Enter too many hides nothing.
        person.key(Key::Enter).await;
        window.see("[data-emergency-code]").await;
        person.clicks(done).await;
        window.see_no("[data-emergency]").await;
        person.done("the code was read out");
        let digits = "return document.documentElement.textContent.replace(/\\D/g, '')";
        let digits = window.run(digits, &[]).await.to_string();
        assert!(!digits.contains(&code), "the code is still there");
        assert_eq!(verdict(&window, &code).await, "accepted");
        assert_eq!(verdict(&window, &code).await, "used");
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_found_fob_goes_back_with_one_enter_and_the_way_in_ends() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let code = lost(&window).await;
    assert_eq!(verdict(&window, &code).await, "accepted");

    let mut person = Person::at(&window, 3);
    let _fob = person.plugs(&service, 0, &glass.fob());
    window.reads("[data-found=lost] [data-fate]:focus", "Give it back to Anna Ek").await;
    // Nobody is offered to give it to somebody else.
    assert_eq!(window.read("[data-give]").await, None);
    window.inspect("recovery-found").await;
    person.key(Key::Enter).await;
    window.see_no("[data-found]").await;
    person.done("a lost fob is found");
    assert_eq!(state(&window).await, "assigned");
    assert_eq!(verdict(&window, &code).await, "void");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_found_fob_stays_out_of_use_or_is_retired() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    lost(&window).await;
    let mut person = Person::at(&window, 5);
    let _fob = person.plugs(&service, 0, &glass.fob());
    window.see("[data-found=lost]").await;
    person.clicks("Keep it out of use").await;
    window.reads("[data-found=lost]", "It stays out of use.").await;
    assert_eq!(state(&window).await, "lost");
    window.inspect("recovery-kept").await;
    person.clicks("Decide again").await;
    person.clicks("Retire it").await;
    window.reads("[data-found=lost]", "Retire it for good?").await;
    window.inspect("recovery-retire").await;
    person.clicks("Retire it").await;
    window.see("[data-found=retired]").await;
    person.done("keep a found fob out of use, then retire it");
    window.inspect("recovery-retired").await;
    assert!(tokens(&window, "anna").await.is_empty());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_taken_back_and_emptied_in_three_acts() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    assert!(glass.holds(ANNAS));

    let mut person = Person::at(&window, 3);
    let fob = person.plugs(&service, 0, &glass.fob());
    window.see("[data-take-back]").await;
    person.key(Key::F8).await;
    window.see("[role=dialog] [data-do]:focus").await;
    window.reads("[role=dialog]", "OATH").await;
    window.inspect("recovery-take-back").await;
    person.key(Key::Enter).await;
    window.see_no("[role=dialog]").await;
    person.done("take a fob back and empty it");
    window.see_no("[data-take-back]").await;
    let log = window.ask(json!({ "do": "history", "fob": "12345678", "person": null })).await;
    let acts: Vec<_> = log.as_array().expect("a list").iter().map(|one| &one["act"]).collect();
    assert!(acts.ends_with(&[&json!("fob.returned"), &json!("fob.wiped")]), "{acts:?}");
    drop(fob);
    window.see_no("article").await;
    assert!(!glass.holds(ANNAS), "it still holds what was given out");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_that_is_not_plugged_in_is_retired_on_its_persons_page() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 5);
    person.key(Key::F2).await;
    window.says(&["Anna Ek"]).await;
    person.clicks("Anna Ek").await;
    person.clicks("Retire").await;
    window.reads("[role=dialog]", "Retire a fob of Anna Ek").await;
    person.is_in("Why?").await;
    person.types_anywhere("1").await;
    window.inspect("person-retire").await;
    person.key(Key::Enter).await;
    window.see_no("[role=dialog]").await;
    person.done("retire a fob");
    assert!(tokens(&window, "anna").await.is_empty());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_fob_is_found_with_the_search_for_everything_and_shows_on_its_persons_page() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 7);
    person.chord('k').await;
    person.types("Find anything", "a fob is lost").await;
    window.reads("[role=dialog]", "A fob is lost").await;
    person.key(Key::Enter).await;
    person.types("Who is it?", "anna").await;
    person.types("What happened?", "Left in a taxi").await;
    person.clicks("Emergency code").await;
    person.clicks("Take it out of use").await;
    window.reads("[data-answer=done]", "is out of use.").await;
    assert_eq!(window.read("[data-emergency]").await, None);
    person.done("a fob is lost, found with the search, without a code");
    assert_eq!(state(&window).await, "lost");

    let mut person = Person::at(&window, 3);
    person.key(Key::F2).await;
    window.reads("#people-list [data-login=anna]", "fob lost").await;
    window.inspect("people-lost").await;
    person.clicks("Anna Ek").await;
    window.see("[data-fob='12345678'][data-state=lost]").await;
    window.inspect("person-lost").await;
    person.clicks("No fob at hand").await;
    person.is_in("Recovery code").await;
    person.done("from the person's page to recovery");
    window.close().await;
}
