//! Where files go: the system's own dialog, with a keyboard of its own, as a person meets it who
//! has not been given one folder for all.

use std::cell::Cell;
use std::process::Command;

use serde_json::json;
use thirtyfour::Key;

use crate::office::Office;
use crate::person::Person;
use crate::stage::{Opening, Window};

/// The system's dialog over a window.
struct Chooser<'a> {
    window: &'a Window,
    id: String,
}

impl<'a> Chooser<'a> {
    /// Waits until it is there.
    async fn over(window: &'a Window, title: &str) -> Self {
        let look = || async { seen(window).into_iter().find(|(_, name)| name == title) };
        let (id, _) = window.wait("no dialog opens", look).await;
        Self { window, id }
    }

    /// Whether it belongs to the window: it stays above it, and goes with it.
    fn belongs_to_the_window(&self) -> bool {
        let all = seen(self.window);
        let (window, _) = all.iter().find(|(_, name)| name == "Fobdesk").expect("the window");
        let said = told(self.window, "xprop", &["-id", &self.id, "WM_TRANSIENT_FOR"]);
        let owner = said.trim().rsplit("0x").next().unwrap_or_default();
        u64::from_str_radix(owner, 16).ok() == window.parse().ok()
    }

    /// Types a path there; its slash opens the line for it.
    fn takes(&self, path: &str) {
        let words = ["windowfocus", "--sync", &self.id, "type", "--delay", "20", path];
        told(self.window, "xdotool", &words);
    }

    /// Presses a key there, and waits until it has gone. (Without a window manager a key may be
    /// lost: it is pressed again after two seconds.)
    async fn gone_by(self, key: &str) {
        let looks = Cell::new(0);
        let gone = || async {
            if seen(self.window).iter().all(|(id, _)| *id != self.id) {
                return Some(());
            }
            if looks.replace(looks.get() + 1) % 100 == 0 {
                let words = ["windowfocus", "--sync", &self.id, "key", "--clearmodifiers", key];
                told(self.window, "xdotool", &words);
            }
            None
        };
        self.window.wait("the dialog does not go", gone).await;
    }
}

/// The windows that one sees on the display, and their titles.
fn seen(window: &Window) -> Vec<(String, String)> {
    let ids = told(window, "xdotool", &["search", "--onlyvisible", "--name", "."]);
    let name = |id: &str| told(window, "xdotool", &["getwindowname", id]).trim().to_owned();
    ids.lines().map(|id| (id.to_owned(), name(id))).collect()
}

/// What a program says about the window's display.
fn told(window: &Window, program: &str, words: &[&str]) -> String {
    let mut command = Command::new(program);
    let output = command.args(words).env("DISPLAY", window.display()).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An office whose desktop calls its folder for files the documents.
fn office() -> Office {
    let office = Office::ready();
    let folders = "XDG_DOCUMENTS_DIR=\"$HOME/files\"\n";
    std::fs::write(office.path().join("user-dirs.dirs"), folders).expect("a file");
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_goes_where_the_person_says_and_nowhere_when_she_thinks_better_of_it() {
    let office = office();
    let window = Window::open(Opening { chooses: true, ..Opening::of(&office) }).await;
    let codes = json!({ "do": "codes_status", "login": "dilan" });
    let mut person = Person::at(&window, 7);
    person.clicks("People").await;
    person.clicks("Dilan Öztürk").await;
    person.clicks("Make a sheet").await;
    person.clicks("Save as PDF").await;
    let chooser = Chooser::over(&window, "Save as").await;
    assert!(chooser.belongs_to_the_window());
    person.presses_there("Escape");
    chooser.gone_by("Escape").await;
    // The same question is still there, and nothing was made.
    window
        .wait("the buttons come back", || async {
            let ready = "return !document.querySelector('[role=dialog] [data-to=pdf]').disabled";
            (window.run(ready, &[]).await == true).then_some(())
        })
        .await;
    assert_eq!(window.read("[role=dialog] [role=alert]").await, None);
    assert_eq!(window.ask(codes.clone()).await["set"], json!(null));
    assert_eq!(std::fs::read_dir(office.files()).expect("a folder").count(), 0);

    person.clicks("Save as PDF").await;
    let chooser = Chooser::over(&window, "Save as").await;
    person.presses_there("Return");
    chooser.gone_by("Return").await;
    let path = office.files().join("recovery-codes-dilan.pdf");
    let said = window.reads("[role=dialog]", "with 10 codes is saved:").await;
    assert!(said.contains(&path.display().to_string()), "{said}");
    assert!(std::fs::read(&path).expect("the sheet").starts_with(b"%PDF-"));
    assert_eq!(window.ask(codes).await["left"], 10);
    person.done("think better of it, then save a sheet");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_the_one_that_the_person_has_chosen() {
    let office = office();
    let list = office.path().join("NEW-PEOPLE.CSV");
    std::fs::write(&list, "login,name\nhugo,Hugo Lind\n").expect("a file");
    let words = ["--lang", "ru"];
    let opening = Opening { chooses: true, words: &words, ..Opening::of(&office) };
    let window = Window::open(opening).await;
    let mut person = Person::at(&window, 5);
    person.clicks("Люди").await;
    person.clicks("Загрузить список").await;
    let chooser = Chooser::over(&window, "Выберите файл").await;
    assert!(chooser.belongs_to_the_window());
    person.presses_there("the file's path");
    chooser.takes(&list.display().to_string());
    person.presses_there("Return");
    chooser.gone_by("Return").await;
    window.reads("[role=dialog]", "Взять 1 человека").await;
    person.key(Key::Enter).await;
    window.says(&["Добавлен", "Hugo Lind", "7 человек"]).await;
    person.done("choose a list of people");
    window.close().await;
}
