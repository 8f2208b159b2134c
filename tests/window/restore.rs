//! The computer is gone: on another one, the backup and the recovery key from its sheet bring the
//! desk back; whatever is wrong with them is told, and leaves nothing behind.

use thirtyfour::Key;

use crate::office::{ORGANISATION, Office};
use crate::person::Person;
use crate::printing::text;
use crate::stage::{Opening, Window};

/// A key as good as any, of another ledger.
const OTHER: &str = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG";
/// What opens the ledger on the second computer.
const NEW: &str = "a new passphrase for a new computer";

/// The key as somebody types it from its sheet: in groups, and not in capitals.
fn on_paper(office: &Office) -> String {
    let sheet = office.files().join("fobdesk-recovery-key.pdf");
    let sheet = text(&std::fs::read(sheet).expect("the sheet"));
    let words = sheet.split_whitespace().skip_while(|word| !word.starts_with("AGE-SECRET-KEY-1"));
    let groups: Vec<&str> = words.take_while(|word| word.len() < 60).collect();
    assert!(groups.len() > 10, "{sheet}");
    groups.join(" ").to_lowercase()
}

/// Whether anything of a ledger lies in this office.
fn has_ledger(office: &Office) -> bool {
    ["ledger.db", "restore"].iter().any(|name| office.data().join(name).exists())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_and_the_key_on_paper_bring_the_desk_back_on_another_computer() {
    let (first, second) = (Office::backed_up(), Office::bare());
    let window = Window::open(Opening { asks: true, ..Opening::of(&second) }).await;
    let mut person = Person::at(&window, 13);
    person.clicks("I have a backup").await;
    window.says(&["Bring back a backup", "Recovery key"]).await;
    window.inspect("restore").await;
    person.types("Recovery key", OTHER).await;
    // Past the line for the technician.
    person.key(Key::Tab).await;
    person.key(Key::Tab).await;
    person.types("Passphrase for the ledger", NEW).await;
    person.key(Key::Tab).await;
    person.types("The same once more", NEW).await;

    // Somebody has copied the wrong file.
    std::fs::write(second.files().join("notes.txt"), "nothing of ours").expect("a file");
    person.key(Key::Enter).await;
    let notice = window.see("[data-code=vault_damaged]").await;
    assert!(notice.contains("or it is not a ledger at all."), "{notice}");
    window.inspect("restore-wrong-file").await;
    assert!(!has_ledger(&second), "something stays");

    // The right file; the key is of another ledger.
    std::fs::remove_file(second.files().join("notes.txt")).expect("gone");
    let backup = "ledger-backup.db";
    std::fs::copy(first.files().join(backup), second.files().join(backup)).expect("a copy");
    person.key(Key::Enter).await;
    let notice = window.see("[data-code=recovery_key_wrong]").await;
    assert!(notice.contains("This recovery key does not open the ledger."), "{notice}");
    window.inspect("restore-wrong-key").await;
    assert!(!has_ledger(&second), "something stays");

    person.rewrites("Recovery key", &on_paper(&first)).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Bench").await;
    assert!(window.see("aside").await.contains(ORGANISATION));
    window.inspect("restore-done").await;
    person.key(Key::F2).await;
    window.says(&["6 people", "Carla Núñez", "Борис Иванов"]).await;
    person.key(Key::F10).await;
    window.see("[data-act='vault.restored']").await;
    person.done("bring a desk back, with two mistakes");
    window.close().await;

    // From now on it opens with this computer's passphrase.
    let window = Window::open(Opening { asks: true, ..Opening::of(&second) }).await;
    let mut person = Person::at(&window, 2);
    person.types("Passphrase", NEW).await;
    person.key(Key::Enter).await;
    window.reads("h1", "Bench").await;
    person.done("open the desk that was brought back");
    window.close().await;
}
