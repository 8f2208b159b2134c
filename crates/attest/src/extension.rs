//! The maker's own extensions: what the fob says of itself and of the key.

use x509_cert::der::Decode;
use x509_cert::der::asn1::{ObjectIdentifier, OctetStringRef};
use x509_cert::ext::Extension;

const FIRMWARE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.41482.3.3");
const SERIAL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.41482.3.7");
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.41482.3.8");
const FORM_FACTOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.41482.3.9");

/// What an attestation says; older firmware says less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attested {
    /// The firmware.
    pub firmware: Option<[u8; 3]>,
    /// The serial number.
    pub serial: Option<u32>,
    /// When the key asks for the PIN (1 is never), and for a touch (1 is never).
    pub policy: Option<[u8; 2]>,
    /// The shape, as the management application numbers it.
    pub form_factor: Option<u8>,
}

impl Attested {
    pub(crate) fn of<'e>(extensions: impl Iterator<Item = &'e Extension>) -> Self {
        let mut attested = Self::default();
        for extension in extensions {
            let value = bare(extension.extn_value.as_bytes());
            match extension.extn_id {
                FIRMWARE => attested.firmware = value.try_into().ok(),
                SERIAL => attested.serial = serial(extension.extn_value.as_bytes()),
                POLICY => attested.policy = value.try_into().ok(),
                FORM_FACTOR => attested.form_factor = <[u8; 1]>::try_from(value).ok().map(|[b]| b),
                _ => {}
            }
        }
        attested
    }
}

/// The bytes themselves: some firmware wraps them in an octet string once more.
fn bare(value: &[u8]) -> &[u8] {
    OctetStringRef::from_der(value).map_or(value, |inner| inner.as_bytes())
}

/// A DER integer, but not as strict: firmware writes four bytes whatever the number.
fn serial(value: &[u8]) -> Option<u32> {
    let (&[tag, length], number) = value.split_first_chunk()?;
    let fits =
        tag == 0x02 && usize::from(length) == number.len() && (1..=5).contains(&number.len());
    let (lead, low) = number.split_at(number.len().saturating_sub(4));
    let value = low.iter().fold(0, |value, byte| value << 8 | u32::from(*byte));
    (fits && lead.iter().all(|byte| *byte == 0)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_read_whatever_zeros_stand_before_it() {
        assert_eq!(serial(&[2, 4, 0x00, 0xC7, 0x90, 0xFE]), Some(0x00C7_90FE));
        assert_eq!(serial(&[2, 4, 0x00, 0x12, 0x34, 0x56]), Some(0x0012_3456));
        assert_eq!(serial(&[2, 5, 0, 0xFF, 0xFF, 0xFF, 0xFF]), Some(u32::MAX));
        assert_eq!(serial(&[2, 1, 7]), Some(7));
    }

    #[test]
    fn what_is_no_such_number_is_none() {
        for bad in [&[][..], &[2], &[2, 0], &[2, 2, 1], &[4, 1, 1], &[2, 5, 1, 0, 0, 0, 0]] {
            assert_eq!(serial(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_value_may_be_wrapped_once_more() {
        assert_eq!(bare(&[5, 2, 6]), [5, 2, 6]);
        assert_eq!(bare(&[4, 3, 5, 7, 4]), [5, 7, 4]);
        // Three bytes that only look like a wrapping.
        assert_eq!(bare(&[4, 3, 5]), [4, 3, 5]);
    }
}
