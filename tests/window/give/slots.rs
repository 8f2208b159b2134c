//! Slots: the fob is a keyboard, and proves itself by what it types into the page.

use serde_json::json;
use thirtyfour::Key;

use super::{code, service, ticked, tokens};
use crate::fobs::Glass;
use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_is_proven_by_the_code_that_the_fob_types_when_it_is_pressed() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut person = Person::at(&window, 6);
    let mut fob = person.plugs(&service, 0, &glass.fob());
    window.see(&glass.card()).await;
    person.picks("How", "slot1-hotp").await;
    person.clicks("Who is it for?").await;
    person.types("Who is it for?", "anna").await;
    person.key(Key::Enter).await;
    let asked = window.see("[data-code-wanted]").await;
    assert!(asked.contains("Press the fob: a short touch"), "{asked}");
    person.is_in("Press the fob").await;
    window.inspect("give-press").await;
    let typed = person.presses(&mut fob, 1, false).await;
    window.see("[data-stage=sheet]").await;
    ticked(&window, &["sealed", "written", "proven", "given"]).await;
    window.says(&["Written to slot 1", "Given to Anna Ek"]).await;
    person.done("give a slot fob, proof by a press, with the profile chosen");
    let secret = glass.slot_secret(1).expect("a secret in slot 1");
    assert_eq!(typed, code(&secret, 0));
    let card = window.reads(&glass.card(), "in use, ours").await;
    assert!(card.contains("Slot 2 long touch\nfree") || card.contains("free"), "{card}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_code_is_told_in_russian_and_the_right_one_still_counts_with_its_enter() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let words = ["--lang", "ru"];
    let window = Window::open(Opening { words: &words, ..Opening::at(&office, &service) }).await;
    let mut fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 7);
    person.picks("Каким способом", "slot2-enter").await;
    person.clicks("Для кого?").await;
    person.types("Для кого?", "boris").await;
    person.key(Key::Enter).await;
    window.reads("[data-code-wanted]", "долгое касание, три секунды").await;
    person.types("Нажмите на брелок", "000000").await;
    person.key(Key::Enter).await;
    let notice = window.see("[data-code=code_wrong]").await;
    assert!(notice.contains("не подходит"), "{notice}");
    person.is_in("Нажмите на брелок").await;
    window.inspect("give-wrong-code-ru").await;
    person.presses(&mut fob, 2, true).await;
    window.see("[data-stage=sheet]").await;
    window.says(&["Записан в слот 2", "Выдан: Борис Иванов"]).await;
    person.done("give a slot fob, with one wrong code");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_left_for_later_stays_marked_until_it_is_proven() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    let mut fob = glass.plug(&service, 0);
    window.see(&glass.card()).await;
    let mut person = Person::at(&window, 8);
    person.picks("How", "slot2-hotp").await;
    person.clicks("Who is it for?").await;
    person.types("Who is it for?", "anna").await;
    person.key(Key::Enter).await;
    window.see("[data-code-wanted]").await;
    person.key(Key::Escape).await;
    window.says(&["Written, but not proven: keep this fob at the desk until it is."]).await;
    person.key(Key::Enter).await;
    let waiting = window.see("[data-waiting='12345678']").await;
    assert!(waiting.contains("Written to slot 2, not proven"), "{waiting}");
    assert!(waiting.contains("for Anna Ek. It must not leave the desk"), "{waiting}");
    window.inspect("bench-waiting").await;
    assert_eq!(tokens(&window, "anna").await[0]["state"], "written");
    person.clicks("Prove it now").await;
    window.see("[data-code-wanted]").await;
    person.is_in("Press the fob: a long touch").await;
    person.presses(&mut fob, 2, false).await;
    window.see("[data-stage=sheet]").await;
    assert_eq!(tokens(&window, "anna").await[0]["state"], "assigned");
    person.done("give a slot fob, its proof left for later");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_in_use_is_overwritten_only_by_the_serials_last_four_digits() {
    for (lang, words) in [
        (
            ["--lang", "en"],
            [
                "Who is it for?",
                "How",
                "Slot 1 of the fob is already in use.",
                "Last four digits of the serial",
                "These are not the last four digits of the fob's serial, which is 12345678.",
                "in use, not ours",
                "Press the fob",
            ],
        ),
        (
            ["--lang", "ru"],
            [
                "Для кого?",
                "Каким способом",
                "Слот 1 брелока уже занят.",
                "Последние четыре цифры серийного номера",
                "12345678",
                "занят",
                "Нажмите на брелок",
            ],
        ),
    ] {
        let [who, how, in_use, last_four, mismatch, foreign, press] = words;
        let (service, office) = (service(), Office::ready());
        let glass = Glass::yubikey(&office, 12_345_678);
        glass.used_elsewhere("000000000000");
        let before = glass.slot_secret(1);
        let window = Window::open(Opening { words: &lang, ..Opening::at(&office, &service) }).await;
        let mut fob = glass.plug(&service, 0);
        window.reads(&glass.card(), foreign).await;
        let mut person = Person::at(&window, 9);
        person.picks(how, "slot1-hotp").await;
        person.clicks(who).await;
        person.types(who, "anna").await;
        person.key(Key::Enter).await;
        window.reads("[data-code=slot_in_use]", in_use).await;
        window.inspect(&format!("give-overwrite-{}", lang[1])).await;
        person.types(last_four, "1234").await;
        person.key(Key::Enter).await;
        window.reads("[data-code=overwrite_mismatch]", mismatch).await;
        // Whoever gets it wrong has lost nothing.
        assert_eq!(glass.slot_secret(1), before);
        person.rewrites(last_four, "5678").await;
        person.key(Key::Enter).await;
        window.see("[data-code-wanted]").await;
        person.is_in(press).await;
        assert_ne!(glass.slot_secret(1), before);
        person.presses(&mut fob, 1, false).await;
        window.see("[data-stage=sheet]").await;
        assert_eq!(tokens(&window, "anna").await[0]["state"], json!("assigned"));
        person.done("give a slot that was in use, with one mistake");
        window.close().await;
    }
}
