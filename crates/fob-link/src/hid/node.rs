//! Who may open a HID node, and one owner at a time.
//!
//! Linux gives a node to everybody who may open it, as often as they like, so the node itself is
//! locked: the lock ends with the process. Elsewhere the driver is asked alone (written from its
//! documents, not run).

use std::ffi::CStr;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind};
use std::thread::sleep;
use std::time::Duration;

use fob_wire::cable::CableError;

use super::face::Face;

/// How often, and how long apart, a node that somebody else holds is asked for again.
const POLITE: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// Proof of ownership; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Owned {
    _node: Option<File>,
}

/// Takes the interface for us alone.
///
/// # Errors
/// As [`own`].
pub(crate) fn own_face(face: &Face) -> Result<Owned, CableError> {
    own(&face.path)
}

/// Takes the node for us alone.
///
/// # Errors
/// `Gone`, `Denied`, `InUse`.
pub(crate) fn own(path: &CStr) -> Result<Owned, CableError> {
    if !cfg!(target_os = "linux") {
        return Ok(Owned { _node: None });
    }
    let node = open(path).map_err(|error| of_open(&error))?;
    let mut tries = POLITE;
    loop {
        match node.try_lock() {
            Ok(()) => return Ok(Owned { _node: Some(node) }),
            Err(TryLockError::WouldBlock) if tries > 0 => {
                tries -= 1;
                sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => return Err(CableError::InUse),
            Err(TryLockError::Error(error)) => return Err(of_open(&error)),
        }
    }
}

/// Whether the system does not let this session open the node. Opening alone does nothing to a
/// fob.
pub(crate) fn barred(face: &Face) -> bool {
    open(&face.path).is_err_and(|error| of_open(&error) == CableError::Denied)
}

fn open(path: &CStr) -> Result<File, Error> {
    let path = path.to_str().map_err(|_| ErrorKind::NotFound)?;
    OpenOptions::new().read(true).write(true).open(path)
}

fn of_open(error: &Error) -> CableError {
    match error.kind() {
        ErrorKind::PermissionDenied => CableError::Denied,
        // The node is there for a moment after its fob has gone.
        ErrorKind::NotFound => CableError::Gone,
        _ if error.raw_os_error() == Some(NO_DEVICE) => CableError::Gone,
        _ => CableError::Other(error.to_string()),
    }
}

/// `ENODEV`.
const NO_DEVICE: i32 = 19;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::ffi::CString;

    use super::*;

    #[test]
    fn a_node_has_one_owner_at_a_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("hidraw0");
        std::fs::write(&path, "").expect("a node");
        let path = CString::new(path.to_str().expect("text")).expect("a path");
        let owner = own(&path).expect("free");
        assert_eq!(own(&path).err(), Some(CableError::InUse));
        drop(owner);
        own(&path).expect("free again");
        let nowhere = CString::new("/nonexistent/hidraw0").expect("a path");
        assert_eq!(own(&nowhere).err(), Some(CableError::Gone));
    }

    #[test]
    fn what_may_not_be_opened_is_told_from_what_is_gone() {
        assert_eq!(of_open(&ErrorKind::PermissionDenied.into()), CableError::Denied);
        assert_eq!(of_open(&Error::from_raw_os_error(NO_DEVICE)), CableError::Gone);
        assert!(matches!(of_open(&Error::from_raw_os_error(5)), CableError::Other(_)));
    }
}
