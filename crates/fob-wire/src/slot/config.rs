//! What is written into a slot: a block of 52 bytes with its flags and its checksum.

use std::ops::Range;

use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use super::access_code::AccessCode;
use super::modhex::TokenId;
use crate::WireError;

pub(super) const BLOCK: usize = 52;
const FIXED: Range<usize> = 0..16;
const UID: Range<usize> = 16..22;
const MOVING_FACTOR: Range<usize> = 20..22;
const KEY: Range<usize> = 22..38;
const ACCESS_CODE: Range<usize> = 38..44;
const FIXED_LENGTH: usize = 44;
const EXTRA: usize = 45;
const TICKET: usize = 46;
const MODE: usize = 47;
const CHECKSUM: Range<usize> = 50..52;
const LARGEST_MOVING_FACTOR: u32 = 0xF_FFF0;

/// Flags about the typing ("ticket flags").
pub mod ticket {
    /// Tab before.
    pub const TAB_FIRST: u8 = 0x01;
    /// Tab after the fixed part.
    pub const TAB_AFTER_FIXED: u8 = 0x02;
    /// Tab at the end.
    pub const TAB_AT_END: u8 = 0x04;
    /// Half a second's pause after the fixed part.
    pub const DELAY_AFTER_FIXED: u8 = 0x08;
    /// Half a second's pause at the end.
    pub const DELAY_AT_END: u8 = 0x10;
    /// Enter at the end.
    pub const ENTER: u8 = 0x20;
    /// Slot 2 can only be updated if it carries this flag itself.
    pub const PROTECT_SLOT_2: u8 = 0x80;
    pub(super) const HOTP: u8 = 0x40;
    pub(super) const CHALLENGE_RESPONSE: u8 = 0x40;
    pub(super) const UPDATABLE: u8 = 0x3F;
}

/// Flags about the mode ("configuration flags").
pub mod mode {
    /// A reference string before a Yubico OTP.
    pub const SEND_REFERENCE: u8 = 0x01;
    /// 10 ms between keystrokes.
    pub const PACING_10MS: u8 = 0x04;
    /// 20 ms between keystrokes.
    pub const PACING_20MS: u8 = 0x08;
    /// Challenge-response: challenges of any length below 64 bytes.
    pub const SHORT_CHALLENGES: u8 = 0x04;
    /// Challenge-response: every answer wants a touch.
    pub const CHALLENGE_TOUCH: u8 = 0x08;
    pub(super) const EIGHT_DIGITS: u8 = 0x02;
    pub(super) const MODHEX_FIRST_TWO: u8 = 0x40;
    pub(super) const SHORT_TICKET: u8 = 0x02;
    pub(super) const CHALLENGE_HMAC: u8 = 0x22;
    pub(super) const UPDATABLE: u8 = 0x0C;
}

/// Flags about the fob ("extended flags").
pub mod extra {
    /// The serial number can be shown by a button press at start.
    pub const SERIAL_BY_BUTTON: u8 = 0x01;
    /// The serial number stands in the USB descriptor.
    pub const SERIAL_IN_USB: u8 = 0x02;
    /// The serial number can be read by programs. Cleared in both slots, it cannot.
    pub const SERIAL_BY_PROGRAM: u8 = 0x04;
    /// Digits by the numeric keypad.
    pub const NUMERIC_KEYPAD: u8 = 0x08;
    /// Slot 1 acts sooner.
    pub const FAST_TRIGGER: u8 = 0x10;
    /// UPDATE is allowed.
    pub const ALLOW_UPDATE: u8 = 0x20;
    /// Asleep until an UPDATE wakes it.
    pub const DORMANT: u8 = 0x40;
    /// The light works the other way round.
    pub const LED_INVERTED: u8 = 0x80;
}

/// What a slot is to be. Holds a secret: wiped on drop, no `Debug`.
pub struct Config {
    /// On the heap, so that building leaves no copies behind.
    block: Zeroizing<Vec<u8>>,
    update: bool,
}

impl Config {
    /// OATH-HOTP: types a code of six digits and Enter. At most 20 bytes of secret, or more than
    /// 64 (hashed first, as HMAC would).
    ///
    /// # Errors
    /// `NotSupported` for a secret that is empty or of 21 to 64 bytes: a slot cannot hold it.
    pub fn hotp(secret: &[u8]) -> Result<Self, WireError> {
        let mut config = Self::typing();
        config.set(TICKET, ticket::HOTP, true);
        config.hmac_secret(secret)?;
        Ok(config)
    }

    /// A Yubico OTP: types a public identity of at most 16 bytes and an encrypted code.
    ///
    /// # Errors
    /// `NotSupported` for a longer public identity.
    pub fn yubico_otp(
        public_id: &[u8],
        private_id: &[u8; 6],
        key: &[u8; 16],
    ) -> Result<Self, WireError> {
        let mut config = Self::typing();
        config.set_fixed(public_id)?;
        config.block[UID].copy_from_slice(private_id);
        config.block[KEY].copy_from_slice(key);
        Ok(config)
    }

    /// Answers challenges with HMAC-SHA-1. Secrets as for [`Self::hotp`].
    ///
    /// # Errors
    /// As [`Self::hotp`].
    pub fn challenge_response(secret: &[u8]) -> Result<Self, WireError> {
        let mut config = Self::base();
        config.set(TICKET, ticket::CHALLENGE_RESPONSE, true);
        config.set(MODE, mode::CHALLENGE_HMAC | mode::SHORT_CHALLENGES, true);
        config.hmac_secret(secret)?;
        Ok(config)
    }

