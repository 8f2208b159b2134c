//! The threads that notice when something is plugged in or pulled. They only say that it happened
//! and where; who it is, the page asks the desk.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::Builder;
use std::time::Duration;

use fob_link::{Event, Watch, What};
use fob_sim::PracticeSockets;
use serde_json::{Value, json};

/// How often practice fobs are looked at.
const LOOK: Duration = Duration::from_millis(100);

/// A thread that watches, for as long as this is kept.
pub(crate) type Watching = Box<dyn Send>;

/// Watches the smart card readers.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn readers(tell: impl Fn(Value) + Send + 'static) -> io::Result<Watching> {
    let (watch, events) = Watch::start()?;
    Builder::new()
        .name("news".to_owned())
        .spawn(move || events.into_iter().for_each(|event| tell(news(&event))))?;
    Ok(Box::new(watch))
}

/// Watches practice fobs, which do not tell by themselves.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn practice(
    fobs: PracticeSockets,
    tell: impl Fn(Value) + Send + 'static,
) -> io::Result<Watching> {
    let plugged = move || -> Vec<String> {
        let fobs = fobs.fobs().unwrap_or_default().into_iter();
        fobs.filter(|fob| fob.plugged).map(|fob| fob.reader).collect()
    };
    let (kept, ends) = channel::<()>();
    Builder::new().name("news".to_owned()).spawn(move || {
        let mut before = plugged();
        while ends.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            let now = plugged();
            changes(&before, &now).into_iter().for_each(&tell);
            before = now;
        }
    })?;
    Ok(Box::new(kept))
}

/// An event as the page reads it; the names are those of `fobctl fobs --watch`.
fn news(event: &Event) -> Value {
    let name = match event.what {
        What::Inserted => "inserted",
        What::Removed => "removed",
        What::ReaderAdded => "reader_added",
        What::ReaderRemoved => "reader_removed",
        What::ServiceGone => "service_gone",
        What::ServiceBack => "service_back",
    };
    json!({ "event": name, "reader": event.socket.as_ref().map(|socket| &socket.name) })
}

/// What happened between two looks at the readers that hold something, in the same words.
fn changes(before: &[String], now: &[String]) -> Vec<Value> {
    let gone = before.iter().filter(|name| !now.contains(name)).map(|name| ("removed", name));
    let come = now.iter().filter(|name| !before.contains(name)).map(|name| ("inserted", name));
    gone.chain(come).map(|(event, name)| json!({ "event": event, "reader": name })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_and_goes_is_told_once() {
        let (one, two) = (["a".to_owned()], ["b".to_owned()]);
        let told = [
            json!({ "event": "removed", "reader": "a" }),
            json!({ "event": "inserted", "reader": "b" }),
        ];
        assert_eq!(changes(&one, &two), told);
        assert!(changes(&two, &two).is_empty());
    }
}
