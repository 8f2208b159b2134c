//! The person at the window, as a use case sees one: hears each step, is asked for a finger, may
//! stop the work, and says where a file goes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use desk::cable::{Go, Why};
use desk::{Attendant, Face, FileKind, Progress, Typed};
use serde_json::json;

use crate::files::Files;
use crate::news::{self, News, TOUCH_SECONDS};

/// How soon a long wait notices that somebody has stopped the work.
const NOTICE: Duration = Duration::from_millis(20);

/// The person, for as long as one act lasts.
pub(crate) struct Person<'a> {
    news: &'a News,
    stop: &'a AtomicBool,
    files: &'a Files,
    /// A finger was asked for, and nothing has happened since.
    touching: bool,
}

impl<'a> Person<'a> {
    /// Somebody who hears `news`, raises `stop`, and is asked for files.
    pub(crate) fn new(news: &'a News, stop: &'a AtomicBool, files: &'a Files) -> Self {
        Self { news, stop, files, touching: false }
    }

    fn touched(&mut self) {
        if std::mem::take(&mut self.touching) {
            self.news.tell(json!({ "event": "touch_over" }));
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}

impl Attendant for Person<'_> {
    fn tell(&mut self, progress: &Progress) {
        self.touched();
        self.news.tell(news::step(progress));
    }

    fn pause(&mut self, time: Duration, why: Why) -> Go {
        match why {
            Why::Touch(left) if !self.touching => {
                self.touching = true;
                let seconds = left.map_or(TOUCH_SECONDS, u32::from);
                self.news.tell(json!({ "event": "touch", "seconds": seconds }));
            }
            Why::Touch(_) => {}
            Why::Busy => self.touched(),
        }
        let until = Instant::now() + time;
        loop {
            if self.stopped() {
                return Go::Stop;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Go::On;
            }
            sleep(left.min(NOTICE));
        }
    }

    /// A code is typed on the page later, and proves the token by `verify`.
    fn code(&mut self, _serial: &str, _place: &str, _again: bool) -> Typed {
        Typed::Later
    }
}

impl Face for Person<'_> {
    fn save_as(&mut self, name: &str, kind: FileKind) -> Option<PathBuf> {
        self.files.save_as(name, kind)
    }

    fn open_file(&mut self, kind: FileKind) -> Option<PathBuf> {
        self.files.open_file(kind)
    }
}

impl Drop for Person<'_> {
    fn drop(&mut self) {
        self.touched();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use serde_json::Value;
    use tauri::ipc::{Channel, InvokeResponseBody};

    use super::*;

    #[test]
    fn a_finger_is_asked_for_once_and_the_asking_ends() {
        let heard = Arc::<Mutex<Vec<Value>>>::default();
        let notes = Arc::clone(&heard);
        let news = News::default();
        news.to(Channel::new(move |body| {
            if let InvokeResponseBody::Json(text) = body {
                let value: Value = serde_json::from_str(&text)?;
                notes.lock().expect("nobody panics").push(value["event"].clone());
            }
            Ok(())
        }));
        let (stop, files) = (AtomicBool::new(false), Files::Folder("/nowhere".into()));
        let mut person = Person::new(&news, &stop, &files);
        for _ in 0..2 {
            assert_eq!(person.pause(Duration::ZERO, Why::Touch(None)), Go::On);
        }
        person.tell(&Progress::Proven);
        person.pause(Duration::ZERO, Why::Touch(None));
        drop(person);
        let heard = heard.lock().expect("nobody panics").clone();
        assert_eq!(heard, ["touch", "touch_over", "progress", "touch", "touch_over"]);
    }

    #[test]
    fn a_long_wait_ends_when_somebody_stops_the_work() {
        let (news, stop) = (News::default(), AtomicBool::new(true));
        let files = Files::Folder("/nowhere".into());
        let mut person = Person::new(&news, &stop, &files);
        assert_eq!(person.pause(Duration::from_secs(3600), Why::Busy), Go::Stop);
    }
}
