//! Counters in step: somebody telephones, a fob lies on the desk, a fob is plugged in. What the desk
//! says of two codes in a row, and how few acts it takes.

use desk_tests::props::pcscd::{Pcscd, PluggedFob};
use serde_json::json;
use thirtyfour::Key;

use crate::fobs::Glass;
use crate::give::{code, service, tokens};
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

/// Where the entry for Anna's codes stands on her fob.
pub(crate) const ANNAS: &str = "Northwind Helpdesk:anna";

/// Gives the fob to somebody, as on another day. A slot proves itself by a press.
pub(crate) async fn given(window: &Window, fob: &mut PluggedFob, login: &str, profile: &str) {
    let issue = json!({
        "do": "issue", "person": login, "profile": profile, "fob": null, "overwrite": null,
    });
    let issued = window.ask(issue).await;
    if issued["token"]["state"] == "written" {
        let token = issued["token"]["id"].clone();
        let typed = fob.press(1).expect("a press");
        window.ask(json!({ "do": "verify", "token": token, "fob": null, "code": typed })).await;
    }
    assert_eq!(tokens(window, login).await[0]["state"], "assigned");
}

/// Gives Anna a fob that counts, and lets her go with it.
pub(crate) async fn anna_has(window: &Window, service: &Pcscd, glass: &Glass) -> Vec<u8> {
    let mut fob = glass.plug(service, 0);
    window.see(&glass.card()).await;
    given(window, &mut fob, "anna", "oath-hotp").await;
    drop(fob);
    window.see_no("article").await;
    glass.secret(ANNAS)
}

