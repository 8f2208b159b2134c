//! The HID cable: one report, block or packet at a time, without the report number that every
//! driver wants in front.

use std::ffi::CStr;
use std::thread::sleep;
use std::time::{Duration, Instant};

use fob_wire::cable::{Cable, CableError, Framing};
use hidapi::{HidApi, HidDevice, HidError};
use zeroize::Zeroizing;

use super::face::Face;
use super::fault;
use super::node::{self, Owned};

/// The longest wait for a packet: a fob that works or waits for a finger says so more often.
const PACKET: i32 = 3000;

/// A fob that was just used over another interface may refuse this one for 3 s: the first read,
/// which does nothing to it, is tried again for so long, a slow host's second added.
const RECLAIMS: Duration = Duration::from_secs(4);
const RECLAIM: Duration = Duration::from_millis(100);

/// A session over one HID interface; it has one owner and ends when dropped. Once the fob is gone
/// or lost, nothing more is sent: everything later is `Gone`.
pub(crate) struct HidCable {
    device: HidDevice,
    framing: Framing,
    /// Until when the first report may be in coming; nothing once one came.
    reclaims: Option<Instant>,
    over: bool,
    _owned: Option<Owned>,
}

impl HidCable {
    /// Opens the interface. Nothing is sent.
    ///
    /// # Errors
    /// `Gone`, `Denied`, `InUse`, `Other`.
    pub(crate) fn open(face: &Face) -> Result<Self, CableError> {
        let owned = node::own(&face.path)?;
        Ok(Self { _owned: Some(owned), ..Self::within(face)? })
    }

    /// The same for whoever owns the interface already.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn within(face: &Face) -> Result<Self, CableError> {
        let device = open(&face.path).map_err(|error| fault::of_open(&error.to_string()))?;
        let (framing, reclaims) = (face.kind.framing, Some(Instant::now() + RECLAIMS));
        Ok(Self { device, framing, reclaims, over: false, _owned: None })
    }

    /// The length of a report, block or packet.
    fn length(&self) -> usize {
        if self.framing == Framing::Report { 8 } else { 64 }
    }

    fn write(&self, out: &[u8]) -> Result<(), CableError> {
        // Number 0 in front, on every system. It may hold a seed; the driver's own copy of it is
        // out of our reach.
        let mut buffer = Zeroizing::new(vec![0; out.len() + 1]);
        buffer[1..].copy_from_slice(out);
        let sent = match self.framing {
            Framing::Packet => self.device.write(&buffer).map(drop),
            _ => self.device.send_feature_report(&buffer),
        };
        sent.map_err(|error| said(&error))
    }

    /// The next one, `None` if the driver gave something shorter.
    fn read_once(&self) -> Result<Option<Vec<u8>>, CableError> {
        let length = self.length();
        // Windows says one more than there is.
        let mut buffer = Zeroizing::new(vec![0; length + 2]);
        let (from, got) = match self.framing {
            Framing::Packet => (0, self.device.read_timeout(&mut buffer[..length], PACKET)),
            _ => (1, self.device.get_feature_report(&mut buffer[..=length])),
        };
        let got = got.map_err(|error| said(&error))?;
        Ok((got >= from + length).then(|| buffer[from..from + length].to_vec()))
    }

    fn read(&mut self) -> Result<Vec<u8>, CableError> {
        loop {
            let error = match self.read_once() {
                Ok(Some(report)) => {
                    self.reclaims = None;
                    return Ok(report);
                }
                // No packet in time, or half a report: the fob fell silent.
                Ok(None) => CableError::Lost,
                Err(error) => error,
            };
            let hides = self.reclaims.is_some_and(|until| Instant::now() < until);
            if error != CableError::Lost || !hides || self.framing == Framing::Packet {
                return Err(error);
            }
            sleep(RECLAIM);
        }
    }
}

impl Cable for HidCable {
    fn framing(&self) -> Framing {
        self.framing
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        if self.over {
            return Err(CableError::Gone);
        }
        let answer = match out.len() {
            0 => self.read(),
            length if length == self.length() => {
                self.reclaims = None;
                self.write(out).map(|()| Vec::new())
            }
            length => Err(CableError::Other(format!("{length} bytes are no report"))),
        };
        self.over = matches!(answer, Err(CableError::Gone | CableError::Lost));
        answer
    }
}

fn open(path: &CStr) -> Result<HidDevice, HidError> {
    HidApi::new()?.open_path(path)
}

/// What it means; the driver's words go to the log. They never hold what was sent.
fn said(error: &HidError) -> CableError {
    tracing::debug!(%error, "a report came back without an answer");
    fault::of_transfer(&error.to_string())
}
