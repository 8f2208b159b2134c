//! Everything that a fob can be plugged into: readers and HID interfaces, one socket for each fob.

use fob_wire::cable::{Cable, CableError, Socket, Sockets, Transport};

use crate::channel::Channels;
use crate::hid::{self, Face, HidCable};
use crate::port::PortCable;
use crate::sockets::PcscSockets;

/// The readers of this computer, and the fobs that are there over USB HID.
///
/// A fob with both is one socket, its reader's; its cable can be turned to the other interface and
/// back. A smart card service that does not run is no error as long as a HID fob is there.
#[derive(Default)]
pub struct Ports {
    readers: PcscSockets,
    channels: Channels,
    seen: Vec<Port>,
}

/// One socket, with the HID interface of what is in it.
struct Port {
    socket: Socket,
    face: Option<Face>,
}

impl Ports {
    /// Everything there is at this computer. Nothing is asked yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same over these readers, for another limit than the usual one.
    #[must_use]
    pub fn over(readers: PcscSockets) -> Self {
        Self { readers, ..Self::default() }
    }

    fn port(&self, name: &str) -> Option<&Port> {
        self.seen.iter().find(|port| port.socket.name == name)
    }
}

impl Sockets for Ports {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        self.seen.clear();
        let faces = hid::faces();
        let readers = match self.readers.look() {
            Ok(readers) => readers,
            Err(CableError::NoService) if !faces.is_empty() => Vec::new(),
            Err(error) => return Err(error),
        };
        let counts = if readers.is_empty() { Vec::new() } else { self.readers.counts() };
        let pairs = self.channels.group(&counts, &faces);
        self.seen = ports(readers, &faces, &pairs);
        Ok(self.seen.iter().map(|port| port.socket.clone()).collect())
    }

    fn connect(&mut self, socket: &str) -> Result<Box<dyn Cable>, CableError> {
        let known = self.port(socket).map(|port| (port.socket.transport, port.face.clone()));
        match known {
            None | Some((Transport::Pcsc, None)) => self.readers.connect(socket),
            Some((Transport::Hid, face)) => {
                Ok(Box::new(HidCable::open(&face.ok_or(CableError::Gone)?)?))
            }
            Some((Transport::Pcsc, Some(face))) => {
                Ok(Box::new(PortCable::begin(self.readers.reader(socket)?, face)?))
            }
        }
    }

    fn suspects(&self) -> Vec<String> {
        self.readers.suspects()
    }

    fn barred(&mut self) -> Option<Vec<String>> {
        // Only there a file gives the right.
        if !cfg!(target_os = "linux") {
            return None;
        }
        let faces = hid::faces();
        let named = faces.iter().zip(hid::names(&faces));
        Some(named.filter(|(face, _)| hid::barred(face)).map(|(_, name)| name).collect())
    }
}

/// One socket for each reader, and one for each HID interface that no reader belongs to.
fn ports(readers: Vec<Socket>, faces: &[Face], pairs: &[Option<usize>]) -> Vec<Port> {
    let face_of = |reader| pairs.iter().position(|pair| *pair == Some(reader));
    let mut ports: Vec<Port> = readers
        .into_iter()
        .enumerate()
        .map(|(at, mut socket)| {
            let face = face_of(at).map(|face| faces[face].clone());
            // Its card may just be hiding; the fob is there.
            socket.occupied |= face.is_some();
            Port { socket, face }
        })
        .collect();
    for ((face, name), pair) in faces.iter().zip(hid::names(faces)).zip(pairs) {
        if pair.is_none() {
            let socket = Socket { name, transport: Transport::Hid, occupied: true };
            ports.push(Port { socket, face: Some(face.clone()) });
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hid::tests::yubikey;

    const KEY: &str = "Yubico YubiKey OTP+FIDO+CCID 00 00";

    fn reader(name: &str, occupied: bool) -> Socket {
        Socket { name: name.to_owned(), transport: Transport::Pcsc, occupied }
    }

    #[test]
    fn a_fob_with_two_faces_is_one_socket_and_is_there_while_its_card_hides() {
        let faces = [yubikey("hidraw0", true, None), yubikey("hidraw1", false, None)];
        let readers = vec![reader("ACS 00 00", false), reader(KEY, false)];
        let ports = ports(readers, &faces, &[Some(1), None]);
        let sockets: Vec<_> = ports.iter().map(|port| port.socket.clone()).collect();
        let alone = Socket {
            name: "Yubico YubiKey OTP+FIDO+CCID (USB, hidraw1)".to_owned(),
            transport: Transport::Hid,
            occupied: true,
        };
        assert_eq!(sockets, [reader("ACS 00 00", false), reader(KEY, true), alone]);
        let faces_of: Vec<_> = ports.iter().map(|port| port.face.as_ref()).collect();
        assert_eq!(faces_of, [None, Some(&faces[0]), Some(&faces[1])]);
    }
}
