//! Where the window stands: it comes back as it was, and always where somebody can reach it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::office::Office;
use crate::stage::{Opening, SCREEN, Window};

/// A place and a size: x, y, width, height.
type Frame = [i64; 4];

/// Where the window's place is kept.
fn file(office: &Office) -> PathBuf {
    office.path().join("org.fobdesk.desk/.window-state.json")
}

/// The place that is kept.
fn kept(office: &Office) -> Option<Frame> {
    let text = std::fs::read_to_string(file(office)).ok()?;
    let all: Value = serde_json::from_str(&text).ok()?;
    let desk = &all["desk"];
    let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| desk[name].as_i64());
    Some([x?, y?, width?, height?])
}

impl Window {
    /// Where it stands, once that is what is expected.
    async fn stands(&self, expected: Frame) {
        let look = || async {
            let rect = self.driver.get_window_rect().await.expect("a window has a place");
            let now = [rect.x, rect.y, rect.width, rect.height];
            (now == expected).then_some(())
        };
        self.wait(&format!("the window is not at {expected:?}"), look).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_comes_back_where_it_was_however_it_went() {
    let office = Office::ready();
    let window = Window::open(Opening::of(&office)).await;
    window.driver.set_window_rect(140, 60, 900, 640).await.expect("the window is moved");
    let frame = [140, 60, 900, 640];
    window.stands(frame).await;
    let saved = || async { (kept(&office) == Some(frame)).then_some(()) };
    window.wait("the window's place is not kept", saved).await;
    // The driver ends the program as the end of a session does: nothing is saved then.
    window.close().await;
    let window = Window::open(Opening::of(&office)).await;
    window.stands(frame).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_whose_screen_is_gone_comes_back_to_one_that_is_there() {
    let office = Office::ready();
    let [screen_width, screen_height] = SCREEN;
    let middle = [(screen_width - 900) / 2, (screen_height - 640) / 2, 900, 640];
    for (was, is) in [
        // On a screen that is gone; with its edge alone on this one; larger than this one.
        ([5000, 4000, 900, 640], middle),
        ([screen_width - 5, 100, 900, 640], middle),
        ([100, screen_height - 5, 900, 640], middle),
        ([0, 0, 3840, 2160], [0, 0, screen_width, screen_height]),
    ] {
        let [x, y, width, height] = was;
        let state = json!({ "desk": {
            "x": x, "y": y, "width": width, "height": height, "prev_x": x, "prev_y": y,
            "maximized": false, "visible": true, "decorated": true, "fullscreen": false,
        } });
        std::fs::create_dir_all(file(&office).parent().expect("a folder")).expect("a folder");
        std::fs::write(file(&office), state.to_string()).expect("a file");
        let window = Window::open(Opening::of(&office)).await;
        window.stands(is).await;
        window.close().await;
    }
}
