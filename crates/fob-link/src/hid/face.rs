//! The HID interfaces of fobs that are plugged in, and what people call them.

use std::ffi::{CStr, CString};
use std::path::Path;

use fob_wire::cable::Framing;
use hidapi::{DeviceInfo, HidApi};

use super::address::{UsbAddress, device_folder, usb_address};
use super::ids::{Kind, kind};

/// One HID interface of a fob: one of its faces, if it has a smart card reader as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Face {
    /// The driver's name for it.
    pub(crate) path: CString,
    pub(crate) kind: &'static Kind,
    /// The USB product.
    pub(crate) product: u16,
    /// What the fob calls itself.
    pub(crate) label: String,
    /// The serial in the USB descriptor; most fobs keep theirs to themselves.
    pub(crate) serial: Option<String>,
    /// Where on the USB it sits, if the system says so.
    pub(crate) address: Option<UsbAddress>,
    /// Another number each time it is plugged in, as far as the system lets us see it.
    pub(crate) mark: u32,
}

impl Face {
    /// Whether the same fob is a smart card reader as well.
    pub(crate) fn has_reader(&self) -> bool {
        self.kind.has_reader(self.product)
    }

    /// The last part of the driver's name: `hidraw0`.
    fn node(&self) -> &str {
        node(&self.path)
    }
}

/// All of them, in the order of their nodes. A driver that fails shows none.
pub(crate) fn faces() -> Vec<Face> {
    // The usual desk: no fob, and nothing to read but the name of a folder.
    let nodes = Path::new("/sys/class/hidraw");
    if cfg!(target_os = "linux") && nodes.read_dir().map_or(true, |mut dir| dir.next().is_none()) {
        return Vec::new();
    }
    match HidApi::new() {
        Ok(api) => sorted(api.device_list().filter_map(face).filter(is_spoken_with).collect()),
        Err(error) => {
            tracing::debug!(%error, "the HID driver shows nothing");
            Vec::new()
        }
    }
}

/// Whether anybody speaks over that interface yet. The others are no sockets: the fob is at its
/// reader, if it has one.
fn is_spoken_with(face: &Face) -> bool {
    face.kind.framing == Framing::Report
}

/// What people read, one for each face and no two the same: what the fob calls itself. Of several
/// that call themselves the same the first is called so, and the others by serial or node as well.
pub(crate) fn names(faces: &[Face]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for face in faces {
        let plain = format!("{} (USB)", face.label);
        let by_serial = face.serial.as_ref().map(|s| format!("{} (USB, {s})", face.label));
        let by_node = format!("{} (USB, {})", face.label, face.node());
        let free = |name: &String| !names.contains(name);
        let mut candidates = [Some(plain), by_serial].into_iter().flatten();
        names.push(candidates.find(free).unwrap_or(by_node));
    }
    names
}

/// Drivers show an interface once for each of its usages, and in any order.
fn sorted(mut faces: Vec<Face>) -> Vec<Face> {
    let order = |face: &Face| (face.node().len(), face.path.clone());
    faces.sort_by_key(order);
    faces.dedup_by(|a, b| a.path == b.path);
    faces
}

fn face(info: &DeviceInfo) -> Option<Face> {
    let usage = (info.usage_page(), info.usage());
    let kind = kind(info.vendor_id(), info.product_id(), usage)?;
    let folder = if cfg!(target_os = "linux") {
        device_folder(Path::new("/sys"), node(info.path()))
    } else {
        None
    };
    let told = |text: Option<&str>| clean(text.unwrap_or_default());
    let (maker, product) = (told(info.manufacturer_string()), told(info.product_string()));
    let label = label(&maker, &product, kind);
    let mark = match &folder {
        Some(folder) => mark(folder.as_os_str().as_encoded_bytes()),
        None => mark(info.path().to_bytes()),
    };
    Some(Face {
        path: info.path().to_owned(),
        kind,
        product: info.product_id(),
        label,
        serial: Some(told(info.serial_number())).filter(|serial| !serial.is_empty()),
        address: folder.and_then(|folder| usb_address(&folder)),
        mark,
    })
}

/// Maker and product, the maker once.
fn label(maker: &str, product: &str, kind: &Kind) -> String {
    let whole = match product.starts_with(maker) {
        true => product.to_owned(),
        false => format!("{maker} {product}"),
    };
    let whole = clean(&whole);
    if whole.is_empty() { kind.name.to_owned() } else { whole }
}

/// Only what can stand in a line, and not too much of it: a fob may say anything.
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    text.trim().to_owned()
}

fn node(path: &CStr) -> &str {
    let path = path.to_str().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// FNV-1a: a number for a name.
fn mark(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::ids::KINDS;
    use super::*;

    /// A YubiKey at that node; with a reader of its own or without.
    pub(crate) fn yubikey(node: &str, has_reader: bool, address: Option<UsbAddress>) -> Face {
        Face {
            path: CString::new(format!("/dev/{node}")).expect("a path"),
            kind: &KINDS[0],
            product: if has_reader { 0x0407 } else { 0x0401 },
            label: "Yubico YubiKey OTP+FIDO+CCID".to_owned(),
            serial: None,
            address,
            mark: mark(node.as_bytes()),
        }
    }

    #[test]
    fn fobs_of_one_name_are_told_apart() {
        let one = yubikey("hidraw0", false, None);
        let two = yubikey("hidraw3", false, None);
        let three = Face { serial: Some("0004711".into()), ..yubikey("hidraw4", false, None) };
        assert_eq!(
            names(&[one, two, three]),
            [
                "Yubico YubiKey OTP+FIDO+CCID (USB)",
                "Yubico YubiKey OTP+FIDO+CCID (USB, hidraw3)",
                "Yubico YubiKey OTP+FIDO+CCID (USB, 0004711)",
            ]
        );
    }

    #[test]
    fn nodes_come_in_the_order_of_their_numbers_and_once() {
        let [nine, ten] = ["hidraw9", "hidraw10"].map(|node| yubikey(node, false, None));
        let sorted = sorted(vec![ten.clone(), nine.clone(), ten.clone()]);
        assert_eq!(sorted, [nine, ten]);
    }

    #[test]
    fn a_fob_is_called_as_it_calls_itself_and_never_breaks_a_line() {
        let kind = &KINDS[0];
        assert_eq!(label("Yubico", "YubiKey OTP+FIDO", kind), "Yubico YubiKey OTP+FIDO");
        assert_eq!(label("", "Yubico YubiKey OTP", kind), "Yubico YubiKey OTP");
        assert_eq!(label("Nitrokey", "Nitrokey Pro", kind), "Nitrokey Pro");
        assert_eq!(label("", "", kind), "Yubico YubiKey");
        assert_eq!(label("", "a\nb\u{1b}[2J", kind), "ab[2J");
        assert_eq!(label("", &"x".repeat(500), kind).len(), 80);
    }
}
