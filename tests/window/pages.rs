//! The other pages: people, history, the doctor, and the search for everything.

use serde_json::json;
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

const LIST: &str = "login,name,email,department\n\
    anna,Anna Ek,anna@northwind.example,Sales\n\
    greta,Greta Holm,greta@northwind.example,Support\n\
    hugo,Hugo Lind,hugo@northwind.example,Support\n\
    ,Nobody At All,,\n";

/// A list is looked at before it is taken in.
async fn import(lang: [&str; 2], words: [&str; 7]) {
    let [import, new, refused, line, take, taken, people] = words;
    let office = Office::ready();
    std::fs::write(office.files().join("new-people.csv"), LIST).expect("a file");
    let window = Window::open(Opening { words: &lang, ..Opening::of(&office) }).await;
    let mut person = Person::at(&window, 3);
    person.key(Key::F2).await;
    window.says(&[people, "Carla Núñez"]).await;
    window.inspect(&format!("people-{}", lang[1])).await;
    person.clicks(import).await;
    let dialog = window.reads("[role=dialog]", take).await;
    for words in [new, refused, line, "5"] {
        assert!(dialog.contains(words), "{words:?}: {dialog}");
    }
    window.inspect(&format!("people-list-{}", lang[1])).await;
    // Looking has changed nothing.
    let find = json!({ "do": "people_find", "text": "greta" });
    assert_eq!(window.ask(find.clone()).await, json!([]));
    person.key(Key::Enter).await;
    window.says(&[taken, "Greta Holm"]).await;
    assert_eq!(window.ask(find).await[0]["department"], "Support");
    person.done("take a list of people in");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_people_is_looked_at_before_it_is_taken_in() {
    let words = [
        "Import a list",
        "New",
        "Not taken",
        "Line",
        "Take in 2 people",
        "2 people are added.",
        "6 people",
    ];
    import(["--lang", "en"], words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_people_is_taken_in_in_russian() {
    let words = [
        "Загрузить список",
        "Новые",
        "Не взяты",
        "Строка",
        "Взять 2 человек",
        "Добавлено 2 человека.",
        "6 человек",
    ];
    import(["--lang", "ru"], words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_by_typing_anywhere_and_gets_a_recovery_sheet() {
    let (service, office) = (super::give::service(), Office::ready());
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut person = Person::at(&window, 7);
    person.chord('k').await;
    window.see("[role=dialog]").await;
    person.types("Find anything", "dilan").await;
    window.reads("[role=dialog]", "Dilan Öztürk").await;
    window.inspect("find").await;
    person.key(Key::Enter).await;
    let card = window.see("[data-login=dilan] h2").await;
    assert_eq!(card, "Dilan Öztürk");
    window.says(&["No fobs. Plug one in and give it at the bench.", "No recovery sheet."]).await;
    person.clicks("Make a sheet").await;
    window.reads("[role=dialog]", "Recovery sheet for Dilan Öztürk").await;
    window.inspect("person-sheet").await;
    person.clicks("Save as text").await;
    let done = window.reads("[role=dialog]", "with 10 codes is saved:").await;
    person.key(Key::Enter).await;
    window.see_no("[role=dialog]").await;
    window.says(&["10 of 10 codes left"]).await;
    person.done("find a person and make a recovery sheet");
    window.inspect("person").await;

    // The codes are in the file, and nowhere on the page.
    let file = done.split("saved: ").nth(1).expect("a path").lines().next().expect("a path");
    let text = std::fs::read_to_string(file).expect("the sheet");
    let codes: Vec<&str> = text.lines().filter_map(|line| line.split(". ").nth(1)).collect();
    assert_eq!(codes.len(), 10, "{text}");
    let page = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    assert!(page.contains("Dilan"));
    assert!(codes.iter().all(|code| !page.contains(code)), "a code is on the page");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_tells_every_act_and_that_its_chain_is_whole() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            [
                "13 acts, chain unbroken",
                "Secret sealed",
                "Secret written to the fob",
                "Fob proven by a live code",
                "Fob given",
                "fob 12 345 678",
                "Anna",
            ],
        ),
        (
            ["--lang", "ru"],
            [
                "13 действий, цепочка цела",
                "Секрет запечатан",
                "Секрет записан на брелок",
                "Брелок проверен живым кодом",
                "Брелок выдан",
                "брелок 12 345 678",
                "anna",
            ],
        ),
    ] {
        let (service, office) = (super::give::service(), Office::ready());
        let glass = Glass::yubikey(&office, 12_345_678);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        let _fob = glass.plug(&service, 0);
        window.see(&glass.card()).await;
        let issue = json!({
            "do": "issue", "person": "anna", "profile": null, "fob": null, "overwrite": null,
        });
        window.ask(issue).await;
        let mut person = Person::at(&window, 2);
        person.key(Key::F10).await;
        window.says(&words[..6]).await;
        window.inspect(&format!("history-{}", lang[1])).await;
        person.types_anywhere("12345678").await;
        let acts = "return document.querySelectorAll('[data-act]').length";
        let four = || async { (window.run(acts, &[]).await == 4).then_some(()) };
        window.wait("the filter does not leave four acts", four).await;
        person.done("look what was done with a fob");
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_was_changed_from_outside_is_said_to_be_broken() {
    let office = Office::ready();
    // Somebody with access to the file takes an entry away.
    super::office::tamper(&office);
    let window = Window::open(Opening::of(&office)).await;
    let mut person = Person::at(&window, 1);
    person.key(Key::F10).await;
    let notice = window.see("[role=alert]").await;
    println!("{notice}");
    window.inspect("history-broken").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_what_is_wrong_and_what_to_do() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            ["Readers", "broken", "The computer's smart card service is not running.", "Ledger"],
        ),
        (
            ["--lang", "ru"],
            [
                "Считыватели",
                "не работает",
                "На компьютере не запущена служба смарт-карт.",
                "Хранилище",
            ],
        ),
    ] {
        let office = Office::ready();
        let window = Window::open(Opening { words: &lang, ..Opening::of(&office) }).await;
        let mut person = Person::at(&window, 1);
        person.clicks(if lang[1] == "en" { "Doctor" } else { "Доктор" }).await;
        window.see("[data-check=readers][data-state=fail]").await;
        window.says(&words).await;
        window.inspect(&format!("doctor-ill-{}", lang[1])).await;
        person.done("ask the doctor");
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_when_all_is_well() {
    let (service, office) = (super::give::service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let _fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 2);
    person.clicks("Doctor").await;
    window.see("[data-check=readers]").await;
    person.key(Key::F6).await;
    window.see("[data-check=readers][data-state=ok]").await;
    window.see("[data-check=ledger][data-state=ok]").await;
    window.inspect("doctor").await;
    person.done("ask the doctor twice");
    window.close().await;
}
