//! A cable to a fob with two faces: its card and a HID interface.

use fob_wire::cable::{Cable, CableError, Framing};

use crate::cable::PcscCable;
use crate::hid::{self, Face, HidCable, Owned};
use crate::sockets::Reader;

/// A session over one of the two, which can be turned to the other.
///
/// The new session stands before the former one is given up, so that a turn that fails leaves
/// everything as it was. A fob that was just used over the one face may hide the other for 3 s:
/// both cables wait for that.
///
/// The HID interface is ours for the whole session, whichever face is used: behind both is one fob.
pub(crate) struct PortCable {
    side: Side,
    reader: Reader,
    face: Face,
    /// Nothing where the system does not let us have the interface.
    _owned: Option<Owned>,
}

enum Side {
    Card(PcscCable),
    Hid(HidCable),
}

impl PortCable {
    /// Begins with the card; with the HID interface where the card stays away.
    ///
    /// # Errors
    /// As connecting.
    pub(crate) fn begin(reader: Reader, face: Face) -> Result<Self, CableError> {
        let owned = match hid::own_face(&face) {
            Ok(owned) => Some(owned),
            Err(CableError::InUse) => return Err(CableError::InUse),
            Err(_) => None,
        };
        let side = match reader.begin() {
            Ok(card) => Side::Card(card),
            Err(CableError::Gone | CableError::Mute) => Side::Hid(HidCable::within(&face)?),
            Err(error) => return Err(error),
        };
        Ok(Self { side, reader, face, _owned: owned })
    }

    fn cable(&mut self) -> &mut dyn Cable {
        match &mut self.side {
            Side::Card(cable) => cable,
            Side::Hid(cable) => cable,
        }
    }
}

impl Cable for PortCable {
    fn framing(&self) -> Framing {
        match &self.side {
            Side::Card(cable) => cable.framing(),
            Side::Hid(cable) => cable.framing(),
        }
    }

    fn contactless(&self) -> bool {
        matches!(&self.side, Side::Card(cable) if cable.contactless())
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        if to == self.framing() {
            return Ok(true);
        }
        self.side = match to {
            Framing::Apdu => Side::Card(self.reader.begin()?),
            other if other == self.face.kind.framing => Side::Hid(HidCable::within(&self.face)?),
            _ => return Ok(false),
        };
        Ok(true)
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        self.cable().transfer(out)
    }
}
