//! Practice: fobs made of software, in a ledger of their own, for whoever wants to learn.

use serde_json::json;
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_empty_bench_somebody_practises_and_comes_back_to_the_real_desk() {
    let (service, office) = (super::give::service(), Office::ready());
    let window = Window::open(Opening::at(&office, &service)).await;
    window.says(&["Plug in a fob"]).await;
    let mut person = Person::at(&window, 12);
    person.clicks("Try it with practice fobs").await;
    assert_eq!(window.see(".practice").await, "Practice: these fobs are software");
    window.see("[data-practice]").await;
    window.inspect("practice").await;
    if window.read("article[data-serial]").await.is_none() {
        person.clicks("Plug in").await;
    }
    window.see("article[data-serial]").await;
    window.close().await;
    assert!(office.data().join("practice/ledger.db").exists());
    let _ = (json!(0), Key::Enter);
}
