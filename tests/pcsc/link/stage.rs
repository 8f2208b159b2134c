//! A process and a smart card service for one story alone.
//!
//! The client library looks for its service once in a process, where the environment says. So the
//! test starts itself again, with a path of its own there; the child makes that path lead to the
//! service it starts.

use std::env;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE};
use fob_link::{Event, Ports, What};
use fob_sim::Model;
use fob_wire::cable::{CableError, Sockets};
use tempfile::TempDir;

/// Longer than anything here takes.
pub(super) const LONG: Duration = Duration::from_secs(15);

/// SELECT of the OATH application.
pub(super) const SELECT: &[u8] = b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00";
/// LIST: answered only while the OATH application is selected.
pub(super) const LIST: &[u8] = b"\x00\xA1\x00\x00\x00";

/// The child's half of a story.
pub(super) struct Stage {
    socket: PathBuf,
}

impl Stage {
    /// Starts this process's service with a reader for each model.
    pub(super) fn pcscd(&self, models: &[Model]) -> Pcscd {
        let pcscd = Pcscd::start(models).expect("pcscd and vpcd");
        symlink(pcscd.socket(), &self.socket).expect("a new path in our own folder");
        pcscd
    }
}

/// Tells a story in a process of its own. `name` is the test's name.
pub(super) fn alone(name: &str, story: fn(&Stage)) {
    const CHILD: &str = "FOBDESK_TEST_STAGE";
    if env::var_os(CHILD).is_some() {
        let socket = env::var_os(SOCKET_VARIABLE).expect("set by the parent").into();
        return story(&Stage { socket });
    }
    let folder = TempDir::with_prefix("stage-").expect("a temporary folder");
    let output = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", &format!("link::{name}"), "--nocapture"])
        .env(SOCKET_VARIABLE, folder.path().join("pcscd.comm"))
        .env(CHILD, name)
        .output()
        .expect("this program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    print!("{said}");
    assert!(output.status.success(), "{said}\n{complained}");
    // A story that was not told must not count.
    assert!(said.contains("1 passed"), "no story {name}: {said}");
}

/// Looks until the sockets satisfy the question.
pub(super) fn look_until(sockets: &mut Ports, occupied: &[bool]) {
    let until = Instant::now() + LONG;
    loop {
        let mut seen = sockets.look().expect("the service runs");
        seen.retain(|socket| !is_spare(&socket.name));
        if seen.iter().map(|s| s.occupied).eq(occupied.iter().copied()) {
            return;
        }
        assert!(Instant::now() < until, "{seen:?} never became {occupied:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Waits for the next event and checks what it is; returns it and how late it is.
pub(super) fn expect(events: &Receiver<Event>, what: What, socket: Option<&str>) -> Duration {
    let event = next(events, LONG).unwrap_or_else(|| panic!("{what:?} is not told"));
    let name = event.socket.as_ref().map(|s| s.name.as_str());
    assert_eq!((event.what, name), (what, socket));
    event.at.elapsed()
}

/// Nothing more is told for a while that is longer than any debounce.
pub(super) fn expect_quiet(events: &Receiver<Event>) {
    if let Some(event) = next(events, Duration::from_millis(700)) {
        panic!("{event:?} is told");
    }
}

/// The next event that is not about a spare reader.
pub(super) fn next(events: &Receiver<Event>, patience: Duration) -> Option<Event> {
    let until = Instant::now() + patience;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let event = events.recv_timeout(left).ok()?;
        if !event.socket.as_ref().is_some_and(|socket| is_spare(&socket.name)) {
            return Some(event);
        }
    }
}

/// The driver makes two readers of each; nothing is ever plugged into the second.
fn is_spare(reader: &str) -> bool {
    reader.ends_with(" 01")
}

/// Tries until connecting gives something else than this error.
pub(super) fn outcome_after<T>(
    error: &CableError,
    mut attempt: impl FnMut() -> Result<T, CableError>,
) -> Result<T, CableError> {
    let until = Instant::now() + LONG;
    loop {
        match attempt() {
            Err(found) if found == *error && Instant::now() < until => {
                thread::sleep(Duration::from_millis(50));
            }
            other => return other,
        }
    }
}
