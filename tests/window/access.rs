//! Whether everybody can use the page: what axe finds, in both themes.

use desk_tests::props::pcscd::{Pcscd, SoftFob};
use fob_sim::Model;
use serde_json::Value;

use crate::stage::{Opening, Window};

async fn flaws(window: &Window) -> Value {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file).expect("the page's packages are installed");
    // What fades in has its colours only at the end.
    window.rest().await;
    window.run(&axe, &[]).await;
    let find = "const found = await axe.run();
        return found.violations.map((it) => [it.id, it.nodes.map((node) => node.failureSummary)])";
    window.run_slowly(find, &[]).await
}

async fn has_no_flaw(dark: bool) {
    let mut service = Pcscd::start(&[Model::Yubikey5]).expect("a smart card service");
    let opening = Opening { service: Some(&service), dark, ..Opening::default() };
    let window = Window::open(opening).await;
    window.see("#empty-title").await;
    assert_eq!(flaws(&window).await, serde_json::json!([]), "the empty bench");
    let fob = SoftFob::new(Model::Yubikey5).serial(12_345_678);
    let _fob = service.plug(0, &fob).expect("a fob in its reader");
    window.see("article").await;
    if dark {
        window.picture("bench-one-fob-dark").await;
    }
    assert_eq!(flaws(&window).await, serde_json::json!([]), "a card");
    service.stop();
    window.see("[role=alert]").await;
    assert_eq!(flaws(&window).await, serde_json::json!([]), "a notice");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_no_flaw_in_light_colours() {
    has_no_flaw(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_no_flaw_in_dark_colours() {
    has_no_flaw(true).await;
}
