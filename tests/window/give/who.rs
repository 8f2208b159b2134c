//! Whom the fob is for, and which fob: somebody new, one of several, somebody with a common name.

use desk_tests::props::pcscd::Pcscd;
use fob_sim::Model;
use serde_json::json;
use thirtyfour::Key;

use super::{service, tokens};
use crate::fobs::Glass;
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_is_added_on_the_spot_and_gets_the_fob() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut person = Person::at(&window, 6);
    let _fob = person.plugs(&service, 0, &glass.fob());
    window.see(&glass.card()).await;
    person.types("Who is it for?", "Greta Holm").await;
    window.says(&["Add “Greta Holm” as a new person"]).await;
    window.inspect("give-nobody").await;
    person.key(Key::Enter).await;
    window.see("[data-new-person]").await;
    person.types("Login", "greta").await;
    window.inspect("give-new-person").await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Greta Holm").await;
    person.is_in("Who is it for?").await;
    person.key(Key::Enter).await;
    window.see("[data-stage=sheet]").await;
    window.says(&["Given to Greta Holm"]).await;
    assert_eq!(tokens(&window, "greta").await.len(), 1);
    person.done("give a fob to somebody new");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_fobs_the_one_that_was_chosen_is_given() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            [
                "Who is it for?",
                "Which fob?",
                "2 fobs are plugged in. Choose one",
                "Given to Anna Ek",
            ],
        ),
        (
            ["--lang", "ru"],
            ["Для кого?", "Какой брелок?", "Вставлено 2 брелока. Выберите один", "Выдан: Anna Ek"],
        ),
    ] {
        let [who, which, choose, given] = words;
        let service = Pcscd::start(&[Model::Yubikey5, Model::Nitrokey3]).expect("a service");
        let office = Office::ready();
        let left = Glass::yubikey(&office, 12_345_678);
        let right = Glass::new(&office, Model::Nitrokey3, 7_654_321);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        let _left = left.plug(&service, 0);
        window.see(&left.card()).await;
        let mut person = Person::at(&window, 4);
        let _right = person.plugs(&service, 1, &right.fob());
        window.see(&right.card()).await;
        window.says(&[which, choose]).await;
        person.types(who, "anna").await;
        window.reads("#give-title", "Anna Ek").await;
        window.inspect(&format!("give-two-{}", lang[1])).await;
        // Nobody has said which one: Enter asks for it, and gives none.
        person.alt('2').await;
        window.see(&format!("{}.chosen", right.card())).await;
        person.key(Key::Enter).await;
        window.see("[data-stage=sheet]").await;
        window.says(&[given]).await;
        person.done("give one of two fobs");
        let token = &tokens(&window, "anna").await[0];
        assert_eq!(token["fob"], json!("7654321"), "{token}");
        assert!(left.slot_secret(1).is_none());
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_people_the_marked_one_is_meant() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let _fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 4);
    person.types("Who is it for?", "northwind").await;
    window.reads("[role=listbox]", "Dilan Öztürk").await;
    window.inspect("give-search").await;
    person.key(Key::Down).await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Борис Иванов").await;
    assert!(tokens(&window, "boris").await.is_empty(), "choosing somebody gives nothing yet");
    person.key(Key::Enter).await;
    window.says(&["Given to Борис Иванов"]).await;
    person.done("give a fob to one of several");
    window.close().await;
}
