//! What the driver's codes mean for a fob: pure tables, one for each kind of call.
//!
//! The question behind all of them is whether the block may have reached the fob. Where a code
//! does not say, the answer is [`CableError::Lost`].

use fob_wire::cable::CableError;
use pcsc::Error;

/// Whether the service is pcsc-lite, whose codes say more than those of the other two.
pub(crate) const LITE: bool = !cfg!(any(target_os = "windows", target_os = "macos"));

/// Whether a service that does not run only means that no reader was plugged in yet: Windows
/// starts it with the first reader and stops it after the last.
pub(crate) const SLEEPS: bool = cfg!(target_os = "windows");

/// What an error of establishing a context, listing readers or watching them means.
pub(crate) fn of_service(error: Error) -> CableError {
    match error {
        Error::NoService
        | Error::ServiceStopped
        | Error::CommError
        | Error::InvalidHandle
        | Error::Shutdown
        | Error::SystemCancelled => CableError::NoService,
        Error::SecurityViolation | Error::NoAccess => CableError::Denied,
        other => CableError::Other(words(other)),
    }
}

/// What an error of connecting, or of beginning a transaction, means once every retry is over.
/// Nothing was sent to the fob.
pub(crate) fn of_connect(error: Error) -> CableError {
    match error {
        Error::NoSmartcard
        | Error::RemovedCard
        | Error::UnknownReader
        | Error::ReaderUnavailable
        | Error::InvalidValue => CableError::Gone,
        Error::SharingViolation => CableError::InUse,
        Error::ResetCard => CableError::Reset,
        Error::UnresponsiveCard
        | Error::UnsupportedCard
        | Error::UnpoweredCard
        | Error::ProtoMismatch
        | Error::NotReady
        | Error::InvalidAtr
        | Error::CardUnsupported => CableError::Mute,
        other => of_service(other),
    }
}

/// What an error of sending one block means.
///
/// `lite`: pcsc-lite looks whether the card was removed, reset or unpowered, and whether the
/// reader is still there, before it gives the block to the driver; elsewhere a removal in the
/// middle can carry the same code. A service that dies may have passed the block on before, and
/// pcsc-lite says "not transacted" before and after the fact alike: in doubt, lost.
pub(crate) fn of_transfer(error: Error, lite: bool) -> CableError {
    match error {
        Error::ResetCard | Error::UnpoweredCard => CableError::Reset,
        Error::SharingViolation => CableError::InUse,
        Error::InvalidHandle => CableError::Gone,
        Error::RemovedCard | Error::InvalidValue | Error::UnknownReader if lite => CableError::Gone,
        Error::SecurityViolation => CableError::Denied,
        Error::RemovedCard
        | Error::InvalidValue
        | Error::UnknownReader
        | Error::ReaderUnavailable
        | Error::NoSmartcard
        | Error::NotTransacted
        | Error::CommError
        | Error::CommDataLost
        | Error::UnresponsiveCard
        | Error::Timeout
        | Error::InsufficientBuffer
        | Error::NoService
        | Error::ServiceStopped
        | Error::Shutdown
        | Error::SystemCancelled
        | Error::Cancelled => CableError::Lost,
        other => CableError::Other(words(other)),
    }
}

/// Whether the context that gave this error is of no more use: nobody is left at its other end.
pub(crate) fn is_dead(error: Error) -> bool {
    of_service(error) == CableError::NoService
}

/// The driver's words and its name for the code, for the detail line.
fn words(error: Error) -> String {
    format!("{error} ({error:?})")
}

/// Whether an ATR was made up by a contactless reader (PC/SC part 3, section 3.1.3.2.3.1): a first
/// byte 3B, then 8n 80 01. Contact cards and USB fobs may not announce T=0 and T=1 in that way.
pub(crate) fn is_contactless(atr: &[u8]) -> bool {
    matches!(atr, [0x3b, t0, 0x80, 0x01, ..] if t0 & 0xf0 == 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_leaves_room_for_doubt_means_lost() {
        for error in [
            Error::NotTransacted,
            Error::CommError,
            Error::CommDataLost,
            Error::NoService,
            Error::ServiceStopped,
            Error::InsufficientBuffer,
            Error::ReaderUnavailable,
            Error::NoSmartcard,
        ] {
            for lite in [true, false] {
                assert_eq!(of_transfer(error, lite), CableError::Lost, "{error:?}");
            }
        }
    }

    #[test]
    fn a_removal_is_certain_to_come_before_the_block_only_on_pcsc_lite() {
        assert_eq!(of_transfer(Error::RemovedCard, true), CableError::Gone);
        assert_eq!(of_transfer(Error::InvalidValue, true), CableError::Gone);
        assert_eq!(of_transfer(Error::RemovedCard, false), CableError::Lost);
        assert_eq!(of_transfer(Error::InvalidValue, false), CableError::Lost);
    }

    #[test]
    fn a_reset_or_lost_power_before_a_block_asks_for_a_new_start() {
        assert_eq!(of_transfer(Error::ResetCard, LITE), CableError::Reset);
        assert_eq!(of_transfer(Error::UnpoweredCard, LITE), CableError::Reset);
    }

    #[test]
    fn connecting_tells_an_empty_socket_from_a_busy_and_a_silent_one() {
        assert_eq!(of_connect(Error::NoSmartcard), CableError::Gone);
        assert_eq!(of_connect(Error::UnknownReader), CableError::Gone);
        assert_eq!(of_connect(Error::SharingViolation), CableError::InUse);
        assert_eq!(of_connect(Error::UnresponsiveCard), CableError::Mute);
        assert_eq!(of_connect(Error::ProtoMismatch), CableError::Mute);
        assert_eq!(of_connect(Error::NoService), CableError::NoService);
        assert_eq!(of_connect(Error::SecurityViolation), CableError::Denied);
    }

    #[test]
    fn an_unknown_failure_keeps_the_drivers_words_and_name() {
        let CableError::Other(text) = of_service(Error::NoMemory) else {
            panic!("no memory is not a state of a fob");
        };
        assert!(text.contains("Not enough memory") && text.contains("NoMemory"), "{text}");
    }

    #[test]
    fn only_the_readers_own_atr_form_counts_as_contactless() {
        // YubiKey 5 over NFC, over USB; Nitrokey 3 over USB (3B 8F 01 80); CanoKey over USB.
        assert!(is_contactless(&[0x3b, 0x8d, 0x80, 0x01, 0x80, 0x73]));
        assert!(!is_contactless(&[0x3b, 0xfd, 0x13, 0x00, 0x00, 0x81]));
        assert!(!is_contactless(&[0x3b, 0x8f, 0x01, 0x80, 0x5d, 0x4e]));
        assert!(!is_contactless(&[0x3b, 0xf7, 0x11, 0x00, 0x00, 0x81]));
        assert!(!is_contactless(&[]));
    }
}