/// The code with a slip of the eye at its fourth digit.
fn slipped(code: &str) -> String {
    let other = |digit: char| {
        let digit = digit.to_digit(10).expect("a digit");
        char::from_digit((digit + 5) % 10, 10).expect("a digit")
    };
    let digits = code.chars().enumerate();
    digits.map(|(at, digit)| if at == 3 { other(digit) } else { digit }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_pressed_in_a_pocket_is_put_in_step_by_telephone() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let secret = anna_has(&window, &service, &glass).await;

    let mut person = Person::at(&window, 4);
    person.key(Key::F3).await;
    // Nobody presses Enter: she is the only one who fits, and a code is whole with its last digit.
    person.types("Who has the fob?", "anna").await;
    person.types("First code", &code(&secret, 38)).await;
    person.types("Second code", &code(&secret, 39)).await;
    let verdict = window.see("[data-verdict=moved][data-recorded=true]").await;
    person.done("put a fob in step by telephone");
    for words in [
        "Anna Ek · fob 12 345 678",
        "the fob had been pressed 37 times more than the ledger knew",
        "Both codes are spent",
        "37 presses ahead",
        "On the server, the next counter is 40.",
        "Certain.",
    ] {
        assert!(verdict.contains(words), "{words:?}: {verdict}");
    }
    assert_eq!(tokens(&window, "anna").await[0]["next"], 40);
    window.says(&["Call them before they call you", "Nobody stands out."]).await;
    window.inspect("sync-moved").await;

    let mut person = Person::at(&window, 1);
    person.key(Key::Enter).await;
    person.is_in("Who has the fob?").await;
    assert_eq!(window.read("[data-verdict]").await, None);
    window.inspect("sync").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_in_the_hand_is_named_by_its_serial_and_its_codes_are_read_as_they_stand_there() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let words = ["--lang", "ru"];
    let window = Window::open(Opening { words: &words, ..Opening::at(&office, &service) }).await;
    let secret = anna_has(&window, &service, &glass).await;
    let grouped = |counter: u64| {
        let code = code(&secret, counter);
        format!("{} {}", &code[..3], &code[3..])
    };

    let mut person = Person::at(&window, 4);
    person.key(Key::F3).await;
    person.types("У кого брелок?", "12345678").await;
    person.types("Первый код", &grouped(1)).await;
    person.types("Второй код", &grouped(2)).await;
    let verdict = window.see("[data-verdict=in_step][data-recorded=true]").await;
    person.done("put a fob in step at the desk");
    for words in ["Anna Ek · брелок 12 345 678", "Всё сходится", "Оба кода потрачены", "Точно."]
    {
        assert!(verdict.contains(words), "{words:?}: {verdict}");
    }
    assert_eq!(tokens(&window, "anna").await[0]["next"], 3);
    window.inspect("sync-in-step-ru").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugged_in_fob_is_asked_with_one_key() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    glass.pressed_elsewhere(37);

    let mut person = Person::at(&window, 2);
    let _fob = person.plugs(&service, 0, &glass.fob());
    let counter = format!("{} [data-glance=cannot_tell]", glass.card());
    let glance = window.see(&counter).await;
    assert!(glance.contains("Our entry is there"), "{glance}");
    window.inspect("check-glance").await;
    person.key(Key::F4).await;
    let answer = window.reads("[data-check=moved]", "37 ahead, put in step.").await;
    assert!(answer.contains("Check again"), "{answer}");
    person.done("put a fob in step that is plugged in");
    assert_eq!(tokens(&window, "anna").await[0]["next"], 40);
    window.inspect("check-moved").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_cannot_tell_and_leads_to_where_its_codes_are_typed() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    given(&window, &mut fob, "anna", "slot1-hotp").await;
    fob.remove().expect("it is pulled");
    window.see_no("article").await;

    let mut person = Person::at(&window, 5);
    person.replugs(&mut fob);
    window.see("[data-glance=cannot_tell]").await;
    person.key(Key::F4).await;
    let answer = window.see("[data-check=cannot_tell]").await;
    // What only a terminal understands is not said here.
    assert!(!answer.contains("fobctl"), "{answer}");
    window.inspect("check-cannot-tell").await;
    person.clicks("Type its codes").await;
    person.is_in("First code").await;
    person.presses(&mut fob, 1, false).await;
    person.is_in("Second code").await;
    person.presses(&mut fob, 1, false).await;
    window.see("[data-verdict=in_step][data-recorded=true]").await;
    person.done("put a slot in step that is plugged in");
    assert_eq!(tokens(&window, "anna").await[0]["next"], 3);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_pointed_at_and_only_that_code_is_typed_again() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            [
                "Who has the fob?",
                "First code",
                "Second code",
                "in code 2 look at digit 4",
                "Look at digit 4:",
                "type it again",
                "pressed 37 times more",
            ],
        ),
        (
            ["--lang", "ru"],
            [
                "У кого брелок?",
                "Первый код",
                "Второй код",
                "в коде 2 проверьте цифру 4",
                "Проверьте цифру 4:",
                "введите снова",
                "нажали на 37 раз больше",
            ],
        ),
    ] {
        let [who, first, second, slip, mark, again, moved] = words;
        let (service, office) = (service(), Office::ready());
        let glass = Glass::yubikey(&office, 12_345_678);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        let secret = anna_has(&window, &service, &glass).await;
        let mut person = Person::at(&window, 5);
        person.key(Key::F3).await;
        person.types(who, "anna").await;
        person.types(first, &code(&secret, 38)).await;
        person.types(second, &slipped(&code(&secret, 39))).await;
        window.reads("[data-verdict=mistyped][data-recorded=false]", slip).await;
        window.reads("[data-slip='4']", mark).await;
        window.says(&[again]).await;
        assert_eq!(tokens(&window, "anna").await[0]["next"], 1);
        window.inspect(&format!("sync-slip-{}", lang[1])).await;
        // What stands in the field goes with the first digit.
        person.types(second, &code(&secret, 39)).await;
        window.reads("[data-verdict=moved][data-recorded=true]", moved).await;
        person.done("put a fob in step, with one slip");
        assert_eq!(tokens(&window, "anna").await[0]["next"], 40);
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_codes_and_strange_ones_are_told_apart_and_change_nothing() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let secret = anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 10);
    person.key(Key::F3).await;
    person.types("Who has the fob?", "anna").await;
    person.types("First code", &code(&secret, 5)).await;
    person.types("Second code", &code(&secret, 5)).await;
    window.reads("[data-verdict=same_code_twice]", "The same code was given twice.").await;
    window.inspect("sync-same-code").await;
    // Only the second one is asked for again.
    person.types("Second code", &code(&secret, 6)).await;
    window.see("[data-verdict=moved][data-recorded=true]").await;
    window.inspect("sync-moved-near").await;
    person.key(Key::Enter).await;
    person.types("Who has the fob?", "anna").await;
    person.types("First code", &code(&secret, 2)).await;
    person.types("Second code", &code(&secret, 3)).await;
    window.reads("[data-verdict=already_used]", "they were used before, or passed over").await;
    person.is_in("First code").await;
    window.inspect("sync-already-used").await;
    person.done("three tries, one of them good");
    assert_eq!(tokens(&window, "anna").await[0]["next"], 7);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_that_was_found_says_whose_it_is_and_is_put_in_step_with_the_same_codes() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    given(&window, &mut fob, "carla", "slot1-hotp").await;

    let mut person = Person::at(&window, 4);
    person.key(Key::F3).await;
    // It is pressed wherever the keyboard is.
    person.is_in("Who has the fob?").await;
    person.presses(&mut fob, 1, false).await;
    person.is_in("Second code").await;
    person.presses(&mut fob, 1, false).await;
    let whose = window.reads("[data-whose='1']", "Carla Núñez").await;
    for words in ["fob 12 345 678", "Slot 1, short touch", "given"] {
        assert!(whose.contains(words), "{words:?}: {whose}");
    }
    assert_eq!(tokens(&window, "carla").await[0]["next"], 1, "asking whose it is spends nothing");
    window.inspect("sync-whose").await;
    person.key(Key::Enter).await;
    let verdict = window.see("[data-verdict=in_step][data-recorded=true]").await;
    assert!(verdict.contains("Carla Núñez · fob 12 345 678"), "{verdict}");
    person.done("find out whose a fob is, and put it in step");
    assert_eq!(tokens(&window, "carla").await[0]["next"], 3);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_of_no_fob_are_nobodys_and_a_letter_goes_back_to_the_person() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 7);
    person.clicks("Whose fob is this?").await;
    person.types("First code", "000000").await;
    person.types("Second code", "000001").await;
    window.reads("[data-whose='0']", "No fob in the ledger shows these codes.").await;
    window.inspect("sync-nobodys").await;
    // F3 once more begins anew. A name that goes on after a pause lands where it belongs.
    person.key(Key::F3).await;
    person.types("Who has the fob?", "ann").await;
    person.is_in("First code").await;
    person.types_anywhere("a ek").await;
    let typed = "return document.querySelector('[data-who]').value";
    person.is_in("First code").await;
    assert_eq!(window.run(typed, &[]).await, "anna ek");
    person.done("codes of nobody, and a name in two pieces");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_put_in_step_from_its_persons_page_and_found_with_the_search_for_everything() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let secret = anna_has(&window, &service, &glass).await;
    let mut person = Person::at(&window, 6);
    person.key(Key::F2).await;
    window.says(&["Anna Ek"]).await;
    person.clicks("Anna Ek").await;
    person.clicks("Put in step").await;
    let both = format!("{} {}", code(&secret, 1), code(&secret, 2));
    // Both at once are taken apart.
    person.types("First code", &both).await;
    let verdict = window.see("[data-verdict=in_step][data-recorded=true]").await;
    assert!(verdict.contains("Anna Ek"), "{verdict}");
    person.done("put a fob in step from its person's page");

    let mut person = Person::at(&window, 3);
    person.chord('k').await;
    person.types("Find anything", "whose fob").await;
    window.reads("[role=dialog]", "Whose fob is this?").await;
    person.key(Key::Enter).await;
    person.is_in("First code").await;
    person.done("ask whose a fob is, from anywhere");
    window.close().await;
}
