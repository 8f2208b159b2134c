//! The window: it shows what the desk says and asks the desk for what people want.
//!
//! No rule of the desk lives here; this is the wiring of a page, a desk and the cables.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod acts;
mod call;
mod door;
mod face;
mod files;
mod idle;
mod news;
mod options;
#[cfg(target_os = "linux")]
mod painting;
mod passphrase;
mod place;
mod practice;
mod watch;
mod window;

use std::sync::Arc;

use tauri::Manager as _;

use crate::files::Files;

fn main() -> anyhow::Result<()> {
    #[cfg(target_os = "linux")]
    painting::choose();
    let options = options::read()?;
    let door = Arc::new(door::Door::new(&options)?);
    let (lang, practises) = (options.lang, options.practice.is_some());
    let mut app = tauri::Builder::default();
    if options.usual() {
        let again = |app: &tauri::AppHandle, _, _| window::show(app);
        app = app.plugin(tauri_plugin_single_instance::init(again));
    }
    #[cfg(not(target_os = "linux"))]
    let app = app.plugin(tauri_plugin_dialog::init());
    app.plugin(place::plugin())
        .manage(door)
        .invoke_handler(tauri::generate_handler![call::call, call::listen])
        .setup(move |app| {
            let files = match options.files {
                Some(folder) => Files::Folder(folder),
                None => Files::Asked(app.handle().clone(), lang),
            };
            app.manage(Arc::new(files));
            door::Door::watch_idle(&app.state::<Arc<door::Door>>())?;
            Ok(window::open(app, lang, practises)?)
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
