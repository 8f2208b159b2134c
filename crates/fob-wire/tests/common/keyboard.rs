//! One made-up keyboard interface behind two clients: ours, and Yubico's own. What both write is
//! compared.

use std::sync::{Arc, Mutex};

use fob_wire::cable::{Cable, CableError, Framing};
use yubikit::core::Connection;
use yubikit::otp::OtpError;
use yubikit::yubiotp::OtpConnection;

/// What a keyboard interface was told, report by report.
pub(crate) type Told = Arc<Mutex<Vec<Vec<u8>>>>;

/// An interface that takes every frame: changes move its sequence, questions get an answer.
pub(crate) struct Keyboard {
    status: [u8; 6],
    frame: Vec<u8>,
    answer: Vec<u8>,
    part: u8,
    told: Told,
}

impl Keyboard {
    pub(crate) fn new(status: [u8; 6]) -> (Self, Told) {
        let told = Told::default();
        let keyboard = Self {
            status,
            frame: vec![0; 70],
            answer: Vec::new(),
            part: 0,
            told: Arc::clone(&told),
        };
        (keyboard, told)
    }

    fn read(&mut self) -> Vec<u8> {
        if self.answer.is_empty() {
            return [&[0][..], &self.status, &[0]].concat();
        }
        let from = 7 * usize::from(self.part);
        let Some(chunk) = self.answer.get(from..).filter(|chunk| !chunk.is_empty()) else {
            return vec![0, 0, 0, 0, 0, 0, 0, 0x40];
        };
        let mut report = chunk[..chunk.len().min(7)].to_vec();
        report.resize(7, 0);
        report.push(0x40 | self.part);
        self.part += 1;
        report
    }

    fn write(&mut self, report: &[u8]) {
        self.told.lock().expect("no test thread panics with it").push(report.to_vec());
        if report[7] == 0xFF {
            self.answer.clear();
            return;
        }
        let part = report[7] & 0x1F;
        if part == 0 {
            self.frame.fill(0);
        }
        let from = 7 * usize::from(part);
        self.frame[from..from + 7].copy_from_slice(&report[..7]);
        if part == 9 {
            self.act();
        }
    }

    fn act(&mut self) {
        assert_eq!(self.frame[65..67], crc16(&self.frame[..64]).to_le_bytes());
        self.part = 0;
        self.answer = match self.frame[64] {
            0x10 => vec![0, 1, 2, 3],
            0x30 | 0x38 => vec![0xAB; 20],
            // What a NEO is asked only to be rejected.
            0x12 => return,
            _ => {
                self.status[3] = self.status[3].wrapping_add(1);
                return;
            }
        };
        let checksum = !crc16(&self.answer);
        self.answer.extend_from_slice(&checksum.to_le_bytes());
    }
}

/// ISO 13239, as the device computes it.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 }
        })
    })
}

impl Cable for Keyboard {
    fn framing(&self) -> Framing {
        Framing::Report
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        if out.is_empty() {
            return Ok(self.read());
        }
        self.write(out);
        Ok(Vec::new())
    }
}

impl Connection for Keyboard {
    type Error = OtpError;

    fn close(&mut self) {}
}

impl OtpConnection for Keyboard {
    fn otp_receive(&mut self) -> Result<Vec<u8>, OtpError> {
        Ok(self.read())
    }

    fn otp_send(&mut self, data: &[u8]) -> Result<(), OtpError> {
        self.write(data);
        Ok(())
    }
}
