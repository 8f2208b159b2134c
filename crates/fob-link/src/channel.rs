//! Where on the USB a reader sits, and so which HID interface belongs to the same fob: the service
//! is asked once for each reader and insertion, and again while its answer fits no interface: a
//! key that is pulled and another one that is plugged in give a reader of the same name and count.
//!
//! Only pcsc-lite tells (a channel id 0020bbdd: bus, device). Its answer needs a connection to the
//! reader, without a protocol and beside others; on a thread, since even that may have to wait for
//! another program.

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::mpsc::channel;
use std::thread::Builder;
use std::time::Duration;

use pcsc::{Attribute, Context, Error, Protocols, Scope, ShareMode};

use crate::fault;
use crate::hid::{Face, UsbAddress};
use crate::pairing::{Reader, pair};
use crate::session::leave;

/// How long the answer may take; without one the address is unknown.
const LIMIT: Duration = Duration::from_secs(1);

/// The answers so far.
#[derive(Debug, Default)]
pub(crate) struct Channels {
    /// By reader and its count of insertions.
    known: HashMap<(CString, u32), Option<UsbAddress>>,
}

impl Channels {
    /// For each HID interface the place of the reader of the same fob in the list: readers by name
    /// and count of insertions and removals. Only readers that may be a fob's are asked.
    pub(crate) fn group(
        &mut self,
        readers: &[(String, u32)],
        faces: &[Face],
    ) -> Vec<Option<usize>> {
        let may_be = |name: &str| faces.iter().any(|f| f.has_reader() && f.kind.may_be(name));
        let mut known = Vec::new();
        for (name, count) in readers {
            let address = if may_be(name) { self.of(name, *count, faces) } else { None };
            known.push(Reader { name, address });
        }
        pair(&known, faces)
    }

    fn of(&mut self, reader: &str, count: u32, faces: &[Face]) -> Option<UsbAddress> {
        if !fault::LITE {
            return None;
        }
        let key = (CString::new(reader).ok()?, count);
        if let Some(known) = self.known.get(&key)
            && still_fits(*known, faces)
        {
            return *known;
        }
        let address = match ask(&key.0) {
            Ok(bytes) => address(&bytes),
            // The driver does not know the question.
            Err(Error::UnsupportedFeature | Error::NotTransacted) => None,
            // It is gone, or another program has it for itself: another time, perhaps.
            Err(_) => return None,
        };
        tracing::debug!(?reader, ?address, "where a reader sits");
        // A reader that comes and goes all day must not fill the memory.
        self.known.retain(|(name, _), _| *name != key.0);
        self.known.insert(key, address);
        address
    }
}

/// Whether an answer may be believed still: another key in its place has another address.
fn still_fits(known: Option<UsbAddress>, faces: &[Face]) -> bool {
    known.is_none() || faces.iter().any(|face| face.address == known)
}

/// The bytes of the channel id.
fn ask(reader: &CString) -> Result<Vec<u8>, Error> {
    let (outbox, answer) = channel();
    let reader = reader.clone();
    let asked = Builder::new().name("channel".to_owned()).spawn(move || {
        // Nobody may wait for it any more.
        let _late = outbox.send(connect_and_ask(&reader));
    });
    asked.map_err(|_| Error::NoMemory)?;
    answer.recv_timeout(LIMIT).unwrap_or(Err(Error::Timeout))
}

fn connect_and_ask(reader: &CString) -> Result<Vec<u8>, Error> {
    let context = Context::establish(Scope::User)?;
    let card = context.connect(reader, ShareMode::Direct, Protocols::UNDEFINED)?;
    let mut buffer = [0; 32];
    let told = card.get_attribute(Attribute::ChannelId, &mut buffer).map(<[u8]>::to_vec);
    leave(card);
    told
}

/// Reads a channel id of the USB.
fn address(bytes: &[u8]) -> Option<UsbAddress> {
    let [low, middle, high, top] = u32::from_ne_bytes(bytes.try_into().ok()?).to_le_bytes();
    let usb = top == 0 && high == 0x20;
    usb.then_some(UsbAddress { bus: u32::from(middle), device: u32::from(low) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hid::tests::yubikey;

    #[test]
    fn an_address_that_no_interface_has_any_more_is_asked_for_again() {
        let at = |device| Some(UsbAddress { bus: 1, device });
        let second = [yubikey("hidraw0", true, at(8))];
        assert!(still_fits(at(8), &second), "the key that is there");
        assert!(!still_fits(at(7), &second), "the one before it, in the same reader");
        assert!(still_fits(None, &second), "a driver that knows no address");
    }

    #[test]
    fn a_channel_of_the_usb_holds_bus_and_device() {
        let told = 0x0020_0311_u32.to_ne_bytes();
        assert_eq!(address(&told), Some(UsbAddress { bus: 3, device: 17 }));
        // A serial line, and an answer of another length.
        assert_eq!(address(&0x0001_0001_u32.to_ne_bytes()), None);
        assert_eq!(address(&[0x11, 0x03]), None);
    }
}
