//! Where on the USB a HID node sits, as Linux tells it in `/sys`; elsewhere nobody says.

use std::path::{Path, PathBuf};

/// A bus and a device on it: the same for all interfaces of one fob, and another one each time it
/// is plugged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UsbAddress {
    pub(crate) bus: u32,
    pub(crate) device: u32,
}

/// The folder of the HID device behind a node (`hidraw0`). Its name ends in a number that the
/// kernel never gives twice: it tells one plugging-in from the next.
pub(crate) fn device_folder(sys: &Path, node: &str) -> Option<PathBuf> {
    sys.join("class/hidraw").join(node).join("device").canonicalize().ok()
}

/// The USB device that this folder lies in; nothing for a device that is not on a USB.
pub(crate) fn usb_address(folder: &Path) -> Option<UsbAddress> {
    folder.ancestors().find_map(|folder| {
        let number = |name| -> Option<u32> {
            std::fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok()
        };
        Some(UsbAddress { bus: number("busnum")?, device: number("devnum")? })
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{create_dir_all, write};
    use std::os::unix::fs::symlink;

    use super::*;

    /// A `/sys` with one node whose device lies in that folder.
    fn sys(device: &str) -> tempfile::TempDir {
        let sys = tempfile::tempdir().expect("a temporary folder");
        let folder = sys.path().join(device);
        create_dir_all(folder.join("hidraw/hidraw3")).expect("a device");
        symlink(&folder, folder.join("hidraw/hidraw3/device")).expect("the way back");
        create_dir_all(sys.path().join("class/hidraw")).expect("the class");
        let class = sys.path().join("class/hidraw/hidraw3");
        symlink(folder.join("hidraw/hidraw3"), class).expect("the node");
        sys
    }

    #[test]
    fn a_node_sits_on_the_usb_device_above_it() {
        let usb = "devices/pci0000:00/0000:00:14.0/usb1/1-2";
        let device = format!("{usb}/1-2:1.0/0003:1050:0407.0005");
        let sys = sys(&device);
        write(sys.path().join(usb).join("busnum"), "1\n").expect("the bus");
        write(sys.path().join(usb).join("devnum"), "17\n").expect("the device");
        // The hub above has an address, too, and the interface has none.
        let hub = sys.path().join("devices/pci0000:00/0000:00:14.0/usb1");
        write(hub.join("busnum"), "1\n").expect("the bus");
        write(hub.join("devnum"), "1\n").expect("the hub");
        let folder = device_folder(sys.path(), "hidraw3").expect("a device");
        assert!(folder.ends_with("0003:1050:0407.0005"), "{}", folder.display());
        assert_eq!(usb_address(&folder), Some(UsbAddress { bus: 1, device: 17 }));
    }

    #[test]
    fn a_device_made_of_software_has_no_address() {
        let sys = sys("devices/virtual/misc/uhid/0003:1050:0407.0001");
        let folder = device_folder(sys.path(), "hidraw3").expect("a device");
        assert_eq!(usb_address(&folder), None);
        assert_eq!(device_folder(sys.path(), "hidraw4"), None);
    }
}
