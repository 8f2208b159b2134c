//! A desk as it looks in the middle of a day: every page of it, in both languages and themes.

use fob_sim::Model;
use serde_json::json;
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::give::{code, service};
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

/// Gives whatever is plugged in, as somebody did this morning.
async fn given(window: &Window, login: &str, profile: &str) {
    let issue = json!({
        "do": "issue", "person": login, "profile": profile, "fob": null, "overwrite": null,
    });
    window.ask(issue).await;
}

/// A whole day's pages; the words are those that a hand needs.
async fn day(lang: &str, words: [&str; 9]) {
    let [who, people, history, doctor, all_well, holder, first, second, whom] = words;
    let (service, office) = (service(), Office::ready());
    let words = ["--lang", lang];
    let window = Window::open(Opening { words: &words, ..Opening::at(&office, &service) }).await;
    for (serial, login) in [(14_102_853, "boris"), (14_102_855, "anna")] {
        let glass = Glass::new(&office, Model::Yubikey5, serial);
        let fob = glass.plug(&service, 0);
        window.see(&glass.card()).await;
        given(&window, login, "oath-hotp").await;
        drop(fob);
        window.see_no("article").await;
    }
    let codes = json!({
        "do": "codes_issue", "login": "anna", "count": null, "to": { "kind": "pdf" },
    });
    window.ask(codes).await;

    let glass = Glass::yubikey(&office, 14_102_857);
    let _fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 13);
    person.types(who, "carla").await;
    person.key(Key::Enter).await;
    window.see("[data-stage=sheet]").await;
    window.inspect(&format!("gallery-{lang}-bench")).await;
    person.clicks(people).await;
    person.clicks("Anna Ek").await;
    window.see("[data-login=anna] h3").await;
    window.inspect(&format!("gallery-{lang}-people")).await;
    // Every act has its sentence.
    let names = "return [...document.querySelectorAll('[data-act]')]
        .filter((it) => it.innerText.includes(it.dataset.act)).map((it) => it.dataset.act)";
    assert_eq!(window.run(names, &[]).await, json!([]), "acts without a sentence");
    // Her fob was pressed in a pocket.
    let secret = Glass::yubikey(&office, 14_102_855).secret("Northwind Helpdesk:anna");
    person.key(Key::F3).await;
    person.types(holder, "anna").await;
    person.types(first, &code(&secret, 38)).await;
    person.types(second, &code(&secret, 39)).await;
    window.see("[data-verdict=moved][data-recorded=true]").await;
    window.inspect(&format!("gallery-{lang}-sync")).await;
    // Somebody calls who has no fob at hand.
    person.key(Key::F5).await;
    person.types(whom, "anna").await;
    window.see("[data-holder=anna]").await;
    window.see("[data-set]").await;
    window.inspect(&format!("gallery-{lang}-recovery")).await;
    person.clicks(history).await;
    window.see("[data-act='issue.given']").await;
    assert_eq!(window.run(names, &[]).await, json!([]), "acts without a sentence");
    window.inspect(&format!("gallery-{lang}-history")).await;
    person.clicks(doctor).await;
    window.see("[data-check=readers][data-state=ok]").await;
    window.says(&[all_well]).await;
    window.inspect(&format!("gallery-{lang}-doctor")).await;
    person.key(Key::F9).await;
    window.see("[data-rule='suspend.for_good'][data-value=yes]").await;
    window.inspect(&format!("gallery-{lang}-settings")).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_in_order_in_the_middle_of_a_day() {
    let words = [
        "Who is it for?",
        "People",
        "History",
        "Doctor",
        "All is well",
        "Who has the fob?",
        "First code",
        "Second code",
        "Who is it?",
    ];
    day("en", words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_in_order_in_russian() {
    let words = [
        "Для кого?",
        "Люди",
        "История",
        "Доктор",
        "Всё в порядке",
        "У кого брелок?",
        "Первый код",
        "Второй код",
        "Кто это?",
    ];
    day("ru", words).await;
}
