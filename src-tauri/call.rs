//! The page's two ways in: `call` asks the desk, `listen` hears what it says by itself.
//!
//! Everything that touches a fob or a file runs on a thread that may wait; the window's own thread
//! never does. A panic on the way becomes a report, not the end of the window.

use std::sync::Arc;

use desk::{Cause, Fault, Lang, Report};
use serde_json::Value;
use tauri::State;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Channel;

use crate::door::Door;
use crate::files::Files;

/// Asks the desk or the shell: `{"do": NAME, …}` in, the reply of its table of acts out.
#[tauri::command]
pub(crate) async fn call(
    door: State<'_, Arc<Door>>,
    files: State<'_, Arc<Files>>,
    ask: Value,
) -> Result<Value, Report> {
    let lang = door.lang();
    let (door, files) = (Arc::clone(&door), Arc::clone(&files));
    waiting(lang, move || door.answer(ask, &files)).await
}

/// Opens the stream of events; the page that listens last is the one that hears.
#[tauri::command]
pub(crate) async fn listen(door: State<'_, Arc<Door>>, news: Channel<Value>) -> Result<(), Report> {
    let lang = door.lang();
    let door = Arc::clone(&door);
    waiting(lang, move || door.listen(news)).await
}

/// Runs work that may wait on a thread that may; a panic in it is a report like any other.
async fn waiting<T: Send + 'static>(
    lang: Lang,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Report> {
    let done = spawn_blocking(work).await;
    let broke = |_| Err(Fault::from(Cause::Unexpected).detailed("panic"));
    done.unwrap_or_else(broke).map_err(|fault| Report::of(&fault, lang))
}

#[cfg(test)]
mod tests {
    use tauri::async_runtime::block_on;

    use super::*;

    #[test]
    fn a_panic_is_a_report_and_not_the_end() {
        let report = block_on(waiting(Lang::En, || -> Result<(), Fault> { panic!("on purpose") }));
        assert_eq!(report.expect_err("a report").code, "unexpected");
        assert_eq!(block_on(waiting(Lang::En, || Ok(1))), Ok(1));
    }
}
