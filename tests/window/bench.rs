//! The bench: fobs come and go, and the page says what a person needs to know.

use desk_tests::props::pcscd::{Pcscd, SoftFob};
use fob_sim::Model;
use serde_json::json;
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

const EMPTY: &str = "#empty-title";
const CARD: &str = "article[data-serial='12345678']";

fn service(models: &[Model]) -> Pcscd {
    Pcscd::start(models).expect("a smart card service")
}

fn yubikey() -> SoftFob {
    SoftFob::new(Model::Yubikey5).serial(12_345_678)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_appears_when_it_is_plugged_in_and_goes_when_it_is_pulled() {
    let service = service(&[Model::Yubikey5]);
    let office = Office::ready();
    let window = Window::open(Opening::at(&office, &service)).await;
    assert_eq!(window.see(EMPTY).await, "Plug in a fob");
    assert_eq!(window.see("main header p").await, "Nothing is plugged in");
    window.picture("bench-empty").await;

    let mut fob = service.plug(0, &yubikey()).expect("a fob in its reader");
    let card = window.see(CARD).await;
    for said in ["YubiKey 5", "12 345 678", "5.4.3", "Slot 1", "Slot 2", "free"] {
        assert!(card.contains(said), "{said:?} is not on the card:\n{card}");
    }
    assert_eq!(window.see("main header p").await, "One fob is plugged in");
    window.picture("bench-one-fob").await;

    fob.remove().expect("it is pulled");
    window.see_no(CARD).await;
    assert_eq!(window.see(EMPTY).await, "Plug in a fob");
    fob.insert().expect("it is plugged in again");
    window.see(CARD).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_fobs_lie_side_by_side_in_the_order_in_which_they_came() {
    let service = service(&[Model::Yubikey5, Model::Nitrokey3]);
    let office = Office::ready();
    let opening = Opening { dark: true, ..Opening::at(&office, &service) };
    let window = Window::open(opening).await;
    let nitrokey = SoftFob::new(Model::Nitrokey3).serial(7);
    let _second = service.plug(1, &nitrokey).expect("a fob in its reader");
    window.see("article").await;
    let _first = service.plug(0, &yubikey()).expect("a fob in its reader");
    window.see(CARD).await;
    let names = "return [...document.querySelectorAll('article h2')].map((it) => it.innerText)";
    let names = window.run(names, &[]).await;
    let names: Vec<&str> =
        names.as_array().into_iter().flatten().filter_map(|n| n.as_str()).collect();
    assert!(names.len() == 2 && names[0].contains("Nitrokey"), "{names:?}");
    window.picture("bench-two-fobs-dark").await;
    window.has_no_flaw("two fobs where the system is dark", None).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stops_is_told_with_what_to_do_and_its_return_mends_the_page() {
    let mut service = service(&[Model::Yubikey5]);
    let office = Office::ready();
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut fob = service.plug(0, &yubikey()).expect("a fob in its reader");
    window.see(CARD).await;
    service.stop();
    let notice = window.see("[role=alert][data-code=no_service]").await;
    assert!(notice.contains("Look again"), "{notice}");
    assert_eq!(window.read("article").await, None);
    window.picture("bench-no-service").await;
    service.resume().expect("the service starts again");
    fob.is_in().expect("the fob is powered again");
    window.see(CARD).await;
    window.see_no("[role=alert]").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_speaks_russian_when_it_is_told_to() {
    let service = service(&[Model::Yubikey5]);
    let words = ["--lang", "ru"];
    let office = Office::ready();
    let opening = Opening { words: &words, dark: true, ..Opening::at(&office, &service) };
    let window = Window::open(opening).await;
    assert_eq!(window.see(EMPTY).await, "Вставьте брелок");
    assert_eq!(window.run("return document.documentElement.lang", &[]).await, "ru");
    window.picture("bench-empty-dark-ru").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_fobs_need_no_service() {
    let words = ["--practice=yubikey5"];
    let office = Office::ready();
    let window = Window::open(Opening { words: &words, ..Opening::of(&office) }).await;
    let card = window.see("article[data-serial]").await;
    assert!(card.contains("YubiKey"), "{card}");
    assert_eq!(window.see(".practice").await, "Practice: these fobs are software");
    window.picture("bench-practice").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_finds_everything_and_no_rule_hides_where_it_is() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    window.see("[role=alert][data-code=no_service]").await;
    let here = "return document.activeElement.innerText.trim().split('\\n')[0]";
    let mut person = Person::at(&window, 12);
    let mut stops = Vec::new();
    for _ in 0..11 {
        person.key(Key::Tab).await;
        stops.push(window.run(here, &[]).await);
    }
    assert_eq!(
        stops,
        [
            "Skip to the work",
            "Find",
            "Bench",
            "People",
            "Sync",
            "Recovery",
            "History",
            "House rules",
            "Doctor",
            "Lock",
            "Look again"
        ]
    );
    person.key(Key::F1).await;
    let heading = window.run(here, &[]).await;
    assert_eq!(heading, "Bench");
    // A window that no window manager has made the active one shows no ring; so ask the rules.
    let rings = "const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        const ring = (rule) => rule.style?.getPropertyValue('outline');
        return rules.filter(ring).map((rule) => [rule.selectorText, ring(rule)])";
    let ring = json!([[":focus-visible", "3px solid var(--accent)"]]);
    assert_eq!(window.run(rings, &[]).await, ring);
    window.close().await;
}
