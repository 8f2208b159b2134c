//! The window: it shows what the desk says and asks the desk for what people want.
//!
//! No rule of the desk lives here; this is the wiring of a page, a desk and the cables.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod door;
mod options;
mod seat;
mod watch;
mod window;

use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    let door = Arc::new(door::Door::new(options::read()?)?);
    let (lang, practises) = (door.lang(), door.practises());
    tauri::Builder::default()
        .manage(door)
        .invoke_handler(tauri::generate_handler![call::call, call::listen])
        .setup(move |app| Ok(window::open(app, lang, practises)?))
        .run(tauri::generate_context!())?;
    Ok(())
}
