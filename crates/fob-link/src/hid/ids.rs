//! Which HID interfaces are a fob's: USB ids with usage page and usage, since a key is a keyboard
//! among keyboards. `packaging/70-fobdesk.rules` opens the same ones, and a test compares them.

use fob_wire::cable::Framing;

/// Usage page and usage of a keyboard.
const KEYBOARD: (u16, u16) = (0x0001, 0x0006);
/// Usage page and usage of a FIDO interface.
const FIDO: (u16, u16) = (0xF1D0, 0x0001);

/// One kind of interface.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The USB vendor.
    pub(crate) vendor: u16,
    /// The USB products that have it.
    pub(crate) products: &'static [u16],
    /// Those of them that are smart card readers as well.
    pub(crate) with_reader: &'static [u16],
    /// Usage page and usage.
    pub(crate) usage: (u16, u16),
    /// How bytes travel over it.
    pub(crate) framing: Framing,
    /// What the reader of such a fob has in its name, in small letters: all of these words.
    pub(crate) reader: &'static [&'static str],
    /// What it is called where it does not tell its name.
    pub(crate) name: &'static str,
}

/// Every kind.
pub(crate) const KINDS: &[Kind] = &[
    Kind {
        vendor: 0x1050,
        products: &[0x0010, 0x0110, 0x0111, 0x0114, 0x0116, 0x0401, 0x0403, 0x0405, 0x0407, 0x0410],
        with_reader: &[0x0111, 0x0116, 0x0405, 0x0407],
        usage: KEYBOARD,
        framing: Framing::Report,
        reader: &["yubikey", "otp"],
        name: "Yubico YubiKey",
    },
    Kind {
        vendor: 0x20A0,
        products: &[0x4108],
        with_reader: &[0x4108],
        usage: KEYBOARD,
        framing: Framing::Block,
        reader: &["nitrokey pro"],
        name: "Nitrokey Pro",
    },
    Kind {
        vendor: 0x20A0,
        products: &[0x4109],
        with_reader: &[0x4109],
        usage: KEYBOARD,
        framing: Framing::Block,
        reader: &["nitrokey storage"],
        name: "Nitrokey Storage",
    },
    Kind {
        vendor: 0x316D,
        products: &[0x4C4B],
        with_reader: &[0x4C4B],
        usage: KEYBOARD,
        framing: Framing::Block,
        reader: &["librem key"],
        name: "Purism Librem Key",
    },
    Kind {
        vendor: 0x20A0,
        products: &[0x42B2],
        with_reader: &[0x42B2],
        usage: FIDO,
        framing: Framing::Packet,
        reader: &["nitrokey 3"],
        name: "Nitrokey 3",
    },
];

/// The kind of an interface with these ids and this usage, if it is a fob's.
pub(crate) fn kind(vendor: u16, product: u16, usage: (u16, u16)) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| {
        kind.vendor == vendor && kind.products.contains(&product) && kind.usage == usage
    })
}

impl Kind {
    /// Whether a fob with this interface and product id brings a smart card reader.
    pub(crate) fn has_reader(&self, product: u16) -> bool {
        self.with_reader.contains(&product)
    }

    /// Whether a reader of that name may belong to such a fob.
    pub(crate) fn may_be(&self, reader: &str) -> bool {
        let reader = reader.to_ascii_lowercase();
        self.reader.iter().all(|word| reader.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_key_is_told_by_its_ids_and_its_usage() {
        let framing = |vendor, product, usage| kind(vendor, product, usage).map(|k| k.framing);
        assert_eq!(framing(0x1050, 0x0407, KEYBOARD), Some(Framing::Report));
        assert_eq!(framing(0x20A0, 0x4108, KEYBOARD), Some(Framing::Block));
        assert_eq!(framing(0x20A0, 0x42B2, FIDO), Some(Framing::Packet));
        // The FIDO interface of a YubiKey, a YubiKey without the keyboard, somebody's keyboard.
        assert_eq!(framing(0x1050, 0x0407, FIDO), None);
        assert_eq!(framing(0x1050, 0x0406, KEYBOARD), None);
        assert_eq!(framing(0x046D, 0xC31C, KEYBOARD), None);
    }

    #[test]
    fn whether_a_key_brings_a_reader_is_told_by_its_product_id() {
        let yubikey = kind(0x1050, 0x0407, KEYBOARD).expect("a YubiKey");
        assert!(yubikey.has_reader(0x0407) && !yubikey.has_reader(0x0401));
        assert!(yubikey.may_be("Yubico YubiKey OTP+FIDO+CCID 00 00"));
        assert!(!yubikey.may_be("Yubico YubiKey FIDO+CCID 00 00"));
        assert!(!yubikey.may_be("ACS ACR1252 00 00"));
        for kind in KINDS {
            assert!(kind.with_reader.iter().all(|product| kind.products.contains(product)));
        }
    }

    /// The rules file gives away what these kinds need, and nothing else: a rule for all keyboards
    /// would let any program of the person read what is typed.
    #[test]
    fn the_rules_file_opens_exactly_these_interfaces() {
        let rules = include_str!("../../../../packaging/70-fobdesk.rules");
        let value = |line: &str, key: &str| {
            let (_, rest) = line.split_once(&format!("{key}==\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        let mut opened = BTreeSet::new();
        for line in rules.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            assert!(line.starts_with("ACTION!=\"remove\", SUBSYSTEM==\"hidraw\", "), "{line}");
            assert!(line.ends_with(", TAG+=\"uaccess\""), "{line}");
            let vendor = value(line, "ATTRS{idVendor}").expect("a vendor");
            let products = value(line, "ATTRS{idProduct}").expect("no rule for a whole maker");
            for product in products.split('|') {
                assert!(opened.insert(format!("{vendor}:{product}")), "{product} twice");
            }
        }
        let ours = KINDS.iter().flat_map(|kind| {
            kind.products.iter().map(|product| format!("{:04x}:{product:04x}", kind.vendor))
        });
        assert_eq!(opened, ours.collect());
    }
}
