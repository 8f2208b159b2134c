//! A window that was left alone: its operator is signed out, and the page hears of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use super::{Door, held};

impl Door {
    /// Looks once a second whether the window was left alone.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn watch_idle(door: &Arc<Self>) -> std::io::Result<()> {
        let door = Arc::downgrade(door);
        std::thread::Builder::new().name("idle".to_owned()).spawn(move || {
            while let Some(door) = door.upgrade() {
                door.look_after(Instant::now(), SystemTime::now());
                drop(door);
                sleep(Duration::from_secs(1));
            }
        })?;
        Ok(())
    }

    /// Signs the operator out if the window was left alone. Not in the middle of an act: a fob that
    /// waits for a finger is somebody's work.
    pub(super) fn look_after(&self, now: Instant, wall: SystemTime) {
        let seconds = self.idle_seconds.load(Ordering::SeqCst);
        if seconds == 0 {
            held(&self.idle).touched(now);
        }
        let limit = Duration::from_secs(seconds.max(1));
        if !held(&self.idle).left_alone(now, wall, limit) || seconds == 0 {
            return;
        }
        let Ok(mut desks) = self.desks.try_lock() else {
            held(&self.idle).touched(now);
            return;
        };
        let desks = &mut *desks;
        for desk in [&mut desks.now, &mut desks.aside].into_iter().flatten() {
            // Whoever sat here is gone, even where the history cannot say so.
            let _ = desk::operators::sign_out(desk);
            desk.pin();
        }
        self.idle_seconds.store(0, Ordering::SeqCst);
        self.news.tell(json!({ "event": "left_alone" }));
    }
}
