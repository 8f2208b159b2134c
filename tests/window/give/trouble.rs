//! What gets in the way: the fob is pulled in the middle, a slot is locked, no service runs.

use serde_json::json;
use thirtyfour::Key;

use super::{code, service, tokens};
use crate::fobs::{Glass, vanishing};
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

/// Pulls the fob in the middle of the work and brings it back; what one reads meanwhile.
async fn pulled(lang: [&str; 2], words: [&str; 4], after: u32, look: Option<&str>) -> String {
    let [who, broke, comes_back, given] = words;
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
    let mut fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    vanishing(&mut fob, after, "unanswered").await;
    let mut person = Person::at(&window, 3);
    person.types(who, "anna").await;
    person.key(Key::Enter).await;
    let notice = window.see("[data-stage=pulled] [data-left]").await;
    assert!(notice.contains(broke) && notice.contains(comes_back), "{notice}");
    let left = "return document.querySelector('[data-stage=pulled] [data-left]').dataset.left";
    let left = window.run(left, &[]).await.as_str().expect("a word").to_owned();
    if let Some(name) = look {
        window.inspect(name).await;
    }
    person.replugs(&mut fob);
    // It goes on by itself.
    window.see("[data-stage=sheet]").await;
    window.says(&[given]).await;
    person.done("give a fob that is pulled in the middle and brought back");
    let given = tokens(&window, "anna").await;
    assert_eq!(given.len(), 1, "{given:?}");
    assert_eq!(given[0]["state"], "assigned");
    // Whatever was asked of the fob twice, the ledger is not behind it.
    let next = given[0]["next"].as_u64().expect("a counter");
    let next = code(&glass.secret("Northwind Helpdesk:anna"), next);
    let verify = json!({ "do": "verify", "token": null, "fob": "12345678", "code": next });
    assert_eq!(window.ask(verify).await["token"]["state"], "assigned");
    window.close().await;
    format!("{left}: {notice}")
}

const ENGLISH: [&str; 4] = [
    "Who is it for?",
    "The connection to the fob broke in the middle of the work.",
    "Plug fob 12 345 678 in again: the work goes on by itself.",
    "Given to Anna Ek",
];
const RUSSIAN: [&str; 4] = [
    "Для кого?",
    "Связь с брелоком оборвалась посреди работы.",
    "Вставьте брелок 12 345 678 снова: работа продолжится сама.",
    "Выдан: Anna Ek",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_pulled_before_the_write_is_as_it_was_and_the_work_goes_on_when_it_returns() {
    let told = pulled(["--lang", "en"], ENGLISH, 2, Some("give-pulled")).await;
    assert!(told.starts_with("untouched") && told.contains("The fob is as it was."), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_pulled_during_the_write_is_not_to_be_handed_out_and_the_work_goes_on() {
    let told = pulled(["--lang", "ru"], RUSSIAN, 10, Some("give-pulled-ru")).await;
    let said = match &told[..6] {
        "unsure" => "Неизвестно, принял ли брелок новый секрет: не выдавайте его.",
        _ => "В брелоке уже новый секрет, но он ещё не проверен.",
    };
    assert!(!told.starts_with("untouched") && told.contains(said), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_pulled_during_the_proof_has_the_secret_and_the_work_goes_on() {
    let told = pulled(["--lang", "en"], ENGLISH, 14, None).await;
    let said = match &told[..6] {
        "unsure" => "The fob may or may not have taken the new secret: do not hand it out.",
        _ => "The fob holds the new secret, but is not proven yet.",
    };
    assert!(!told.starts_with("untouched") && told.contains(said), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_slot_is_said_to_be_locked_and_the_fob_is_as_it_was() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            [
                "Who is it for?",
                "How",
                "Slot 1 of the fob is locked with an access code that Fobdesk does not know.",
                "The fob is as it was.",
                "Choose a profile for the other slot, or take another fob.",
            ],
        ),
        (
            ["--lang", "ru"],
            [
                "Для кого?",
                "Каким способом",
                "Слот 1 брелока закрыт кодом доступа, которого Fobdesk не знает.",
                "Брелок остался прежним.",
                "Выберите профиль для другого слота или возьмите другой брелок.",
            ],
        ),
    ] {
        let [who, how, locked, left, now] = words;
        let (service, office) = (service(), Office::ready());
        let glass = Glass::yubikey(&office, 12_345_678);
        glass.used_elsewhere("010203040506");
        let before = glass.slot_secret(1);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        let _fob = glass.plug(&service, 0);
        window.see(&glass.card()).await;
        let mut person = Person::at(&window, 6);
        person.picks(how, "slot1-hotp").await;
        person.clicks(who).await;
        person.types(who, "anna").await;
        person.key(Key::Enter).await;
        window.see("[data-code=slot_in_use]").await;
        person.types("", "5678").await;
        person.key(Key::Enter).await;
        let notice = window.see("[data-code=slot_protected]").await;
        for words in [locked, left, now] {
            assert!(notice.contains(words), "{words:?}: {notice}");
        }
        assert_eq!(glass.slot_secret(1), before);
        window.inspect(&format!("give-locked-slot-{}", lang[1])).await;
        person.done("try a locked slot");
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_service_the_bench_says_so_in_russian_too() {
    let office = Office::ready();
    let words = ["--lang", "ru"];
    let window = Window::open(Opening { words: &words, ..Opening::of(&office) }).await;
    let notice = window.see("[role=alert][data-code=no_service]").await;
    assert!(notice.contains("На компьютере не запущена служба смарт-карт."), "{notice}");
    assert!(notice.contains("Посмотреть снова"), "{notice}");
    window.inspect("bench-no-service-ru").await;
    window.close().await;
}
