//! What the HID driver's errors mean for a fob: it has only words for them.
//!
//! As for readers (`fault.rs` of the crate), the question is whether what was sent may have
//! reached the fob. Only one answer of Linux is certain: "no such device" comes before anything is
//! sent. (What Windows and macOS say was taken from their documents, not from a run.)

use fob_wire::cable::CableError;

/// What an error of opening an interface means. Nothing was sent.
pub(crate) fn of_open(words: &str) -> CableError {
    let says = |text: &[&str]| text.iter().any(|text| words.contains(text));
    if says(&["os error 2)", "os error 19)", "ENODEV", "0x00000002", "device not found"]) {
        CableError::Gone
    } else if says(&["os error 13)", "os error 1)", "0x00000005", "0xE00002E2", "0xE00002C1"]) {
        CableError::Denied
    } else if says(&["0x00000020", "0xE00002C5"]) {
        CableError::InUse
    } else {
        CableError::Other(words.to_owned())
    }
}

/// What an error of sending or reading a report or a packet means. Reading does nothing to a fob,
/// but what was sent before may have been acted upon, and whoever sent it knows.
pub(crate) fn of_transfer(words: &str) -> CableError {
    let no_device = words.contains("ENODEV") || words.contains("os error 19)");
    if no_device { CableError::Gone } else { CableError::Lost }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_that_is_no_more_has_certainly_not_heard() {
        let gone = "hidapi error: ioctl (GFEATURE): ENODEV: No such device";
        assert_eq!(of_transfer(gone), CableError::Gone);
        assert_eq!(of_transfer("No such device (os error 19)"), CableError::Gone);
        for words in [
            "hidapi error: ioctl (GFEATURE): EIO: Input/output error",
            "hidapi error: ioctl (GFEATURE): EPIPE: Broken pipe",
            "hidapi error: ioctl (GFEATURE): ETIMEDOUT: Connection timed out",
            "hidapi error: unexpected poll error (device disconnected)",
            "hidapi error: HidD_SetFeature: (0x0000048F) The device is not connected.",
            "Failed to send all data: only sent 3 out of 9 bytes",
        ] {
            assert_eq!(of_transfer(words), CableError::Lost, "{words}");
        }
    }

    #[test]
    fn an_interface_that_may_not_be_opened_is_told_from_one_that_is_gone_or_held() {
        let linux = |what: &str| format!("failed to open device with path /dev/hidraw0: {what}");
        let gone = linux("No such file or directory (os error 2)");
        assert_eq!(of_open(&gone), CableError::Gone);
        assert_eq!(of_open(&linux("Permission denied (os error 13)")), CableError::Denied);
        let windows = "hid_open_path/CreateFile: (0x00000005) Access is denied.";
        assert_eq!(of_open(windows), CableError::Denied);
        let mac = "hid_open_path: failed to open IOHIDDevice: (0xE00002C5) exclusive access";
        assert_eq!(of_open(mac), CableError::InUse);
        assert!(matches!(of_open("out of memory"), CableError::Other(_)));
    }
}
