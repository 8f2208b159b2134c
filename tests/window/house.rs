//! What stands on the house's papers: its logo, chosen and removed among the rules.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_chosen_seen_and_removed_and_a_picture_that_is_none_changes_nothing() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let mut person = Person::at(&window, 5);
    person.key(Key::F9).await;
    window.see("[data-logo=false]").await;
    std::fs::write(office.files().join("a.png"), b"a picture of nothing").expect("a file");
    person.clicks("Choose a picture…").await;
    window.see("[data-logo] [data-code=logo_no_png]").await;
    std::fs::remove_file(office.files().join("a.png")).expect("it was there");
    let picture = include_bytes!("../../icons/128x128.png");
    std::fs::write(office.files().join("b.png"), picture).expect("a file");
    person.clicks("Choose a picture…").await;
    window.see("[data-logo=true] canvas").await;
    window.see_no("[data-logo] [data-code]").await;
    window.inspect("house-logo").await;
    let kept = window.ask(json!({ "do": "house_logo" })).await;
    assert!(kept["pixels"].is_string(), "it is painted from its pixels");
    person.clicks("Remove").await;
    window.see("[data-logo=false]").await;
    assert_eq!(window.ask(json!({ "do": "house_logo" })).await, Value::Null);
    window.close().await;
}
