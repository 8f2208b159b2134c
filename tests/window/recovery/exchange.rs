//! Another fob for somebody, a loss that is undone, what to think of, and people who left.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::give::{service, tokens};
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};
use crate::sync::{ANNAS, anna_has};

/// What the ledger says of this fob of Anna's.
async fn state_of(window: &Window, fob: &str) -> Value {
    let card = window.ask(json!({ "do": "people_show", "login": "anna" })).await;
    let tokens = card["tokens"].as_array().expect("a list").clone();
    tokens.into_iter().rfind(|one| one["fob"] == fob).map_or(Value::Null, |it| it["state"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_replaced_in_six_acts_once_it_is_known_that_it_is_the_person() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let another = Glass::yubikey(&office, 87_654_321);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;

    let mut person = Person::at(&window, 6);
    let _fob = person.plugs(&service, 0, &another.fob());
    person.key(Key::F5).await;
    person.types("Who is it?", "anna").await;
    window.see("[data-holder=anna]").await;
    person.key(Key::F4).await;
    window.see("[data-way=another] [data-first]:focus").await;
    window.inspect("recovery-another").await;
    person.clicks("Seen with an ID card").await;
    person.clicks("Replace it").await;
    window.reads("[data-answer=done]", "is given in the place of").await;
    person.done("a fob in the place of another");
    window.inspect("recovery-replaced").await;
    assert!(another.holds(ANNAS), "the new one holds it");
    assert_eq!(state_of(&window, "87654321").await, "assigned");
    assert_eq!(state_of(&window, "12345678").await, "retired");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_owed_and_stands_among_what_to_think_of_until_it_is_given() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let owe = json!({ "do": "replace", "fob": "12345678", "identified": "called back" });
    assert_eq!(window.ask(owe).await["new"], Value::Null);

    let mut person = Person::at(&window, 2);
    person.key(Key::F5).await;
    window.reads("[data-reminders]", "Anna Ek is to get a fob in the place of 12345678.").await;
    window.inspect("recovery-reminders").await;
    person.clicks("Anna Ek is to get a fob").await;
    window.see("[data-holder=anna]").await;
    person.done("from what is to be thought of to the person");
    window.see_no("[data-reminders]").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_that_was_a_slip_is_undone_with_one_click() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 6);
    person.key(Key::F5).await;
    person.types("Who is it?", "anna").await;
    window.see("[data-holder=anna]").await;
    person.key(Key::F7).await;
    person.is_in("What happened?").await;
    person.types_anywhere("1").await;
    person.key(Key::Enter).await;
    window.see("[data-emergency] [data-undo]").await;
    person.clicks("Undo").await;
    window.reads("[data-answer=done]", "is as it was before.").await;
    person.done("a loss is undone");
    assert_eq!(tokens(&window, "anna").await[0]["state"], "assigned");
    assert_eq!(window.read("[data-emergency]").await, None);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_left_are_looked_at_and_then_swept() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    std::fs::write(office.files().join("left.csv"), "login\nanna\nnobody\n").expect("a file");
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 6);
    person.key(Key::F2).await;
    window.says(&["Anna Ek"]).await;
    person.clicks("People who left …").await;
    person.is_in("Why?").await;
    person.types_anywhere("1").await;
    person.clicks("Choose the file").await;
    let dialog = window.reads("[role=dialog]", "One person would not get in any more.").await;
    assert!(dialog.contains("Not known here: nobody"), "{dialog}");
    window.see("[data-collect='12345678']").await;
    window.inspect("people-leavers").await;
    assert_eq!(tokens(&window, "anna").await[0]["state"], "assigned", "looking changes nothing");
    person.clicks("End it for one person").await;
    window.reads("[role=dialog]", "One person does not get in any more.").await;
    person.clicks("Done").await;
    window.see_no("[role=dialog]").await;
    person.done("sweep people who left");
    assert!(tokens(&window, "anna").await.is_empty());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_fob_that_wants_a_finger_says_so_in_large_letters_and_can_be_stopped() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let another = Glass::yubikey(&office, 87_654_321);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut old = glass.plug(&service, 0);
    old.order("patience 120000").expect("fobsim");
    window.see(&glass.card()).await;
    let issue = json!({
        "do": "issue", "person": "anna", "profile": "oath-touch", "fob": null, "overwrite": null,
    });
    let finger = async {
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        old.touch().expect("a touch");
    };
    tokio::join!(window.ask(issue), finger);
    drop(old);
    window.see_no("article").await;

    let mut person = Person::at(&window, 8);
    let mut fob = person.plugs(&service, 0, &another.fob());
    fob.order("patience 120000").expect("fobsim");
    person.key(Key::F5).await;
    person.types("Who is it?", "anna").await;
    window.see("[data-holder=anna]").await;
    person.key(Key::F4).await;
    window.see("[data-way=another] [data-first]:focus").await;
    person.clicks("Seen with an ID card").await;
    person.clicks("Replace it").await;
    window.reads("[data-touch]", "Touch the fob now").await;
    window.picture("recovery-touch").await;
    person.touches(&mut fob);
    window.reads("[data-answer=done]", "is given in the place of").await;
    window.see_no("[data-touch]").await;
    assert_eq!(state_of(&window, "87654321").await, "assigned");
    window.close().await;
}
