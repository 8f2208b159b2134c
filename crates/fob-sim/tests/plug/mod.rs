//! A software fob as Yubico's own library holds it.

use fob_sim::{SimCable, SimFob};
use fob_wire::cable::Cable;
use yubikit::core::{Connection, Transport};
use yubikit::smartcard::{SmartCardConnection, SmartCardError};

/// One of our cables, held as Yubico's library wants it.
pub(crate) struct Plug(SimCable);

impl Connection for Plug {
    type Error = SmartCardError;
    fn close(&mut self) {}
}

impl SmartCardConnection for Plug {
    fn send_and_receive(&mut self, apdu: &[u8]) -> Result<(Vec<u8>, u16), SmartCardError> {
        let answer = self.0.transfer(apdu).map_err(|e| SmartCardError::Transport(Box::new(e)))?;
        let (data, status) = answer.split_last_chunk().expect("an answer has a status word");
        Ok((data.to_vec(), u16::from_be_bytes(*status)))
    }

    fn transport(&self) -> Transport {
        if self.0.contactless() { Transport::Nfc } else { Transport::Usb }
    }
}

/// A session with the fob.
pub(crate) fn plug(fob: &SimFob) -> Plug {
    Plug(fob.connect().expect("a plugged fob"))
}
