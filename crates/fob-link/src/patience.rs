//! When a connection that failed is tried again, and when it is given up: counting, no clock.
//!
//! Nothing was sent to the fob before a connection stands, so every try is harmless.

use std::time::Duration;

use fob_wire::cable::CableError;
use pcsc::Error;

use crate::fault;

/// What to do after a failed try.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Wait so long, then try again.
    Again(Duration),
    /// The context is dead: establish another one, then try again.
    Renew,
    /// It is over.
    Stop(CableError),
}

/// The tries that are left, each kind counted on its own.
#[derive(Debug)]
pub(crate) struct Patience {
    /// Another program holds the fob: 10 × 100 ms.
    polite: u32,
    /// "No card" in a key's own reader: 40 × 100 ms.
    reclaims: u32,
    /// The reader is not ready: 3 × 200 ms.
    unready: u32,
    /// The card lost its power, or was reset while we connected: once, at once.
    revivals: u32,
    /// The service has too many clients: once, after a second.
    crowded: u32,
    /// The context died: once.
    renewals: u32,
}

impl Patience {
    /// For one attempt to connect. `reclaims`: something was just seen in a key's own reader. Such
    /// a key hides its card for up to 3 s after another of its interfaces was used; a second more
    /// is for slow hosts.
    pub(crate) fn new(reclaims: bool) -> Self {
        Self {
            polite: 10,
            reclaims: if reclaims { 40 } else { 0 },
            unready: 3,
            revivals: 1,
            crowded: 1,
            renewals: 1,
        }
    }

    /// What to do after this error.
    pub(crate) fn after(&mut self, error: Error) -> Next {
        let (left, next) = match error {
            Error::SharingViolation => (&mut self.polite, pause(100)),
            Error::NoSmartcard => (&mut self.reclaims, pause(100)),
            Error::NotReady => (&mut self.unready, pause(200)),
            Error::UnpoweredCard | Error::ResetCard => (&mut self.revivals, pause(0)),
            Error::ServerTooBusy => (&mut self.crowded, pause(1000)),
            Error::InternalError | Error::UnknownError => (&mut self.renewals, Next::Renew),
            dead if fault::is_dead(dead) => (&mut self.renewals, Next::Renew),
            other => return Next::Stop(fault::of_connect(other)),
        };
        if *left == 0 {
            return Next::Stop(fault::of_connect(error));
        }
        *left -= 1;
        next
    }
}

fn pause(milliseconds: u64) -> Next {
    Next::Again(Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pauses until the end, and the end.
    fn whole(patience: &mut Patience, error: Error) -> (Duration, usize, CableError) {
        let (mut waited, mut tries) = (Duration::ZERO, 1);
        loop {
            match patience.after(error) {
                Next::Again(pause) => waited += pause,
                Next::Renew => {}
                Next::Stop(end) => return (waited, tries, end),
            }
            tries += 1;
        }
    }

    #[test]
    fn a_held_fob_is_asked_for_ten_times_more_within_a_second() {
        let (waited, tries, end) = whole(&mut Patience::new(true), Error::SharingViolation);
        assert_eq!((waited, tries, end), (Duration::from_secs(1), 11, CableError::InUse));
    }

    #[test]
    fn an_empty_socket_is_waited_for_only_when_something_was_just_seen_in_it() {
        let seen = whole(&mut Patience::new(true), Error::NoSmartcard);
        assert_eq!(seen, (Duration::from_secs(4), 41, CableError::Gone));
        let empty = whole(&mut Patience::new(false), Error::NoSmartcard);
        assert_eq!(empty, (Duration::ZERO, 1, CableError::Gone));
    }

    #[test]
    fn a_dead_context_is_renewed_once() {
        let mut patience = Patience::new(false);
        assert_eq!(patience.after(Error::NoService), Next::Renew);
        assert_eq!(patience.after(Error::NoService), Next::Stop(CableError::NoService));
    }

    #[test]
    fn every_error_comes_to_an_end() {
        for error in [
            Error::NotReady,
            Error::UnpoweredCard,
            Error::ResetCard,
            Error::ServerTooBusy,
            Error::InternalError,
            Error::InvalidHandle,
            Error::UnresponsiveCard,
            Error::NoMemory,
        ] {
            let (waited, tries, _) = whole(&mut Patience::new(true), error);
            assert!(tries <= 4 && waited <= Duration::from_secs(1), "{error:?}: {tries}");
        }
    }
}
