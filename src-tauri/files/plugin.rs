//! The system's file dialog on Windows and macOS, by Tauri's plugin.

use std::path::PathBuf;

use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::DialogExt as _;

use super::Wish;
use crate::window::LABEL;

/// Asks the person for a file; nothing when she thinks better of it. Not for the window's thread.
pub(super) fn ask(app: &AppHandle, wish: Wish) -> Option<PathBuf> {
    let mut dialog = app.dialog().file().set_title(wish.title);
    if let Some(window) = app.get_webview_window(LABEL) {
        dialog = dialog.set_parent(&window);
    }
    if let Some(folder) = wish.folder {
        dialog = dialog.set_directory(folder);
    }
    if let Some((called, endings)) = wish.filter {
        dialog = dialog.add_filter(called, endings);
    }
    let chosen = match wish.name {
        Some(name) => dialog.set_file_name(name).blocking_save_file(),
        None => dialog.blocking_pick_file(),
    };
    chosen?.into_path().ok()
}
