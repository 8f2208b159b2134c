//! What a slot types, and how it makes it.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};

use super::slot::{DORMANT, Slot, SlotKind};
use crate::bytes::{Hash, crc16, digits, modhex, truncate};
use crate::dice::Dice;
use crate::silent::Silent;

const TAB_FIRST: u8 = 0x01;
const TAB_AFTER_FIXED: u8 = 0x02;
const TAB_AT_END: u8 = 0x04;
const ENTER: u8 = 0x20;

const SHORT_TICKET: u8 = 0x02;
const MODHEX_ONE: u8 = 0x10;
const MODHEX_TWO: u8 = 0x40;
const MODHEX_ALL: u8 = 0x50;

impl Slot {
    /// Types, and spends what typing spends.
    pub(super) fn type_out(&mut self, dice: &mut Dice) -> Result<String, Silent> {
        if self.ext & DORMANT != 0 {
            return Err(Silent::Dormant);
        }
        let (fixed, rest) = match self.kind() {
            SlotKind::ChallengeHmac | SlotKind::ChallengeYubico => {
                return Err(Silent::AnswersOnly);
            }
            SlotKind::Hotp => (self.token_id(), self.hotp()),
            SlotKind::Password => (String::new(), self.password()),
            SlotKind::YubicoOtp => {
                let block = self.otp_block(self.uid, dice);
                (modhex(&self.fixed), modhex(&block))
            }
            SlotKind::StaticTicket => {
                let mut block = modhex(&self.encrypt(ticket(self.uid, 0, 0, [0; 5])));
                if self.cfg & SHORT_TICKET != 0 {
                    block.truncate(16);
                }
                (modhex(&self.fixed), block)
            }
        };
        let key = |bit: u8, key: &'static str| if self.tkt & bit != 0 { key } else { "" };
        let after_fixed = if fixed.is_empty() { "" } else { key(TAB_AFTER_FIXED, "\t") };
        let (first, end) = (key(TAB_FIRST, "\t"), key(TAB_AT_END, "\t"));
        Ok(format!("{first}{fixed}{after_fixed}{rest}{end}{}", key(ENTER, "\n")))
    }

    /// The answer to a Yubico challenge: the private id mixed with it, encrypted.
    pub(super) fn yubico_response(&mut self, challenge: &[u8; 6], dice: &mut Dice) -> [u8; 16] {
        let mut mixed = self.uid;
        for (byte, other) in mixed.iter_mut().zip(challenge) {
            *byte ^= other;
        }
        self.otp_block(mixed, dice)
    }

    fn hotp(&mut self) -> String {
        let mac = Hash::Sha1.hmac(&self.secret(), &self.counter.to_be_bytes());
        self.counter += 1;
        digits(truncate(&mac), self.digits())
    }

    /// The token identifier: as many bytes in modhex as the flags say, the rest as digits.
    fn token_id(&self) -> String {
        let in_modhex = match self.cfg & MODHEX_ALL {
            MODHEX_ALL => self.fixed.len(),
            MODHEX_TWO => 2,
            MODHEX_ONE => 1,
            _ => 0,
        };
        let (letters, numbers) = self.fixed.split_at(in_modhex.min(self.fixed.len()));
        modhex(letters) + &data_encoding::HEXLOWER.encode(numbers)
    }

    fn password(&self) -> String {
        let codes = [&self.fixed[..], &self.uid[..], &self.key[..]].concat();
        codes.into_iter().filter_map(letter).collect()
    }

    fn otp_block(&mut self, id: [u8; 6], dice: &mut Dice) -> [u8; 16] {
        let mut noise = [0; 5];
        dice(&mut noise);
        let uses = u16::try_from(self.counter).unwrap_or(0x7FFF);
        let block = ticket(id, uses, self.session, noise);
        self.session = self.session.wrapping_add(1);
        self.encrypt(block)
    }

    fn encrypt(&self, block: [u8; 16]) -> [u8; 16] {
        let mut block = block.into();
        Aes128::new(&self.key.into()).encrypt_block(&mut block);
        block.into()
    }
}

/// Private id, use counter, time stamp, session counter, noise, checksum.
fn ticket(id: [u8; 6], uses: u16, session: u8, noise: [u8; 5]) -> [u8; 16] {
    let mut block = [0; 16];
    block[..6].copy_from_slice(&id);
    block[6..8].copy_from_slice(&uses.to_le_bytes());
    block[8..11].copy_from_slice(&noise[..3]);
    block[11] = session;
    block[12..14].copy_from_slice(&noise[3..]);
    let crc = !crc16(&block[..14]);
    block[14..].copy_from_slice(&crc.to_le_bytes());
    block
}

/// A keyboard code on a US keyboard; 80 is Shift.
fn letter(code: u8) -> Option<char> {
    const PLAIN: &[u8] = b"abcdefghijklmnopqrstuvwxyz1234567890\n\x1B\x08\t -=[]\\\\;'`,./";
    const SHIFTED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\n\x1B\x08\t _+{}||:\"~<>?";
    let row = if code & 0x80 == 0 { PLAIN } else { SHIFTED };
    let place = usize::from((code & 0x7F).checked_sub(4)?);
    row.get(place).map(|c| char::from(*c))
}
