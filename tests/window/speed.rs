//! How soon a fob that was plugged in is on the page, by the program as it is shipped: it chooses
//! for itself how to paint.

use std::time::Instant;

use serde_json::json;

use crate::fobs::Glass;
use crate::give::service;
use crate::office::Office;
use crate::stage::{Opening, Window};

/// From the news of a fob to its painted card, in ms.
const GOAL: u64 = 250;

/// Notes when the stream tells of a fob and when its card is painted, by the page's own clock.
const WATCH: &str = "window.told = [];
    window.answered = [];
    const { callbacks } = window.__TAURI_INTERNALS__;
    const get = callbacks.get.bind(callbacks);
    callbacks.get = (id) => {
        const hear = get(id);
        return hear && ((said) => {
            const { told, answered } = window;
            if (said?.message?.event === 'inserted') told.push(performance.now());
            if (said?.fobs?.length && answered.length < told.length) {
                answered.push(performance.now());
            }
            return hear(said);
        });
    };
    window.drawn = [];
    new MutationObserver(() => {
        if (!document.querySelector('article')) return;
        if (window.drawn.length >= window.told.length) return;
        window.drawn.push(0);
        const at = window.drawn.length - 1;
        // Two frames on, it is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.drawn[at] = performance.now();
        }));
    }).observe(document.body, { childList: true, subtree: true });";

#[tokio::test(flavor = "multi_thread")]
async fn a_fob_is_on_the_page_a_moment_after_the_service_has_told_of_it() {
    let (service, office) = (service(), Office::ready());
    let glass = Glass::yubikey(&office, 12_345_678);
    let window = Window::open(Opening::at(&office, &service)).await;
    // The desk has opened its ledger and looked at itself.
    window.says(&["Plug in a fob", "all well"]).await;
    window.run(WATCH, &[]).await;
    let mut whole = Vec::new();
    let mut fob = None;
    for n in 1..=5_usize {
        let before = Instant::now();
        match &mut fob {
            None => fob = Some(glass.plug(&service, 0)),
            Some(fob) => fob.insert().expect("it is plugged in"),
        }
        let drawn = || async {
            let drawn = window.run("return window.drawn", &[]).await;
            let drawn = drawn.as_array().expect("a list").clone();
            (drawn.len() == n && drawn.iter().all(|at| *at != json!(0))).then_some(())
        };
        window.wait("no card is drawn", drawn).await;
        whole.push(before.elapsed());
        fob.as_mut().expect("a fob").remove().expect("it is pulled");
        window.see_no("article").await;
    }
    let since = "return window[arguments[0]].map((at, n) => Math.round(at - window.told[n]))";
    let answered = window.run(since, &[json!("answered")]).await;
    let drawn = window.run(since, &[json!("drawn")]).await;
    println!("ms from told to answered: {answered}, to drawn: {drawn}");
    println!("from the order to plug in until it is seen: {whole:.0?}");
    let mut drawn: Vec<u64> =
        drawn.as_array().expect("a list").iter().filter_map(serde_json::Value::as_u64).collect();
    drawn.sort_unstable();
    let median = drawn[drawn.len() / 2];
    println!(
        "median from told to drawn: {median} ms; the goal is {GOAL} ms, with nothing else to do"
    );
    // Eight times the goal: a busy machine does not fail here, what paints wrongly does.
    assert!(median < 8 * GOAL, "{drawn:?}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_graphics_card_the_program_has_its_page_painted_plainly() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    let environment = window_environment(&office);
    let word = "WEBKIT_DISABLE_DMABUF_RENDERER=1";
    let plain = environment.split('\0').any(|entry| entry == word);
    let card = |node: std::fs::DirEntry| node.file_name().to_string_lossy().starts_with("renderD");
    let cards = std::fs::read_dir("/dev/dri").map(|nodes| nodes.flatten().any(card));
    assert_eq!(plain, !cards.unwrap_or(false), "{environment:?}");
    window.close().await;
}

/// What the window's process has in its environment.
fn window_environment(office: &Office) -> String {
    let data = office.data().display().to_string();
    let processes = std::fs::read_dir("/proc").expect("Linux").flatten().map(|entry| entry.path());
    let words = |process: &std::path::Path, file: &str| {
        let read = std::fs::read(process.join(file)).unwrap_or_default();
        String::from_utf8_lossy(&read).into_owned()
    };
    let is_window = |process: &std::path::PathBuf| {
        let line = words(process, "cmdline");
        line.contains("fobdesk") && line.split('\0').any(|word| word == data)
    };
    let found = processes.into_iter().find(is_window).expect("the window's process");
    words(&found, "environ")
}
