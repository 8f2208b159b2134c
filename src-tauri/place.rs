//! Where the window stands: it comes back where it was, whichever way it went, and always where
//! somebody can take hold of it.
//!
//! The plugin remembers and restores; here is what it leaves out. It saves at the program's own
//! end alone, which a session that ends or a crash never reaches; and it is content with a window
//! of which one pixel is on a screen.

use std::fs;
use std::sync::mpsc::channel;
use std::thread::Builder;
use std::time::Duration;

use serde::Deserialize;
use tauri::{Manager as _, PhysicalPosition, PhysicalRect, PhysicalSize, WebviewWindow};
use tauri::{WindowEvent, plugin::TauriPlugin};
use tauri_plugin_window_state::{AppHandleExt as _, Builder as Plugin, StateFlags};

/// How long nobody has moved the window before its place is saved.
const CALM: Duration = Duration::from_millis(400);
/// How much of its top edge somebody needs to take hold of it, in pixels.
const GRIP: (i64, i64) = (120, 32);

fn flags() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// What remembers the window's place and puts it there.
pub(crate) fn plugin<R: tauri::Runtime>() -> TauriPlugin<R> {
    Plugin::new().with_state_flags(flags()).build()
}

/// Brings a new window into reach, and saves its place whenever it has come to rest.
///
/// # Errors
/// When the system knows no screens or gives no thread.
pub(crate) fn keep(window: &WebviewWindow) -> tauri::Result<()> {
    bring_back(window)?;
    let (stirs, stirred) = channel();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
            // The one that saves only ends with the program.
            _ = stirs.send(());
        }
    });
    let app = window.app_handle().clone();
    Builder::new().name("place".to_owned()).spawn(move || {
        while stirred.recv().is_ok() {
            while stirred.recv_timeout(CALM).is_ok() {}
            let own = app.clone();
            // On the window's own thread: the plugin asks the window while it holds its lock. A
            // place that cannot be saved is no reason to disturb anybody.
            _ = app.run_on_main_thread(move || _ = own.save_window_state(flags()));
        }
    })?;
    Ok(())
}

/// A place in the screens' own pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
struct Place {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// Where a window was, as the plugin has saved it.
#[derive(Deserialize)]
struct Saved {
    #[serde(flatten)]
    place: Place,
    maximized: bool,
}

/// Moves a window that was put out of reach: its screen is gone, or became smaller.
fn bring_back(window: &WebviewWindow) -> tauri::Result<()> {
    let Some(saved) = saved(window) else { return Ok(()) };
    let screens = window.available_monitors()?;
    let screens: Vec<Place> = screens.iter().map(|screen| (*screen.work_area()).into()).collect();
    if let Some(place) = within_reach(saved, &screens) {
        window.set_size(PhysicalSize::new(place.width, place.height))?;
        window.set_position(PhysicalPosition::new(place.x, place.y))?;
    }
    Ok(())
}

/// Where the plugin has put the window, unless nowhere or everywhere.
fn saved(window: &WebviewWindow) -> Option<Place> {
    let app = window.app_handle();
    let file = app.path().app_config_dir().ok()?.join(app.filename());
    let mut all: serde_json::Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    let saved: Saved = serde_json::from_value(all[window.label()].take()).ok()?;
    (!saved.maximized).then_some(saved.place)
}

/// Another place for a window, if it does not fit any screen where it is or nobody could take hold
/// of it: as large as it was, or as the screen is, in the screen's middle.
fn within_reach(window: Place, screens: &[Place]) -> Option<Place> {
    let held = screens.iter().find(|screen| window.can_be_held_on(screen));
    let screen = held.or(screens.first())?;
    let width = window.width.min(screen.width);
    let height = window.height.min(screen.height);
    if held.is_some() && (width, height) == (window.width, window.height) {
        return None;
    }
    let middle =
        |from: i32, whole: u32, part: u32| from.saturating_add_unsigned((whole - part) / 2);
    let x = middle(screen.x, screen.width, width);
    let y = middle(screen.y, screen.height, height);
    Some(Place { x, y, width, height })
}

impl Place {
    fn can_be_held_on(&self, screen: &Self) -> bool {
        let reach = |from: i32, length: u32| (i64::from(from), i64::from(from) + i64::from(length));
        let (left, right) = reach(self.x, self.width);
        let (screen_left, screen_right) = reach(screen.x, screen.width);
        let (top, screen_bottom) = (i64::from(self.y), reach(screen.y, screen.height).1);
        let wide = right.min(screen_right) - left.max(screen_left) >= GRIP.0;
        wide && top >= i64::from(screen.y) && top + GRIP.1 <= screen_bottom
    }
}

impl From<PhysicalRect<i32, u32>> for Place {
    fn from(area: PhysicalRect<i32, u32>) -> Self {
        let PhysicalRect { position, size } = area;
        Self { x: position.x, y: position.y, width: size.width, height: size.height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(x: i32, y: i32, width: u32, height: u32) -> Place {
        Place { x, y, width, height }
    }

    /// A laptop, and a larger screen to the left of it.
    const SCREENS: [Place; 2] = [place(0, 0, 1280, 900), place(-1920, -100, 1920, 1080)];

    #[test]
    fn a_window_that_can_be_held_stays_where_it_is() {
        for window in [
            place(50, 50, 1180, 800),
            place(-1900, -100, 1900, 1000),
            place(-600, 100, 1180, 800),
            // Half of it hangs out, as somebody wanted it.
            place(1100, 600, 1180, 800),
        ] {
            assert_eq!(within_reach(window, &SCREENS), None, "{window:?}");
        }
    }

    #[test]
    fn a_window_out_of_reach_comes_to_the_middle_of_the_first_screen() {
        for window in [
            place(5000, 100, 1180, 800),
            place(1275, 100, 1180, 800),
            place(100, 890, 1180, 800),
            place(100, -790, 1180, 800),
            place(i32::MIN, i32::MAX, 1180, 800),
        ] {
            assert_eq!(
                within_reach(window, &SCREENS),
                Some(place(50, 50, 1180, 800)),
                "{window:?}"
            );
        }
    }

    #[test]
    fn a_window_larger_than_its_screen_becomes_as_large_as_that() {
        let left = Some(place(-1920, -100, 1920, 1080));
        assert_eq!(within_reach(place(-1900, -50, 3000, 2000), &SCREENS), left);
        assert_eq!(
            within_reach(place(0, 0, 1180, u32::MAX), &SCREENS),
            Some(place(50, 0, 1180, 900))
        );
        assert_eq!(within_reach(place(0, 0, 1, 1), &[]), None);
    }
}
