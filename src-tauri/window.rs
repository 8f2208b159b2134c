//! The window itself, and the fence around its page: it stays where it is, opens nothing and
//! loads nothing down.

use desk::Lang;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder};

use crate::place;

/// The window's name in `tauri.conf.json` and in the capability.
pub(crate) const LABEL: &str = "desk";

/// The one window; its size and title stand in `tauri.conf.json`.
///
/// # Errors
/// When the system gives no window.
pub(crate) fn open(app: &App, lang: Lang, practises: bool) -> tauri::Result<()> {
    let mut desk = app.config().app.windows[0].clone();
    // The page speaks as the desk behind it does, and marks fobs that are not real.
    let practice = if practises { "&practice" } else { "" };
    desk.url = WebviewUrl::App(format!("index.html?lang={}{practice}", lang.tag()).into());
    let window = WebviewWindowBuilder::from_config(app, &desk)?
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    place::keep(&window)
}

/// Brings the window to the front: somebody started the program again.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that cannot be raised is still there to be found.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether an address is the page that is built into this program (or, while the page is being
/// worked on, the development server's).
fn is_ours(url: &Url) -> bool {
    if cfg!(feature = "custom-protocol") {
        url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
    } else {
        url.host_str() == Some("127.0.0.1") && url.port() == Some(1420)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere_else() {
        let goes = |text: &str| is_ours(&text.parse().expect("an address written here"));
        assert!(goes("tauri://localhost/index.html#work"));
        for elsewhere in [
            "https://example.org/",
            "http://127.0.0.1:8080/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "about:blank",
        ] {
            assert!(!goes(elsewhere), "{elsewhere}");
        }
    }
}
