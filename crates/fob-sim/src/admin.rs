//! The CanoKey's admin application: serial, version, PIN, and the only way to reset its OATH.

use serde::{Deserialize, Serialize};

use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::Body;
use crate::bytes::hex;
use crate::oath::Oath;

const TRIES: u8 = 3;

#[derive(Serialize, Deserialize)]
pub(crate) struct Admin {
    #[serde(with = "hex")]
    pin: Vec<u8>,
    tries: u8,
    #[serde(skip)]
    verified: bool,
}

impl Default for Admin {
    fn default() -> Self {
        Admin { pin: b"123456".to_vec(), tries: TRIES, verified: false }
    }
}

impl Admin {
    pub(crate) fn lock(&mut self) {
        self.verified = false;
    }

    pub(crate) fn act(
        &mut self,
        command: &Command,
        oath: &mut Oath,
        body: &mut Body<'_>,
    ) -> Answer {
        match command.ins {
            0x20 => self.verify(&command.data, body),
            0x31 => Ok(Outcome::Data(body.firmware.to_string().into_bytes())),
            0x32 => Ok(Outcome::Data(body.serial.unwrap_or(0).to_be_bytes().to_vec())),
            _ if !self.verified => Err(sw::SECURITY),
            0x05 => {
                oath.reset(body);
                Ok(Outcome::OK)
            }
            _ => Err(sw::UNKNOWN_INS),
        }
    }

    fn verify(&mut self, pin: &[u8], body: &mut Body<'_>) -> Answer {
        if self.tries == 0 {
            return Err(sw::BLOCKED);
        }
        body.changed();
        if pin == self.pin {
            self.tries = TRIES;
            self.verified = true;
            return Ok(Outcome::OK);
        }
        self.tries -= 1;
        self.verified = false;
        Err(0x63C0 | u16::from(self.tries))
    }
}