    /// Types a fixed text, given as USB HID usages (shift: 80 added), at most 38.
    ///
    /// # Errors
    /// `NotSupported` for a longer text.
    pub fn static_password(scan_codes: &[u8]) -> Result<Self, WireError> {
        let mut config = Self::typing();
        config.set(MODE, mode::SHORT_TICKET, true);
        config.set_fixed(&[0; 16])?;
        let room = config.block[..KEY.end].get_mut(..scan_codes.len());
        room.ok_or(WireError::NotSupported)?.copy_from_slice(scan_codes);
        Ok(config)
    }

    /// New flags for a slot that keeps its secret. It replaces **all** that can be updated.
    pub fn update() -> Self {
        let mut config = Self::typing();
        config.block[FIXED_LENGTH] = 16;
        config.update = true;
        config
    }

    /// HOTP: eight digits instead of six.
    #[must_use]
    pub fn eight_digits(self, on: bool) -> Self {
        self.mode(mode::EIGHT_DIGITS, on)
    }

    /// HOTP: the counter of the first code.
    ///
    /// # Errors
    /// `NotSupported` unless it is a multiple of 16 and at most 1,048,560.
    pub fn first_counter(mut self, counter: u32) -> Result<Self, WireError> {
        if !counter.is_multiple_of(16) || counter > LARGEST_MOVING_FACTOR {
            return Err(WireError::NotSupported);
        }
        let [.., high, low] = (counter / 16).to_be_bytes();
        self.block[MOVING_FACTOR].copy_from_slice(&[high, low]);
        Ok(self)
    }

    /// HOTP: types this identifier before each code.
    #[must_use]
    pub fn token_id(mut self, id: &TokenId) -> Self {
        self.set_fixed(id.bytes()).expect("six bytes fit");
        self.mode(mode::MODHEX_FIRST_TWO, true)
    }

    /// Whether Enter follows what is typed.
    #[must_use]
    pub fn enter(self, on: bool) -> Self {
        self.ticket(ticket::ENTER, on)
    }

    /// Sets or clears flags of [`ticket`].
    #[must_use]
    pub fn ticket(mut self, flags: u8, on: bool) -> Self {
        self.set(TICKET, flags, on);
        self
    }

    /// Sets or clears flags of [`mode`].
    #[must_use]
    pub fn mode(mut self, flags: u8, on: bool) -> Self {
        self.set(MODE, flags, on);
        self
    }

    /// Sets or clears flags of [`extra`].
    #[must_use]
    pub fn extra(mut self, flags: u8, on: bool) -> Self {
        self.set(EXTRA, flags, on);
        self
    }

    /// The access code that the slot has **afterwards**: without it a write removes the old one.
    #[must_use]
    pub fn access_code(mut self, code: &AccessCode) -> Self {
        self.block[ACCESS_CODE].copy_from_slice(code.bytes());
        self
    }

    pub(super) fn is_update(&self) -> bool {
        self.update
    }

    pub(super) fn new_access_code(&self) -> &[u8] {
        &self.block[ACCESS_CODE]
    }

    /// Whether an UPDATE with these flags is one that fobs take.
    pub(super) fn updatable(&self) -> bool {
        self.block[TICKET] & !ticket::UPDATABLE == 0 && self.block[MODE] & !mode::UPDATABLE == 0
    }

    /// The block, with its checksum.
    pub(super) fn block(&self) -> Zeroizing<Vec<u8>> {
        let mut block = self.block.clone();
        let checksum = !crc16(&block[..CHECKSUM.start]);
        block[CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
        block
    }

    fn base() -> Self {
        let mut config = Self { block: Zeroizing::new(vec![0; BLOCK]), update: false };
        config.set(EXTRA, extra::SERIAL_BY_PROGRAM | extra::ALLOW_UPDATE, true);
        config
    }

    fn typing() -> Self {
        Self::base().enter(true).extra(extra::FAST_TRIGGER, true)
    }

    fn set(&mut self, place: usize, flags: u8, on: bool) {
        let byte = &mut self.block[place];
        *byte = if on { *byte | flags } else { *byte & !flags };
    }

    fn set_fixed(&mut self, fixed: &[u8]) -> Result<(), WireError> {
        let room = self.block[FIXED].get_mut(..fixed.len()).ok_or(WireError::NotSupported)?;
        room.copy_from_slice(fixed);
        self.block[FIXED_LENGTH] = u8::try_from(fixed.len()).expect("at most 16");
        Ok(())
    }

    /// 20 bytes of HMAC key lie in two fields: 16 in the key's, 4 at the head of the identity's.
    fn hmac_secret(&mut self, secret: &[u8]) -> Result<(), WireError> {
        let mut whole = Zeroizing::new([0; 20]);
        match secret.len() {
            1..=20 => whole[..secret.len()].copy_from_slice(secret),
            65.. => whole.copy_from_slice(&Sha1::digest(secret)),
            _ => return Err(WireError::NotSupported),
        }
        self.block[KEY].copy_from_slice(&whole[..16]);
        self.block[UID][..4].copy_from_slice(&whole[16..]);
        Ok(())
    }
}

/// The checksum of blocks and frames (ISO 13239): F0B8 over bytes and their stored checksum.
pub(crate) fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0x8408 } else { 0 }
        })
    })
}
