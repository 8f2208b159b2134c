use std::time::{Duration, Instant};

use super::*;

fn door() -> (FakeKeyring, KeyringDoor) {
    let ring = FakeKeyring::new();
    (ring.clone(), KeyringDoor::over(Box::new(ring)))
}

#[test]
fn a_probe_leaves_nothing_behind() {
    let (ring, door) = door();
    assert_eq!(door.probe(Duration::from_secs(5)), Ok(()));
    assert_eq!((ring.calls(), ring.entries().len()), (3, 0));
}

#[test]
fn a_keyring_that_does_not_answer_is_not_waited_for() {
    let (ring, door) = door();
    ring.delay(Duration::from_secs(3));
    let begun = Instant::now();
    assert_eq!(door.probe(Duration::from_millis(50)), Err(KeyringError::TimedOut));
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_probe_says_what_is_wrong() {
    let (ring, door) = door();
    let state = KeyringError::NoCollection("no login keyring".to_owned());
    ring.fail(Some(state.clone()));
    assert_eq!(door.probe(Duration::from_secs(5)), Err(state));
    ring.fail(None);
    assert_eq!(door.probe(Duration::from_secs(5)), Ok(()), "and tries again when asked again");
}

#[test]
fn every_error_of_the_keyring_crates_gets_its_name() {
    use keyring_core::Error;
    let cause = |text: &str| -> keyring_core::error::PlatformError { text.to_owned().into() };
    let named = |error: Error| std::mem::discriminant(&system::named(&error));
    let text = String::new;
    for (error, state) in [
        (Error::NoEntry, KeyringError::MissingEntry),
        (Error::Ambiguous(Vec::new()), KeyringError::Ambiguous),
        (Error::TooLong(text(), 9), KeyringError::Oversize),
        (Error::BadEncoding(Vec::new()), KeyringError::WrongValue),
        (Error::NoStorageAccess(cause("NoResult")), KeyringError::NoCollection(text())),
        (Error::NoStorageAccess(cause("Prompt")), KeyringError::LockedOrDismissed(text())),
        (Error::PlatformFailure(cause("ServiceUnknown")), KeyringError::NoService(text())),
        (Error::PlatformFailure(cause("Zbus(Connection(NotFound))")), KeyringError::NoBus(text())),
        (Error::PlatformFailure(cause("else")), KeyringError::Other(text())),
    ] {
        let shown = error.to_string();
        assert_eq!(named(error), std::mem::discriminant(&state), "{shown}");
    }
}
