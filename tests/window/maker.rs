//! What a fob's card is asked besides the work: whether it is genuine, and what its clock says.

use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_asked_whether_it_is_genuine_once_somebody_agreed_to_what_is_made_on_it() {
    let office = Office::bare();
    let words = ["--practice=yubikey5"];
    let window = Window::open(Opening { words: &words, ..Opening::of(&office) }).await;
    let card = window.see("article[data-serial]").await;
    assert!(card.contains("YubiKey 5"), "{card}");
    let mut person = Person::at(&window, 5);
    person.clicks("Is it genuine?").await;
    window.reads("[role=dialog]", "the fob must make a key in PIV slot 95").await;
    window.inspect("maker-consent").await;
    person.types("Last four digits of the serial", "9999").await;
    person.key(Key::Enter).await;
    window.reads("[role=dialog]", "These are not the last four digits").await;
    person.rewrites("Last four digits of the serial", "0001").await;
    person.key(Key::Enter).await;
    // Software says that it is software: no practice fob passes for a maker's.
    window.reads("[data-genuine=not_genuine]", "This fob is made of software").await;
    window.inspect("maker-verdict").await;
    person.done("ask whether a fob is genuine, with one slip");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_with_a_display_is_proven_by_the_code_that_stands_on_it() {
    let office = Office::bare();
    let words = ["--practice=token2-nfc"];
    let window = Window::open(Opening { words: &words, ..Opening::of(&office) }).await;
    window.reads("article[data-serial]", "Its clock is right.").await;
    let mut person = Person::at(&window, 13);
    person.picks("How", "oath-totp").await;
    person.clicks("Who is it for?").await;
    person.types("Who is it for?", "tim").await;
    person.key(Key::Enter).await;
    person.types("Name", "Tim").await;
    person.key(Key::Enter).await;
    window.reads("#give-title", "Tim").await;
    person.is_in("Who is it for?").await;
    person.key(Key::Enter).await;
    let asked = window.see("[data-code-wanted]").await;
    assert!(asked.contains("display"), "{asked}");
    window.inspect("give-display").await;
    person.clicks("Type what it shows").await;
    window.see("[data-stage=sheet]").await;
    window.says(&["Given to Tim"]).await;
    window.close().await;
}
