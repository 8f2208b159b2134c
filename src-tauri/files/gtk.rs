//! The system's file dialog on Linux. The plugin's has no owner there: it may slip behind the
//! window, which then seems not to hear. This one belongs to the window and stays above it.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};

use gtk::prelude::{FileChooserExt as _, NativeDialogExt as _};
use gtk::{FileChooserAction, FileChooserNative, FileFilter, ResponseType};
use tauri::{AppHandle, Manager as _};

use super::Wish;
use crate::window::LABEL;

/// Asks the person for a file; nothing when she thinks better of it. Not for the window's thread.
pub(super) fn ask(app: &AppHandle, wish: Wish) -> Option<PathBuf> {
    let (tell, told) = channel();
    let own = app.clone();
    app.run_on_main_thread(move || open(&own, &wish, tell)).ok()?;
    told.recv().ok().flatten()
}

fn open(app: &AppHandle, wish: &Wish, tell: Sender<Option<PathBuf>>) {
    let owner = app.get_webview_window(LABEL).and_then(|window| window.gtk_window().ok());
    let action = match wish.name {
        Some(_) => FileChooserAction::Save,
        None => FileChooserAction::Open,
    };
    let dialog = FileChooserNative::new(Some(wish.title), owner.as_ref(), action, None, None);
    dialog.set_modal(true);
    if let Some(folder) = &wish.folder {
        // One that is not there is no reason not to ask.
        dialog.set_current_folder(folder);
    }
    if let Some(name) = &wish.name {
        dialog.set_current_name(name);
    }
    if let Some((called, endings)) = wish.filter {
        let filter = FileFilter::new();
        filter.set_name(Some(called));
        for ending in endings {
            filter.add_pattern(&format!("*.{ending}"));
            filter.add_pattern(&format!("*.{}", ending.to_uppercase()));
        }
        dialog.add_filter(filter);
    }
    // Nobody else keeps it while it is open.
    let kept = RefCell::new(Some(dialog.clone()));
    dialog.connect_response(move |dialog, answer| {
        let path = if answer == ResponseType::Accept { dialog.filename() } else { None };
        // Who asked is still waiting: nothing else ends the wait.
        _ = tell.send(path);
        kept.take();
    });
    dialog.show();
}
