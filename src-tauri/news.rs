//! The one stream to the page: what the desk says by itself.

use std::sync::{Arc, Mutex, PoisonError};

use desk::Progress;
use serde_json::{Value, json};
use tauri::ipc::Channel;

/// How long a fob waits for a finger, as the page counts it down: what every make waits at least.
pub(crate) const TOUCH_SECONDS: u32 = 15;

/// Speaks to the page that listens, if one does.
#[derive(Clone, Default)]
pub(crate) struct News {
    page: Arc<Mutex<Option<Channel<Value>>>>,
}

impl News {
    /// From now on this page hears, and no other.
    pub(crate) fn to(&self, page: Channel<Value>) {
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }

    /// Says something.
    pub(crate) fn tell(&self, news: Value) {
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = &*page {
            // A page that is gone hears nothing; the next one says for itself that it listens.
            let _ = page.send(news);
        }
    }
}

/// A step that is done, as the page reads it.
pub(crate) fn step(progress: &Progress) -> Value {
    let (step, key, value) = match progress {
        Progress::Searched { positions } => {
            return json!({ "event": "searched", "positions": positions });
        }
        Progress::Sealed => return json!({ "event": "progress", "step": "sealed" }),
        Progress::Proven => return json!({ "event": "progress", "step": "proven" }),
        Progress::Written { place } => ("written", "place", place),
        Progress::Given { login } => ("given", "login", login),
        Progress::Codes { set } => ("codes", "set", set),
        Progress::Settled { serial } => ("settled", "serial", serial),
    };
    json!({ "event": "progress", "step": step, key: value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_one_that_the_page_knows() {
        let text = String::new;
        let steps = [
            Progress::Sealed,
            Progress::Written { place: text() },
            Progress::Proven,
            Progress::Given { login: text() },
            Progress::Codes { set: text() },
            Progress::Settled { serial: text() },
        ];
        let page = include_str!("../ui/src/shell.ts");
        let (_, types) = page.split_once("export type Step = ").expect("the page's steps");
        let known: Vec<&str> = types.split(';').next().unwrap_or_default().split('\'').collect();
        let known: Vec<&str> = known.into_iter().skip(1).step_by(2).collect();
        let told: Vec<Value> = steps.iter().map(|it| step(it)["step"].clone()).collect();
        assert_eq!(told, known);
    }
}
