//! Who works at the window: the first operator, signing in, and a second one who releases.

use serde_json::json;
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

const ADA: &str = "correct horse battery";
const OLGA: &str = "staple of another kind";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_operator_is_added_in_the_window_and_from_then_on_everybody_signs_in() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let mut person = Person::at(&window, 99);
    person.key(Key::F9).await;
    window.says(&["Nobody is enrolled"]).await;
    person.clicks("Add an operator").await;
    person.types("Name", "Ada Ek").await;
    person.key(Key::Tab).await;
    person.types("Login", "ada").await;
    person.key(Key::Tab).await;
    person.key(Key::Tab).await;
    person.types("Passphrase of the operator", ADA).await;
    person.key(Key::Tab).await;
    person.types("The same once more", ADA).await;
    window.inspect("operators-add").await;
    person.key(Key::Enter).await;
    window.reads("h1", "Who is at the desk?").await;
    window.inspect("operators-sign-in").await;
    person.types("Login", "ada").await;
    person.key(Key::Enter).await;
    person.types("Passphrase", "wrong wrong wrong").await;
    person.key(Key::Enter).await;
    window.see("[data-code=sign_in_wrong]").await;
    window.inspect("operators-sign-in-wrong").await;
    // What was wrong is selected: one types over it.
    person.types_anywhere(ADA).await;
    person.key(Key::Enter).await;
    window.says(&["Ada Ek", "Administrator"]).await;

    let add = json!({
        "do": "operator_add", "login": "olga", "name": "Olga P", "role": "helpdesk",
        "person": null, "passphrase": OLGA,
    });
    window.ask(add).await;
    person.key(Key::F9).await;
    window.see("[data-operator=olga]").await;
    window.inspect("operators-settings").await;

    // For good: Ada asks, Olga stands beside her.
    person.key(Key::F5).await;
    person.types("Who is it?", "erik").await;
    window.see("[data-holder=erik]").await;
    person.key(Key::F8).await;
    window.see("[data-way=days]").await;
    person.clicks("For good").await;
    window.reads("[data-release]", "erik does without a fob, for good").await;
    window.inspect("operators-release").await;
    let waits = window.ask(json!({ "do": "people_show", "login": "erik" })).await;
    assert_eq!(waits["suspended"], json!(null), "nothing is done yet");
    person.types("Login of the second operator", "olga").await;
    person.key(Key::Tab).await;
    person.types("Passphrase", OLGA).await;
    person.key(Key::Enter).await;
    window.see_no("[data-release]").await;
    let done = window.ask(json!({ "do": "people_show", "login": "erik" })).await;
    assert!(done["suspended"].is_object(), "{done}");
    window.says(&["Ada Ek"]).await;

    // Ctrl+L, and the next one.
    person.chord('l').await;
    window.reads("h1", "Who is at the desk?").await;
    let asked = json!({ "ask": { "do": "people_find", "text": "" } });
    let refused = window.invoke("call", asked).await;
    assert_eq!(refused["thrown"]["code"], "sign_in_needed", "{refused}");
    // It is Ada's name that stands there, and the keyboard is where her passphrase would go.
    person.is_in("Passphrase").await;
    window.run("document.querySelector('[name=login]').select()", &[]).await;
    person.rewrites("Login", "olga").await;
    person.key(Key::Enter).await;
    person.types("Passphrase", OLGA).await;
    person.key(Key::Enter).await;
    window.says(&["Olga P", "Helpdesk"]).await;
    window.inspect("operators-bench").await;
    window.close().await;
}
