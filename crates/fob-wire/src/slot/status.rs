//! The slots, and what they say of themselves: six bytes, and nothing of what is in them.

use crate::{Version, WireError};

/// One of the two slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A short touch.
    One,
    /// A long touch.
    Two,
}

impl Slot {
    /// The first value for slot 1, the second for slot 2.
    pub fn pick<T>(self, one: T, two: T) -> T {
        match self {
            Self::One => one,
            Self::Two => two,
        }
    }
}

/// The state of the two slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The firmware's version.
    pub version: Version,
    /// Counts accepted writes **within one power session**; it starts anew when the fob is plugged
    /// in, and is 0 while both slots are empty.
    pub prog_seq: u8,
    /// The bits behind [`Self::used`] and its like.
    pub touch_level: u16,
}

impl Status {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        let [major, minor, patch, prog_seq, low, high] = *bytes else {
            return Err(WireError::Nonsense("the status of the slots is not six bytes"));
        };
        Ok(Self {
            version: Version::new(major, minor, patch),
            prog_seq,
            touch_level: u16::from_le_bytes([low, high]),
        })
    }

    /// Whether the slot is programmed.
    pub fn used(self, slot: Slot) -> bool {
        self.touch_level & slot.pick(0x01, 0x02) != 0
    }

    /// Whether the slot acts on a touch (from firmware 3.0 on).
    pub fn touch(self, slot: Slot) -> bool {
        self.touch_level & slot.pick(0x04, 0x08) != 0
    }

    /// Whether the light works the other way round.
    pub fn led_inverted(self) -> bool {
        self.touch_level & 0x10 != 0
    }

    /// Whether a fob that was in the state `before`, and was told to change a slot, did.
    pub(super) fn changed_since(self, before: Self) -> bool {
        let quirky = self.version.within(Version::new(5, 0, 0), Version::new(5, 4, 3));
        let none_left = !self.used(Slot::One) && !self.used(Slot::Two);
        let started_anew = self.prog_seq == 0 && before.prog_seq > 0;
        self.prog_seq == before.prog_seq.wrapping_add(1) || (started_anew && (none_left || quirky))
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    fn status(bytes: [u8; 6]) -> Status {
        Status::parse(&bytes).expect("six bytes")
    }

    #[test]
    fn a_change_is_known_by_the_programming_sequence() {
        let before = status([5, 7, 1, 4, 0x05, 0]);
        assert!(status([5, 7, 1, 5, 0x05, 0]).changed_since(before));
        assert!(!status([5, 7, 1, 4, 0x05, 0]).changed_since(before));
        assert!(!status([5, 7, 1, 6, 0x05, 0]).changed_since(before));
        assert!(!status([5, 7, 1, 0, 0x05, 0]).changed_since(before));
    }

    #[test]
    fn the_sequence_goes_round() {
        let before = status([5, 7, 1, 255, 0x05, 0]);
        assert!(status([5, 7, 1, 0, 0x05, 0]).changed_since(before));
    }

    #[test]
    fn deleting_the_last_slot_starts_the_sequence_anew() {
        let before = status([5, 7, 1, 4, 0x05, 0]);
        assert!(status([5, 7, 1, 0, 0x10, 0]).changed_since(before));
        let empty = status([5, 7, 1, 0, 0x00, 0]);
        assert!(!empty.changed_since(empty));
    }

    #[test]
    fn early_fives_do_not_bring_their_slot_bits_up_to_date() {
        let before = status([5, 2, 4, 4, 0x05, 0]);
        assert!(status([5, 2, 4, 0, 0x05, 0]).changed_since(before));
        let before = status([5, 4, 3, 4, 0x05, 0]);
        assert!(!status([5, 4, 3, 0, 0x05, 0]).changed_since(before));
    }
}
