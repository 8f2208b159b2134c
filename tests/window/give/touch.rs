//! Fobs that the computer reads the codes of: the proof costs nobody anything, or a finger.

use serde_json::json;
use std::time::Instant;
use thirtyfour::Key;

use super::{acts, code, service, sheet, ticked, tokens};
use crate::fobs::Glass;
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, PATIENCE, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_given_proven_and_on_record_in_three_acts_and_its_sheet_in_one_more() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    window.says(&["Plug in a fob"]).await;

    let mut person = Person::at(&window, 4);
    let _fob = person.plugs(&service, 0, &glass.fob());
    window.see(&glass.card()).await;
    person.types("Who is it for?", "anna").await;
    person.key(Key::Enter).await;
    window.see("[data-stage=sheet]").await;
    person.done("give a fob, proof inside");

    ticked(&window, &["sealed", "written", "proven", "given"]).await;
    window.says(&["Secret made and sealed", "Written to the OATH app", "Proven"]).await;
    window.says(&["Given to Anna Ek", "Recovery sheet"]).await;
    window.inspect("give-sheet").await;
    let given = tokens(&window, "anna").await;
    assert_eq!(given.len(), 1, "{given:?}");
    assert_eq!((&given[0]["state"], &given[0]["next"]), (&json!("assigned"), &json!(1)));
    let steps = ["issue.sealed", "issue.written", "issue.proven", "issue.given"];
    assert_eq!(acts(&window, "12345678").await, steps);
    // The fob and the ledger agree on the next code.
    let next = code(&glass.secret("Northwind Helpdesk:anna"), 1);
    let verify = json!({ "do": "verify", "token": null, "fob": "12345678", "code": next });
    assert_eq!(window.ask(verify).await["verified"]["at_counter"], 1);

    let mut person = Person::at(&window, 2);
    person.clicks("Save as PDF").await;
    window.see("[data-stage=done]").await;
    window.says(&["only the newest sheet is valid"]).await;
    assert!(sheet(&office).starts_with(b"%PDF-"));
    window.inspect("given").await;
    let card = window.see(&glass.card()).await;
    assert!(card.contains("anna") && card.contains("given out"), "{card}");
    person.key(Key::Enter).await;
    person.is_in("Who is it for?").await;
    person.done("its sheet, and on to the next person");
    window.close().await;
}

/// Somebody who gives touch fobs all day: the profile stays chosen.
async fn touched(lang: [&str; 2], words: [&str; 6], looked_at: bool) {
    let (service, office) = (service(), Office::ready());
    let earlier = Glass::yubikey(&office, 1_111_111);
    let glass = Glass::yubikey(&office, 12_345_678);
    let [who, how, touch_now, seconds, nothing, given] = words;
    let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
    let fob = earlier.plug(&service, 0);
    window.see(&earlier.card()).await;
    Person::at(&window, 1).picks(how, "oath-touch").await;
    drop(fob);
    window.see_no("article").await;

    let mut person = Person::at(&window, 4);
    let mut fob = person.plugs(&service, 0, &glass.fob());
    // A busy machine must not run out of the fob's patience.
    fob.order("patience 120000").expect("fobsim");
    window.see(&glass.card()).await;
    person.types(who, "boris").await;
    person.key(Key::Enter).await;
    let touch = window.see("[data-touch]").await;
    assert!(touch.contains(touch_now) && touch.contains(seconds), "{touch}");
    if looked_at {
        window.picture("touch").await;
        still_answers(&window).await;
    }
    person.touches(&mut fob);
    window.see("[data-stage=sheet]").await;
    window.see_no("[data-touch]").await;
    ticked(&window, &["sealed", "written", "proven", "given"]).await;
    window.says(&[given]).await;
    person.done("give a fob that wants a finger, proof inside");

    let mut person = Person::at(&window, 1);
    person.clicks(nothing).await;
    window.see("[data-stage=done]").await;
    assert_eq!(tokens(&window, "boris").await[0]["state"], "assigned");
    person.done("no sheet");
    window.close().await;
}

/// While the fob waits for its finger the desk is at work, and the window is not frozen.
async fn still_answers(window: &Window) {
    let before = Instant::now();
    let seen = window.ask(json!({ "do": "fobs" })).await;
    assert_eq!(seen["busy"], true, "{seen}");
    assert_eq!(seen["fobs"][0]["serial"], "12345678");
    let mut person = Person::at(window, 3);
    person.chord('k').await;
    person.types("Find anything", "history").await;
    window.reads("[role=dialog]", "Go to: History").await;
    person.key(Key::Escape).await;
    window.see_no("[role=dialog]").await;
    window.see("[data-touch]").await;
    let took = before.elapsed();
    assert!(took < PATIENCE / 2, "{took:?}");
    println!("while the fob waits for a finger, a look and a search took {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_that_wants_a_finger_is_given_in_four_acts_and_the_window_never_freezes() {
    let words = ["Who is it for?", "How", "Touch the fob now", " s", "No sheet", "Given to Борис"];
    touched(["--lang", "en"], words, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_finger_is_asked_for_in_russian() {
    let words = [
        "Для кого?",
        "Каким способом",
        "Коснитесь брелока",
        " с",
        "Без листа",
        "Выдан: Борис Иванов",
    ];
    touched(["--lang", "ru"], words, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_waits_for_a_finger_can_be_stopped() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut fob = glass.plug(&service, 0);
    fob.order("patience 120000").expect("fobsim");
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 6);
    person.picks("How", "oath-touch").await;
    person.clicks("Who is it for?").await;
    person.types("Who is it for?", "anna").await;
    person.key(Key::Enter).await;
    window.reads("[data-touch]", "Touch the fob now").await;
    window.inspect("touch-waiting").await;
    person.key(Key::Escape).await;
    window.reads("[data-touch]", "Stopping as soon as the fob stops waiting").await;
    window.picture("touch-stopping").await;
    person.pulls(&mut fob);
    window.see_no("[data-touch]").await;
    window.see_no("[data-stage=working]").await;
    let notice = window.see("[data-stage] [data-left]").await;
    println!("stopped and pulled: {notice}");
    window.inspect("touch-stopped").await;
    window.close().await;
}
