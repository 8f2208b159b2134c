//! A cable to a fob with two faces: its card and a HID interface.

use fob_wire::cable::{Cable, CableError, Framing};

use crate::cable::PcscCable;
use crate::hid::{Face, HidCable};
use crate::sockets::Reader;

/// A session over one of the two, which can be turned to the other.
///
/// The new session stands before the former one is given up, so that a turn that fails leaves
/// everything as it was. A fob that was just used over the one face may hide the other for 3 s:
/// both cables wait for that.
pub(crate) struct PortCable {
    side: Side,
    reader: Reader,
    face: Face,
}

enum Side {
    Card(PcscCable),
    Hid(HidCable),
}

impl PortCable {
    /// Begins with the card.
    pub(crate) fn new(card: PcscCable, reader: Reader, face: Face) -> Self {
        Self { side: Side::Card(card), reader, face }
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
            other if other == self.face.kind.framing => Side::Hid(HidCable::open(&self.face)?),
            _ => return Ok(false),
        };
        Ok(true)
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        self.cable().transfer(out)
    }
}
